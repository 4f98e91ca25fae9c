"""merging: several sorted tables of postings become one, written piece by piece so that none is in memory whole."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bdp.search import starts, vocabulary
from bdp.search.flat import FIELDS, STARTS, Arrays, Flat, Lexicon, joined, ranges, sizes
from bdp.search.harvest import Table, lexicon
from bdp.search.layout import Layout, write
from bdp.search.starts import NONE, Starts

PIECE = 1 << 21  # postings that are in memory at a time
STRETCH = 1 << 18  # terms of all tables that are in memory at a time


class Source(NamedTuple):
    """A table, the number that its first document gets, and where the words of its documents begin."""

    table: Table
    offset: int
    starts: Starts = NONE


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


def merge(path: Path, sources: Sequence[Source], small: Arrays, stretch: int = STRETCH) -> None:
    """Write the table of all sources with the small arrays of the segment; earlier sources hold earlier documents.

    About ``stretch`` terms are in memory at a time, those of all sources counted.
    """
    if len(sources) == 1 and sources[0].offset == 0:
        table, _, own = sources[0]
        save(path, table, {**small, **own.arrays(), **vocabulary.arrays(lexicon(table))})
        return
    tables = [source.table for source in sources]
    kind = _count_type(max((int(table.counts.max(initial=0)) for table in tables), default=0))
    postings, places = sum(len(table.ids) for table in tables), sum(len(table.places) for table in tables)
    merged = _Merged()
    begins, parts = STARTS
    large = {"ids": ("<u4", postings), "counts": (kind, postings), "places": ("<u4", places)}
    large[begins] = "<u4", sum(len(source.starts.at) for source in sources)
    with Layout(path, large) as layout:
        for source in sources:
            layout.write(begins, source.starts.at)
        for bounds in _stretches(tables, stretch):
            plan = _Plan(sources, bounds)
            merged.add(plan)
            for first, last in plan.pieces():
                for name, piece in plan.piece(first, last).items():
                    layout.write(name, piece)
        words = merged.lexicon()
        together = {parts: starts.bounds([source.starts for source in sources])}
        layout.close({**words, **vocabulary.arrays(words), **small, **together})


Stretch = Sequence[tuple[int, int]]
"""For each table the first term and the one after the last: all that lies between two words of the alphabet."""


def _stretches(tables: Sequence[Table], most: int) -> Iterator[Stretch]:
    """Part the alphabet so that never too many terms are in memory, in order."""
    waiting: list[Stretch] = [[(0, len(table.terms)) for table in tables]]
    while waiting:
        stretch = waiting.pop()
        lengths = [last - first for first, last in stretch]
        if sum(lengths) <= most or max(lengths) < 2:  # noqa: PLR2004 - one term cannot be parted
            yield stretch
            continue
        longest = int(np.argmax(lengths))
        middle = tables[longest].terms[sum(stretch[longest]) // 2]
        parted = [bisect_left(table.terms, middle, *bounds) for table, bounds in zip(tables, stretch, strict=True)]
        waiting.append([(at, last) for at, (_, last) in zip(parted, stretch, strict=True)])
        waiting.append([(first, at) for at, (first, _) in zip(parted, stretch, strict=True)])


class _Plan:
    """Which entry of which source comes when, for one stretch of the alphabet."""

    def __init__(self, sources: Sequence[Source], stretch: Stretch) -> None:
        self._sources = sources
        tables = [source.table for source in sources]
        named = [table.terms[first:last] for table, (first, last) in zip(tables, stretch, strict=True)]
        self.terms = sorted(set().union(*named))
        place = {term: number for number, term in enumerate(self.terms)}
        entries = [
            slice(int(t.firsts[first]), int(t.firsts[last])) for t, (first, last) in zip(tables, stretch, strict=True)
        ]
        keys = np.concatenate(
            [
                np.repeat([place[term] for term in names], sizes(table.firsts[first : last + 1])).astype(np.int64)
                * len(FIELDS)
                + table.fields[these]
                for table, names, (first, last), these in zip(tables, named, stretch, entries, strict=True)
            ]
        )
        order = np.argsort(keys, kind="stable")
        self.keys = keys[order]
        counts = [these.stop - these.start for these in entries]
        self._source = np.repeat(np.arange(len(tables), dtype=np.uint16), counts)[order]
        pairs = list(zip(tables, entries, strict=True))
        self._starts = np.concatenate([t.starts[these] for t, these in pairs])[order].astype(np.int64)
        self._at = np.concatenate([t.at[these] for t, these in pairs])[order].astype(np.int64)
        ends = [slice(these.start, these.stop + 1) for these in entries]
        self.sizes = np.concatenate([sizes(t.starts[these]) for t, these in zip(tables, ends, strict=True)])[order]
        self.extents = np.concatenate([sizes(t.at[these]) for t, these in zip(tables, ends, strict=True)])[order]

    def pieces(self) -> Iterator[tuple[int, int]]:
        """Yield ranges of entries with not too many postings."""
        ends = np.cumsum(self.sizes)
        first = 0
        while first < len(ends):
            before = int(ends[first - 1]) if first else 0
            last = max(first + 1, int(np.searchsorted(ends, before + PIECE, "right")))
            yield first, last
            first = last

    def piece(self, first: int, last: int) -> Mapping[str, NDArray[Any]]:
        """Return the postings of some entries."""
        counted, extents = self.sizes[first:last], self.extents[first:last]
        begins, at = np.cumsum(counted) - counted, np.cumsum(extents) - extents
        ids = np.empty(int(counted.sum()), np.uint32)
        counts = np.empty(len(ids), np.uint32)
        places = np.empty(int(extents.sum()), np.uint32)
        order = np.argsort(self._source[first:last], kind="stable")
        bounds = np.searchsorted(self._source[first:last][order], np.arange(len(self._sources) + 1))
        for source, (begin, end) in zip(self._sources, pairwise(bounds.tolist()), strict=True):
            if begin == end:
                continue
            mine = order[begin:end]
            taken = ranges(self._starts[first:last][mine], counted[mine])
            put = ranges(begins[mine], counted[mine])
            ids[put] = source.table.ids[taken] + np.uint32(source.offset)
            counts[put] = source.table.counts[taken]
            taken = ranges(self._at[first:last][mine], extents[mine])
            places[ranges(at[mine], extents[mine])] = source.table.places[taken]
        return {"ids": ids, "counts": counts, "places": places}


class _Merged:
    """Gathers the terms of one stretch after another as plain arrays: objects would weigh ten times as much."""

    def __init__(self) -> None:
        self._terms: list[NDArray[np.uint8]] = []
        self._numbers: dict[str, list[NDArray[Any]]] = {"term_at": [], "firsts": [], "starts": [], "at": []}
        self._fields: list[NDArray[np.uint8]] = []

    def add(self, plan: _Plan) -> None:
        content, at = joined(plan.terms)
        self._terms.append(content)
        new = np.flatnonzero(np.diff(plan.keys, prepend=-1))
        rows = plan.keys[new] // len(FIELDS)
        self._fields.append((plan.keys[new] % len(FIELDS)).astype(np.uint8))
        found = {
            "term_at": np.diff(at),
            "firsts": np.bincount(rows, minlength=len(plan.terms)),
            "starts": np.add.reduceat(plan.sizes, new) if len(new) else new,
            "at": np.add.reduceat(plan.extents, new) if len(new) else new,
        }
        for name, lengths in found.items():
            self._numbers[name].append(lengths.astype(np.uint32))

    def lexicon(self) -> dict[str, NDArray[Any]]:
        kinds = {"term_at": np.uint32, "firsts": np.uint32, "starts": np.uint64, "at": np.uint64}
        bounds: dict[str, NDArray[Any]] = {}
        for name, kind in kinds.items():
            lengths = np.concatenate(self._numbers.pop(name))
            bounds[name] = np.zeros(len(lengths) + 1, kind)
            np.cumsum(lengths, out=bounds[name][1:])
        return {"term_bytes": np.concatenate(self._terms), "fields": np.concatenate(self._fields), **bounds}


def _count_type(largest: int) -> str:
    return np.min_scalar_type(largest).str
