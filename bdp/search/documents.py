"""documents: what of a practice is searched, field by field and item by item, and the terms of it."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bdp.domain.entry import Body, Entry, PageText
from bdp.domain.vocabulary import Vocabularies
from bdp.search import text
from bdp.search.schema import AREA, ITEM_GAP, TEXT_FIELDS, Places

# Language ("pl", "en") -> the labels of the record's themes, forms and unit type, in English of its voivodeships too,
# one item each; "area" -> its voivodeships in Polish.
Labels = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of text that no phrase crosses; ``file`` and ``page`` are for attachments."""

    text: str
    file: str | None = None
    page: int | None = None


Fields = Mapping[str, tuple[Item, ...]]


def labels(entry: Entry, vocabularies: Vocabularies) -> Labels:
    """Return the labels under which a record is searched."""
    practice = entry.practice
    named = (
        (vocabularies.themes, practice.themes),
        (vocabularies.forms, practice.forms),
        (vocabularies.unit_types, (practice.unit_type,) if practice.unit_type else ()),
    )
    found = {
        language: tuple(vocabulary.label(i, language) for vocabulary, ids in named for i in ids)
        for language in ("pl", "en")
    }
    places = {
        language: [vocabularies.voivodeships.label(i, language) for i in entry.voivodeships] for language in found
    }
    return {"pl": found["pl"], "en": (*found["en"], *places["en"]), AREA: tuple(places["pl"])}


def fields(entry: Entry, texts: Sequence[PageText], labels: Labels) -> Fields:
    """Return the searched texts of a record, clean and without empty items."""
    practice = entry.practice
    found = {
        **_body(entry.pl, ""),
        "place": _items(practice.place),
        "institution": _items(practice.institution),
        "partners": _items(*practice.partners),
        "keywords": _items(*practice.keywords),
        "metadata": _items(
            entry.pl.plain,
            *(member.name for member in practice.members),
            *practice.results,
            *practice.funding,
            *labels.get("pl", ()),
        ),
        AREA: _items(
            *(f"powiat {name}" for name in [practice.powiat] if name),
            *(f"województwo {name}" for name in labels.get(AREA, ())),
        ),
        "attachments": tuple(_attachments(entry, texts)),
        "metadata_en": _items(entry.en.plain if entry.en else "", *labels.get("en", ())),
        **(_body(entry.en, "_en") if entry.en else {}),
    }
    return {name: items for name, items in found.items() if items}


def _body(body: Body, suffix: str) -> dict[str, tuple[Item, ...]]:
    return {
        f"title{suffix}": _items(body.title),
        f"summary{suffix}": _items(body.summary_text),
        f"presentation{suffix}": _items(body.presentation_text),
    }


def _items(*texts: str) -> tuple[Item, ...]:
    return tuple(Item(clean) for t in texts if (clean := text.clean(t).strip()))


def _attachments(entry: Entry, texts: Sequence[PageText]) -> Iterator[Item]:
    """Yield the title of each listed file, then its pages."""
    pages: dict[str, list[PageText]] = {}
    for page in texts:
        pages.setdefault(page.file, []).append(page)
    for file in entry.files:
        if title := text.clean(file.title).strip():
            yield Item(title, file.file)
        for page in pages.get(file.file, ()):
            if words := text.clean(page.text).strip():
                yield Item(words, file.file, page.page)


def places(field: str, items: Sequence[Item]) -> Places:
    """Return where each term of a field stands; items are kept apart by a gap."""
    terms = TEXT_FIELDS[field].terms
    found: dict[str, array[int]] = {}
    at = 0
    for item in items:
        for line in item.text.splitlines() or ("",):
            shouted = text.shouted(line)
            for _, _, written, group in text.spans(line):
                for term in terms(written, group, shouted):
                    if term in found:
                        found[term].append(at)
                    else:
                        found[term] = array("I", (at,))
                at += 1
        at += ITEM_GAP
    return found
