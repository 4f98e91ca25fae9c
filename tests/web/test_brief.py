"""A note for the council as a reader takes it away: what it tells, whom it names, what it refuses."""

import html
import io
from pathlib import Path

import pikepdf
import pytest
from docx import Document as WordDocument
from flask.testing import FlaskClient
from odfdo import Document as OpenDocument

from bdp.app import create_app
from tests.sample import SampleBase
from tests.web.page import Page, text

PATH = "/porownanie"
FULL, OTHER = "dom-organizacji", "praktyka-24"
FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "md": "text/markdown",
}


def words(client: FlaskClient, address: str) -> str:
    """Return a note as Markdown, with plain spaces."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")


def spaced(text: str) -> str:
    """Return a text with plain spaces."""
    return " ".join(text.split())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "chosen", [f"p={FULL}", f"p={FULL}&p={OTHER}", f"p={FULL}&p={OTHER}&p=praktyka-01&p=praktyka-02"]
)
def test_one_to_four_practices_make_a_note_in_each_format(client: FlaskClient, form: str, chosen: str) -> None:
    answer = client.get(f"{PATH}.{form}?{chosen}")
    assert (answer.status_code, answer.mimetype) == (200, FORMS[form])
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["Content-Disposition"].endswith(f'.{form}"')
    assert answer.data == client.get(f"{PATH}.{form}?{chosen}").data


def test_all_formats_tell_the_same(client: FlaskClient) -> None:
    said = words(client, f"{PATH}.md?p={FULL}&p={OTHER}")
    word = WordDocument(io.BytesIO(client.get(f"{PATH}.docx?p={FULL}&p={OTHER}").data))
    headings = [spaced(p.text) for p in word.paragraphs if str(p.style and p.style.name).startswith("Heading")]
    opened = OpenDocument(io.BytesIO(client.get(f"{PATH}.odt?p={FULL}&p={OTHER}").data))
    assert [spaced(h.inner_text) for h in opened.body.get_elements("//text:h")] == headings
    with (
        pikepdf.open(io.BytesIO(client.get(f"{PATH}.pdf?p={FULL}&p={OTHER}").data)) as pdf,
        pdf.open_outline() as outline,
    ):
        shown = [spaced(item.title or "") for top in outline.root for item in (top, *top.children)]
    assert shown == headings
    plain = html.unescape(said.replace("\\", ""))
    assert [line.lstrip("# ") for line in plain.splitlines() if line.startswith("##")] == headings
    assert headings == [
        "O co pytano",
        "Zestawienie",
        "Lokal na start: wspólny dom organizacji w Rydułtowach",
        "Wyniki",
        "Koszt i pieniądze",
        "Forma współpracy",
        "Kogo zapytać",
        "Jak cytować",
        'Numer <i>24</i> & "inne"',
        "Forma współpracy",
        "Jak cytować",
        "Źródła i licencje",
    ]


def test_a_note_has_the_facts_the_summary_costs_and_a_citation_with_a_whole_address(client: FlaskClient) -> None:
    said = words(client, f"{PATH}.md?p={FULL}")
    assert said.startswith("# Notatka: Lokal na start")
    assert "Miasto prowadzi dom spotkań" in said
    assert "185 000 zł" in said
    assert "34 grupy korzystają z domu co miesiąc" in said
    assert (
        "stan na 20 maja 2016 r. [http://localhost/praktyki/dom-organizacji](<http://localhost/praktyki/dom-organizacji>)"
        in said
    )
    assert "https://creativecommons.org/licenses/by/4.0/" in said
    assert "uwaga tylko dla redakcji" not in said


def test_a_note_names_offices_and_posts_that_readers_may_see_and_no_person(client: FlaskClient) -> None:
    for form in FORMS:
        data = client.get(f"{PATH}.{form}?p={FULL}").data
        assert "Przykładowy" not in data.decode("utf-8", "replace")
    said = words(client, f"{PATH}.md?p={FULL}")
    asked = said.partition("Kogo zapytać")[2].partition("###")[0]
    assert "Urząd Miasta, ul. Przykładowa 1, 44-280 Rydułtowy, urzad@example.org" in asked
    assert "kierownik, Biuro Współpracy, 32 000 00 01" in asked
    assert "[www.example.org](<https://www.example.org>)" in asked
    for hidden in ("Jan", "32 000 00 02", "dawny koordynator", "32 000 00 03", "niepotwierdzony"):
        assert hidden not in said


def test_an_english_note_has_the_translation_and_english_words(client: FlaskClient) -> None:
    said = words(client, f"/en{PATH}.md?p={FULL}&p={OTHER}")
    assert said.startswith("# Note: 2 good practices compared")
    assert "## A house to start with" in said
    assert "The town runs a house" in said
    assert "http://localhost/en/praktyki/dom-organizacji" in said
    with pikepdf.open(io.BytesIO(client.get(f"/en{PATH}.pdf?p={FULL}").data)) as pdf:
        assert str(pdf.Root.Lang) == "en"


@pytest.mark.parametrize("form", FORMS)
def test_what_cannot_be_noted_is_refused_like_on_the_page(client: FlaskClient, form: str) -> None:
    five = "&".join(f"p=praktyka-0{n}" for n in range(1, 6))
    assert client.get(f"{PATH}.{form}").status_code == 400
    assert client.get(f"{PATH}.{form}?{five}").status_code == 400
    assert client.get(f"{PATH}.{form}?p=nie-ma-takiej&p={FULL}").status_code == 404
    assert client.get(f"{PATH}.{form}?p=szkic-praktyki").status_code == 404
    moved = client.get(f"{PATH}.{form}?p=stary-adres")
    assert (moved.status_code, moved.headers["Location"]) == (301, f"{PATH}.{form}?p={FULL}")
    assert client.get(f"{PATH}.exe?p={FULL}").status_code == 404


def test_a_reader_who_has_the_note_gets_no_second_copy(client: FlaskClient) -> None:
    first = client.get(f"{PATH}.docx?p={FULL}")
    again = client.get(f"{PATH}.docx?p={FULL}", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_comparison_and_record_lead_to_the_note(client: FlaskClient) -> None:
    page = Page(client.get(f"{PATH}?p={FULL}&p={OTHER}").text)
    links = [link.get("href", "") for link in page.all("p[@class='notes']/a")]
    assert links == [f"{PATH}.{form}?p={FULL}&p={OTHER}" for form in FORMS]
    record = Page(client.get(f"/praktyki/{FULL}").text)
    (link,) = [a.get("href", "") for a in record.all("a") if text(a).startswith("Notatka dla rady")]
    assert link == f"{PATH}?p={FULL}#notatka"


def test_a_note_tells_where_a_practice_is_and_how_to_repeat_it(tmp_path: Path) -> None:
    base = SampleBase(tmp_path)
    how = "## Co można przenieść do siebie\n\nRegulamin w całości.\n\n### Koszty\n\nNiskie.\n\n## Źródła\n\nUrząd."
    base.write("dom", "Dom organizacji", summary=f"Skrót.\n\n## Opis\n\nRegulamin w całości.\n\n{how}")
    reader = create_app(base.config).test_client()
    said = words(reader, f"{PATH}.md?p=dom")
    repeating = said.partition("### Jak powtórzyć\n\n")[2].partition("\n\n### ")[0]
    assert repeating == "Regulamin w całości.\n\nKoszty\n\nNiskie."
    assert said.partition("## Dom organizacji\n\n")[2].startswith("Rydułtowy, śląskie\n")
