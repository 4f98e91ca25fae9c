"""bulk: a Whoosh segment written from arrays, block by block, as Whoosh's own writer would and readable by it."""

import shutil
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from struct import Struct
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, WHOOSH3_HEADER_MAGIC, W3Codec
from whoosh.compat import dumps
from whoosh.filedb.filestore import FileStorage

from bdp.search.flat import FIELDS, NUMBER, Flat, sizes
from bdp.search.harvest import ranges
from bdp.search.schema import FACET, RECORD, TEXT_FIELDS, whoosh_schema

NAME = "MAIN"  # of the index, Whoosh's own default
_BLOCK = 128
_PIECE = 1 << 18  # postings that are written at a time
_COMPRESSED_FROM = 200  # bytes; shorter blocks gain nothing
_LEVEL = 1
_INT, _KEY, _EXTENT = Struct("!i"), Struct("!H"), Struct("!qi")
_TERM = Struct("!BfIBBfII")  # inlined, total weight, documents, shortest, longest, highest weight, first, last
_ONCE = b"\0\0\0\1"  # the value of a facet's posting: its frequency


class Segment:
    """A segment in the making: first what is stored of every record, then all postings. Not for several threads."""

    def __init__(self, folder: Path) -> None:
        """Start an empty segment in the folder of the index."""
        self._storage = FileStorage(str(folder))
        self._segment = W3Codec().new_segment(self._storage, NAME)
        self._records = W3Codec().per_document_writer(self._storage, self._segment)
        self._schema = whoosh_schema()
        self._count = 0

    @property
    def name(self) -> str:
        """What the names of the segment's files begin with."""
        return str(self._segment.segment_id())

    def add(self, kept: Mapping[str, Any]) -> None:
        """Store what is kept of the next record."""
        self._records.start_doc(self._count)
        self._records.add_field(RECORD, self._schema[RECORD], kept, 0)
        self._records.finish_doc()
        self._count += 1

    def finish(self, flat: Flat) -> Any:  # noqa: ANN401 - Whoosh has no types
        """Write the lengths and postings of these arrays; returns Whoosh's segment."""
        self._write_lengths(flat)
        self._records.close()
        self._write_postings(flat)
        self._segment.set_doc_count(self._count)
        self._segment.create_compound_file(self._storage)
        self._segment.compound = True
        self._sweep()
        return self._segment

    def cancel(self) -> None:
        """Remove what was written."""
        self._records._cols._temp.close()  # noqa: SLF001 - Whoosh cannot cancel
        self._sweep()

    def _sweep(self) -> None:
        shutil.rmtree(Path(self._storage.folder) / f"{NAME}.tmp", ignore_errors=True)

    def _write_lengths(self, flat: Flat) -> None:
        """Write the columns of lengths that Whoosh scores with, and their sums."""
        for name in TEXT_FIELDS:
            column = flat.arrays["lengths"][NUMBER[name]]
            self._records._fieldlengths[name] = int(flat.arrays["totals"][NUMBER[name]])  # noqa: SLF001
            present = np.flatnonzero(column)
            if len(present):
                self._records._create_column(f"_{name}_len", LENGTHS_COLUMN)  # noqa: SLF001
                add = self._records._get_column(f"_{name}_len").add  # noqa: SLF001
                for number, length in zip(present.tolist(), column[present].tolist(), strict=True):
                    add(number, length)

    def _write_postings(self, flat: Flat) -> None:
        writer = W3Codec().field_writer(self._storage, self._segment)
        rows = np.repeat(np.arange(flat.term_count), sizes(flat.arrays["firsts"]))
        terms = flat.all_terms()
        for field in sorted(FIELDS):
            writer.start_field(field, self._schema[field])
            key, add = _KEY.pack(writer._fieldid), writer._tindex.add  # noqa: SLF001
            entries = np.flatnonzero(flat.arrays["fields"] == NUMBER[field])
            begin = writer._postfile.tell()  # noqa: SLF001
            for first, last in _pieces(flat, entries):
                piece = _Piece(flat, entries[first:last], field)
                names = rows[entries[first:last]].tolist()
                written, ends = piece.written()
                writer._postfile.write(written)  # noqa: SLF001
                at = 0
                for row, about, end in zip(names, piece.statistics(), ends, strict=True):
                    add(key + terms[row], about + _EXTENT.pack(begin + at, end - at))
                    at = end
                begin += at
            writer.finish_field()
        writer.close()


def _pieces(flat: Flat, entries: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield ranges of entries with not too many postings."""
    ends = np.cumsum(sizes(flat.arrays["starts"])[entries])
    first = 0
    while first < len(ends):
        before = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, before + _PIECE, "right")))
        yield first, last
        first = last


class _Piece:
    """Some terms of one field as Whoosh writes them: what can be reckoned for all at once is."""

    def __init__(self, flat: Flat, entries: NDArray[np.int64], field: str) -> None:
        arrays = flat.arrays
        self._field = field
        starts = arrays["starts"][entries].astype(np.int64)
        self._sizes = arrays["starts"][entries + 1].astype(np.int64) - starts
        postings = ranges(starts, self._sizes)
        self._ids, self._counts = arrays["ids"][postings], arrays["counts"][postings].astype(np.int64)
        at = arrays["at"][entries].astype(np.int64)
        places = arrays["places"][ranges(at, arrays["at"][entries + 1].astype(np.int64) - at)]
        self._content = places.tobytes()
        self._lengths = np.zeros(len(postings), np.uint8)
        if field in TEXT_FIELDS:
            self._lengths = arrays["lengths"][NUMBER[field]][self._ids]
        self._firsts = np.cumsum(self._sizes) - self._sizes

    def statistics(self) -> list[bytes]:
        """Return what Whoosh keeps of each term, but for where its postings lie."""
        firsts, counts = self._firsts, self._counts
        columns = (
            np.add.reduceat(counts, firsts),
            self._sizes,
            np.minimum.reduceat(self._lengths, firsts),
            np.maximum.reduceat(self._lengths, firsts),
            np.maximum.reduceat(counts, firsts),
            self._ids[firsts],
            self._ids[firsts + self._sizes - 1],
        )
        return [_TERM.pack(0, *about) for about in zip(*(column.tolist() for column in columns), strict=True)]

    def written(self) -> tuple[bytes, list[int]]:
        """Return the blocks of all terms, one term after another, and where each term ends."""
        blocks = -(-self._sizes // _BLOCK)
        inside = ranges(np.zeros(len(blocks), np.int64), blocks)  # the number of a block among those of its term
        begins = np.repeat(self._firsts, blocks) + inside * _BLOCK
        ends = np.minimum(begins + _BLOCK, np.repeat(self._firsts + self._sizes, blocks))
        lasts = inside + 1 == np.repeat(blocks, blocks)
        columns = (begins, ends, self._ids[ends - 1], *self._extremes(begins), inside == 0, lasts)
        deltas = np.diff(self._ids.astype(np.int64), prepend=0)
        deltas[begins] = self._ids[begins]
        small, counts = deltas.tolist(), self._counts.astype(np.float64).tolist()
        values = self._values()
        found, at, term_ends = [], 0, []
        for begin, end, last_id, high, low, short, long, is_first, is_last in zip(
            *(column.tolist() for column in columns), strict=True
        ):
            weights = tuple(counts[begin:end]) if high != low else None if high == 1 else float(high)
            part = values[begin:end] if isinstance(values, list) else values
            kept = tuple(part) if isinstance(part, list) else part and part * (end - begin)
            content, level = dumps((tuple(small[begin:end]), weights, kept), 2), 0
            if len(content) >= _COMPRESSED_FROM:
                content, level = zlib.compress(content, _LEVEL), _LEVEL
            about = dumps((end - begin, last_id, float(high), level, short, long), 2)
            length = len(about) + len(content)
            block = (WHOOSH3_HEADER_MAGIC if is_first else b"") + _INT.pack(-length if is_last else length)
            found += [block, about, content]
            at += len(block) + length
            if is_last:
                term_ends.append(at)
        return b"".join(found), term_ends

    def _extremes(self, begins: NDArray[np.int64]) -> tuple[NDArray[Any], ...]:
        """Return the highest and lowest count and the shortest and longest length in each block."""
        return (
            np.maximum.reduceat(self._counts, begins),
            np.minimum.reduceat(self._counts, begins),
            np.minimum.reduceat(self._lengths, begins),
            np.maximum.reduceat(self._lengths, begins),
        )

    def _values(self) -> list[bytes] | bytes | None:
        """Return the value of each posting: the places of a word, the frequency of a facet, nothing for a slug."""
        if self._field not in TEXT_FIELDS:
            return _ONCE if self._field == FACET else None
        content, ends = self._content, (np.cumsum(self._counts) * 4).tolist()
        return [content[begin:end] for begin, end in zip([0, *ends[:-1]], ends, strict=True)]
