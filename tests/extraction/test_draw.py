"""Pictures of attachments: what is drawn, within which bounds, and what hostile files come to."""

import io
import random
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from bdp.extraction import notes
from bdp.extraction.draw import BOX, Drawing, Kind, draw
from tests.extraction import makers

MAKE = 0x010F
ORIENTATION = 0x0112
PLACE = 0x8825


def drawn(folder: Path, data: bytes, kind: Kind = "pdf", first: int = 1, past: int = 9) -> Drawing:
    path = folder / "plik"
    path.write_bytes(data)
    return draw(path, kind, first, past)


def photograph(width: int, height: int, how: str = "JPEG") -> bytes:
    """Return a picture turned by its EXIF, which tells also who made it and where."""
    said = Image.Exif()
    said[ORIENTATION], said[MAKE] = 6, "Aparat"
    said.get_ifd(PLACE)[1] = "N"
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "green").save(buffer, how, exif=said)
    return buffer.getvalue()


def test_pages_of_a_pdf_are_drawn_as_asked(tmp_path: Path) -> None:
    found = drawn(tmp_path, makers.pdf(*(f"strona {n}" for n in range(12))), first=9, past=17)
    assert (found.count, found.note) == (12, "")
    assert [picture.page for picture in found.pictures] == [9, 10, 11, 12]
    first = found.pictures[0]
    with Image.open(io.BytesIO(first.webp)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (first.width, first.height))
    assert first.width == BOX[0]
    assert 1.40 < first.height / first.width < 1.42


def test_a_picture_is_scaled_turned_and_tells_nothing_beside_itself(tmp_path: Path) -> None:
    (picture,) = drawn(tmp_path, photograph(3000, 2000), "picture").pictures
    assert (picture.width, picture.height) == BOX
    with Image.open(io.BytesIO(picture.webp)) as shown:
        assert not shown.getexif()
        assert "icc_profile" not in shown.info
    assert b"Aparat" not in picture.webp


@pytest.mark.parametrize("how", ["PNG", "WEBP", "JPEG"])
def test_a_small_picture_is_not_blown_up(tmp_path: Path, how: str) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(buffer, how)
    (picture,) = drawn(tmp_path, buffer.getvalue(), "picture").pictures
    assert (picture.width, picture.height) == (40, 30)


def test_the_largest_picture_of_a_slide_is_taken_out_of_it(tmp_path: Path) -> None:
    links = makers.relations(("a", "image", "../media/a.png"), ("b", "image", "../media/b.jpg"))
    large, small = photograph(200, 100), io.BytesIO()
    Image.new("RGB", (9, 9)).save(small, "PNG")
    media = {"ppt/media/a.png": small.getvalue(), "ppt/media/b.jpg": large}
    show = makers.pptx([("Pierwszy", ""), ("Drugi", "")], {"ppt/slides/_rels/slide1.xml.rels": links, **media})
    found = drawn(tmp_path, show, "slides")
    assert found.count == 2
    assert [(picture.page, picture.width, picture.height) for picture in found.pictures] == [(2, 100, 200)]


def test_pictures_of_open_slides_are_found_too(tmp_path: Path) -> None:
    image = f'<draw:page><draw:image xmlns:xlink="{makers.LINK}" xlink:href="Pictures/a.jpg"/></draw:page>'
    inside = f"<office:presentation><draw:page/>{image}</office:presentation>"
    found = drawn(
        tmp_path, makers.open_document("presentation", inside, {"Pictures/a.jpg": photograph(20, 10)}), "slides"
    )
    assert (found.count, [(p.page, p.width) for p in found.pictures]) == (2, [(2, 10)])


def page_of(width: float, height: float, content: bytes = b"") -> bytes:
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(3, 3))
    page.MediaBox = pikepdf.Array([0, 0, width, height])
    page.Contents = document.make_stream(content)
    buffer = io.BytesIO()
    document.save(buffer, compress_streams=True)
    return buffer.getvalue()


@pytest.mark.parametrize("size", [(1e7, 1e7), (1, 1), (14_400, 1), (1, 14_400), (0, 0), (1e-9, 1e30), (-5, 20)])
def test_a_page_of_any_size_stays_within_the_box(tmp_path: Path, size: tuple[float, float]) -> None:
    found = drawn(tmp_path, page_of(*size))
    assert all(p.width <= BOX[0] and p.height <= BOX[1] for p in found.pictures)
    assert found.pictures or found.note


def test_of_very_many_pages_only_those_asked_for_are_drawn(tmp_path: Path) -> None:
    found = drawn(tmp_path, makers.pdf(*["x"] * 10_000), first=9_999, past=10_007)
    assert (found.count, [picture.page for picture in found.pictures]) == (10_000, [9_999, 10_000])


def png_header(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and has next to nothing in it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def endless_page() -> bytes:
    """Return a page that takes minutes: see-through shapes as large as the page, one over the other."""
    shapes = b" ".join(b"0 0 m %d 800 300 20 595 %d c f" % (n % 595, n % 842) for n in range(400_000))
    return page_of(595, 842, b"/G gs " + shapes)


ENTITIES, UNPACKED = "plik z niedozwolonymi encjami XML", "plik po rozpakowaniu jest za duży"
HOSTILE: list[tuple[Kind, Callable[[], bytes], str]] = [
    ("pdf", lambda: b"%PDF-1.7 i nic", notes.BROKEN),
    ("pdf", lambda: b"", notes.BROKEN),
    ("pdf", lambda: makers.pdf("tajne", password="haslo"), notes.ENCRYPTED),  # noqa: S106 - the file is made here
    ("picture", lambda: png_header(60_000, 60_000), notes.PIXELS),
    ("picture", lambda: png_header(5_000, 5_000), notes.BROKEN),
    ("picture", lambda: b"\xff\xd8\xff\xe0 to nie jest zdjecie", notes.BROKEN),
    ("picture", lambda: photograph(300, 300)[:600], notes.BROKEN),
    ("picture", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", notes.BROKEN),
    ("slides", lambda: b"PK\x03\x04 nic", notes.BROKEN),
    (
        "slides",
        lambda: makers.zipped({"content.xml": makers.entity_bomb("<x>BOMB</x>")}),
        ENTITIES,
    ),
    (
        "slides",
        lambda: makers.zipped({f"a{n}": bytes(60 << 20) for n in range(5)}),
        UNPACKED,
    ),
]


@pytest.mark.parametrize(("kind", "make", "note"), HOSTILE)
def test_a_hostile_or_broken_file_ends_in_a_note(
    tmp_path: Path, kind: Kind, make: Callable[[], bytes], note: str
) -> None:
    found = drawn(tmp_path, make(), kind)
    assert (found.pictures, found.note) == ((), note)


@pytest.mark.parametrize("make", [endless_page, lambda: makers.pdf_bomb(400 << 20)])
def test_a_page_that_takes_too_much_ends_in_a_note_or_a_picture(tmp_path: Path, make: Callable[[], bytes]) -> None:
    """How long it took is bounded by the child's limits, which have tests of their own."""
    found = drawn(tmp_path, make())
    assert found.pictures or found.note


def test_any_noise_in_a_good_file_ends_in_pictures_or_a_note(tmp_path: Path) -> None:
    chance = random.Random(4)  # noqa: S311 - a test must repeat
    for kind, good in (("pdf", makers.pdf("Tekst", "x")), ("picture", photograph(60, 40))) * 4:
        place = chance.randrange(len(good))
        found = drawn(tmp_path, good[:place] + chance.randbytes(20) + good[place + chance.randrange(20) :], kind)  # type: ignore[arg-type]
        assert found.pictures or found.note
