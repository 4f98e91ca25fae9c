"""handout: practices as an SQLite file for others: plain tables with readable names, foreign keys, full-text search.

It has nothing of the tiers by which the catalogue saves; it is written once, in one order, so that the same practices
make the same bytes. Datasette opens it as it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be: its columns with their types, its key, which columns point to the key of which other table.

    ``searched`` are the columns that a full-text index is made of.
    """

    name: str
    columns: Mapping[str, type]
    key: tuple[str, ...]
    rows: Iterable[Row]
    links: tuple[tuple[str, str, str], ...] = ()
    searched: tuple[str, ...] = ()


def write(path: Path, sheets: Iterable[Sheet]) -> None:
    """Make the file. Rows are taken one by one, and are held by the disk alone."""
    database = Database(path)
    try:
        database.execute("pragma journal_mode = off")
        for sheet in sheets:
            table = database.table(sheet.name)
            table.create(dict(sheet.columns), pk=sheet.key, foreign_keys=sheet.links)
            places = ", ".join(f":{name}" for name in sheet.columns)
            names = ", ".join(f"[{name}]" for name in sheet.columns)
            with database.conn:
                database.conn.executemany(f"insert into [{sheet.name}] ({names}) values ({places})", sheet.rows)  # noqa: S608 - our own names
            if sheet.searched:
                table.enable_fts(sheet.searched, tokenize="unicode61 remove_diacritics 2")
        database.vacuum()
    finally:
        database.close()
