"""The same journeys with JavaScript off: every link and button does its work by itself."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE, Reader

THEME = "Współpraca JST-NGO"


def test_from_the_start_to_an_attachment(reader: Reader) -> None:
    page = reader.open("/", script=False)
    page.get_by_label("Czego szukasz?").fill("współpraca z organizacjami")
    page.get_by_role("button", name="Szukaj").click()
    expect(page.get_by_role("status")).to_contain_text("„współpraca z organizacjami”")
    page.get_by_role("checkbox", name="załącznikami").check()
    page.get_by_role("button", name=re.compile("Pokaż wyniki")).click()
    expect(page).to_have_url(re.compile("has=attachments"))
    page.locator(".result__title a").first.click()
    page.get_by_role("navigation", name="Części praktyki").get_by_role("link", name="Załączniki").click()
    with page.expect_download() as download:
        page.locator(".file__title a").first.click()
    assert download.value.suggested_filename
    assert download.value.failure() is None


def test_filters_of_both_widths_work_by_the_button(reader: Reader) -> None:
    for size in (WIDE, NARROW):
        page = reader.open("/praktyki", size=size, script=False)
        if size is NARROW:
            page.locator("summary", has_text="Filtry").click()
        page.get_by_role("checkbox", name=THEME).check()
        page.get_by_role("button", name=re.compile("Pokaż wyniki")).click()
        expect(page.get_by_role("status")).to_contain_text(f"temat {THEME}")
        page.get_by_role("link", name=re.compile("Usuń filtr")).click()
        expect(page).to_have_url(re.compile(r"/praktyki$"))


def test_the_language_changes_on_the_same_page(reader: Reader) -> None:
    page = reader.open("/praktyki?theme=wspolpraca-jst-ngo", script=False)
    number = page.get_by_role("status").inner_text().split()[0]
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"/en/praktyki\?theme=wspolpraca-jst-ngo$"))
    expect(page.get_by_role("status")).to_contain_text(f"{number} practices")
    page.get_by_role("link", name="Polski", exact=True).click()
    expect(page).to_have_url(re.compile(r"/praktyki\?theme=wspolpraca-jst-ngo$"))


def test_the_map_leads_to_practices_of_a_voivodeship(reader: Reader) -> None:
    page = reader.open("/mapa", script=False)
    page.locator("main").get_by_role("link", name=re.compile("^śląskie")).last.click()
    expect(page).to_have_url(re.compile("voivodeship=slaskie"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("śląskie")
