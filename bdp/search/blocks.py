"""blocks: the postings of many terms at once, in the blocks and with the statistics that Whoosh's own writer makes."""

import zlib
from struct import Struct
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import WHOOSH3_HEADER_MAGIC
from whoosh.compat import dumps

from bdp.search.flat import NUMBER, Flat, ranges
from bdp.search.schema import FACET, TEXT_FIELDS

_BLOCK = 128
_COMPRESSED_FROM = 200  # bytes; shorter blocks gain nothing
_LEVEL = 1
_PICKLE = 4  # the version of pickles; older ones write bytes letter by letter
_INT = Struct("!i")
_ONCE = b"\0\0\0\1"  # the value of a facet's posting: its frequency
# inlined, total weight, documents, shortest, longest, highest weight, first, last; where the blocks begin, their length
_TERM = np.dtype("u1, >f4, >u4, u1, u1, >f4, >u4, >u4, >i8, >i4")

# What a term has that stands at one place of one record, the most frequent case by far: a block of one posting, with
# the pickles of (1, record, 1.0, 0, length, length) and ((record,), None, (place,)). The numbers go where zeros are.
_SINGLE_BYTES = b"\x80\x02(K\x01J\0\0\0\0G\x3f\xf0\0\0\0\0\0\0K\0K\0K\0t.\x80\x04J\0\0\0\0\x85NC\x04\0\0\0\0\x85\x87."
_SINGLE = np.dtype(
    {
        "names": ["last", "shortest", "longest", "id", "place"],
        "formats": ["<i4", "u1", "u1", "<i4", "<u4"],
        "offsets": [6, 22, 24, 30, 38],
        "itemsize": len(_SINGLE_BYTES),
    }
)


class Piece:
    """Some terms of one field: ``content`` holds the blocks of one term after another."""

    def __init__(self, flat: Flat, entries: NDArray[np.int64], field: str) -> None:
        """Write the postings of these entries of a segment; the arrays are read, nothing else is."""
        arrays = flat.arrays
        self._field = field
        starts = arrays["starts"][entries].astype(np.int64)
        self._sizes = arrays["starts"][entries + 1].astype(np.int64) - starts
        postings = ranges(starts, self._sizes)
        self._ids, self._counts = arrays["ids"][postings], arrays["counts"][postings].astype(np.int64)
        at = arrays["at"][entries].astype(np.int64)
        self._places = arrays["places"][ranges(at, arrays["at"][entries + 1].astype(np.int64) - at)]
        self._lengths = np.zeros(len(postings), np.uint8)
        if field in TEXT_FIELDS:
            self._lengths = arrays["lengths"][NUMBER[field]][self._ids]
        self._firsts = np.cumsum(self._sizes) - self._sizes
        self._begins, self._extents = np.zeros((2, len(entries)), np.int64)
        alone = (self._sizes == 1) & (self._counts[self._firsts] == 1) & (field in TEXT_FIELDS)
        singles = self._singles(np.flatnonzero(alone))
        self.content = singles + self._others(np.flatnonzero(~alone), len(singles))

    def about(self, begin: int) -> list[bytes]:
        """Return what Whoosh keeps of each term, where ``content`` begins there in the file."""
        firsts, counts = self._firsts, self._counts
        found = np.zeros(len(firsts), _TERM)
        columns = (
            np.add.reduceat(counts, firsts),
            self._sizes,
            np.minimum.reduceat(self._lengths, firsts),
            np.maximum.reduceat(self._lengths, firsts),
            np.maximum.reduceat(counts, firsts),
            self._ids[firsts],
            self._ids[firsts + self._sizes - 1],
            self._begins + begin,
            self._extents,
        )
        for number, column in enumerate(columns, 1):
            found[f"f{number}"] = column
        written, size = found.tobytes(), _TERM.itemsize
        return [written[at : at + size] for at in range(0, len(written), size)]

    def _singles(self, terms: NDArray[np.int64]) -> bytes:
        """Return the blocks of terms that stand at one place of one record."""
        postings = self._firsts[terms]
        head = WHOOSH3_HEADER_MAGIC + _INT.pack(-len(_SINGLE_BYTES))
        size = len(head) + len(_SINGLE_BYTES)
        found = np.tile(np.frombuffer(head + _SINGLE_BYTES, np.uint8), (len(terms), 1))
        numbers = found[:, len(head) :].view(_SINGLE)[:, 0]
        numbers["last"] = numbers["id"] = self._ids[postings]
        numbers["shortest"] = numbers["longest"] = self._lengths[postings]
        numbers["place"] = self._places[np.cumsum(self._counts)[postings] - 1]
        self._begins[terms], self._extents[terms] = np.arange(len(terms)) * size, size
        return found.tobytes()

    def _others(self, terms: NDArray[np.int64], begin: int) -> bytes:
        """Return the blocks of other terms, and note where each term's lie from ``begin`` on."""
        sizes = self._sizes[terms]
        firsts = np.cumsum(sizes) - sizes
        postings = ranges(self._firsts[terms], sizes)
        ids, counts = self._ids[postings], self._counts[postings]
        blocks = -(-sizes // _BLOCK)
        inside = ranges(np.zeros(len(blocks), np.int64), blocks)  # the number of a block among those of its term
        begins = np.repeat(firsts, blocks) + inside * _BLOCK
        ends = np.minimum(begins + _BLOCK, np.repeat(firsts + sizes, blocks))
        lasts = inside + 1 == np.repeat(blocks, blocks)
        extremes = _extremes(counts, self._lengths[postings], begins)
        columns = (begins, ends, ids[ends - 1], *extremes, inside == 0, lasts)
        deltas = ids.astype(np.int64)
        deltas[1:] -= ids[:-1]
        deltas[begins] = ids[begins]
        written, lengths = _blocks(columns, deltas, counts.astype(np.float64), self._values(postings))
        term_ends = np.cumsum(lengths)[lasts]
        self._begins[terms] = begin + np.concatenate([[0], term_ends[:-1]])[: len(terms)]
        self._extents[terms] = np.diff(term_ends, prepend=0)
        return b"".join(written)

    def _values(self, postings: NDArray[np.int64]) -> list[bytes] | bytes | None:
        """Return the value of each posting: the places of a word, the frequency of a facet, nothing for a slug."""
        if self._field not in TEXT_FIELDS:
            return _ONCE if self._field == FACET else None
        counts = self._counts[postings]
        places = self._places[ranges((np.cumsum(self._counts) - self._counts)[postings], counts)]
        content, ends = places.tobytes(), (np.cumsum(counts) * 4).tolist()
        return [content[begin:end] for begin, end in zip([0, *ends[:-1]], ends, strict=False)]


def _extremes(
    counts: NDArray[np.int64], lengths: NDArray[np.uint8], begins: NDArray[np.int64]
) -> tuple[NDArray[Any], ...]:
    """Return the highest and lowest count and the shortest and longest length in each block."""
    return (
        np.maximum.reduceat(counts, begins),
        np.minimum.reduceat(counts, begins),
        np.minimum.reduceat(lengths, begins),
        np.maximum.reduceat(lengths, begins),
    )


def _blocks(
    columns: tuple[NDArray[Any], ...],
    deltas: NDArray[np.int64],
    counts: NDArray[np.float64],
    values: list[bytes] | bytes | None,
) -> tuple[list[bytes], list[int]]:
    """Return the blocks in parts, and how long each is."""
    small, weighed = deltas.tolist(), counts.tolist()
    found: list[bytes] = []
    lengths: list[int] = []
    for begin, end, last_id, high, low, short, long, is_first, is_last in zip(
        *(column.tolist() for column in columns), strict=True
    ):
        weights = tuple(weighed[begin:end]) if high != low else None if high == 1 else float(high)
        part = values[begin:end] if isinstance(values, list) else values
        kept = tuple(part) if isinstance(part, list) else part and part * (end - begin)
        content, level = dumps((tuple(small[begin:end]), weights, kept), _PICKLE), 0
        if len(content) >= _COMPRESSED_FROM:
            content, level = zlib.compress(content, _LEVEL), _LEVEL
        about = dumps((end - begin, last_id, float(high), level, short, long), _PICKLE)
        length = len(about) + len(content)
        block = (WHOOSH3_HEADER_MAGIC if is_first else b"") + _INT.pack(-length if is_last else length)
        found += [block, about, content]
        lengths.append(len(block) + length)
    return found, lengths
