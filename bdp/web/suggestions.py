"""suggestions: help while typing, as data for the search fields' script and for other programs."""

from typing import Any

from flask import Blueprint, Response, request

from bdp.domain.entry import Entry
from bdp.domain.query import Query
from bdp.domain.results import FacetValue
from bdp.domain.unit import Unit
from bdp.exchange import json_form
from bdp.services import suggestions
from bdp.services.suggestions import Facet
from bdp.web import wording
from bdp.web.addresses import url_for
from bdp.web.context import library, today
from bdp.web.language import gettext, language, ngettext
from bdp.web.printing import place_line
from bdp.web.units import unit_name, unit_path

blueprint = Blueprint("suggestions", __name__)
Told = dict[str, str]


@blueprint.get("/podpowiedzi")
def show() -> Response:
    """Answer what fits the letters in ``q``; ``said`` is the sentence for those who cannot see the list.

    With ``kind=place`` only the places, and more of them.
    """
    typed = request.args.get("q", "")
    if request.args.get("kind") == "place":
        return _answer(
            typed, [_group("place", gettext("Places"), [_place(unit) for unit in suggestions.places(library(), typed)])]
        )
    found = suggestions.find(library(), typed, language(), today=today())
    groups = [
        _group("word", gettext("Words of the texts"), [_word(word) for word in found.words]),
        _group("term", gettext("Themes and forms"), [_term(facet, value) for facet, value in found.terms]),
        _group("place", gettext("Places"), [_place(unit) for unit in found.places]),
        _group("practice", gettext("Practices"), [_practice(entry) for entry in found.practices]),
    ]
    return _answer(typed, groups)


def _answer(typed: str, groups: list[dict[str, Any]]) -> Response:
    total = sum(len(group["suggestions"]) for group in groups)
    said = ngettext("%(num)s suggestion", "%(num)s suggestions", total) if total else gettext("No suggestions")
    answer = {"q": typed, "said": said, "groups": [group for group in groups if group["suggestions"]]}
    return Response(json_form.dump(answer), content_type=json_form.MEDIA_TYPE)


def _group(kind: str, title: str, found: list[Told]) -> dict[str, Any]:
    return {"kind": kind, "label": title, "suggestions": found}


def _word(words: str) -> Told:
    return {"label": words, "detail": "", "value": words, "url": Query(q=words).address(url_for("practices.index"))}


def _term(facet: Facet, value: FacetValue) -> Told:
    return {
        "label": value.label,
        "detail": f"{wording.parameter(facet)}, {wording.practices(value.count)}",
        "value": value.value,
        "url": Query().with_value(facet, value.value).address(url_for("practices.index")),
    }


def _place(unit: Unit) -> Told:
    """Tell a unit with its kind and the way to it: "Krasne", "gmina wiejska, pow. rzeszowski, podkarpackie"."""
    return {
        "label": unit_name(unit),
        "detail": unit_path(unit),
        "value": unit.teryt,
        "url": url_for("units.show", teryt=unit.teryt),
    }


def _practice(entry: Entry) -> Told:
    return {
        "label": entry.body(language()).title,
        "detail": place_line(entry),
        "value": entry.slug,
        "url": url_for("practices.show", slug=entry.slug),
    }
