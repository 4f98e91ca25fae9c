"""segments: one segment of the Whoosh index read in bulk into arrays; the only reader of its files.

Whoosh's matchers share the position of one open file, so every reading here happens under the caller's lock.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh import index
from whoosh.util.numeric import byte_to_length

from bdp.search.schema import FACET, RECORD, whoosh_schema

_LENGTHS = np.array([byte_to_length(i) for i in range(256)], dtype=np.float32)


class Postings(NamedTuple):
    """Where a term stands: document numbers rising, how often in each, and the places one document after another."""

    ids: NDArray[np.uint32]
    weights: NDArray[np.float32]
    places: NDArray[np.uint32]

    @property
    def size(self) -> int:
        """Bytes of memory."""
        return self.ids.nbytes + self.weights.nbytes + self.places.nbytes


class Segment:
    """A committed segment; document numbers count from ``offset``."""

    def __init__(self, reader: Any, offset: int) -> None:  # noqa: ANN401 - Whoosh has no types
        """Wrap a leaf reader of Whoosh."""
        self._reader = reader
        self.offset = offset
        self.size: int = reader.doc_count_all()

    def deleted(self) -> list[int]:
        """Return the numbers of deleted documents."""
        if not self._reader.has_deletions():
            return []
        return [self.offset + n for n in range(self.size) if self._reader.is_deleted(n)]

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield what is kept of each document in order, deleted ones too."""
        for number in range(self.size):
            yield self._reader.stored_fields(number)[RECORD]

    def facet_terms(self) -> list[str]:
        """Return every ``facet=value`` of the segment."""
        return self.terms(FACET, "")

    def terms(self, field: str, beginning: str) -> list[str]:
        """Return the terms of a field that begin so, in the order of their bytes."""
        if not self.size:
            return []
        return [term.decode() for term in self._reader.expand_prefix(field, beginning.encode())]

    def frequency(self, field: str, term: str) -> int:
        """Return in how many documents a term stands, deleted ones counted."""
        key = term.encode()
        return int(self._reader.doc_frequency(field, key)) if (field, key) in self._reader else 0

    def postings(self, field: str, term: str) -> Postings | None:
        """Decode all postings of a term."""
        key = term.encode()
        if not self.size or (field, key) not in self._reader:
            return None
        matcher = self._reader.postings(field, key)
        if self._reader.has_deletions():
            matcher = matcher.child  # the filter around it knows no blocks; deleted documents are not live anyway
        ids, weights, places = zip(*_blocks(matcher), strict=True)
        return Postings(np.concatenate(ids) + np.uint32(self.offset), np.concatenate(weights), np.concatenate(places))

    def total_length(self, field: str) -> int:
        """Return the summed lengths of a field in words and their readings."""
        return int(self._reader.field_length(field))

    def lengths(self, field: str) -> NDArray[np.float32]:
        """Return the length of a field in each document as Whoosh keeps it (coarse above 108); 0 where it is absent."""
        per_document = getattr(self._reader, "_perdoc", None)
        if per_document is None:
            return np.zeros(self.size, np.float32)
        read = per_document.doc_field_length
        return np.fromiter((read(n, field) or 0 for n in range(self.size)), np.float32, self.size)

    def close(self) -> None:
        """Release the files."""
        self._reader.close()


def open_segments(folder: Path) -> list[Segment]:
    """Open the committed segments of the index in a folder that only we write to (opening one runs pickles)."""
    reader = index.open_dir(str(folder), schema=whoosh_schema()).reader()
    return [Segment(leaf, offset) for leaf, offset in reader.leaf_readers()]


def _blocks(matcher: Any) -> Iterator[tuple[NDArray[Any], NDArray[Any], NDArray[Any]]]:  # noqa: ANN401 - Whoosh's
    """Decode a fresh W3 matcher block by block instead of posting by posting."""
    while True:
        matcher._read_data()  # noqa: SLF001 - Whoosh has no public way to a whole block
        deltas, weights, values = matcher._data  # noqa: SLF001
        ids = np.cumsum(np.array(deltas, np.uint32), dtype=np.uint32)
        if isinstance(weights, tuple):
            counts = np.array(weights, np.float32)
        else:
            counts = np.full(len(ids), 1.0 if weights is None else weights, np.float32)
        places = np.frombuffer(b"".join(values), np.uint32) if isinstance(values, tuple) else np.empty(0, np.uint32)
        yield ids, counts, places
        if matcher._lastblock:  # noqa: SLF001
            return
        matcher._goto(matcher._nextoffset)  # noqa: SLF001
