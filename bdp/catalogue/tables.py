"""tables: the tables of the catalogue and how entries, pages and problems become their rows."""

from dataclasses import fields
from datetime import date, datetime
from typing import Any

import msgspec
from sqlite_utils import Database

from bdp.domain.entry import AttachedFile, Entry, PageText
from bdp.domain.page import Event, News
from bdp.domain.practice import Practice

# The texts of a body stand in ``entries`` only; a translation is a body too.
_NOT_COLUMNS = ("summary", "presentation", "translation")
_NUMBERS: dict[str, type] = {"lat": float, "lon": float, "cost_pln": float}
_WHOLE = ("population", "started", "ended")
PRACTICE_KEYS = tuple(field.name for field in fields(Practice) if field.name not in _NOT_COLUMNS)

TABLES: dict[str, dict[str, type]] = {
    # One row a record of any status; the columns bear the names of the front matter, lists and groups are JSON.
    "practices": {
        **{key: int if key in _WHOLE else _NUMBERS.get(key, str) for key in PRACTICE_KEYS},
        "revision": str,
    },
    "entries": {"slug": str, "entry": bytes},
    "aliases": {"alias": str, "slug": str},
    "attachments": {"slug": str, "position": int, **{f.name: str for f in fields(AttachedFile)}},
    # Kept by content, so that no file is read for its text twice, whatever record or name it lies under.
    "extractions": {"sha256": str, "media_type": str, "pages": int, "note": str, "texts": bytes},
    "units": {"teryt": str, "slug": str, "own": int},
    "pages": {"slug": str, "page": bytes},
    "news": {"slug": str, "date": str, "item": bytes},
    "offices": {"teryt": str, "office": bytes},
    # What the tiers below say of these records no longer holds; and what the index knows of the files of each record,
    # None where there are no files any more.
    "touched": {"slug": str},
    "sources": {"slug": str, "source": bytes},
}
TABLES["attachments"] |= {"size": int, "pages": int}
KEYS: dict[str, str | tuple[str, ...]] = {
    "practices": "slug",
    "entries": "slug",
    "aliases": ("alias", "slug"),
    "attachments": ("slug", "position"),
    "extractions": ("sha256", "media_type"),
    "units": ("teryt", "slug"),
    "pages": "slug",
    "news": "slug",
    "offices": "teryt",
    "touched": "slug",
    "sources": "slug",
}
OF_A_RECORD = ("practices", "entries", "aliases", "attachments", "units")
ORDINARY = ("pages", "news", "offices")

_json = msgspec.json.Encoder()
Row = dict[str, Any]


def create(database: Database) -> None:
    """Make every table in an empty database."""
    for name, columns in TABLES.items():
        database.table(name).create(columns, pk=KEYS[name], not_null={"slug"} if name == "touched" else ())
    for name in ("aliases", "units", "attachments"):
        database.table(name).create_index(["slug"])
    database.table("practices").create_index(["status"])
    database.table("attachments").create_index(["sha256"])


def insertion(name: str) -> str:
    """Return the statement that puts a row, given as a mapping, into a table."""
    columns = TABLES[name]
    return f"insert or replace into {name} ({', '.join(columns)}) values (:{', :'.join(columns)})"  # noqa: S608


def rows(entry: Entry) -> dict[str, list[Row]]:
    """Return the rows of one entry by table."""
    slug, practice = entry.slug, msgspec.to_builtins(entry.practice)
    columns = {key: _cell(practice[key]) for key in PRACTICE_KEYS}
    own = set(entry.units)
    within = {code[:length] for code in own for length in (2, 4) if len(code) > length} | set(entry.powiats)
    return {
        "practices": [{**columns, "revision": entry.revision}],
        "entries": [{"slug": slug, "entry": _json.encode(entry)}],
        "aliases": [{"alias": alias, "slug": slug} for alias in dict.fromkeys(entry.practice.aliases)],
        "attachments": [
            {"slug": slug, "position": position, **msgspec.to_builtins(file)}
            for position, file in enumerate(entry.files)
        ],
        "units": [{"teryt": code, "slug": slug, "own": int(code in own)} for code in sorted(own | within)],
    }


def extraction(file: AttachedFile, texts: tuple[PageText, ...]) -> Row:
    """Return the row that keeps the text of one file."""
    pages = [(text.page, text.text) for text in texts if text.file == file.file]
    return {
        "sha256": file.sha256,
        "media_type": file.media_type,
        "pages": file.pages,
        "note": file.note,
        "texts": _json.encode(pages),
    }


def encode(thing: object) -> bytes:
    """Return a dataclass as JSON."""
    return _json.encode(thing)


def decode_news(data: bytes) -> News:
    """Return what ``encode`` made of a news item; by hand, because a moment is a day or an hour of it."""
    item = msgspec.json.decode(data)
    event = item["event"]
    if event is not None:
        moments = {key: _moment(event[key]) for key in ("start", "end", "deadline") if event[key] is not None}
        event = Event(**{**event, **moments})
    return News(**{**item, "date": date.fromisoformat(item["date"]), "tags": tuple(item["tags"]), "event": event})


def _moment(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _cell(value: object) -> object:
    """Return what SQLite keeps: lists and groups as JSON, "" and None as they are."""
    return _json.encode(value).decode() if isinstance(value, list | tuple | dict) else value
