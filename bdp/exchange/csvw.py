"""csvw: the dictionary of the columns of a table, as CSV on the Web has it for programs and as Markdown for people."""

from typing import Any

from bdp.exchange import codebook
from bdp.exchange.site import LICENCE, NAME

MEDIA_TYPE = "application/csvm+json"
_TYPES = {"number": "number", "year": "gYear", "date": "date", "json": "json", "url": "anyURI"}
_HEADS = {"pl": ("kolumna", "rodzaj", "znaczenie"), "en": ("column", "kind", "meaning")}


def metadata(table: str, language: str) -> dict[str, Any]:
    """Return the metadata of a table at an address or beside them in a file."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": language}],
        "url": table,
        "dc:title": NAME[language],
        "dc:license": {"@id": LICENCE},
        "dialect": {"encoding": "utf-8", "delimiter": ",", "lineTerminators": ["\r\n"], "header": True},
        "tableSchema": {"primaryKey": "slug", "columns": [_column(c, language) for c in codebook.columns()]},
    }


def _column(column: codebook.Column, language: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": column.name,
        "titles": [column.name],
        "dc:description": column.meaning(language),
        "datatype": _TYPES.get(column.kind, "string"),
    }
    return said | ({"separator": "; "} if column.kind in ("ids", "list") else {})


def markdown(language: str) -> str:
    """Return the dictionary as a table, with the rules of writing below."""
    lines = [f"| {' | '.join(_HEADS[language])} |", "|---|---|---|"]
    lines += [
        f"| `{column.name}` | {codebook.kind(column, language)} | {column.meaning(language)} |"
        for column in codebook.columns()
    ]
    return "\n".join([*lines, "", *(f"* {rule}" for rule in codebook.RULES[language]), ""])
