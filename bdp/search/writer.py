"""writer: puts records into the Whoosh index of one generation, and takes them out."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from whoosh import index

from bdp.domain.entry import Entry, PageText, contact_until
from bdp.search import documents
from bdp.search.documents import Labels
from bdp.search.schema import FACET, RECORD, SLUG, whoosh_schema

MEMORY_MB = 128  # what one writer may keep in memory before it spills to temporary files


class SearchWriter:
    """Writes to a folder that no reader has open: a generation in the making.

    Not for use by several threads. As a context manager it releases Whoosh's lock where ``commit`` was not reached.
    """

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder for adding to it; see ``create`` and ``extend``."""
        self._index: Any = index.open_dir(str(folder), schema=whoosh_schema())
        self._open()

    @classmethod
    def create(cls, folder: Path) -> Self:
        """Start an empty index in a fresh, empty folder."""
        index.create_in(str(folder), whoosh_schema())
        return cls(folder)

    @classmethod
    def extend(cls, folder: Path) -> Self:
        """Go on with an index whose segment files were hard-linked and whose .toc was copied into this folder."""
        return cls(folder)

    def put(
        self, entry: Entry, facets: Mapping[str, tuple[str, ...]], texts: Sequence[PageText], labels: Labels
    ) -> None:
        """Add a published record or replace it.

        ``facets`` are ``entry.facet_values``, ``texts`` the pages of the attachments in order, ``labels`` those of
        ``documents.labels``: language -> the labels of its themes, forms, unit type and voivodeships.
        """
        self.remove(entry.slug)
        fields = documents.fields(entry, texts, labels)
        self._writer.add_document(
            **{name: documents.places(name, items) for name, items in fields.items()},
            **{SLUG: entry.slug, RECORD: _kept(entry, labels)},
            **{FACET: [f"{facet}={value}" for facet, values in facets.items() for value in values]},
        )
        self._fresh.add(entry.slug)

    def remove(self, slug: str) -> None:
        """Take a record out; one that is not there is no error."""
        if slug in self._fresh:
            # Whoosh deletes only what is committed; putting a record twice in one go is rare.
            self._writer.commit()
            self._open()
        for number in self._numbers(slug):
            if not self._writer.is_deleted(number):
                self._writer.delete_document(number)

    def commit(self) -> None:
        """Write everything out and release the index; the writer is done. Syncing to disk is the caller's."""
        self._done = True  # also where it fails: Whoosh can neither go on nor cancel then; the folder is thrown away
        self._reader.close()
        try:
            self._writer.commit()
        except BaseException:
            self._writer.writelock.release()
            raise

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Drop what was not committed."""
        if not self._done:
            self._reader.close()
            self._writer.cancel()

    def _open(self) -> None:
        self._writer: Any = self._index.writer(limitmb=MEMORY_MB)
        self._reader: Any = self._index.reader()
        self._fresh: set[str] = set()
        self._done = False

    def _numbers(self, slug: str) -> list[int]:
        """Return the document numbers of a slug in the committed segments."""
        found: list[int] = []
        for leaf, offset in self._reader.leaf_readers():
            if (SLUG, slug.encode()) in leaf:
                found += [offset + number for number in leaf.postings(SLUG, slug.encode()).all_ids()]
        return found


def _kept(entry: Entry, labels: Labels) -> dict[str, Any]:
    """Return what filters, sorting and snippets need of a record; days are ordinals, absent values None."""
    practice = entry.practice
    until = contact_until(practice)
    return {
        "slug": entry.slug,
        "titles": {language: entry.body(language).title for language in ("pl", "en")},
        "changed": practice.changed.toordinal() if practice.changed else None,
        "population": practice.population,
        "started": practice.started,
        "ended": practice.ended,
        "contact": until.toordinal() if until else None,
        "attachments": bool(entry.files),
        "results": bool(practice.results),
        "labels": {language: tuple(items) for language, items in labels.items()},
    }
