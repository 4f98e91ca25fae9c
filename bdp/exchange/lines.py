"""lines: a concordance as data: all its lines as CSV or JSON."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bdp.domain.concordance import Concordance, Line, Share
from bdp.exchange import csv_table
from bdp.exchange.cells import guarded
from bdp.exchange.json_form import understood

COLUMNS = ("slug", "title", "url", "year", "voivodeships", "where", "file", "page", "left", "words", "right")

Address = Callable[[Line], str]  # where a line stands, as an address


def write(concordance: Concordance, address: Address, *, excel: bool = False) -> Iterator[bytes]:
    """Yield the lines as CSV in pieces, written as a table of practices is."""
    language = concordance.results.query.language
    rows = (_cells(record(line, language, address(line))) for line in concordance.lines)
    return csv_table.table(COLUMNS, rows, excel=excel)


def _cells(told: Mapping[str, Any]) -> Iterator[str]:
    for name in COLUMNS:
        value = told[name]
        text = "; ".join(value) if isinstance(value, list) else value
        yield "" if text is None else guarded(str(text))


def document(concordance: Concordance, address: Address) -> dict[str, Any]:
    """Return the object of ``/konkordancja.json``; ``complete`` is false where not every matching practice was read."""
    results = concordance.results
    return {
        "query": understood(results.query, results.notes),
        "neighbour": concordance.neighbour or None,
        "total": concordance.total,
        "practices": concordance.practices,
        "matching": results.total,
        "read": concordance.read,
        "complete": concordance.complete,
        "suggestion": results.suggestion,
        "relaxed": results.relaxed,
        "lines": [record(line, results.query.language, address(line)) for line in concordance.lines],
        "years": _shares(concordance.years),
        "voivodeships": _shares(concordance.voivodeships),
    }


def record(line: Line, language: str, address: str) -> dict[str, Any]:
    """Return one line; ``left``, ``words`` and ``right`` put together are a piece of the text."""
    place = line.occurrence
    return {
        "slug": line.entry.slug,
        "title": line.entry.body(language).title,
        "url": address,
        "year": line.year,
        "voivodeships": list(line.entry.voivodeships),
        "where": place.where,
        "file": place.file,
        "page": place.page,
        "left": place.left,
        "words": place.words,
        "right": place.right,
    }


def _shares(shares: Sequence[Share]) -> list[dict[str, Any]]:
    return [
        {"value": share.value or None, "label": share.label, "lines": share.lines, "practices": share.practices}
        for share in shares
    ]
