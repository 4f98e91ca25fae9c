"""json_form: the two JSON shapes, a page of the list and one record."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from bdp.domain.entry import AttachedFile, Entry
from bdp.domain.practice import Contact, Member, Practice, Source
from bdp.domain.query import FACETS, Query
from bdp.domain.results import Match, Result, Results
from bdp.exchange.site import Site, citation

MEDIA_TYPE = "application/json"
PROBLEM_TYPE = "application/problem+json"
SUMMARY_MAX = 400
LIST = "/praktyki.json"

_BRIEF = ("institution", "started", "ended", "entered", "updated", "verified")
# ``notes`` are the editors' own; the rest is said by other keys or has no meaning for a published record.
_UNSAID = frozenset({"slug", "notes", "withdrawn_reason", "summary", "presentation", "translation", "attachments"})


def dump(thing: Mapping[str, Any]) -> bytes:
    """Return compact JSON in UTF-8, letters as they are."""
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def listing(results: Results, site: Site) -> dict[str, Any]:
    """Return the object of ``/praktyki.json``."""
    query = results.query
    return {
        "query": understood(query, results.notes),
        "total": results.total,
        "page": query.page,
        "per_page": query.per_page,
        "next": _next(results, site),
        "suggestion": results.suggestion,
        "relaxed": results.relaxed,
        "practices": [_brief(result, site, query.language) for result in results.practices],
        "facets": {
            name: [
                {"value": value.value, "label": value.label, "count": value.count, "selected": value.selected}
                for value in results.facets[name]
            ]
            for name in FACETS
        },
    }


def understood(query: Query, notes: Iterable[str] = ()) -> dict[str, Any]:
    """Return the parameters in force under their names in an address; ``cut`` says that q was longer than allowed."""
    return {
        "q": query.q,
        **{facet: list(query.chosen(facet)) for facet in FACETS},
        "from": query.from_year,
        "to": query.to_year,
        "has": list(query.has),
        "sort": query.order,
        "cut": query.cut,
        "notes": list(notes),
    }


def _next(results: Results, site: Site) -> str | None:
    query = results.query
    if query.page >= results.pages:
        return None
    return replace(query, page=query.page + 1).address(site.path(LIST))


def _brief(result: Result, site: Site, language: str) -> dict[str, Any]:
    practice, body = result.entry.practice, result.entry.body(language)
    return {
        "slug": practice.slug,
        "url": site.practice(practice.slug),
        "title": body.title,
        "summary": shortened(body.summary_text),
        "themes": list(practice.themes),
        "forms": list(practice.forms),
        **{key: _value(getattr(practice, key)) for key in ("unit_type", "teryt", "place", "powiat", "voivodeship")},
        "lat": practice.lat,
        "lon": practice.lon,
        "population": practice.population,
        **{key: _value(getattr(practice, key)) for key in _BRIEF},
        "attachments": len(result.entry.files),
        "score": result.score,
        "matches": [_match(match) for match in result.matches],
    }


def _match(match: Match) -> dict[str, Any]:
    return {"where": match.where, "file": match.file, "page": match.page, "html": match.html}


def shortened(text: str, longest: int = SUMMARY_MAX) -> str:
    """Return plain text on one line of at most ``longest`` characters, cut at a word and ended with ``…``."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    head, space, _ = line[:longest].rpartition(" ")
    return (head if space else line[: longest - 1]).rstrip(" ,;:–-") + "…"


def record(
    entry: Entry, site: Site, *, today: date, language: str = "pl", similar: Iterable[tuple[str, str, str]] = ()
) -> dict[str, Any]:
    """Return the object of ``/praktyki/<slug>.json``: what the record's pages show to a reader of that day.

    ``similar`` gives slug, title and reason of each similar practice.
    """
    practice, body = entry.practice, entry.body(language)
    said = {
        field.name: _value(getattr(practice, field.name)) for field in fields(Practice) if field.name not in _UNSAID
    }
    return {
        "slug": practice.slug,
        "url": site.practice(practice.slug),
        **said,
        "title": body.title,
        "plain": body.plain or practice.plain or None,
        "contacts": [_contact(contact) for contact in practice.contacts if contact.shown(today)],
        "summary_html": body.summary_html,
        "presentation_html": body.presentation_html,
        "attachments": [_attachment(entry.slug, file, site) for file in entry.files],
        "similar": [{"slug": slug, "title": title, "reason": reason} for slug, title, reason in similar],
        "citation": citation(entry, site, language),
    }


def _contact(contact: Contact) -> dict[str, Any]:
    """Return how to reach a post; who holds it is said to readers of the page only, not to collectors of data."""
    return {key: value for key, value in _value(contact).items() if key != "name"}


def _attachment(slug: str, file: AttachedFile, site: Site) -> dict[str, Any]:
    return {
        "title": file.title or None,
        "description": file.description or None,
        "language": file.language or None,
        "file": file.file,
        "url": site.attachment(slug, file.file),
        "media_type": file.media_type,
        "bytes": file.size,
        "pages": file.pages,
        "sha256": file.sha256,
    }


def _value(value: Any) -> Any:  # noqa: ANN401 - any field of a practice
    """Return a field as JSON has it: dates in ISO form, an absent text or source as null."""
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if isinstance(value, Member | Contact | Source):
        shown = {f.name: _value(getattr(value, f.name)) for f in fields(value) if f.name != "confirmed"}
        return shown if value != type(value)() else None
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value


def problem(status: int, title: str, detail: str = "", problems: Iterable[tuple[str, str]] = ()) -> dict[str, Any]:
    """Return the object of ``application/problem+json``; ``problems`` are pairs of a key or parameter and a message."""
    return {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "problems": [{"key": key, "message": message} for key, message in problems],
    }
