"""Searching with a script: the list is replaced in place, the address tells all, the focus stays, Back works."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NARROW, Reader

THEME = "Współpraca JST-NGO"


def count(page: Page) -> str:
    """Return the sentence that counts the results."""
    return page.get_by_role("status").inner_text()


def mark(page: Page) -> None:
    """Leave a mark on the document that a new page would not have."""
    page.evaluate("() => { document.documentElement.dataset.same = 'yes' }")


def marked(page: Page) -> bool:
    """Tell whether this is still the document that was marked."""
    return bool(page.evaluate("() => document.documentElement.dataset.same === 'yes'"))


def test_a_filter_changes_the_list_in_place_and_keeps_the_focus(reader: Reader) -> None:
    page = reader.open("/praktyki")
    before = count(page)
    mark(page)
    box = page.get_by_role("checkbox", name=THEME)
    box.check()
    expect(page).to_have_url(re.compile(r"/praktyki\?theme=wspolpraca-jst-ngo$"))
    expect(page.get_by_role("status")).to_contain_text(f"temat {THEME}")
    assert count(page) != before
    assert marked(page)
    expect(page.get_by_role("checkbox", name=THEME)).to_be_focused()
    expect(page.get_by_role("checkbox", name=THEME)).to_be_checked()
    assert THEME in page.title()


def test_counts_beside_values_keep_their_promise(reader: Reader) -> None:
    page = reader.open("/praktyki?theme=wspolpraca-jst-ngo")
    row = page.locator("[data-facet=voivodeship] label").first
    promised = row.locator(".choice__count").inner_text()
    row.locator("input").check()
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{promised} prakty"))


def test_back_and_forward_go_one_choice_at_a_time(reader: Reader) -> None:
    page = reader.open("/praktyki")
    whole = count(page)
    page.get_by_role("checkbox", name=THEME).check()
    expect(page).to_have_url(re.compile("theme="))
    one = count(page)
    page.locator("[data-facet=voivodeship] input").first.check()
    expect(page).to_have_url(re.compile("voivodeship="))
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(one)
    expect(page.locator("[data-facet=voivodeship] input").first).not_to_be_checked()
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(whole)
    expect(page.get_by_role("checkbox", name=THEME)).not_to_be_checked()
    page.go_forward()
    expect(page.get_by_role("status")).to_have_text(one)


def test_words_are_one_entry_of_the_history_however_they_are_sent(reader: Reader) -> None:
    page = reader.open("/praktyki")
    whole = count(page)
    page.get_by_label("Szukane słowa").fill("rada seniorów")
    page.get_by_role("search").get_by_role("button", name="Szukaj").click()
    expect(page).to_have_url(re.compile("q=rada"))
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(whole)
    expect(page.get_by_label("Szukane słowa")).to_have_value("")


@pytest.mark.parametrize("button", ["Szukaj", "Pokaż wyniki"])
def test_a_year_and_the_button_that_is_pressed_after_it_are_one_step(reader: Reader, button: str) -> None:
    """The field loses the focus to the button, which is a change and a sending at once."""
    page = reader.open("/praktyki")
    whole = count(page)
    page.locator("#rok_od").fill("2015")
    page.get_by_role("search").get_by_role("button", name=re.compile(button)).click()
    expect(page).to_have_url(re.compile(r"\?from=2015$"))
    expect(page.get_by_role("region", name="Wyniki")).to_be_focused()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/praktyki$"))
    expect(page.get_by_role("status")).to_have_text(whole)


def test_a_voivodeship_offers_its_powiats_and_the_map_shows_the_one_chosen(reader: Reader) -> None:
    page = reader.open("/praktyki")
    assert page.locator("[data-facet=powiat]").count() == 0
    page.locator("[data-facet=voivodeship] summary").click()
    page.get_by_role("checkbox", name="śląskie", exact=False).first.check()
    powiat = page.locator("[data-facet=powiat] label").first
    name, number = powiat.locator(".choice__label").inner_text(), powiat.locator(".choice__count").inner_text()
    powiat.locator("input").check()
    expect(page).to_have_url(re.compile(r"\?voivodeship=\w+&powiat=\d{4}$"))
    expect(page.get_by_role("status")).to_have_text(re.compile(rf"^{number} prakty\w+: .*, {name}$"))
    said = count(page)
    page.get_by_role("link", name="Pokaż na mapie").click()
    expect(page.get_by_role("status")).to_have_text(said)
    expect(page.get_by_role("heading", level=1)).to_have_text(name.partition(" ")[2])


def test_a_chip_takes_its_filter_away(reader: Reader) -> None:
    page = reader.open("/praktyki?theme=wspolpraca-jst-ngo&voivodeship=slaskie")
    mark(page)
    page.get_by_role("link", name=f"Usuń filtr: temat – {THEME}").click()
    expect(page).to_have_url(re.compile(r"/praktyki\?voivodeship=slaskie$"))
    expect(page.get_by_role("checkbox", name=THEME)).not_to_be_checked()
    assert marked(page)


def test_the_next_page_comes_in_place_and_into_sight(reader: Reader) -> None:
    page = reader.open("/praktyki")
    first = page.locator(".result__title").first.inner_text()
    page.get_by_role("link", name="Następna").click()
    expect(page).to_have_url(re.compile("page=2"))
    expect(page.locator(".result__title").first).not_to_have_text(first)
    expect(page.get_by_role("status")).to_be_in_viewport()


def test_a_long_facet_opens_and_stays_open(reader: Reader) -> None:
    page = reader.open("/praktyki")
    facet = page.locator("[data-facet=voivodeship]")
    facet.locator("summary").click()
    facet.locator("details input").last.check()
    expect(page).to_have_url(re.compile("voivodeship="))
    expect(page.locator("[data-facet=voivodeship] details")).to_have_attribute("open", "")


def test_years_that_cannot_be_are_told_and_nothing_is_lost(reader: Reader) -> None:
    page = reader.open("/praktyki?theme=wspolpraca-jst-ngo")
    page.get_by_label("od", exact=True).fill("2020")
    page.get_by_label("do", exact=True).fill("2010")
    page.get_by_label("do", exact=True).press("Tab")
    expect(page.get_by_role("status")).to_contain_text("pierwszy rok jest późniejszy niż ostatni")
    expect(page.get_by_role("checkbox", name=THEME)).to_be_checked()


def test_without_the_server_the_reader_is_told_and_may_try_again(reader: Reader) -> None:
    page = reader.open("/praktyki")

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/praktyki?*", refuse)
    page.get_by_role("checkbox", name=THEME).check()
    expect(page.get_by_role("status")).to_contain_text("Nie udało się wczytać wyników")
    page.unroute("**/praktyki?*", refuse)
    page.get_by_role("button", name="Spróbuj ponownie").click()
    expect(page.get_by_role("status")).to_contain_text(f"temat {THEME}")
    expect(page.get_by_role("region", name="Wyniki")).to_be_focused()


def test_a_page_that_does_not_come_is_told_where_the_reader_looks(reader: Reader) -> None:
    page = reader.open("/praktyki")
    page.context.set_offline(True)
    page.get_by_role("link", name="Następna").click()
    expect(page.get_by_role("button", name="Spróbuj ponownie")).to_be_in_viewport()
    page.context.set_offline(False)
    page.get_by_role("button", name="Spróbuj ponownie").click()
    expect(page).to_have_url(re.compile("page=2"))


def test_on_a_narrow_screen_filters_wait_behind_a_button_that_counts_them(reader: Reader) -> None:
    page = reader.open("/praktyki?theme=wspolpraca-jst-ngo", size=NARROW)
    expect(page.get_by_role("checkbox", name=THEME)).not_to_be_visible()
    page.get_by_text("Filtry", exact=False).first.click()
    expect(page.get_by_role("checkbox", name=THEME)).to_be_visible()
    page.locator("[data-facet=voivodeship] input").first.check()
    expect(page.locator("[data-panel] > summary")).to_contain_text("2 wybrane")
    page.get_by_role("button", name="Pokaż wyniki").click()
    expect(page.get_by_role("status")).to_be_in_viewport()


def test_a_practice_leads_back_to_the_readers_list(reader: Reader) -> None:
    page = reader.open("/praktyki?theme=wspolpraca-jst-ngo&sort=title")
    page.locator(".result__title a").nth(1).click()
    expect(page.get_by_role("navigation", name="Gdzie jesteś")).to_contain_text("2 z ")
    page.get_by_role("link", name="Następna praktyka").click()
    expect(page.get_by_role("navigation", name="Gdzie jesteś")).to_contain_text("3 z ")
    page.get_by_role("link", name="Twoje wyniki").click()
    expect(page).to_have_url(re.compile(r"/praktyki\?theme=wspolpraca-jst-ngo&sort=title#"))
    expect(page.get_by_role("checkbox", name=THEME)).to_be_checked()
