"""schemas: the shapes of the JSON answers, as JSON Schema, for the description of the API."""

from typing import Any

from bdp.domain.entry import SIZE_BOUNDS
from bdp.domain.query import FACETS, HAS, NARROWING, SORTS
from bdp.exchange import codebook
from bdp.exchange.json_form import SUMMARY_MAX

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TEXTS: Schema = {"type": "array", "items": TEXT}
COUNT: Schema = {"type": "integer", "minimum": 0}


def or_null(schema: Schema) -> Schema:
    """Return the schema of a value that may be absent."""
    return {**schema, "type": [schema["type"], "null"]}


def shape(properties: Schema, optional: tuple[str, ...] = ()) -> Schema:
    """Return the schema of an object with exactly these keys."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _column(column: codebook.Column, language: str) -> Schema:
    """Return the schema of a key of a record."""
    kinds: dict[str, Schema] = {
        "number": or_null({"type": "number"}),
        "year": or_null({"type": "integer"}),
        "date": or_null({"type": "string", "format": "date"}),
        "ids": TEXTS,
        "list": TEXTS,
        "json": {"type": ["array", "object", "null"]},
    }
    return {**kinds.get(column.kind, or_null(TEXT)), "description": column.meaning(language)}


def _columns(language: str, *left_out: str) -> Schema:
    return {c.name: _column(c, language) for c in codebook.columns() if c.name not in left_out}


MATCH = shape(
    {
        "where": {"enum": ["title", "summary", "presentation", "metadata", "attachment"]},
        "file": or_null(TEXT),
        "page": or_null({"type": "integer", "minimum": 1}),
        "html": TEXT,
    }
)
FACET = shape({"value": TEXT, "label": TEXT, "count": COUNT, "selected": {"type": "boolean"}})
BRIEF = (
    "slug", "url", "title", "summary", "themes", "forms", "unit_type", "teryt", "place", "powiat", "voivodeship", "lat",
    "lon", "population", "institution", "started", "ended", "entered", "updated", "verified",
)  # fmt: skip


def listing(language: str) -> Schema:
    """Return the schema of a page of the list."""
    known = _columns(language)
    brief = {name: known[name] for name in BRIEF}
    brief["summary"] = {"type": "string", "maxLength": SUMMARY_MAX}
    brief |= {
        "attachments": COUNT,
        "score": or_null({"type": "number"}),
        "matches": {"type": "array", "items": MATCH},
    }
    return shape(
        {
            "query": _query(),
            "total": COUNT,
            "page": {"type": "integer", "minimum": 1},
            "per_page": {"type": "integer", "minimum": 1, "maximum": 100},
            "next": or_null(TEXT),
            "suggestion": or_null(TEXT),
            "relaxed": {"type": "boolean"},
            "practices": {"type": "array", "items": shape(brief)},
            "facets": shape({facet: {"type": "array", "items": FACET} for facet in FACETS}),
        }
    )


def _query() -> Schema:
    sizes = {"type": "array", "items": {"enum": [name for name, _, _ in SIZE_BOUNDS]}}
    return shape(
        {
            "q": TEXT,
            **{name: sizes if name == "size" else TEXTS for name in NARROWING},
            "from": or_null({"type": "integer"}),
            "to": or_null({"type": "integer"}),
            "has": {"type": "array", "items": {"enum": list(HAS)}},
            "sort": {"enum": list(SORTS)},
            "cut": {"type": "boolean"},
            "notes": TEXTS,
        }
    )


def record(language: str) -> Schema:
    """Return the schema of one practice."""
    attachment = shape(
        {
            **{name: or_null(TEXT) for name in ("title", "description", "language")},
            **dict.fromkeys(("file", "url", "media_type", "sha256"), TEXT),
            "bytes": COUNT,
            "pages": or_null(COUNT),
        }
    )
    contact = shape({name: or_null(TEXT) for name in ("name", "role", "organisation", "phone", "email", "until")})
    return shape(
        {
            **_columns(language, "notes", "attachments", "withdrawn_reason", "summary", "presentation"),
            "contacts": {"type": "array", "items": contact},
            "summary_html": TEXT,
            "presentation_html": TEXT,
            "attachments": {"type": "array", "items": attachment},
            "similar": {"type": "array", "items": shape({"slug": TEXT, "title": TEXT, "reason": TEXT})},
            "citation": TEXT,
        }
    )


def problem() -> Schema:
    """Return the schema of an error."""
    fault = shape({"key": TEXT, "message": TEXT})
    return shape(
        {
            "type": TEXT,
            "title": TEXT,
            "status": {"type": "integer"},
            "detail": TEXT,
            "problems": {"type": "array", "items": fault},
        }
    )


def line(language: str) -> Schema:
    """Return the schema of a line of JSON Lines."""
    return shape(_columns(language))
