"""The text of an attachment as a page: pages, tables, marks, ways back, and only for listed files."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bdp.app import create_app
from tests.extraction.makers import pdf
from tests.sample import SampleBase
from tests.web.page import Page, text

RECORD = "/praktyki/dom"
TEXTS = "/zalaczniki/dom/{}/tekst"
FILES = """\
attachments:
  - {file: umowa.pdf, title: Umowa o dom}
  - {file: liczby.csv, title: Liczby}
  - {file: pusty.txt, title: Pusty plik}
  - {file: report.txt, title: Report, language: en}
  - {file: dlugi.txt, title: Długi tekst}
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Return a reader of a base with one record that has files of several kinds."""
    base = SampleBase(tmp_path_factory.mktemp("texts"))
    Path(base.root / "practices").mkdir()
    base.write("dom", "Dom organizacji", keys=FILES)
    base.write("szkic", "Szkic praktyki", status="draft", keys="attachments: [{file: s.txt}]\n")
    base.write(
        "wycofana", "Wycofana", status="withdrawn", keys="withdrawn_reason: Koniec\nattachments: [{file: w.txt}]\n"
    )
    base.attach("dom", "liczby.csv", "Rok,Liczba\n2001,5\n2002,<b>7</b>\n")
    base.attach("dom", "pusty.txt", "")
    base.attach("dom", "report.txt", "The house is open.")
    base.attach("dom", "dlugi.txt", "wiersz\n" * 20_000)
    base.attach("dom", "ukryty.txt", "tego pliku wpis nie wymienia")
    base.attach("szkic", "s.txt", "szkic")
    base.attach("wycofana", "w.txt", "koniec")
    (base.root / "attachments" / "dom" / "umowa.pdf").write_bytes(pdf("Umowa najmu domu", None, "Domy sa otwarte"))
    return create_app(base.config).test_client()


def read(client: FlaskClient, address: str) -> Page:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return Page(answer.text)


def test_pages_of_the_file_are_headings_with_anchors(client: FlaskClient) -> None:
    page = read(client, TEXTS.format("umowa.pdf"))
    assert page.text("h1") == "Dom organizacji"
    assert page.text("h2[@id='tekst']") == "Umowa o dom"
    assert [(h.get("id"), text(h)) for h in page.all("h3")] == [("strona-1", "Strona 1"), ("strona-3", "Strona 3")]
    assert page.texts("p[@class='file-text__lines']") == ["Umowa najmu domu", "Domy sa otwarte"]


def test_search_engines_are_kept_out_and_the_address_is_one(client: FlaskClient) -> None:
    page = read(client, TEXTS.format("umowa.pdf") + "?q=dom")
    assert page.one("meta[@name='robots']").get("content") == "noindex"
    assert page.one("link[@rel='canonical']").get("href", "").endswith(TEXTS.format("umowa.pdf"))


def test_the_page_leads_back_and_to_the_file(client: FlaskClient) -> None:
    page = read(client, TEXTS.format("umowa.pdf") + "?q=dom")
    links = {text(link): link.get("href") for link in page.all("ul[@class='file-text__links']/li/a")}
    assert links["Wszystkie załączniki praktyki"] == f"{RECORD}/zalaczniki?q=dom"
    assert any(name.startswith("Sam plik (PDF") and to == "/zalaczniki/dom/umowa.pdf" for name, to in links.items())


def test_the_list_of_attachments_leads_to_the_texts_that_there_are(client: FlaskClient) -> None:
    links = read(client, f"{RECORD}/zalaczniki?q=dom").all("ol[@class='files']//a")
    texts = {text(link): link.get("href") for link in links if "/tekst" in link.get("href", "")}
    assert texts["Czytaj jako tekst: Umowa o dom"] == TEXTS.format("umowa.pdf") + "?q=dom"
    assert not any("Pusty" in name for name in texts)


def test_a_hit_in_an_attachment_leads_to_its_page(client: FlaskClient) -> None:
    page = read(client, "/praktyki?q=umowa+najmu")
    link = page.all("a[@class='result__where']")[0]
    assert link.get("href") == TEXTS.format("umowa.pdf") + "?q=umowa+najmu&at=1#strona-1"
    marked = read(client, link.get("href", "").partition("#")[0])
    assert marked.texts("p[@class='file-text__lines']/mark") == ["Umowa", "najmu"]


def test_a_table_is_a_table_with_its_columns_named(client: FlaskClient) -> None:
    page = read(client, TEXTS.format("liczby.csv"))
    assert [(text(cell), cell.get("scope")) for cell in page.all("th")] == [("Rok", "col"), ("Liczba", "col")]
    assert page.texts("td") == ["2001", "5", "2002", "<b>7</b>"]
    assert page.text("caption") == "Tabela: Rok, Liczba"


def test_a_file_without_text_says_so(client: FlaskClient) -> None:
    page = read(client, TEXTS.format("pusty.txt"))
    assert any("tym pliku nie ma tekstu" in note for note in page.texts("p[@class='note']"))


def test_the_language_of_the_file_is_told(client: FlaskClient) -> None:
    page = read(client, TEXTS.format("report.txt"))
    assert page.one("h2[@id='tekst']").get("lang") == "en"
    assert page.all("div[@lang='en']/p")
    assert read(client, "/en" + TEXTS.format("umowa.pdf")).all("div[@lang='pl']/p")


def test_a_long_text_has_parts_that_keep_the_query(client: FlaskClient) -> None:
    page = read(client, TEXTS.format("dlugi.txt") + "?q=wiersz")
    assert "część 1 z 3" in page.texts("p")
    following = page.one("a[@rel='next']").get("href", "")
    assert following == TEXTS.format("dlugi.txt") + "?q=wiersz&part=2"
    second = read(client, following)
    assert second.one("a[@rel='prev']").get("href") == TEXTS.format("dlugi.txt") + "?q=wiersz&part=1"
    assert "(ciąg dalszy)" not in second.text("main")
    assert client.get(TEXTS.format("dlugi.txt") + "?part=9").status_code == 404
    assert client.get(TEXTS.format("dlugi.txt") + "?part=x&at=y").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/zalaczniki/dom/ukryty.txt/tekst",
        "/zalaczniki/szkic/s.txt/tekst",
        "/zalaczniki/wycofana/w.txt/tekst",
        "/zalaczniki/nie-ma/umowa.pdf/tekst",
        "/zalaczniki/dom/..%2Fdom.md/tekst",
        "/zalaczniki/dom//tekst",
    ],
)
def test_other_files_have_no_such_page(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404
