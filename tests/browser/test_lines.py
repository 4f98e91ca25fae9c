"""Lines as they break on a phone, boxes on paper, and what has the focus: nothing hangs, sticks or hides."""

import pytest

from tests.browser.conftest import Reader
from tests.browser.test_every_page import POLISH

PHONE = (390, 800)
KINDS = ["start", "list with choices", "unit", "summary", "attachments", "news", "practices side by side"]
ADDRESSES = {page.kind: page.path for page in POLISH}
# Commas and dots in text that stand on another line than the letter before them; the same of what a style adds.
# An arrow may begin a line: it belongs to what it leads to.
HANGING = """() => {
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), found = [];
  const box = (node, at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  };
  let last = null;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    for (let at = 0; at < node.data.length; at++) {
      if (!node.data[at].trim()) continue;
      const here = box(node, at);
      if (!here.height) continue;
      if (",;·/".includes(node.data[at]) && last && here.top > last.bottom - 2) found.push(node.parentNode.outerHTML);
      last = here;
    }
  }
  const added = e => getComputedStyle(e, "::before").content;
  return [...found, ...[...document.querySelectorAll("main *")].filter(e => /^"\\s*[,·/]/.test(added(e)))
    .map(e => e.outerHTML)].map(html => html.slice(0, 120));
}"""
STUCK = """() => [...document.querySelectorAll("body *")]
  .filter(e => ["fixed", "sticky"].includes(getComputedStyle(e).position) && e.getClientRects().length)
  .map(e => e.outerHTML.slice(0, 120))"""
UNDER = """() => [...document.querySelectorAll(".heat a")].filter(link => {
    link.focus();
    const r = link.getBoundingClientRect();
    const top = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
    return !link.contains(top);
  }).map(link => link.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("kind", KINDS)
def test_no_line_begins_with_what_parts_it_from_the_line_before(reader: Reader, kind: str) -> None:
    for width in (320, 390):
        page = reader.open(ADDRESSES[kind], size=(width, 800))
        assert page.evaluate(HANGING) == []


def test_no_page_scrolls_sideways_on_a_usual_phone(reader: Reader) -> None:
    page = reader.open("/", size=PHONE)
    wide = []
    for address in POLISH:
        page.goto(address.path)
        if page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
            wide.append(address.path)
    assert wide == []


@pytest.mark.parametrize("kind", ["statistics", "practices side by side", "presentation", "map of a voivodeship"])
def test_nothing_sticks_on_paper(reader: Reader, kind: str) -> None:
    page = reader.open(ADDRESSES[kind])
    page.emulate_media(media="print")
    assert page.evaluate(STUCK) == []


def test_a_number_with_the_focus_comes_out_from_under_the_first_column(reader: Reader) -> None:
    page = reader.open(ADDRESSES["statistics"], size=PHONE)
    assert page.locator(".heat a").count()
    assert page.evaluate(UNDER) == []


def test_the_point_of_a_unit_covers_no_area_of_its_map(reader: Reader) -> None:
    page = reader.open(ADDRESSES["unit"], size=PHONE)
    assert page.evaluate("() => getComputedStyle(document.querySelector('.drawing__mark')).pointerEvents") == "none"
