"""texts: the text of an attachment for those who cannot, or would rather not, open the file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bdp.domain.entry import AttachedFile, Entry, PageText
from bdp.domain.errors import NotBuilt, NotFound
from bdp.extraction.pages import CELL
from bdp.library import Library
from bdp.services import browse

PART_MAX = 60_000  # characters of text on one page of the site
_PARAGRAPHS = re.compile(r"\n{2,}")
_BETWEEN = re.compile(rf"(?:^|(?<=\s)){re.escape(CELL.strip())}(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (``rows`` is empty) or the rows of a table, all as long as the first (``text`` is "")."""

    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one page of the file; ``continued`` says that the page began in the part before."""

    page: int | None
    blocks: tuple[Block, ...]
    continued: bool = False


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file, one part of it: ``part`` of ``parts``, both from 1; no pieces where it has no text."""

    entry: Entry
    file: AttachedFile
    part: int
    parts: int
    pieces: tuple[Piece, ...]


def of_file(library: Library, slug: str, name: str, *, part: int = 1, page: int | None = None) -> FileText:
    """Return a part of the text of a listed file, the one with ``page`` if that is given and there.

    Raises NotFound for a file that the record does not list or a part that it does not have, and as ``browse.show``.
    """
    generation = library.index.current()
    entry = browse.shown_of(generation, slug)
    file = next((each for each in entry.files if each.file == name), None)
    if file is None:
        raise NotFound(name)
    texts = [text for text in generation.catalogue.texts(slug) if text.file == name]
    parts = list(_parts(texts))
    if page is not None:
        part = next((n for n, found in enumerate(parts, 1) if any(text.page == page for text, _ in found)), part)
    if not 1 <= part <= max(1, len(parts)):
        raise NotFound(name)
    shown = parts[part - 1] if parts else ()
    pieces = tuple(Piece(text.page, tuple(blocks(text.text)), continued) for text, continued in shown)
    return FileText(entry, file, part, max(1, len(parts)), pieces)


def with_text(library: Library, slug: str) -> frozenset[str]:
    """Return the names of a record's files that have text, as far as an index can tell."""
    try:
        return frozenset(text.file for text in library.index.current().catalogue.texts(slug))
    except NotBuilt:
        return frozenset()


def _parts(texts: Iterable[PageText]) -> Iterator[list[tuple[PageText, bool]]]:
    """Gather pages into parts of at most PART_MAX characters; a longer page is cut."""
    part: list[tuple[PageText, bool]] = []
    size = 0
    for text in texts:
        for number, chunk in enumerate(_chunks(text.text)):
            if part and size + len(chunk) > PART_MAX:
                yield part
                part, size = [], 0
            part.append((PageText(text.file, text.page, chunk), number > 0))
            size += len(chunk)
    if part:
        yield part


def _chunks(text: str) -> Iterator[str]:
    """Cut a text at line ends, else at spaces, into pieces of at most PART_MAX characters."""
    while len(text) > PART_MAX:
        cut = max(text.rfind("\n", 0, PART_MAX), 0) or max(text.rfind(" ", 0, PART_MAX), 0) or PART_MAX
        yield text[:cut]
        text = text[cut:].lstrip()
    yield text


def blocks(text: str) -> Iterator[Block]:
    """Yield paragraphs; lines of cells side by side are a table."""
    for paragraph in _PARAGRAPHS.split(text.strip()):
        for celled, group in groupby(paragraph.split("\n"), key=lambda line: bool(_BETWEEN.search(line))):
            lines = tuple(group)
            if celled and len(lines) > 1:
                yield Block(rows=table(lines))
            elif any(lines):
                yield Block("\n".join(lines))


def table(lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return lines of cells as rows of one length."""
    rows = [tuple(cell.strip() for cell in _BETWEEN.split(line)) for line in lines]
    width = max(map(len, rows), default=0)
    return tuple(row + ("",) * (width - len(row)) for row in rows)
