"""export: practices as data for other programs, in any format: all matches of a query, in its order."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from bdp.domain.entry import Entry, facet_values
from bdp.domain.query import NARROWING, PER_PAGE, Query
from bdp.exchange import atom, csv_table, json_lines, markdown_form, references, xlsx_table
from bdp.exchange.plain import Frame, Plain, plain
from bdp.exchange.site import Site
from bdp.index.reading import Generation
from bdp.library import Library
from bdp.services import unpublished

LIST = "/praktyki"
Writer = Callable[[Iterable[Plain], Frame], Iterator[bytes]]
WRITERS: dict[str, Writer] = {
    "csv": csv_table.write,
    "csv-excel": csv_table.for_excel,
    "xlsx": xlsx_table.write,
    "jsonl": json_lines.write,
    "geojson": json_lines.geojson,
    "atom": atom.practices,
    "ris": references.ris,
    "bibtex": references.bibtex,
    "csl-json": references.csl,
    "markdown": markdown_form.write,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Where an export goes: the addresses in it, its language, the day it is made on."""

    site: Site
    today: date
    language: str = "pl"


def write(library: Library, name: str, query: Query, asked: Asked) -> Iterator[bytes]:
    """Yield every published practice that a query finds in a format of ``WRITERS``, in the order of the list.

    The search is done at once, the practices are read as they are written, all from the generation of that moment. A
    feed holds the newest alone. Raises NotBuilt at once.
    """
    generation = library.index.current()
    feed = name == "atom"
    wanted = replace(query, page=1, per_page=atom.NEWEST if feed else PER_PAGE, language=asked.language)
    if feed:
        wanted = replace(wanted, sort="newest")
    found = generation.search.find(wanted, today=asked.today, everything=not feed)
    frame = _frame(generation, query, asked, total=found.total)
    slugs = [hit.slug for hit in found.hits]
    return WRITERS[name]((plain(entry, frame) for entry in generation.catalogue.stream(slugs)), frame)


def all_of(library: Library, query: Query, asked: Asked) -> tuple[Generation, tuple[str, ...], Frame]:
    """Return the slugs of all matches in their order, with the generation that they are of. Raises NotBuilt."""
    generation = library.index.current()
    wanted = replace(query, page=1, per_page=PER_PAGE, language=asked.language)
    found = generation.search.find(wanted, today=asked.today, everything=True)
    frame = _frame(generation, query, asked, total=found.total)
    return generation, tuple(hit.slug for hit in found.hits), frame


def one(library: Library, name: str, entry: Entry, asked: Asked) -> Iterator[bytes]:
    """Yield one practice in a format. It may come straight from its files, where there is no index yet."""
    frame = Frame(asked.site, asked.language, library.vocabularies, today=asked.today, total=1)
    return WRITERS[name]([plain(entry, frame)], frame)


def drafts(library: Library, name: str, query: Query, asked: Asked) -> Iterator[bytes]:
    """Yield records of every status that a query finds, with contacts and notes, for editors, by slug.

    Raises NotBuilt.
    """
    generation = library.index.current()
    chosen = {facet: set(query.chosen(facet)) for facet in NARROWING if query.chosen(facet)}
    lists = generation.vocabularies
    entries = [
        entry
        for entry in generation.catalogue.outlines(generation.catalogue.statuses())
        if all(wanted.intersection(facet_values(entry, lists)[facet]) for facet, wanted in chosen.items())
    ]
    if query.q:
        found = unpublished.with_words(generation, [entry.slug for entry in entries], query, asked.today)
        entries = [entry for entry in entries if entry.slug in found]
    if name == "atom":
        entries = sorted(entries, key=lambda entry: entry.practice.changed or date.min, reverse=True)[: atom.NEWEST]
    frame = replace(_frame(generation, query, asked, total=len(entries)), editor=True)
    stream = generation.catalogue.stream([entry.slug for entry in entries])
    return WRITERS[name]((plain(entry, frame) for entry in stream), frame)


def _frame(generation: Generation, query: Query, asked: Asked, *, total: int) -> Frame:
    return Frame(
        site=asked.site,
        language=asked.language,
        vocabularies=generation.vocabularies,
        address=replace(query, page=1, per_page=PER_PAGE, compared=()).address(asked.site.path(LIST)),
        words=query.q,
        today=asked.today,
        made=made(generation),
        total=total,
    )


def made(generation: Generation) -> datetime:
    """Return the moment at which a generation was made, to the second."""
    return datetime.fromisoformat(generation.manifest.time).astimezone(UTC).replace(microsecond=0)
