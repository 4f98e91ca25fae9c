"""csv_table: practices as CSV, row by row, for programs and (variant "excel") for the Polish spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator

from bdp.exchange import cells
from bdp.exchange.plain import Frame, Plain

MEDIA_TYPE = "text/csv; charset=utf-8"
_BATCH = 1 << 16  # bytes per piece: big enough for few calls, small enough to stream


def write(practices: Iterable[Plain], frame: Frame, *, excel: bool = False) -> Iterator[bytes]:
    """Yield the table in pieces: UTF-8, CRLF, comma; for ``excel`` a byte-order mark and semicolons."""
    names = cells.columns(editor=frame.editor)
    return table(names, (cells.row(practice, names) for practice in practices), excel=excel)


def for_excel(practices: Iterable[Plain], frame: Frame) -> Iterator[bytes]:
    """Yield the table as the Polish spreadsheet opens it."""
    return write(practices, frame, excel=True)


def table(names: Iterable[str], rows: Iterable[Iterable[str]], *, excel: bool = False) -> Iterator[bytes]:
    """Yield any table in pieces, written as ``write`` says; the cells must be guarded already."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";" if excel else ",", lineterminator="\r\n")
    if excel:
        buffer.write("\ufeff")
    writer.writerow(names)
    for row in rows:
        writer.writerow(row)
        if buffer.tell() >= _BATCH:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8", "replace")
