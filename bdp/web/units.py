"""units: the pages of territorial units: what a unit has done, and what units like it have."""

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from bdp.domain.entry import Outline
from bdp.domain.errors import BadQuery
from bdp.domain.likeness import FACTORS, Likeness
from bdp.domain.links import is_email
from bdp.domain.polish import sort_key
from bdp.domain.query import Query
from bdp.domain.unit import Unit
from bdp.exchange.json_form import shortened
from bdp.services import browse, export, place_names, unit_pages
from bdp.services.like_ours import Asked, LikeOurs, Narrowed
from bdp.web import comparison, context, typography, wording
from bdp.web.addresses import url_for
from bdp.web.context import library, site, today
from bdp.web.formats import by_suffix
from bdp.web.language import gettext, language, ngettext
from bdp.web.printing import label, place_line

blueprint = Blueprint("units", __name__)
_PHONE = re.compile(r"\+?\d{9,15}", re.ASCII)
CHOICE_SHOWN = 30  # units of one name, or with names that begin so
FIRST_COMPARED = 3  # practices that one click puts side by side: as many as a page of a note holds
GROUP_SHOWN = 5  # practices of one powiat on its voivodeship's page; the powiat's own page has them all


@blueprint.get("/jednostki")
def index() -> str | Response:
    """Lead to the unit that ``place`` means: by its name, with kind and way, or its code; show a choice of several."""
    typed = request.args.get("place", "").strip()
    register, vocabularies = library().register, library().vocabularies
    found = place_names.meant(register, vocabularies, typed) if typed else ()
    if len(found) == 1:
        return redirect(url_for("units.show", teryt=found[0].teryt), 303)
    near = place_names.like(register, typed)[:CHOICE_SHOWN] if not found else ()
    regions = sorted((unit for unit in register if unit.unit_type == "wojewodztwo"), key=lambda u: sort_key(u.name))
    robots = "noindex, follow" if typed else ""
    shown = {"typed": typed, "found": found[:CHOICE_SHOWN], "near": near, "regions": regions, "robots": robots}
    return render_template("units/index.html", **shown)


@blueprint.get("/jednostki/<teryt>")
def show(teryt: str) -> str | Response:
    """Show a unit; a city's 4-digit code and a commune's code from before its type changed lead to today's address."""
    unit = unit_pages.find(library().register, teryt)
    if unit.teryt != teryt:
        return redirect(url_for("units.show", teryt=unit.teryt), 301)
    kept = [(name, value) for name, value in request.args.items(multi=True) if value.strip() or name != "q"]
    if len(kept) < len(list(request.args.items(multi=True))):  # a form without a script sends the field left empty
        return redirect(f"{url_for('units.show', teryt=teryt)}{'?' if kept else ''}{urlencode(kept)}", 303)
    factors = likeness_factors(request.args.getlist("like"))
    about = context.asked([("q", words) for words in request.args.getlist("q")])
    page = unit_pages.show(library(), unit, Asked(factors, about, today()))
    return render_template(
        "units/show.html",
        page=page,
        factors=[(factor, wording.factor(factor), factor in factors) for factor in FACTORS],
        about=about,
        robots="noindex, follow" if about.q or len(factors) < len(FACTORS) else "",
        whole_list=_narrowed(unit).address(url_for("practices.index")) if _narrowed(unit).choices else "",
        voivodeship_map=Query(voivodeship=(unit.voivodeship,)).address(url_for("map.show")),
        group_shown=GROUP_SHOWN,
    )


def _narrowed(unit: Unit) -> Query:
    """Return the list of all practices within a unit; of a commune there is none."""
    if unit.unit_type == "wojewodztwo":
        return Query(voivodeship=(unit.voivodeship,))
    return Query(powiat=(unit.teryt[:4],)) if unit.unit_type == "powiat" or unit.same_as else Query()


@blueprint.get("/jednostki/<teryt>.atom")
def feed(teryt: str) -> Response:
    """Answer the feed of a unit's practices; a code of before leads to the feed under today's."""
    unit = unit_pages.find(library().register, teryt)
    if unit.teryt != teryt:
        return redirect(url_for("units.feed", teryt=unit.teryt), 301)
    found = unit_pages.feed(library(), unit, unit_name(unit), export.Asked(site(), today(), language()))
    return Response(b"".join(found), content_type=by_suffix("atom").media_type)


def likeness_factors(chosen: Sequence[str]) -> tuple[str, ...]:
    """Return what counts for likeness: what is chosen, all where nothing is. Raises BadQuery."""
    problems = [("like", value) for value in chosen if value and value not in FACTORS]
    if problems:
        raise BadQuery(tuple(problems))
    return tuple(factor for factor in FACTORS if factor in chosen) or FACTORS


@blueprint.app_template_global()
def told(entry: Outline, what: str) -> str:
    """Tell about a practice in a list: its themes or its place."""
    if what == "themes":
        return ", ".join(label("themes", theme) for theme in entry.practice.themes)
    return place_line(entry)


@blueprint.app_template_filter()
def reasons(like: Likeness) -> str:
    """Say what a unit is beside another: "gmina wiejska, 4850 mieszkańców, 32 km stąd, to samo województwo"."""
    unit = like.unit
    said = [label("unit_types", unit.unit_type)]
    if unit.population is not None:
        count = typography.number(unit.population, language())
        said.append(ngettext("%(count)s resident", "%(count)s residents", unit.population, count=count))
    if like.kilometres is not None:
        said.append(gettext("%(km)s km from here", km=typography.number(round(like.kilometres), language())))
    said.append(gettext("the same voivodeship") if like.same_region else label("voivodeships", unit.voivodeship))
    return ", ".join(said)


@blueprint.app_template_global()
def first_compared(practices: Sequence[LikeOurs]) -> str:
    """Return the address of the first of these beside each other, with the note about them."""
    return comparison.address([found.entry.slug for found in practices[:FIRST_COMPARED]])


@blueprint.app_template_global()
def narrowed_words(narrowed: Narrowed) -> str:
    """Say what a narrowed list holds: "12 praktyk: województwo śląskie, typ jednostki gmina wiejska"."""
    query = narrowed.query
    chosen = (
        [gettext("“%(words)s”", words=shortened(query.q, 60))] * bool(query.q)
        + [label("unit_types", value) for value in query.unit_type]
        + [gettext("%(band)s residents", band=browse.size_label(value, language())) for value in query.size]
        + [label("voivodeships", value) for value in query.voivodeship]
    )
    return f"{wording.practices(narrowed.total)}: {typography.named(', '.join(chosen), language())}"


@blueprint.app_template_filter()
def unit_path(unit: Unit) -> str:
    """Tell units of one name apart: "gmina wiejska, pow. rzeszowski, podkarpackie"."""
    kind = "" if unit.unit_type in ("powiat", "wojewodztwo") else label("unit_types", unit.unit_type)
    powiat = gettext("pow. %(name)s", name=unit.powiat) if unit.unit_type.startswith("gmina") else ""
    region = "" if unit.unit_type == "wojewodztwo" else label("voivodeships", unit.voivodeship)
    return ", ".join(part for part in (kind, powiat, region) if part)


@blueprint.app_template_filter()
def unit_name(unit: Unit) -> str:
    """Name a unit as it is spoken of: "powiat będziński", "województwo śląskie", "Stargard"."""
    if unit.unit_type == "powiat":
        return str(gettext("powiat %(name)s", name=unit.name))
    if unit.unit_type == "wojewodztwo":
        return str(gettext("%(name)s voivodeship", name=label("voivodeships", unit.voivodeship)))
    return unit.name


@blueprint.app_template_filter()
def reached(value: str) -> list[tuple[str, str]]:
    """Part the telephones or e-mails of an office at commas; of each return the text and what it links to, "" if none.

    These are posts of an office, not people, so one click may call or write to them.
    """
    return [(text, _reached(text)) for part in value.split(",") if (text := part.strip())]


def _reached(text: str) -> str:
    if is_email(text):
        return f"mailto:{text}"
    number = re.sub(r"[\s().-]", "", text)
    return f"tel:{number}" if _PHONE.fullmatch(number) else ""
