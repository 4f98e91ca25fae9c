import csv
import io
import lzma
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bdp.extraction import notes
from bdp.extraction.extract import Extraction, extract
from bdp.extraction.pages import TEXT_MAX, cleaned
from bdp.extraction.plain import decoded
from tests.extraction import makers

SENTENCE = "Zażółć gęślą jaźń: świetlica w Łodzi."


def read(folder: Path, data: bytes, media_type: str = "", name: str = "plik") -> Extraction:
    path = folder / name
    path.write_bytes(data)
    return extract(path, media_type)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250", "iso8859-2"])
def test_plain_text_is_read_in_every_polish_encoding(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, SENTENCE.encode(encoding)) == Extraction(((None, SENTENCE),))


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2"])
@given(st.lists(st.sampled_from("aąbcćdeęfghijklłmnńoóprsśtuwyzźżĄĆĘŁŃÓŚŹŻ .,\n"), max_size=80).map("".join))
def test_the_two_old_encodings_are_told_apart(encoding: str, text: str) -> None:
    """Where the text has a letter that differs between them; else either reading gives the same text."""
    data = text.encode(encoding)
    try:
        data.decode()
    except UnicodeDecodeError:
        assert decoded(data) == text


def test_a_letter_cut_in_two_at_the_limit_does_not_change_the_encoding() -> None:
    assert decoded("żółć ą".encode()[:-1], whole=False) == "żółć "


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_table_keeps_its_cells_apart(tmp_path: Path, delimiter: str) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows([["rok", "rodzaj"], ["2015", "meble; inne, różne"], ["", ""]])
    found = read(tmp_path, buffer.getvalue().encode("cp1250"), "text/csv")
    assert found == Extraction(((None, "rok | rodzaj\n2015 | meble; inne, różne"),))


def test_an_empty_cell_keeps_its_place(tmp_path: Path) -> None:
    assert read(tmp_path, b"rok;woda;gaz\n2015;;7\n;3;;\n", "text/csv").pages == (
        (None, "rok | woda | gaz\n2015 | | 7\n| 3"),
    )
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Rok", None, "Gaz"])
    book.active.append([None, 2, None])
    buffer = io.BytesIO()
    book.save(buffer)
    assert read(tmp_path, buffer.getvalue()).pages == ((1, "Sheet\nRok | | Gaz\n| 2"),)
    empty = '<table:table-cell table:number-columns-repeated="2"/>'
    row = f"<table:table-row>{empty}<table:table-cell><text:p>7</text:p></table:table-cell></table:table-row>"
    sheet = f'<office:spreadsheet><table:table table:name="A">{row}</table:table></office:spreadsheet>'
    assert read(tmp_path, makers.open_document("spreadsheet", sheet)).pages == ((1, "A\n| | 7"),)


def test_a_word_file_is_read_with_tables_notes_and_text_boxes_once(tmp_path: Path) -> None:
    box = "<w:r><Choice><w:t>ramka</w:t></Choice><Fallback><w:t>ramka</w:t></Fallback></w:r>"
    body = (
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>Zażółć</w:t><w:tab/><w:t>gęśl</w:t></w:r></w:p>"
        f"<w:p>{box}</w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Rok</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>Koła</w:t></w:r></w:p><w:p><w:r><w:t>i kluby</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    extra = {
        "word/_rels/document.xml.rels": makers.relations(("f", "footnotes", "footnotes.xml")),
        "word/footnotes.xml": f"<w:footnotes {makers.W}><w:p><w:r><w:t>przypis</w:t></w:r></w:p></w:footnotes>",
    }
    found = read(tmp_path, makers.docx(body, extra))
    assert found == Extraction(((None, "Zażółć gęśl\nramka\nRok | Koła i kluby\nprzypis"),))


def test_a_row_with_words_in_its_first_cell_alone_stays_a_row_of_its_table(tmp_path: Path) -> None:
    """A form to fill in has such rows; a table of one column is no table."""
    cells = ("<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>", "<w:tc><w:p/></w:tc>")
    rows = (("Pytanie", "Odpowiedź"), ("Kto?", ""), ("", ""), ("", "Nikt"))
    table = "".join(f"<w:tr>{''.join(cells[0].format(t) if t else cells[1] for t in row)}</w:tr>" for row in rows)
    body = f"<w:tbl>{table}</w:tbl><w:tbl><w:tr>{cells[0].format('sam')}</w:tr></w:tbl>"
    assert read(tmp_path, makers.docx(body)).pages == ((None, "Pytanie | Odpowiedź\nKto? |\n| Nikt\nsam"),)
    filled, empty = "<table:table-cell><text:p>{}</text:p></table:table-cell>", "<table:table-cell/>"
    odt = f"<table:table table:name='T'><table:table-row>{filled.format('Kto?')}{empty}</table:table-row></table:table>"
    found = read(tmp_path, makers.open_document("text", f"<office:text>{odt}</office:text>"))
    assert found.pages == ((None, "Kto? |"),)


def test_slides_with_their_notes_are_pages_in_the_order_of_the_show(tmp_path: Path) -> None:
    found = read(tmp_path, makers.pptx([("Pierwszy", "notatka"), ("", ""), ("Trzeci", "")]))
    assert found == Extraction(((1, "Pierwszy\n\nnotatka"), (3, "Trzeci")), 3)


def test_open_documents_are_read_like_those_of_office(tmp_path: Path) -> None:
    text = "<office:text><text:h>Tytuł</text:h><text:p>Zażółć<text:s/>gęśl<text:tab/>jaźń</text:p></office:text>"
    assert read(tmp_path, makers.open_document("text", text)) == Extraction(((None, "Tytuł\nZażółć gęśl jaźń"),))
    uwaga = "<presentation:notes><text:p>uwaga {0}</text:p></presentation:notes>"
    slide = f"<draw:page><text:p>Slajd {{0}}</text:p>{uwaga}</draw:page>"
    show = f"<office:presentation>{slide.format(1)}{slide.format(2)}</office:presentation>"
    found = read(tmp_path, makers.open_document("presentation", show))
    assert found == Extraction(((1, "Slajd 1\n\nuwaga 1"), (2, "Slajd 2\n\nuwaga 2")), 2)


def test_worksheets_are_pages_with_their_names(tmp_path: Path) -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    cells = cell.format("Rok") + cell.format("2019") + '<table:table-cell table:number-columns-repeated="16382"/>'
    row = f"<table:table-row>{cells}</table:table-row>"
    sheet = '<table:table table:name="{}">' + row + "</table:table>"
    book = f"<office:spreadsheet>{sheet.format('Odpady')}{sheet.format('Drugi')}</office:spreadsheet>"
    found = read(tmp_path, makers.open_document("spreadsheet", book))
    assert found == Extraction(((1, "Odpady\nRok | 2019"), (2, "Drugi\nRok | 2019")), 2)
    found = read(tmp_path, makers.xlsx())
    assert found == Extraction(
        ((1, "Odpady\nRok | Ilość żużlu\n2019 | 12,5\n2020-05-01 | PRAWDA"), (2, "Drugi\nGoniądz")), 2
    )


@pytest.mark.parametrize("name", ["regulamin.doc", "regulamin.rtf"])
def test_old_word_files_are_read(tmp_path: Path, name: str) -> None:
    ((page, text),) = extract(makers.FILES / name).pages
    assert page is None
    assert "Żółć i gęśl: zażółć jaźń. Świetlica jest czynna w soboty." in text


def test_old_workbooks_are_read_by_worksheet() -> None:
    found = extract(makers.FILES / "odpady.xls")
    assert found == Extraction(((1, "Odpady\nRok | Ilość żużlu\n2019 | 43952"), (2, "Drugi\nGoniądz")), 2)


def test_old_slides_with_their_notes_are_pages(tmp_path: Path) -> None:
    found = read(tmp_path, lzma.decompress((makers.FILES / "slajdy.ppt.xz").read_bytes()))
    assert found == Extraction(tuple((n, f"Slajd {n}: żółć świetlicy\n\nNotatka {n}: gęśl") for n in (1, 2, 3)), 3)


def test_a_pdf_is_read_by_page_and_carried_over_syllables_are_joined(tmp_path: Path) -> None:
    found = read(tmp_path, makers.pdf("Regulamin sali i samo-\nrzadu", "Druga strona", ""))
    assert found == Extraction(((1, "Regulamin sali i samorzadu"), (2, "Druga strona")), 3)


def test_a_scan_says_that_it_has_no_text(tmp_path: Path) -> None:
    assert read(tmp_path, makers.pdf(None, None)) == Extraction((), 2, notes.SCAN)


def test_a_pdf_that_is_only_protected_from_changes_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, makers.pdf("Tekst", password="", owner="klucz")).pages == ((1, "Tekst"),)


def test_an_archive_gives_the_names_inside(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("uchwała.pdf", b"")
        entry = zipfile.ZipInfo("x.txt")
        archive.writestr(entry, b"")
    data = buffer.getvalue().replace(b"x.txt", "ż.txt".encode("cp852"))
    assert read(tmp_path, data).pages == ((None, "uchwała.pdf\nż.txt"),)


def test_a_drawing_gives_its_words_and_no_script(tmp_path: Path) -> None:
    drawing = '<?xml version="1.0"?><!-- x --><svg xmlns="http://www.w3.org/2000/svg"><title>Mapa</title><script>no()</script><text>Łódź</text></svg>'
    assert read(tmp_path, drawing.encode()).pages == ((None, "Mapa\nŁódź"),)


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0jpeg", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8 "])
def test_a_picture_has_no_text_and_nothing_is_amiss(tmp_path: Path, data: bytes) -> None:
    assert read(tmp_path, data) == Extraction()


def test_the_bytes_decide_not_the_name(tmp_path: Path) -> None:
    assert read(tmp_path, makers.pdf("Tekst"), "text/csv", "dane.csv").pages == ((1, "Tekst"),)
    assert read(tmp_path, b"zwykly tekst", "application/pdf", "a.pdf").pages == ((None, "zwykly tekst"),)


def test_a_file_that_is_no_regular_one_ends_in_a_note(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    for name in ("link", "missing", "."):
        found = extract(tmp_path / name)
        assert not found.pages
        assert found.note


def test_a_very_long_text_keeps_its_beginning(tmp_path: Path) -> None:
    found = read(tmp_path, "żółw ".encode() * 500_000)
    ((_, text),) = found.pages
    assert found.note == notes.CUT
    assert TEXT_MAX - 10 < len(text.encode()) <= TEXT_MAX


@given(st.text(st.characters()))
def test_cleaned_text_has_no_signs_that_could_deceive_or_break(text: str) -> None:
    clean = cleaned(text)
    clean.encode()
    assert not {"\0", "\x1b", "\u202e", "\u200b", "\xad", "\r"} & set(clean)
    assert cleaned(clean) == clean
