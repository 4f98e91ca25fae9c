"""places: where practices stand on the map: counts by voivodeship, spots and powiats within one."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from bdp.domain.entry import Outline
from bdp.domain.polish import slugify, sort_key
from bdp.domain.practice import Practice
from bdp.domain.query import Query
from bdp.domain.results import Results
from bdp.domain.unit import Register, Unit
from bdp.domain.vocabulary import Vocabularies
from bdp.geography import layout, shapes
from bdp.geography.layout import Name
from bdp.geography.shapes import Area, Drawing, Point
from bdp.library import Library
from bdp.services import browse


@dataclass(frozen=True, slots=True)
class Region:
    """A voivodeship on the map of the country; ``query`` asks for its own map, with every other choice kept.

    ``count`` is that of the facet: what the click finds. ``size`` is the radius of its circle in units of the drawing.
    """

    id: str
    label: str
    area: Area
    count: int
    size: int
    selected: bool
    query: Query


@dataclass(frozen=True, slots=True)
class Country:
    """The map of the country; ``regions`` are in the order of the Polish alphabet."""

    results: Results
    drawing: Drawing
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """One marker: practices at a place, or too near each other to be told apart; the most common place comes first.

    ``x``, ``y`` and the radius ``size`` are in units of the drawing.
    """

    id: str
    x: float
    y: float
    size: int
    places: tuple[str, ...]
    practices: tuple[Outline, ...]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Spots that one marker stands for where the drawing is small; mostly a single one. In alphabetical order."""

    id: str
    x: float
    y: float
    size: int
    spots: tuple[Spot, ...]

    @property
    def count(self) -> int:
        """The number of practices."""
        return sum(len(spot.practices) for spot in self.spots)


@dataclass(frozen=True, slots=True)
class District:
    """A powiat with the number of practices found in it; ``unit`` has the page that it links to."""

    unit: Unit
    area: Area
    count: int


@dataclass(frozen=True, slots=True)
class Voivodeship:
    """The map of one voivodeship: its powiats and crowds in alphabetical order, and the practices without a point."""

    id: str
    label: str
    results: Results
    drawing: Drawing
    districts: tuple[District, ...]
    names: tuple[Name, ...]
    crowds: tuple[Crowd, ...]
    elsewhere: tuple[Outline, ...]


def chosen_voivodeship(query: Query) -> str | None:
    """Return the one voivodeship that the query is about, None for none, several, or one that is not on the map."""
    one = query.voivodeship[0] if len(query.voivodeship) == 1 else None
    return one if one in regions() else None


def country(library: Library, query: Query, *, today: date) -> Country:
    """Return the map of the country with the counts of the voivodeship facet."""
    results = browse.find(library, replace(query, page=1, per_page=1), today=today)
    return country_of(replace(results, query=replace(query, page=1)))


def country_of(results: Results) -> Country:
    """Draw the counts of these results."""
    most = max((value.count for value in results.facets["voivodeship"]), default=0)
    values = {value.value: value for value in results.facets["voivodeship"]}
    drawn = [
        Region(
            id=value.value,
            label=value.label,
            area=area,
            count=value.count,
            size=layout.radius(value.count, most),
            selected=value.selected,
            query=replace(results.query, voivodeship=(value.value,), page=1),
        )
        for unit_id, area in regions().items()
        if (value := values.get(unit_id)) is not None
    ]
    drawn.sort(key=lambda region: sort_key(region.label))
    return Country(results=results, drawing=shapes.country(), regions=tuple(drawn))


def voivodeship(library: Library, query: Query, *, today: date) -> Voivodeship:
    """Return the map of the one voivodeship that the query chooses (see ``chosen_voivodeship``)."""
    generation = library.index.current()
    found = generation.search.find(replace(query, page=1), today=today, everything=True)
    facets = browse.facets(found, query, generation.vocabularies)
    told = (found.relaxed, found.suggestion, found.notes, found.having)
    results = Results(replace(query, page=1), found.total, (), facets, *told)
    outlines = generation.catalogue.outlines(hit.slug for hit in found.hits)
    return voivodeship_of(results, outlines, library.vocabularies, library.register)


def voivodeship_of(
    results: Results, entries: Sequence[Outline], vocabularies: Vocabularies, register: Register
) -> Voivodeship:
    """Draw practices, which are all those of results that choose one voivodeship."""
    (name,) = results.query.voivodeship
    drawing = shapes.voivodeship(name)
    points = {entry.slug: _point(entry.practice, name, drawing, register) for entry in entries}
    counts = Counter(code for entry in entries for code in set(entry.powiats))
    pointed = [(entry, point) for entry in entries if (point := points[entry.slug]) is not None]
    crowds = crowds_of(spots_of(pointed, regions()[name].teryt))
    taken = [layout.circle(spot.x, spot.y, spot.size) for crowd in crowds for spot in crowd.spots]
    return Voivodeship(
        id=name,
        label=vocabularies.voivodeships.label(name, results.query.language),
        results=results,
        drawing=drawing,
        districts=districts(drawing, register, counts.__getitem__),
        names=layout.names(drawing, taken),
        crowds=crowds,
        elsewhere=tuple(entry for entry in entries if points[entry.slug] is None),
    )


def districts(drawing: Drawing, register: Register, count: Callable[[str], int]) -> tuple[District, ...]:
    """Return the areas of a drawing with the units that they are and a count, asked for by their 4-digit codes."""
    pairs = [(unit, area) for area in drawing.areas if (unit := register.resolve(area.teryt)) is not None]
    pairs.sort(key=lambda pair: sort_key(pair[0].name))
    return tuple(District(unit, area, count(area.teryt)) for unit, area in pairs)


def spots_of(pointed: Sequence[tuple[Outline, Point]], code: str) -> tuple[Spot, ...]:
    """Gather practices with their points into spots, the most numerous first; those of a spot keep their order."""
    there: dict[Point, list[Outline]] = {}
    for entry, point in pointed:
        there.setdefault(point, []).append(entry)
    order = {entry.slug: place for place, (entry, _) in enumerate(pointed)}
    points = list(there)
    spots = []
    for group in layout.gather(points, [len(there[point]) for point in points], layout.WIDE):
        found = [entry for index in group for entry in there[points[index]]]
        places = Counter(place_of(entry.practice, code) for entry in found)
        spots.append(
            Spot(
                id=f"miejsce-{min(entry.slug for entry in found)}",
                x=points[group[0]][0],
                y=points[group[0]][1],
                size=layout.marker(len(found)),
                places=tuple(place for place, _ in places.most_common()),
                practices=tuple(sorted(found, key=lambda entry: order[entry.slug])),
            )
        )
    return tuple(spots)


def crowds_of(spots: Sequence[Spot]) -> tuple[Crowd, ...]:
    """Gather spots into what a small drawing can tell apart, in the order of the alphabet."""
    crowds = []
    numbers = [len(spot.practices) for spot in spots]
    for group in layout.gather([(spot.x, spot.y) for spot in spots], numbers, layout.NARROW):
        leader = spots[group[0]]
        inside = sorted((spots[index] for index in group), key=lambda spot: (sort_key(spot.places[0]), spot.id))
        size = layout.marker(sum(numbers[index] for index in group))
        crowds.append(Crowd(f"okolica-{leader.id}", leader.x, leader.y, size, tuple(inside)))
    return tuple(sorted(crowds, key=lambda crowd: (sort_key(crowd.spots[0].places[0]), crowd.id)))


def place_of(practice: Practice, code: str) -> str:
    """Return what the map of a voivodeship (by its two digits) calls the place of a practice: official Polish names."""
    here = [member.name for member in practice.members if member.teryt.startswith(code) and member.name]
    if here and not practice.teryt.startswith(code):
        return ", ".join(here)
    return practice.place or (
        f"powiat {practice.powiat}" if practice.powiat else practice.institution or practice.title
    )


@cache
def regions() -> Mapping[str, Area]:
    """Return the areas of the country by voivodeship id."""
    return {slugify(area.name): area for area in shapes.country().areas}


def _point(practice: Practice, name: str, drawing: Drawing, register: Register) -> Point | None:
    """Return where a practice stands on the map of a voivodeship, None if it cannot be shown there.

    That is its own point if it lies inside. A partnership across the border stands in the middle of the members that it
    has here, since the middle of all may lie in another voivodeship.
    """
    own, inside = _on(name, practice.lat, practice.lon)
    if inside:
        return own
    units = [unit for member in practice.members if (unit := register.resolve(member.teryt)) is not None]
    here = [(unit.lat, unit.lon) for unit in units if unit.voivodeship == name]
    points = [drawing.place(lat, lon) for lat, lon in here if lat is not None and lon is not None]
    if points:
        return round(sum(x for x, _ in points) / len(points), 1), round(sum(y for _, y in points) / len(points), 1)
    # The borders are simplified: a town right at one may fall just outside.
    return own if own is not None and practice.voivodeship == name and layout.on_drawing(drawing, own) else None


@lru_cache(maxsize=20_000)
def _on(name: str, lat: float | None, lon: float | None) -> tuple[Point | None, bool]:
    """Return where a position lies on the map of a voivodeship, and whether that is within its border."""
    if lat is None or lon is None:
        return None, False
    drawing = shapes.voivodeship(name)
    point = drawing.place(lat, lon)
    return point, drawing.contains(point)
