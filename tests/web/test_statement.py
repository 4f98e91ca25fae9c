"""The accessibility statement carries the identifiers of its legal model, in the elements that it asks for."""

from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bdp.app import create_app
from bdp.web import statement
from tests.content.test_statement import ALWAYS
from tests.sample import SampleBase
from tests.web.page import Page


@pytest.mark.parametrize("path", ["/strona/deklaracja-dostepnosci", "/en/strona/deklaracja-dostepnosci"])
def test_every_identifier_is_there_once(client: FlaskClient, path: str) -> None:
    page = Page(client.get(path).text)
    found = [str(element.get("id")) for element in page.all("*[@id]") if str(element.get("id")).startswith("a11y-")]
    assert sorted(found) == sorted(ALWAYS)


def test_the_address_is_a_full_one_on_the_own_machine_and_never_that_of_a_strange_host(client: FlaskClient) -> None:
    page = Page(client.get("/strona/deklaracja-dostepnosci").text)
    assert page.one("a[@id='a11y-url']").get("href") == "http://localhost/"
    strange = client.get("/strona/deklaracja-dostepnosci", headers={"Host": "evil.example"}).text
    assert Page(strange).one("a[@id='a11y-url']").get("href") == "/"


@pytest.mark.parametrize(
    ("marked", "made"),
    [
        (
            '<span id="a11y-data-publikacja">5 lutego 2026 r.</span>',
            '<time id="a11y-data-publikacja" datetime="2026-02-05">5 lutego 2026 r.</time>',
        ),
        ('<span id="a11y-email">a@b.pl</span>', '<a id="a11y-email" href="mailto:a@b.pl">a@b.pl</a>'),
        (
            '<span id="a11y-telefon">+48 32 000 00 00</span>',
            '<a id="a11y-telefon" href="tel:+48320000000">+48 32 000 00 00</a>',
        ),
        ('<span id="a11y-url">tu</span>', '<a id="a11y-url" href="https://bdp.example/">tu</a>'),
        ('<span id="a11y-email">do uzupełnienia</span>', '<span id="a11y-email">do uzupełnienia</span>'),
        ('<span id="a11y-telefon">do uzupełnienia</span>', '<span id="a11y-telefon">do uzupełnienia</span>'),
        ('<span id="a11y-status">zgodna</span>', '<span id="a11y-status">zgodna</span>'),
    ],
)
def test_marked_words_become_what_the_model_asks_for(marked: str, made: str) -> None:
    assert statement.finished(marked, "https://bdp.example/") == made


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("5 lutego 2027 r.", date(2027, 2, 5)),
        ("21 November 2026", date(2026, 11, 21)),
        ("31 lutego 2026", None),
        ("do uzupełnienia", None),
    ],
)
def test_days_are_read_in_both_languages(words: str, day: date | None) -> None:
    assert statement.written_day(words) == day


FACTS = """\
body: Związek Przykładowy
email: dostepnosc@example.pl
phone: "22 000 00 00"
published: 2026-03-01
reviewed: 2027-02-05
status: partly
costs: [{pl: Napisy do nagrań.}]
assessment: https://example.pl/koszty
"""


@pytest.mark.parametrize(("path", "day"), [("/strona/", "5 lutego 2027 r."), ("/en/strona/", "5 February 2027")])
def test_the_facts_of_a_base_stand_in_the_elements_that_validators_read(tmp_path: Path, path: str, day: str) -> None:
    base = SampleBase(tmp_path)
    base.put(base.root / "practices" / "_pages" / "deklaracja-dostepnosci.yaml", FACTS)
    page = Page(create_app(base.config).test_client().get(f"{path}deklaracja-dostepnosci").text)
    assert page.one("time[@id='a11y-data-przeglad']").get("datetime") == "2027-02-05"
    assert page.text("time[@id='a11y-data-przeglad']") == day
    assert page.one("a[@id='a11y-email']").get("href") == "mailto:dostepnosc@example.pl"
    assert page.one("a[@id='a11y-telefon']").get("href") == "tel:220000000"
    assert page.one("a[@id='a11y-ocena']").get("href") == "https://example.pl/koszty"
    assert len(page.all("h1")) == 1


def test_the_statement_is_announced_on_every_page(client: FlaskClient, root: Path) -> None:
    assert root.is_dir()
    for path in ("/", "/praktyki", "/en/mapa", "/nie-ma"):
        page = Page(client.get(path).text)
        assert page.one("meta[@name='deklaracja-dostępności']").get("content", "").endswith("/deklaracja-dostepnosci")


def test_a_base_with_pages_of_its_own_links_to_none_that_it_lacks(tmp_path: Path) -> None:
    base = SampleBase(tmp_path)
    base.put(base.root / "practices" / "_pages" / "o-bazie.md", "---\ntitle: O bazie\nmenu: 1\n---\nOpis.\n")
    client = create_app(base.config).test_client()
    for path in ("/", "/en/", "/praktyki?q=nic", "/nie-ma"):
        links = [link.get("href", "") for link in Page(client.get(path).text).all("a[@href]")]
        inside = [link.partition("#")[0] for link in links if "/strona/" in link]
        assert {client.get(link).status_code for link in inside} <= {200}
