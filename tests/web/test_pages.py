"""Ordinary pages: what each base has, what stands beside them, what law asks of them."""

import re
from itertools import pairwise

import pytest
from flask.testing import FlaskClient

from bdp.content import pages
from tests.project import TOP
from tests.web.page import Page, text

SLUGS = [page.slug for page in pages.shipped()]
GDPR = ("Administrator", "Inspektor", "Podstawa prawna", "Jak długo", "Komu", "Prawa", "skargę", "dobrowoln")


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_page_is_called_by_its_title_and_says_its_language(client: FlaskClient, prefix: str, slug: str) -> None:
    page = Page(client.get(f"{prefix}/strona/{slug}").text)
    heading = page.text("h1")
    assert page.text("title") == f"{heading} – BDP"
    assert page.one("div[@class='prose']").get("lang") == ("en" if prefix else "pl")
    levels = [int(element.tag[1]) for element in page.root.iter() if re.fullmatch(r"h[1-6]", element.tag)]
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_beside_a_page_stand_all_others_and_the_current_one_is_marked(client: FlaskClient) -> None:
    page = Page(client.get("/strona/metodyka").text)
    links = page.all("nav[@aria-labelledby='inne-strony']//a")
    assert [a.get("href") for a in links if a.get("aria-current") == "page"] == ["/strona/metodyka"]
    assert {a.get("href", "").removeprefix("/strona/") for a in links} == set(SLUGS)


def test_the_privacy_page_tells_what_the_regulation_asks_and_that_readers_get_no_cookies(client: FlaskClient) -> None:
    for found in (client.get("/strona/prywatnosci").text, (TOP / "practices/_pages/prywatnosci.md").read_text("utf-8")):
        assert [word for word in GDPR if word.casefold() not in found.casefold()] == []
        assert re.search("nie zakładamy żadnych plików cookie", found)


def test_the_re_use_page_names_the_licences_and_has_a_sentence_to_copy(client: FlaskClient) -> None:
    page = Page(client.get("/strona/ponowne-wykorzystanie").text)
    links = {text(a) for a in page.all("main//a")}
    assert {"CC BY 4.0", "CC0 1.0"} <= links
    assert re.fullmatch(
        r"Baza Dobrych Praktyk, http://localhost/, dostęp \d{1,2} \w+ \d{4} r\., CC BY 4\.0\.",
        page.text("p[@id='zdanie']"),
    )
    assert page.one("button[@data-copy='zdanie']") is not None
    assert "accessed" in Page(client.get("/en/strona/ponowne-wykorzystanie").text).text("p[@id='zdanie']")


def test_the_page_in_easy_words_is_linked_from_every_page_and_its_sentences_are_short(client: FlaskClient) -> None:
    for path in ("/", "/praktyki", "/mapa", "/aktualnosci", "/nie-ma"):
        assert "/strona/latwe-czytanie" in [a.get("href") for a in Page(client.get(path).text).all("footer//a")]
    said = Page(client.get("/strona/latwe-czytanie").text).texts("div[@class='prose']//p")
    sentences = [sentence for paragraph in said for sentence in re.split(r"(?<=[.!?])\s", paragraph)]
    assert [sentence for sentence in sentences if len(sentence.split()) > 12] == []
