"""reader: answers what is known about practices, pages and units from one published catalogue."""

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from bdp.catalogue import tables
from bdp.domain.entry import Entry, PageText
from bdp.domain.errors import BdpError, Problem
from bdp.domain.page import News, Office, Page

_SERIALIZED = 3  # SQLite built so that threads may share a connection, as it is by default
_AT_ONCE = 500  # fewer than the variables of one statement in any build of SQLite
_entry = msgspec.json.Decoder(Entry)
_page = msgspec.json.Decoder(Page)
_office = msgspec.json.Decoder(Office)
_texts = msgspec.json.Decoder(tuple[tuple[int | None, str], ...])

# What two practices share and how much it says about their being alike.
_WEIGHTS = {"theme": 3, "form": 2, "unit_type": 1, "size": 1, "voivodeship": 1}
_SIMILAR = f"""
    select other.slug, json_group_array(json_array(other.facet, other.value)), sum(case other.facet
        {" ".join(f"when '{facet}' then {weight}" for facet, weight in _WEIGHTS.items())} else 0 end) as weight
    from terms as mine join terms as other on other.facet = mine.facet and other.value = mine.value
    where mine.slug = ?1 and other.slug <> ?1
    group by other.slug
    having max(other.facet in ('theme', 'form'))
    order by weight desc, other.slug limit ?2
"""  # noqa: S608 - made of the constants above


class Damaged(BdpError):
    """The file is no catalogue that SQLite can read."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another published practice and the (facet, value) pairs that both have."""

    slug: str
    shared: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Extracted:
    """What is already known about a file's text: its page count, why there is none, and the pages."""

    pages: int | None
    note: str
    texts: tuple[tuple[int | None, str], ...]


class CatalogueReader:
    """Reads a catalogue that never changes. One object serves all threads; each has a connection of its own.

    A forked child opens its own connections too. Connections close with the reader, after its last user let go. The
    first one stays as long, so that a file that was deleted meanwhile is still read by threads that come later.
    """

    def __init__(self, path: Path) -> None:
        """Remember the file; it is opened by the first question."""
        self._path = path
        # immutable: no locks and no look for changes, which holds because a published file is never written again
        self._address = f"file:{quote(str(path))}?mode=ro&immutable=1"
        self._connections: list[_Opened] = []
        self._tidying = threading.Lock()
        self._mine = threading.local()
        self.close = weakref.finalize(self, _close, self._connections)

    def _connection(self) -> sqlite3.Connection:
        opened: _Opened | None = getattr(self._mine, "opened", None)
        if opened is None or opened.process != os.getpid():
            opened = _Opened(os.getpid(), threading.current_thread(), self._connect())
            self._mine.opened = opened
            self._connections.append(opened)
            self._close_those_of_ended_threads()
        return opened.connection

    def _connect(self) -> sqlite3.Connection:
        try:
            # check_same_thread: closing may fall to another thread than the one that opened.
            return sqlite3.connect(self._address, uri=True, check_same_thread=False)
        except sqlite3.OperationalError:
            first = self._first()
            if first is None or sqlite3.threadsafety < _SERIALIZED:
                raise
            return first.connection

    def _first(self) -> "_Opened | None":
        return next((opened for opened in self._connections if opened.process == os.getpid()), None)

    def _close_those_of_ended_threads(self) -> None:
        """Keep a server that starts a thread a request from gathering connections."""
        # Only one thread at a time, but without waiting: a lock that was held during a fork is never freed.
        if self._tidying.acquire(blocking=False):
            try:
                kept = self._first()
                for opened in [o for o in self._connections if not o.thread.is_alive() and o is not kept]:
                    self._connections.remove(opened)
                    if kept is None or opened.connection is not kept.connection:
                        _close([opened])
            finally:
                self._tidying.release()

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        return self._connection().execute(statement, values).fetchall()

    def check(self, *, thorough: bool) -> Mapping[str, int]:
        """Return ``counts`` if the file can be read; ``thorough`` reads all of it first. Raises Damaged."""
        try:
            if thorough and self._rows("pragma quick_check(1)") != [("ok",)]:
                message = f"{self._path}: SQLite zgłasza uszkodzenie"
                raise Damaged(message)
            return self.counts()
        except sqlite3.Error as error:
            message = f"{self._path}: {error}"
            raise Damaged(message) from error

    def entry(self, slug: str) -> Entry | None:
        """Return the entry of a slug, whatever its status, or None."""
        return self.entries((slug,)).get(slug)

    def entries(self, slugs: Iterable[str]) -> dict[str, Entry]:
        """Return the entries of these slugs in the order asked for; unknown ones are left out."""
        return {entry.slug: entry for entry in self.stream(slugs)}

    def stream(self, slugs: Iterable[str]) -> Iterator[Entry]:
        """Yield entries in the order asked for without holding all in memory."""
        wanted = tuple(dict.fromkeys(slugs))
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(part))
            rows: dict[str, bytes] = dict(
                self._rows(f"select slug, entry from entries where slug in ({marks})", *part)  # noqa: S608 - only marks
            )
            yield from (_entry.decode(rows[slug]) for slug in part if slug in rows)

    def statuses(self) -> dict[str, str]:
        """Return the status of every slug, in the order of slugs."""
        return dict(self._rows("select slug, status from practices order by slug"))

    def texts(self, slug: str) -> tuple[PageText, ...]:
        """Return the text of a record's attachments, page by page in their order."""
        rows = self._rows(
            "select file, texts from attachments join extractions using (sha256, media_type)"
            " where slug = ? order by position",
            slug,
        )
        return tuple(PageText(file, page, text) for file, texts in rows for page, text in _texts.decode(texts))

    def extracted(self, sha256: str, media_type: str) -> Extracted | None:
        """Return what was extracted from a file of this content before, or None."""
        rows = self._rows(
            "select pages, note, texts from extractions where sha256 = ? and media_type = ?", sha256, media_type
        )
        return Extracted(rows[0][0], rows[0][1], _texts.decode(rows[0][2])) if rows else None

    def by_alias(self, text: str) -> str | None:
        """Return the slug that has this alias (the first in the alphabet, published ones before others), or None."""
        rows = self._rows(
            "select slug from aliases join practices using (slug) where alias = ?"
            " order by status <> 'published', slug limit 1",
            text,
        )
        return rows[0][0] if rows else None

    def of_unit(self, teryt: str) -> tuple[str, ...]:
        """Return the published practices of a unit and of those inside it: its own first, then by slug."""
        rows = self._rows(
            "select slug from units join practices using (slug)"
            " where units.teryt = ? and status = 'published' order by own desc, slug",
            teryt,
        )
        return tuple(slug for (slug,) in rows)

    def similar(self, slug: str, limit: int) -> tuple[Likeness, ...]:
        """Return the published practices most like this one, by themes and forms first; none if nothing is shared."""
        rows = self._rows(_SIMILAR, slug, limit)
        pairs = msgspec.json.Decoder(tuple[tuple[str, str], ...])
        return tuple(Likeness(other, pairs.decode(shared)) for other, shared, _ in rows)

    def pages(self) -> tuple[Page, ...]:
        """Return the ordinary pages, those of the menu first and in its order, the others by slug."""
        found = [_page.decode(row) for (row,) in self._rows("select page from pages")]
        return tuple(sorted(found, key=lambda page: (page.menu is None, page.menu or 0, page.slug)))

    def page(self, slug: str) -> Page | None:
        """Return one ordinary page, or None."""
        rows = self._rows("select page from pages where slug = ?", slug)
        return _page.decode(rows[0][0]) if rows else None

    def news(self) -> tuple[News, ...]:
        """Return all news, the latest first."""
        return tuple(tables.decode_news(row) for (row,) in self._rows("select item from news order by date desc, slug"))

    def news_item(self, slug: str) -> News | None:
        """Return one item of news, or None."""
        rows = self._rows("select item from news where slug = ?", slug)
        return tables.decode_news(rows[0][0]) if rows else None

    def office(self, teryt: str) -> Office | None:
        """Return what is known about a unit's office, or None."""
        rows = self._rows("select office from offices where teryt = ?", teryt)
        return _office.decode(rows[0][0]) if rows else None

    def problems(self) -> tuple[Problem, ...]:
        """Return every problem and warning of every file, in the order of files and lines."""
        rows = self._rows("select path, line, key, message, warning from problems order by path, line, rowid")
        return tuple(Problem(path, line, key, message, bool(warning)) for path, line, key, message, warning in rows)

    def counts(self) -> Mapping[str, int]:
        """Return how many records there are of each status, only those that occur."""
        return dict(self._rows("select status, count(*) from practices group by status"))

    def totals(self) -> tuple[int, int]:
        """Return how many units the published practices are of, and how many attachments they have."""
        rows = self._rows(
            "select (select count(distinct units.teryt) from units join practices using (slug)"
            "  where own and status = 'published'),"
            " (select count(*) from attachments join practices using (slug) where status = 'published')"
        )
        return rows[0][0], rows[0][1]


@dataclass(frozen=True, slots=True)
class _Opened:
    process: int
    thread: threading.Thread
    connection: sqlite3.Connection


def _close(connections: list[_Opened]) -> None:
    for opened in connections:
        if opened.process == os.getpid():
            opened.connection.close()
    connections.clear()
