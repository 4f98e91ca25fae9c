"""visits: counting visits by day from the logs of a web server, and the count that pages show.

A visit is one address with one program reading pages with pauses of less than half an hour; it counts for the day on
which it begins. Addresses are only held while logs are read, as hashes with a salt of that run; what is kept are the
sums.
"""

import contextlib
import heapq
import json
import logging
import secrets
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from bdp.config import Config
from bdp.domain.errors import WrongUse, cause
from bdp.domain.visits import Span, Visits, joined
from bdp.services import access_log
from bdp.services.access_log import Line
from bdp.system import files, locks

PAUSE = timedelta(minutes=30)
ZONE = ZoneInfo("Europe/Warsaw")  # days begin at midnight where the readers are
_LOG = logging.getLogger(__name__)
_SIZE_MAX = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Counted:
    """What a run counted: the visits of today's state, how many were new, and how many lines were no requests."""

    visits: Visits
    added: int
    unreadable: int


def count(config: Config, logs: Sequence[str]) -> Counted:
    """Count the visits of these logs; what was counted before is not counted again.

    Several servers' logs of one time are to be given together. A log that was rotated, compressed or has grown since
    may be given again. Raises WrongUse for a log that cannot be read, or sums that cannot.
    """
    path = place(config)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    with locks.held(path.with_suffix(".lock"), wait=True):
        before = load(path)
        found = _Reading()
        days = dict(before.days)
        added = 0
        with contextlib.ExitStack() as stack:
            streams = [found.requests(log, stack.enter_context(_opened(log))) for log in dict.fromkeys(logs)]
            for moment in _begun(heapq.merge(*streams, key=lambda line: line.moment)):
                if not any(moment in span for span in before.read):
                    day = moment.astimezone(ZONE).date()
                    days[day] = days.get(day, 0) + 1
                    added += 1
        visits = Visits(dict(sorted(days.items())), joined((*before.read, *found.spans.values())))
        if visits != before:
            files.write_durably(path, _written(visits))
    return Counted(visits, added, found.unreadable)


class _Reading:
    """Goes through logs, and remembers of what time each told and how many lines told nothing."""

    def __init__(self) -> None:
        self.spans: dict[str, Span] = {}
        self.unreadable = 0

    def requests(self, log: str, file: BinaryIO) -> Iterator[Line]:
        with _said(log):
            for line in access_log.lines(file):
                if line is None:
                    self.unreadable += 1
                    continue
                span = self.spans.get(log, Span(line.moment, line.moment))
                self.spans[log] = Span(min(span.start, line.moment), max(span.end, line.moment))
                yield line


def _begun(lines: Iterable[Line]) -> Iterator[datetime]:
    """Yield the moments at which visits begin."""
    salt = secrets.token_bytes(16)
    seen: OrderedDict[bytes, datetime] = OrderedDict()  # of the last half hour, the longest silent first
    for line in lines:
        if line.page:
            while seen and line.moment - next(iter(seen.values())) >= PAUSE:
                seen.popitem(last=False)
            reader = blake2b(line.address + b"\0" + line.agent, key=salt, digest_size=12).digest()
            if reader not in seen:
                yield line.moment
            seen[reader] = max(seen.get(reader, line.moment), line.moment)
            seen.move_to_end(reader)


@contextlib.contextmanager
def _opened(log: str) -> Iterator[BinaryIO]:
    with contextlib.ExitStack() as stack:
        with _said(log):
            file = stack.enter_context(access_log.opened(log))
        yield file


@contextlib.contextmanager
def _said(log: str) -> Iterator[None]:
    """Say of which log it is that it cannot be read."""
    try:
        yield
    except (OSError, EOFError, zlib.error) as error:
        message = f"{log}: nie można odczytać dziennika: {cause(error)}"
        raise WrongUse(message) from error


def place(config: Config) -> Path:
    """Return the file with the sums."""
    return config.instance / "visits.json"


def load(path: Path) -> Visits:
    """Read the sums; none where nothing was counted yet. Raises WrongUse for a file that is damaged."""
    try:
        told = json.loads(files.read_regular(path, _SIZE_MAX))
        days = {date.fromisoformat(day): int(number) for day, number in told["days"].items()}
        read = tuple(Span(*map(datetime.fromisoformat, span)) for span in told["read"])
    except files.Refused as error:
        if error.reason == "missing":
            return Visits()
        message = f"{path}: {error}"
        raise WrongUse(message) from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        message = f"{path}: plik z liczbą odwiedzin jest uszkodzony; popraw go albo usuń"
        raise WrongUse(message) from error
    return Visits(days, read)


def _written(visits: Visits) -> bytes:
    told = {
        "days": {day.isoformat(): number for day, number in visits.days.items()},
        "read": [[moment.astimezone(UTC).isoformat() for moment in (s.start, s.end)] for s in visits.read],
    }
    return (json.dumps(told, indent=1) + "\n").encode()


def shown(config: Config) -> Visits:
    """Return the visits for pages to show; none where nothing was counted or the sums cannot be read."""
    path = place(config)
    try:
        found = path.lstat()
    except OSError:
        return Visits()
    return _remembered(path, (found.st_mtime_ns, found.st_size, found.st_ino))


@lru_cache(maxsize=4)
def _remembered(path: Path, _as_it_lies: tuple[int, int, int]) -> Visits:
    try:
        return load(path)
    except (WrongUse, OSError) as error:
        _LOG.warning("%s", error)
        return Visits()
