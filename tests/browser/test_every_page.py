"""Every kind of page, narrow and wide, light and dark: accessible, within its width, quiet, whole without scripts."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

from tests.browser.conftest import NARROW, WIDE, Reader, Scheme, reading
from tests.browser.questions import unanswered
from tests.page_list import Address, addresses
from tests.project import TOP, files
from tests.served import Server

PAGES = addresses(TOP)
POLISH = [page for page in PAGES if not page.path.startswith("/en")]
ENGLISH = [page for page in PAGES if page.path.startswith("/en")]
# Nodes are gathered for what broke and what is asked alone: most of axe's time goes into telling what is right.
TOLD = {"resultTypes": ["violations", "incomplete"]}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], **TOLD}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], **TOLD}
AXE = Axe()
SCHEMES: dict[Scheme, Mapping[str, object]] = {"light": RULES, "dark": COLOURS}


def named(page: Address) -> str:
    """Return how a test is called."""
    return page.kind


def broken_rules(page: Page, rules: Mapping[str, object] = RULES) -> list[str]:
    """Return what axe finds on a page, and what it asks that nobody has answered."""
    answer: dict[str, Any] = AXE.run(page, options=rules).response
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


@pytest.fixture(scope="module", params=POLISH, ids=named)
def address(request: pytest.FixtureRequest) -> Address:
    """Return one kind of page after the other."""
    found: Address = request.param
    return found


@pytest.fixture(scope="module")
def opened(browser: Browser, server: Server, address: Address) -> Iterator[Page]:
    """Open a page once for all tests that look at it."""
    with reading(browser, server) as reader:
        yield reader.open(address.path)


@pytest.fixture
def page(opened: Page) -> Page:
    """Return the page on a wide screen in light colours, whatever a test before has set."""
    opened.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    opened.emulate_media(color_scheme="light", media="screen")
    opened.evaluate("() => { document.adoptedStyleSheets = []; }")
    return opened


def test_page_is_accessible_and_within_its_width_in_both_schemes(page: Page) -> None:
    found = {}
    for width, height in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": height})
        for scheme, rules in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            found[width, scheme] = broken_rules(page, rules)
    assert sideways(page) <= 0
    page.evaluate(SPACED)
    assert sideways(page) <= 0
    assert page.evaluate(CUT) == []
    assert {setting: rules for setting, rules in found.items() if rules} == {}


def test_the_schemes_differ_in_colours_alone() -> None:
    """Every colour is a pair; no style or script asks for the scheme, so the rules of colours do for the dark one."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in files("bdp/static/css", "bdp/static/js")}
    assert [name for name, text in texts.items() if "prefers-color-scheme" in text] == []


@pytest.mark.parametrize("address", ENGLISH, ids=named)
def test_english_page_is_made_as_well(reader: Reader, address: Address) -> None:
    page = reader.open(address.path, size=NARROW)
    assert broken_rules(page) == []
    assert sideways(page) <= 0


def test_page_has_one_heading_and_a_way_to_skip_to_its_main_part_and_prints_that_alone(page: Page) -> None:
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == "#tresc"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "tresc"
    page.emulate_media(media="print")
    assert page.locator("main").is_visible()
    assert not page.locator("nav, main form").filter(visible=True).all()


def test_page_says_as_much_without_a_script(reader: Reader, address: Address, page: Page) -> None:
    with_script = page.locator("main").inner_text()
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
