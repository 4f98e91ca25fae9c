"""practices: the list of practices and the parts of one, as pages and as data."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from bdp.domain.entry import Entry
from bdp.domain.query import PER_PAGE, Query
from bdp.domain.results import Results
from bdp.exchange import json_form
from bdp.services import browse, export, texts
from bdp.services.export import Asked
from bdp.typesetting.qr import qr_code
from bdp.web import context, finder, formats, linked_data, outline, paging, record, signposting, snippets, wording
from bdp.web.addresses import url_for
from bdp.web.context import absolute, asked, library, origin, site, today
from bdp.web.language import gettext, language
from bdp.web.tidying import tidied

blueprint = Blueprint("practices", __name__)
blueprint.add_app_template_filter(outline.anchored)
CONTENTS_FROM = 3  # headings; with fewer a table of contents is no help
LONG_TEXT = 2000  # characters, about a screen


@blueprint.get("/praktyki")
@tidied
def index() -> str:
    """Show the list: search, facets, chips, sort, pages."""
    results = browse.find(library(), asked(), today=today())
    shown = listing(results)
    listed = linked_data.collection(results, site(), context.canonical(results.query), shown["sentence"])
    return render_template("practices/index.html", linked_data=listed, **shown)


def listing(results: Results) -> dict[str, Any]:
    """Return what the page of the list prints."""
    query, path = results.query, url_for("practices.index")
    rescues = () if results.total else browse.rescues(library(), query, today=today())
    corrected = replace(query, q=results.suggestion, page=1).address(path) if results.suggestion else ""
    return {
        "query": query,
        "canonical_query": query,
        "cleared": Query(q=query.q, sort=query.sort, per_page=query.per_page, compared=query.compared).address(path),
        "understood": snippets.notes(results.notes, cut=query.cut),
        "results": results,
        "path": path,
        "sentence": wording.sentence(query, results.total, results.facets),
        "chips": finder.chips(results, path),
        "groups": finder.groups(results, lambda other: other.address(path)),
        "orders": finder.orders(query, path),
        "pages": finder.pages(results),
        "page_address": lambda number: replace(query, page=number).address(path),
        "ways_out": finder.ways_out(rescues, results, path),
        "corrected": corrected,
        "faces": formats.of_list(query),
        "reason_kind": wording.reason,
        "words_address": replace(query, page=1, per_page=PER_PAGE).address(url_for("concordance.show")),
        "robots": "noindex, follow" if query.compared or len(query.choices) > 1 else "",
    }


@blueprint.get(f"/praktyki.{formats.any_of(formats.LISTED)}")
def index_as(suffix: str) -> Response:
    """Answer the list as data: a page of it as JSON, all matches in the others; ``variant=excel`` is a kind of CSV."""
    form, query = formats.by_suffix(suffix), asked()
    if form.name == "json":
        return _named(paging.answer(query), form, "praktyki")
    name = "csv-excel" if form.name == "csv" and request.args.get("variant") == "excel" else form.name
    return _data(form, export.write(library(), name, query, _asked()), "praktyki")


def _asked() -> Asked:
    return Asked(site(), today(), language())


def _data(form: formats.Format, body: bytes | Iterator[bytes], name: str) -> Response:
    return _named(Response(body, content_type=form.media_type), form, name)


def _named(answer: Response, form: formats.Format, name: str) -> Response:
    kind = "attachment" if form.saved else "inline"
    answer.headers["Content-Disposition"] = f'{kind}; filename="{name}.{form.suffix}"'
    return answer


@blueprint.get("/praktyki/<slug:slug>")
def show(slug: str) -> str:
    """Show the first part of a practice: summary and facts."""
    entry = browse.show(library(), slug)
    alike = [(similar.entry, record.reason(similar)) for similar in browse.similar(library(), entry)]
    signposting.point(entry)
    beside = {"similar": alike, "citing": signposting.citing(entry), "faces": formats.of_practice(slug)}
    return render_template("practices/show.html", **beside, **record.context(entry, "show"))


@blueprint.get("/praktyki/<slug>/prezentacja")
def presentation(slug: str) -> str:
    """Show the second part: the full presentation."""
    entry = browse.show(library(), slug)
    if not record.has_presentation(entry):
        abort(404, description=gettext("This practice has no full presentation."))
    shown = record.context(entry, "presentation")
    contents = len(shown["headings"]) >= CONTENTS_FROM and len(entry.pl.presentation_text) > LONG_TEXT
    return render_template("practices/presentation.html", contents=contents, **shown)


@blueprint.get("/praktyki/<slug>/zalaczniki")
def attachments(slug: str) -> str:
    """Show the third part: the attachments."""
    entry = browse.show(library(), slug)
    if not entry.files:
        abort(404, description=gettext("This practice has no attachments."))
    readable = texts.with_text(library(), slug)
    return render_template("practices/attachments.html", readable=readable, **record.context(entry, "attachments"))


@blueprint.get("/praktyki/<slug>/druk")
def whole(slug: str) -> str:
    """Show all parts on one page, for printing."""
    entry = browse.show(library(), slug)
    return render_template("practices/whole.html", **printed(entry), **record.context(entry, "whole"))


def printed(entry: Entry) -> dict[str, Any]:
    """Return what a page on paper needs to be found again: the address in letters and as a code, where it is known."""
    whole = absolute(url_for("practices.show", slug=entry.slug)) if origin() else ""
    return {"printed_address": whole, "qr": qr_code(whole) if whole else None}


@blueprint.get(f"/praktyki/<slug:slug>.{formats.any_of(formats.SINGLE)}")
def show_as(slug: str, suffix: str) -> Response:
    """Answer one practice as data."""
    form, entry = formats.by_suffix(suffix), browse.show(library(), slug)
    if form.name == "json":
        said = json_form.record(entry, site(), today=today(), language=language(), similar=_similar(entry))
        return _data(form, json_form.dump(said), slug)
    return _data(form, b"".join(export.one(library(), form.name, entry, _asked())), slug)


def _similar(entry: Entry) -> list[tuple[str, str, str]]:
    found = browse.similar(library(), entry)
    return [(like.entry.slug, like.entry.body(language()).title, record.reason(like)) for like in found]
