"""json_form: the two JSON shapes, a page of the list and one record."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from bdp.domain.entry import AttachedFile, Entry
from bdp.domain.practice import Contact, Practice
from bdp.domain.query import FACETS, NARROWING, Query
from bdp.domain.results import Match, Result, Results
from bdp.exchange.plain import Frame, Plain, plain, value
from bdp.exchange.site import Site

MEDIA_TYPE = "application/json"
PROBLEM_TYPE = "application/problem+json"
SUMMARY_MAX = 400
LIST = "/praktyki.json"
_LOOSE_END = re.compile(r"(?:[ ,;:.–-]| [aiouwzAIOUWZ](?![^ ,;:.–-]))+$")
_NEAR = 20  # characters before the end among which a loose end is looked for first

_BRIEF: tuple[str, ...] = ("unit_type", "teryt", "place", "powiat", "voivodeship", "lat", "lon", "population")
_BRIEF += ("institution", "started", "ended", "entered", "updated", "verified")
# ``notes`` are the editors' own; the rest is said by other keys or has no meaning for a published record.
_UNSAID = frozenset({"slug", "notes", "withdrawn_reason", "summary", "presentation", "translation", "attachments"})


def dump(thing: Mapping[str, Any]) -> bytes:
    """Return compact JSON in UTF-8, letters as they are."""
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def listing(results: Results, site: Site) -> dict[str, Any]:
    """Return the object of ``/praktyki.json``."""
    query = results.query
    frame = Frame(site, query.language)
    return {
        "query": understood(query, results.notes),
        "total": results.total,
        "page": query.page,
        "per_page": query.per_page,
        "next": _next(results, site),
        "suggestion": results.suggestion,
        "relaxed": results.relaxed,
        "practices": [_result(result, frame) for result in results.practices],
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
        **{name: list(query.chosen(name)) for name in NARROWING},
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


def _result(result: Result, frame: Frame) -> dict[str, Any]:
    matches = [_match(match) for match in result.matches]
    return {**brief(plain(result.entry, frame)), "score": result.score, "matches": matches}


def brief(one: Plain) -> dict[str, Any]:
    """Return what a list says of a practice."""
    practice = one.entry.practice
    return {
        "slug": one.slug,
        "url": one.url,
        "title": one.title,
        "summary": shortened(one.summary),
        "themes": list(practice.themes),
        "forms": list(practice.forms),
        **{key: value(getattr(practice, key)) for key in _BRIEF},
        "attachments": len(one.entry.files),
    }


def _match(match: Match) -> dict[str, Any]:
    return {"where": match.where, "file": match.file, "page": match.page, "html": match.html}


def shortened(text: str, longest: int = SUMMARY_MAX) -> str:
    """Return plain text on one line of at most ``longest`` characters, cut at a word and ended with ``…``.

    No sign and no one-letter word that belongs to what follows stands before the ``…``.
    """
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    head, space, _ = line[:longest].rpartition(" ")
    head = head if space else line[: longest - 1]
    near = max(0, len(head) - _NEAR)
    loose = _LOOSE_END.search(head, near)
    if loose and loose.start() < near + 2:  # it may begin before
        loose = _LOOSE_END.search(head)
    return (head[: loose.start()] if loose else head) + "…"


def record(
    entry: Entry, site: Site, *, today: date, language: str = "pl", similar: Iterable[tuple[str, str, str]] = ()
) -> dict[str, Any]:
    """Return the object of ``/praktyki/<slug>.json``: what the record's pages show to a reader of that day.

    ``similar`` gives slug, title and reason of each similar practice.
    """
    one = plain(entry, Frame(site, language))
    practice, body = entry.practice, one.body
    said = {field.name: value(getattr(practice, field.name)) for field in fields(Practice) if field.name not in _UNSAID}
    return {
        "slug": one.slug,
        "url": one.url,
        **said,
        "title": one.title,
        "plain": body.plain or practice.plain or None,
        "contacts": [_contact(contact) for contact in practice.contacts if contact.shown(today)],
        "summary_html": body.summary_html,
        "presentation_html": body.presentation_html,
        "attachments": [_attachment(entry.slug, file, site) for file in entry.files],
        "similar": [{"slug": slug, "title": title, "reason": reason} for slug, title, reason in similar],
        "citation": one.citation,
    }


def _contact(contact: Contact) -> dict[str, Any]:
    """Return what the page shows of a contact; no bulk format has any of it."""
    return {key: value(getattr(contact, key)) for key in ("name", "role", "organisation", "phone", "email", "until")}


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


def problem(status: int, title: str, detail: str = "", problems: Iterable[tuple[str, str]] = ()) -> dict[str, Any]:
    """Return the object of ``application/problem+json``; ``problems`` are pairs of a key or parameter and a message."""
    return {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "problems": [{"key": key, "message": message} for key, message in problems],
    }
