"""Suggestions while typing: by the keyboard, by the pointer, heard, and never in the reader's way."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import NARROW, WIDE, Reader, Scheme
from tests.browser.test_every_page import broken_rules, sideways

PAGES = ["/", "/praktyki", "/mapa", "/konkordancja"]


def field(page: Page) -> Locator:
    return page.locator("#q[role=combobox]")


def opened(page: Page, typed: str = "wspol") -> Locator:
    """Type into the field and wait for the list."""
    field(page).focus()
    page.keyboard.type(typed)
    expect(page.get_by_role("listbox")).to_be_visible()
    return page.get_by_role("option")


def active(page: Page) -> str | None:
    return field(page).get_attribute("aria-activedescendant")


@pytest.mark.parametrize("path", PAGES)
def test_the_field_says_what_it_is_and_whether_the_list_is_open(reader: Reader, path: str) -> None:
    page = reader.open(path)
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    expect(field(page)).to_have_attribute("aria-autocomplete", "list")
    options = opened(page)
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    assert field(page).get_attribute("aria-controls") == page.get_by_role("listbox").get_attribute("id")
    assert options.count() <= 11
    assert page.get_by_role("listbox").get_by_role("group").count() >= 2
    expect(field(page)).to_be_focused()


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_list_is_accessible_and_within_the_page(reader: Reader, size: tuple[int, int], scheme: Scheme) -> None:
    page = reader.open("/praktyki", size=size, scheme=scheme)
    options = opened(page)
    page.keyboard.press("ArrowDown")
    assert broken_rules(page) == []
    assert sideways(page) <= 0
    for option in options.all():
        box = option.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_arrows_move_through_the_list_and_the_focus_stays_in_the_field(reader: Reader) -> None:
    page = reader.open("/praktyki")
    options = opened(page)
    ids = [option.get_attribute("id") for option in options.all()]
    assert active(page) is None
    for expected in (*ids, ids[0]):
        page.keyboard.press("ArrowDown")
        assert active(page) == expected
        expect(page.locator(f"#{expected}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    assert active(page) == ids[-1]
    page.keyboard.press("ArrowLeft")
    assert active(page) is None
    assert options.and_(page.locator("[aria-selected=true]")).count() == 0
    expect(field(page)).to_be_focused()


def test_enter_asks_for_what_was_typed_unless_the_reader_moved_to_a_suggestion(reader: Reader) -> None:
    page = reader.open("/praktyki")
    opened(page)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/praktyki\?q=wspol$"))
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_word_completes_the_question_and_keeps_the_filters(reader: Reader) -> None:
    page = reader.open("/praktyki?theme=wspolpraca-jst-ngo")
    opened(page, "wspolpr")
    page.keyboard.press("ArrowDown")
    word = page.locator(f"#{active(page)}").inner_text()
    page.keyboard.press("Enter")
    expect(field(page)).to_have_value(word)
    expect(page).to_have_url(re.compile("q=wsp.*&theme=wspolpraca-jst-ngo$"))
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_a_place_leads_to_its_page_by_the_pointer(reader: Reader) -> None:
    page = reader.open("/")
    opened(page, "dabrowa gor")
    page.get_by_role("option", name="Dąbrowa Górnicza (miasto").click()
    expect(page).to_have_url(re.compile("/jednostki/2465011$"))


def test_escape_closes_the_list_and_leaves_the_words(reader: Reader) -> None:
    page = reader.open("/praktyki")
    opened(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field(page)).to_have_value("wspol")
    expect(field(page)).to_have_attribute("aria-expanded", "false")
    assert active(page) is None
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    assert active(page) is None


def test_tab_goes_on_without_choosing(reader: Reader) -> None:
    page = reader.open("/praktyki")
    opened(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Szukaj")).to_be_focused()
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field(page)).to_have_value("wspol")


def test_the_number_of_suggestions_is_said_politely_apart_from_that_of_results(reader: Reader) -> None:
    page = reader.open("/praktyki")
    results = page.get_by_role("status").inner_text()
    said = page.locator("[aria-live=polite]")
    opened(page)
    expect(said).to_have_text(re.compile(r"^\d+ podpowied"))
    assert page.get_by_role("status").inner_text() == results
    field(page).fill("xyzxyz")
    expect(said).to_have_text("Brak podpowiedzi")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_one_question_is_asked_for_many_keys_and_a_late_answer_is_dropped(reader: Reader) -> None:
    page = reader.open("/praktyki")
    asked: list[str] = []
    held: list[Route] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if route.request.url.endswith("q=rada"):
            held.append(route)
        else:
            route.continue_()

    page.route("**/podpowiedzi?*", answer)
    field(page).focus()
    with page.expect_request("**/podpowiedzi?*"):
        page.keyboard.type("rada")
    page.keyboard.type(" seniorow")
    expect(page.get_by_role("listbox")).to_be_visible()
    assert [address.partition("?")[2] for address in asked] == ["q=rada", "q=rada+seniorow"]
    shown = page.get_by_role("listbox").inner_text()
    stale = {
        "q": "rada",
        "said": "",
        "groups": [{"kind": "word", "label": "x", "suggestions": [{"label": "SPÓŹNIONA"}]}],
    }
    for route in held:
        route.fulfill(body=json.dumps(stale), content_type="application/json")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert page.get_by_role("listbox").inner_text() == shown


def test_without_the_server_the_field_works_as_ever(reader: Reader) -> None:
    page = reader.open("/praktyki")
    page.route("**/podpowiedzi?*", lambda route: route.abort())
    field(page).focus()
    with page.expect_event("requestfailed"):
        page.keyboard.type("rada")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=rada"))


def test_without_a_script_there_is_a_plain_field(reader: Reader) -> None:
    page = reader.open("/praktyki", script=False)
    assert page.get_by_role("combobox").count() == 0
    expect(page.get_by_role("searchbox", name="Szukane słowa")).to_be_visible()
    assert page.get_by_role("listbox").count() == 0
