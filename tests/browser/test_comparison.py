"""Choosing practices on the list, seeing them side by side and taking a note, with and without scripts; statistics."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, Reader
from tests.browser.test_every_page import broken_rules, sideways

PHONE = (390, 800)
COMPARED = "/porownanie?p=elblag-konsultuje&p=elblag-woda-normy-ue&p=krakow-mowis"


def pick(page: Page, number: int) -> None:
    """Choose one of the results to compare."""
    page.locator("li.result").nth(number).get_by_role("link", name=re.compile("^Porównaj:")).click()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_from_the_list_to_a_note_and_back_the_choice_stays(reader: Reader, script: bool) -> None:  # noqa: FBT001
    page = reader.open("/praktyki?q=dialog", script=script)
    pick(page, 1)
    expect(page.get_by_role("heading", name="Do porównania: 1 praktyka")).to_be_visible()
    page.get_by_role("checkbox", name="dolnośląskie").check()
    if not script:
        page.get_by_role("button", name=re.compile("Pokaż wyniki")).click()
    expect(page).to_have_url(re.compile(r"voivodeship=dolnoslaskie&.*p="))
    pick(page, 0)
    page.get_by_role("region", name=re.compile("Do porównania")).get_by_role(
        "link", name="Porównaj obok siebie"
    ).click()
    expect(page.get_by_role("columnheader")).to_have_count(2)
    with page.expect_download() as download:
        page.get_by_role("link", name="Word (DOCX)").click()
    assert re.fullmatch(r"notatka-porownanie-2-[a-z0-9-]+\.docx", download.value.suggested_filename)
    page.go_back()
    expect(page.get_by_role("heading", name="Do porównania: 2 praktyki")).to_be_visible()


def test_on_a_phone_the_table_scrolls_by_keyboard_and_its_headings_stay(reader: Reader) -> None:
    page = reader.open(COMPARED, size=NARROW)
    region = page.get_by_role("region", name="Fakty o 3 praktykach obok siebie")
    region.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.compare').scrollLeft > 50")
    heading = page.get_by_role("rowheader", name="Gdzie").bounding_box()
    assert heading is not None
    assert heading["x"] >= 0
    assert sideways(page) <= 0
    assert broken_rules(page) == []


def test_only_differences_and_taking_out_keep_the_page_accessible(reader: Reader) -> None:
    page = reader.open(COMPARED)
    page.get_by_role("link", name="tylko różnice").click()
    expect(page.get_by_text("tak samo we wszystkich")).to_have_count(0)
    assert broken_rules(page) == []
    page.get_by_role("link", name=re.compile("^Usuń: Elbląg konsultuje")).click()
    expect(page.get_by_role("columnheader")).to_have_count(2)


def test_a_bar_and_a_field_lead_to_their_lists(reader: Reader) -> None:
    page = reader.open("/statystyki")
    bar = page.get_by_role("link", name=re.compile(r"^2015: \d+ prakty"))
    number = re.search(r": (\d+)", bar.get_attribute("aria-label") or "")
    assert number is not None
    bar.click()
    expect(page.get_by_role("status")).to_contain_text(f"{number[1]} prakty")
    page.go_back()
    field = page.get_by_role("region", name="Praktyki według tematu i województwa").get_by_role("link").nth(30)
    count = field.inner_text()
    field.click()
    expect(page.get_by_role("status")).to_contain_text(f"{count} prakty")


def test_the_statistics_open_their_table_and_stay_accessible(reader: Reader) -> None:
    """On a phone the years are rows with numbers, so that there is no table to open."""
    page = reader.open("/statystyki")
    page.locator("summary", has_text="To samo w tabeli").click()
    expect(page.get_by_role("table", name="Praktyki działające w poszczególnych latach")).to_be_visible()
    assert broken_rules(page) == []
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    page.locator("summary", has_text="Wcześniejsze lata").click()
    assert broken_rules(page) == []
    assert sideways(page) <= 0


def test_two_practices_stand_side_by_side_on_a_phone_without_scrolling(reader: Reader) -> None:
    page = reader.open("/porownanie?p=elblag-konsultuje&p=krakow-mowis", size=PHONE)
    region = page.get_by_role("region", name="Fakty o 2 praktykach obok siebie")
    assert region.evaluate("each => each.scrollWidth - each.clientWidth") == 0


def test_what_places_like_ours_did_about_one_thing_becomes_a_note_on_a_phone(reader: Reader) -> None:
    page = reader.open("/jednostki?place=Jasienica Rosielna", size=PHONE, script=False)
    page.get_by_label("O czym").fill("odpady")
    page.get_by_role("button", name="Pokaż").click()
    expect(page.get_by_label("O czym")).to_have_value("odpady")
    page.get_by_role("link", name="pobierz notatkę dla rady").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    assert download.value.suggested_filename.startswith("notatka-porownanie-3-")
