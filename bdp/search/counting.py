"""counting: how often the words of a query stand in each document, counted from their places, without any text."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bdp.search.flat import Postings
from bdp.search.phrases import runs
from bdp.search.plan import Slot, Sought
from bdp.search.store import Store

Counts = NDArray[np.int64]  # of every document
_PLACES = 1 << 32  # more than a field has


class _Stretches(NamedTuple):
    """Where words that answer one target begin, as document and place in one number, rising, and how many they are."""

    keys: NDArray[np.int64]
    length: int


def by_field(store: Store, targets: Sequence[Sought]) -> Mapping[str, Counts] | None:
    """Return for each field with any how many stretches ``Marker.stretches`` would find in its texts of each document.

    None where a target is a beginning of words: of these the index may not count all.
    """
    if any(slot.prefix for target in targets for _, slots in target.fields for slot in slots):
        return None
    wanted: dict[str, list[tuple[Slot, ...]]] = {}
    for target in targets:
        for field, slots in target.fields:
            wanted.setdefault(field, []).append(slots)
    found: dict[str, Counts] = {}
    for field, sought in wanted.items():
        stretches = [one for slots in sought for one in _standing(store, field, slots)]
        if stretches:
            found[field] = np.bincount(_apart(stretches) // _PLACES, minlength=store.size)
    return found


def _standing(store: Store, field: str, slots: Sequence[Slot]) -> list[_Stretches]:
    found = [[p for term in slot.terms if (p := store.postings(field, term.text)) is not None] for slot in slots]
    if not all(found):
        return []
    if len(found) == 1:
        return [_Stretches(_keys(postings), 1) for postings in found[0]]
    keys, width, shift = runs(found, store.size)
    apart = [(one.astype(np.int64) // width, one.astype(np.int64) % width - shift) for one in keys if len(one)]
    return [_Stretches(documents * _PLACES + places, len(slots)) for documents, places in apart]


def _keys(postings: Postings) -> NDArray[np.int64]:
    documents = np.repeat(postings.ids.astype(np.int64) * _PLACES, postings.weights.astype(np.int64))
    return documents + postings.places


def _apart(stretches: Sequence[_Stretches]) -> NDArray[np.int64]:
    """Return where the stretches begin that do not overlap: of those that do the first, then the longest."""
    keys = np.sort(np.concatenate([one.keys for one in stretches]), kind="stable")  # a few runs that rise
    keys = keys[np.diff(keys, prepend=-1) > 0]
    if all(one.length == 1 for one in stretches):
        return keys
    longest = np.zeros(len(keys), np.int64)
    for one in stretches:
        at = np.searchsorted(keys, one.keys)
        longest[at] = np.maximum(longest[at], one.length)
    kept, end = [], 0
    for key, length in zip(keys.tolist(), longest.tolist(), strict=True):
        if key >= end:
            kept.append(key)
            end = key + length
    return np.array(kept, np.int64)
