"""typography: dates, numbers, sizes and spaces as careful printing has them, in Polish and English."""

import re
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_skeleton, get_day_names
from babel.numbers import format_decimal
from markupsafe import Markup

from bdp.domain import typography

NBSP = typography.NBSP
LOCALES = {"pl": "pl", "en": "en_GB"}
_SPAN = re.compile(r"(\d+–\d+)")
_FIVE_DIGITS = 10_000
KIB, MIB = 1024, 1024 * 1024


@lru_cache(4096)
def day(value: date, language: str) -> str:
    """Print a date in full: ``21 listopada 2026 r.``, ``21 November 2026``."""
    return typography.day(value, language).replace(" ", NBSP)


def span(start: date, end: date | None, language: str) -> str:
    """Print when something takes place: ``3–5 grudnia 2026 r.``, ``24 listopada 2026 r., 10:00–14:30``."""
    if end is None or end == start:
        return moment(start, language)
    timed = isinstance(start, datetime), isinstance(end, datetime)
    if not any(timed) and (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end, language)}"
    if all(timed) and (start.year, start.month, start.day) == (end.year, end.month, end.day):
        return f"{moment(start, language)}–{end:%H:%M}"
    return f"{moment(start, language)} – {moment(end, language)}"


def moment(value: date, language: str) -> str:
    """Print a day, or a day and an hour."""
    text = day(value.date() if isinstance(value, datetime) else value, language)
    return f"{text}, {value:%H:%M}" if isinstance(value, datetime) else text


@lru_cache(1024)
def month(value: date, language: str) -> str:
    """Print a month: ``maj 2026``."""
    return str(format_skeleton("yMMMM", value, locale=LOCALES[language])).replace(" ", NBSP)


def weekdays(language: str) -> tuple[tuple[str, str], ...]:
    """Return the days of the week from Monday, each short and in full: ``pon.``, ``poniedziałek``."""
    short = get_day_names("abbreviated", "stand-alone", LOCALES[language])
    full = get_day_names("wide", "stand-alone", LOCALES[language])
    return tuple((short[number], full[number]) for number in range(7))


@lru_cache(4096)
def number(value: float, language: str) -> str:
    """Print a number with no-break spaces between thousands; Polish leaves four digits together."""
    few = language == "pl" and abs(value) < _FIVE_DIGITS
    text = str(format_decimal(value, locale=LOCALES[language], group_separator=not few))
    return text.replace("\N{NARROW NO-BREAK SPACE}", NBSP) if language == "pl" else text


@lru_cache(4096)
def fixed(value: float, digits: int, language: str) -> str:
    """Print a number with so many digits behind the point, zeros too, to stand below others: ``0,30``."""
    return str(format_decimal(value, "#,##0." + "0" * digits, locale=LOCALES[language]))


def size(count: int, language: str) -> str:
    """Print a file's size: ``120 kB``, ``3,4 MB``."""
    if count < KIB:
        return f"{count}{NBSP}B"
    if count < MIB:
        return f"{number(round(count / KIB), language)}{NBSP}kB"
    return f"{number(round(count / MIB, 1), language)}{NBSP}MB"


def years(started: int | None, ended: int | None, since: str) -> str:
    """Print the span of a practice: ``2019–2024``, ``od 2019`` (``since`` is the word), "" without a start."""
    if started is None:
        return str(ended) if ended is not None else ""
    if ended is None:
        return f"{since}{NBSP}{started}"
    return str(started) if started == ended else f"{started}–{ended}"


def tied(text: str) -> str:
    """Tie what should not part at the end of a line; text stays text and markup stays markup."""
    done = typography.tied(str(text))
    return Markup(done) if isinstance(text, Markup) else done  # noqa: S704 - it was markup before


@lru_cache(4096)
def named(text: str, language: str) -> str:
    """Print a label or a title, which many pages have: words of one letter stay with the next in Polish."""
    return typography.tied(text) if language == "pl" else text


def headline(text: str) -> Markup:
    """Tie the words of a heading, spans of years too, which a dash would let part."""
    pieces = _SPAN.split(tied(text))
    kept = Markup('<span class="together">{}</span>')
    return Markup("").join(kept.format(piece) if number % 2 else piece for number, piece in enumerate(pieces))


def site_name(address: str) -> str:
    """Shorten a web address for reading: no scheme, no www, no slash at the end."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address).rstrip("/")
