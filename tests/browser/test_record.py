"""A practice and its attachments in a real browser: copying, anchors, pages that are drawn, slides that all can use."""

import io
import re
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import NARROW, WIDE, Reader
from tests.browser.test_every_page import broken_rules, sideways
from tests.extraction import makers
from tests.sample import SampleBase
from tests.served import serving

RECORD = "/praktyki/dom"
PREVIEW = "/zalaczniki/dom/{}/podglad"
SECTIONS = "".join(f"\n\n## Część {n}\n\n{'Zdanie o domu organizacji. ' * 40}" for n in range(1, 6))
NAMES = ("umowa.pdf", "pokaz.pptx", "liczby.csv", "zly.pdf")
FILES = "".join(f"  - {{file: {name}, title: {name}}}\n" for name in NAMES)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a small base with a long presentation and files of several kinds."""
    base = SampleBase(tmp_path_factory.mktemp("record"))
    folder = base.root / "attachments" / "dom"
    folder.mkdir(parents=True)
    keys = f"verified: 2012-03-01\nattachments:\n{FILES}"
    base.write("dom", "Dom organizacji", summary=f"Skrót.{SECTIONS}", keys=keys)
    other = base.root / "attachments" / "inny-dom"
    other.mkdir()
    base.write("inny-dom", "Inny dom", keys="attachments: [{file: x.pptx, title: Inny pokaz}]\n")
    picture = io.BytesIO()
    Image.new("RGB", (800, 400), "teal").save(picture, "JPEG")
    links = makers.relations(("p", "image", "../media/a.jpg"), ("n", "notesSlide", "../notesSlides/slide1.xml"))
    pictured: dict[str, str | bytes] = {
        "ppt/slides/_rels/slide1.xml.rels": links,
        "ppt/media/a.jpg": picture.getvalue(),
    }
    (folder / "umowa.pdf").write_bytes(makers.pdf(*(f"strona {n}" for n in range(1, 12))))
    (folder / "pokaz.pptx").write_bytes(makers.pptx([("Dom", "Witamy"), ("Plany", "Koniec")], pictured))
    (folder / "liczby.csv").write_bytes(b"rok;woda;gaz\n2015;;7\n2016;3;8\n")
    (folder / "zly.pdf").write_bytes(b"%PDF-1.7 nic")
    (other / "x.pptx").write_bytes(makers.pptx([("Inny pokaz", "")]))
    with serving(base.root) as server:
        yield server.address


@pytest.fixture
def at_home(browser: Browser, site: str) -> Iterator[Reader]:
    """Give a reader of that site, and fail the test if a page did what it must not."""
    found = Reader(browser, site)
    yield found
    found.close()
    assert found.faults == []


def all_drawn(page: Page) -> bool:
    """Scroll through a page and tell whether every picture of it came."""
    for image in page.locator("main img").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", value=True)
    return bool(page.evaluate("() => [...document.querySelectorAll('main img')].every(i => i.naturalWidth > 1)"))


def test_what_is_copied_is_the_sentence_and_it_is_said(at_home: Reader) -> None:
    page = at_home.open(RECORD)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for name, source in (("Kopiuj cytat", "#cytat"), ("Kopiuj źródło", "#zrodlo")):
        button = page.get_by_role("button", name=name)
        button.click()
        expect(button.locator("xpath=..").get_by_role("status")).to_have_text("Skopiowano")
        copied = page.evaluate("() => navigator.clipboard.readText()")
        assert copied == page.locator(source).inner_text()


def test_without_a_script_the_sentences_are_there_to_be_selected(at_home: Reader) -> None:
    page = at_home.open(RECORD, script=False)
    assert page.locator("#cytat").inner_text().endswith(RECORD)
    assert not page.get_by_role("button", name="Kopiuj cytat").is_visible()


def test_the_contents_and_the_anchors_lead_to_the_same_places(at_home: Reader) -> None:
    page = at_home.open(f"{RECORD}/prezentacja")
    page.get_by_role("navigation", name="Spis treści").get_by_role("link", name="Część 4").click()
    listed = page.url
    assert page.get_by_role("heading", name="Część 4").is_visible()
    page.goto(f"{RECORD}/prezentacja")
    page.get_by_role("link", name="Link do części: Część 4", exact=True).click()
    assert page.url == listed


@pytest.mark.parametrize("script", [True, False])
def test_from_the_record_to_a_page_of_a_file_and_back(at_home: Reader, *, script: bool) -> None:
    page = at_home.open(f"{RECORD}?sort=title", script=script)
    page.get_by_role("navigation", name="Części praktyki").get_by_role("link", name="Załączniki").click()
    page.get_by_role("link", name=re.compile("Podgląd.*umowa")).click()
    page.get_by_role("link", name="Następna", exact=True).click()
    assert page.locator("figcaption").first.inner_text().startswith("Strona 9 z\u00a011")
    page.get_by_role("link", name=re.compile("tekst strony *9")).click()
    assert "strona 9" in page.locator("main").inner_text()
    page.get_by_role("link", name="Twoje wyniki").click()
    assert page.url.partition("#")[0].endswith("/praktyki?sort=title")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_a_preview_is_whole_accessible_and_within_its_width(at_home: Reader, name: str, size: tuple[int, int]) -> None:
    page = at_home.open(PREVIEW.format(name), size=size)
    assert page.get_by_role("heading", name=name).is_visible()
    assert all_drawn(page)
    assert broken_rules(page) == []
    assert sideways(page) <= 0
    page.emulate_media(color_scheme="dark")
    assert broken_rules(page) == []


def test_pictures_do_not_move_the_page_when_they_come(at_home: Reader) -> None:
    page = at_home.open(PREVIEW.format("umowa.pdf"), script=True)
    before = page.evaluate("() => document.documentElement.scrollHeight")
    assert all_drawn(page)
    assert page.evaluate("() => document.documentElement.scrollHeight") == before
