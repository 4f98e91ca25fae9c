"""figures: the numbers of a selection of practices, by year, theme and voivodeship, unit type, size and form."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bdp.domain.figures import Crossing, Figure, Statistics, Tally
from bdp.domain.query import Query
from bdp.domain.results import FacetValue, Results
from bdp.library import Library
from bdp.services import browse

YEARS_MAX = 40  # columns of the chart; what ran before stands in one number
CHARTS = ("unit_type", "size", "form")
_RANKED = ("unit_type", "form")  # the most frequent first; sizes have an order of their own


def find(library: Library, query: Query, *, today: date) -> Statistics:
    """Count the practices that a query finds.

    A facet with a choice counts the chosen values alone. Every number is what the list finds when it is asked with the
    query beside it; a practice of several themes, forms or voivodeships counts in each.
    """
    query = replace(query, page=1)
    generation = library.index.current()
    search = generation.search
    found, tally = search.find(query, today=today), search.tally(query, today=today)
    facets = browse.facets(found, query, generation.vocabularies, library.powiats)
    regions = _figures(query, "voivodeship", facets["voivodeship"])
    themes = _figures(query, "theme", _by_department(facets["theme"]))
    years = _years(query, tally)
    before = replace(query, to_year=int(years[0].value) - 1) if years else query
    earlier = search.find(replace(before, per_page=1), today=today).total if len(years) == YEARS_MAX else 0
    return Statistics(
        results=Results(query, found.total, (), facets, found.relaxed, found.suggestion, found.notes, found.having),
        years=years,
        earlier=Figure("", str(before.to_year), earlier, before) if earlier else None,
        undated=tally.undated if query.from_year is None and query.to_year is None else 0,
        charts={facet: _figures(query, facet, _ordered(facet, facets[facet])) for facet in CHARTS},
        regions=regions,
        themes=tuple(_crossing(theme, regions, tally) for theme in themes),
    )


def _figures(query: Query, facet: str, values: Sequence[FacetValue]) -> tuple[Figure, ...]:
    """Return the values of a facet, of one with a choice the chosen ones, each with the list of it alone."""
    chosen = query.chosen(facet)
    shown = [value for value in values if value.selected or not chosen]
    names = {value.value for value in shown}
    bare = query.without(facet)
    return tuple(Figure(v.value, v.label, v.count, bare.with_value(facet, v.value), v.parent in names) for v in shown)


def _ordered(facet: str, values: Sequence[FacetValue]) -> Sequence[FacetValue]:
    return sorted(values, key=lambda value: -value.count) if facet in _RANKED else values


def _by_department(themes: Sequence[FacetValue]) -> list[FacetValue]:
    """Return the themes with those of a department right after it."""
    names = {theme.value for theme in themes}
    tops = [theme for theme in themes if theme.parent not in names]
    return [theme for top in tops for theme in (top, *(sub for sub in themes if sub.parent == top.value))]


def _crossing(theme: Figure, regions: Sequence[Figure], tally: Tally) -> Crossing:
    """Return the row of a theme."""
    counts = tally.crossed.get(theme.value, {})
    bare = theme.query.without("voivodeship")
    cells = (
        replace(region, count=counts.get(region.value, 0), query=bare.with_value("voivodeship", region.value))
        for region in regions
    )
    return Crossing(theme, tuple(cells))


def _years(query: Query, tally: Tally) -> tuple[Figure, ...]:
    """Return a number for each chosen year, the latest forty of them."""
    first, last = query.from_year or 0, query.to_year if query.to_year is not None else max(tally.years, default=0)
    chosen = [year for year in tally.years if first <= year <= last][-YEARS_MAX:]
    return tuple(Figure(str(y), str(y), tally.years[y], replace(query, from_year=y, to_year=y)) for y in chosen)
