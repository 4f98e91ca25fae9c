"""phrases: documents in which words stand side by side, from the places of the words.

A key is a document and a place in one number. The rarest of the words leads: of the others only what stands in its
documents is looked at, and few keys are searched for among many, many by a table of the places taken. So a phrase
with "w" costs little more than one without.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bdp.search.flat import Postings, ranges

_FEW = 8  # as many times fewer keys than there are to compare with are searched for one by one
_NONE_TOO_MANY = 2000  # no table is worth while for so few
_TABLE = 1 << 21  # places of a table: what a processor keeps at hand

Keys = NDArray[Any]  # rising, of 32 bits where that is enough
Mask = NDArray[np.bool_]


class Standing(NamedTuple):
    """Keys of places: document times ``width`` plus place plus ``shift``; some rising arrays that may overlap."""

    keys: Sequence[Keys]
    width: int
    shift: int


def together(slots: Sequence[Sequence[Postings]], size: int) -> NDArray[np.uint32]:
    """Return the documents, rising, where each slot (any of its postings) stands right after the one before.

    ``size`` is the number of documents. Postings need not rise: a slot may be many words one after another.
    """
    standing = runs(slots, size)
    mask = np.zeros(size, np.bool_)
    for keys in standing.keys:
        mask[np.floor_divide(keys, keys.dtype.type(standing.width))] = True
    return np.flatnonzero(mask).astype(np.uint32)


def runs(slots: Sequence[Sequence[Postings]], size: int) -> Standing:
    """Return where each slot stands right after the one before: the place of the first of them.

    ``size`` and postings are as in ``together``. The same place may be in several arrays of keys.
    """
    mask = np.logical_and.reduce([_present(slot, size) for slot in slots])
    if not mask.any():
        return Standing([], 1, 0)
    # Room on both sides of each document, so that a step to a neighbour does not lead into another.
    width = int(max(p.places.max(initial=0) for slot in slots for p in slot)) + 1 + 2 * len(slots)
    kind: type[np.uint32 | np.int64] = np.uint32 if size * width < 1 << 32 else np.int64
    order = sorted(range(len(slots)), key=lambda n: sum(len(postings.places) for postings in slots[n]))
    lead = order[0]
    found = [_keys(postings, mask, width, kind) + kind(len(slots)) for postings in slots[lead]]
    for number in order[1:]:
        others = [_keys(postings, mask, width, kind) + kind(len(slots) + lead - number) for postings in slots[number]]
        found = _in_both(found, others)
        mask = np.zeros(size, np.bool_)
        for keys in found:
            mask[np.floor_divide(keys, kind(width))] = True
    return Standing(found, width, len(slots) + lead)


def _present(slot: Sequence[Postings], size: int) -> Mask:
    present = np.zeros(size, np.bool_)
    for postings in slot:
        present[postings.ids] = True
    return present


def _keys(postings: Postings, mask: Mask, width: int, kind: type[Any]) -> Keys:
    """Return the keys of postings in the documents of a mask, or of all where that is not many more."""
    ids, places = postings.ids, postings.places
    times = postings.weights.astype(np.int32)
    inside = np.flatnonzero(mask[ids])
    if 2 * len(inside) < len(ids):
        ends = np.cumsum(times)
        ids, times, ends = ids[inside], times[inside], ends[inside]
        places = places[ranges(ends - times, times.astype(np.int64))]
    keys: Keys = np.repeat(ids.astype(kind) * kind(width), times) + places.astype(kind, copy=False)
    return keys if np.all(ids[1:] > ids[:-1]) else np.sort(keys)


def _in_both(found: Sequence[Keys], others: Sequence[Keys]) -> list[Keys]:
    """Return of each array of keys those that are in any of the others."""
    few = sum(map(len, found))
    if few < _NONE_TOO_MANY or few * _FEW < max(map(len, others)):
        return [keys[np.logical_or.reduce([_among(keys, other) for other in others])] for keys in found]
    there = [np.zeros(len(keys), np.bool_) for keys in found]
    table = np.empty(_TABLE, np.bool_)
    last = max((int(keys[-1]) for keys in (*found, *others) if len(keys)), default=0)
    bounds = np.arange(0, last + _TABLE + 1, _TABLE)
    cuts = [[np.searchsorted(keys, bounds.astype(keys.dtype)).tolist() for keys in side] for side in (found, others)]
    for block, base in enumerate(bounds[:-1].tolist()):
        if all(cut[block] == cut[block + 1] for cut in cuts[0]):
            continue
        table[:] = False
        for keys, cut in zip(others, cuts[1], strict=True):
            table[keys[cut[block] : cut[block + 1]] - keys.dtype.type(base)] = True
        for keys, cut, kept in zip(found, cuts[0], there, strict=True):
            part = slice(cut[block], cut[block + 1])
            kept[part] = table[keys[part] - keys.dtype.type(base)]
    return [keys[kept] for keys, kept in zip(found, there, strict=True)]


def _among(keys: Keys, others: Keys) -> Mask:
    if not len(others):
        return np.zeros(len(keys), np.bool_)
    at = np.searchsorted(others, keys)
    at[at == len(others)] = 0
    found: Mask = others[at] == keys
    return found
