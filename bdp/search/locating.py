"""locating: where the words of a query stand in a few documents, from the places in the index, without any text."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bdp.search.beginnings import Beginnings
from bdp.search.flat import Postings
from bdp.search.marks import Run, runs
from bdp.search.plan import Sought
from bdp.search.store import Store

Located = Mapping[str, Sequence[Run]]  # field -> what answers the query, by places in the field
_Pairs = Mapping[tuple[int, int], None]  # of a target and a slot


class Locator:
    """Finds the words of plans in documents of one generation; any thread may use it."""

    def __init__(self, store: Store, beginnings: Beginnings) -> None:
        """Look into these arrays."""
        self._store = store
        self._beginnings = beginnings

    def located(self, targets: Sequence[Sought], documents: Sequence[int]) -> Sequence[Located] | None:
        """Return for each document where it answers the targets.

        None where a target is a beginning of more words than are searched: the texts may have others of them.
        """
        if any(map(self._limited, targets)):
            return None
        found = list(self._standing(targets))
        filled: dict[int, dict[str, dict[int, _Pairs]]] = {document: {} for document in documents}
        shown = np.zeros(self._store.size, np.bool_)
        shown[list(documents)] = True
        for document, number, places in _inside([postings for *_, postings in found], shown):
            field, pairs, _ = found[number]
            there = filled[document].setdefault(field, {})
            for place in places:
                there[place] = {**there[place], **pairs} if place in there else pairs
        lengths: dict[str, dict[int, int]] = {field: {} for target in targets for field, _ in target.fields}
        for number, target in enumerate(targets):
            for field, slots in target.fields:
                lengths[field][number] = len(slots)
        return [
            {field: run for field, there in filled[document].items() if (run := list(runs(there, lengths[field])))}
            for document in documents
        ]

    def _limited(self, target: Sought) -> bool:
        return any(
            slot.prefix and self._beginnings.limited(field, slot.prefix)
            for field, slots in target.fields
            for slot in slots
        )

    def _standing(self, targets: Sequence[Sought]) -> Iterator[tuple[str, _Pairs, Postings]]:
        """Yield the postings of each term, or beginning, of each field once, with all that it may fill."""
        wanted: dict[tuple[str, str], dict[tuple[int, int], None]] = {}
        begun: dict[tuple[str, str], dict[tuple[int, int], None]] = {}
        for number, target in enumerate(targets):
            for field, slots in target.fields:
                for place, slot in enumerate(slots):
                    for term in slot.terms:
                        wanted.setdefault((field, term.text), {})[number, place] = None
                    if slot.prefix:
                        begun.setdefault((field, slot.prefix), {})[number, place] = None
        for source, keys in ((self._store, wanted), (self._beginnings, begun)):
            for (field, words), pairs in keys.items():
                if (postings := source.postings(field, words)) is not None:
                    yield field, pairs, postings


def _inside(found: Sequence[Postings], shown: NDArray[np.bool_]) -> Iterator[tuple[int, int, list[int]]]:
    """Yield the postings of documents that are shown: the document, which of the postings it is, and the places."""
    if not found:
        return
    ids = np.concatenate([postings.ids for postings in found])
    inside = np.flatnonzero(shown[ids])
    counts = np.concatenate([postings.weights for postings in found])
    ends = np.cumsum(counts.astype(np.int64))
    lasts = np.cumsum([len(postings.ids) for postings in found])
    numbers = np.searchsorted(lasts, inside, "right")
    before = np.concatenate([[0], ends[lasts[:-1] - 1]])[numbers]
    last = ends[inside] - before
    first = last - counts[inside].astype(np.int64)
    columns = (ids[inside], numbers, first, last)
    for document, number, start, end in zip(*(column.tolist() for column in columns), strict=True):
        yield document, number, found[number].places[start:end].tolist()
