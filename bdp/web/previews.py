"""previews: an attachment as a page that shows it, for those who want to see it before they take the file."""

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from bdp.domain.entry import AttachedFile, Entry
from bdp.domain.errors import Gone
from bdp.domain.query import Query
from bdp.services import browse, previews
from bdp.web import record, texts
from bdp.web.addresses import url_for
from bdp.web.context import library
from bdp.web.language import ngettext

blueprint = Blueprint("previews", __name__)
RETRY_SECONDS = "5"


@blueprint.get("/zalaczniki/<slug>/<file>/podglad")
def show(slug: str, file: str) -> AnyResponse:
    """Show a listed file: ``part`` of it; one that is best read as text is shown there."""
    try:
        if not has_preview(previews.listed(browse.show(library(), slug), file)):
            return redirect(url_for("texts.show", slug=slug, file=file), 302)
        found = previews.of_file(library(), slug, file, part=request.args.get("part", 1, type=int))
    except Gone:
        abort(404)
    return _page(found)


def _page(found: previews.Preview) -> Response:
    context = record.context(found.entry, "preview")
    whole = address(found.entry, found.file.file, context["query"])
    slides = found.form == "slides"
    page = render_template(
        "previews/show.html",
        found=found,
        similar=previews.similar_presentations(library(), found.entry) if slides else (),
        again=f"{whole}{'&' if '?' in whole else '?'}part={found.part}",
        previous=texts.part_address(found, -1, whole),
        following=texts.part_address(found, 1, whole),
        robots="noindex",
        **context,
    )
    answer = make_response(page)
    if found.busy:
        answer.status_code = 503
        answer.headers["Retry-After"] = RETRY_SECONDS
        answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.app_template_global("preview_address")
def address(entry: Entry, file: str, query: Query | None = None) -> str:
    """Return the address of the preview of a file, with the reader's query."""
    path = url_for("previews.show", slug=entry.slug, file=file)
    return query.address(path) if query else path


@blueprint.app_template_global("pages_counted")
def pages_counted(file: AttachedFile) -> str:
    """Say how many pages, slides or worksheets a file has."""
    count, form = file.pages or 0, previews.form(file)
    if form == "slides":
        return ngettext("%(num)s slide", "%(num)s slides", count)
    if form == "tables":
        return ngettext("%(num)s worksheet", "%(num)s worksheets", count)
    return ngettext("%(num)s page", "%(num)s pages", count)


@blueprint.app_template_test("previewed")
def has_preview(file: AttachedFile) -> bool:
    """Tell whether a file is shown otherwise than by its text."""
    return previews.form(file) is not None
