"""record: what the pages of one practice print beside its text: parts, facts in words, the way back, similar ones."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from flask import request

from bdp.domain import repeating
from bdp.domain.entry import AttachedFile, Entry
from bdp.domain.errors import BadQuery
from bdp.domain.practice import Contact
from bdp.domain.query import Query
from bdp.exchange.site import attribution, citation
from bdp.services import browse
from bdp.services.browse import Similar
from bdp.web import marks
from bdp.web.addresses import url_for
from bdp.web.context import absolute, asked, letter, library, origin, site, today
from bdp.web.language import N_, gettext, language
from bdp.web.linked_data import linked_data

OLD_AFTER = 5  # years after which a description or a check is called old
PARTS = ("show", "presentation", "attachments")


@dataclass(frozen=True, slots=True)
class Part:
    """One of the parts of a record; ``address`` keeps the reader's list."""

    name: str
    title: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Way:
    """The reader's way back to the list that the record was opened from, and along it; addresses or None."""

    back: str
    position: int
    total: int
    previous: str | None
    following: str | None


def reader_query() -> Query | None:
    """Return the list that the reader came from, as the link says it; None without one or with a bad one."""
    pairs = parse_qsl(request.query_string.decode("utf-8", "replace"), keep_blank_values=False)
    if not pairs:
        return None
    try:
        query = asked(pairs)
    except BadQuery:
        return None
    return query if query.pairs() else None


def parts(entry: Entry, current: str, query: Query | None) -> tuple[Part, ...]:
    """Return the parts that this record has."""
    has = {"show": True, "presentation": has_presentation(entry), "attachments": bool(entry.files)}
    titles = {
        "show": gettext("Summary and facts"),
        "presentation": gettext("Full presentation"),
        "attachments": gettext("Attachments"),
    }
    return tuple(
        Part(name, titles[name], address(f"practices.{name}", entry.slug, query), current=name == current)
        for name in PARTS
        if has[name]
    )


def has_presentation(entry: Entry) -> bool:
    """Tell whether the record has a full presentation in the reader's language or in Polish."""
    return bool(entry.body(language()).presentation_html or entry.pl.presentation_html)


def way(entry: Entry, query: Query | None) -> Way | None:
    """Return the way along the reader's list, None where the record was not opened from one."""
    if query is None:
        return None
    found = browse.neighbours(library(), query, entry.slug, today=today())
    if found is None:
        return None

    def at(slug: str | None, position: int) -> str | None:
        page = (position - 1) // query.per_page + 1
        return address("practices.show", slug, replace(query, page=page)) if slug else None

    page = (found.position - 1) // query.per_page + 1
    return Way(
        back=replace(query, page=page).address(url_for("practices.index")) + f"#{entry.slug}",
        position=found.position,
        total=found.total,
        previous=at(found.previous, found.position - 1),
        following=at(found.following, found.position + 1),
    )


def address(endpoint: str, slug: str, query: Query | None) -> str:
    """Return the address of a page of a record that keeps the reader's list."""
    path = url_for(endpoint, slug=slug)
    return query.address(path) if query else path


_SHARED_NAMES = {
    "theme": N_("the same theme"),
    "department": N_("the same department"),
    "form": N_("the same form of cooperation"),
    "unit_type": N_("the same type of unit"),
    "size": N_("similar number of residents"),
    "voivodeship": N_("the same voivodeship"),
}


def reason(similar: Similar) -> str:
    """Say why a practice is called similar: "ten sam temat i forma współpracy"."""
    chosen = [gettext("chosen by the editors")] if similar.chosen else []
    return ", ".join((*chosen, *(gettext(name) for facet, name in _SHARED_NAMES.items() if facet in similar.shared)))


def context(entry: Entry, current: str) -> dict[str, Any]:
    """Return what every page of a record prints."""
    query = reader_query()
    practice, text = entry.practice, entry.body(language())
    presented = text if text.presentation_html else entry.pl
    return {
        "entry": entry,
        "current": current,
        "part_address": lambda name, slug, query: address(f"practices.{name}", slug, query),
        "practice": practice,
        "body": text,
        "text_language": text_language(entry),
        "presentation_html": presented.presentation_html,
        "presentation_language": "pl" if presented is entry.pl else "en",
        "headings": presented.headings,
        "query": query,
        "marks": marks.begin(None if current == "whole" else query),
        "marks_switch": marks.switch(query),
        "way": way(entry, query),
        "parts": parts(entry, current, query),
        "contacts": contacts(entry),
        "repeating": repeating.heading(presented.headings),
        "linked_data": linked_data(entry, site(), language()),
        "old": is_old(practice.verified or practice.changed),
        "plain": text.plain or practice.plain,
        **_sentences(entry),
    }


def _sentences(entry: Entry) -> dict[str, str]:
    """Return what others take with them: the sentences to cite and to name the source, the card and its words."""
    known = replace(site(), origin=origin())
    title = entry.body(language()).title
    return {
        "citation": citation(entry, known, language()),
        "attribution": attribution(entry, known, language()),
        "letter": letter(title, "\n\n".join((citation(entry, known, language()), known.practice(entry.slug)))),
        "card": absolute(url_for("pictures.practice", slug=entry.slug)),
        "card_alt": gettext("Title of the practice, its place and themes: %(title)s", title=title),
    }


def text_language(entry: Entry) -> str:
    """Return the language that the texts of the record are shown in."""
    return "en" if language() == "en" and entry.en is not None else "pl"


def contacts(entry: Entry) -> tuple[Contact, ...]:
    """Return the contacts that readers may see today."""
    return tuple(contact for contact in entry.practice.contacts if contact.shown(today()))


def is_old(day: date | None) -> bool:
    """Tell whether a day lies more than five years back."""
    now = today()
    return day is not None and (now.year - day.year, now.month, now.day) > (OLD_AFTER, day.month, day.day)


KINDS: Mapping[str, str] = {
    "pdf": "PDF",
    "doc": "Word (DOC)",
    "docx": "Word (DOCX)",
    "odt": "OpenDocument (ODT)",
    "rtf": "RTF",
    "xls": "Excel (XLS)",
    "xlsx": "Excel (XLSX)",
    "ods": "OpenDocument (ODS)",
    "csv": "CSV",
    "ppt": "PowerPoint (PPT)",
    "pptx": "PowerPoint (PPTX)",
    "odp": "OpenDocument (ODP)",
    "txt": "TXT",
    "zip": "ZIP",
}


def kind(file: AttachedFile) -> str:
    """Return the name of a file's format, with its extension in it."""
    extension = file.file.rpartition(".")[2].lower()
    return KINDS.get(extension, extension.upper())
