"""pdf: text of PDF files by page."""

import io
import logging
import re
from collections.abc import Mapping

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from bdp.extraction import notes
from bdp.extraction.pages import Pages, Unreadable, answering
from bdp.system.children import serve

PAGES_MAX = 5_000
# What a broken page may raise, by pypdf's own word that "broken PDF files might cause other exceptions".
_DAMAGE = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
# A syllable carried over to the next line. A compound such as polsko-ukraiński repeats its hyphen there (or has it only
# at the end), but those are few beside the words that would be lost otherwise.
_CARRIED = re.compile(r"(?<=[^\W\d_])-\n(?=[a-ząćęłńóśźż])")


def read(data: bytes, kind: str, pages: Pages) -> None:  # noqa: ARG001 - there is one kind of PDF
    """Read each page; a page that cannot be read is left out and noted."""
    logging.disable()
    reader = _open(data)
    try:
        pages.count = len(reader.pages)
    except _DAMAGE as error:
        raise Unreadable(notes.BROKEN) from error
    holes, pictures = 0, False
    for number in range(min(pages.count, PAGES_MAX)):
        try:
            page = reader.pages[number]
            text = page.extract_text()
            pictures = pictures or (not text and _has_picture(page))
        except _DAMAGE:
            holes += 1
            text = ""
        pages.add(number + 1, _CARRIED.sub("", text))
    if not pages.texts and holes:
        raise Unreadable(notes.BROKEN)
    if not pages.texts and pictures:
        raise Unreadable(notes.SCAN)
    pages.note = notes.HOLES if holes else ""


def _open(data: bytes) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(data))
        # Many files are only protected from changes: those open with the empty password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable(notes.ENCRYPTED)
    except DependencyError as error:
        raise Unreadable(notes.ENCRYPTED) from error
    except _DAMAGE as error:
        raise Unreadable(notes.BROKEN) from error
    return reader


def _has_picture(page: PageObject) -> bool:
    resources = page.get("/Resources")
    drawn = resources.get_object().get("/XObject") if resources is not None else None
    found = drawn.get_object() if drawn is not None else {}
    return isinstance(found, Mapping) and any(
        thing.get_object().get("/Subtype") == "/Image" for thing in found.values()
    )


if __name__ == "__main__":
    serve(answering(read))
