"""selection: what a reader chose of the news: a tag, a month or a day, a page. It is an address, like a query."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from bdp.domain.errors import BadQuery
from bdp.domain.polish import SLUG

PAGE_MAX = 100_000
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Selection:
    """Choices among the news. ``tag`` is a slug, ``month`` its first day; of a day the month is not kept."""

    tag: str = ""
    month: date | None = None
    day: date | None = None
    page: int = 1

    @property
    def first_day(self) -> date | None:
        """The first day chosen, None where neither day nor month is."""
        return self.day or self.month

    def address(self, path: str) -> str:
        """Return the address of these choices below ``path``, parameters in one order, defaults left out."""
        pairs = [
            ("tag", self.tag),
            ("month", self.month.isoformat()[:7] if self.month and not self.day else ""),
            ("day", self.day.isoformat() if self.day else ""),
            ("page", str(self.page) if self.page > 1 and not self.first_day else ""),
        ]
        text = urlencode([pair for pair in pairs if pair[1]])
        return f"{path}?{text}" if text else path


def parse(pairs: Iterable[tuple[str, str]]) -> Selection:
    """Read the parameters of an address; unknown and empty ones are ignored, the first of several counts.

    Raises BadQuery with every bad value at once.
    """
    given: dict[str, str] = {}
    for name, value in pairs:
        if value.strip():
            given.setdefault(name, value.strip())
    read: dict[str, Callable[[str], Any]] = {"tag": _tag, "month": _month, "day": _day, "page": _page}
    found: dict[str, Any] = {}
    problems: list[tuple[str, str]] = []
    for name, kind in read.items():
        try:
            found |= {name: kind(given[name])} if name in given else {}
        except ValueError:
            problems.append((name, given[name]))
    if problems:
        raise BadQuery(tuple(problems))
    return Selection(**found)


def _tag(text: str) -> str:
    if not SLUG.fullmatch(text):
        raise ValueError(text)
    return text


def _month(text: str) -> date:
    return _day(f"{text}-01")


def _day(text: str) -> date:
    if not _DAY.fullmatch(text):  # fromisoformat reads weeks too
        raise ValueError(text)
    return date.fromisoformat(text)


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= PAGE_MAX):
        raise ValueError(text)
    return int(text)
