"""store: the postings of a whole generation as arrays, mapped from its files; safe for many threads at once."""

import math
import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from os.path import commonprefix
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from bdp.domain.query import FACETS
from bdp.search.flat import NUMBER, Flat, Postings
from bdp.search.harvest import LENGTHS
from bdp.search.schema import FACET, TEXT_FIELDS
from bdp.search.segments import open_segments

B, K1 = 0.75, 1.2  # Whoosh's own parameters of BM25F
CACHE_BYTES = 32 * 1024 * 1024
STANDING_BYTES = 6 * 1024 * 1024
NEIGHBOURS_MAX = 200  # words with one beginning that are rather read at once than looked up

Value = TypeVar("Value")
_Standing = Mapping[str, Sequence[tuple[int, Flat, int]]]  # field -> a segment's first document, the segment, the entry


_NOWHERE: _Standing = {}


class Cache(Generic[Value]):
    """The values used last, up to a total size; any thread may use it."""

    def __init__(self, limit: int, size: Callable[[Value], int]) -> None:
        """Keep values until their sizes add up to more than ``limit``."""
        self._limit = limit
        self._size = size
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()
        self._total = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the kept value, or make it, outside the lock."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = make()
        with self._lock:
            if key not in self._kept:
                self._kept[key] = value
                self._total += self._size(value)
            while self._total > self._limit and len(self._kept) > 1:
                self._total -= self._size(self._kept.popitem(last=False)[1])
        return value


def _postings_size(postings: Postings) -> int:
    return 800 + postings.weights.nbytes  # objects take most of it; the other arrays are views of the file, or will be


def _standing_size(standing: _Standing) -> int:
    return 300 + 200 * len(standing)


def _read(where: Sequence[tuple[int, Flat, int]]) -> Postings:
    """Read the postings of a term in a field, segment after segment."""
    if len(where) == 1 and where[0][0] == 0:
        return where[0][1].postings(where[0][2])
    found = [(offset, flat.postings(entry)) for offset, flat, entry in where]
    ids = np.concatenate([postings.ids + np.uint32(offset) for offset, postings in found])
    weights = np.concatenate([postings.weights for _, postings in found])
    return Postings(ids, weights, np.concatenate([postings.places for _, postings in found]))


class Store:
    """All segments as one run of document numbers from 0 to ``size``; arrays that it returns must not be changed."""

    def __init__(self, folder: Path) -> None:
        """Open the segments of a generation."""
        segments = open_segments(folder)
        self.flats: list[Flat] = [segment.flat for segment in segments]
        sizes = [flat.size for flat in self.flats]
        self.offsets = [sum(sizes[:number]) for number in range(len(sizes))]
        self.size = sum(sizes)
        self.live = np.concatenate([np.ones(0, np.bool_), *(~segment.deleted for segment in segments)])
        self.all_live = bool(self.live.all())
        self.ids = np.flatnonzero(self.live).astype(np.uint32)
        self._standing: Cache[_Standing] = Cache(STANDING_BYTES, _standing_size)
        self._postings: Cache[Postings] = Cache(CACHE_BYTES, _postings_size)
        self._norms = {name: self._weighed_lengths(name) for name in TEXT_FIELDS}

    def facet_terms(self) -> list[str]:
        """Return every ``facet=value`` that some document has."""
        return [term for facet in FACETS for term in self.terms(FACET, f"{facet}=")]

    def terms(self, field: str, beginning: str) -> list[str]:
        """Return the terms of a field that begin so, each once, sorted."""
        return self._joined(beginning, field)

    def terms_of_all(self, beginning: str) -> list[str]:
        """Return the terms of whichever field that begin so, each once, sorted."""
        return self._joined(beginning, None)

    def _joined(self, beginning: str, field: str | None) -> list[str]:
        key = beginning.encode()
        found = [list(flat.terms(flat.rows(key), field)) for flat in self.flats]
        every = found[0] if len(found) == 1 else sorted(set().union(*found))
        return [term.decode() for term in every]

    def frequency(self, field: str, term: str) -> int:
        """Return in how many documents a term stands, deleted ones counted as Whoosh does."""
        return sum(flat.frequency(entry) for _, flat, entry in self._where(term).get(field, ()))

    def standing(self, terms: Sequence[str]) -> set[str]:
        """Return which of some terms, best with one beginning, stand in any field; deleted documents count."""
        if not terms:
            return set()
        keys = {term.encode() for term in terms}
        beginning = commonprefix((min(terms), max(terms))).encode()  # noqa: RUF071 - of letters, not of folders
        found: set[bytes] = set()
        for flat in self.flats:
            rows = flat.rows(beginning)
            if len(rows) > NEIGHBOURS_MAX:
                found.update(key for key in keys if flat.row(key) is not None)
            elif rows:
                found.update(keys.intersection(flat.terms_between(rows.start, rows.stop)))
        return {key.decode() for key in found}

    def has(self, field: str, term: str) -> bool:
        """Tell whether a term stands anywhere in a field, deleted documents counted."""
        return field in self._where(term)

    def postings(self, field: str, term: str) -> Postings | None:
        """Return the postings of a term, None where it stands nowhere."""
        where = self._where(term).get(field)
        return None if where is None else self._postings.get((field, term), lambda: _read(where))

    def starts(self, document: int, field: str) -> memoryview:
        """Return where the words of a field of a document begin, and its length; empty where it is not known."""
        segment = bisect_right(self.offsets, document) - 1
        return self.flats[segment].starts(document - self.offsets[segment], field)

    def norms(self, field: str) -> NDArray[np.float32]:
        """Return for each document the part of BM25 that depends on the length of the field only."""
        return self._norms[field]

    def idf(self, documents: int) -> float:
        """Return how much a word weighs that stands in so many documents."""
        return math.log(self.size / (documents + 1)) + 1

    def close(self) -> None:
        """Let go of the files; they are unmapped when nobody uses an array of them any more."""

    def _where(self, term: str) -> _Standing:
        return self._standing.get(term, lambda: self._looked_up(term.encode()))

    def _looked_up(self, term: bytes) -> _Standing:
        """Find a term in all segments and fields at once: most of what is asked of words is in few fields."""
        found: dict[str, list[tuple[int, Flat, int]]] = {}
        for offset, flat in zip(self.offsets, self.flats, strict=True):
            if (row := flat.row(term)) is not None:
                for field, entry in flat.fields(row):
                    found.setdefault(field, []).append((offset, flat, entry))
        return found or _NOWHERE

    def _weighed_lengths(self, field: str) -> NDArray[np.float32]:
        number = NUMBER[field]
        total = sum(int(flat.arrays["totals"][number]) for flat in self.flats)
        average = total / (self.size or 1) or 1.0
        norms = (K1 * ((1 - B) + B * LENGTHS / average)).astype(np.float32)
        bytes_ = [np.empty(0, np.uint8), *(flat.arrays["lengths"][number] for flat in self.flats)]
        found: NDArray[np.float32] = norms[np.concatenate(bytes_)]
        return found
