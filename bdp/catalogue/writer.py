"""writer: fills or changes the catalogue of a generation that nobody reads yet."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from bdp.catalogue import tables
from bdp.domain.entry import Entry, PageText
from bdp.domain.errors import BdpError, Problem
from bdp.domain.page import News, Office, Page

_BATCH = 200


class Unwritable(BdpError):
    """SQLite could not write: the disk is full, or fails."""


class CatalogueWriter:
    """Writes one SQLite file, made if it is missing. Use it as a context manager: ``close`` writes what is pending.

    The file must lie in a folder that no reader knows yet: there is no journal on disk and nothing is synced here,
    because a build that dies is thrown away whole and one that ends is synced whole. Every method raises Unwritable.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the file."""
        fresh = not path.exists()
        self._pending: dict[str, list[tables.Row]] = {name: [] for name in tables.TABLES}
        with _translated():
            self._database = Database(path, execute_plugins=False)
            self._database.execute("pragma synchronous = off")
            self._database.execute("pragma journal_mode = memory")
            if fresh:
                tables.create(self._database)
            self._slugs = {slug for (slug,) in self._database.execute("select slug from practices")}

    def __enter__(self) -> Self:
        """Return the writer."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write what is pending unless something failed, and close."""
        self.close(discard=kind is not None)

    def put(self, entry: Entry, facets: Mapping[str, tuple[str, ...]], texts: Sequence[PageText]) -> None:
        """Add an entry or replace the one of the same slug; ``texts`` are those of its attachments."""
        self.remove(entry.slug)
        self._slugs.add(entry.slug)
        for name, rows in tables.rows(entry, facets).items():
            self._pending[name] += rows
        mine = tuple(texts)
        self._pending["extractions"] += [tables.extraction(file, mine) for file in entry.files]
        if len(self._pending["practices"]) >= _BATCH:
            self._flush()

    def remove(self, slug: str) -> None:
        """Drop the entry of this slug, if there is one."""
        if slug not in self._slugs:
            return
        self._flush()
        self._slugs.discard(slug)
        with _translated():
            for name in tables.OF_A_RECORD:
                self._database.table(name).delete_where("slug = ?", [slug])

    def put_ordinary(self, pages: Iterable[Page], news: Iterable[News], offices: Iterable[Office]) -> None:
        """Replace all pages, news and offices of units."""
        self._replace("pages", ({"slug": page.slug, "page": tables.encode(page)} for page in pages))
        self._replace("news", ({"slug": n.slug, "date": n.date, "item": tables.encode(n)} for n in news))
        self._replace("offices", ({"teryt": o.teryt, "office": tables.encode(o)} for o in offices))

    def put_problems(self, problems: Iterable[Problem]) -> None:
        """Replace the list of all problems of all files."""
        rows = [{**_as_row(problem), "warning": int(problem.warning)} for problem in problems]
        self._replace("problems", rows)

    def close(self, *, discard: bool = False) -> None:
        """Write what is pending, drop texts that no attachment has any more, and close the file."""
        if not discard:
            self._flush()
            unused = "(sha256, media_type) not in (select sha256, media_type from attachments)"
            with _translated():
                self._database.table("extractions").delete_where(unused)
        self._database.conn.close()

    def _replace(self, name: str, rows: Iterable[tables.Row]) -> None:
        with _translated():
            self._database.table(name).delete_where()
            self._database.table(name).insert_all(rows)

    def _flush(self) -> None:
        for name, rows in self._pending.items():
            if rows:
                # Equal files give equal texts, so of two rows of one file either will do.
                with _translated():
                    self._database.table(name).insert_all(rows, replace=name == "extractions")
                rows.clear()


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        message = f"katalog: {error}"
        raise Unwritable(message) from error


def _as_row(problem: Problem) -> tables.Row:
    return {"path": problem.path, "line": problem.line, "key": problem.key, "message": problem.message}
