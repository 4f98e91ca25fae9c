"""xlsx_table: practices as a spreadsheet with typed columns, filters, a frozen header and a sheet that explains it."""

import re
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime, time

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bdp.exchange import cells, codebook
from bdp.exchange.plain import Frame, Plain
from bdp.exchange.site import NAME

LONGEST = 32_767  # characters; no spreadsheet of this format holds more in a cell
CUT = {"pl": " […] (reszta tekstu jest w CSV)", "en": " […] (the rest of the text is in CSV)"}
_PIECE = 1 << 16
_WIDE = ("title", "summary", "presentation", "plain", "results", "partners")
_SHEETS = {"pl": ("praktyki", "opis kolumn", "listy"), "en": ("practices", "codebook", "lists")}
# Only what a cell is told to be: no text becomes a formula, an address or a number by its look.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


_UNSAFE = re.compile(r"_(?=x[0-9a-fA-F]{4}_)|^<(?=r>)|[\x00-\x08\x0b-\x1f]")  # what would be read as something else


class _Sheet(Worksheet):  # type: ignore[misc] # the library brings no types
    """A worksheet that writes any text as it is.

    The library's own way leaves some underscores bare that readers take for signs (of "_x005F_x000D_" half is lost),
    and writes a text between "<r>" and "</r>" as markup, which breaks the file.
    """

    @staticmethod
    def _escape_control_characters(data: str) -> str:
        return _UNSAFE.sub(lambda found: f"_x{ord(found[0]):04X}_", data)


def write(practices: Iterable[Plain], frame: Frame) -> Iterator[bytes]:
    """Yield the file in pieces; it is put together on disk, row by row, and is the same bytes for the same input."""
    with tempfile.TemporaryFile() as made, tempfile.TemporaryDirectory() as folder:
        book = Workbook(made, {**_OPTIONS, "tmpdir": folder})
        book.set_properties(
            {"title": NAME[frame.language], "comments": frame.site.whole(frame.address), "created": frame.made}
        )
        first, second, third = (book.add_worksheet(name, _Sheet) for name in _SHEETS[frame.language])
        head = book.add_format({"bold": True})
        _practices(first, practices, frame, head, book.add_format({"num_format": "yyyy-mm-dd"}))
        _codebook(second, frame, head)
        _lists(third, frame, head)
        book.close()
        made.seek(0)
        while piece := made.read(_PIECE):
            yield piece


def _practices(sheet: Worksheet, practices: Iterable[Plain], frame: Frame, head: Format, day: Format) -> None:
    names = cells.columns(editor=frame.editor)
    for number, name in enumerate(names):
        sheet.set_column(number, number, 40 if name in _WIDE else 16)
    sheet.freeze_panes(1, 1)
    sheet.write_row(0, 0, names, head)
    last = 0
    for last, one in enumerate(practices, 1):
        for number, name in enumerate(names):
            _cell(sheet, (last, number), name, one, day)
    sheet.autofilter(0, 0, last, len(names) - 1)


def _cell(sheet: Worksheet, place: tuple[int, int], name: str, one: Plain, day: Format) -> None:
    """Write what the cell of a table says, with its type; nothing for an empty one."""
    text = cells.text(one, name)
    if not text:
        return
    if name in cells.NUMBERS:
        sheet.write_number(*place, getattr(one.stated, name))
    elif name in cells.DATES:
        sheet.write_datetime(*place, datetime.combine(getattr(one.stated, name), time()), day)
    else:
        sheet.write_string(*place, _fitting(text, one.frame.language))


def _fitting(text: str, language: str) -> str:
    """Return a text that a cell holds; one that was cut says so."""
    if len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    end = CUT[language]
    return text.encode("utf-16-le")[: 2 * (LONGEST - len(end))].decode("utf-16-le", "ignore") + end


def is_cut(cell: object) -> bool:
    """Tell whether a cell says that it was too long."""
    return isinstance(cell, str) and cell.endswith(tuple(CUT.values()))


def _codebook(sheet: Worksheet, frame: Frame, head: Format) -> None:
    pl = frame.language == "pl"
    rows = [("kolumna", "rodzaj", "znaczenie") if pl else ("column", "kind", "meaning")]
    rows += [
        (column.name, codebook.kind(column, frame.language), column.meaning(frame.language))
        for column in codebook.columns(editor=frame.editor)
    ]
    rows += [("", "", "")]
    rows += [("", "", rule) for rule in codebook.RULES[frame.language]]
    _texts(sheet, rows, head, (16, 32, 100))


def _lists(sheet: Worksheet, frame: Frame, head: Format) -> None:
    """Say what the ids of the controlled lists stand for."""
    lists = frame.vocabularies
    named = {
        "themes": lists.themes,
        "forms": lists.forms,
        "unit_type": lists.unit_types,
        "voivodeship": lists.voivodeships,
    }
    rows = [("kolumna", "id", "nazwa") if frame.language == "pl" else ("column", "id", "name")]
    rows += [(column, term.id, term.label(frame.language)) for column, terms in named.items() for term in terms]
    _texts(sheet, rows, head, (16, 32, 60))


def _texts(sheet: Worksheet, rows: list[tuple[str, str, str]], head: Format, widths: tuple[int, ...]) -> None:
    for number, width in enumerate(widths):
        sheet.set_column(number, number, width)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            sheet.write_string(number, place, text, head if number == 0 else None)
