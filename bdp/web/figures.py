"""figures: the statistics of the base or of a selection, as charts with tables and as data."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from bdp.domain.errors import BadQuery
from bdp.domain.figures import Figure, Statistics
from bdp.domain.query import Query
from bdp.exchange import csv_table, figures_table
from bdp.services import figures
from bdp.web import context, finder, snippets, wording
from bdp.web.addresses import url_for
from bdp.web.context import library, site, today
from bdp.web.language import gettext
from bdp.web.tidying import tidied

blueprint = Blueprint("figures", __name__)
TABLE = "table"  # the parameter that names one of TABLES
TABLES = ("year", "theme", *figures.CHARTS)
STEPS = 4  # shades of a cell
WHOLE = 100.0  # the width of a drawing in percent


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure as it is drawn: ``x`` and ``width`` in percent of the drawing, ``height`` of the highest bar.

    ``named`` tells whether the bar has its name below it: there is no room for all.
    """

    figure: Figure
    x: float
    width: float
    height: float
    named: bool


def asked() -> Statistics:
    """Return the statistics that the request asks for. Raises BadQuery."""
    return figures.find(library(), context.asked(), today=today())


@blueprint.get("/statystyki")
@tidied
def show() -> str:
    """Show all charts and tables, with the form of the list around them."""
    statistics = asked()
    results, path = statistics.results, url_for("figures.show")
    query = results.query
    return render_template(
        "figures/show.html",
        statistics=statistics,
        results=results,
        query=query,
        canonical_query=query,
        path=path,
        cleared=Query(q=query.q).address(path),
        understood=snippets.notes(results.notes, cut=query.cut),
        sentence=wording.sentence(query, results.total, results.facets),
        chips=finder.chips(results, path),
        groups=finder.groups(results, lambda other: other.address(path)),
        bars=columns(statistics.years),
        facet_title=wording.facet_title,
        highest=max((cell.count for row in statistics.themes for cell in row.cells), default=0),
        robots="noindex, follow" if len(query.choices) > 1 else "",
    )


@blueprint.get("/statystyki.csv")
def show_csv() -> Response:
    """Answer one table as CSV: ``table`` is year, theme, unit_type, size or form."""
    name = request.args.get(TABLE, "").strip() or TABLES[0]
    if name not in TABLES:
        raise BadQuery(((TABLE, name),))
    statistics = asked()
    answer = Response(b"".join(_table(statistics, name)), content_type=csv_table.MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="statystyki-{name}.csv"'
    return answer


def _table(statistics: Statistics, name: str) -> Iterator[bytes]:
    excel = request.args.get("variant") == "excel"
    if name == "theme":
        return figures_table.crossing(statistics.themes, _full_address, excel=excel)
    rows: Sequence[Figure] = statistics.years if name == "year" else statistics.charts[name]
    return figures_table.chart(rows, _full_address, excel=excel)


def _full_address(figure: Figure) -> str:
    return site().origin + figure_address(figure)


@blueprint.app_template_global()
def figure_address(figure: Figure) -> str:
    """Return the list whose total a figure is."""
    return figure.query.address(url_for("practices.index"))


@blueprint.app_template_global()
def figures_csv(query: Query, name: str, variant: str = "") -> str:
    """Return the address of one table as data."""
    whole = query.address(url_for("figures.show_csv"))
    kind = f"&variant={variant}" if variant else ""
    return f"{whole}{'&' if '?' in whole else '?'}{TABLE}={name}{kind}"


@blueprint.app_template_global()
def figures_title(name: str) -> str:
    """Return the heading of a chart."""
    titles: Mapping[str, str] = {
        "year": gettext("Years in which they ran"),
        "theme": gettext("Themes and voivodeships"),
        "unit_type": gettext("Types of unit"),
        "size": gettext("Number of residents"),
        "form": gettext("Forms of cooperation"),
    }
    return titles[name]


@blueprint.app_template_global()
def bar_width(count: int, among: Sequence[Figure]) -> float:
    """Return the length of a bar in percent of the longest."""
    return round(WHOLE * count / max(1, *(figure.count for figure in among)), 1)


@blueprint.app_template_global()
def shade(count: int, highest: int) -> int:
    """Return the shade of a cell: 0 for none, 1 to 4 by its share of the highest."""
    return -(-STEPS * count // highest) if count else 0


def columns(years: Sequence[Figure]) -> tuple[Bar, ...]:
    """Return the columns of the chart of years; the last and every fifth or tenth year before are named."""
    if not years:
        return ()
    step, highest = WHOLE / len(years), max(1, *(figure.count for figure in years))
    every = next(n for n in (1, 2, 5, 10) if len(years) <= 10 * n)
    return tuple(
        Bar(
            figure,
            x=round(number * step, 3),
            width=round(step, 3),
            height=round(WHOLE * figure.count / highest, 1),
            named=(len(years) - 1 - number) % every == 0,
        )
        for number, figure in enumerate(years)
    )
