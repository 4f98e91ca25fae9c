"""comparing: two to four practices that a reader chose, put side by side."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bdp.domain.comparison import Comparison, Voice, row
from bdp.domain.entry import Entry
from bdp.domain.errors import Gone, Moved, NotFound
from bdp.domain.practice import Member, Practice
from bdp.domain.vocabulary import Vocabularies
from bdp.exchange.json_form import shortened
from bdp.library import Library
from bdp.services import browse

SUMMARY_LENGTH = 280  # characters
_POLISH = ("where", "funding", "results", "institution", "partners")
_Says = Callable[[Entry, Voice, Vocabularies], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Choice:
    """What is behind the slugs that a reader chose: practices in that order, slugs of others that there are none of.

    ``slugs`` are those of today; ``moved`` tells that one of them was an old one.
    """

    entries: tuple[Entry, ...]
    missing: tuple[str, ...]
    moved: bool

    @property
    def slugs(self) -> tuple[str, ...]:
        """The slugs of the practices that there are."""
        return tuple(entry.slug for entry in self.entries)


def choose(library: Library, slugs: Iterable[str]) -> Choice:
    """Look up what a reader chose; drafts and withdrawn practices are missing like those that never were."""
    found: dict[str, Entry] = {}
    missing: list[str] = []
    moved = False
    for slug in slugs:
        try:
            entry = _shown(library, slug)
        except (NotFound, Gone):
            missing.append(slug)
            continue
        moved |= entry.slug != slug
        found[entry.slug] = entry
    return Choice(tuple(found.values()), tuple(missing), moved)


def _shown(library: Library, slug: str) -> Entry:
    """Return a practice by its slug of today or an old one. Raises NotFound and Gone."""
    try:
        return browse.show(library, slug)
    except Moved as there:
        return browse.show(library, there.slug)


def compare(library: Library, entries: Sequence[Entry], voice: Voice) -> Comparison:
    """Put practices side by side, each matter in the words of a language."""
    vocabularies = library.vocabularies
    said = {key: [tuple(filter(None, says(e, voice, vocabularies))) for e in entries] for key, says in MATTERS.items()}
    return Comparison(
        entries=tuple(entries),
        rows=tuple(row(key, texts, _polish(key, entries, voice)) for key, texts in said.items() if any(texts)),
        silent=tuple(key for key, texts in said.items() if not any(texts)),
    )


def _polish(key: str, entries: Sequence[Entry], voice: Voice) -> list[bool]:
    """Tell what stands in Polish among the words of another language: what has no label and no translation."""
    foreign = voice.language != "pl"
    untranslated = [foreign and entry.body(voice.language) is entry.pl for entry in entries]
    return untranslated if key == "summary" else [foreign and key in _POLISH] * len(entries)


def _summary(entry: Entry, voice: Voice, _: Vocabularies) -> Iterable[str]:
    body = entry.body(voice.language)
    return (body.plain or entry.practice.plain or shortened(body.summary_text, SUMMARY_LENGTH),)


def _where(entry: Entry, voice: Voice, _: Vocabularies) -> Iterable[str]:
    practice = entry.practice
    powiat = f"{voice.words['powiat']} {practice.powiat}" if practice.powiat else ""
    if not practice.place or practice.powiat in ("", practice.place):
        return (practice.place or powiat or practice.institution,)
    return (f"{practice.place} ({powiat})",)


def _unit_type(entry: Entry, voice: Voice, vocabularies: Vocabularies) -> Iterable[str]:
    kind = entry.practice.unit_type
    return (vocabularies.unit_types.label(kind, voice.language),) if kind else ()


def _population(entry: Entry, voice: Voice, _: Vocabularies) -> Iterable[str]:
    count = entry.practice.population
    return (voice.number(count),) if count is not None else ()


def _when(entry: Entry, voice: Voice, _: Vocabularies) -> Iterable[str]:
    practice = entry.practice
    running = practice.started is not None and practice.ended is None
    span = voice.years(practice.started, practice.ended)
    return (f"{span}, {voice.words['running']}" if running else span,)


def cost(practice: Practice, voice: Voice) -> str:
    """Write what a practice cost, "" where it does not tell."""
    if practice.cost_pln is None:
        return ""
    return f"{voice.number(practice.cost_pln)}\N{NO-BREAK SPACE}{voice.words['pln']}"


def _members(entry: Entry, voice: Voice, vocabularies: Vocabularies) -> Iterable[str]:
    return (_member(member, voice, vocabularies) for member in entry.practice.members)


def _member(member: Member, voice: Voice, vocabularies: Vocabularies) -> str:
    name = member.name or member.teryt
    kind = vocabularies.unit_types.label(member.unit_type, voice.language) if member.unit_type else ""
    return f"{name} ({kind})" if name and kind else name


def _verified(entry: Entry, voice: Voice, _: Vocabularies) -> Iterable[str]:
    day = entry.practice.verified
    return (voice.day(day),) if day else ()


def _changed(entry: Entry, voice: Voice, _: Vocabularies) -> Iterable[str]:
    day = entry.practice.changed
    return (voice.day(day),) if day else ()


MATTERS: Mapping[str, _Says] = {
    "summary": _summary,
    "where": _where,
    "voivodeship": lambda e, voice, lists: (lists.voivodeships.label(v, voice.language) for v in e.voivodeships),
    "unit_type": _unit_type,
    "population": _population,
    "theme": lambda e, voice, lists: (lists.themes.label(v, voice.language) for v in e.practice.themes),
    "form": lambda e, voice, lists: (lists.forms.label(v, voice.language) for v in e.practice.forms),
    "when": _when,
    "cost": lambda e, voice, _: (cost(e.practice, voice),),
    "funding": lambda e, *_: e.practice.funding,
    "results": lambda e, *_: e.practice.results,
    "institution": lambda e, *_: (e.practice.institution,),
    "partners": lambda e, *_: e.practice.partners,
    "members": _members,
    "verified": _verified,
    "changed": _changed,
    "attachments": lambda e, voice, _: (voice.number(len(e.files)),),
}
