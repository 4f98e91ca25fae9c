"""writer: fills the newest tier of the catalogue of a generation that nobody reads yet."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from bdp.catalogue import tables, tiers
from bdp.domain.entry import Entry, PageText
from bdp.domain.errors import BdpError
from bdp.domain.page import News, Office, Page

_BATCH = 200
_COMMON = ""  # stands among the touched slugs for all pages, news and offices; no slug is empty
_USED = "(sha256, media_type) in (select sha256, media_type from main.attachments)"


class Unwritable(BdpError):
    """SQLite could not write: the disk is full, or fails."""


class CatalogueWriter:
    """Adds a tier to the catalogue in a folder, made if it is missing. Use it as a context manager.

    The folder must be one that no reader knows yet. The tiers that lie there are read and may be unlinked, but not
    written to, so they may be links to those of another generation. There is no journal on disk and nothing is synced
    here, because a build that dies is thrown away whole and one that ends is synced whole. Every method raises
    Unwritable.
    """

    def __init__(self, folder: Path) -> None:
        """Create the new tier."""
        self._pending: dict[str, list[tables.Row]] = {name: [] for name in tables.TABLES}
        self._slugs: set[str] = set()  # those put into this tier
        with _translated():
            folder.mkdir(mode=0o700, exist_ok=True)
            self._older = tiers.of(folder)
            self._path = tiers.fresh(folder, self._older)
            # uri: so that older tiers can be attached by their addresses
            self._connection = sqlite3.connect(self._path.absolute().as_uri(), uri=True)
            self._connection.execute("pragma synchronous = off")
            self._connection.execute("pragma journal_mode = memory")
            tables.create(Database(self._connection, execute_plugins=False))

    def __enter__(self) -> Self:
        """Return the writer."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write what is pending unless something failed, and close."""
        self.close(discard=kind is not None)

    def put(self, entry: Entry, texts: Sequence[PageText]) -> None:
        """Add an entry or replace the one of the same slug; ``texts`` are those of its attachments."""
        self.remove(entry.slug)
        self._slugs.add(entry.slug)
        for name, rows in tables.rows(entry).items():
            self._pending[name] += rows
        mine = tuple(texts)
        self._pending["extractions"] += [tables.extraction(file, mine) for file in entry.files]
        if len(self._pending["practices"]) >= _BATCH:
            self._flush()

    def remove(self, slug: str) -> None:
        """Drop the entry of this slug, if there is one."""
        self._pending["touched"].append({"slug": slug})
        if slug not in self._slugs:
            return
        self._flush()
        self._slugs.discard(slug)
        with _translated(), self._connection:
            for name in tables.OF_A_RECORD:
                self._connection.execute(f"delete from {name} where slug = ?", (slug,))  # noqa: S608 - a constant

    def put_source(self, slug: str, source: bytes | None) -> None:
        """Replace what is known of a record's files; None where there are none any more."""
        self._pending["sources"].append({"slug": slug, "source": source})

    def put_ordinary(self, pages: Iterable[Page], news: Iterable[News], offices: Iterable[Office]) -> None:
        """Replace all pages, news and offices of units."""
        self._flush()
        with _translated(), self._connection:
            for name in tables.ORDINARY:
                self._connection.execute(f"delete from {name}")  # noqa: S608 - a constant
        self._pending["touched"].append({"slug": _COMMON})
        self._pending["pages"] += [{"slug": page.slug, "page": tables.encode(page)} for page in pages]
        self._pending["news"] += [
            {"slug": item.slug, "date": item.date.isoformat(), "item": tables.encode(item)} for item in news
        ]
        self._pending["offices"] += [{"teryt": one.teryt, "office": tables.encode(one)} for one in offices]

    def close(self, *, discard: bool = False) -> None:
        """Write what is pending, take over older tiers that are due for it, and close the file."""
        try:
            if not discard:
                self._flush()
                self._finish()
        finally:
            self._connection.close()

    def _flush(self) -> None:
        with _translated(), self._connection:
            for name, rows in self._pending.items():
                # Equal files give equal texts, so of two rows of one file either will do.
                self._connection.executemany(tables.insertion(name), rows)
                rows.clear()

    def _finish(self) -> None:
        with _translated():
            absorbed = tiers.absorbed(self._older, self._path.stat().st_size)
            for path in reversed(absorbed):
                self._take_over(path)
            with self._connection:
                self._connection.execute(f"delete from extractions where not {_USED}")  # noqa: S608 - a constant
                if len(absorbed) == len(self._older):  # nothing is left to hide
                    self._connection.execute("delete from touched")
                    self._connection.execute("delete from sources where source is null")
            for path in absorbed:
                path.unlink()

    def _take_over(self, path: Path) -> None:
        """Copy what the next older tier has and newer ones did not change."""
        kept = dict.fromkeys(tables.OF_A_RECORD, "slug not in (select slug from main.touched)")
        kept |= dict.fromkeys(tables.ORDINARY, "'' not in (select slug from main.touched)")
        kept |= {"extractions": _USED, "sources": "1", "touched": "1"}  # what they hide last: the others ask for it
        self._connection.execute("attach ? as older", (tiers.address(path),))
        with self._connection:
            for name, condition in kept.items():
                self._connection.execute(
                    f"insert or ignore into main.{name} select * from older.{name} where {condition}"  # noqa: S608 - constants
                )
        self._connection.execute("detach older")


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, FileExistsError) as error:
        message = f"katalog: {error}"
        raise Unwritable(message) from error
