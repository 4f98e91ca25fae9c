"""note_typst: a note as the data that the template ``note.typ`` sets."""

from typing import Any

from bdp.domain.note import Block, Cell, Heading, Link, Note, Paragraph, Run, Table, tied

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
        "blocks": [_block(block, note.language) for block in tied(note).blocks],
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
        said = {"kind": "paragraph", "runs": _runs(block.runs), "small": block.small}
    else:
        said = {"kind": "list", "items": [_runs(item) for item in block.items]}
    return said | {"language": own}


def _cell(cell: Cell, language: str) -> dict[str, Any]:
    own = cell.language or language
    return {"lines": list(cell.lines), "language": own}


def _runs(runs: tuple[Run, ...]) -> list[dict[str, str]]:
    pairs = ((run.text, run.address) if isinstance(run, Link) else (run, "") for run in runs)
    return [{"text": text, "address": address} for text, address in pairs]
