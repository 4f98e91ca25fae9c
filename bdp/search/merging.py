"""merging: several sorted tables of postings become one, written piece by piece so that none is in memory whole."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bdp.search.flat import FIELDS, Arrays, Flat, Layout, Lexicon, load, sizes, write
from bdp.search.harvest import Table, lexicon, ranges

PIECE = 1 << 21  # postings that are in memory at a time
_LARGE = ("ids", "counts", "places")


class Source(NamedTuple):
    """A table and the number that its first document gets."""

    table: Table
    offset: int


def table_of(flat: Flat) -> Table:
    """Return the table of a segment."""
    a = flat.arrays
    return Table(Lexicon(flat), a["firsts"], a["fields"], a["starts"], a["at"], a["ids"], a["counts"], a["places"])


def without(table: Table, gone: NDArray[np.bool_]) -> Table:
    """Return a table without the documents that are gone; those that stay are numbered anew."""
    kept = ~gone[table.ids]
    if kept.all() and not gone.any():
        return table
    numbers = np.cumsum(~gone, dtype=np.uint32) - np.uint32(1)
    counts = table.counts.astype(np.int64)
    starts = np.concatenate([[0], np.cumsum(kept)])[table.starts.astype(np.int64)]
    places = table.places[np.repeat(kept, counts)]
    at = np.concatenate([[0], np.cumsum(np.where(kept, counts, 0))])[table.starts.astype(np.int64)]
    entries = np.flatnonzero(np.diff(starts))
    rows = np.repeat(np.arange(len(table.terms)), sizes(table.firsts))[entries]
    used = np.flatnonzero(np.bincount(rows, minlength=1))
    rows = np.searchsorted(used, rows)
    terms = [table.terms[row] for row in used.tolist()]
    return Table(
        terms,
        np.searchsorted(rows, np.arange(len(terms) + 1)).astype(np.uint32),
        table.fields[entries],
        np.append(starts[entries], starts[-1]).astype(np.uint64),
        np.append(at[entries], at[-1]).astype(np.uint64),
        numbers[table.ids[kept]],
        table.counts[kept],
        places,
    )


def save(path: Path, table: Table, small: Arrays) -> None:
    """Write a table with the small arrays of its segment."""
    counts = table.counts.astype(_count_type(int(table.counts.max(initial=0))))
    large = {"ids": table.ids, "counts": counts, "places": table.places}
    write(path, {**lexicon(table), **small, **large})


def spilt(path: Path) -> Table:
    """Return a table that was saved to a temporary file; its large arrays stay there."""
    return table_of(load(path))


def merge(path: Path, sources: Sequence[Source], small: Arrays) -> None:
    """Write the table of all sources with the small arrays of the segment; earlier sources hold earlier documents."""
    if len(sources) == 1 and sources[0].offset == 0:
        save(path, sources[0].table, small)
        return
    plan = _Plan(sources)
    arrays = {**plan.lexicon(), **small}
    shapes = {name: (array.dtype.str, array.shape) for name, array in arrays.items()}
    kind = _count_type(max((int(s.table.counts.max(initial=0)) for s in sources), default=0))
    postings, places = int(arrays["starts"][-1]), int(arrays["at"][-1])
    shapes |= {"ids": ("<u4", (postings,)), "counts": (kind, (postings,)), "places": ("<u4", (places,))}
    layout = Layout(path, shapes)
    for name, array in arrays.items():
        layout.write(name, array)
    for first, last in plan.pieces():
        for name, piece in plan.piece(first, last).items():
            layout.write(name, piece)
    layout.close()


class _Plan:
    """Which entry of which source comes when."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._sources = sources
        tables = [source.table for source in sources]
        self._terms = sorted(set().union(*(table.terms for table in tables)))
        place = {term: number for number, term in enumerate(self._terms)}
        rows = [np.fromiter((place[term] for term in table.terms), np.int64, len(table.terms)) for table in tables]
        keys = np.concatenate([_keys(table, row) for table, row in zip(tables, rows, strict=True)])
        order = np.argsort(keys, kind="stable")
        self._keys = keys[order]
        self._source = np.repeat(np.arange(len(tables)), [len(table.fields) for table in tables]).astype(np.uint16)[
            order
        ]
        self._starts = np.concatenate([t.starts[:-1] for t in tables])[order].astype(np.uint32)
        self._sizes = np.concatenate([sizes(t.starts) for t in tables])[order].astype(np.uint32)
        self._at = np.concatenate([t.at[:-1] for t in tables])[order].astype(np.uint32)
        self._extents = np.concatenate([sizes(t.at) for t in tables])[order].astype(np.uint32)

    def lexicon(self) -> dict[str, NDArray[Any]]:
        new = np.concatenate([[True], self._keys[1:] != self._keys[:-1]]) if len(self._keys) else np.empty(0, bool)
        entries = np.flatnonzero(new)
        keys = self._keys[entries]
        ends, places = np.cumsum(self._sizes, dtype=np.int64), np.cumsum(self._extents, dtype=np.int64)
        begins = np.append(ends[entries] - self._sizes[entries], ends[-1:])
        at = np.append(places[entries] - self._extents[entries], places[-1:])
        rows = keys // len(FIELDS)
        empty = np.empty(0, np.uint32)
        firsts = np.searchsorted(rows, np.arange(len(self._terms) + 1)).astype(np.uint32)
        fields = (keys % len(FIELDS)).astype(np.uint8)
        return lexicon(
            Table(self._terms, firsts, fields, begins.astype(np.uint64), at.astype(np.uint64), empty, empty, empty)
        )

    def pieces(self) -> Iterator[tuple[int, int]]:
        """Yield ranges of entries with not too many postings."""
        ends = np.cumsum(self._sizes, dtype=np.int64)
        first = 0
        while first < len(ends):
            before = int(ends[first - 1]) if first else 0
            last = max(first + 1, int(np.searchsorted(ends, before + PIECE, "right")))
            yield first, last
            first = last

    def piece(self, first: int, last: int) -> Mapping[str, NDArray[Any]]:
        """Return the postings of some entries."""
        counted = self._sizes[first:last].astype(np.int64)
        extents = self._extents[first:last].astype(np.int64)
        begins, at = np.cumsum(counted) - counted, np.cumsum(extents) - extents
        ids = np.empty(int(counted.sum()), np.uint32)
        counts = np.empty(len(ids), np.uint32)
        places = np.empty(int(extents.sum()), np.uint32)
        for number, source in enumerate(self._sources):
            mine = np.flatnonzero(self._source[first:last] == number)
            if not len(mine):
                continue
            taken = ranges(self._starts[first:last][mine].astype(np.int64), counted[mine])
            put = ranges(begins[mine], counted[mine])
            ids[put] = source.table.ids[taken] + np.uint32(source.offset)
            counts[put] = source.table.counts[taken]
            taken = ranges(self._at[first:last][mine].astype(np.int64), extents[mine])
            places[ranges(at[mine], extents[mine])] = source.table.places[taken]
        return {"ids": ids, "counts": counts, "places": places}


def _keys(table: Table, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    of_entries = np.repeat(rows, sizes(table.firsts))
    return of_entries * len(FIELDS) + table.fields


def _count_type(largest: int) -> str:
    return np.min_scalar_type(largest).str
