"""documents: what of a practice is searched, field by field and item by item, and the terms of it."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bdp.domain.entry import Entry, PageText
from bdp.domain.vocabulary import Vocabularies
from bdp.search import text
from bdp.search.schema import AREA, ITEM_GAP, TEXT_FIELDS, Places

# Language ("pl", "en") -> the labels of the record's themes, forms and unit type, in English of its voivodeships too,
# one item each; "area" -> its voivodeships in Polish.
Labels = Mapping[str, tuple[str, ...]]


class Item(NamedTuple):
    """A piece of text that no phrase crosses; ``file`` and ``page`` are for attachments."""

    text: str
    file: str | None = None
    page: int | None = None


Fields = Mapping[str, tuple[Item, ...]]


@dataclass(frozen=True, slots=True)
class Source:
    """A record that is searched; its labels and the pages of its attachments are asked for where they are needed."""

    entry: Entry
    texts: Callable[[], Sequence[PageText]]
    labels: Callable[[], Labels]


# Field -> the language of the body that it is of, and the attribute there.
_BODY = {
    field + ("_en" if language == "en" else ""): (language, attribute)
    for field, attribute in (("title", "title"), ("summary", "summary_text"), ("presentation", "presentation_text"))
    for language in ("pl", "en")
}


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
    """Return the searched texts of a record, clean and without empty items, in the order of TEXT_FIELDS."""
    source = Source(entry, lambda: texts, lambda: labels)
    return {name: found for name in TEXT_FIELDS if (found := items(name, source))}


def items(field: str, source: Source, clean: Callable[[str], str] = text.clean) -> tuple[Item, ...]:
    """Return the searched texts of one field of a record, without empty ones."""
    return tuple(Item(words, file, page) for said, file, page in _said(field, source) if (words := clean(said).strip()))


def _said(field: str, source: Source) -> Iterator[tuple[str, str | None, int | None]]:
    if field == "attachments":
        yield from _attached(source.entry, source.texts()) if source.entry.files else ()
        return
    language, attribute = _BODY.get(field, ("", ""))
    body = source.entry.en if language == "en" else source.entry.pl
    said = _facts(field, source) if not attribute else (getattr(body, attribute),) if body is not None else ()
    for each in said:
        yield each, None, None


def _facts(field: str, source: Source) -> Iterable[str]:
    practice, entry = source.entry.practice, source.entry
    match field:
        case "place" | "institution":
            return (getattr(practice, field),)
        case "partners" | "keywords":
            return getattr(practice, field)  # type: ignore[no-any-return] # both are lists of texts
        case "metadata_en":
            return (entry.en.plain if entry.en else "", *source.labels().get("en", ()))
        case "metadata":
            members = (member.name for member in practice.members)
            return (entry.pl.plain, *members, *practice.results, *practice.funding, *source.labels().get("pl", ()))
    powiats = (f"powiat {name}" for name in [practice.powiat] if name)
    return (*powiats, *(f"województwo {name}" for name in source.labels().get(AREA, ())))


def _attached(entry: Entry, texts: Sequence[PageText]) -> Iterator[tuple[str, str, int | None]]:
    """Yield the title of each listed file, then its pages."""
    pages: dict[str, list[PageText]] = {}
    for page in texts:
        pages.setdefault(page.file, []).append(page)
    for file in entry.files:
        yield file.title, file.file, None
        for page in pages.get(file.file, ()):
            yield page.text, page.file, page.page


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
