"""places: where practices stand on the map of one voivodeship or powiat: spots, crowds of them, and what has none."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bdp.domain.entry import Outline, Placed
from bdp.domain.polish import sort_key
from bdp.domain.query import Query
from bdp.domain.results import Results
from bdp.domain.unit import Register
from bdp.domain.view import View
from bdp.geography import layout, shapes
from bdp.geography.layout import Name
from bdp.geography.shapes import Drawing, Point
from bdp.library import Library
from bdp.services import browse, regions
from bdp.services.regions import Region, Regions

VOIVODESHIP, POWIAT = 2, 4  # digits
# Of few practices each place tells all; of more it tells the first and leads to the rest.
TOLD_IN_FULL, TOLD = 60, 3
ELSEWHERE_TOLD = 30


@dataclass(frozen=True, slots=True)
class Spot:
    """One marker: practices at a place, or too near each other to be told apart; the most common place comes first.

    ``x``, ``y`` and the radius ``size`` are in units of the drawing. ``slugs`` are its practices in the order of the
    results, ``told`` how many of them the page lists.
    """

    id: str
    x: float
    y: float
    size: int
    places: tuple[str, ...]
    slugs: tuple[str, ...]
    told: int

    @property
    def count(self) -> int:
        """The number of practices."""
        return len(self.slugs)


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
        return sum(spot.count for spot in self.spots)


@dataclass(frozen=True, slots=True)
class Closeup:
    """The map of one voivodeship, or of one powiat with its neighbours around it.

    ``outlines`` has those that the page lists, ``elsewhere`` the slugs of all that
    have no point here. ``regions`` are the powiats drawn; ``here`` is the powiat looked at, None for a voivodeship.
    """

    id: str
    label: str
    results: Results
    drawing: Drawing
    regions: Regions
    here: Region | None
    names: tuple[Name, ...]
    crowds: tuple[Crowd, ...]
    elsewhere: tuple[str, ...]
    outlines: Mapping[str, Outline]


def chosen_voivodeship(query: Query) -> str | None:
    """Return the one voivodeship that the query is about, None for none, several, or one that is not on the map.

    It is chosen itself, or has all the chosen powiats.
    """
    names = query.voivodeship or tuple({_named(code[:VOIVODESHIP]) for code in query.powiat})
    return names[0] if len(names) == 1 and names[0] in regions.areas() else None


def _near(query: Query) -> str:
    """Return the one powiat that a query is about, "" for none, several, or one of another voivodeship than chosen."""
    code = query.powiat[0] if len(query.powiat) == 1 else ""
    return code if code and _named(code[:VOIVODESHIP]) == chosen_voivodeship(query) else ""


def closeup(library: Library, query: Query, view: View, *, today: date, whole: bool = False) -> Closeup:
    """Return the map of the ``chosen_voivodeship`` of a query, or of the one powiat that it chooses there.

    With ``whole`` always that of the voivodeship.
    """
    generation, register = library.index.current(), library.register
    name, near = chosen_voivodeship(query) or "", "" if whole else _near(query)
    found = browse.find(library, replace(query, page=1, per_page=1), today=today)
    slugs = generation.search.slugs(query, today=today)
    code, drawing = regions.areas()[name].teryt, shapes.voivodeship(name)
    if near:
        code, drawing = near, shapes.powiat(near)
    known = generation.catalogue.placed()
    around = generation.search.slugs(replace(query.without("powiat"), voivodeship=(name,)), today=today)
    drawn = regions.of_drawing(drawing, register, regions.counts(generation, query, today=today))
    marked = [replace(region, selected=region.id in query.powiat) for region in drawn]
    numbered = regions.numbered(marked, view, len(around), () if query.powiat else regions.nowhere(generation, around))
    crowds, elsewhere = standing([known[slug] for slug in slugs if slug in known], code, drawing, register, view.spot)
    listed = [slug for crowd in crowds for spot in crowd.spots for slug in spot.slugs[: spot.told]]
    outlines = generation.catalogue.outlines([*listed, *elsewhere[:ELSEWHERE_TOLD]])
    return Closeup(
        id=name,
        label=generation.vocabularies.voivodeships.label(name, query.language),
        results=replace(found, query=replace(query, page=1)),
        drawing=drawing,
        regions=numbered,
        here=next((region for region in numbered.areas if region.id == near), None),
        names=layout.names(drawing, (layout.circle(s.x, s.y, s.size) for crowd in crowds for s in crowd.spots)),
        crowds=crowds,
        elsewhere=elsewhere,
        outlines={outline.slug: outline for outline in outlines},
    )


def standing(
    found: Sequence[Placed], code: str, drawing: Drawing, register: Register, opened: str = ""
) -> tuple[tuple[Crowd, ...], tuple[str, ...]]:
    """Return practices gathered into crowds, and the slugs of those without a point on this drawing.

    ``code`` has the digits of the voivodeship or powiat; the spot that has the practice ``opened`` is told in full.
    """
    points = {one.slug: _point(one, code, drawing, register) for one in found}
    pointed = [(one, point) for one in found if (point := points[one.slug]) is not None]
    full = len(code) == POWIAT or len(found) <= TOLD_IN_FULL
    crowds = crowds_of(spots_of(pointed, code, opened, full=full))
    return crowds, tuple(one.slug for one in found if points[one.slug] is None)


def spots_of(pointed: Sequence[tuple[Placed, Point]], code: str, opened: str, *, full: bool) -> tuple[Spot, ...]:
    """Gather practices with their points into spots, the most numerous first; those of a spot keep their order."""
    there: dict[Point, list[int]] = {}
    for number, (_, point) in enumerate(pointed):
        there.setdefault(point, []).append(number)
    points = list(there)
    spots = []
    for group in layout.gather(points, [len(there[point]) for point in points], layout.WIDE):
        practices = [pointed[number][0] for number in sorted(number for at in group for number in there[points[at]])]
        slugs = tuple(practice.slug for practice in practices)
        places = Counter(place_of(practice, code) for practice in practices)
        whole = full or opened in slugs or len(slugs) == TOLD + 1  # one more costs no more than the link to it
        spots.append(
            Spot(
                id=f"miejsce-{min(slugs)}",
                x=points[group[0]][0],
                y=points[group[0]][1],
                size=layout.marker(len(slugs)),
                places=tuple(place for place, _ in places.most_common()),
                slugs=slugs,
                told=len(slugs) if whole else TOLD,
            )
        )
    return tuple(spots)


def crowds_of(spots: Sequence[Spot]) -> tuple[Crowd, ...]:
    """Gather spots into what a small drawing can tell apart, in the order of the alphabet."""
    crowds = []
    numbers = [spot.count for spot in spots]
    for group in layout.gather([(spot.x, spot.y) for spot in spots], numbers, layout.NARROW):
        leader = spots[group[0]]
        inside = sorted((spots[index] for index in group), key=lambda spot: (sort_key(spot.places[0]), spot.id))
        size = layout.marker(sum(numbers[index] for index in group))
        crowds.append(Crowd(f"okolica-{leader.id}", leader.x, leader.y, size, tuple(inside)))
    return tuple(sorted(crowds, key=lambda crowd: (sort_key(crowd.spots[0].places[0]), crowd.id)))


def place_of(practice: Placed, code: str) -> str:
    """Return what the map of a voivodeship or powiat calls the place of a practice: official Polish names."""
    here = [member.name for member in practice.members if member.teryt.startswith(code) and member.name]
    return ", ".join(here) if here and not practice.teryt.startswith(code) else practice.name


def _point(practice: Placed, code: str, drawing: Drawing, register: Register) -> Point | None:
    """Return where a practice stands on the map of a voivodeship or powiat, None if it cannot be shown there.

    That is its own point if it lies inside. A partnership across the border stands in the middle of the members that it
    has here, since the middle of all may lie beyond it.
    """
    own, inside = _on(code, practice.lat, practice.lon)
    if inside:
        return own
    units = [u for m in practice.members if m.teryt.startswith(code) and (u := register.resolve(m.teryt)) is not None]
    points = [drawing.place(unit.lat, unit.lon) for unit in units if unit.lat is not None and unit.lon is not None]
    if points:
        return round(sum(x for x, _ in points) / len(points), 1), round(sum(y for _, y in points) / len(points), 1)
    # The borders are simplified: a town right at one may fall just outside.
    near = own is not None and layout.on_drawing(drawing, own)
    return own if near and (code in practice.powiats or _at_home(practice, code)) else None


def _at_home(practice: Placed, code: str) -> bool:
    return len(code) == VOIVODESHIP and regions.areas()[practice.voivodeship].teryt == code


@lru_cache(maxsize=20_000)
def _on(code: str, lat: float | None, lon: float | None) -> tuple[Point | None, bool]:
    """Return where a position lies on the map of a voivodeship or powiat, and whether that is within its border."""
    if lat is None or lon is None:
        return None, False
    drawing = shapes.powiat(code) if len(code) == POWIAT else shapes.voivodeship(_named(code))
    point = drawing.place(lat, lon)
    return point, drawing.contains(point)


def _named(code: str) -> str:
    return next(name for name, area in regions.areas().items() if area.teryt == code)
