"""units: the pages of territorial units: what a unit has done, and what units like it have."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from bdp.domain.entry import Outline
from bdp.domain.query import Query
from bdp.domain.unit import Unit
from bdp.services import browse, unit_pages
from bdp.web import typography
from bdp.web.context import library, today
from bdp.web.language import gettext, language, ngettext
from bdp.web.printing import label, place_line

blueprint = Blueprint("units", __name__)
GROUP_SHOWN = 5  # practices of one powiat on its voivodeship's page; the powiat's own page has them all


@blueprint.get("/jednostki/<teryt>")
def show(teryt: str) -> str | Response:
    """Show a unit; a city's 4-digit code and a commune's code from before its type changed lead to today's address."""
    unit = unit_pages.find(library().register, teryt)
    if unit.teryt != teryt:
        return redirect(url_for("units.show", teryt=unit.teryt), 301)
    page = unit_pages.show(library(), unit, today=today())
    on_map = Query(voivodeship=(unit.voivodeship,)).address(url_for("map.show"))
    band = browse.size_label(page.similar.band, language()) if page.similar.band else ""
    return render_template("units/show.html", page=page, voivodeship_map=on_map, band=band, group_shown=GROUP_SHOWN)


@blueprint.app_template_global()
def told(entry: Outline, what: str) -> str:
    """Tell about a practice in a list: its themes, its place, or its place and residents."""
    if what == "themes":
        return ", ".join(label("themes", theme) for theme in entry.practice.themes)
    population = entry.practice.population
    if what != "residents" or population is None:
        return place_line(entry)
    count = typography.number(population, language())
    residents = ngettext("%(count)s resident", "%(count)s residents", population, count=count)
    return f"{place_line(entry)}; {residents}"


@blueprint.app_template_filter()
def unit_name(unit: Unit) -> str:
    """Name a unit as it is spoken of: "powiat będziński", "województwo śląskie", "Stargard"."""
    if unit.unit_type == "powiat":
        return str(gettext("powiat %(name)s", name=unit.name))
    if unit.unit_type == "wojewodztwo":
        return str(gettext("%(name)s voivodeship", name=label("voivodeships", unit.voivodeship)))
    return unit.name
