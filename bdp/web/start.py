"""start: the first page: what the base is for, search, themes and voivodeships with counts, the newest."""

from dataclasses import replace

from flask import Blueprint, render_template

from bdp.domain.query import Query
from bdp.domain.results import FacetValue, Results
from bdp.services import browse
from bdp.web.context import library, site, today
from bdp.web.language import language
from bdp.web.linked_data import site_data
from bdp.web.map import small_map

blueprint = Blueprint("start", __name__)
NEWEST = 5  # one told at length and four beside it
SUGGESTED_FORMS = 5
NEWS = 3


@blueprint.get("/")
def index() -> str:
    """Show the start page."""
    results = browse.find(library(), Query(per_page=NEWEST, language=language()), today=today())
    return render_template(
        "start/index.html",
        results=results,
        **small_map(replace(results, query=Query(language=language()))),
        themes=departments(results),
        forms=sorted((f for f in results.facets["form"] if f.count), key=lambda form: -form.count)[:SUGGESTED_FORMS],
        numbers=browse.numbers(results, library()),
        linked_data=site_data(site(), language()),
        news=library().index.current().catalogue.news()[:NEWS],
    )


def departments(results: Results) -> tuple[tuple[FacetValue, tuple[FacetValue, ...]], ...]:
    """Return the themes that have practices, each department with its sub-themes."""
    values = [value for value in results.facets["theme"] if value.count]
    return tuple(
        (top, tuple(value for value in values if value.parent == top.value)) for top in values if not top.parent
    )
