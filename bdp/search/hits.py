"""hits: documents that match and how well, and what is done with them as whole arrays."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.uint32]
Scores = NDArray[np.float32]  # of every document, 0 where it does not match


class Hits(NamedTuple):
    """Documents, rising, and their scores."""

    ids: Ids
    scores: NDArray[np.float32]


NOTHING = Hits(np.empty(0, np.uint32), np.empty(0, np.float32))


def add(scores: Scores, found: Hits | Scores, weight: float) -> None:
    """Add scores to those of every document; ``found`` is used up."""
    if isinstance(found, Hits):
        scores[found.ids] += found.scores * np.float32(weight)
    else:
        found *= np.float32(weight)
        scores += found


def scored(scores: Scores) -> Hits:
    """Return the documents with a score; numpy finds truths ten times as fast as numbers."""
    ids = np.flatnonzero(scores != 0).astype(np.uint32)
    return Hits(ids, scores[ids])


def places(ids: Ids, among: Ids, size: int) -> NDArray[np.intp]:
    """Return where those of some documents stand in rising numbers."""
    if len(among) * 16 < len(ids):
        at = np.searchsorted(ids, among)
        at[at == len(ids)] = 0
        found: NDArray[np.intp] = at[ids[at] == among]
        return found
    mask = np.zeros(size, np.bool_)
    mask[among] = True
    return np.flatnonzero(mask[ids])


def both(few: Hits, many: Hits, size: int) -> Hits:
    """Return the documents in both; the scores add up."""
    if len(few.ids) * 16 < len(many.ids):
        at = np.searchsorted(many.ids, few.ids)
        at[at == len(many.ids)] = 0
        kept = many.ids[at] == few.ids
        return Hits(few.ids[kept], few.scores[kept] + many.scores[at[kept]])
    scores = np.zeros(size, np.float32)
    mask = np.zeros(size, np.bool_)
    mask[many.ids] = True
    scores[many.ids] = many.scores
    kept = mask[few.ids]
    ids = few.ids[kept]
    return Hits(ids, few.scores[kept] + scores[ids])
