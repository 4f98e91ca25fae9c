"""dictionary: Whoosh's file of terms, written in runs of many terms; readable by Whoosh, and light in memory."""

from collections.abc import Sequence
from struct import Struct
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.filetables import HashWriter

_CRC32 = 1  # Whoosh's number for this way of hashing
_LENGTHS = Struct("!ii")
_SLOT = np.dtype([("hash", ">u4"), ("at", ">i8")])
_TABLES = 256
_LONG = 1 << 31  # positions from here on need more than the four bytes of an "i"


class Dictionary(HashWriter):  # type: ignore[misc] # Whoosh has no types
    """Terms with what is kept of each, in rising order. Whoosh's own writer keeps 200 bytes of memory for every one."""

    def __init__(self, file: Any) -> None:  # noqa: ANN401 - Whoosh's file
        """Begin a file."""
        super().__init__(file, hashtype=_CRC32)
        self.fields: dict[str, int] = {}
        self.extras["fieldmap"] = self.fields
        self._hashes: list[NDArray[np.uint32]] = []
        self._ats: list[NDArray[np.int64]] = []

    def add_run(self, prefix: bytes, terms: Sequence[bytes], values: Sequence[bytes]) -> None:
        """Add terms that begin with the same bytes; all values are of one length."""
        if not terms:
            return
        begin, size, start = self.tell(), len(values[0]), crc32(prefix)
        written: list[bytes] = []
        for term, value in zip(terms, values, strict=True):
            written += [_LENGTHS.pack(len(prefix) + len(term), size), prefix, term, value]
        self.dbfile.write(b"".join(written))
        self._hashes.append(np.fromiter((crc32(term, start) for term in terms), np.uint32, len(terms)))
        lengths = np.fromiter(map(len, terms), np.int64, len(terms)) + (_LENGTHS.size + len(prefix) + size)
        self._ats.append(begin + np.cumsum(lengths) - lengths)

    def _write_hashes(self) -> None:
        hashes = np.concatenate([np.empty(0, np.uint32), *self._hashes])
        self._hashes.clear()
        self._at = np.concatenate([np.empty(0, np.int64), *self._ats])
        self._ats.clear()
        order = np.argsort(hashes & 255, kind="stable")
        bounds = np.searchsorted(hashes[order] & 255, np.arange(_TABLES + 1))
        for number in range(_TABLES):
            mine = order[bounds[number] : bounds[number + 1]]
            self.directory.append((self.tell(), 2 * len(mine)))
            self.dbfile.write(_table(hashes[mine], self._at[mine]).tobytes())

    def _write_extras(self) -> None:
        short = not len(self._at) or int(self._at[-1]) < _LONG
        self.extras |= {"indextype": "i" if short else "q", "indexlen": len(self._at)}
        super()._write_extras()
        self.dbfile.write(self._at.astype(">i4" if short else ">i8").tobytes())


def _table(hashes: NDArray[np.uint32], at: NDArray[np.int64]) -> NDArray[Any]:
    """Return a hash table in which every key stands in the first free slot from the one of its hash on."""
    table = np.zeros(2 * len(hashes), _SLOT)
    if not len(hashes):
        return table
    slots = (hashes >> 8) % len(table)
    order = np.argsort(slots, kind="stable")
    steps = np.arange(len(order))
    found = np.maximum.accumulate(slots[order].astype(np.int64) - steps) + steps
    inside = found < len(table)
    taken = np.zeros(len(table), np.bool_)
    taken[found[inside]] = True
    # Those that do not fit before the end go on from the beginning.
    places = np.concatenate([found[inside], np.flatnonzero(~taken)[: int((~inside).sum())]])
    keys = np.concatenate([order[inside], order[~inside]])
    table["hash"][places], table["at"][places] = hashes[keys], at[keys]
    return table
