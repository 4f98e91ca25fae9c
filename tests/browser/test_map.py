"""test_map: what the map gains in a browser, and that it needs nothing but one pointer or the keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, WIDE, Reader
from tests.browser.test_every_page import broken_rules, sideways

COUNTRY, SILESIA = "/mapa", "/mapa?voivodeship=slaskie"
OVERLAPS = """marks => {
  const boxes = marks.filter(mark => mark.checkVisibility()).map(mark => mark.getBoundingClientRect());
  const far = (a, b) => Math.hypot(a.x + a.width / 2 - b.x - b.width / 2, a.y + a.height / 2 - b.y - b.height / 2);
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b => far(a, b) < (a.width + b.width) / 2 - 1)).length;
}"""

# Puts fingers on the middle of the map, moves and lifts them; tells which of the touches the map has taken for itself.
FINGERS = """places => {
  const map = document.querySelector("[data-map]"), box = map.getBoundingClientRect();
  const touch = ([x, y], identifier) => new Touch({
    identifier, target: map, clientX: box.x + box.width / 2 + x, clientY: box.y + box.height / 2 + y});
  const taken = places.map((at, n) => {
    const touches = at.map(touch);
    const event = new TouchEvent(n ? "touchmove" : "touchstart", {touches, cancelable: true, bubbles: true});
    return !map.dispatchEvent(event);
  });
  map.dispatchEvent(new TouchEvent("touchend", {touches: [], cancelable: true, bubbles: true}));
  return taken;
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


def test_the_wheel_is_the_pages_until_the_map_was_pressed_and_again_when_it_is_left(reader: Reader) -> None:
    page = reader.open(SILESIA)
    drawing, heading = page.locator("[data-map]"), page.get_by_role("heading", level=1)
    whole = view_box(page)
    drawing.hover()
    page.mouse.wheel(0, 500)
    expect(heading).not_to_be_in_viewport()
    assert view_box(page) == whole
    page.evaluate("scrollTo(0, 0)")
    drawing.hover(position={"x": 4, "y": 4})
    page.mouse.down()
    page.mouse.up()
    page.mouse.wheel(0, -300)
    expect(drawing).to_have_attribute("style", re.compile("--map-zoom: 1.25"))
    near = view_box(page)
    assert near[2] < whole[2]
    heading.hover()
    drawing.hover(position={"x": 4, "y": 4})
    page.mouse.wheel(0, 500)
    expect(heading).not_to_be_in_viewport()
    assert view_box(page) == near


def test_a_hand_draws_the_map_along_and_what_was_drawn_is_not_clicked(reader: Reader) -> None:
    page = reader.open(COUNTRY)
    page.get_by_role("button", name="Przybliż").click()
    before = view_box(page)
    box = page.locator("[data-map]").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y - 30, steps=5)
    page.mouse.up()
    after = view_box(page)
    assert after[0] > before[0]
    assert after[1] > before[1]
    assert page.url.endswith(COUNTRY)
    page.mouse.click(x, y)
    expect(page).to_have_url(re.compile("voivodeship="))


def test_two_fingers_zoom_the_map_and_one_moves_the_page(reader: Reader) -> None:
    page = reader.open(COUNTRY)
    whole = view_box(page)
    page.evaluate(FINGERS, [[[-40, 0], [40, 0]], [[-80, 0], [80, 0]]])
    near = view_box(page)
    assert near[2] == pytest.approx(whole[2] / 2, abs=2)
    page.evaluate(FINGERS, [[[-40, 0]], [[40, 0]]])
    assert view_box(page) == near
    assert page.evaluate(FINGERS, [[[-40, 0], [40, 0]], [[-40, 0], [40, 0]]]) == [True, True]
    assert page.evaluate(FINGERS, [[[-40, 0]], [[40, 0]]]) == [False, False]


def test_keys_zoom_the_map_where_the_focus_is_in_it(reader: Reader) -> None:
    page = reader.open(COUNTRY)
    whole = view_box(page)
    page.get_by_role("button", name="Oddal").focus()
    page.keyboard.press("+")
    assert view_box(page)[2] < whole[2]
    page.keyboard.press("0")
    assert view_box(page) == whole
    page.get_by_label("Szukane słowa").first.focus()
    page.keyboard.press("+")
    assert view_box(page) == whole


def test_moving_the_map_changes_no_results_and_the_button_narrows_to_what_is_seen(reader: Reader) -> None:
    page = reader.open("/mapa?theme=wspolpraca-jst-ngo&from=1990")
    total = page.get_by_role("status").inner_text()
    button = page.get_by_role("button", name="Szukaj w tym obszarze")
    expect(button).to_have_attribute("aria-disabled", "true")
    for _ in range(3):
        page.get_by_role("button", name="Przybliż").click()
    for _ in range(6):
        page.get_by_role("button", name="Przesuń w lewo").dispatch_event("click")
        page.get_by_role("button", name="Przesuń w górę").dispatch_event("click")
    expect(page.get_by_role("status")).to_have_text(total)
    button.click()
    expect(page).to_have_url(re.compile(r"\?voivodeship=\w+.*&theme=wspolpraca-jst-ngo&from=1990$"))
    expect(page.get_by_role("status")).to_contain_text("zachodniopomorskie")
    assert "podkarpackie" not in page.get_by_role("status").inner_text()


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("address", [COUNTRY, "/mapa?level=powiat", SILESIA, "/mapa?voivodeship=slaskie&powiat=2465"])
def test_a_map_looked_at_closely_or_with_its_pop_up_open_is_accessible(
    reader: Reader, address: str, size: tuple[int, int]
) -> None:
    page = reader.open(address, size=size)
    for _ in range(4):
        page.get_by_role("button", name="Przybliż").click()
    page.get_by_role("button", name="Przesuń w prawo").click()
    assert broken_rules(page) == []
    assert sideways(page) <= 0
    page.get_by_role("button", name="Cała mapa").click()
    stacks = page.locator("svg [data-stack]").filter(visible=True)
    if "voivodeship" in address:
        stacks.first.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        assert broken_rules(page) == []


def test_a_powiat_of_the_table_lights_up_on_the_map_and_the_other_way_round(reader: Reader) -> None:
    page = reader.open("/mapa?level=powiat")
    row, area = page.locator("tr[data-place='2465']"), page.locator("svg a[data-place='2465']")
    row.get_by_role("link").focus()
    expect(area).to_have_class(re.compile("is-lit"))
    area.hover(force=True)
    page.get_by_role("heading", level=1).hover()
    expect(row).to_have_class(re.compile("is-lit"))  # the focus is still there
    page.get_by_role("button", name="Przybliż").focus()
    expect(row).not_to_have_class(re.compile("is-lit"))


def test_hundreds_of_areas_are_no_stops_of_the_keyboard(reader: Reader) -> None:
    page = reader.open("/mapa?level=powiat")
    assert page.locator("svg a[data-place]").count() == 380
    assert page.locator("svg a[data-place]:not([tabindex='-1'])").count() == 0


def test_the_map_and_its_table_are_printed_without_what_only_a_screen_needs(reader: Reader) -> None:
    page = reader.open("/mapa?level=powiat")
    page.emulate_media(media="print")
    expect(page.locator("svg[data-map]")).to_be_visible()
    expect(page.locator(".legend")).to_be_visible()
    expect(page.get_by_role("table")).to_be_visible()
    expect(
        page.get_by_text(re.compile(r"Wydruk z\s.*\sr\. ze strony http://127\.0\.0\.1:\d+/mapa\?level=powiat"))
    ).to_be_visible()
    for hidden in (".map-views", "[data-map-controls]", "main form"):
        expect(page.locator(hidden)).to_be_hidden()


def test_filter_map_and_list_are_one_state(reader: Reader) -> None:
    page = reader.open("/praktyki?theme=wspolpraca-jst-ngo&from=2000")
    listed = page.get_by_role("status").inner_text()
    page.get_by_role("link", name="Pokaż na mapie").click()
    expect(page.get_by_role("status")).to_have_text(listed)
    page.locator("svg").get_by_role("link", name=re.compile("^śląskie")).click()
    expect(page).to_have_url(re.compile("voivodeship=slaskie"))
    narrowed = page.get_by_role("status").inner_text()
    page.get_by_role("link", name="Pokaż jako listę").click()
    expect(page.get_by_role("status")).to_have_text(narrowed)


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
