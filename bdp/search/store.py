"""store: the postings of a whole generation as arrays, kept in a bounded cache; safe for many threads at once."""

import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from bdp.search.segments import Postings, open_segments

B, K1 = 0.75, 1.2  # Whoosh's own parameters of BM25F
CACHE_BYTES = 96 * 1024 * 1024

Value = TypeVar("Value")


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


def _postings_size(postings: Postings | None) -> int:
    return 200 + (postings.size if postings else 0)


class Store:
    """All segments as one run of document numbers from 0 to ``size``; arrays that it returns must not be changed."""

    def __init__(self, folder: Path) -> None:
        """Open the segments of a generation."""
        self._segments = open_segments(folder)
        self._reading = threading.RLock()
        self._postings: Cache[Postings | None] = Cache(CACHE_BYTES, _postings_size)
        self._norms: Cache[NDArray[np.float32]] = Cache(CACHE_BYTES, lambda array: array.nbytes)
        self.size = sum(segment.size for segment in self._segments)
        self.live = np.ones(self.size, np.bool_)
        for segment in self._segments:
            self.live[segment.deleted()] = False
        self.all_live = bool(self.live.all())
        self.ids = np.arange(self.size, dtype=np.uint32)[self.live]

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield what is kept of each document in order, deleted ones too."""
        with self._reading:
            for segment in self._segments:
                yield from segment.records()

    def facet_terms(self) -> list[str]:
        """Return every ``facet=value`` that some document has."""
        with self._reading:
            return sorted({term for segment in self._segments for term in segment.facet_terms()})

    def terms(self, field: str, beginning: str) -> list[str]:
        """Return the terms of a field that begin so, each once, sorted."""
        with self._reading:
            found = [segment.terms(field, beginning) for segment in self._segments]
        return found[0] if len(found) == 1 else sorted(set().union(*found))

    def frequency(self, field: str, term: str) -> int:
        """Return in how many documents a term stands, deleted ones counted as Whoosh does."""
        with self._reading:
            return sum(segment.frequency(field, term) for segment in self._segments)

    def postings(self, field: str, term: str) -> Postings | None:
        """Return the postings of a term, None where it stands nowhere."""
        return self._postings.get((field, term), lambda: self._decoded(field, term))

    def norms(self, field: str) -> NDArray[np.float32]:
        """Return for each document the part of BM25 that depends on the length of the field only."""
        return self._norms.get(field, lambda: self._weighed_lengths(field))

    def idf(self, documents: int) -> float:
        """Return how much a word weighs that stands in so many documents."""
        return math.log(self.size / (documents + 1)) + 1

    def close(self) -> None:
        """Release the files."""
        with self._reading:
            for segment in self._segments:
                segment.close()

    def _decoded(self, field: str, term: str) -> Postings | None:
        with self._reading:
            found = [p for segment in self._segments if (p := segment.postings(field, term)) is not None]
        if len(found) <= 1:
            return found[0] if found else None
        ids, weights, places = zip(*found, strict=True)
        return Postings(np.concatenate(ids), np.concatenate(weights), np.concatenate(places))

    def _weighed_lengths(self, field: str) -> NDArray[np.float32]:
        with self._reading:
            lengths = np.concatenate([segment.lengths(field) for segment in self._segments])
            average = sum(segment.total_length(field) for segment in self._segments) / (self.size or 1) or 1.0
        return (K1 * ((1 - B) + B * lengths / average)).astype(np.float32)
