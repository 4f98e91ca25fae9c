"""News for other programs: iCalendar read back with icalendar, Atom with feedparser."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import feedparser
import icalendar
import pytest

from bdp.domain.page import Event, News
from bdp.exchange import atom, event_calendar, news_feed
from bdp.exchange.site import Site

SITE = Site(origin="https://bdp.example.pl")
DAY = date(2026, 3, 1)


def moment(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def event(start: str, end: str = "") -> News:
    held = Event(moment(start), moment(end) if end else None)
    return News("2026-03-01-warsztat", DAY, "Warsztat, dzień; drugi", ("a, b", "c"), held)


def read_back(item: News, site: Site = SITE) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(event_calendar.write([item], site))
    (found,) = calendar.walk("VEVENT")
    return {name.lower(): value for name, value in found.items()}


@pytest.mark.parametrize(
    ("start", "end", "begins", "ends"),
    [
        ("2026-03-20", "", "2026-03-20", "2026-03-21"),
        ("2026-03-20", "2026-03-22", "2026-03-20", "2026-03-23"),
        ("2026-03-20T10:00", "", "2026-03-20T10:00:00+01:00", ""),
        ("2026-03-20T10:00", "2026-03-20T12:30", "2026-03-20T10:00:00+01:00", "2026-03-20T12:30:00+01:00"),
        ("2026-07-20T10:00", "2026-07-21", "2026-07-20T10:00:00+02:00", "2026-07-22T00:00:00+02:00"),
        ("2026-07-20", "2026-07-21T15:00", "2026-07-20T00:00:00+02:00", "2026-07-21T15:00:00+02:00"),
    ],
)
def test_an_event_takes_place_when_it_says_in_polish_time(start: str, end: str, begins: str, ends: str) -> None:
    found = read_back(event(start, end))
    assert found["dtstart"].dt.isoformat() == begins
    assert (found["dtend"].dt.isoformat() if "dtend" in found else "") == ends


def test_the_zone_of_a_timed_event_is_told_and_its_summer_too() -> None:
    data = event_calendar.write([event("2026-07-20T10:00")], SITE)
    assert b"DTSTART;TZID=Europe/Warsaw:20260720T100000" in data
    (zone,) = icalendar.Calendar.from_ical(data).walk("VTIMEZONE")
    assert b"TZOFFSETTO:+0200" in zone.to_ical()


def test_an_event_tells_where_and_how_to_sign_up_and_leads_to_its_page() -> None:
    held = Event(DAY, place="Biecz, Rynek 1", sign_up="a@b.pl", deadline=moment("2026-03-13T15:00"))
    found = read_back(replace(event("2026-03-20"), event=held))
    assert (str(found["summary"]), str(found["location"])) == ("Warsztat, dzień; drugi", "Biecz, Rynek 1")
    assert str(found["url"]) == "https://bdp.example.pl/aktualnosci/2026-03-01-warsztat"
    assert str(found["description"]).startswith("Zapisy: a@b.pl (do 2026-03-13 15:00)\nhttps://")
    assert found["categories"].cats == ["a, b", "c"]


def test_an_event_is_known_by_the_same_name_whenever_it_is_asked_for() -> None:
    item = event("2026-03-20")
    moved = event("2026-04-20T09:00")
    assert event_calendar.write([item], SITE) == event_calendar.write([item], SITE)
    assert read_back(item)["uid"] == read_back(moved)["uid"] == "2026-03-01-warsztat@bdp.example.pl"
    assert read_back(item, Site())["uid"] == "2026-03-01-warsztat@bdp"


def test_lines_end_and_fold_as_the_standard_asks() -> None:
    data = event_calendar.write([replace(event("2026-03-20"), title="ą" * 300)], SITE)
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)


def test_news_without_an_event_are_in_no_calendar() -> None:
    data = event_calendar.write([News("2026-03-01-wiesc", DAY, "Wieść")], SITE)
    assert icalendar.Calendar.from_ical(data).walk("VEVENT") == []


def test_the_feed_is_read_back_whole_with_ids_that_stay() -> None:
    item = News("2026-03-01-wiesc", DAY, "Wieść & <rzecz>", ("Łódź",), html='<p><a href="/mapa">Mapa</a> „ż”</p>')
    data = news_feed.write([item], SITE)
    found = feedparser.parse(data)
    assert not found.bozo
    assert found.feed.title == "Baza Dobrych Praktyk: aktualności"
    assert [link.href for link in found.feed.links] == [f"{SITE.origin}/aktualnosci.atom", f"{SITE.origin}/aktualnosci"]
    (entry,) = found.entries
    assert entry.id.startswith("tag:bdp.example.pl,2026:")
    assert (entry.updated, entry.link) == ("2026-03-01T00:00:00Z", SITE.news(item.slug))
    assert entry.title == "Wieść & <rzecz>"
    assert entry.content[0].value == '<p><a href="https://bdp.example.pl/mapa">Mapa</a> „ż”</p>'
    assert [(tag.term, tag.label) for tag in entry.tags] == [("lodz", "Łódź")]
    assert data == news_feed.write([item], SITE)


def test_a_feed_of_nothing_is_a_feed_and_one_of_a_tag_says_so() -> None:
    found = feedparser.parse(news_feed.write([], Site("/en", SITE.origin), "en", tag="Łódź"))
    assert not found.bozo
    assert (found.entries, found.feed.title) == ([], "Database of Good Practices: news (Łódź)")
    assert found.feed.links[0].href == "https://bdp.example.pl/en/aktualnosci.atom?tag=lodz"


def test_a_feed_has_the_newest_only() -> None:
    many = [News(f"2026-03-01-wiesc-{n}", DAY, f"Wieść {n}") for n in range(atom.NEWEST + 9)]
    titles = [entry.title for entry in feedparser.parse(news_feed.write(many, SITE)).entries]
    assert titles == [f"Wieść {n}" for n in range(atom.NEWEST)]
