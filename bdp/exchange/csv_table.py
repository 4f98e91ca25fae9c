"""csv_table: practices as CSV, row by row, for programs and (variant "excel") for the Polish spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator

from bdp.domain.errors import BdpError
from bdp.exchange import cells
from bdp.exchange.plain import Frame, Plain

MEDIA_TYPE = "text/csv; charset=utf-8"
_BATCH = 1 << 16  # bytes per piece: big enough for few calls, small enough to stream


class BadTable(BdpError):
    """The bytes are no table of practices; the text says what would be right."""


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


def read(text: str) -> Iterator[dict[str, str]]:
    """Yield the rows as cells by column; either separator, with or without a byte-order mark. Raises BadTable."""
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, restkey="")
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    try:
        if "slug" not in (reader.fieldnames or ()):
            message = "w pierwszym wierszu tabeli mają być nazwy kolumn, a wśród nich slug"
            raise BadTable(message)
        for found in reader:
            if "" in found:
                message = f"wiersz {reader.line_num}: więcej komórek niż kolumn"
                raise BadTable(message)
            yield {name: value or "" for name, value in found.items()}
    except csv.Error as error:
        message = f"wiersz {reader.line_num}: {error}"
        raise BadTable(message) from error
