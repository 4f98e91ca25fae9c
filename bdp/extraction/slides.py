"""slides: old binary PowerPoint files, a slide with its notes a page."""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import olefile

from bdp.extraction import notes
from bdp.extraction.pages import APART, Pages, Unreadable, answering
from bdp.system.children import serve

# Record types of the format, by their names in its specification [MS-PPT].
_DOCUMENT, _SLIDE_ATOM = 0x03E8, 0x03EF
_LIST_WITH_TEXT, _PERSIST_ATOM = 0x0FF0, 0x03F3
_TEXT_CHARS, _TEXT_BYTES = 0x0FA0, 0x0FA8
_USER_EDIT, _PERSIST_DIRECTORY = 0x0FF5, 0x1772
_SLIDES, _NOTES = 0, 2  # instances of the list with text
_ENCRYPTED = 0xF3D1C4DF
_EDITS_MAX = 10_000
_DAMAGE = (OSError, struct.error, IndexError, ValueError, TypeError, AttributeError)
_BREAKS = str.maketrans({"\r": "\n", "\v": "\n"})


class _Record(NamedTuple):
    """A record: its instance and type, where its content lies, whether it holds other records."""

    instance: int
    kind: int
    start: int
    end: int
    container: bool


@dataclass(frozen=True, slots=True)
class _Listed:
    """A slide or a page of notes as the document lists it: its id, where it is stored, its outline."""

    id: int
    place: int | None
    outline: tuple[str, ...]


def read(data: bytes, kind: str, pages: Pages) -> None:  # noqa: ARG001 - there is one kind of slides
    """Read each slide in the order of the show: its text, then its notes."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            stream = compound.openstream("PowerPoint Document").read()
            current = compound.openstream("Current User").read()
    except _DAMAGE as error:
        raise Unreadable(notes.BROKEN) from error
    try:
        slides, remarks = _lists(stream, current)
    except _DAMAGE as error:
        raise Unreadable(notes.BROKEN) from error
    pages.count = len(slides)
    said = {page.id: _said(stream, page) for page in remarks}
    for number, slide in enumerate(slides, start=1):
        parts = (_said(stream, slide), said.get(_notes_of(stream, slide), ()))
        pages.add(number, APART.join(text for part in parts if (text := _lines(part))))


def _lists(stream: bytes, current: bytes) -> tuple[list[_Listed], list[_Listed]]:
    """Return the slides and the pages of notes, in the order of the document."""
    token, edit = struct.unpack_from("<II", current, 12)
    if token == _ENCRYPTED:
        raise Unreadable(notes.ENCRYPTED)
    places, document = _places(stream, edit)
    top = _record(stream, places[document]) if document in places else None
    if top is None or top.kind != _DOCUMENT:
        raise Unreadable(notes.BROKEN)
    lists = {r.instance: r for r in _records(stream, top.start, top.end) if r.kind == _LIST_WITH_TEXT}
    slides, remarks = (
        list(_listed(stream, lists[kind], places)) if kind in lists else [] for kind in (_SLIDES, _NOTES)
    )
    return slides, remarks


def _places(stream: bytes, edit: int) -> tuple[dict[int, int], int]:
    """Return where each stored object lies, newest edit first, and which of them is the document."""
    places: dict[int, int] = {}
    document = 0
    for _ in range(_EDITS_MAX):
        record = _record(stream, edit)
        if record is None or record.kind != _USER_EDIT:
            break
        earlier, directory, newest = struct.unpack_from("<III", stream, record.start + 8)
        document = document or newest
        listed = _record(stream, directory)
        if listed is not None and listed.kind == _PERSIST_DIRECTORY:
            for number, place in _directory(stream, listed):
                places.setdefault(number, place)
        if not 0 < earlier < edit:
            break
        edit = earlier
    return places, document


def _directory(stream: bytes, record: _Record) -> Iterator[tuple[int, int]]:
    at = record.start
    while at + 4 <= record.end:
        (head,) = struct.unpack_from("<I", stream, at)
        first, count = head & 0xFFFFF, head >> 20
        yield from enumerate(struct.unpack_from(f"<{count}I", stream, at + 4), start=first)
        at += 4 + 4 * count


def _listed(stream: bytes, around: _Record, places: dict[int, int]) -> Iterator[_Listed]:
    """Yield what a list with text names; the text atoms after a name are its outline."""
    found: _Listed | None = None
    outline: list[str] = []
    for record in _records(stream, around.start, around.end):
        if record.kind == _PERSIST_ATOM:
            if found is not None:
                yield _Listed(found.id, found.place, tuple(outline))
            stored, _, _, number = struct.unpack_from("<IIII", stream, record.start)
            found, outline = _Listed(number, places.get(stored), ()), []
        elif (text := _text(stream, record)) is not None:
            outline.append(text)
    if found is not None:
        yield _Listed(found.id, found.place, tuple(outline))


def _lines(texts: tuple[str, ...]) -> str:
    return "\n".join(line for text in texts for line in text.split("\n") if line.strip())


def _said(stream: bytes, page: _Listed) -> tuple[str, ...]:
    """Return the outline and what stands in the boxes of a slide or a page of notes; * is a field for a number."""
    record = _record(stream, page.place) if page.place is not None else None
    boxes = tuple(_texts(stream, record)) if record is not None else ()
    return tuple(text for text in (*page.outline, *boxes) if text.strip() != "*")


def _notes_of(stream: bytes, slide: _Listed) -> int:
    record = _record(stream, slide.place) if slide.place is not None else None
    inside = _records(stream, record.start, record.end) if record is not None else iter(())
    atom = next((r for r in inside if r.kind == _SLIDE_ATOM and r.end - r.start >= 20), None)  # noqa: PLR2004 - its size
    return int(struct.unpack_from("<I", stream, atom.start + 16)[0]) if atom else 0


def _texts(stream: bytes, record: _Record) -> Iterator[str]:
    """Yield every text below a record, in the order of the file."""
    waiting = [record]
    while waiting:
        here = waiting.pop()
        text = _text(stream, here)
        if text is not None:
            yield text
        elif here.container:
            waiting += reversed(list(_records(stream, here.start, here.end)))


def _text(stream: bytes, record: _Record) -> str | None:
    content = stream[record.start : record.end]
    if record.kind == _TEXT_CHARS:
        return content.decode("utf-16-le", "replace").translate(_BREAKS)
    if record.kind == _TEXT_BYTES:
        return content.decode("latin-1").translate(_BREAKS)
    return None


def _records(stream: bytes, start: int, end: int) -> Iterator[_Record]:
    while start < end and (record := _record(stream, start, end)) is not None:
        yield record
        start = record.end


def _record(stream: bytes, at: int, end: int | None = None) -> _Record | None:
    """Return the record that begins here, None where there is no room for it."""
    limit = len(stream) if end is None else end
    if at + 8 > limit:
        return None
    head, kind, length = struct.unpack_from("<HHI", stream, at)
    return _Record(head >> 4, kind, at + 8, min(at + 8 + length, limit), head & 0xF == 0xF)  # noqa: PLR2004 - by format


if __name__ == "__main__":
    serve(answering(read))
