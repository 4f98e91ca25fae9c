"""bulk: a Whoosh segment written from arrays, block by block, as Whoosh's own writer would and readable by it."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from struct import Struct
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, W3Codec
from whoosh.filedb.filestore import FileStorage

from bdp.search.blocks import Piece
from bdp.search.dictionary import Dictionary
from bdp.search.flat import FIELDS, NUMBER, Flat, sizes
from bdp.search.schema import RECORD, TEXT_FIELDS, whoosh_schema

NAME = "MAIN"  # of the index, Whoosh's own default
_PIECE = 1 << 18  # postings that are written at a time
_KEY = Struct("!H")


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
        dictionary = Dictionary(self._segment.create_file(self._storage, W3Codec.TERMS_EXT))
        postings = self._segment.create_file(self._storage, W3Codec.POSTS_EXT)
        content, at = flat.arrays["term_bytes"], flat.arrays["term_at"].astype(np.int64)
        rows = np.repeat(np.arange(flat.term_count, dtype=np.uint32), sizes(flat.arrays["firsts"]))
        for number, field in enumerate(sorted(FIELDS)):
            dictionary.fields[field] = number
            entries = np.flatnonzero(flat.arrays["fields"] == NUMBER[field])
            for first, last in _pieces(flat, entries):
                begin = postings.tell()
                piece = Piece(flat, entries[first:last], field)
                postings.write(piece.content)
                these = rows[entries[first:last]]
                terms = [
                    content[b:e].tobytes() for b, e in zip(at[these].tolist(), at[these + 1].tolist(), strict=True)
                ]
                dictionary.add_run(_KEY.pack(number), terms, piece.about(begin))
        dictionary.close()
        postings.close()


def _pieces(flat: Flat, entries: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield ranges of entries with not too many postings."""
    ends = np.cumsum(sizes(flat.arrays["starts"])[entries])
    first = 0
    while first < len(ends):
        before = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, before + _PIECE, "right")))
        yield first, last
        first = last
