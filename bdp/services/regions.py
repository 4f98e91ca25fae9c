"""regions: voivodeships and powiats with their numbers: how many practices, how many for 100,000 residents."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from bdp.domain.polish import slugify, sort_key
from bdp.domain.query import Query
from bdp.domain.results import Results
from bdp.domain.unit import Register, Unit
from bdp.domain.view import View
from bdp.geography import classes, layout, shapes
from bdp.geography.classes import Band
from bdp.geography.shapes import Area, Drawing
from bdp.index.reading import Generation
from bdp.library import Library
from bdp.services import browse

PER = 100_000
# Rates of a base with few practices are small, so they are told more exactly.
SMALL = 10


@dataclass(frozen=True, slots=True)
class Region:
    """A voivodeship or powiat with its numbers; ``id`` is that of the voivodeship or the 4 digits of the powiat.

    ``count`` is what its link finds, ``rate`` that for 100,000 residents, rounded as it is shown. ``step`` is the step
    of colour, 0 for none; ``size`` the radius of its circle in units of the drawing.
    """

    id: str
    unit: Unit
    area: Area
    count: int
    selected: bool = False
    rate: float | None = None
    step: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Regions:
    """Areas in the order asked for, the classes of their numbers, and what the numbers add up to.

    ``total`` are the practices counted, each once; ``nowhere`` the slugs of those that are in none of the areas, in the
    order of the results. Rates have so many ``digits`` behind the point.
    """

    view: View
    areas: tuple[Region, ...]
    bands: tuple[Band, ...]
    digits: int
    total: int
    nowhere: tuple[str, ...] = ()

    @property
    def sum(self) -> int:
        """The counts of all areas together: a practice of several is in it several times."""
        return sum(region.count for region in self.areas)


@dataclass(frozen=True, slots=True)
class Country:
    """The map of the country."""

    results: Results
    drawing: Drawing
    regions: Regions


def country(library: Library, query: Query, view: View, *, today: date) -> Country:
    """Return the map of the country: its voivodeships with the counts of the facet, or its powiats."""
    found = browse.find(library, replace(query, page=1, per_page=1), today=today)
    results = replace(found, query=replace(query, page=1))
    whole = query.without("voivodeship")
    if view.level == "powiat":
        return Country(results, shapes.powiats(), powiats(library, query, view, today=today))
    total = browse.find(library, replace(whole, per_page=1), today=today).total if query.voivodeship else found.total
    return country_of(results, library.register, view, total=total)


def country_of(results: Results, register: Register, view: View | None = None, *, total: int | None = None) -> Country:
    """Draw the counts that results have in the facet of voivodeships; ``total`` where a choice in it narrows them."""
    view = view or View()
    values = {value.value: value for value in results.facets["voivodeship"]}
    drawn = [
        Region(name, unit, area, values[name].count, values[name].selected)
        for name, area in areas().items()
        if name in values and (unit := register.find(area.teryt)) is not None
    ]
    regions = numbered(drawn, view, results.total if total is None else total)
    return Country(results, shapes.country(), regions)


def powiats(library: Library, query: Query, view: View, *, today: date) -> Regions:
    """Count by powiat what a query finds anywhere; chosen ones and those of the chosen voivodeships are marked."""
    generation = library.index.current()
    slugs = generation.search.slugs(query.without("voivodeship").without("powiat"), today=today)
    drawn = of_drawing(shapes.powiats(), library.register, counts(generation, query, today=today))
    marked = [replace(r, selected=r.unit.voivodeship in query.voivodeship or r.id in query.powiat) for r in drawn]
    return numbered(marked, view, len(slugs), () if query.powiat else nowhere(generation, slugs))


def counts(generation: Generation, query: Query, *, today: date) -> Callable[[str], int]:
    """Return the number of practices that a query finds in each powiat, asked for by its 4 digits.

    A practice of several powiats counts in each. What is chosen of powiats and voivodeships does not matter: a powiat
    is in one voivodeship alone, and a click on it chooses both anew.
    """
    found = generation.search.find(replace(query.without("voivodeship"), per_page=1), today=today)
    return lambda code: found.counts["powiat"].get(code, 0)


def nowhere(generation: Generation, slugs: Iterable[str]) -> tuple[str, ...]:
    """Return those practices that are in none of the powiats."""
    placed = generation.catalogue.placed()
    return tuple(slug for slug in slugs if slug not in placed or not placed[slug].powiats)


def of_drawing(drawing: Drawing, register: Register, count: Callable[[str], int]) -> list[Region]:
    """Return the powiats of a drawing with a count, asked for by their 4 digits."""
    units = ((area, register.find(area.teryt)) for area in drawing.areas)
    return [Region(area.teryt, unit, area, count(area.teryt)) for area, unit in units if unit is not None]


def numbered(regions: Sequence[Region], view: View, total: int, nowhere: tuple[str, ...] = ()) -> Regions:
    """Give regions their rates, steps of colour and circles, and put them in order."""
    exact = {r.id: PER * r.count / r.unit.population if r.unit.population else None for r in regions}
    digits = 1 if max((rate or 0 for rate in exact.values()), default=0) >= SMALL else 2
    rates = {name: None if rate is None else round(rate, digits) for name, rate in exact.items()}
    numbers: Mapping[str, float | None] = rates if view.per_residents else {r.id: r.count for r in regions}
    bands = classes.bands(number for number in numbers.values() if number)
    most = max((number or 0 for number in numbers.values()), default=0)
    done = []
    for region in regions:
        number = numbers[region.id] or 0
        changes: dict[str, Any] = {"rate": rates[region.id], "step": classes.step(number, bands)}
        signs = len(f"{number:.{digits}f}") if view.per_residents else 0
        done.append(replace(region, **changes, size=layout.radius(number, most, signs)))
    return Regions(view, tuple(sorted(done, key=_order(view.order))), bands, digits, total, nowhere)


def _order(name: str) -> Callable[[Region], Any]:
    """Return what regions are sorted by: the Polish alphabet, or a number with the largest first."""
    numbers: dict[str, Callable[[Region], float | None]] = {
        "count": lambda region: region.count,
        "residents": lambda region: region.unit.population,
        "per-100k": lambda region: region.rate,
    }
    number = numbers.get(name)
    return lambda region: (-(number(region) or 0) if number else 0, sort_key(region.unit.name), region.id)


@cache
def areas() -> Mapping[str, Area]:
    """Return the areas of the country by voivodeship id."""
    return {slugify(area.name): area for area in shapes.country().areas}
