"""note_typst: a note as the data that the template ``note.typ`` sets."""

from typing import Any

from bdp.domain.note import Block, Cell, Heading, Link, Listing, Note, Paragraph, Run

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
    if isinstance(block, Heading):
        said = {"kind": "heading", "text": block.text, "level": block.level}
    elif isinstance(block, Paragraph):
        said = {"kind": "paragraph", "runs": _runs(block.runs), "small": block.small}
    elif isinstance(block, Listing):
        said = {"kind": "list", "items": [_runs(item) for item in block.items]}
    else:
        return {
            "kind": "table",
            "caption": block.caption,
            "head": [_cell(cell, language) for cell in block.head],
            "rows": [[_cell(cell, language) for cell in row] for row in block.rows],
            "language": language,
        }
    return said | {"language": block.language or language}


def _cell(cell: Cell, language: str) -> dict[str, Any]:
    return {"lines": list(cell.lines), "language": cell.language or language}


def _runs(runs: tuple[Run, ...]) -> list[dict[str, str]]:
    return [{"text": r.text, "address": r.address} if isinstance(r, Link) else {"text": r, "address": ""} for r in runs]
