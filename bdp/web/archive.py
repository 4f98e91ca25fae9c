"""archive: the addresses of the original base, index.php?…&art=N&s=1|2|3, lead to the same part of the record here."""

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from bdp.services import browse
from bdp.web import record
from bdp.web.context import library

blueprint = Blueprint("archive", __name__)
PARTS = {"1": "show", "2": "presentation", "3": "attachments"}


@blueprint.get("/index.php")
def show() -> Response:
    """Redirect for good; addresses that named no practice lead to the start."""
    number = request.args.get("art", "")
    if not number:
        return redirect(url_for("start.index"), 301)
    slug = library().index.current().catalogue.by_alias(f"art={number}")
    if slug is None:
        abort(404)
    entry = browse.show(library(), slug)
    part = PARTS.get(request.args.get("s", ""), "show")
    there = {"show": True, "presentation": record.has_presentation(entry), "attachments": bool(entry.files)}
    return redirect(url_for(f"practices.{part if there[part] else 'show'}", slug=slug), 301)
