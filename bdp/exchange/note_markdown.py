"""note_markdown: a note as Markdown in which whatever a record says is text."""

import re
from collections.abc import Iterable, Iterator

from bdp.domain.note import Block, Cell, Heading, Link, Listing, Note, Paragraph, Run, Table

MEDIA_TYPE = "text/markdown; charset=utf-8"
_SIGNS = re.compile(r"([\\`*_{}\[\]#|>])")
_ENTITIES = re.compile(r"[<~]|&(?=#?\w+;)")  # for what not every reader of Markdown takes a backslash before
_AT_START = re.compile(r"^(\s*)([-+]|\d+[.)])")


def write(note: Note) -> bytes:
    """Return the note as UTF-8 text."""
    blocks = [f"# {escaped(note.title)}", *(text for block in note.blocks for text in _block(block))]
    return ("\n\n".join(blocks) + "\n").encode()


def escaped(text: str) -> str:
    """Return a text in which no sign means anything to Markdown."""
    signs = _ENTITIES.sub(lambda found: f"&#{ord(found[0])};", _SIGNS.sub(r"\\\1", text))
    return _AT_START.sub(lambda found: f"{found[1]}{_start(found[2])}", signs)


def _start(mark: str) -> str:
    return f"{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else f"\\{mark}"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * (block.level + 1)} {escaped(block.text)}"
    elif isinstance(block, Paragraph):
        yield _runs(block.runs)
    elif isinstance(block, Listing):
        yield "\n".join(f"- {_runs(item)}" for item in block.items)
    else:
        yield f"**{escaped(block.caption)}**"
        yield "\n".join(_rows(block))


def _rows(table: Table) -> Iterator[str]:
    yield _row(map(_joined, table.head))
    yield _row("---" for _ in table.head)
    for head, *cells in table.rows:
        yield _row((f"**{_joined(head)}**", *map(_joined, cells)))


def _joined(cell: Cell) -> str:
    return "; ".join(map(escaped, cell.lines))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _runs(runs: tuple[Run, ...]) -> str:
    """Return the words of a paragraph; only its first may be taken for the beginning of a list."""
    return "".join(_link(run) if isinstance(run, Link) else escaped(run) for run in runs)


def _link(link: Link) -> str:
    """Return a link; an address with brackets or spaces would end too early."""
    address = re.sub(r"[\s<>()\\]", lambda found: f"%{ord(found[0]):02X}", link.address)
    return f"[{escaped(link.text)}](<{address}>)"
