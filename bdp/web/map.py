"""map: the map of practices: the country by voivodeship or powiat, a voivodeship or powiat with its places."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, render_template, request

from bdp.domain import view as views
from bdp.domain.query import Query
from bdp.domain.results import Results
from bdp.domain.view import View
from bdp.exchange import csv_table
from bdp.services import places, regions
from bdp.services.places import Closeup, Crowd, Spot
from bdp.services.regions import Country, Regions
from bdp.web import areas, context, finder, snippets, wording
from bdp.web.addresses import url_for
from bdp.web.context import library, today
from bdp.web.finder import Chip
from bdp.web.language import ngettext
from bdp.web.tidying import tidied

blueprint = Blueprint("map", __name__)
NAMED_PLACES = 3
NOWHERE_TOLD = 30


@blueprint.get("/mapa")
@tidied
def show() -> str:
    """Show the map of the one voivodeship that is chosen, else that of the country; parameters as for the list."""
    query, view = asked()
    if places.chosen_voivodeship(query) is None:
        return _country(regions.country(library(), query, view, today=today()))
    return _closeup(places.closeup(library(), query, view, today=today()), view)


@blueprint.get("/mapa.csv")
def show_csv() -> Response:
    """Answer the numbers of the map as a table."""
    query, view = asked()
    if places.chosen_voivodeship(query) is None:
        found = regions.country(library(), query, view, today=today()).regions
    else:
        found = places.closeup(library(), query, view, today=today(), whole=True).regions
    answer = Response(csv_table.table(areas.COLUMNS, map(areas.cells, found.areas)), content_type=csv_table.MEDIA_TYPE)
    answer.headers["Content-Disposition"] = 'attachment; filename="mapa.csv"'
    return answer


def asked() -> tuple[Query, View]:
    """Return what is looked for and how it is looked at. Raises BadQuery."""
    return context.asked(), views.read(request.args.items(multi=True))


def _country(country: Country) -> str:
    view = country.regions.view
    nowhere = library().index.current().catalogue.outlines(country.regions.nowhere[:NOWHERE_TOLD])
    return render_template(
        "map/country.html",
        country=country,
        nowhere=nowhere,
        **_context(country.results, view),
        **_numbers(country.regions, country.results.query),
    )


def _closeup(closeup: Closeup, view: View) -> str:
    query = closeup.results.query
    around = replace(query.without("powiat"), voivodeship=(closeup.id,))
    return render_template(
        "map/closeup.html",
        closeup=closeup,
        around=view.address(around, url_for("map.show"), spot=""),
        **_context(closeup.results, view),
        **_numbers(closeup.regions, query),
    )


def _numbers(found: Regions, query: Query) -> dict[str, Any]:
    """Return what the drawing, its legend and the table print."""
    path = url_for("map.show")
    return {
        "regions": found,
        "rows": areas.rows(found, query, path),
        "columns": areas.columns(found, query, path),
        "bands": [(band.step, areas.span(band, found)) for band in found.bands],
        "sums": areas.sums(found),
        "table_address": found.view.address(query, url_for("map.show_csv"), spot=""),
    }


def _context(results: Results, view: View) -> dict[str, Any]:
    """Return what both maps print around the drawing."""
    query, path = results.query, url_for("map.show")
    kept = replace(view, spot="")

    def looked_at(**changes: str) -> str:
        """Return the address of this map looked at otherwise."""
        return kept.address(query, path, **changes)

    def looked_for(other: Query) -> str:
        """Return the address of the map of another query, looked at in the same way."""
        return kept.address(other, path)

    return {
        "query": query,
        "view": view,
        "canonical_query": query,
        "results": results,
        "path": path,
        "looked_at": looked_at,
        "whole": looked_for(query.without("voivodeship").without("powiat")),
        "cleared": looked_for(Query(q=query.q)),
        "kept": kept.pairs(),
        "corrected": looked_for(replace(query, q=results.suggestion, page=1)) if results.suggestion else "",
        "understood": snippets.notes(results.notes, cut=query.cut),
        "sentence": wording.sentence(query, results.total, results.facets),
        "chips": [replace(chip, address=_with(chip, kept)) for chip in finder.chips(results, path)],
        "groups": finder.groups(results, looked_for),
        "robots": "noindex, follow" if len(query.choices) > 1 or view.pairs() else "",
    }


def _with(chip: Chip, view: View) -> str:
    """Return the address behind a chip, looked at in the same way."""
    added = view.address(Query(), "")[1:]
    return f"{chip.address}{'&' if '?' in chip.address else '?'}{added}" if added else chip.address


def small_map(results: Results) -> dict[str, Any]:
    """Return what ``map/_country.html`` needs on other pages: the country with the counts of these results."""
    country = regions.country_of(results, library().register)
    return {"country": country, "rows": areas.rows(country.regions, results.query, url_for("map.show"))}


@blueprint.app_template_filter()
def spot_name(spot: Spot) -> str:
    """Name the places of a marker: "Katowice, Chorzów, Bytom i 2 inne"."""
    return _named(spot.places)


@blueprint.app_template_filter()
def crowd_name(crowd: Crowd) -> str:
    """Name the places of a marker that stands for several."""
    return _named(tuple(dict.fromkeys(place for spot in crowd.spots for place in spot.places)))


def _named(names: tuple[str, ...]) -> str:
    named, others = ", ".join(names[:NAMED_PLACES]), len(names) - NAMED_PLACES
    if others < 1:
        return named
    return str(ngettext("%(names)s and %(num)s other", "%(names)s and %(num)s others", others, names=named))
