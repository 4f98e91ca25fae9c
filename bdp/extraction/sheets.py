"""sheets: Excel workbooks of today, a worksheet a page."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from bdp.extraction import notes
from bdp.extraction.package import Package
from bdp.extraction.pages import BLANK, CELL, Pages, Unreadable, answering
from bdp.system.children import serve

_ROWS_BETWEEN_LOOKS = 500
_DAMAGE = (zipfile.BadZipFile, InvalidFileException, LookupError, TypeError, ValueError, AttributeError, SyntaxError)


def read(data: bytes, kind: str, pages: Pages) -> None:  # noqa: ARG001 - there is one kind of workbook
    """Read every worksheet: its name, then its rows with the values that Excel last computed."""
    Package(data)  # refuses what would unpack to too much, before openpyxl sees it
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        pages.count = len(book.worksheets)
        for number, sheet in enumerate(book.worksheets, start=1):
            sheet.reset_dimensions()  # a declared size of a million rows would be filled up with empty ones
            _sheet(number, sheet.title, sheet.iter_rows(values_only=True), pages)
    except DefusedXmlException as error:
        raise Unreadable(notes.ENTITIES) from error
    except _DAMAGE as error:
        raise Unreadable(notes.BROKEN) from error


def _sheet(number: int, title: str, rows: Iterable[tuple[object, ...]], pages: Pages) -> None:
    lines = [title]
    for row in rows:
        if any(value is not None for value in row):
            lines.append(CELL.join(map(_text, row)).rstrip(BLANK))
        if len(lines) > _ROWS_BETWEEN_LOOKS:
            pages.check_time()
            pages.add(number, "\n".join(lines))
            lines = []
    pages.add(number, "\n".join(lines))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "PRAWDA" if value else "FAŁSZ"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    return " ".join(str(value).split())


if __name__ == "__main__":
    serve(answering(read))
