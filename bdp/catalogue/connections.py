"""connections: the tiers of one catalogue opened to be read: a connection for each thread of each process."""

import os
import sqlite3
import threading
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bdp.catalogue import tiers

_SERIALIZED = 3  # SQLite built so that threads may share a connection, as it is by default


class Connections:
    """Serves all threads; each has a connection of its own, with the tiers attached as t0, t1, …, the oldest first.

    A forked child opens its own connections too. Connections close with the reader, after its last user let go. The
    first one stays as long, so that files that were deleted meanwhile are still read by threads that come later.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        """Remember the files; they are opened by the first question."""
        self._paths = tuple(paths)
        self._opened: list[_Opened] = []
        self._tidying = threading.Lock()
        self._mine = threading.local()
        self.close = weakref.finalize(self, _close, self._opened)

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """Return all rows that a statement finds. Raises sqlite3.Error."""
        return self._connection().execute(statement, values).fetchall()

    def _connection(self) -> sqlite3.Connection:
        opened: _Opened | None = getattr(self._mine, "opened", None)
        if opened is None or opened.process != os.getpid():
            opened = _Opened(os.getpid(), threading.current_thread(), self._connect())
            self._mine.opened = opened
            self._opened.append(opened)
            self._close_those_of_ended_threads()
        return opened.connection

    def _connect(self) -> sqlite3.Connection:
        try:
            return self._attached()
        except sqlite3.OperationalError:
            first = self._first()
            if first is None or sqlite3.threadsafety < _SERIALIZED:
                raise
            return first.connection

    def _attached(self) -> sqlite3.Connection:
        # check_same_thread: closing may fall to another thread than the one that opened.
        connection = sqlite3.connect("file::memory:", uri=True, check_same_thread=False)
        try:
            for number, path in enumerate(self._paths):
                connection.execute(f"attach ? as t{number}", (tiers.address(path),))
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _first(self) -> "_Opened | None":
        return next((opened for opened in self._opened if opened.process == os.getpid()), None)

    def _close_those_of_ended_threads(self) -> None:
        """Keep a server that starts a thread a request from gathering connections."""
        # Only one thread at a time, but without waiting: a lock that was held during a fork is never freed.
        if self._tidying.acquire(blocking=False):
            try:
                kept = self._first()
                for opened in [o for o in self._opened if not o.thread.is_alive() and o is not kept]:
                    self._opened.remove(opened)
                    if kept is None or opened.connection is not kept.connection:
                        _close([opened])
            finally:
                self._tidying.release()


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
