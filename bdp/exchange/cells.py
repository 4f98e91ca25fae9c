"""cells: a practice as a row of texts for CSV and spreadsheets, and a cell back to what a record's file would say."""

import json
import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bdp.domain.errors import BdpError
from bdp.exchange.plain import KEYS, Plain

LISTS = frozenset({"themes", "forms", "websites", "emails", "partners", "funding", "results", "keywords", "notes"})
LISTS |= {"related", "aliases"}
JSON = frozenset({"members", "contacts", "attachments", "source"})
NUMBERS = frozenset({"lat", "lon", "population", "started", "ended", "cost_pln"})
DATES = frozenset({"entered", "updated", "verified"})

_GUARDED = ("=", "+", "-", "@", "'", "\t", "\r")  # tab and return too: some spreadsheets skip them before a formula

# A backslash means something only before ; and itself, so that a path typed by hand stays what it is.
_PIECE = re.compile(r"\\[\\;]|; ?|[^;\\]+|\\")

Said = str | tuple[str, ...] | dict[str, str] | tuple[dict[str, str], ...]


class BadCell(BdpError):
    """A cell does not follow the rules of the table; the text says what would be right."""


def columns(*, editor: bool = False) -> tuple[str, ...]:
    """Return the header: slug, the keys of a record in their order, the two parts of its body, its address.

    Contacts are a column of an editor's export only. ``notes`` is a column of every export, because programs rely on
    the header, but is filled in an editor's alone.
    """
    return (*(key for key in KEYS if editor or key != "contacts"), "url")


def row(one: Plain, names: Iterable[str]) -> tuple[str, ...]:
    """Return the cells of one practice under the given columns."""
    return tuple(text(one, name) for name in names)


def text(one: Plain, name: str) -> str:
    """Return the cell of one practice in one column."""
    return one.url if name == "url" else cell(name, getattr(one.stated, name))


def cell(name: str, value: Any) -> str:  # noqa: ANN401 - the type depends on the column
    """Return the text of a value of that column; an absent value is an empty cell."""
    if name in LISTS:
        return guarded("; ".join(_escaped(item) for item in value))
    if name in JSON:
        return _json(value)
    if name in NUMBERS:
        return number(value)
    if name in DATES:
        return value.isoformat() if value else ""
    return guarded(str(value))


def number(value: float | None) -> str:
    """Return a number without exponent and without a needless fraction, "" for None."""
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else f"{Decimal(repr(value)):f}"


def _escaped(item: str) -> str:
    return item.replace("\\", "\\\\").replace(";", "\\;")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_GUARDED) else text


def _json(value: Any) -> str:  # noqa: ANN401 - a dataclass or a tuple of them
    plain = _plain(value) if is_dataclass(value) else [_plain(item) for item in value]
    return compact(plain) if plain else ""


def compact(thing: object) -> str:
    """Return JSON without needless space, letters as they are."""
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":"))


def _plain(thing: Any) -> dict[str, str | bool]:  # noqa: ANN401 - any dataclass of practice.py
    """Return the keys that have a value; ``confirmed`` is true where a file does not say it, so only false is said."""
    kept: dict[str, str | bool] = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        if isinstance(value, bool):
            if not value:
                kept[field.name] = value
        elif value:
            kept[field.name] = value.isoformat() if isinstance(value, date) else value
    return kept


def as_json(value: Any) -> str:  # noqa: ANN401 - any value of JSON
    """Return a value of JSON Lines as the text of a cell that holds JSON."""
    return json.dumps(value, ensure_ascii=False) if value else ""


def parse(name: str, text: str) -> Said:
    """Return what a cell of that column says, in the shape of a record's file: texts, lists of texts, mappings.

    An empty cell gives an empty text, list or mapping. Numbers and dates stay texts: the schema of records reads
    them as it reads a file. Raises BadCell for JSON that is none or has another shape.
    """
    if name in JSON:
        return _parse_json(name, text)
    if name in NUMBERS or name in DATES:
        return text.strip()
    text = text.removeprefix("'")
    return tuple(_items(text)) if name in LISTS else text


def _items(text: str) -> list[str]:
    """Split at each ``;`` that is not escaped; the one space after it belongs to the separator."""
    if not text:
        return []
    items: list[list[str]] = [[]]
    for piece in _PIECE.findall(text):
        if piece.startswith(";"):
            items.append([])
        else:
            items[-1].append((piece[1:] or piece) if piece[0] == "\\" else piece)
    return ["".join(pieces) for pieces in items]


def fault(error: Exception) -> str:
    """Say where a text stops being JSON."""
    if isinstance(error, json.JSONDecodeError):
        return f"wiersz {error.lineno}, znak {error.colno}"
    return "zagnieżdżenie za głębokie albo liczba za długa"


def _parse_json(name: str, text: str) -> Said:
    one = name == "source"
    if not text.strip():
        return {} if one else ()
    try:
        said = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        message = f"{name}: komórka nie jest poprawnym JSON-em ({fault(error)})"
        raise BadCell(message) from error
    if one and isinstance(said, dict):
        return _mapping(name, said)
    if not one and isinstance(said, list):
        return tuple(_mapping(name, item) for item in said)
    message = f"{name}: w komórce ma być {'obiekt {…}' if one else 'lista [{…}, …]'} w JSON-ie"
    raise BadCell(message)


def _mapping(name: str, said: object) -> dict[str, str]:
    if isinstance(said, dict) and all(isinstance(value, str | bool | None) for value in said.values()):
        return {key: _text(value) for key, value in said.items() if value not in ("", None)}
    message = f"{name}: w JSON-ie mają być obiekty, których wartości są tekstami"
    raise BadCell(message)


def _text(value: str | bool) -> str:  # noqa: FBT001 - JSON's own values
    return value if isinstance(value, str) else {True: "true", False: "false"}[value]
