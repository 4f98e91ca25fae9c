"""A record opened from a search has the reader's words marked, and may be read without marks."""

import pytest
from flask.testing import FlaskClient

from tests.web.page import Page, text

RECORD = "/praktyki/dom-organizacji"


def read(client: FlaskClient, address: str) -> Page:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return Page(answer.text)


def marked(page: Page, within: str = "main") -> list[str]:
    return [text(mark) for mark in page.one(within).iter("mark")]


def test_the_words_are_marked_in_title_summary_and_facts(client: FlaskClient) -> None:
    page = read(client, f"{RECORD}?q=domem+organizacji")
    assert marked(page, "h1") == ["dom", "organizacji"]
    assert "dom" in marked(page, "div[@class='prose prose--lead']")
    assert marked(read(client, f"{RECORD}?q=przystanie"), "section[@aria-labelledby='fakty']") == ["Przystań"]


def test_the_words_are_marked_in_the_presentation_and_the_attachments(client: FlaskClient) -> None:
    assert marked(read(client, f"{RECORD}/prezentacja?q=stowarzyszenie")) == ["Stowarzyszenia"]
    assert marked(read(client, f"{RECORD}/zalaczniki?q=regulaminy")) == ["Regulamin"]


def test_the_marks_are_counted_and_a_link_does_without_them(client: FlaskClient) -> None:
    page = read(client, f"{RECORD}/prezentacja?q=stowarzyszenie&theme=kultura")
    note = page.one("p[@class='marks screen-only']")
    assert text(note).startswith("Zaznaczone słowa pytania „stowarzyszenie”: 1.")
    (link,) = note.findall("a")
    assert link.get("href") == f"{RECORD}/prezentacja?q=stowarzyszenie&theme=kultura&marks=no"
    bare = read(client, link.get("href", ""))
    assert marked(bare) == []
    (back,) = bare.one("p[@class='marks screen-only']").findall("a")
    assert back.get("href") == f"{RECORD}/prezentacja?q=stowarzyszenie&theme=kultura"


@pytest.mark.parametrize("query", ["", "?theme=kultura", "?q=zupe%C5%82nie", "?q=-dom", "?q=%21"])
def test_without_such_words_nothing_is_marked_or_said(client: FlaskClient, query: str) -> None:
    page = read(client, RECORD + query)
    assert marked(page) == []
    assert not page.all("p[@class='marks screen-only']")


def test_the_translation_is_marked_by_english_words(client: FlaskClient) -> None:
    page = read(client, f"/en{RECORD}?q=houses")
    assert marked(page, "h1") == ["house"]
    assert read(client, f"/en{RECORD}/prezentacja?q=association").texts("main//mark") == ["Associations"]


def test_the_printable_page_and_the_list_keep_their_texts(client: FlaskClient) -> None:
    assert marked(read(client, f"{RECORD}/druk?q=dom")) == []
    linked = read(client, f"{RECORD}?q=dom").text("script[@type='application/ld+json']")
    assert "mark" not in linked
    assert "<mark>" not in client.get(f"{RECORD}?q=dom").text.partition("<main")[0]


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "mark",
    "strong em p div",
    "&amp;",
    "\u202edom",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_change_no_tag(client: FlaskClient, words: str) -> None:
    for part in ("", "/prezentacja", "/zalaczniki"):
        answer = client.get(RECORD + part, query_string={"q": words})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
