"""bulletin: news and events of the base: what is coming, what was, what a month has on which day."""

from calendar import Calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bdp.domain.page import News
from bdp.domain.polish import slugify, sort_key
from bdp.domain.selection import Selection

PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag by its slug, with the number of items that bear it."""

    slug: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar: how many events there are on it and how many items of news are of it."""

    date: date
    events: int
    news: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month as a calendar has it: weeks of seven days from Monday, None where a day is of another month.

    ``before`` and ``after`` are the first days of the neighbouring months, None where nothing lies beyond.
    """

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class Board:
    """What a page of news shows: events to come (soonest first), other items, how many there are, tags, a month.

    Of a chosen month or day ``items`` has all in the order of days, and ``coming`` nothing.
    """

    coming: tuple[News, ...]
    items: tuple[News, ...]
    total: int
    pages: int
    tags: tuple[Tag, ...]
    month: Month


def board(news: Sequence[News], chosen: Selection, *, today: date) -> Board:
    """Return what of all the news, the latest first, the reader chose."""
    tagged = tuple(with_tag(news, chosen.tag))
    month = sheet(tagged, chosen.first_day or today)
    if chosen.first_day:
        within = [item for item in tagged if any(_touches(item, day) for day in _chosen_days(chosen))]
        within.sort(key=lambda item: (max(_days(item)[0], chosen.first_day or today), item.slug))
        return Board((), tuple(within), len(within), 1, tags(news), month)
    coming = coming_events(tagged, today)
    rest = [item for item in tagged if item not in coming]
    start = (chosen.page - 1) * PER_PAGE
    pages = max(1, -(-len(rest) // PER_PAGE))
    shown = tuple(rest[start : start + PER_PAGE])
    return Board(coming if chosen.page == 1 else (), shown, len(tagged), pages, tags(news), month)


def with_tag(news: Iterable[News], tag: str) -> Iterator[News]:
    """Yield the items that bear a tag, given by its slug; all for ""."""
    return (item for item in news if not tag or any(slugify(label) == tag for label in item.tags))


def coming_events(news: Iterable[News], today: date) -> tuple[News, ...]:
    """Return the items with an event that is not over, soonest first."""
    coming = [item for item in news if item.event and item.event.last_day >= today]
    return tuple(sorted(coming, key=lambda item: (item.event.first_day if item.event else item.date, item.slug)))


def tags(news: Iterable[News]) -> tuple[Tag, ...]:
    """Return every tag, by the Polish alphabet; labels with one slug are one tag under the label used latest."""
    labels: dict[str, str] = {}
    counts: dict[str, int] = {}
    for item in news:
        for slug, label in {slugify(label): label for label in item.tags}.items():
            labels.setdefault(slug, label)
            counts[slug] = counts.get(slug, 0) + 1
    found = (Tag(slug, label, counts[slug]) for slug, label in labels.items() if slug)
    return tuple(sorted(found, key=lambda tag: sort_key(tag.label)))


def sheet(news: Sequence[News], within: date) -> Month:
    """Return the month in which a day lies."""
    weeks = Calendar().monthdayscalendar(within.year, within.month)
    first = within.replace(day=1)
    before, after = _neighbour(first, -1), _neighbour(first, 1)
    spans = [_span(item) for item in news]
    met = zip(news, spans, strict=True)
    near = [item for item, (start, end) in met if end >= first and not (after and start >= after)]
    days = tuple(tuple(_day(near, first.replace(day=n)) if n else None for n in week) for week in weeks)
    return Month(
        first,
        days,
        before if before and any(start < first for start, _ in spans) else None,
        after if after and any(end >= after for _, end in spans) else None,
    )


def _day(news: Iterable[News], day: date) -> Day:
    on_it = [item for item in news if _touches(item, day)]
    held = sum(1 for item in on_it if item.event and item.event.first_day <= day <= item.event.last_day)
    return Day(day, held, sum(1 for item in on_it if item.date == day))


def _neighbour(first: date, step: int) -> date | None:
    """Return the first day of the month before (-1) or after (1); None beyond the years that dates know."""
    try:
        return (first + timedelta(days=31 if step > 0 else -1)).replace(day=1)
    except OverflowError:
        return None


def _days(item: News) -> tuple[date, date]:
    """Return the days by which an item stands in a month: those of its event, else its own."""
    return (item.event.first_day, item.event.last_day) if item.event else (item.date, item.date)


def _span(item: News) -> tuple[date, date]:
    """Return the first and the last day that an item marks."""
    start, end = _days(item)
    return min(start, item.date), max(end, item.date)


def _touches(item: News, day: date) -> bool:
    start, end = _days(item)
    return start <= day <= end or item.date == day


def _chosen_days(chosen: Selection) -> Iterator[date]:
    if chosen.day:
        yield chosen.day
    elif chosen.month:
        for number in Calendar().itermonthdays(chosen.month.year, chosen.month.month):
            if number:
                yield chosen.month.replace(day=number)
