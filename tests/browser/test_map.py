"""test_map: what the map gains in a browser, and that it needs nothing but one pointer or the keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, Reader

COUNTRY, SILESIA = "/mapa", "/mapa?voivodeship=slaskie"
OVERLAPS = """marks => {
  const boxes = marks.filter(mark => mark.checkVisibility()).map(mark => mark.getBoundingClientRect());
  const far = (a, b) => Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2);
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b => far(a, b) < (a.width + b.width) / 2 - 1)).length;
}"""


def view_box(page: Page) -> list[float]:
    found = page.locator("[data-map]").get_attribute("viewBox")
    assert found is not None
    return [float(number) for number in found.split()]


def test_every_area_is_reached_and_named_by_the_keyboard(reader: Reader) -> None:
    page = reader.open(COUNTRY)
    page.get_by_role("link", name="Pomiń mapę").focus()
    names = []
    for _ in range(24):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.querySelector('title')?.textContent ?? ''"))
    assert len([name for name in names if re.fullmatch(r"[\w-]+: \d+ prakty\w+", name)]) == 16


def test_buttons_come_closer_move_and_show_the_whole_again(reader: Reader) -> None:
    page = reader.open(SILESIA)
    whole = view_box(page)
    page.get_by_role("button", name="Przybliż").click()
    near = view_box(page)
    assert near[2] < whole[2]
    page.get_by_role("button", name="Przesuń w prawo").click()
    assert view_box(page)[0] > near[0]
    page.get_by_role("button", name="Cała mapa").click()
    assert view_box(page) == whole


def test_the_wheel_is_left_to_the_page(reader: Reader) -> None:
    page = reader.open(SILESIA)
    before = view_box(page)
    page.locator("[data-map]").hover()
    page.mouse.wheel(0, 300)
    expect(page.locator("[data-map]")).to_have_attribute("viewBox", re.compile(".+"))
    assert view_box(page) == before


def test_a_place_in_the_list_and_its_marker_light_up_together(reader: Reader) -> None:
    page = reader.open(SILESIA)
    spot = page.locator("section[data-place]").first
    marker = page.locator(f"svg a[data-place='{spot.get_attribute('data-place')}']")
    spot.get_by_role("link").first.focus()
    expect(marker).to_have_class(re.compile("is-lit"))
    marker.focus()
    expect(spot).to_have_class(re.compile("is-lit"))
    page.get_by_role("button", name="Przybliż").focus()
    expect(spot).not_to_have_class(re.compile("is-lit"))


def test_without_a_script_there_are_no_dead_buttons(reader: Reader) -> None:
    page = reader.open(SILESIA, script=False)
    expect(page.locator("[data-map-controls]")).to_be_hidden()
    expect(page.locator("svg a.drawing__link").first).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("address", [COUNTRY, SILESIA, "/mapa?voivodeship=mazowieckie", "/"])
def test_circles_do_not_cover_each_other(reader: Reader, address: str, size: tuple[int, int]) -> None:
    page = reader.open(address, size=size)
    assert page.locator(".drawing__circle").evaluate_all(OVERLAPS) == 0


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_markers_are_as_large_as_a_finger_needs(reader: Reader, size: tuple[int, int]) -> None:
    page = reader.open(SILESIA, size=size)
    for marker in page.locator("svg a.drawing__link--spot").all():
        if marker.is_visible():
            box = marker.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 24
