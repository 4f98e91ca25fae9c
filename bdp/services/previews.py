"""previews: an attachment shown on a page: pictures of its pages, slides with their text, tables."""

import re
from dataclasses import dataclass
from typing import Literal

from bdp.content import attachments
from bdp.domain.entry import AttachedFile, Entry, Outline, PageText
from bdp.domain.errors import Busy, NotFound
from bdp.extraction.draw import Kind
from bdp.extraction.pages import APART, CELL
from bdp.index.reading import Generation
from bdp.library import Library
from bdp.services import browse, pictures, texts
from bdp.services.pictures import AT_ONCE, Shown
from bdp.system.files import Refused

ROWS_MAX = 200  # of a table on a page of the site; the rest is in the text and in the file
SIMILAR_MAX, _ALIKE_LOOKED_AT = 4, 24  # few records have presentations, so that many are looked at

Form = Literal["pages", "picture", "drawing", "slides", "tables"]
_FORMS: dict[str, Form] = {
    **dict.fromkeys(("pdf",), "pages"),
    **dict.fromkeys(("jpg", "jpeg", "png", "webp"), "picture"),
    **dict.fromkeys(("svg",), "drawing"),
    **dict.fromkeys(("ppt", "pptx", "odp"), "slides"),
    **dict.fromkeys(("xls", "xlsx", "ods", "csv"), "tables"),
}
_DRAWN: dict[Form, Kind] = {"pages": "pdf", "picture": "picture", "slides": "slides"}
_WITHOUT_PICTURES = ("ppt",)  # its slides are read for their words only
_DRAWING_HEAD = 4096  # bytes
_NUMBER = r"(\d{1,6}(?:\.\d{1,6})?)"
_BOX = re.compile(rf"<svg[^>]*\bviewBox\s*=\s*[\"'][-0-9.]+[\s,]+[-0-9.]+[\s,]+{_NUMBER}[\s,]+{_NUMBER}")
_SQUARE = (1000, 1000)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page, slide or worksheet; ``page`` counts from 1, None where the file has none.

    ``title`` is a slide's first line or a worksheet's name, ``notes`` what a slide's speaker says beside it, ``cut``
    tells that the table goes on in the file.
    """

    page: int | None = None
    picture: Shown | None = None
    title: str = ""
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()
    cut: bool = False
    has_text: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """A part of a file as pages show it: ``part`` of ``parts``, from 1; ``pages`` counts those of the file, if known.

    ``note`` says in Polish what is missing. ``busy`` says that the pictures could not be drawn in time for this page.
    """

    entry: Entry
    file: AttachedFile
    form: Form
    part: int
    parts: int
    leaves: tuple[Leaf, ...]
    pages: int | None
    note: str = ""
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Presentation:
    """A presentation among the attachments of another practice."""

    entry: Outline
    file: AttachedFile


def form(file: AttachedFile) -> Form | None:
    """Return how a file is shown, by its extension; None for one that is best read as text."""
    return _FORMS.get(attachments.extension(file.file))


def listed(entry: Entry, name: str) -> AttachedFile:
    """Return the file of this name. Raises NotFound for one that the record does not list."""
    found = next((file for file in entry.files if file.file == name), None)
    if found is None:
        raise NotFound(name)
    return found


def of_file(library: Library, slug: str, name: str, *, part: int = 1) -> Preview:
    """Return one part of a listed file for showing; raises as ``browse.show``.

    NotFound too for a file that is best read as text, and for a part that there is not.
    """
    generation = library.index.current()
    entry = browse.shown_of(generation, slug)
    file = listed(entry, name)
    shape = form(file)
    if shape is None:
        raise NotFound(name)
    if shape == "tables":
        return _tables(generation, entry, file, part)
    found = {text.page: text.text for text in generation.catalogue.texts(slug) if text.file == name}
    count = file.pages or max((page or 0 for page in found), default=0)
    parts = max(1, -(-count // AT_ONCE))
    if not 1 <= part <= parts:
        raise NotFound(name)
    first = (part - 1) * AT_ONCE + 1
    if shape == "drawing":
        leaves: tuple[Leaf, ...] = (Leaf(1, Shown(1, *_drawing_size(library, slug, name)), has_text=bool(found)),)
        return Preview(entry, file, shape, part, parts, leaves, count)
    drawn, busy = _drawn(library, slug, file, _DRAWN[shape], first)
    count = count or drawn.count or len(drawn.pictures)
    numbers = range(first, min(first + AT_ONCE, count + 1))
    seen = {shown.page: shown for shown in drawn.pictures}
    leaves = tuple(_leaf(number, seen.get(number), found.get(number, ""), shape) for number in numbers)
    return Preview(entry, file, shape, part, parts, leaves, count, drawn.note or file.note, busy)


def picture(library: Library, slug: str, name: str, page: int) -> tuple[AttachedFile, bytes]:
    """Return a listed file and the picture of one of its pages as WebP. Raises NotFound, Busy, and as ``show``."""
    entry = browse.show(library, slug)
    file = listed(entry, name)
    shape = form(file)
    kind = _DRAWN.get(shape) if shape else None
    found = pictures.page(library, slug, file, kind, page) if kind and 1 <= page <= (file.pages or AT_ONCE) else None
    if found is None:
        raise NotFound(name)
    return file, found


def similar_presentations(library: Library, entry: Entry) -> tuple[Presentation, ...]:
    """Return presentations among the attachments of the practices most like this one, one of each practice."""
    found = []
    for alike in browse.similar(library, entry, _ALIKE_LOOKED_AT):
        file = next((file for file in alike.entry.files if form(file) == "slides"), None)
        if file is not None:
            found.append(Presentation(alike.entry, file))
    return tuple(found[:SIMILAR_MAX])


def _drawn(library: Library, slug: str, file: AttachedFile, kind: Kind, first: int) -> tuple[pictures.Pages, bool]:
    """Return the pictures of a batch, and whether they could not be had in time."""
    if attachments.extension(file.file) in _WITHOUT_PICTURES:
        return pictures.Pages((), file.pages, ""), False
    try:
        return pictures.pages(library, slug, file, kind, first), False
    except Busy:
        return pictures.Pages((), file.pages, ""), True


def _leaf(number: int, shown: Shown | None, text: str, shape: Form) -> Leaf:
    if shape != "slides":
        return Leaf(number, shown, has_text=bool(text))
    said, _, notes = text.partition(APART)
    title, *lines = said.split("\n")
    beside = tuple(notes.split("\n")) if notes else ()
    rows = tuple(line.removesuffix(CELL.rstrip()) for line in lines)
    return Leaf(number, shown, title, rows, notes=beside, has_text=bool(text))


def _tables(generation: Generation, entry: Entry, file: AttachedFile, part: int) -> Preview:
    found = [text for text in generation.catalogue.texts(entry.slug) if text.file == file.file]
    parts = max(1, -(-len(found) // AT_ONCE))
    if not 1 <= part <= parts:
        raise NotFound(file.file)
    leaves = tuple(_sheet(sheet) for sheet in found[(part - 1) * AT_ONCE : part * AT_ONCE])
    return Preview(entry, file, "tables", part, parts, leaves, file.pages, file.note)


def _sheet(sheet: PageText) -> Leaf:
    """Return a worksheet: its name, which is its first line where the kind of file has worksheets, and its rows."""
    lines = [line for line in sheet.text.split("\n") if line]
    title = lines.pop(0) if sheet.page is not None and lines else ""
    rows = texts.table(lines[: ROWS_MAX + 1])
    return Leaf(sheet.page, title=title, rows=rows, cut=len(lines) > ROWS_MAX + 1, has_text=True)


def _drawing_size(library: Library, slug: str, name: str) -> tuple[int, int]:
    """Return width and height of a drawing by its own coordinates, so that the page keeps room for it."""
    try:
        with attachments.open_served(library.config.attachments, slug, name) as file:
            found = _BOX.search(file.read(_DRAWING_HEAD).decode("utf-8", "replace"))
    except Refused:
        return _SQUARE
    sides = [round(float(side)) for side in found.groups()] if found else []
    return (sides[0], sides[1]) if all(sides) and sides else _SQUARE
