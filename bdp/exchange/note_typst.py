"""note_typst: a note as the data that the template ``note.typ`` sets."""

from typing import Any

from bdp.domain.note import Block, Cell, Heading, Link, Note, Paragraph, Run, Table
from bdp.domain.typography import tied

TEMPLATE = "note.typ"


def data(note: Note) -> dict[str, Any]:
    """Return the note as plain values for JSON."""
    return {
        "title": note.title,
        "language": note.language,
        "publisher": note.publisher,
        "page": note.page,
        "year": note.day.year,
        "month": note.day.month,
        "day": note.day.day,
        "blocks": [_block(block, note.language) for block in note.blocks],
    }


def _block(block: Block, language: str) -> dict[str, Any]:
    if isinstance(block, Table):
        return {
            "kind": "table",
            "caption": block.caption,
            "head": [_cell(cell, language) for cell in block.head],
            "rows": [[_cell(cell, language) for cell in row] for row in block.rows],
            "language": language,
        }
    own = block.language or language
    if isinstance(block, Heading):
        said = {"kind": "heading", "text": block.text, "level": block.level}
    elif isinstance(block, Paragraph):
        said = {"kind": "paragraph", "runs": _runs(block.runs, own), "small": block.small}
    else:
        said = {"kind": "list", "items": [_runs(item, own) for item in block.items]}
    return said | {"language": own}


def _cell(cell: Cell, language: str) -> dict[str, Any]:
    own = cell.language or language
    return {"lines": [_set(line, own) for line in cell.lines], "language": own}


def _runs(runs: tuple[Run, ...], language: str) -> list[dict[str, str]]:
    pairs = ((run.text, run.address) if isinstance(run, Link) else (run, "") for run in runs)
    return [{"text": _set(text, language), "address": address} for text, address in pairs]


def _set(text: str, language: str) -> str:
    """Return a text as it is set: in Polish no line ends with a one-letter word."""
    return tied(text) if language == "pl" else text
