"""areas: what the map prints of its areas: the drawing, the table and the legend say the same in the same words."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bdp.domain.query import Query
from bdp.domain.view import View
from bdp.geography import layout
from bdp.geography.classes import Band
from bdp.services.regions import Region, Regions
from bdp.web import wording
from bdp.web.language import gettext, language
from bdp.web.printing import label
from bdp.web.typography import fixed, number

UNKNOWN = "–"
VOIVODESHIP = 2  # digits
ANY = "0000"  # no powiat has this code, and no word of a query can write a parameter
COLUMNS = ("teryt", "name", "unit_type", "voivodeship", "practices", "residents", "per_100k")


@dataclass(frozen=True, slots=True)
class Row:
    """An area with its numbers in print.

    ``mark`` is the one that stands on the drawing, "" for zero; ``fits`` tells whether it has room within the area.
    """

    region: Region
    name: str
    text: str
    address: str
    count: str
    residents: str
    rate: str
    mark: str
    fits: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its heading, the address that sorts by it, whether it is in force."""

    name: str
    heading: str
    address: str
    current: bool


def rows(regions: Regions, query: Query, path: str) -> tuple[Row, ...]:
    """Return the areas in their order, each leading to the map of itself with every other choice kept."""
    address, spoken = _addresses(regions.view, query, path), language()
    counted = {count: wording.practices(count) for count in {region.count for region in regions.areas}}
    return tuple(_row(region, regions, address(region), counted[region.count], spoken) for region in regions.areas)


def _row(region: Region, regions: Regions, address: str, counted: str, spoken: str) -> Row:
    name, count = named(region), number(region.count, spoken)
    rate = UNKNOWN if region.rate is None else fixed(region.rate, regions.digits, spoken)
    text = f"{name}: {counted}"
    if regions.view.per_residents:
        text += "; " + gettext("%(rate)s for 100,000 residents", rate=rate)
    residents = region.unit.population
    mark = (rate if regions.view.per_residents else count) if region.count else ""
    return Row(
        region=region,
        name=name,
        text=text,
        address=address,
        count=count,
        residents=UNKNOWN if residents is None else number(residents, spoken),
        rate=rate,
        mark=mark,
        fits=layout.fits(mark, region.area),
    )


def named(region: Region) -> str:
    """Name an area: "śląskie", "powiat będziński", "Stargard"."""
    if region.unit.unit_type == "powiat":
        return str(gettext("powiat %(name)s", name=region.unit.name))
    return region.unit.name if len(region.unit.teryt) > VOIVODESHIP else label("voivodeships", region.unit.voivodeship)


def _addresses(view: View, query: Query, path: str) -> Callable[[Region], str]:
    """Return how the address of an area is made; for all powiats of a voivodeship most of it is the same."""
    models: dict[str, str] = {}

    def address(region: Region) -> str:
        name = region.unit.voivodeship
        inside = replace(query, voivodeship=(name,), page=1)
        if region.id == name:
            return view.address(inside, path, spot="")
        if name not in models:
            models[name] = view.address(replace(inside, powiat=(ANY,)), path, spot="")
        return models[name].replace(f"powiat={ANY}", f"powiat={region.id}", 1)

    return address


def columns(regions: Regions, query: Query, path: str) -> tuple[Column, ...]:
    """Return the columns of the table; a click on a heading sorts."""
    view = regions.view
    headings = {
        "name": gettext("Voivodeship") if _of_voivodeships(regions) else gettext("Powiat"),
        "count": gettext("Practices"),
        "residents": gettext("Residents"),
        "per-100k": gettext("For 100,000"),
    }
    return tuple(
        Column(name, heading, view.address(query, path, order=name, spot="") + "#lista", current=view.order == name)
        for name, heading in headings.items()
    )


def span(band: Band, regions: Regions) -> str:
    """Print the bounds of a class: "3–4", "5"."""
    digits = regions.digits if regions.view.per_residents else 0
    low, high = (fixed(bound, digits, language()) for bound in (band.low, band.high))
    return low if low == high else f"{low}–{high}"


def sums(regions: Regions) -> str:
    """Say why the numbers do not add up to the total, "" where they do."""
    if regions.sum <= regions.total - len(regions.nowhere):
        return ""
    counts = {"sum": number(regions.sum, language()), "total": number(regions.total, language())}
    if _of_voivodeships(regions):
        said = gettext("A practice of units in several voivodeships counts in each of them.")
    else:
        said = gettext("A practice of units in several powiats counts in each of them.")
    added = gettext("So the numbers add up to %(sum)s, though there are %(total)s practices.", **counts)
    return f"{said} {added}"


def cells(region: Region) -> tuple[str, ...]:
    """Return the row of an area in a table for programs, under ``COLUMNS``."""
    unit = region.unit
    numbers = (region.count, unit.population, region.rate)
    printed = ("" if value is None else str(value) for value in numbers)
    return (unit.teryt, unit.name, unit.unit_type, unit.voivodeship, *printed)


def _of_voivodeships(regions: Regions) -> bool:
    return len(regions.areas[0].unit.teryt) == VOIVODESHIP
