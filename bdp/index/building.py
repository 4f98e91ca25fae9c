"""building: a generation in the making, beside those that are read."""

import contextlib
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from bdp.catalogue.reader import CatalogueReader
from bdp.catalogue.writer import CatalogueWriter
from bdp.domain.entry import Entry, PageText, facet_values
from bdp.domain.page import News, Office, Page
from bdp.domain.vocabulary import Vocabularies
from bdp.index import integrity, manifest
from bdp.index.generations import CATALOGUE, MANIFEST, SEARCH, Generations
from bdp.index.manifest import Manifest, Source
from bdp.index.sources import encode
from bdp.search.documents import labels
from bdp.search.writer import SearchWriter


class Build:
    """A new generation: empty, or with all that another holds. Use it as a context manager, under the writers' lock.

    Nothing of it is seen by readers before ``publish``; without that, nothing of it stays.
    """

    def __init__(self, generations: Generations, vocabularies: Vocabularies, extended: Manifest | None) -> None:
        """Keep what to start from; ``extended`` describes a generation that was inspected just now."""
        self._generations, self._vocabularies, self._extended = generations, vocabularies, extended

    def __enter__(self) -> Self:
        """Make the temporary folder and open the writers."""
        with contextlib.ExitStack() as cleaning:
            self._folder = self._generations.begin(self._extended.number if self._extended else None)
            cleaning.callback(shutil.rmtree, self._folder, ignore_errors=True)
            self._catalogue = CatalogueWriter(self._folder / CATALOGUE)
            cleaning.callback(self._catalogue.close, discard=True)
            self._search = cleaning.enter_context(self._writer())
            self._cleaning = cleaning.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove what was not published."""
        self._cleaning.close()

    def _writer(self) -> SearchWriter:
        folder = self._folder / SEARCH
        return SearchWriter.extend(folder) if self._extended else SearchWriter.create(folder)

    @property
    def folder(self) -> Path:
        """The temporary folder; what else is put there must be gone before ``publish``."""
        return self._folder

    def put(self, entry: Entry, texts: Sequence[PageText], *, analysed: bool = False) -> None:
        """Add an entry or replace the one of the same slug; only a published one is searched.

        ``analysed`` leaves its words to ``take``.
        """
        self._catalogue.put(entry, texts)
        if entry.practice.public and analysed:
            self._search.keep(entry, labels(entry, self._vocabularies))
        elif entry.practice.public:
            facets = facet_values(entry, self._vocabularies)
            self._search.put(entry, facets, texts, labels(entry, self._vocabularies))
        elif self._extended:
            self._search.remove(entry.slug)

    def take(self, words: Iterable[Path]) -> None:
        """Take over the files with the words of all published entries put as analysed since the last time."""
        self._search.take(words)

    def remove(self, slug: str) -> None:
        """Drop the entry of this slug, if there is one."""
        self._catalogue.remove(slug)
        self._search.remove(slug)

    def put_source(self, slug: str, source: Source | None) -> None:
        """Replace what is known of a record's files; None where there are none any more."""
        self._catalogue.put_source(slug, encode(source))

    def put_ordinary(self, pages: Iterable[Page], news: Iterable[News], offices: Iterable[Office]) -> None:
        """Replace all pages, news and offices of units."""
        self._catalogue.put_ordinary(pages, news, offices)

    def publish(self, description: Manifest) -> Manifest:
        """Finish, describe, make durable and current; returns the manifest with its counts and files."""
        self._catalogue.close()
        self._search.commit()
        for lock in (self._folder / SEARCH).glob("*LOCK*"):
            lock.unlink()  # Whoosh's own, of no use where nothing is ever written again
        catalogue = CatalogueReader(self._folder / CATALOGUE)
        complete = replace(
            description, counts=catalogue.counts(), files=integrity.describe(self._folder, self._extended)
        )
        catalogue.close()
        manifest.write(self._folder, MANIFEST, complete)
        self._generations.publish(self._folder, complete.number)
        return complete
