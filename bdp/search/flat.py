"""flat: one segment's words and records as plain arrays in one file that is mapped into memory, never read whole.

The file begins with a magic, the length of a JSON description, and that description, filled up with spaces: the names
of the fields and of the arrays, their types, lengths and where they lie. Terms are in the order of their bytes; what a
term has in each field follows it, so that one search through the dictionary answers for all fields, and words with the
same beginning lie side by side in every array.
"""

import json
import mmap
import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

from bdp.search.schema import FACET, SLUG, TEXT_FIELDS

ENDING = ".flat"
FIELDS = (*TEXT_FIELDS, FACET, SLUG)
NUMBER = {name: number for number, name in enumerate(FIELDS)}
STARTS = ("word_starts", "word_bounds")  # the arrays of ``starts.Starts``
MAGIC = b"BDPFLAT1"
HEADER = struct.Struct("<8sQ")
ALIGNED = 64
_STEP = 64  # every so many terms one is kept at hand, so that a search touches few places of the file

_LARGE = 100  # numbers of a part from which on parts are rather copied one by one

Arrays = Mapping[str, NDArray[Any]]


class Unreadable(Exception):
    """A file is no flat segment of this program: cut, foreign or of other fields."""


class Postings(NamedTuple):
    """Where a term stands: document numbers rising, how often in each, and the places one document after another."""

    ids: NDArray[np.uint32]
    weights: NDArray[np.float32]
    places: NDArray[np.uint32]

    @property
    def size(self) -> int:
        """Bytes of memory."""
        return self.ids.nbytes + self.weights.nbytes + self.places.nbytes


class Spread(NamedTuple):
    """The postings of neighbouring terms: for each its field and document, in no order, and how often it is there."""

    fields: NDArray[np.uint8]
    ids: NDArray[np.uint32]
    weights: NDArray[np.float32]


class Flat:
    """The arrays of one segment. Immutable; any thread may read.

    ``term_bytes`` and ``term_at`` hold the terms, ``firsts`` the first entry of each; an entry is a term in a field:
    ``fields`` its field, ``starts`` its first posting, ``at`` its first place; ``ids`` and ``counts`` are the postings.
    """

    def __init__(self, arrays: Arrays) -> None:
        """Use these arrays."""
        self.arrays = arrays
        self._bytes = _numbers(arrays["term_bytes"])
        self._fields = arrays["fields"]
        # Reading single numbers through memoryviews costs a fraction of reading them from arrays.
        self._at, self._firsts = _numbers(arrays["term_at"]), _numbers(arrays["firsts"])
        self._starts, self._places_at = _numbers(arrays["starts"]), _numbers(arrays["at"])
        self._word_starts, self._word_bounds = (_numbers(arrays[name]) for name in STARTS)
        self._ids, self._counts, self._places = arrays["ids"], arrays["counts"], arrays["places"]
        self.size = int(arrays["lengths"].shape[1])
        self.term_count = len(self._at) - 1
        self._signposts = [self.term(row) for row in range(0, self.term_count, _STEP)]

    def row(self, term: bytes) -> int | None:
        """Return the number of a term, None where no text has it."""
        row = self._first_from(term)
        return row if row < self.term_count and self.term(row) == term else None

    def entry(self, row: int, field: str) -> int | None:
        """Return the number of a term's entry in a field."""
        first, last = self._firsts[row], self._firsts[row + 1]
        found = self._fields[first:last].tobytes().find(NUMBER[field])
        return None if found < 0 else first + found

    def frequency(self, entry: int) -> int:
        """Return how many postings an entry has."""
        return int(self._starts[entry + 1] - self._starts[entry])

    def postings(self, entry: int) -> Postings:
        """Return the postings of an entry; numbers count from the first document of the segment."""
        start, end = self._starts[entry], self._starts[entry + 1]
        places = self._places[self._places_at[entry] : self._places_at[entry + 1]]
        return Postings(self._ids[start:end], self._counts[start:end].astype(np.float32), places)

    def row_of(self, entry: int) -> int:
        """Return the number of the term of an entry."""
        return bisect_right(self._firsts, entry) - 1

    def postings_of(self, entries: NDArray[np.int64]) -> Postings:
        """Return the postings of several entries one after another: documents do not rise and may come again."""
        if not len(entries):
            return Postings(np.empty(0, np.uint32), np.empty(0, np.float32), np.empty(0, np.uint32))
        ids = gathered(self._ids, self.arrays["starts"], entries)
        counts = gathered(self._counts, self.arrays["starts"], entries)
        return Postings(ids, counts.astype(np.float32), gathered(self._places, self.arrays["at"], entries))

    def fields(self, row: int) -> Iterator[tuple[str, int]]:
        """Yield the fields that a term stands in, each with the number of its entry."""
        first = self._firsts[row]
        for number, field in enumerate(self._fields[first : self._firsts[row + 1]].tobytes()):
            yield FIELDS[field], first + number

    def rows(self, beginning: bytes) -> range:
        """Return the numbers of the terms that begin so."""
        return range(self._first_from(beginning), self._first_from(_after(beginning)) if beginning else self.term_count)

    def terms(self, rows: range, field: str | None = None) -> Iterator[bytes]:
        """Yield terms in order, with ``field`` those that stand in it."""
        if not rows:
            return
        having = list(rows)
        if field is not None:
            first, last = self._firsts[rows.start], self._firsts[rows.stop]
            entries = first + np.flatnonzero(self._fields[first:last] == NUMBER[field])
            firsts = self.arrays["firsts"][rows.start : rows.stop + 1]
            having = (np.searchsorted(firsts, entries, "right") - 1 + rows.start).tolist()
        for row in having:
            yield self.term(row)

    def spread(self, rows: range) -> Spread:
        """Return all postings of neighbouring terms."""
        first, last = self._firsts[rows.start], self._firsts[rows.stop]
        start, end = self._starts[first], self._starts[last]
        lengths = sizes(self.arrays["starts"][first : last + 1])
        fields = np.repeat(self._fields[first:last], lengths)
        return Spread(fields, self._ids[start:end], self._counts[start:end].astype(np.float32))

    def starts(self, number: int, field: str) -> memoryview:
        """Return where the words of a field of a document begin, and its length; see ``starts.Starts``."""
        part = number * len(TEXT_FIELDS) + NUMBER[field]
        return self._word_starts[self._word_bounds[part] : self._word_bounds[part + 1]]

    def text(self, name: str, number: int) -> bytes:
        """Return a text that is kept of a document."""
        at = self.arrays[f"{name}_at"]
        return self.arrays[f"{name}_bytes"][int(at[number]) : int(at[number + 1])].tobytes()

    def texts(self, name: str) -> list[bytes]:
        """Return a text of every document."""
        return split(self.arrays[f"{name}_bytes"], self.arrays[f"{name}_at"])

    def all_terms(self) -> list[bytes]:
        """Return all terms."""
        return self.terms_between(0, self.term_count)

    def terms_between(self, first: int, last: int) -> list[bytes]:
        """Return the terms from one number up to, not including, another."""
        return split(self.arrays["term_bytes"], self.arrays["term_at"][first : max(first, last) + 1])

    def term(self, row: int) -> bytes:
        """Return the term of this number."""
        return self._bytes[self._at[row] : self._at[row + 1]].tobytes()

    def _first_from(self, term: bytes) -> int:
        """Return the number of the first term that is not before this one."""
        sign = bisect_right(self._signposts, term)
        low, high = max(0, sign - 1) * _STEP, min(self.term_count, sign * _STEP)
        while low < high:
            middle = (low + high) // 2
            if self.term(middle) < term:
                low = middle + 1
            else:
                high = middle
        return low


class Lexicon(Sequence[bytes]):
    """The terms of a segment, read where they are looked at: a list of all would weigh more than the file."""

    def __init__(self, flat: Flat) -> None:
        """Look into this segment."""
        self._flat = flat

    def __len__(self) -> int:
        """Return the number of terms."""
        return self._flat.term_count

    @overload
    def __getitem__(self, row: int) -> bytes: ...
    @overload
    def __getitem__(self, row: slice) -> list[bytes]: ...
    def __getitem__(self, row: int | slice) -> bytes | list[bytes]:
        """Return one term or several."""
        if isinstance(row, slice):
            first, last, _ = row.indices(len(self))
            return self._flat.terms_between(first, last)
        return self._flat.term(row)

    def __iter__(self) -> Iterator[bytes]:
        """Yield all terms."""
        return iter(self._flat.all_terms())


def _numbers(array: NDArray[Any]) -> memoryview:
    return memoryview(array)  # type: ignore[arg-type] # arrays are buffers; the types of numpy say so from Python 3.12


def sizes(bounds: NDArray[Any]) -> NDArray[np.int64]:
    """Return the distances between neighbours."""
    return bounds[1:].astype(np.int64) - bounds[:-1].astype(np.int64)


def ranges(begins: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers begin, begin + 1, … of each range, one range after another."""
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    found: NDArray[np.int64] = np.repeat(begins.astype(np.int64) - (ends - sizes), sizes) + np.arange(total)
    return found


def gathered(array: NDArray[Any], bounds: NDArray[Any], parts: NDArray[np.int64]) -> NDArray[Any]:
    """Return some of the parts of an array one after another; ``bounds`` says where each begins and the last ends."""
    starts = bounds[parts].astype(np.int64)
    ends = bounds[parts + 1].astype(np.int64)
    if int((ends - starts).sum()) > _LARGE * len(parts):
        return np.concatenate([array[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)])
    return array[ranges(starts, ends - starts)]


def _after(beginning: bytes) -> bytes:
    """Return what comes right after all terms that begin so; no term of UTF-8 has a byte 255."""
    return beginning + b"\xff"


def split(content: NDArray[np.uint8], at: NDArray[Any]) -> list[bytes]:
    """Return the texts that lie one after another in an array."""
    first = int(at[0])
    whole, ends = content[first : int(at[-1])].tobytes(), (at.astype(np.int64) - first).tolist()
    return [whole[start:end] for start, end in pairwise(ends)]


def joined(texts: Sequence[bytes]) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """Return texts one after another, and where each begins and the last ends."""
    at = np.zeros(len(texts) + 1, np.uint32)
    np.cumsum([len(text) for text in texts], out=at[1:])
    return np.frombuffer(b"".join(texts), np.uint8), at


def load(path: Path) -> Flat:
    """Map a file. Raises Unreadable, OSError."""
    with path.open("rb") as file:
        start = file.read(HEADER.size)
        if len(start) < HEADER.size:
            raise Unreadable(path)
        magic, length = HEADER.unpack(start)
        if magic != MAGIC:
            raise Unreadable(path)
        try:
            about = json.loads(file.read(length))
            mapped = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
            return _mapped(about, mapped, -(-(HEADER.size + length) // ALIGNED) * ALIGNED)
        except (ValueError, KeyError, TypeError) as error:
            raise Unreadable(path) from error


def _mapped(about: dict[str, Any], content: mmap.mmap, begin: int) -> Flat:
    if tuple(about["fields"]) != FIELDS or begin + about["size"] > len(content):
        raise ValueError(about["fields"])
    arrays = {}
    for name, (kind, shape, offset) in about["arrays"].items():
        count = int(np.prod(shape))
        array = np.frombuffer(content, kind, count, begin + offset) if count else np.empty(0, kind)
        arrays[name] = array.reshape(shape)
    return Flat(arrays)
