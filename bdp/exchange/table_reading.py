"""table_reading: a table of practices that came back, CSV, XLSX or JSON Lines: its rows, each with its place."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from bdp.domain.errors import BdpError
from bdp.exchange.cells import fault
from bdp.exchange.xlsx_table import is_cut

try:
    from openpyxl import load_workbook
    from openpyxl.utils.escape import unescape
except ImportError:  # pragma: no cover - it comes with what reads attachments
    load_workbook = None  # type: ignore[assignment]

_UNPACKED_MAX = 256 << 20
_ROWS_MAX, _COLUMNS_MAX = 200_000, 500
_NAMED = ("slug", "id")
_DAMAGE = (
    zipfile.BadZipFile,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    SyntaxError,
    OSError,
)

Cell = str | int | float | bool | list[Any] | dict[str, Any] | None
"""What a cell says: text in CSV and XLSX, any JSON value in JSON Lines."""


class BadTable(BdpError):
    """The bytes are no table of practices; the text says what would be right."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its place in the file (line or number of the row, from 1); ``fault`` says why it cannot be read.

    ``typed`` says that texts are what they are, as in JSON, and not the cells of a table.
    """

    place: int
    cells: Mapping[str, Cell]
    fault: str = ""
    typed: bool = False


def from_csv(text: str) -> Iterator[Row]:
    """Yield the rows of CSV with commas, semicolons or tabs. Raises BadTable where there is no header."""
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    yield from _rows(_numbered(reader))


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:  # noqa: ANN401 - csv gives its reader no name
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield line, ["\0niezamknięty cudzysłów albo tekst tuż za nim"]
            return
        yield line, cells
        line = reader.line_num + 1


def from_xlsx(data: bytes) -> Iterator[Row]:
    """Yield the rows of the first worksheet that has a column slug or id. Raises BadTable for what is no workbook."""
    try:
        if load_workbook is None:
            message = "do odczytu XLSX potrzebny jest pakiet openpyxl; zapisz arkusz jako CSV"
            raise BadTable(message)
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _UNPACKED_MAX:
                message = "skoroszyt po rozpakowaniu jest za duży"
                raise BadTable(message)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            first = next(sheet.iter_rows(max_row=1, max_col=_COLUMNS_MAX, values_only=True), ())
            if {*map(_text, first)} & {*_NAMED}:
                rows = sheet.iter_rows(max_row=_ROWS_MAX, max_col=_COLUMNS_MAX, values_only=True)
                numbered = ((n, _cut([_text(value) for value in row])) for n, row in enumerate(rows, start=1))
                yield from map(_whole, _rows(numbered))
                return
    except _DAMAGE as error:
        message = "to nie jest skoroszyt XLSX albo jest uszkodzony"
        raise BadTable(message) from error
    message = "żaden arkusz nie ma w pierwszym wierszu kolumny slug"
    raise BadTable(message)


def _whole(row: Row) -> Row:
    """Leave out texts that were too long for a spreadsheet, so that their beginning does not come in for the whole."""
    return replace(row, cells={name: cell for name, cell in row.cells.items() if not is_cut(cell)})


def _cut(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value).lower() if isinstance(value, bool) else unescape(str(value))  # "_x005F_" is "_" there


def _rows(rows: Iterable[tuple[int, list[str]]]) -> Iterator[Row]:
    header: list[str] = []
    for place, cells in rows:
        if cells and cells[0].startswith("\0"):
            yield Row(place, {}, f"{cells[0][1:]}; dalszych wierszy nie odczytano")
        elif not header:
            header = [cell.strip() for cell in cells]
            if not {*header} & {*_NAMED} or len({*header}) < len(header):
                message = "w pierwszym wierszu tabeli mają być nazwy kolumn, każda raz, a wśród nich slug"
                raise BadTable(message)
        elif len(cells) > len(header):
            yield Row(place, {}, "więcej komórek niż kolumn")
        elif any(cell.strip() for cell in cells):
            whole = [*cells, *[""] * (len(header) - len(cells))]
            yield Row(place, dict(zip(header, whole, strict=True)))
    if not header:
        message = "tabela jest pusta"
        raise BadTable(message)


def from_jsonl(text: str) -> Iterator[Row]:
    """Yield the objects of JSON Lines; an array of objects is taken too."""
    text = text.removeprefix("\ufeff")
    if text.lstrip().startswith("["):
        yield from _array(text)
        return
    for place, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _object(place, line)


def _array(text: str) -> Iterator[Row]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        message = f"to nie jest poprawny JSON ({fault(error)})"
        raise BadTable(message) from error
    for place, said in enumerate(found, start=1):
        yield Row(place, said, typed=True) if isinstance(said, dict) else Row(place, {}, "oczekiwano obiektu {…}")


def _object(place: int, line: str) -> Row:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Row(place, {}, f"niepoprawny JSON ({fault(error)})")
    return Row(place, said, typed=True) if isinstance(said, dict) else Row(place, {}, "oczekiwano obiektu {…}")
