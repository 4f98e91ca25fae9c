"""A note in each format, read back by the libraries of that format: same words, real structure, same bytes."""

import html
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from docx import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from markdown import markdown
from odfdo import Document as OpenDocument
from pypdf import PdfReader

from bdp.domain.note import Cell, Heading, Link, Listing, Note, Paragraph, Table, clean
from bdp.exchange import note_docx, note_markdown, note_odt, note_typst
from bdp.typesetting.typeset import typeset

HOSTILE = (
    '#panic("a") *b* _c_ $d$ @e <f> `g` // h /* i */ \\ [j](k) ![l](m)',
    "<script>alert(1)</script> & &amp; ]]> <!-- n --> {{ 7*7 }} {% raw %}",
    "# o | p || q ~~r~~ ^s^ <b>t</b> http://example.org/?a=1&b=2",
    "1. pierwszy",
    "- myślnik + plus = kreska",
    '#read("/etc/passwd") #image("/etc/passwd") #import "@preview/cetz:0.4.0"',
)
NBSP = "\N{NO-BREAK SPACE}"
WHOLE = "https://example.org/praktyki/a?p=1&p=(2)"


def note(language: str = "pl", title: str = "Notatka: zażółć gęślą jaźń") -> Note:
    return Note(
        title=title,
        language=language,
        day=date(2026, 3, 1),
        publisher="Baza Dobrych Praktyk",
        page="strona",
        blocks=(
            Heading("Zestawienie <&>", 1),
            table(),
            Heading(HOSTILE[0], 2, "pl"),
            *(Paragraph((text,)) for text in HOSTILE),
            Paragraph(("Adres: ", Link("tu [i] tam", WHOLE), "."), small=True),
            Listing(tuple((text,) for text in HOSTILE), "pl"),
        ),
    )


def table() -> Table:
    head = (Cell(("Sprawa",)), *(Cell((text,), "pl") for text in HOSTILE[:2]))
    cost = (Cell(("Koszt",)), Cell(("185 000 zł",), "pl"), Cell(("a", "b")))
    return Table("Fakty", head, (cost, (Cell(("Kiedy",)), Cell(()), Cell(("x",)))))


def pdf(made: Note) -> bytes:
    return typeset(note_typst.TEMPLATE, note_typst.data(made), "pdf", day=made.day)


WRITERS = {"docx": note_docx.write, "odt": note_odt.write, "md": note_markdown.write, "pdf": pdf}


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_the_same_note_gives_the_same_bytes_and_another_day_others(write: Callable[[Note], bytes]) -> None:
    assert write(note()) == write(note())
    assert write(note()) != write(note(title="Inna"))


def loose(texts: Iterable[str]) -> list[str]:
    """Return texts without what keeps a line from ending with a one-letter word."""
    return [text.replace(NBSP, " ") for text in texts]


def word_paragraphs(made: Note) -> list[str]:
    return [p.text for p in WordDocument(io.BytesIO(note_docx.write(made))).paragraphs[1:]]


def odt_paragraphs(made: Note) -> list[str]:
    opened = OpenDocument(io.BytesIO(note_odt.write(made)))
    return [p.inner_text for p in opened.body.get_elements("//text:p")[1:]]


def style(paragraph: WordParagraph) -> str:
    """Return the name of a paragraph's style."""
    return (paragraph.style.name if paragraph.style else None) or ""


def test_word_has_styles_a_repeated_row_of_headings_language_and_title() -> None:
    document = WordDocument(io.BytesIO(note_docx.write(note())))
    assert document.core_properties.title == note().title
    assert document.core_properties.language == "pl-PL"
    assert [(style(p), p.text) for p in document.paragraphs if style(p).startswith(("Title", "Heading"))] == [
        ("Title", note().title),
        ("Heading 1", "Zestawienie <&>"),
        ("Heading 2", HOSTILE[0]),
    ]
    assert loose(p.text for p in document.paragraphs if style(p) == "List Bullet") == list(HOSTILE)
    assert loose(p.text for p in document.paragraphs if style(p) == "Normal") == list(HOSTILE)
    (table,) = document.tables
    assert loose(cell.text for cell in table.rows[0].cells) == ["Sprawa", *HOSTILE[:2]]
    assert table.rows[1].cells[2].text == "a\nb"
    assert len(table._tbl.findall(f".//{qn('w:tblHeader')}")) == 1  # noqa: SLF001 - the library reads it no other way
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Fakty"  # noqa: SLF001 - as above
    links = [rel.target_ref for rel in document.part.rels.values() if rel.is_external]
    assert links == [WHOLE]
    languages = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"pl-PL"}


def test_polish_words_in_an_english_word_document_say_so() -> None:
    document = WordDocument(io.BytesIO(note_docx.write(note("en"))))
    cells = [cell.paragraphs[0] for row in document.tables[0].rows for cell in row.cells]
    assert loose(p.text for p in cells if list(p._p.iter(qn("w:lang")))) == [*HOSTILE[:2], "185 000 zł"]  # noqa: SLF001 - as above
    spoken = {e.get(qn("w:val")) for p in document.paragraphs for e in p._p.iter(qn("w:lang"))}  # noqa: SLF001 - as above
    assert spoken == {"pl-PL"}
    assert {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_opendocument_has_styles_a_row_of_headings_language_and_title() -> None:
    document = OpenDocument(io.BytesIO(note_odt.write(note())))
    assert document.meta.title == note().title
    assert document.meta.language == "pl-PL"
    body = document.body
    assert [(h.get_attribute("text:outline-level"), h.inner_text) for h in body.get_elements("//text:h")] == [
        ("1", "Zestawienie <&>"),
        ("2", HOSTILE[0]),
    ]
    assert [p.inner_text for p in body.get_elements("//text:p[@text:style-name='Title']")] == [note().title]
    assert loose(item.inner_text.strip() for item in body.get_elements("//text:list-item")) == list(HOSTILE)
    heads = body.get_elements("//table:table-header-rows//table:table-cell")
    assert loose(cell.inner_text.strip() for cell in heads) == ["Sprawa", *HOSTILE[:2]]
    assert [link.get_attribute("xlink:href") for link in body.get_elements("//text:a")] == [WHOLE]
    assert body.get_elements("//table:title")[0].inner_text == "Fakty"
    said = document.get_part("styles.xml").get_elements(  # type: ignore[union-attr]
        "//style:default-style[@style:family='paragraph']/style:text-properties"
    )
    assert [element.get_attribute("fo:language") for element in said] == ["pl"]
    used = {str(p.get_attribute("text:style-name")) for p in body.get_elements("//text:p | //text:h")}
    assert all(document.get_style("paragraph", name) is not None for name in used)


def test_a_pdf_is_tagged_named_and_in_its_language_as_pdf_ua_asks() -> None:
    with pikepdf.open(io.BytesIO(pdf(note()))) as document:
        root = document.Root
        assert str(root.Lang) == "pl"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with document.open_metadata() as about:
            assert about["dc:title"] == note().title
            assert about["pdfuaid:part"] == "1"
        with document.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Zestawienie <&>"]
            assert [item.title for item in outline.root[0].children] == [HOSTILE[0]]
        tags = {str(tag) for tag in tags_of(root.StructTreeRoot)}
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Link"} <= tags


def tags_of(element: pikepdf.Object) -> list[pikepdf.Object]:
    """Return the kind of every element of the tree of tags."""
    kids = element.get("/K", pikepdf.Array())
    children = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    found = [element.S] if "/S" in element else []
    for child in children:
        if isinstance(child, pikepdf.Dictionary) and ("/S" in child):
            found += tags_of(child)
    return found


def test_a_pdf_says_hostile_words_as_words() -> None:
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf(note()))).pages)
    for words in HOSTILE:
        assert re.sub(r"[\s-]", "", words) in re.sub(r"[\s-]", "", text), words
    assert "root:" not in text


@pytest.mark.parametrize(
    "title", ["😀 漢字 العربية ﷽", "\ue000 prywatny", "a" * 2000, "\N{COMBINING ACUTE ACCENT}\u200b \u2060"]
)
def test_signs_that_no_font_has_do_not_keep_a_pdf_from_being_made(title: str) -> None:
    with pikepdf.open(io.BytesIO(pdf(note(title=title)))) as document:
        assert len(document.pages) >= 1


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_what_was_cleaned_can_be_written_in_every_format(write: Callable[[Note], bytes]) -> None:
    text = clean("a\x00b\x07c\u202ed\u2066e\ud800f\ufffeg\ufeffh\u2028i\r\n\tj\x85k")
    assert text == "abcdefghi jk"
    assert write(note(title=text))


def test_markdown_means_nothing_but_its_words() -> None:
    said = note_markdown.write(note()).decode()
    made = markdown(said, extensions=["tables"])
    shown = html.unescape(re.sub(r"<[^>]*>", "", made))
    squeezed = " ".join(shown.split())
    for words in HOSTILE:
        assert squeezed.count(words) >= 2, words
    assert set(re.findall(r"<(\w+)", made)) == {
        "h1", "h2", "h3", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "a",
    }  # fmt: skip
    assert re.findall(r'href="([^"]*)"', made) == ["https://example.org/praktyki/a?p=1&amp;p=%282%29"]


def test_no_line_of_polish_text_on_paper_ends_with_a_one_letter_word() -> None:
    said = Paragraph(("Szkoła w gminie i dom",))
    for language, shown in (("pl", "Szkoła w\u00a0gminie i\u00a0dom"), ("en", "Szkoła w gminie i dom")):
        sheet = Note("Tytuł", language, date(2026, 11, 22), "BDP", "strona", (said,))
        assert note_typst.data(sheet)["blocks"][0]["runs"][0]["text"] == shown


@pytest.mark.parametrize("read", [word_paragraphs, odt_paragraphs])
def test_no_line_of_polish_ends_with_a_one_letter_word(read: Callable[[Note], list[str]]) -> None:
    blocks = (Paragraph(("Zakład w Gaci i w Brzegu",)), Paragraph(("as I see it",), "en"))
    assert read(replace(note(), blocks=blocks)) == [f"Zakład w{NBSP}Gaci i{NBSP}w{NBSP}Brzegu", "as I see it"]
