"""event_calendar: events as an iCalendar file (RFC 5545), for the calendars that people keep."""

from collections.abc import Iterable
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as Entry

from bdp.domain.page import Event, News
from bdp.exchange.site import NAME, Site

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Baza Dobrych Praktyk//BDP//PL"
ZONE = ZoneInfo("Europe/Warsaw")
_SIGN_UP = {"pl": "Zapisy", "en": "Sign up"}
_DEADLINE = {"pl": "do", "en": "by"}


def write(news: Iterable[News], site: Site, language: str = "pl") -> bytes:
    """Return the events of these items; items without an event are passed over.

    The same items give the same bytes: an entry is stamped with the day of its news, not with the time of writing.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", NAME[language])
    calendar.add("x-wr-calname", NAME[language])
    held = [(item, item.event) for item in news if item.event]
    for item, event in held:
        calendar.add_component(_entry(item, event, site, language))
    # The rules of the zone for the years of the events, not for a whole century.
    years = sorted(day.year for _, event in held for day in (event.first_day, event.last_day))
    if years:
        calendar.add_missing_timezones(date(years[0], 1, 1), date(min(years[-1] + 1, MAXYEAR), 12, 31))
    return bytes(calendar.to_ical())


def uid(slug: str, site: Site) -> str:
    """Return what an event is known by in every calendar; it changes with the name of the site alone."""
    return f"{slug}@{urlsplit(site.origin).hostname or 'bdp'}"


def _entry(item: News, event: Event, site: Site, language: str) -> Entry:
    entry = Entry()
    entry.add("uid", uid(item.slug, site))
    entry.add("dtstamp", datetime.combine(item.date, time(), UTC))
    start, end = _span(event)
    entry.add("dtstart", start)
    if end:
        entry.add("dtend", end)
    entry.add("summary", item.title)
    address = site.news(item.slug)
    if site.origin:
        entry.add("url", address)
    told = [_sign_up(event, language), address]
    entry.add("description", "\n".join(line for line in told if line))
    if event.place:
        entry.add("location", event.place)
    if item.tags:
        entry.add("categories", list(item.tags))
    return entry


def _span(event: Event) -> tuple[date, date | None]:
    """Return start and end of one kind: days (the end is the day after the last one) or moments of Polish time."""
    start, end = event.start, event.end
    if not isinstance(start, datetime) and not isinstance(end, datetime):
        return start, (end or start) + timedelta(days=1)
    return _moment(start), _moment(end, after=True) if end else None


def _moment(value: date, *, after: bool = False) -> datetime:
    """Return a moment with its zone; of a bare day its first moment, or the one after its last."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=ZONE)
    return datetime.combine(value + timedelta(days=after), time(), ZONE)


def _sign_up(event: Event, language: str) -> str:
    if not event.sign_up and not event.deadline:
        return ""
    deadline = event.deadline.isoformat(" ")[:16] if isinstance(event.deadline, datetime) else event.deadline
    parts = [event.sign_up, f"({_DEADLINE[language]} {deadline})" if deadline else ""]
    return f"{_SIGN_UP[language]}: {' '.join(part for part in parts if part)}"
