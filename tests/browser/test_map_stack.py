"""test_map_stack: a marker that stands for several practices and the pop-up with their list."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NARROW, Reader

SILESIA = "/mapa?voivodeship=slaskie"


def test_a_marker_of_several_practices_opens_their_list_and_gives_the_focus_back(reader: Reader) -> None:
    page = reader.open(SILESIA)
    marker = page.locator("svg").get_by_role("button", name=re.compile("^Częstochowa: 3 praktyki"))
    expect(marker).to_have_attribute("aria-expanded", "false")
    for key in ("Enter", "Space"):
        marker.focus()
        page.keyboard.press(key)
        box = page.get_by_role("dialog", name=re.compile("^Częstochowa"))
        expect(box).to_be_focused()
        expect(marker).to_have_attribute("aria-expanded", "true")
        assert box.get_by_role("link").count() == 3
        page.keyboard.press("Tab")
        expect(box.get_by_role("button", name="Zamknij")).to_be_focused()
        page.keyboard.press("Escape")
        expect(box).to_be_hidden()
        expect(marker).to_be_focused()
        expect(marker).to_have_attribute("aria-expanded", "false")
    marker.click()
    page.keyboard.press("Shift+Tab")
    expect(marker).to_be_focused()
    marker.click()
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.evaluate("!!document.activeElement.closest('svg')")
    marker.click()
    page.get_by_role("dialog").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/praktyki/[\w-]+\?voivodeship=slaskie"))


def test_a_pop_up_lies_within_a_narrow_screen(reader: Reader) -> None:
    page = reader.open(SILESIA, size=NARROW)
    page.locator("svg [data-stack]").filter(visible=True).first.click()
    box = page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= NARROW[0]
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


def test_without_a_script_a_marker_leads_to_its_place_in_the_list(reader: Reader) -> None:
    page = reader.open(SILESIA, script=False)
    marker = page.locator("svg a[data-stack]").filter(visible=True).first
    target = marker.get_attribute("href")
    marker.click()
    expect(page).to_have_url(re.compile(f"{target}$"))
    expect(page.locator(f"[id='{str(target)[1:]}']")).to_be_in_viewport()
    expect(page.locator("[data-stack-box]")).to_be_hidden()
