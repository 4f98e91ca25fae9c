"""Every kind of page, narrow and wide, light and dark: accessible, within its width, quiet, whole without scripts."""

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from tests.browser.conftest import NARROW, WIDE, Reader, Scheme
from tests.browser.questions import unanswered
from tests.page_list import Address, addresses
from tests.project import TOP

PAGES = addresses(TOP)
POLISH = [page for page in PAGES if not page.path.startswith("/en")]
ENGLISH = [page for page in PAGES if page.path.startswith("/en")]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
AXE = Axe()
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def named(page: Address) -> str:
    """Return how a test is called."""
    return page.kind


def broken_rules(page: Page) -> list[str]:
    """Return what axe finds on a page, and what it asks that nobody has answered."""
    answer: dict[str, Any] = AXE.run(page, options=RULES).response
    found = [f"{rule['id']}: {node['target']}" for rule in answer["violations"] for node in rule["nodes"]]
    return found + unanswered(page, answer)


def sideways(page: Page) -> int:
    """Return by how many pixels a page is wider than its window."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - innerWidth"))


# The spacing that WCAG 1.4.12 lets readers set, and the text that is cut by a box of its own when they do.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* {line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important}
    p {margin-bottom: 2em !important}`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
CUT = """() => [...document.querySelectorAll("body *")].filter(e => {
  const c = getComputedStyle(e);
  const scrolls = /auto|scroll/.test(c.overflowX + c.overflowY);
  const hides = !scrolls && /hidden|clip/.test(c.overflowX + c.overflowY) && c.clipPath === "none" && !e.closest("svg");
  return hides && e.textContent.trim() && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
}).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("address", POLISH, ids=named)
def test_page_is_accessible_and_within_its_width_in_both_schemes(reader: Reader, address: Address) -> None:
    page = reader.open(address.path)
    found = {}
    for width, height in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found[width, scheme] = broken_rules(page)
    assert sideways(page) <= 0
    page.evaluate(SPACED)
    assert sideways(page) <= 0
    assert page.evaluate(CUT) == []
    assert {setting: rules for setting, rules in found.items() if rules} == {}


@pytest.mark.parametrize("address", ENGLISH, ids=named)
def test_english_page_is_made_as_well(reader: Reader, address: Address) -> None:
    page = reader.open(address.path, size=NARROW)
    assert broken_rules(page) == []
    assert sideways(page) <= 0


@pytest.mark.parametrize("address", POLISH, ids=named)
def test_page_has_one_heading_and_a_way_to_skip_to_its_main_part_and_prints_that_alone(
    reader: Reader, address: Address
) -> None:
    page = reader.open(address.path)
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == "#tresc"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "tresc"
    page.emulate_media(media="print")
    assert page.locator("main").is_visible()
    assert not page.locator("nav, main form").filter(visible=True).all()


@pytest.mark.parametrize("address", POLISH, ids=named)
def test_page_says_as_much_without_a_script(reader: Reader, address: Address) -> None:
    with_script = reader.open(address.path).locator("main").inner_text()
    without = reader.open(address.path, script=False).locator("main").inner_text()
    assert len(without) >= 0.9 * len(with_script)


@pytest.mark.parametrize("kind", ["list", "summary", "map", "start"])
def test_every_stop_of_the_keyboard_is_seen(reader: Reader, kind: str) -> None:
    """The focus is visible, in sight and not covered, from the first stop to the last."""
    (address,) = [page for page in POLISH if page.kind == kind]
    page = reader.open(address.path)
    for _ in range(200):
        page.keyboard.press("Tab")
        spot = page.evaluate(FOCUSED)
        if spot is None:
            return
        assert spot["outline"] >= 2, spot
        assert spot["seen"], spot
    pytest.fail("the keyboard never leaves the page")


FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const r = e.getBoundingClientRect(), c = getComputedStyle(e);
  const x = Math.min(Math.max(r.left + r.width / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max(r.top + r.height / 2, 1), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const drawn = e.closest("svg") ? getComputedStyle(e.querySelector("path, circle") || e) : c;
  return {name: e.outerHTML.slice(0, 80),
          outline: Math.max(c.outlineStyle === "none" ? 0 : parseFloat(c.outlineWidth),
                            parseFloat(drawn.strokeWidth) || 0),
          seen: r.bottom > 0 && r.top < innerHeight &&
                !!top && (top === e || e.contains(top) || top.contains(e) || !!e.closest("svg")?.contains(top))};
}"""


def test_page_list_is_found(base: Path) -> None:
    assert {"list", "summary", "presentation", "attachments", "unit"} <= {page.kind for page in PAGES}
    assert base.is_dir()
