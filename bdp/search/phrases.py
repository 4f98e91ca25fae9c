"""phrases: documents in which words stand side by side, from the places of the words."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bdp.search.flat import Postings

_SHIFT = np.int64(32)  # a key is a document number and a place: document << 32 | place


def together(slots: Sequence[Sequence[Postings]], size: int) -> NDArray[np.uint32]:
    """Return the documents, rising, where each slot (any of its postings) stands right after the one before.

    ``size`` is the number of documents.
    """
    common = np.ones(size, np.bool_)
    for slot in slots:
        present = np.zeros(size, np.bool_)
        for postings in slot:
            present[postings.ids] = True
        common &= present
    if not common.any():
        return np.empty(0, np.uint32)
    beginnings: NDArray[np.int64] | None = None
    for number, slot in enumerate(slots):
        keys = _keys(slot, common) - number
        beginnings = keys if beginnings is None else _in_both(beginnings, keys)
        if not len(beginnings):
            break
    found = np.empty(0, np.int64) if beginnings is None else beginnings
    return _once(found >> _SHIFT).astype(np.uint32)


def _keys(slot: Sequence[Postings], common: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the sorted keys of a slot in the documents that have all slots."""
    found = []
    for postings in slot:
        times = postings.weights.astype(np.int64)
        inside = common[postings.ids]
        documents = np.repeat(postings.ids[inside].astype(np.int64), times[inside])
        places = postings.places[np.repeat(inside, times)]
        found.append((documents << _SHIFT) | places)
    keys = found[0] if len(found) == 1 else np.concatenate(found)
    return keys if np.all(keys[1:] > keys[:-1]) else _once(np.sort(keys))


def _once(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return sorted numbers, each once (numpy's own ``unique`` loads a module of 200 ms when first called)."""
    new = np.ones(len(numbers), np.bool_)
    new[1:] = numbers[1:] != numbers[:-1]
    return numbers[new]


def _in_both(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int64]:
    if len(first) > len(second):
        first, second = second, first
    if not len(first):
        return first
    at = np.searchsorted(second, first)
    at[at == len(second)] = 0
    both: NDArray[np.int64] = first[second[at] == first]
    return both
