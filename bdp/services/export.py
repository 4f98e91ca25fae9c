"""export: practices as tables for other programs; all matches of a query, in its order."""

from collections.abc import Iterator
from datetime import date

from bdp.catalogue.reader import CatalogueReader
from bdp.domain.entry import facet_values, stated
from bdp.domain.errors import WrongUse
from bdp.domain.practice import Practice
from bdp.domain.query import FACETS, Query
from bdp.exchange import csv_table
from bdp.exchange.site import Site
from bdp.library import Library


def practices(library: Library, query: Query, *, today: date) -> Iterator[Practice]:
    """Yield every published practice that a query finds, completed by the register, in the order of the list.

    The search is done at once, the practices are read as they are asked for, all from the generation of that moment.
    Raises NotBuilt at once.
    """
    generation = library.index.current()
    found = generation.search.find(query, today=today, everything=True)
    return _read(generation.catalogue, [hit.slug for hit in found.hits])


def every(library: Library, query: Query) -> Iterator[Practice]:
    """Yield practices of every status, for editors, in the order of slugs, narrowed by facets only.

    Raises WrongUse for words and other parameters: unpublished records are not in the search index. Raises NotBuilt.
    """
    if query.q or query.has or query.from_year is not None or query.to_year is not None:
        message = "wpisów nieopublikowanych nie ma w wyszukiwarce: z --drafts działają tylko filtry, bez słów"
        raise WrongUse(message)
    generation = library.index.current()
    chosen = {facet: set(query.chosen(facet)) for facet in FACETS if query.chosen(facet)}
    vocabularies = generation.vocabularies
    return (
        stated(entry)
        for entry in generation.catalogue.stream(generation.catalogue.statuses())
        if all(wanted.intersection(facet_values(entry, vocabularies)[facet]) for facet, wanted in chosen.items())
    )


def _read(catalogue: CatalogueReader, slugs: list[str]) -> Iterator[Practice]:
    return (stated(entry) for entry in catalogue.stream(slugs))


def csv(
    library: Library, query: Query, site: Site, *, today: date, editor: bool = False, excel: bool = False
) -> Iterator[bytes]:
    """Return the table of all matches in pieces; ``editor`` adds contacts and notes. Raises NotBuilt at once."""
    return csv_table.write(practices(library, query, today=today), site, editor=editor, excel=excel)
