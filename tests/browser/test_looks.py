"""The looks that a reader's system asks for: high contrast, own colours, less motion."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Reader
from tests.browser.test_every_page import AXE, POLISH, RULES, SCHEMES

KINDS = ["start", "list with choices", "summary", "map of a voivodeship", "unit", "news of a month", "page o-bazie"]
ADDRESSES = {page.kind: page.path for page in POLISH if page.kind in KINDS}
ENHANCED = {"runOnly": ["color-contrast-enhanced"], "resultTypes": ["violations"]}
# Whatever is current is told by weight, by a thicker line or by a ring, of the element itself or of what it holds.
TOLD = """() => [...document.querySelectorAll("main [aria-current], nav [aria-current]")]
  .filter(e => e.getClientRects().length)
  .filter(e => ![e, ...e.children].some(part => {
    const c = getComputedStyle(part);
    return c.fontWeight >= 600 || (c.outlineStyle !== "none" && parseFloat(c.outlineWidth) >= 2)
      || (part.closest("svg") && parseFloat(c.strokeWidth) >= 1.5)
      || parseFloat(c.textDecorationThickness) >= 3 || parseFloat(c.borderBottomWidth) >= 3;
  })).map(e => e.outerHTML.slice(0, 120))"""
MOVING = """() => [...document.querySelectorAll("*")].filter(e => {
    const c = getComputedStyle(e);
    const still = text => text.split(",").every(part => parseFloat(part) === 0);
    return !still(c.transitionDuration) || (c.animationName !== "none" && !still(c.animationDuration));
  }).map(e => e.outerHTML.slice(0, 120))"""


def broken(page: Page, rules: Mapping[str, object]) -> list[str]:
    """Return what axe finds by these rules."""
    answer = AXE.run(page, options=rules).response
    return [f"{rule['id']}: {node['target']}" for rule in answer["violations"] for node in rule["nodes"]]


def test_every_kind_looked_at_is_there() -> None:
    assert set(ADDRESSES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_more_contrast_gives_seven_to_one_in_both_schemes(reader: Reader, kind: str) -> None:
    page = reader.open(ADDRESSES[kind])
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, contrast="more")
        assert broken(page, ENHANCED) == []


@pytest.mark.parametrize("kind", KINDS)
def test_with_the_readers_own_colours_nothing_is_told_by_a_background_alone(reader: Reader, kind: str) -> None:
    page = reader.open(ADDRESSES[kind])
    page.emulate_media(forced_colors="active")
    assert broken(page, RULES) == []
    assert page.evaluate(TOLD) == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_moves_for_who_asks_for_less_motion(reader: Reader, kind: str) -> None:
    page = reader.open(ADDRESSES[kind])
    assert page.evaluate(MOVING) == []
    assert page.evaluate("() => getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_the_calendar_tells_today_by_a_ring_also_in_the_readers_own_colours(reader: Reader) -> None:
    page = reader.open("/aktualnosci")
    page.emulate_media(forced_colors="active")
    ring = "e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).borderStyle]"
    assert page.locator("td.calendar__today > *").evaluate(ring) == ["solid", "none"]
    others = page.locator("td:not(.calendar__today) > span").evaluate_all(f"all => all.map({ring})")
    assert set(map(tuple, others)) == {("none", "none")}


def test_pages_are_set_in_the_typeface_of_the_site_which_comes_once_and_moves_nothing(reader: Reader) -> None:
    page = reader.open("/praktyki")
    page.wait_for_load_state("networkidle")
    fetched = page.evaluate(
        "() => performance.getEntriesByType('resource').map(e => e.name).filter(name => name.includes('woff2'))"
    )
    assert len(fetched) == len(set(fetched)) == 2
    assert page.evaluate("() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)").count(
        "Atkinson Hyperlegible Next"
    ) == len(fetched)
    moved = page.evaluate("""() => new Promise(done => {
        let sum = 0;
        new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value; }))
          .observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(sum), 300);
      })""")
    assert moved <= 0.05
