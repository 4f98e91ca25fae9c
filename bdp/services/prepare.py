"""prepare: a practice as its file states it is completed, rendered and measured: it becomes an entry."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from bdp.content.markdown import Renderer
from bdp.content.pages import Ordinary
from bdp.domain.entry import AttachedFile, Body, Entry, PageText
from bdp.domain.errors import Problem
from bdp.domain.practice import Practice, Translation
from bdp.domain.unit import Register, complete, derived_numbers
from bdp.domain.vocabulary import Vocabularies
from bdp.services import attached
from bdp.services.carried import Carried

_POWIAT_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Workshop:
    """What the preparation of entries needs: where the base lies, its lists, and what is already known."""

    root: Path
    register: Register
    vocabularies: Vocabularies
    renderer: Renderer
    carried: Carried


@dataclass(frozen=True, slots=True)
class Prepared:
    """An entry, the text of its attachments, and warnings about what could not be shown or read."""

    entry: Entry
    texts: tuple[PageText, ...]
    warnings: tuple[Problem, ...]


def entry(practice: Practice, revision: str, workshop: Workshop) -> Prepared:
    """Make the entry of a practice without problems; ``revision`` is that of its files. Raises OSError."""
    practice, derived = complete(practice, workshop.register), derived_numbers(practice, workshop.register)
    slug = practice.slug
    own = Translation(practice.title, practice.plain, practice.summary, practice.presentation)
    polish, warnings = _body(slug, ".md", own, workshop)
    english = None
    if practice.translation is not None:
        english, more = _body(slug, ".en.md", _filled(practice.translation, own), workshop)
        warnings += more
    listed: list[AttachedFile] = []
    texts: list[PageText] = []
    for file, extracted in attached.measured(workshop.root, practice, workshop.carried.extracted):
        listed.append(file)
        texts += [PageText(file.file, page, text) for page, text in extracted.texts]
        warnings += attached.doubt(slug, file)
    made = Entry(
        practice=practice,
        pl=polish,
        en=english,
        files=tuple(listed),
        voivodeships=_voivodeships(practice, workshop.vocabularies),
        powiats=_powiats(practice, workshop.register),
        units=_units(practice, workshop.register),
        revision=revision,
        derived=derived,
    )
    return Prepared(made, tuple(texts), tuple(warnings))


def _filled(translation: Translation, own: Translation) -> Translation:
    """Return a translation with the Polish text where a part was not translated."""
    return Translation(
        title=translation.title or own.title,
        plain=translation.plain or own.plain,
        summary=translation.summary or own.summary,
        presentation=translation.presentation or own.presentation,
    )


def _body(slug: str, ending: str, text: Translation, workshop: Workshop) -> tuple[Body, list[Problem]]:
    summary = workshop.renderer.render(text.summary, anchors=False, slug=slug)
    presentation = workshop.renderer.render(text.presentation, slug=slug)
    notes = dict.fromkeys(part.note for part in (summary, presentation) if part.note)
    body = Body(
        title=text.title,
        plain=text.plain,
        summary_html=summary.html,
        presentation_html=presentation.html,
        summary_text=summary.text,
        presentation_text=presentation.text,
        headings=presentation.headings,
    )
    path = f"practices/{slug}{ending}"
    return body, [Problem(path, 1, "file", note, warning=True) for note in notes]


def _voivodeships(practice: Practice, vocabularies: Vocabularies) -> tuple[str, ...]:
    """Return the practice's own voivodeship and its members', each once, its own first."""
    members = (vocabularies.voivodeship_of(member.teryt) for member in practice.members if member.teryt)
    return _each_once((practice.voivodeship, *members))


def _powiats(practice: Practice, register: Register) -> tuple[str, ...]:
    """Return the 4-digit codes; one is told from the powiat's name where the record has no code."""
    codes = [code[:_POWIAT_DIGITS] for code in _units(practice, register) if len(code) >= _POWIAT_DIGITS]
    if not practice.teryt and practice.powiat and practice.voivodeship:
        name = practice.powiat.removeprefix("powiat ")
        codes += [
            unit.teryt
            for unit in register
            if len(unit.teryt) == _POWIAT_DIGITS and unit.name == name and unit.voivodeship == practice.voivodeship
        ]
    return _each_once(codes)


def _units(practice: Practice, register: Register) -> tuple[str, ...]:
    """Return the codes of the pages of the practice's own unit and of its members."""
    codes = (practice.teryt, *(member.teryt for member in practice.members))
    return _each_once(unit.teryt if (unit := register.resolve(code)) else code for code in codes if code)


def _each_once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for item in items if item))


def ordinary(raw: Ordinary, renderer: Renderer) -> Ordinary:
    """Render all pages, news and offices of units."""

    def html(text: str) -> str:
        return renderer.render(text).html if text else ""

    return replace(
        raw,
        pages=tuple(replace(page, html=html(page.text), html_en=html(page.text_en)) for page in raw.pages),
        news=tuple(replace(item, html=html(item.text)) for item in raw.news),
        offices=tuple(replace(office, html=html(office.text)) for office in raw.offices),
    )
