"""note: a document as it is meant, headings, paragraphs, lists and tables, before any format writes it."""

import re
from dataclasses import dataclass, replace
from datetime import date

from bdp.domain import typography

# What no document may hold: controls, halves of characters, what turns the direction of text, what is no character.
_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)

_SPACES = re.compile(r"[ \t\n]+")


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a whole address."""

    text: str
    address: str


Run = str | Link


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2; the title of the note stands above both. ``language`` is "" for that of the note."""

    text: str
    level: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words and links in one paragraph; ``small`` is for what stands beside the matter."""

    runs: tuple[Run, ...]
    language: str = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with bullets."""

    items: tuple[tuple[Run, ...], ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, line by line."""

    lines: tuple[str, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of headings; the first cell of every other row is its heading."""

    caption: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def columns(self) -> str:
        """The headings in one line."""
        return ", ".join(line for cell in self.head for line in cell.lines)


Block = Heading | Paragraph | Listing | Table


@dataclass(frozen=True, slots=True)
class Note:
    """A document with its title, the language of its own words, its day and its publisher; ``page`` is that word."""

    title: str
    language: str
    day: date
    publisher: str
    page: str
    blocks: tuple[Block, ...]


def tied(note: Note) -> Note:
    """Return the note as it is printed: in Polish no line ends with a one-letter word. Headings stay as they are."""
    return replace(note, blocks=tuple(_tied(block, note.language) for block in note.blocks))


def _tied(block: Block, language: str) -> Block:
    if isinstance(block, Table):
        rows = tuple(tuple(_tied_cell(cell, language) for cell in row) for row in block.rows)
        return replace(block, head=tuple(_tied_cell(cell, language) for cell in block.head), rows=rows)
    if isinstance(block, Heading) or (block.language or language) != "pl":
        return block
    if isinstance(block, Paragraph):
        return replace(block, runs=_tied_runs(block.runs))
    return replace(block, items=tuple(map(_tied_runs, block.items)))


def _tied_cell(cell: Cell, language: str) -> Cell:
    polish = (cell.language or language) == "pl"
    return replace(cell, lines=tuple(map(typography.tied, cell.lines))) if polish else cell


def _tied_runs(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return tuple(
        replace(run, text=typography.tied(run.text)) if isinstance(run, Link) else typography.tied(run) for run in runs
    )


def clean(text: str) -> str:
    """Return a text on one line that every format can hold; no-break spaces stay."""
    return _SPACES.sub(" ", _REFUSED.sub("", text)).strip(" ")
