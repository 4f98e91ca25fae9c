"""access_log: which lines of a web server's log are readers opening pages."""

import gzip
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from crawleruseragents import is_crawler  # type: ignore[import-untyped]

STANDARD_INPUT = "-"
_LINE_MAX = 16_384  # bytes; what is longer was not written by a server that is well
# The combined format, with the name of the host before it or not: ADDRESS - USER [TIME] "METHOD PATH …" STATUS BYTES
# "REFERRER" "AGENT". What stands in quotes has its quotes escaped.
_LINE = re.compile(
    rb'(?:\S+:\d+ )?(?P<address>\S+) \S+ [^\[]*\[(?P<time>[^\]]{26})\] "(?P<request>(?:[^"\\]|\\.)*)" '
    rb'(?P<status>\d{3}) \S+ "(?:[^"\\]|\\.)*" "(?P<agent>(?:[^"\\]|\\.)*)"'
)
_TIME = re.compile(rb"(\d\d)/([A-Z][a-z]{2})/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")
_MONTHS = {
    name: number
    for number, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)  # whatever the locale
}
_READ = (b"200", b"304")
# Addresses without an ending that programs ask for, not readers.
_MACHINES = re.compile(r"/(?:static|podpowiedzi|health|oai|api|redakcja|index\.php|\.well-known)(?:/|$)")
# Agents that no list of robots has: programs that fetch, and browsers that nobody sits at.
_PROGRAM = re.compile(r"headless|lighthouse|monitor|uptime|preview|^(?!mozilla/|opera/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A request of a log: when it was, from where with which program, and whether a reader opened a page by it."""

    moment: datetime
    address: bytes
    agent: bytes
    page: bool


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """Open a log, plain or compressed by gzip, or standard input for ``-``. Raises OSError."""
    if path == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    with Path(path).open("rb") as file:
        if file.peek(2)[:2] == b"\x1f\x8b":
            with gzip.open(file) as unpacked:
                yield unpacked  # type: ignore[misc] # a GzipFile reads as a BinaryIO does
        else:
            yield file


def lines(file: BinaryIO) -> Iterator[Line | None]:
    """Yield every request of a log as it stands there; None for a line that is not one."""
    while text := file.readline(_LINE_MAX):
        if text.strip():
            yield parse(text)


def parse(text: bytes) -> Line | None:
    """Read a line of the combined format; None for anything else."""
    found = _LINE.match(text)
    moment = _moment(found["time"]) if found else None
    if found is None or moment is None:
        return None
    method, _, rest = found["request"].partition(b" ")
    path = rest.partition(b" ")[0]
    page = method == b"GET" and found["status"] in _READ and is_page(path) and is_reader(found["agent"])
    return Line(moment, found["address"], found["agent"], page)


def is_page(target: bytes) -> bool:
    """Tell whether an address, as a log has it, is that of a page for people and not of a file, a feed or data."""
    path = target.partition(b"?")[0].decode("ascii", "replace").removeprefix("/en")
    return (path.startswith("/") or not path) and "." not in path.rpartition("/")[2] and not _MACHINES.match(path)


@lru_cache(4096)
def is_reader(agent: bytes) -> bool:
    """Tell whether a program that names itself so is one that a person reads with."""
    text = agent.decode("utf-8", "replace")
    return not _PROGRAM.search(text) and not is_crawler(text)


def _moment(text: bytes) -> datetime | None:
    found = _TIME.fullmatch(text)
    if found is None or found[2] not in _MONTHS:
        return None
    day, year, hour, minute, second, hours, minutes = map(int, found.group(1, 3, 4, 5, 6, 8, 9))
    shift = timedelta(hours=hours, minutes=minutes) * (-1 if found[7] == b"-" else 1)
    try:
        return datetime(year, _MONTHS[found[2]], day, hour, minute, min(second, 59), tzinfo=timezone(shift))
    except ValueError:
        return None
