"""map: the map of practices: the country by voivodeship, a voivodeship by powiat and place."""

from typing import Any

from flask import Blueprint, render_template, request, url_for

from bdp.domain import query as queries
from bdp.domain.query import FACETS, Query
from bdp.domain.results import Results
from bdp.services import places
from bdp.services.places import Country, Crowd, Spot
from bdp.web import finder, snippets, wording
from bdp.web.context import library, today
from bdp.web.language import language, ngettext

blueprint = Blueprint("map", __name__)
NAMED_PLACES = 3


@blueprint.get("/mapa")
def show() -> str:
    """Show the map of the one voivodeship that is chosen, else that of the country; parameters as for the list."""
    query = queries.parse(request.args.items(multi=True), library().vocabularies, language())
    if places.chosen_voivodeship(query) is None:
        country = places.country(library(), query, today=today())
        return render_template("map/country.html", country=country, **_context(country.results))
    voivodeship = places.voivodeship(library(), query, today=today())
    return render_template("map/voivodeship.html", voivodeship=voivodeship, **_context(voivodeship.results))


def _context(results: Results) -> dict[str, Any]:
    """Return what both maps print around the drawing."""
    query, path = results.query, url_for("map.show")
    return {
        "query": query,
        "canonical_query": query,
        "results": results,
        "path": path,
        "whole": query.without("voivodeship"),
        "cleared": Query(q=query.q).address(path),
        "understood": snippets.notes(results.notes, cut=query.cut),
        "sentence": wording.sentence(query, results.total, results.facets),
        "chips": finder.chips(results, path),
        "groups": finder.groups(results, lambda other: other.address(path)),
        "robots": "noindex, follow" if sum(len(query.chosen(facet)) for facet in FACETS) > 1 else "",
    }


@blueprint.app_template_global()
def country_map(results: Results) -> Country:
    """Return the country drawn with the counts of these results, for ``map/_country.html`` on other pages."""
    return places.country_of(results)


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
