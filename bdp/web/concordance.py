"""concordance: the words of a query in their context, as a page and as data."""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, render_template, request, stream_with_context

from bdp.domain.concordance import NEIGHBOURS, Concordance, Line
from bdp.domain.errors import BadQuery
from bdp.domain.query import PER_PAGE, Query
from bdp.exchange import csv_table, json_form, lines
from bdp.services import browse, concordance
from bdp.services.browse import Rescue
from bdp.web import context, finder, record, snippets, texts, wording
from bdp.web.addresses import url_for
from bdp.web.context import library, site, today
from bdp.web.finder import Order
from bdp.web.language import gettext, mount
from bdp.web.tidying import tidied

blueprint = Blueprint("concordance", __name__)
NEIGHBOUR = "neighbour"  # the one parameter that the list does not have


def asked(gather: Callable[..., Concordance] = concordance.find) -> Concordance:
    """Return the concordance that the request asks for, with all its lines or with a page of them. Raises BadQuery."""
    query = context.asked()
    neighbour = request.args.get(NEIGHBOUR, "").strip()
    if neighbour not in ("", *NEIGHBOURS):
        raise BadQuery(((NEIGHBOUR, neighbour),))
    return gather(library(), replace(query, per_page=PER_PAGE), neighbour, today=today())


@blueprint.get("/konkordancja")
@tidied
def show() -> str:
    """Show a page of lines, with the form of the list around it."""
    found = asked(concordance.page)
    results, path = found.results, url_for("concordance.show")
    query = results.query
    corrected = replace(query, q=results.suggestion, page=1) if results.suggestion else None
    return render_template(
        "concordance/show.html",
        found=found,
        results=results,
        query=query,
        canonical_query=query,
        path=path,
        kept=[(NEIGHBOUR, found.neighbour)] if found.neighbour else [],
        sentence=wording.lines(found),
        understood=snippets.notes(results.notes, cut=query.cut),
        corrected=address(corrected, path, found.neighbour) if corrected else "",
        chips=[replace(chip, address=_joined(chip.address, found.neighbour)) for chip in finder.chips(results, path)],
        cleared=address(Query(q=query.q, sort=query.sort), path, found.neighbour),
        groups=finder.groups(results, lambda other: address(other, path, found.neighbour)),
        orders=orders(found, path),
        pages=finder.numbers(query.page, found.pages),
        page_address=lambda number: address(replace(query, page=number), path, found.neighbour),
        exports=exports(found),
        ways_out=finder.ways_out(_rescues(query, results.total), results, path),
        robots="noindex, follow",
    )


def _rescues(query: Query, total: int) -> tuple[Rescue, ...]:
    return browse.rescues(library(), query, today=today()) if query.q and not total else ()


def address(query: Query, path: str, neighbour: str) -> str:
    """Return an address of the concordance: that of the list with the order of the lines added."""
    return _joined(query.address(path), neighbour)


def _joined(whole: str, neighbour: str) -> str:
    return f"{whole}{'&' if '?' in whole else '?'}{NEIGHBOUR}={neighbour}" if neighbour else whole


def orders(found: Concordance, path: str) -> tuple[Order, ...]:
    """Return the orders of lines on offer."""
    names = {
        "": gettext("of the practices and their texts"),
        "left": gettext("word before"),
        "right": gettext("word after"),
    }
    first = replace(found.results.query, page=1)
    return tuple(
        Order(name, label, address(first, path, name), current=name == found.neighbour) for name, label in names.items()
    )


def exports(found: Concordance) -> dict[str, str]:
    """Return the addresses of all the lines as data."""
    query = replace(found.results.query, page=1)
    table = address(query, url_for("concordance.show_csv"), found.neighbour)
    return {
        "csv": table,
        "excel": f"{table}{'&' if '?' in table else '?'}variant=excel",
        "json": address(query, url_for("concordance.show_json"), found.neighbour),
    }


@blueprint.get("/konkordancja.csv")
def show_csv() -> Response:
    """Answer all lines as a table; ``variant=excel`` for the Polish spreadsheet.

    A table that could not hold all says so by its name: a note among the rows would be taken for one.
    """
    found = asked()
    table = lines.write(found, _full_address, excel=request.args.get("variant") == "excel")
    answer = Response(stream_with_context(table), content_type=csv_table.MEDIA_TYPE)
    name = "konkordancja" if found.complete else f"konkordancja-z-pierwszych-{found.read}-praktyk"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


@blueprint.get("/konkordancja.json")
def show_json() -> Response:
    """Answer all lines as JSON."""
    return Response(json_form.dump(lines.document(asked(), _full_address)), content_type=json_form.MEDIA_TYPE)


def _full_address(line: Line) -> str:
    return site().origin + line_address(line)


@blueprint.app_template_global()
def line_address(line: Line, query: Query | None = None) -> str:
    """Return where a line stands: a part of the practice, or a page of an attachment's text, with the reader's query.

    A Polish text that English pages replace by its translation is on the Polish page.
    """
    place, entry = line.occurrence, line.entry
    query = replace(query, page=1) if query else None
    if place.where == "attachment":
        return texts.address(entry, place.file or "", query, place.page)
    part = "presentation" if place.where == "presentation" else "show"
    found = record.address(f"practices.{part}", entry.slug, query)
    if place.language == "pl" and entry.en is not None and place.where != "metadata":
        return mount() + found.removeprefix(request.script_root)
    return found


@blueprint.app_template_global()
def line_place(line: Line) -> str:
    """Say which part of which practice: "prezentacja; Rydułtowy, 2012"."""
    place, practice = line.occurrence, line.entry.practice
    what = wording.part(place.where)
    if place.where == "attachment":
        file = next((each for each in line.entry.files if each.file == place.file), None)
        what = gettext("attachment “%(name)s”", name=(file.title if file else "") or place.file)
    if place.page is not None:
        what += gettext(", p. %(page)s", page=place.page)
    return f"{what}; {', '.join(str(part) for part in (practice.place, line.year) if part)}"
