"""Reading closely: why a result is there, words in context on any width, a hit followed into an attachment."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import NARROW, Reader
from tests.browser.test_every_page import broken_rules, sideways


def test_the_reasons_of_a_result_open_in_place_and_are_accessible(reader: Reader) -> None:
    page = reader.open("/praktyki?q=mlodziezy")
    why = page.locator("details.why").first
    expect(why.get_by_role("list")).to_be_hidden()
    why.locator("summary").press("Enter")
    expect(why.get_by_role("listitem").first).to_contain_text("przywrócono litery: mlodziezy →")
    assert broken_rules(page) == []


def test_a_line_of_context_is_running_text_on_a_narrow_screen(reader: Reader) -> None:
    page = reader.open("/konkordancja?q=wolontariat&neighbour=left", size=NARROW)
    line = page.locator("table.lines tbody tr").filter(has_text="prowadzi wolontariat").first
    said = line.evaluate("row => [...row.cells].slice(0, 3).map(cell => cell.textContent).join('')")
    assert re.search(r"\w wolontariat\w* \w", said)
    assert " ".join(line.inner_text().split()).startswith(said.strip())
    assert line.locator(".lines__left").evaluate("cell => getComputedStyle(cell).display") == "inline"
    assert sideways(page) <= 0


def test_a_line_of_context_is_three_columns_on_a_wide_screen(reader: Reader) -> None:
    page = reader.open("/konkordancja?q=wolontariat")
    expect(page.get_by_role("table").first).to_be_visible()
    expect(page.get_by_role("columnheader", name="Słowa przed")).to_be_visible()
    lines = page.get_by_role("table").first.get_by_role("rowheader").all()
    edges = {round(box["x"]) for line in lines if (box := line.bounding_box())}
    assert len(edges) == 1


def test_the_lines_are_sorted_and_narrowed_without_a_script(reader: Reader) -> None:
    page = reader.open("/konkordancja?q=wolontariat", script=False)
    page.get_by_role("link", name="Kolejność: słowo po").click()
    expect(page).to_have_url(re.compile("neighbour=right$"))
    page.locator("summary", has_text="Filtry").click()
    page.get_by_role("checkbox", name="załącznikami").check()
    page.get_by_role("button", name=re.compile("Pokaż wyniki")).click()
    expect(page).to_have_url(re.compile(r"/konkordancja\?.*has=attachments"))
    expect(page).to_have_url(re.compile("neighbour=right"))
    with page.expect_download() as download:
        page.get_by_role("link", name="tabela (CSV)", exact=True).click()
    assert download.value.suggested_filename == "konkordancja.csv"


def test_a_hit_in_an_attachment_leads_to_its_page_with_the_words_marked(reader: Reader) -> None:
    page = reader.open("/praktyki?q=attachments%3Ametryka")
    link = page.locator("a.result__where", has_text=re.compile(r"s\. \d")).first
    anchor = (link.get_attribute("href") or "").partition("#")[2]
    link.click()
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()
    expect(page.locator("mark").first).to_have_text("Metryka")
    page.get_by_role("link", name="Pokaż bez zaznaczeń").click()
    expect(page.locator("mark")).to_have_count(0)
    page.get_by_role("link", name="Wszystkie załączniki praktyki").click()
    expect(page).to_have_url(re.compile(r"/zalaczniki\?q=attachments"))
