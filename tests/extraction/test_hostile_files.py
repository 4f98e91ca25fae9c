import lzma
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bdp.extraction import kinds, notes
from bdp.extraction.extract import INPUT_MAX, Extraction, extract
from tests.extraction import makers

MEGABYTE = 1 << 20
PARAGRAPH = f"<w:p><w:r><w:t>{'a' * 100}</w:t></w:r></w:p>"


def read(folder: Path, data: bytes) -> Extraction:
    path = folder / "plik"
    path.write_bytes(data)
    return extract(path)


def word(document: str) -> bytes:
    return makers.docx("", {"word/document.xml": document})


def bomb_in_office() -> bytes:
    return word(makers.entity_bomb(f"<w:document {makers.W}><w:p><w:t>BOMB</w:t></w:p></w:document>"))


def bomb_in_open_document() -> bytes:
    content = makers.entity_bomb(f"<office:text {makers.OD}><text:p>BOMB</text:p></office:text>")
    return makers.open_document("text", "", {"content.xml": content})


def bomb_in_workbook() -> bytes:
    parts = {"[Content_Types].xml": makers.entity_bomb("<Types>BOMB</Types>"), "xl/workbook.xml": "<workbook/>"}
    return makers.zipped(parts)


def file_entity() -> bytes:
    declared = '<!DOCTYPE x [<!ENTITY s SYSTEM "file:///etc/passwd">]>'
    return word(f"{declared}<w:document {makers.W}><w:t>&s;</w:t></w:document>")


def bomb_in_drawing() -> bytes:
    return makers.entity_bomb("<svg><text>BOMB</text></svg>").encode()


ENTITIES = [bomb_in_office, bomb_in_open_document, file_entity, bomb_in_drawing]


@pytest.mark.parametrize("make", ENTITIES)
def test_xml_entities_are_never_expanded(tmp_path: Path, make: Callable[[], bytes]) -> None:
    assert read(tmp_path, make()) == Extraction(note=notes.ENTITIES)


def test_a_workbook_with_an_entity_bomb_gives_no_text(tmp_path: Path) -> None:
    """Which note depends on the XML parser that openpyxl finds; neither expands entities."""
    found = read(tmp_path, bomb_in_workbook())
    assert found.pages == ()
    assert found.note in (notes.ENTITIES, notes.BROKEN)


def one_big_part() -> bytes:
    return makers.docx(PARAGRAPH, {"word/document.xml": b"<" + b" " * (70 * MEGABYTE)})


def many_big_parts() -> bytes:
    return makers.docx(PARAGRAPH, {f"word/media/{n}.bmp": bytes(60 * MEGABYTE) for n in range(5)})


def many_parts() -> bytes:
    return makers.docx(PARAGRAPH, {f"word/{n}.xml": b"" for n in range(10_001)})


def big_workbook() -> bytes:
    parts: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}
    return makers.zipped(parts | {f"xl/worksheets/sheet{n}.xml": bytes(60 * MEGABYTE) for n in range(5)})


@pytest.mark.parametrize("make", [one_big_part, many_big_parts, many_parts, big_workbook])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, make: Callable[[], bytes]) -> None:
    assert read(tmp_path, make()) == Extraction(note=notes.UNPACKED)


def test_an_archive_full_of_zeros_only_gives_names(tmp_path: Path) -> None:
    assert read(tmp_path, makers.zipped({"zera.bin": bytes(50 * MEGABYTE)})).pages == ((None, "zera.bin"),)


def test_a_word_file_of_endless_paragraphs_keeps_its_beginning(tmp_path: Path) -> None:
    found = read(tmp_path, makers.docx(PARAGRAPH * 400_000))
    assert found.note in (notes.CUT, notes.SLOW)
    assert found.pages


def test_a_pdf_bomb_gives_a_note(tmp_path: Path) -> None:
    found = read(tmp_path, makers.pdf_bomb(400 * MEGABYTE))
    assert found.pages == ()
    assert found.note


def deep_pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"\nendobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"


def pages_in_a_circle() -> bytes:
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 9/Kids[2 0 R]>>endobj\n"
        b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF"
    )


BROKEN: list[Callable[[], bytes]] = [
    lambda: b"%PDF-1.7\n",
    lambda: makers.pdf("Tekst")[:200],
    deep_pdf,
    pages_in_a_circle,
    lambda: makers.docx(PARAGRAPH)[:-30],
    lambda: word("<w:document>"),
    lambda: makers.docx("", {"_rels/.rels": "<Relationships/>"}),
    lambda: makers.docx("", {"_rels/.rels": makers.relations(("r", "officeDocument", "../../etc/passwd"))}),
    lambda: makers.open_document("text", "", {"content.xml": b"\x00\x01"}),
    lambda: makers.zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}),
    lambda: (makers.FILES / "regulamin.doc").read_bytes()[:3000],
    lambda: (makers.FILES / "odpady.xls").read_bytes()[:2500],
    lambda: b"PK\x03\x04" + b"\xff" * 100,
]


@pytest.mark.parametrize("make", BROKEN)
def test_a_broken_file_gives_no_text_and_says_so(tmp_path: Path, make: Callable[[], bytes]) -> None:
    found = read(tmp_path, make())
    assert found.pages == ()
    assert found.note in (notes.BROKEN, notes.EMPTY, notes.UNKNOWN)


def locked_zip() -> bytes:
    data = bytearray(makers.docx(PARAGRAPH))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + place] |= 1
            start = data.find(mark, start + 4)
    return bytes(data)


LOCKED: list[Callable[[], bytes]] = [
    lambda: makers.pdf("Tajne", password="haslo"),  # noqa: S106 - the file is made here
    lambda: makers.open_document("text", "", {"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
    lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512),
    locked_zip,
]


@pytest.mark.parametrize("make", LOCKED)
def test_an_encrypted_file_says_so(tmp_path: Path, make: Callable[[], bytes]) -> None:
    assert read(tmp_path, make()) == Extraction(note=notes.ENCRYPTED)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "plik"
    with path.open("wb") as file:
        file.truncate(INPUT_MAX + 1)
    assert extract(path) == Extraction(note=notes.INPUT)


def test_an_empty_and_an_unknown_file_say_so(tmp_path: Path) -> None:
    assert read(tmp_path, b"").note == notes.EMPTY_FILE
    assert read(tmp_path, b"MZ\0\0\0\0").note == notes.UNKNOWN


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"<svg "]),
)
def test_any_bytes_have_a_kind(data: bytes, start: bytes) -> None:
    assert kinds.detect(start + data).family in {*kinds.NEEDS, kinds.PICTURE, kinds.UNKNOWN}


OLD_SLIDES = lzma.decompress((makers.FILES / "slajdy.ppt.xz").read_bytes())
GOOD = (
    OLD_SLIDES,
    (makers.FILES / "odpady.xls").read_bytes(),
    makers.docx(PARAGRAPH),
    makers.xlsx(),
    makers.pdf("Tekst", "x"),
    makers.pptx([("a", "b")]),
)


@settings(max_examples=25)
@given(st.sampled_from(GOOD), st.floats(0, 1), st.binary(min_size=1, max_size=20), st.integers(0, 20))
def test_a_damaged_file_of_any_kind_never_raises(
    tmp_path_factory: pytest.TempPathFactory, good: bytes, place: float, noise: bytes, lost: int
) -> None:
    start = int(place * len(good))
    found = read(tmp_path_factory.mktemp("damaged"), good[:start] + noise + good[start + lost :])
    assert found.pages or found.note


def test_overlapping_parts_do_not_multiply_the_work(tmp_path: Path) -> None:
    """The directory names one compressed part many times, each claiming its full size."""
    once = makers.zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": bytes(30 * MEGABYTE)})
    path = tmp_path / "wzor"
    path.write_bytes(once)
    with zipfile.ZipFile(path) as archive:
        start = archive.start_dir
    directory = once[start : once.rindex(b"PK\x05\x06")]
    end = bytearray(once[once.rindex(b"PK\x05\x06") :])
    end[8:12] = (40).to_bytes(2, "little") * 2
    end[12:16] = (len(directory) * 20).to_bytes(4, "little")
    assert read(tmp_path, once[:start] + directory * 20 + bytes(end)).note == notes.UNPACKED
