"""plain: plain text and tables in any of the Polish encodings, and the names inside an archive."""

import csv
import io
import re
import zipfile
from codecs import getincrementaldecoder

from bdp.extraction import notes
from bdp.extraction.pages import BLANK, CELL, TEXT_MAX, Pages, Unreadable, answering
from bdp.system.children import serve

_ARCHIVE_MAX = 10_000  # names

# Letters that only one of the two old encodings has at these places: ą ś ź Ą Ś Ź are elsewhere in the other.
_LATIN_2 = b"\xb1\xb6\xbc\xa1\xa6\xac"
_WINDOWS = b"\xb9\xa5"
_ONLY_WINDOWS = re.compile(b"[\x80-\x9f]")  # ś ź and the quotation marks; controls in ISO-8859-2, so never there
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def decoded(data: bytes, *, whole: bool = True) -> str:
    """Return bytes as text: UTF-8, UTF-16 with its mark, else windows-1250 or ISO-8859-2 by their letters.

    Without ``whole`` the last letter of UTF-8 may be cut in two.
    """
    if data.startswith(_UTF_16):
        return data.decode("utf-16", "replace")
    try:
        return getincrementaldecoder("utf-8-sig")().decode(data, final=whole)
    except UnicodeDecodeError:
        latin = sum(data.count(sign) for sign in _LATIN_2)
        windows = _ONLY_WINDOWS.search(data) or sum(data.count(sign) for sign in _WINDOWS) > latin
        return data.decode("cp1250" if windows else "iso8859-2", "replace")


def read(data: bytes, kind: str, pages: Pages) -> None:
    """Read text, a table or the names in an archive; none of them has pages."""
    if kind == "zip":
        pages.add(None, _names(data))
        return
    limit = 2 * TEXT_MAX if data.startswith(_UTF_16) else TEXT_MAX
    text = decoded(data[:limit], whole=len(data) <= limit)
    pages.note = notes.CUT if len(data) > limit else ""
    pages.add(None, table(text) if kind == "csv" else text)


def table(text: str) -> str:
    """Return a table with its cells apart; what is no table comes back as it is."""
    head = text[:4096]
    delimiter = max(";,\t", key=head.count)
    if not head.count(delimiter):
        return text
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return text
    lines = (CELL.join(" ".join(cell.split()) for cell in row).rstrip(BLANK) for row in rows)
    return "\n".join(line for line in lines if line)


def _names(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()[:_ARCHIVE_MAX]
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Unreadable(notes.BROKEN) from error
    return "\n".join(_name(entry) for entry in listed if not entry.is_dir())


def _name(entry: zipfile.ZipInfo) -> str:
    """Return a name; Polish Windows wrote it in its DOS encoding, which the format does not tell."""
    if entry.flag_bits & 0x800:
        return entry.filename
    return entry.filename.encode("cp437", "replace").decode("cp852", "replace")


if __name__ == "__main__":
    serve(answering(read))
