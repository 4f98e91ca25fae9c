"""import_tables: rows in the columns of the export taken over: a cell that differs from the record changes it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from bdp.content.fields import KEYS
from bdp.content.judge import nearest
from bdp.domain.errors import BdpError
from bdp.domain.polish import is_slug
from bdp.domain.practice import Practice
from bdp.domain.unit import complete, derived_numbers
from bdp.domain.vocabulary import Vocabularies, Vocabulary
from bdp.exchange import cells, xlsx_table
from bdp.exchange.table_reading import Cell, Row
from bdp.library import Library
from bdp.original import values
from bdp.services.import_writing import Current, Outcome, Refusal, apply, current

BODY = ("summary", "presentation")
COLUMNS = ("slug", *KEYS, *BODY, "url")
_FILLED = ("place", "powiat", "voivodeship", "lat", "lon", "population")
_VOCABULARIES = {
    "themes": "themes",
    "forms": "forms",
    "unit_type": "unit_types",
    "voivodeship": "voivodeships",
}
_TERYT_LENGTHS = {1: 2, 3: 4, 6: 7}  # spreadsheets take a leading zero off


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row was not imported: its place in the file, the key at fault, what is wrong."""

    place: int
    key: str
    message: str


def unknown_columns(names: Iterable[str]) -> Iterator[Fault]:
    """Name the columns that no record has."""
    for name in names:
        if name and name not in COLUMNS:
            yield Fault(1, name, f"nie ma takiej kolumny; najbliższa to „{nearest(name, COLUMNS)}”")


def take(library: Library, row: Row, *, dry_run: bool) -> Outcome:
    """Change or make the record of a row. Raises Refusal with every problem of the row."""
    slug = str(row.cells.get("slug") or "").strip()
    if not is_slug(slug):
        message = f"„{slug}” nie jest nazwą wpisu (a-z, 0-9, łączniki, od 3 do 80 znaków)"
        raise Refusal((("slug", message),))
    before = current(library, slug)
    return apply(library, before, _changes(library, before, row), dry_run=dry_run)


def _changes(library: Library, before: Current, row: Row) -> dict[str, object]:
    """Return what the cells say that the record, as it is exported, does not."""
    now = _as_exported(library, before, row)
    found: dict[str, object] = {}
    wrong: list[tuple[str, str]] = []
    for name, cell in row.cells.items():
        if name not in (*KEYS, *BODY) or (name == "notes" and not cell and "contacts" not in row.cells):
            continue  # notes are a column of every export, but filled in an editor's alone
        if isinstance(cell, str) and cell.endswith(tuple(xlsx_table.CUT.values())):
            continue  # what is left of a text that was too long for a spreadsheet
        try:
            said = _as_ids(library.vocabularies, name, _said(name, cell, typed=row.typed))
        except BdpError as error:
            wrong.append((name, str(error).removeprefix(f"{name}: ")))
            continue
        if said != cells.parse(name, cells.cell(name, getattr(now, name))):
            found[name] = said
    if wrong:
        raise Refusal(tuple(wrong))
    return found


def _as_exported(library: Library, before: Current, row: Row) -> Practice:
    """Return the practice of a record as the export writes it; of a new one what the register would fill in."""
    if not before.text:
        code = _teryt(str(row.cells.get("teryt") or "").strip())
        empty = Practice(before.slug)
        filled = complete(replace(empty, teryt=code), library.register) if code else empty
        return replace(empty, **{name: getattr(filled, name) for name in _FILLED})
    reading = library.practices.read(before.slug, library.vocabularies, library.register)
    if reading.practice is None:
        raise Refusal(tuple((problem.key, problem.message) for problem in reading.problems if not problem.warning))
    nothing: dict[str, Any] = dict.fromkeys(derived_numbers(reading.practice, library.register))
    return replace(complete(reading.practice, library.register), **nothing)


def _said(name: str, cell: Cell, *, typed: bool) -> cells.Said:
    """Return what a cell says in the shape of a file: that of CSV and XLSX is text, that of JSON Lines has a shape."""
    if isinstance(cell, str) and typed and name not in (*cells.LISTS, *cells.JSON):
        return _normal(name, cell)
    if isinstance(cell, str):
        text = cell.replace("\r\n", "\n")
        return _normal(name, cells.parse(name, text))
    if cell is None:
        return cells.parse(name, "")
    if isinstance(cell, bool | int | float):
        return _normal(name, cells.number(cell) if name in cells.NUMBERS else str(cell))
    if name in cells.JSON:
        return cells.parse(name, cells.as_json(cell))
    if name in cells.LISTS and isinstance(cell, list):
        return tuple(str(item) for item in cell if item not in (None, ""))
    message = "wartość ma inną postać niż w eksporcie"
    raise cells.BadCell(message)


def _as_ids(vocabularies: Vocabularies, name: str, said: cells.Said) -> cells.Said:
    """Return the ids of terms that a cell names by a label or another spelling; what is in no list stays as it is."""
    vocabulary: Vocabulary | None = getattr(vocabularies, _VOCABULARIES.get(name, ""), None)
    if vocabulary is None:
        return said
    if isinstance(said, tuple):
        ids = (_as_ids(vocabularies, name, item) for item in said if isinstance(item, str))
        return tuple(dict.fromkeys(str(term) for term in ids))
    return vocabulary.by_spelling(said) or said if isinstance(said, str) else said


def _normal(name: str, said: cells.Said) -> cells.Said:
    """Undo what spreadsheets do to codes and days."""
    if name == "teryt" and isinstance(said, str):
        return _teryt(said)
    if name == "postal_code" and isinstance(said, str):
        return re.sub(r"^(\d{2}) ?[-–]? ?(\d{3})$", r"\1-\2", said)
    if name == "population" and isinstance(said, str) and re.fullmatch(r"\d{1,3}([. ])\d{3}(?:\1\d{3})*", said):
        return re.sub(r"\D", "", said)
    if name in cells.DATES and isinstance(said, str) and (day := values.day(said)) and day.exact:
        return day.value
    return said


def _teryt(code: str) -> str:
    return code.zfill(_TERYT_LENGTHS.get(len(code), len(code))) if code.isdigit() else code
