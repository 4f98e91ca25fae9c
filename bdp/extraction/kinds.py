"""kinds: what a file is by its bytes, and which module reads it."""

import re
from dataclasses import dataclass

PICTURE, UNKNOWN, ENCRYPTED, EMPTY = "picture", "unknown", "encrypted", "empty"

# The libraries that each family needs beside the standard one.
NEEDS: dict[str, tuple[str, ...]] = {
    "plain": (),
    "office": ("defusedxml",),
    "pdf": ("pypdf",),
    "sheets": ("openpyxl", "defusedxml"),
    "slides": ("olefile",),
    "legacy": ("kreuzberg",),
}

_ODF = re.compile(
    rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.(text|presentation|spreadsheet)", re.DOTALL
)
_OPEN_DOCUMENT = {b"text": "odt", b"presentation": "odp", b"spreadsheet": "ods"}
_OOXML = ((b"word/", "office", "docx"), (b"ppt/", "office", "pptx"), (b"xl/", "sheets", "xlsx"))
# Stream names in the directory of an old Office file; the media type settles which one is embedded in which.
_STREAMS = (
    ("EncryptedPackage", ENCRYPTED, ""),
    ("WordDocument", "doc", "application/msword"),
    ("PowerPoint Document", "ppt", "application/vnd.ms-powerpoint"),
    ("Workbook", "xls", "application/vnd.ms-excel"),
    ("Book", "xls", "application/vnd.ms-excel"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY = 1 << 20  # the part of a zip, at its end, that is searched for names
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_SVG = re.compile(
    r"\s*(<\?xml[^>]*\?>)?(\s|<!--.*?-->|<!DOCTYPE[^>\[]*(\[[^\]]*\])?[^>]*>)*<(\w+:)?svg[\s>]", re.DOTALL
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Kind:
    """A ``family`` is the module that reads it (or PICTURE, UNKNOWN), ``name`` the kind inside the family."""

    family: str
    name: str = ""


def detect(data: bytes, media_type: str = "") -> Kind:
    """Tell the kind of a file from its bytes; ``media_type`` only tells a table from other plain text."""
    if not data:
        return Kind(UNKNOWN, EMPTY)
    if data.startswith(_ZIP):
        return _zip(data)
    if data.startswith(_OLE):
        return _old_office(data, media_type)
    if data.startswith(_PICTURES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return Kind(PICTURE)
    return _single(data, media_type)


def _single(data: bytes, media_type: str) -> Kind:
    """Tell the kind of a file that holds no other files."""
    start = data[:4096]
    if data.startswith(b"{\\rtf"):
        return Kind("legacy", "rtf")
    if b"%PDF-" in data[:1024]:
        return Kind("pdf", "pdf")
    if _SVG.match(start.decode("utf-8", "replace").removeprefix("\ufeff")):
        return Kind("office", "svg")
    if b"\0" in start and not data.startswith(_WIDE_MARKS):
        return Kind(UNKNOWN)
    return Kind("plain", "csv" if media_type.startswith("text/csv") else "txt")


def _zip(data: bytes) -> Kind:
    if found := _ODF.match(data):
        return Kind("office", _OPEN_DOCUMENT[found[1]])
    directory = data[-_DIRECTORY:]
    if b"[Content_Types].xml" in directory:
        return next((Kind(family, name) for mark, family, name in _OOXML if mark in directory), Kind("plain", "zip"))
    return Kind("plain", "zip")


def _old_office(data: bytes, media_type: str) -> Kind:
    found = [(kind, kind_type) for name, kind, kind_type in _STREAMS if name.encode("utf-16-le") in data]
    kind = next((kind for kind, kind_type in found if kind_type == media_type), found[0][0] if found else "")
    if not kind or kind == ENCRYPTED:
        return Kind(UNKNOWN, kind)
    return Kind("slides" if kind == "ppt" else "legacy", kind)
