"""writer: puts records into the Whoosh index of one generation, and takes them out."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from whoosh import index
from whoosh.index import TOC, clean_files
from whoosh.reading import SegmentReader

from bdp.domain.entry import Entry, PageText, contact_until
from bdp.search import documents, flat, merging, segments, starts
from bdp.search.bulk import NAME, Segment
from bdp.search.columns import Columns
from bdp.search.documents import Fields, Labels
from bdp.search.flat import ENDING, Flat
from bdp.search.gathering import WORDS_KEPT, Gathering, Part, taken
from bdp.search.harvest import LENGTHS, length_bytes
from bdp.search.merging import Source
from bdp.search.schema import SLUG, whoosh_schema


class SearchWriter:
    """Writes to a folder that no reader has open: a generation in the making.

    Not for use by several threads. As a context manager it drops what was written where ``commit`` was not reached.
    """

    def __init__(self, folder: Path, words_kept: int = WORDS_KEPT) -> None:
        """Open the index in a folder for adding to it; see ``create`` and ``extend``."""
        self._folder = folder
        self._words_kept = words_kept
        self._index, self._segments = segments.committed(folder)
        self._flats = [segments.arrays_of(folder, self._index, one) for one in self._segments]
        self._segment: Segment | None = None  # the new one, from the first record on
        self._columns = Columns()
        self._gathering = Gathering(folder, words_kept=words_kept)
        self._parts: list[tuple[Part, int]] = []  # the words of records put, with the number of the first of them
        self._covered = 0  # records put whose words are in parts
        self._fresh: dict[str, int] = {}
        self._dropped: set[int] = set()  # records put that were removed or replaced since
        self._done = False

    @classmethod
    def create(cls, folder: Path, words_kept: int = WORDS_KEPT) -> Self:
        """Start an empty index in a fresh, empty folder.

        ``words_kept`` words are in memory at most before their postings go to a temporary file.
        """
        index.create_in(str(folder), whoosh_schema())
        return cls(folder, words_kept)

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
        self.keep(entry, labels)
        self._gathering.add(*words(entry, facets, texts, labels))

    def keep(self, entry: Entry, labels: Labels) -> None:
        """Do as ``put`` but for the words, which another process gathered: ``take`` brings them."""
        self.remove(entry.slug)
        self._fresh[entry.slug] = len(self._columns)
        self._add(_kept(entry, labels))

    def take(self, paths: Iterable[Path]) -> None:
        """Take over the files of a gathering of all records kept since the last time, in the same order."""
        parts = [taken(path) for path in paths]
        self._cover(parts)
        self._gathering = Gathering(self._folder, words_kept=self._words_kept)

    def remove(self, slug: str) -> None:
        """Take a record out; one that is not there is no error."""
        if (number := self._fresh.pop(slug, None)) is not None:
            self._dropped.add(number)
        for segment, arrays in zip(self._segments, self._flats, strict=True):
            for number in _numbers(arrays, slug):
                if not segment.is_deleted(number):
                    segment.delete_document(number)

    def commit(self) -> None:
        """Write everything out; the writer is done. Syncing to disk is the caller's."""
        self._done = True
        kept, merged = _policy(self._segments, len(self._columns))
        if len(self._columns) or merged:
            new = self._finished(merged)
            for number in self._dropped:
                new.delete_document(number)
            kept.append(new)
        generation = self._index.latest_generation() + 1
        storage = self._index.storage
        TOC(whoosh_schema(), kept, generation).write(storage, NAME)
        clean_files(storage, NAME, generation, kept)

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Drop what was not committed."""
        if not self._done and self._segment is not None:
            self._segment.cancel()

    def _add(self, kept: Mapping[str, Any]) -> None:
        if self._segment is None:
            self._segment = Segment(self._folder)
        self._segment.add(kept)
        self._columns.add(kept)

    def _cover(self, parts: Iterable[Part]) -> None:
        """Count the words of records in: first those put here, then ``parts``."""
        for found in (self._gathering.parts(), parts):
            first = self._covered
            for part in found:
                self._parts.append((part, first))
                self._covered += part.lengths.shape[1]

    def _finished(self, merged: Sequence[int]) -> Any:  # noqa: ANN401 - Whoosh has no types
        """Write the new segment: the records put, then those of the segments that it replaces."""
        self._cover(())
        sources = [Source(part.table, first, part.starts) for part, first in self._parts]
        lengths = [length_bytes(part.lengths) for part, _ in self._parts]
        totals = sum(part.lengths.sum(axis=1, dtype=np.int64) for part, _ in self._parts)
        self._parts.clear()
        for number in merged:
            gone = self._gone(number)
            sources.append(self._taken_over(number, gone))
            left = self._flats[number].arrays["lengths"][:, ~gone]
            lengths.append(left)
            totals = totals + LENGTHS[left].sum(axis=1, dtype=np.int64)
            self._copy_records(number, gone)
        small = {**self._columns.arrays(), "lengths": np.concatenate(lengths, axis=1), "totals": totals}
        path = self._folder / "new"
        merging.merge(path, sources, small)
        new = self._segment or Segment(self._folder)
        segment = new.finish(flat.load(path))
        path.rename(self._folder / f"{new.name}{ENDING}")
        return segment

    def _gone(self, number: int) -> NDArray[np.bool_]:
        gone = np.zeros(self._flats[number].size, np.bool_)
        gone[list(self._segments[number].deleted_docs())] = True
        return gone

    def _taken_over(self, number: int, gone: NDArray[np.bool_]) -> Source:
        """Return what is left of a segment, to come after the records that are there by now."""
        segment = self._flats[number]
        left = starts.without(starts.of(segment.arrays), gone)
        return Source(merging.without(merging.table_of(segment), gone), len(self._columns), left)

    def _copy_records(self, number: int, gone: NDArray[np.bool_]) -> None:
        reader = SegmentReader(self._index.storage, whoosh_schema(), self._segments[number])
        for kept, dropped in zip(segments.stored(reader), gone.tolist(), strict=True):
            if not dropped:
                self._add(kept)
        reader.close()


def _policy(found: Sequence[Any], fresh: int) -> tuple[list[Any], list[int]]:
    """Return the segments that stay, and the numbers of those that become part of the new one.

    Small ones and those with few records left do; so of any two that stay one is at least twice the other's size, and
    a record is copied but a few times however many saves follow each other.
    """
    kept, merged, size = [], [], fresh
    left = [one.doc_count_all() - one.deleted_count() for one in found]
    for number in sorted(range(len(found)), key=left.__getitem__):
        if left[number] == 0:
            continue
        if left[number] <= size or left[number] * 2 < found[number].doc_count_all():
            merged.append(number)
            size += left[number]
        else:
            kept.append(number)
    return [found[number] for number in sorted(kept)], merged


def _numbers(arrays: Flat, slug: str) -> list[int]:
    """Return the numbers of a slug's documents in a segment."""
    row = arrays.row(slug.encode())
    entry = None if row is None else arrays.entry(row, SLUG)
    return [] if entry is None else arrays.postings(entry).ids.tolist()


def words(
    entry: Entry, facets: Mapping[str, tuple[str, ...]], texts: Sequence[PageText], labels: Labels
) -> tuple[Fields, list[str], str]:
    """Return what a gathering takes of a record."""
    values = [f"{facet}={value}" for facet, values in facets.items() for value in values]
    return documents.fields(entry, texts, labels), values, entry.slug


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
