"""unit_pages: all that a unit's page tells: its practices, its office, its neighbours, practices of units like it."""

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from bdp.domain.entry import Outline, size_band
from bdp.domain.errors import NotFound
from bdp.domain.page import Office
from bdp.domain.polish import sort_key
from bdp.domain.query import Query
from bdp.domain.unit import Register, Unit
from bdp.geography import shapes
from bdp.geography.shapes import Drawing, Point
from bdp.index.reading import Generation
from bdp.library import Library
from bdp.services import places
from bdp.services.places import District

SIMILAR, NEAREST = 6, 8
VOIVODESHIP, POWIAT, COMMUNE = 2, 4, 7


@dataclass(frozen=True, slots=True)
class Part:
    """A unit beside or inside another, with the number of practices on its page."""

    unit: Unit
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """Practices of one unit inside a larger one; ``unit`` is None for those that name no unit."""

    unit: Unit | None
    practices: tuple[Outline, ...]


@dataclass(frozen=True, slots=True)
class Similar:
    """Practices of units of the same type, the nearest in population first.

    ``band`` is the population band that all of them share with the unit, "" where no practice is in the same one.
    """

    band: str
    practices: tuple[Outline, ...]


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit with everything that its page prints.

    ``own`` are practices of the unit itself, ``shared`` those that it takes part in, ``groups`` those of the units
    inside it. ``parts`` are all units inside, ``neighbours`` the other communes of the powiat or the nearest units.
    ``point`` is in units of ``drawing``, the map of the voivodeship with its ``districts``.
    """

    unit: Unit
    powiat: Unit | None
    voivodeship: Unit
    office: Office | None
    own: tuple[Outline, ...]
    shared: tuple[Outline, ...]
    groups: tuple[Group, ...]
    parts: tuple[Part, ...]
    neighbours: tuple[Part, ...]
    similar: Similar
    drawing: Drawing
    districts: tuple[District, ...]
    point: Point | None

    @property
    def count(self) -> int:
        """The number of practices of the unit, of its partnerships and of the units inside it."""
        inside = {entry.slug for group in self.groups for entry in group.practices}
        return len(self.own) + len(self.shared) + len(inside)


def find(register: Register, teryt: str) -> Unit:
    """Return the unit that a code stands for today; its page is at its own ``teryt``. Raises NotFound."""
    unit = register.resolve(teryt)
    if unit is None:
        message = f"nie ma jednostki o kodzie TERYT „{teryt}”"
        raise NotFound(message)
    return unit


def show(library: Library, unit: Unit, *, today: date) -> UnitPage:
    """Return the page of a unit, which may have no practice of its own."""
    generation, register = library.index.current(), library.register
    entries = _entries(generation, unit, today)
    own = [entry for entry in entries if register.resolve(entry.practice.teryt) == unit]
    shared = [entry for entry in entries if entry not in own and unit in _members(entry, register)]
    others = [entry for entry in entries if entry not in own and entry not in shared]
    inside = _inside(register, unit)
    drawing = shapes.voivodeship(unit.voivodeship)
    powiat = register.find(unit.teryt[:POWIAT])
    return UnitPage(
        unit=unit,
        powiat=powiat if powiat and powiat.unit_type == "powiat" and powiat != unit else None,
        voivodeship=register.find(unit.teryt[:VOIVODESHIP]) or unit,
        office=generation.catalogue.office(unit.teryt),
        own=tuple(own),
        shared=tuple(shared),
        groups=_groups(others, inside),
        parts=_counted(generation, inside),
        neighbours=_counted(generation, _beside(register, unit)),
        similar=_similar(generation, unit, {entry.slug for entry in entries}, today),
        drawing=drawing,
        districts=places.districts(drawing, register, lambda code: len(generation.catalogue.of_unit(code))),
        point=drawing.place(unit.lat, unit.lon) if unit.lat is not None and unit.lon is not None else None,
    )


def _entries(generation: Generation, unit: Unit, today: date) -> list[Outline]:
    """Return all practices found in a unit; a voivodeship has also those that name no code."""
    slugs: Sequence[str] = generation.catalogue.of_unit(unit.teryt)
    if len(unit.teryt) == VOIVODESHIP:
        query = Query(voivodeship=(unit.voivodeship,))
        slugs = [hit.slug for hit in generation.search.find(query, today=today, everything=True).hits]
    return generation.catalogue.outlines(slugs)


def _members(entry: Outline, register: Register) -> list[Unit | None]:
    return [register.resolve(member.teryt) for member in entry.practice.members if member.teryt]


def _inside(register: Register, unit: Unit) -> list[Unit]:
    """Return the powiats of a voivodeship or the communes of a powiat, by name; a city has none."""
    digits = {VOIVODESHIP: POWIAT, POWIAT: COMMUNE}.get(len(unit.teryt))
    codes = [u.address_teryt for u in register if len(u.teryt) == digits and u.teryt.startswith(unit.teryt)]
    return sorted((u for code in codes if (u := register.find(code))), key=lambda u: sort_key(u.name))


def _groups(entries: Sequence[Outline], inside: Sequence[Unit]) -> tuple[Group, ...]:
    """Sort practices by the unit inside that they are found in; one of several units stands in each."""
    found: dict[str, list[Outline]] = {}
    for entry in entries:
        for code in {*entry.units, *entry.powiats, *(code[:POWIAT] for code in entry.units)}:
            found.setdefault(code, []).append(entry)
    grouped = [Group(unit, tuple(found.get(unit.teryt, ()))) for unit in inside]
    placed = {entry.slug for group in grouped for entry in group.practices}
    rest = tuple(entry for entry in entries if entry.slug not in placed)
    return tuple(group for group in (*grouped, Group(None, rest)) if group.practices)


def _beside(register: Register, unit: Unit) -> list[Unit]:
    """Return the other communes of the powiat; for a city or a powiat the nearest of its kind, nearest first."""
    if len(unit.teryt) == VOIVODESHIP:
        return []
    if unit.unit_type.startswith("gmina-"):
        return [other for other in _inside(register, _powiat(register, unit)) if other != unit]
    kinds = ("powiat",) if unit.unit_type == "powiat" else ("gmina-miejska", "gmina-miejsko-wiejska", "gmina-wiejska")
    others = [other for other in register if other != unit and other.unit_type in kinds]
    return sorted(others, key=_distance_from(unit))[:NEAREST]


def _powiat(register: Register, unit: Unit) -> Unit:
    return register.find(unit.teryt[:POWIAT]) or unit


def _distance_from(unit: Unit) -> Callable[[Unit], float]:
    """Return a measure of distance in kilometres from a unit; units without a point are the farthest."""

    def distance(other: Unit) -> float:
        if unit.lat is None or unit.lon is None or other.lat is None or other.lon is None:
            return math.inf
        return math.dist(shapes.project(unit.lat, unit.lon), shapes.project(other.lat, other.lon))

    return distance


def _counted(generation: Generation, units: Sequence[Unit]) -> tuple[Part, ...]:
    return tuple(Part(unit, len(generation.catalogue.of_unit(unit.teryt))) for unit in units)


def _similar(generation: Generation, unit: Unit, known: set[str], today: date) -> Similar:
    """Return practices of units of the same type and population band, else of the same type."""
    band = size_band(unit.population)
    for size in dict.fromkeys((band, "")):
        query = Query(unit_type=(unit.unit_type,), size=(size,) if size else (), sort="population")
        hits = generation.search.find(query, today=today, everything=True).hits
        near = _nearest(generation, [hit.slug for hit in hits if hit.slug not in known], unit.population)
        if near:
            return Similar(size, near)
    return Similar("", ())


def _nearest(generation: Generation, slugs: Sequence[str], population: int | None) -> tuple[Outline, ...]:
    """Return the practices nearest in population, of slugs that stand largest first.

    The place in the order is found by halving, so that a large base costs a dozen readings and not thousands.
    """

    def smaller(slug: str) -> int:
        entry = generation.catalogue.entry(slug)
        return -(entry.practice.population or 0) if entry else 0

    place = bisect_left(slugs, -(population or 0), key=smaller)
    window = slugs[max(0, place - SIMILAR) : place + SIMILAR]
    entries = generation.catalogue.outlines(window)
    by_distance = sorted(entries, key=lambda e: (abs((e.practice.population or 0) - (population or 0)), e.slug))
    return tuple(islice(by_distance, SIMILAR))
