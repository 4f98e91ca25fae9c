"""ours: the records of the corpus as BDP's own index and catalogue, made without files and rendering."""

from collections.abc import Iterable
from pathlib import Path

from bdp.content.vocabularies import shipped
from bdp.domain.entry import Body, Entry, facet_values
from bdp.domain.practice import Practice, Status
from bdp.search.documents import labels
from bdp.search.writer import SearchWriter
from tests.benchmarks.search.corpus import Record

LISTS = shipped()
_POPULATION = {"0-5000": 3000, "5000-20000": 12_000, "20000-50000": 30_000}


def entry(record: Record) -> Entry:
    """Make the entry of a record."""
    facets = record.facets
    practice = Practice(
        record.slug,
        title=record.title,
        status=Status.PUBLISHED,
        themes=facets["theme"],
        forms=facets["form"],
        unit_type=facets["unit_type"][0],
        voivodeship=facets["voivodeship"][0],
        population=_POPULATION[facets["size"][0]],
        entered=record.entered,
        started=record.started,
    )
    body = Body(record.title, "", "", "", record.summary, record.presentation)
    return Entry(practice, body, None, (), facets["voivodeship"], (), (), record.slug)


def build(folder: Path, records: Iterable[Record]) -> None:
    """Fill a fresh search index."""
    folder.mkdir(parents=True)
    with SearchWriter.create(folder) as writer:
        for record in records:
            one = entry(record)
            writer.put(one, facet_values(one, LISTS), (), labels(one, LISTS))
        writer.commit()
