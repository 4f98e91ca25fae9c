"""An attachment shown on a page: pages as pictures, slides with their text, tables, and always the file itself."""

import io
import lzma
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image

from bdp.app import create_app
from bdp.system import locks
from tests.extraction import makers
from tests.sample import SampleBase
from tests.web.page import Page, text

SHOW = "/zalaczniki/dom/{}/podglad"
FILES = ("umowa.pdf", "zdjecie.jpg", "slajdy.pptx", "dawne.ppt", "liczby.csv", "odpady.xlsx", "plan.svg", "opis.txt")
BROKEN = ("zepsuty.pdf", "tajny.pdf", "zepsute.pptx", "zepsute.jpg", "pusty.csv")
LISTED = "attachments:\n" + "".join(f"  - {{file: {name}, title: Plik {name}}}\n" for name in (*FILES, *BROKEN))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> SampleBase:
    """Return a base with a record that has files of many kinds, and another with a presentation."""
    base = SampleBase(tmp_path_factory.mktemp("previews"))
    (base.root / "practices").mkdir()
    base.write("dom", "Dom organizacji", keys=LISTED)
    base.write("inny-dom", "Inny dom", keys="attachments: [{file: pokaz.pptx, title: Pokaz innego domu}]\n")
    base.write("bez-plikow", "Trzeci dom")
    base.write("szkic", "Szkic praktyki", status="draft", keys="attachments: [{file: s.pdf}]\n")
    base.write("wycofana", "Wycofana", status="withdrawn", keys="withdrawn_reason: x\nattachments: [{file: w.pdf}]\n")
    photograph = io.BytesIO()
    Image.new("RGB", (1200, 600), "green").save(photograph, "JPEG")
    links = makers.relations(("p", "image", "../media/a.jpg"), ("n", "notesSlide", "../notesSlides/slide1.xml"))
    pictured: dict[str, str | bytes] = {
        "ppt/slides/_rels/slide1.xml.rels": links,
        "ppt/media/a.jpg": photograph.getvalue(),
    }
    contents = {
        "umowa.pdf": makers.pdf(*(f"strona {n}" for n in range(1, 12))),
        "zdjecie.jpg": photograph.getvalue(),
        "slajdy.pptx": makers.pptx([("Dom &lt;b&gt;otwarty", "Witamy"), ("", "")], pictured),
        "dawne.ppt": lzma.decompress((makers.FILES / "slajdy.ppt.xz").read_bytes()),
        "liczby.csv": b"rok;woda;gaz\n" + b"2015;;7\n" * 300,
        "odpady.xlsx": makers.xlsx(),
        "plan.svg": b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 820 152.4'><text>Plan</text></svg>",
        "opis.txt": b"Opis domu",
        "zepsuty.pdf": b"%PDF-1.7 nic",
        "tajny.pdf": makers.pdf("x", password="haslo"),  # noqa: S106 - the file is made here
        "zepsute.pptx": b"PK\x03\x04 nic",
        "zepsute.jpg": b"\xff\xd8\xff nic",
        "pusty.csv": b"",
    }
    put(base.root / "attachments" / "dom", contents)
    put(base.root / "attachments" / "inny-dom", {"pokaz.pptx": makers.pptx([("Pokaz", "")])})
    put(base.root / "attachments" / "szkic", {"s.pdf": makers.pdf("x")})
    put(base.root / "attachments" / "wycofana", {"w.pdf": makers.pdf("x")})
    return base


def put(folder: Path, contents: dict[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name, data in contents.items():
        (folder / name).write_bytes(data)


@pytest.fixture(scope="module")
def client(base: SampleBase) -> FlaskClient:
    return create_app(base.config).test_client()


def read(client: FlaskClient, address: str) -> Page:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return Page(answer.text)


def sources(page: Page) -> list[str]:
    return [image.get("src", "") for image in page.all("main//img")]


def test_pages_of_a_pdf_are_pictures_with_size_and_words(client: FlaskClient) -> None:
    page = read(client, SHOW.format("umowa.pdf"))
    images = page.all("main//img")
    assert [image.get("src") for image in images] == [f"{SHOW.format('umowa.pdf')}/{n}.webp" for n in range(1, 9)]
    assert [image.get("alt") for image in images][:2] == ["Strona 1", "Strona 2"]
    assert [image.get("loading") for image in images] == [None, None, *["lazy"] * 6]
    answer = client.get(images[0].get("src", ""))
    assert answer.content_type == "image/webp"
    with Image.open(io.BytesIO(answer.data)) as picture:
        assert (str(picture.width), str(picture.height)) == (images[0].get("width"), images[0].get("height"))
    assert "Strona 1 z 11 tekst strony 1" in page.texts("figcaption")


def test_a_long_file_has_parts(client: FlaskClient) -> None:
    first = read(client, SHOW.format("umowa.pdf") + "?q=strona")
    following = first.one("a[@rel='next']").get("href", "")
    assert following == SHOW.format("umowa.pdf") + "?q=strona&part=2"
    assert sources(read(client, following)) == [f"{SHOW.format('umowa.pdf')}/{n}.webp" for n in (9, 10, 11)]
    assert client.get(SHOW.format("umowa.pdf") + "?part=3").status_code == 404
    assert client.get(SHOW.format("umowa.pdf") + "?part=0").status_code == 404


@pytest.mark.parametrize("name", [name for name in (*FILES, *BROKEN) if name != "opis.txt"])
def test_the_file_itself_is_always_beside_with_its_kind_and_size(client: FlaskClient, name: str) -> None:
    page = read(client, SHOW.format(name))
    (link, *_) = page.all("ul[@class='file-text__links']/li/a")
    assert link.get("href") == f"/zalaczniki/dom/{name}"
    assert text(link).startswith("Sam plik (")
    assert text(link).endswith("B)")
    assert page.one("meta[@name='robots']").get("content") == "noindex"


def test_a_picture_and_a_drawing_are_shown(client: FlaskClient) -> None:
    (image,) = read(client, SHOW.format("zdjecie.jpg")).all("main//img")
    assert (image.get("width"), image.get("height"), image.get("alt")) == ("900", "450", "Plik zdjecie.jpg")
    (image,) = read(client, SHOW.format("plan.svg")).all("main//img")
    assert image.get("src") == "/zalaczniki/dom/plan.svg"
    assert (image.get("width"), image.get("height")) == ("820", "152")


def test_slides_are_shown_with_their_text_notes_and_picture(client: FlaskClient) -> None:
    page = read(client, SHOW.format("dawne.ppt"))
    assert [text(heading) for heading in page.all("article/div/h3")] == [
        f"Slajd {n}: żółć świetlicy" for n in (1, 2, 3)
    ]
    assert page.texts("div[@class='slide__notes']/p") == [f"Notatka {n}: gęśl" for n in (1, 2, 3)]
    page = read(client, SHOW.format("slajdy.pptx"))
    assert sources(page) == [f"{SHOW.format('slajdy.pptx')}/2.webp"]
    assert page.texts("article/div/h3") == ["Dom <b>otwarty", "Slajd 2"]
    assert page.texts("p[@class='slide__number']") == ["Slajd 1 z 2", "Slajd 2 z 2"]


def test_similar_presentations_stand_beside_slides(client: FlaskClient) -> None:
    page = read(client, SHOW.format("slajdy.pptx"))
    (link,) = page.all("aside[@class='similar']//a")
    assert link.get("href") == "/zalaczniki/inny-dom/pokaz.pptx/podglad"
    assert text(link).startswith("Pokaz innego domu (PowerPoint (PPTX)")
    assert not read(client, SHOW.format("umowa.pdf")).all("aside[@class='similar']")


def test_a_table_is_a_table_whose_empty_cells_keep_their_place(client: FlaskClient) -> None:
    page = read(client, SHOW.format("liczby.csv"))
    assert page.texts("th") == ["rok", "woda", "gaz"]
    assert page.texts("td")[:3] == ["2015", "", "7"]
    assert len(page.all("tbody/tr")) == 200
    assert any("dalszy ciąg" in note for note in page.texts("p[@class='note']"))
    page = read(client, SHOW.format("odpady.xlsx"))
    assert page.texts("main//h3") == ["Odpady", "Drugi"]


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_says_so_and_offers_itself(client: FlaskClient, name: str) -> None:
    page = read(client, SHOW.format(name))
    assert any("nie da się tu pokazać" in note for note in page.texts("p[@class='note']"))
    assert sources(page) == []


def test_what_is_best_read_as_text_is_shown_as_text(client: FlaskClient) -> None:
    answer = client.get(SHOW.format("opis.txt"))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/zalaczniki/dom/opis.txt/tekst")


def test_the_list_of_attachments_leads_to_previews(client: FlaskClient) -> None:
    links = read(client, "/praktyki/dom/zalaczniki?q=dom").all("p[@class='file__ways']/a")
    told = {text(link): link.get("href") for link in links}
    assert told["Podgląd: Plik umowa.pdf"] == SHOW.format("umowa.pdf") + "?q=dom"
    assert "Podgląd: Plik opis.txt" not in told


def test_a_picture_is_kept_by_readers_and_not_sent_twice(client: FlaskClient) -> None:
    address = SHOW.format("umowa.pdf") + "/1.webp"
    answer = client.get(address)
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_pictures_thrown_away_are_drawn_again(client: FlaskClient, base: SampleBase) -> None:
    address = SHOW.format("umowa.pdf") + "/10.webp"
    first = client.get(address).data
    for kept in (base.root / "search_index" / "pictures").glob("*.webp"):
        kept.unlink()
    assert client.get(address).data == first


def test_while_another_draws_the_page_says_so_and_offers_the_file(client: FlaskClient, base: SampleBase) -> None:
    for kept in (base.root / "search_index" / "pictures").glob("*"):
        kept.unlink()
    with locks.held(base.root / "search_index" / "LOCK-draw", wait=True):
        answer = client.get(SHOW.format("umowa.pdf") + "?part=2")
        assert client.get("/praktyki/dom/obraz.png").status_code == 200
    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "no-store")
    page = Page(answer.text)
    assert any("Spróbuj ponownie" in note for note in page.texts("p[@class='note']"))
    assert page.all("ul[@class='file-text__links']/li/a")[0].get("href") == "/zalaczniki/dom/umowa.pdf"
    assert read(client, SHOW.format("umowa.pdf") + "?part=2").all("main//img")


def test_whoever_reads_something_else_does_not_wait_for_pictures(client: FlaskClient, base: SampleBase) -> None:
    """Two wait for the one that draws; the others are told at once to come back."""
    for kept in (base.root / "search_index" / "pictures").glob("*"):
        kept.unlink()
    readers = [client.application.test_client() for _ in range(6)]
    asked = [f"{SHOW.format('umowa.pdf')}?part=2&q=strona{n}" for n in range(6)]
    with locks.held(base.root / "search_index" / "LOCK-draw", wait=True), ThreadPoolExecutor(len(readers)) as pool:
        waiting = [pool.submit(reader.get, address) for reader, address in zip(readers, asked, strict=True)]
        assert client.get("/praktyki/inny-dom").status_code == 200
        answered = sum(each.done() for each in waiting)
    assert answered < len(waiting)
    assert [each.result().status_code for each in waiting] == [503] * 6


@pytest.mark.parametrize(
    "address",
    [
        "/zalaczniki/szkic/s.pdf/podglad",
        "/zalaczniki/szkic/s.pdf/podglad/1.webp",
        "/zalaczniki/wycofana/w.pdf/podglad",
        "/zalaczniki/wycofana/w.pdf/podglad/1.webp",
        "/zalaczniki/dom/nie-ma.pdf/podglad",
        "/zalaczniki/dom/nie-ma.pdf/podglad/1.webp",
        "/zalaczniki/dom/..%2Fdom.md/podglad",
        "/zalaczniki/dom/umowa.pdf/podglad/0.webp",
        "/zalaczniki/dom/umowa.pdf/podglad/12.webp",
        "/zalaczniki/dom/umowa.pdf/podglad/99999999999999999999.webp",
        "/zalaczniki/dom/umowa.pdf/podglad/x.webp",
        "/zalaczniki/dom/zepsuty.pdf/podglad/1.webp",
        "/zalaczniki/dom/dawne.ppt/podglad/1.webp",
        "/zalaczniki/dom/liczby.csv/podglad/1.webp",
        "/zalaczniki/dom/opis.txt/podglad/1.webp",
    ],
)
def test_nothing_else_is_shown(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404
