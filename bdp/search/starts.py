"""starts: where every word of a text begins, so that words known by their places are shown without reading the text."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bdp.search.flat import STARTS, Arrays, gathered, sizes
from bdp.search.schema import TEXT_FIELDS

_FIELD_COUNT = len(TEXT_FIELDS)


class Starts(NamedTuple):
    """The starts of the words in all fields of some documents, one document after another.

    ``at`` are characters from the beginning of a field's texts, taken one right after another; behind the words of a
    field comes the length of these texts. ``bounds`` say for each document and in it each text field where its part of
    ``at`` begins, and where the last ends. A part without even a length is of a field that is empty or not known.
    """

    at: NDArray[np.uint32]
    bounds: NDArray[np.uint64]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays by their names in a file."""
        return dict(zip(STARTS, self, strict=True))


NONE = Starts(np.empty(0, np.uint32), np.zeros(1, np.uint64))


def counted(at: NDArray[np.uint32], counts: NDArray[np.uint32]) -> Starts:
    """Return starts from how many there are of each document (rows) and text field."""
    bounds = np.zeros(counts.size + 1, np.uint64)
    np.cumsum(counts, out=bounds[1:])
    return Starts(at, bounds)


def unknown(documents: int) -> Starts:
    """Return the starts of documents of which nothing is known."""
    return counted(NONE.at, np.zeros((documents, _FIELD_COUNT), np.uint32))


def of(arrays: Arrays) -> Starts:
    """Return the starts in a file."""
    return Starts(*(arrays[name] for name in STARTS))


def without(starts: Starts, gone: NDArray[np.bool_]) -> Starts:
    """Return the starts without those of the documents that are gone."""
    if not gone.any():
        return starts
    kept = np.flatnonzero(~gone)
    counts = sizes(starts.bounds).reshape(-1, _FIELD_COUNT)[kept]
    return counted(gathered(starts.at, starts.bounds[::_FIELD_COUNT], kept), counts.astype(np.uint32))


def bounds(parts: Sequence[Starts]) -> NDArray[np.uint64]:
    """Return the bounds of several one after another."""
    if len(parts) == 1:
        return parts[0].bounds
    ends = [part.bounds[1:] for part in parts]
    lengths = [len(part.at) for part in parts]
    before = np.repeat(np.cumsum([0, *lengths[:-1]]), [len(one) for one in ends]).astype(np.uint64)
    return np.concatenate([np.zeros(1, np.uint64), np.concatenate(ends) + before])
