"""makers: small documents of every kind and hostile ones, made for the test that reads them."""

import io
import itertools
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pikepdf

FILES = Path(__file__).parent / "files"  # made with LibreOffice, for kinds that no library here writes
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
OD = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "presentation": "presentation",
    }.items()
)  # fmt: skip
LINK = "http://www.w3.org/1999/xlink"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: Mapping[str, str | bytes], *, stored: Iterable[str] = ()) -> bytes:
    """Return a zip of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, compress_type=how)
    return buffer.getvalue()


def relations(*links: tuple[str, str, str]) -> str:
    """Return a .rels part of (id, last word of the type, target)."""
    each = "".join(f'<Relationship Id="{i}" Type="{KIND}/{kind}" Target="{to}"/>' for i, kind, to in links)
    return f'<Relationships xmlns="{RELATIONS}">{each}</Relationships>'


def docx(body: str, extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a Word file with this inside w:body."""
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            **(extra or {}),
        }
    )


def pptx(slides: Iterable[tuple[str, str]], extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a presentation of (text, notes); the slides are stored in the reverse of their order in the show."""
    listed = list(slides)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("r1", "officeDocument", "ppt/presentation.xml")),
    }
    names = [f"slide{len(listed) - n}.xml" for n in range(len(listed))]
    keys = "".join(f'<p:sldId id="{256 + n}" r:id="s{n}"/>' for n in range(len(listed)))
    parts["ppt/presentation.xml"] = f"<p:presentation {P}><p:sldIdLst>{keys}</p:sldIdLst></p:presentation>"
    links = [(f"s{n}", "slide", f"slides/{name}") for n, name in enumerate(names)]
    parts["ppt/_rels/presentation.xml.rels"] = relations(*links)
    for name, (text, notes) in zip(names, listed, strict=True):
        parts[f"ppt/slides/{name}"] = _drawn(text)
        parts[f"ppt/slides/_rels/{name}.rels"] = relations(("n", "notesSlide", f"../notesSlides/{name}"))
        parts[f"ppt/notesSlides/{name}"] = _drawn(notes)
    return zipped(parts | dict(extra or {}))


def _drawn(text: str) -> str:
    number = "<a:p><a:fld type='slidenum'><a:t>99</a:t></a:fld></a:p>"
    return f"<p:sld {P}><a:p><a:r><a:t>{text}</a:t></a:r></a:p>{number}</p:sld>"


def open_document(kind: str, inside: str, extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return an OpenDocument file of the kind text, presentation or spreadsheet."""
    content = f"<office:document-content {OD}><office:body>{inside}</office:body></office:document-content>"
    parts: dict[str, str | bytes] = {"mimetype": f"application/vnd.oasis.opendocument.{kind}"}
    parts |= {"content.xml": content, "META-INF/manifest.xml": "<manifest/>", **(extra or {})}
    return zipped(parts, stored=("mimetype",))


def xlsx() -> bytes:
    """Return a workbook of two worksheets."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Odpady"
    for row in (("Rok", "Ilość żużlu"), (2019, 12.5), (date(2020, 5, 1), True)):
        first.append(row)
    book.create_sheet("Drugi").append(["Goniądz"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def pdf(*pages: str | None, password: str | None = None, owner: str = "") -> bytes:
    """Return a PDF; None makes a page with a picture and no text. Text is ASCII, in one of the built-in fonts."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for text in pages:
        page = document.add_blank_page(page_size=(595, 842))
        if text is None:
            picture = document.make_stream(b"\x00", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
            picture.Width = picture.Height = picture.BitsPerComponent = 1
            picture.ColorSpace = pikepdf.Name.DeviceGray
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
            page.Contents = document.make_stream(b"q 595 0 0 842 0 0 cm /P Do Q")
        else:
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            lines = " T* ".join(f"({line}) Tj" for line in text.split("\n"))
            page.Contents = document.make_stream(f"BT /F 12 Tf 14 TL 50 800 Td {lines} ET".encode())
    buffer = io.BytesIO()
    lock: pikepdf.Encryption | bool = False
    if password is not None:
        lock = pikepdf.Encryption(user=password, owner=owner or password, R=4, aes=False, metadata=False)
    document.save(buffer, encryption=lock)
    return buffer.getvalue()


def pdf_bomb(unpacked: int) -> bytes:
    """Return a PDF whose one page unpacks to this many bytes."""
    document = pikepdf.new()
    page = document.add_blank_page()
    page.Contents = document.make_stream(b" " * unpacked + b"BT (x) Tj ET")
    buffer = io.BytesIO()
    document.save(buffer, compress_streams=True)
    return buffer.getvalue()


def entity_bomb(inside: str) -> str:
    """Return XML whose one entity stands for a billion laughs."""
    names = [f"e{n}" for n in range(10)]
    laughs = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in itertools.pairwise(names))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{laughs}]>{inside.replace("BOMB", "&e9;")}'
