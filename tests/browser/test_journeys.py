"""Whole ways through the site: find, filter, look at the map, read a record, open an attachment, go back.

The same way with a script and without, at the width of a phone, in English and by the keyboard alone: at its end the
reader stands where the list was left, with the words, the filters and the count as they were.
"""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NARROW, WIDE, Reader

BOXES = ("theme_wspolpraca-jst-ngo", "has_attachments")
MOST_STOPS = 150


@dataclass(frozen=True, slots=True)
class Words:
    """What controls are called in a language, and what its addresses begin with."""

    root: str
    looking_for: str
    search: str
    filters: str
    show: str
    map: str
    list: str
    attachments: str
    parts: str
    results: str


POLISH = Words(
    "/", "Czego szukasz?", "Szukaj", "Filtry", "Pokaż wyniki", "Pokaż na mapie", "Pokaż jako listę", "Załączniki",
    "Części praktyki", "Twoje wyniki",
)  # fmt: skip
ENGLISH = Words(
    "/en/", "What are you looking for?", "Search", "Filters", "Show results", "Show on the map", "Show as a list",
    "Attachments", "Parts of the practice", "Your results",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """How a reader goes: the words seen, the width, whether scripts run, whether there is a mouse."""

    words: Words = POLISH
    size: tuple[int, int] = WIDE
    script: bool = True
    mouse: bool = True

    def press(self, page: Page, control: Locator, key: str = "Enter") -> None:
        """Use a link, a button or a box: by a click, or by going to it with Tab and pressing a key."""
        if self.mouse:
            control.click()
            return
        reach(page, control)
        page.keyboard.press(key)

    def write(self, page: Page, field: Locator, text: str) -> None:
        """Write into a field and send its form."""
        if self.mouse:
            field.fill(text)
        else:
            reach(page, field)
            page.keyboard.type(text)
        page.keyboard.press("Enter")


WAYS = {
    "with a script": Way(),
    "without a script": Way(script=False),
    "on a phone": Way(size=NARROW),
    "on a phone without a script": Way(size=NARROW, script=False),
    "in English": Way(words=ENGLISH),
    "by keyboard": Way(mouse=False),
    "by keyboard without a script": Way(mouse=False, script=False),
}


def reach(page: Page, control: Locator) -> None:
    """Go from stop to stop until the control has the focus."""
    expect(control).to_be_visible()
    for _ in range(MOST_STOPS):
        if control.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {control}")


def narrow(page: Page, way: Way) -> None:
    """Choose a theme and what has attachments, and show the results."""
    if way.size == NARROW:
        page.locator("summary", has_text=way.words.filters).click()
    for box in BOXES:
        name, _, value = box.partition("_")
        way.press(page, page.locator(f"#{box}"), " ")
        if way.script:
            expect(page).to_have_url(re.compile(f"{name}={value}"))
    if not way.script or way.size == NARROW:
        way.press(page, page.get_by_role("button", name=re.compile(way.words.show)))


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_from_a_question_to_an_attachment_and_back(reader: Reader, way: Way) -> None:
    words = way.words
    page = reader.open(words.root, size=way.size, script=way.script)
    way.write(page, page.get_by_label(words.looking_for), "rada")
    narrow(page, way)
    asked = f"{words.root}praktyki?q=rada&theme=wspolpraca-jst-ngo&has=attachments"
    expect(page).to_have_url(re.compile(re.escape(asked) + "$"))
    count = page.get_by_role("status").inner_text()
    assert "„rada”" in count or "“rada”" in count

    way.press(page, page.get_by_role("link", name=words.map))
    expect(page.get_by_role("status")).to_have_text(count)
    way.press(page, page.get_by_role("link", name=words.list))
    expect(page.get_by_role("status")).to_have_text(count)

    first = page.locator(".result__title a").first
    way.press(page, first)
    expect(page.get_by_role("link", name=words.results)).to_be_visible()
    parts = page.get_by_role("navigation", name=words.parts)
    way.press(page, parts.get_by_role("link", name=re.compile(words.attachments)))
    file = page.locator(".file__title a").first
    answer = page.request.get(file.get_attribute("href") or "")
    assert answer.ok
    assert answer.body()

    way.press(page, page.get_by_role("link", name=words.results))
    expect(page).to_have_url(re.compile(re.escape(asked) + "#"))
    for _ in ("the attachments", "the record", "the list", "the map", "the list as it was left"):
        page.go_back()
    expect(page).to_have_url(re.compile(re.escape(asked) + "$"))
    expect(page.get_by_role("status")).to_have_text(count)
    expect(page.locator("#q")).to_have_value("rada")
    for box in BOXES:
        expect(page.locator(f"#{box}")).to_be_checked()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_from_a_place_to_practices_of_places_like_it(reader: Reader, way: Way) -> None:
    page = reader.open(way.words.root, size=way.size, script=way.script)
    way.write(page, page.locator("#place"), "Krasne")
    expect(page).to_have_url(re.compile(r"/jednostki\?place=Krasne$"))
    way.press(page, page.locator(".unit-choice a").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Krasne")
    whole = page.locator("#podobne li a").all_inner_texts()
    for box in ("region", "distance", "type"):
        way.press(page, page.locator(f"#podobne input[value={box}]"), " ")
    way.press(page, page.locator("#podobne button"))
    expect(page).to_have_url(re.compile(r"\?like=population#podobne$"))
    assert page.locator("#podobne li a").all_inner_texts() != whole
    expect(page.locator("#podobne input[value=population]")).to_be_checked()
    way.press(page, page.locator("#podobne .unit__more a").last)
    expect(page).to_have_url(re.compile(r"/praktyki\?size=5000-20000$"))
    expect(page.locator("#size_5000-20000")).to_be_checked()


def test_a_place_is_taken_from_the_suggestions_only_when_moved_to(reader: Reader) -> None:
    page = reader.open("/")
    field = page.locator("#place")
    field.press_sequentially("krasne")
    options = page.get_by_role("option")
    expect(options.first).to_have_text("Krasne (gmina wiejska, pow. rzeszowski, podkarpackie)")
    expect(field).to_be_focused()
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/jednostki\?place=krasne$"))
    field = page.locator("#place")
    field.fill("")
    field.press_sequentially("krasne")
    expect(options).to_have_count(2)
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/jednostki/1422052$"))
