"""archive: the addresses of the original base, index.php?…&art=N&s=1|2|3, lead to the same part of the record here."""

import re
from urllib.parse import unquote

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response

from bdp.services import browse
from bdp.web import record
from bdp.web.addresses import url_for
from bdp.web.context import library

_VALUE = r"(?:^|[&;?\s])(?:amp;)?{}=\s*([^&;#]*)"

blueprint = Blueprint("archive", __name__)
PARTS = {"1": "show", "2": "presentation", "3": "attachments"}


@blueprint.get("/index.php")
def show() -> Response:
    """Redirect for good; addresses that named no practice lead to the start."""
    asked = unquote(request.query_string.decode("ascii", "replace"))
    if not _said("art", asked):
        return redirect(url_for("start.index"), 301)
    number = re.match(r"0*(\d{1,9})(?!\d)", _said("art", asked))
    slug = library().index.current().catalogue.by_alias(f"art={number[1]}") if number else None
    if slug is None:
        abort(404)
    entry = browse.show(library(), slug)
    part = PARTS.get(_said("s", asked)[:1], "show")
    there = {"show": True, "presentation": record.has_presentation(entry), "attachments": bool(entry.files)}
    return redirect(url_for(f"practices.{part if there[part] else 'show'}", slug=slug), 301)


def _said(name: str, asked: str) -> str:
    """Return the first value of a parameter, as old links have it: parted by & or ; or &amp;, in any case."""
    found = re.search(_VALUE.format(name), asked, re.IGNORECASE)
    return found[1].strip() if found else ""
