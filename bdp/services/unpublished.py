"""unpublished: words sought in the records that no reader finds, by an index made for the moment of the question."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from bdp.domain.entry import facet_values
from bdp.domain.query import Query
from bdp.domain.results import Found
from bdp.index.reading import Generation
from bdp.search.documents import labels
from bdp.search.reader import SearchReader
from bdp.search.writer import SearchWriter


def with_words(generation: Generation, slugs: Sequence[str], query: Query, today: date) -> set[str]:
    """Return which of the records a query finds, as if all of them were published; ``slugs`` are of any status.

    Where some record has all the words, those that have only some are left out, as on the list.
    """
    public = generation.search.find(query, today=today, everything=True)
    hidden = _sought(generation, slugs, query, today)
    strict = any(found.hits and not found.relaxed for found in (public, hidden))
    found = {hit.slug for part in (public, hidden) if not (strict and part.relaxed) for hit in part.hits}
    return found.intersection(slugs)


def _sought(generation: Generation, slugs: Sequence[str], query: Query, today: date) -> Found:
    """Search the records that are not published."""
    statuses = generation.catalogue.statuses()
    wanted = [slug for slug in slugs if statuses[slug] != "published"]
    lists = generation.vocabularies
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with SearchWriter.create(folder) as writer:
            for entry in generation.catalogue.stream(wanted):
                texts = generation.catalogue.texts(entry.slug)
                writer.put(entry, facet_values(entry, lists), texts, labels(entry, lists))
            writer.commit()
        reader = SearchReader(folder, lists.synonyms)
        try:
            return reader.find(replace(query, page=1), today=today, everything=True)
        finally:
            reader.close()
