"""texts: the text of an attachment as a page, for those who cannot, or would rather not, open the file."""

from flask import Blueprint, abort, render_template, request

from bdp.domain.entry import Entry
from bdp.domain.errors import Gone
from bdp.domain.query import Query
from bdp.services import texts
from bdp.services.previews import Preview
from bdp.services.texts import FileText
from bdp.web import record
from bdp.web.addresses import url_for
from bdp.web.context import library

blueprint = Blueprint("texts", __name__)


@blueprint.get("/zalaczniki/<slug>/<file>/tekst")
def show(slug: str, file: str) -> str:
    """Show the text of a listed file: ``part`` of it, or the one where page ``at`` begins."""
    part, page = request.args.get("part", 1, type=int), request.args.get("at", type=int)
    try:
        found = texts.of_file(library(), slug, file, part=part, page=page)
    except Gone:
        abort(404)
    context = record.context(found.entry, "text")
    whole = address(found.entry, file, context["query"])
    return render_template(
        "texts/show.html",
        found=found,
        previous=part_address(found, -1, whole),
        following=part_address(found, 1, whole),
        robots="noindex",
        **context,
    )


def part_address(found: FileText | Preview, step: int, whole: str) -> str:
    """Return the address of the part before or after, "" where there is none; ``whole`` is that of the first."""
    part = found.part + step
    return _with(whole, f"part={part}") if 1 <= part <= found.parts else ""


@blueprint.app_template_global("text_address")
def address(entry: Entry, file: str, query: Query | None = None, page: int | None = None) -> str:
    """Return the address of the text of a file, at a page of it, with the reader's query."""
    path = url_for("texts.show", slug=entry.slug, file=file)
    whole = query.address(path) if query else path
    return whole if page is None else f"{_with(whole, f'at={page}')}#strona-{page}"


def _with(whole: str, parameter: str) -> str:
    return f"{whole}{'&' if '?' in whole else '?'}{parameter}"
