"""dates: the days of a query in digits and in words, so that 1.12.2021 finds 1 grudnia 2021 and the other way round."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bdp.domain.polish import fold

# Month by month: as a word in Polish (base form, form after a day), in English, and as a Roman number.
_MONTHS = (
    ("styczeń", "stycznia", "january", "i"),
    ("luty", "lutego", "february", "ii"),
    ("marzec", "marca", "march", "iii"),
    ("kwiecień", "kwietnia", "april", "iv"),
    ("maj", "maja", "may", "v"),
    ("czerwiec", "czerwca", "june", "vi"),
    ("lipiec", "lipca", "july", "vii"),
    ("sierpień", "sierpnia", "august", "viii"),
    ("wrzesień", "września", "september", "ix"),
    ("październik", "października", "october", "x"),
    ("listopad", "listopada", "november", "xi"),
    ("grudzień", "grudnia", "december", "xii"),
)
_NUMBER_OF = {fold(name): number for number, names in enumerate(_MONTHS, 1) for name in names}
_DIGITS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY, _YEAR = re.compile(r"\d{1,2}"), re.compile(r"\d{4}")
_AFTER_A_YEAR = {"r", "roku", "rok"}


class Day(NamedTuple):
    """A day that a query names, and how many of its words do so."""

    day: date
    words: int


def day_of(words: Sequence[str]) -> Day | None:
    """Return the day that the words begin with, None where they begin with none."""
    if match := _DIGITS.fullmatch(words[0]):
        found, length = _date(match[4], match[3], match[1]), 1
    elif match := _ISO.fullmatch(words[0]):
        found, length = _date(*match.groups()), 1
    elif len(words) > 2 and _DAY.fullmatch(words[0]) and _YEAR.fullmatch(words[2]):  # noqa: PLR2004 - day, month, year
        found, length = _date(words[2], _NUMBER_OF.get(fold(words[1]), 0), words[0]), 3
    else:
        return None
    if found is not None and len(words) > length and words[length].rstrip(".").lower() in _AFTER_A_YEAR:
        length += 1
    return Day(found, length) if found else None


def _date(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def in_digits(day: date) -> tuple[str, ...]:
    """Return the ways in which texts write a day in digits."""
    short, long = (str(day.day), str(day.month)), (f"{day.day:02}", f"{day.month:02}")
    spelt = [sign.join((*parts, str(day.year))) for sign in "./-" for parts in (short, long, (short[0], long[1]))]
    return tuple(dict.fromkeys((*spelt, day.isoformat())))


def in_words(day: date) -> tuple[tuple[str, str, str, str], ...]:
    """Return the places of a day in words: each in Polish, its base form, in English, and as a Roman number."""
    base, after, english, roman = _MONTHS[day.month - 1]
    number, year = str(day.day), str(day.year)
    return ((number, number, number, number), (after, base, english, roman), (year, year, year, year))
