"""News and events as pages: lists, tags, the calendar, what a reader can take along."""

import json

import feedparser
import icalendar
import pytest
from flask.testing import FlaskClient

from bdp.app import create_app
from tests.sample import SampleBase
from tests.web.page import Page, text

AHEAD = """\
---
title: "Warsztat: jak opisać praktykę"
tags: [Szkolenie, baza]
event: {start: 2999-03-20 10:00, end: 2999-03-20 12:00, place: "Biecz, Rynek 1", sign_up: a@b.pl, deadline: 2999-03-13}
---
Zapraszamy <b>wszystkich</b>.
"""
CLOSED = "---\ntitle: Targi\nevent: {start: 2999-05-01, end: 2999-05-03, deadline: 2020-01-01}\n---\nTargi.\n"
BYGONE = "---\ntitle: Narada\ntags: [baza]\nevent: {start: 2020-01-20}\n---\nBędzie.\n"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Return a reader of a base with news of every kind."""
    base = SampleBase(tmp_path_factory.mktemp("news"))
    folder = base.root / "practices" / "_news"
    base.put(folder / "2020-03-01-warsztat.md", AHEAD)
    base.put(folder / "2020-02-01-targi.md", CLOSED)
    base.put(folder / "2020-01-01-narada.md", BYGONE)
    for number in range(1, 13):
        base.put(folder / f"2019-{number:02}-05-wiesc.md", f"---\ntitle: Wieść {number}\n---\nTekst.\n")
    return create_app(base.config).test_client()


def headings(page: Page) -> list[str]:
    return page.texts("main//h3")


def test_what_is_coming_stands_first_then_the_rest_in_pages(reader: FlaskClient) -> None:
    first, second = (Page(reader.get(f"/aktualnosci?page={number}").text) for number in (1, 2))
    assert first.texts("main//h2")[:2] == ["Nadchodzące wydarzenia", "Aktualności i minione wydarzenia"]
    assert headings(first)[:4] == ["Warsztat: jak opisać praktykę", "Targi", "Narada", "Wieść 12"]
    assert [*headings(first), *headings(second)][3:] == [f"Wieść {number}" for number in range(12, 0, -1)]
    assert first.one("a[@rel='next']").get("href") == "/aktualnosci?page=2"
    assert second.one("a[@rel='prev']").get("href") == "/aktualnosci"


def test_a_tag_has_an_address_that_its_items_lead_to(reader: FlaskClient) -> None:
    item = Page(reader.get("/aktualnosci/2020-03-01-warsztat").text)
    links = {text(link): link.get("href", "") for link in item.all("ul[@class='tags']//a")}
    assert links == {"Szkolenie": "/aktualnosci?tag=szkolenie", "baza": "/aktualnosci?tag=baza"}
    tagged = Page(reader.get(links["baza"]).text)
    assert tagged.text("h1") == "Aktualności i wydarzenia: baza"
    assert headings(tagged) == ["Warsztat: jak opisać praktykę", "Narada"]
    assert tagged.one("link[@rel='canonical']").get("href") == "http://localhost/aktualnosci?tag=baza"


def test_the_calendar_is_a_table_whose_marked_days_lead_to_what_is_on_them(reader: FlaskClient) -> None:
    page = Page(reader.get("/aktualnosci?month=2999-05").text)
    assert page.text("caption") == "maj 2999"
    heads = page.all("table//th[@scope='col']")
    assert len(heads) == 7
    marked = {text(link): link.get("href") for link in page.all("table//a")}
    assert list(marked) == [f"{day} maja 2999 r.: 1 wydarzenie{day}" for day in (1, 2, 3)]
    day = Page(reader.get("/aktualnosci?day=2999-05-02").text)
    assert (headings(day), day.text("h1")) == (
        ["Targi"],
        "Aktualności i wydarzenia: 2 maja 2999 r.",
    )
    assert day.one("table//a[@aria-current]").get("href") == "/aktualnosci?day=2999-05-02"
    assert page.one("a[@rel='prev nofollow']").get("href") == "/aktualnosci?month=2999-04"
    assert not page.all("a[@rel='next nofollow']")


def test_today_is_marked_in_the_calendar(reader: FlaskClient) -> None:
    assert len(Page(reader.get("/aktualnosci").text).all("td[@aria-current='date']")) == 1


def test_an_event_says_when_where_and_until_when_to_sign_up(reader: FlaskClient) -> None:
    page = Page(reader.get("/aktualnosci/2020-03-01-warsztat").text)
    facts = dict(zip(page.texts("main//dt"), page.texts("main//dd"), strict=True))
    assert facts["Kiedy"] == "20 marca 2999 r., 10:00–12:00"
    assert (facts["Gdzie"], facts["Zapisy"]) == ("Biecz, Rynek 1", "a@b.pl")
    assert facts["Termin zgłoszeń"] == "13 marca 2999 r."
    assert page.one("dd/a[@href='mailto:a@b.pl']") is not None
    closed = Page(reader.get("/aktualnosci/2020-02-01-targi").text).text("main")
    assert "1–3 maja 2999 r." in closed
    assert "zapisy zakończone" in closed
    assert "zapisy zakończone" not in reader.get("/aktualnosci/2020-01-01-narada").text


def test_events_are_taken_along_all_together_by_tag_and_one_by_one(reader: FlaskClient) -> None:
    counts = {}
    for path in ("/aktualnosci.ics", "/aktualnosci.ics?tag=baza", "/aktualnosci/2020-02-01-targi.ics"):
        answer = reader.get(path)
        assert answer.content_type == "text/calendar; charset=utf-8"
        counts[path] = len(icalendar.Calendar.from_ical(answer.data).walk("VEVENT"))
    assert list(counts.values()) == [3, 2, 1]
    assert reader.get("/aktualnosci/2019-01-05-wiesc.ics").status_code == 404


def test_the_feed_is_named_on_the_page_and_follows_its_tag(reader: FlaskClient) -> None:
    for path, count in (("/aktualnosci", 15), ("/aktualnosci?tag=baza", 2), ("/en/aktualnosci", 15)):
        link = Page(reader.get(path).text).one("link[@type='application/atom+xml']")
        answer = reader.get(link.get("href", ""))
        assert answer.content_type.startswith("application/atom+xml")
        assert len(feedparser.parse(answer.data).entries) == count


def test_an_item_is_passed_on_without_third_parties(reader: FlaskClient) -> None:
    page = Page(reader.get("/aktualnosci/2020-03-01-warsztat").text)
    address = "http://localhost/aktualnosci/2020-03-01-warsztat"
    assert page.text("p[@id='adres']") == address
    (letter,) = [a.get("href", "") for a in page.all("a[@href]") if a.get("href", "").startswith("mailto:?")]
    assert letter.startswith("mailto:?subject=Warsztat%3A%20jak%20opisa%C4%87%20praktyk%C4%99&body=http%3A")
    assert not [a for a in page.all("main//a[@href]") if "://" in a.get("href", "")]


def test_an_event_is_told_to_search_engines_with_its_time_and_place(reader: FlaskClient) -> None:
    page = Page(reader.get("/aktualnosci/2020-03-01-warsztat").text)
    said = json.loads(page.text("script[@type='application/ld+json']"))
    assert (said["@type"], said["startDate"], said["endDate"]) == (
        "Event",
        "2999-03-20T10:00:00+01:00",
        "2999-03-20T12:00:00+01:00",
    )
    assert (said["name"], said["location"]["name"]) == ("Warsztat: jak opisać praktykę", "Biecz, Rynek 1")
    plain = Page(reader.get("/aktualnosci/2019-01-05-wiesc").text)
    assert json.loads(plain.text("script[@type='application/ld+json']"))["datePublished"] == "2019-01-05"


@pytest.mark.parametrize("query", ["month=2026-13", "day=jutro", "page=0", "tag=Ł"])
def test_a_bad_value_is_told_and_leads_back(reader: FlaskClient, query: str) -> None:
    answer = reader.get(f"/aktualnosci?{query}")
    assert answer.status_code == 400
    assert Page(answer.text).all("ul[@data-problems]/li")


def test_what_is_empty_says_so(reader: FlaskClient) -> None:
    for query in ("page=99", "tag=nie-ma", "month=1500-01"):
        page = Page(reader.get(f"/aktualnosci?{query}").text)
        assert "Nic tu nie ma." in page.texts("main//p")


def test_the_english_pages_mark_what_is_polish(reader: FlaskClient) -> None:
    page = Page(reader.get("/en/aktualnosci").text)
    assert page.text("h1") == "News and events"
    assert {h.get("lang") for h in page.all("main//h3")} == {"pl"}
    assert page.texts("table//th")[0].startswith("Mon")
