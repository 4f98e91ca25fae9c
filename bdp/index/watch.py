"""watch: a thread that notices files changed behind the site's back and has the index brought up to date."""

import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from bdp.domain.errors import BdpError, Busy
from bdp.system import locks

_LOG = logging.getLogger(__name__)
_SHARE = 0.03  # of one core that looking may cost
_SLOWEST_SECONDS = 30.0
_FAILURES_COUNTED = 10


class Watch:
    """Looks at the files every few moments while the process lives, in one process at a time.

    ``look`` tells whether something is to be done, ``act`` does it, ``finish`` frees what that took; all run in the
    thread. Whichever process holds
    ``lock`` looks; another takes over when it ends. ``damaged`` is asked in every process, since each opens the index
    by itself. ``seconds`` is the time between two looks; where one look is dear, they become rarer, so that they never
    cost more than 3 % of a core.
    """

    def __init__(
        self,
        lock: Path,
        *,
        look: Callable[[], bool],
        damaged: Callable[[], bool],
        act: Callable[[], object],
        finish: Callable[[], None],
        seconds: float,
    ) -> None:
        """Keep the work; nothing runs before ``start``."""
        self._lock, self._look, self._damaged, self._act, self._finish = lock, look, damaged, act, finish
        self._seconds = seconds
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._process = 0
        self._said, self._failures, self._cost = "", 0, 0.0

    def start(self) -> None:
        """Start the thread unless it runs in this process; cheap enough to be called by every request."""
        if self._process == os.getpid() or self._seconds <= 0:
            return
        self._process = os.getpid()  # first, so that of two requests at once one starts it
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(self._stop,), name="bdp-watch", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop the thread and wait until it is done with what it is doing."""
        self._stop.set()
        if self._thread is not None and self._process == os.getpid():
            self._thread.join()
        self._thread, self._process = None, 0

    def _run(self, stop: threading.Event) -> None:
        pause = 0.0
        try:
            while not stop.wait(pause):
                try:
                    with locks.held(self._lock, wait=False):
                        pause = self._lead(stop)
                except Busy:
                    pause = self._round(look=False)
                except OSError:
                    pause = self._round(look=True)  # no folder to put the lock in: it was deleted, or never made
        finally:
            self._finish()

    def _lead(self, stop: threading.Event) -> float:
        """Look while we hold the lock and its file is there; return how long to wait before taking it anew."""
        held, pause = _inode(self._lock), 0.0
        while not stop.wait(pause) and held is not None and _inode(self._lock) == held:
            pause = self._round(look=True)
        return 0.0

    def _round(self, *, look: bool) -> float:
        """Look once, act if need be, and return how long to wait; whatever goes wrong is logged and tried again."""
        failed, cost = True, 0.0
        try:
            due = self._damaged()
            if look and not due:
                started = time.thread_time()
                due = self._look()
                cost = time.thread_time() - started
            if due:
                self._act()
            failed = due and self._damaged()
        except Busy:
            failed = False  # another process is publishing: it sees what we saw
        except (BdpError, OSError) as error:
            self._complain(error)
        except Exception:  # noqa: BLE001 - the outermost handler of this thread
            _LOG.exception("pilnowanie plików: nieoczekiwany błąd")
        self._failures = min(self._failures + 1, _FAILURES_COUNTED) if failed else 0
        # One look in a row may be dear, because a new generation came: what they cost as a rule is the lower of two.
        steady, self._cost = min(cost, self._cost), cost
        # A full build that fails for a full disk must not be tried again every second.
        return min(max(self._seconds, steady / _SHARE) * 2.0**self._failures, _SLOWEST_SECONDS)

    def _complain(self, error: Exception) -> None:
        """Log an error once, not every second while it lasts."""
        if not self._failures or str(error) != self._said:
            self._said = str(error)
            _LOG.error("pilnowanie plików: %s", error)


def _inode(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:
        return None
