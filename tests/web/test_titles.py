"""Titles of pages: what, where, whose; headings in order; tables that say what they hold."""

import re
from itertools import pairwise

import pytest
from flask.testing import FlaskClient

from tests.web.page import Page, text

PATHS = ["/", "/praktyki", "/praktyki?q=dom", "/praktyki?theme=kultura", "/praktyki/dom-organizacji", "/mapa"]
PATHS += ["/praktyki/dom-organizacji/prezentacja", "/praktyki/dom-organizacji/zalaczniki", "/mapa?voivodeship=slaskie"]
PATHS += ["/aktualnosci", "/aktualnosci?month=2026-03", "/aktualnosci?day=2026-03-20", "/aktualnosci?page=2"]
PATHS += ["/aktualnosci/2026-03-01-warsztat", "/strona", "/strona/o-bazie", "/strona/kontakt", "/jednostki/2415031"]
PATHS += ["/konkordancja", "/konkordancja?q=dom", "/nie-ma", "/dane", "/statystyki", "/statystyki?theme=kultura"]
PATHS += ["/jednostki", "/jednostki?place=Krasne", "/praktyki?p=dom-organizacji", "/praktyki/dom-organizacji/druk"]
PATHS += ["/porownanie", "/porownanie?p=dom-organizacji", "/porownanie?p=dom-organizacji&p=nie-ma"]
PATHS += ["/strona/api", "/strona/jak-szukac", "/strona/prywatnosci", "/strona/deklaracja-dostepnosci"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_page_has_a_title_of_its_own_that_ends_with_the_site(client: FlaskClient, prefix: str) -> None:
    titles = {path: Page(client.get(prefix + path).text).text("head/title") for path in PATHS}
    assert [path for path, title in titles.items() if not re.fullmatch(r".{3,} – BDP", title)] == []
    assert len(set(titles.values())) == len(PATHS)


@pytest.mark.parametrize("path", PATHS)
def test_headings_go_down_by_one_level_from_a_single_first(client: FlaskClient, path: str) -> None:
    page = Page(client.get(path).text)
    levels = [int(element.tag[1]) for element in page.root.iter() if re.fullmatch(r"h[1-6]", element.tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@pytest.mark.parametrize("path", PATHS)
def test_every_table_is_called_something_and_its_heads_say_what_they_head(client: FlaskClient, path: str) -> None:
    page = Page(client.get(path).text)
    regions = [region for region in page.all("*[@role='region']") if region.get("aria-label")]
    named = [table for region in regions for table in region.iter("table")]
    for table in page.all("table"):
        assert table in named or [caption for caption in table.iter("caption") if text(caption)]
        assert [head for head in table.iter("th") if head.get("scope") not in ("col", "row")] == []
