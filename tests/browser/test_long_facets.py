"""A facet with many values: seven at once, the rest on demand, a box that narrows them and stays as it was left."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bdp.content.vocabularies import shipped
from tests.browser.conftest import Reader
from tests.sample import SampleBase
from tests.served import serving

RECORD = """\
---
title: Praktyka numer {number}
status: published
themes: [{theme}]
unit_type: gmina-wiejska
place: Psary
voivodeship: slaskie
entered: 2024-05-06
---
Skrót praktyki.
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a base with a practice of every theme."""
    base = SampleBase(tmp_path_factory.mktemp("themes"))
    (base.root / "attachments").mkdir(exist_ok=True)
    for number, theme in enumerate(shipped().themes.ids):
        base.put(base.path(f"praktyka-{number}"), RECORD.format(number=number, theme=theme))
    with serving(base.root) as server:
        yield server.address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Open the list."""
    reader = Reader(browser, address)
    yield reader.open("/praktyki")
    reader.close()
    assert reader.faults == []


def themes(page: Page) -> list[str]:
    """Return the themes that are seen."""
    rows = page.locator("[data-facet=theme] .choice__label").all()
    return [row.inner_text() for row in rows if row.is_visible()]


def test_at_most_seven_values_are_seen_and_the_button_says_how_many_there_are(page: Page) -> None:
    """A department with five sub-themes is six; the next would not fit with one of its own."""
    assert len(themes(page)) == 6
    page.get_by_text(re.compile(rf"Pokaż wszystkie \({len(shipped().themes.ids)}\)")).click()
    assert len(themes(page)) == len(shipped().themes.ids)


def test_typing_narrows_the_values_without_polish_letters_too_and_asks_nothing(page: Page) -> None:
    box = page.get_by_label("Zawęź listę: Temat")
    box.fill("srodow")
    assert themes(page) == ["Ochrona środowiska"]
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/praktyki$"))
    box.fill("")
    assert len(themes(page)) == len(shipped().themes.ids)


def test_what_was_typed_stays_while_the_list_changes(page: Page) -> None:
    page.get_by_label("Zawęź listę: Temat").fill("komunalna")
    page.get_by_role("checkbox", name="Gospodarka komunalna").check()
    expect(page.get_by_role("status")).to_have_text("1 praktyka: temat Gospodarka komunalna")
    expect(page.get_by_label("Zawęź listę: Temat")).to_have_value("komunalna")
    assert themes(page) == ["Usługi techniczne", "Gospodarka komunalna"]
    expect(page.get_by_role("checkbox", name="Gospodarka komunalna")).to_be_focused()
