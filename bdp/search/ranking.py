"""ranking: documents in an order, of which only as much is sorted as somebody wants to see."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Place(NamedTuple):
    """Where a document stands: how many are before it, and which come right before and after it."""

    before: int
    previous: int | None
    following: int | None


class Ranking(NamedTuple):
    """Documents and what they are sorted by: the smallest keys first, of equal ones the smallest ties.

    No two documents have both alike.
    """

    ids: NDArray[np.intp]
    keys: NDArray[Any]
    ties: NDArray[Any]

    def first(self, number: int) -> list[int]:
        """Return the first documents, in order."""
        ids, keys, ties = self
        if not number:
            return []
        if number < len(ids):
            kept = keys <= np.partition(keys, number - 1)[number - 1]
            ids, keys, ties = ids[kept], keys[kept], ties[kept]
        best: list[int] = ids[np.lexsort((ties, keys))][:number].tolist()
        return best

    def beside(self, document: int) -> Place | None:
        """Return where a document stands, None where it is not among these."""
        at = int(np.searchsorted(self.ids, document))
        if at == len(self.ids) or self.ids[at] != document:
            return None
        key, tie = self.keys[at], self.ties[at]
        before = (self.keys < key) | ((self.keys == key) & (self.ties < tie))
        after = ~before
        after[at] = False
        return Place(int(np.count_nonzero(before)), self._outermost(before, -1), self._outermost(after, 1))

    def _outermost(self, among: NDArray[np.bool_], sign: int) -> int | None:
        """Return the first of some documents, with a negative sign the last."""
        places = np.flatnonzero(among)
        if not len(places):
            return None
        for values in (self.keys, self.ties):
            of = values[places]
            places = places[of == (of.min() if sign > 0 else of.max())]
        return int(self.ids[places[0]])
