"""The foot of every page: funders, visits, a way to report a barrier, and where everything is."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from bdp.app import create_app
from tests.sample import SampleBase
from tests.web.page import Page, text

FUNDERS = "---\ntitle: Finansowanie\ntitle_en: Funding\n---\n- [Fundusz Przykładowy](https://example.org)\n"
STATEMENT = "---\ntitle: Deklaracja dostępności\n---\nKontakt: [dostepnosc@example.pl](#a11y-email)\n"


@pytest.fixture
def base(tmp_path: Path) -> SampleBase:
    """Return a base with a record and a page that says who pays for it."""
    base = SampleBase(tmp_path)
    base.write("centrum-organizacji")
    base.put(base.root / "practices" / "_pages" / "finansowanie.md", FUNDERS)
    base.put(base.root / "practices" / "_pages" / "deklaracja-dostepnosci.md", STATEMENT)
    return base


def visited(base: SampleBase, **days: int) -> None:
    told = {"days": {day.replace("_", "-").removeprefix("d"): number for day, number in days.items()}, "read": []}
    base.put(base.root / "instance" / "visits.json", json.dumps(told))


def foot(client: FlaskClient, path: str) -> str:
    (footer,) = Page(client.get(path).text).all("footer")
    return text(footer)


def test_the_funders_stand_at_the_foot_of_every_page_in_both_languages(base: SampleBase) -> None:
    client = create_app(base.config).test_client()
    for path, heading in (("/", "Finansowanie"), ("/nie-ma", "Finansowanie"), ("/en/praktyki", "Funding")):
        page = Page(client.get(path).text)
        assert page.text("h2[@id='colophon-funders']") == heading
        assert page.one("footer//a[@href='https://example.org']") is not None


def test_a_base_that_names_no_funders_and_has_no_count_shows_neither(client: FlaskClient) -> None:
    assert "Odwiedzin" not in foot(client, "/")
    assert not Page(client.get("/").text).all("h2[@id='colophon-funders']")


def test_visits_are_shown_with_those_of_the_latest_day(base: SampleBase) -> None:
    visited(base, d2026_11_20=12000, d2026_11_21=89)
    client = create_app(base.config).test_client()
    assert "Odwiedzin: 12 089 (21 listopada 2026 r.: 89)" in foot(client, "/")
    assert "Visits: 12,089 (21 November 2026: 89)" in foot(client, "/en/praktyki")


def test_a_new_count_shows_at_once_and_until_then_pages_are_not_sent_again(base: SampleBase) -> None:
    client = create_app(base.config).test_client()
    visited(base, d2026_11_20=5)
    first = client.get("/praktyki")
    seen = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/praktyki", headers=seen).status_code == 304
    visited(base, d2026_11_20=5, d2026_11_21=7)
    again = client.get("/praktyki", headers=seen)
    assert (again.status_code, "Odwiedzin: 12 " in again.text) == (200, True)
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_a_damaged_count_is_left_out(base: SampleBase) -> None:
    base.put(base.root / "instance" / "visits.json", "{")
    assert "Odwiedzin" not in foot(create_app(base.config).test_client(), "/")


def test_a_barrier_is_reported_by_a_letter_that_names_the_page(base: SampleBase) -> None:
    client = create_app(base.config).test_client()
    page = Page(client.get("/praktyki?q=dom&theme=kultura").text)
    (link,) = [a for a in page.all("footer//a") if text(a) == "Zgłoś problem z dostępnością"]
    letter = urlsplit(link.get("href", ""))
    assert (letter.scheme, letter.path) == ("mailto", "dostepnosc@example.pl")
    said = parse_qs(letter.query)
    assert said["subject"] == ["Problem z dostępnością: Baza Dobrych Praktyk"]
    assert "http://localhost/praktyki?q=dom&theme=kultura\n" in said["body"][0]


def test_without_an_address_to_write_to_the_statement_says_whom_to_ask(client: FlaskClient) -> None:
    page = Page(client.get("/mapa").text)
    (link,) = [a for a in page.all("footer//a") if text(a) == "Zgłoś problem z dostępnością"]
    assert link.get("href") == "/strona/deklaracja-dostepnosci#a11y-kontakt"


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_help_stands_in_the_same_order_on_every_page_and_leads_somewhere(client: FlaskClient, prefix: str) -> None:
    orders = set()
    for path in ("/", "/praktyki", "/mapa", "/aktualnosci", "/strona/o-bazie", "/nie-ma"):
        links = Page(client.get(prefix + path).text).all("footer//nav//a")
        orders.add(tuple(text(link) for link in links))
        inside = {a.get("href", "").partition("#")[0] for a in links if a.get("href", "").startswith("/")}
        assert {client.get(address).status_code for address in inside} == {200}
    assert len(orders) == 1


def test_all_pages_stand_on_one_page(client: FlaskClient) -> None:
    page = Page(client.get("/strona").text)
    links = [a.get("href", "") for a in page.all("main//a")]
    assert {"/praktyki", "/mapa", "/konkordancja", "/aktualnosci", "/strona/prywatnosci"} <= set(links)
    assert "/praktyki?voivodeship=slaskie" in links
    assert {client.get(address).status_code for address in links} == {200}
    assert page.one("link[@rel='canonical']").get("href") == "http://localhost/strona"
