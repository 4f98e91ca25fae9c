"""What comes out of a printer: the content, whose it is, from where and when, and a code that a telephone reads."""

from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page

from tests.browser.conftest import Reader
from tests.browser.test_every_page import POLISH

KINDS = ["list with choices", "summary", "presentation", "map", "unit", "statistics", "practices side by side", "news"]
ADDRESSES = {page.kind: page.path for page in POLISH if page.kind in KINDS}
PRINTABLE = next(page.path for page in POLISH if page.kind == "printable")


def printed(page: Page) -> pypdfium2.PdfDocument:
    """Return the page on A4 as the browser prints it."""
    return pypdfium2.PdfDocument(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))


def words(paper: pypdfium2.PdfDocument) -> str:
    """Return all that is printed, a line after the other; a hyphen at the end of a line is a hyphen."""
    said = " ".join(sheet.get_textpage().get_text_range() for sheet in paper)
    return " ".join(said.replace("\ufffe", "-").split())


def test_every_kind_looked_at_is_there() -> None:
    assert set(ADDRESSES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_printed_page_says_whose_it_is_on_which_terms_when_and_from_where(reader: Reader, kind: str) -> None:
    paper = printed(reader.open(ADDRESSES[kind]))
    said = words(paper)
    assert "Baza Dobrych Praktyk. Opisy: CC BY 4.0, fakty: CC0 1.0. Wydruk z" in said
    assert reader.site + ADDRESSES[kind].partition("?")[0] in said.replace(" ", "")
    assert f"1 / {len(paper)}" in said
    assert "Deklaracja dostępności" not in said


def test_a_list_narrowed_in_place_is_printed_with_its_own_address(reader: Reader) -> None:
    page = reader.open("/praktyki")
    page.get_by_label("kujawsko-pomorskie").check()
    page.wait_for_url("**/praktyki?voivodeship=kujawsko-pomorskie")
    page.wait_for_load_state("networkidle")
    assert "voivodeship=kujawsko-pomorskie" in (page.locator("#wydruk").text_content() or "")


def test_links_of_a_printed_practice_show_where_they_lead(reader: Reader) -> None:
    page = reader.open(PRINTABLE)
    outward = page.locator("article a[href^='http']")
    addresses = outward.evaluate_all("all => all.map(link => link.getAttribute('href'))")
    said = words(printed(page)).replace(" ", "")
    assert addresses
    assert [address for address in addresses if address not in said] == []


@pytest.mark.parametrize("dots_an_inch", [150, 300])
def test_the_code_of_a_printed_practice_is_read_as_its_address(reader: Reader, dots_an_inch: int) -> None:
    paper = printed(reader.open(PRINTABLE))
    last = paper[len(paper) - 1].render(scale=dots_an_inch / 72).to_pil()
    (code,) = zxingcpp.read_barcodes(last)
    assert code.text == reader.site + PRINTABLE.removesuffix("/druk")
