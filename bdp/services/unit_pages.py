"""unit_pages: all that a unit's page tells: its practices, its office, its neighbours, practices of units like it."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bdp.domain.entry import Outline
from bdp.domain.errors import NotFound
from bdp.domain.likeness import distance
from bdp.domain.page import Office
from bdp.domain.polish import sort_key
from bdp.domain.query import Query
from bdp.domain.unit import Register, Unit
from bdp.exchange import atom
from bdp.exchange.plain import Frame, plain
from bdp.geography import shapes
from bdp.geography.shapes import Drawing, Point
from bdp.index.reading import Generation
from bdp.library import Library
from bdp.services import export, like_ours, regions
from bdp.services.export import Asked
from bdp.services.like_ours import Places
from bdp.services.regions import Region

NEAREST = 8
VOIVODESHIP, POWIAT, COMMUNE = 2, 4, 7


@dataclass(frozen=True, slots=True)
class Part:
    """A unit beside or inside another, with the number of practices on its page."""

    unit: Unit
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """Practices of one unit inside a larger one alone; ``total`` counts also those that it shares with others there.

    ``unit`` is None for those that name no unit, and, with ``shared``, for those of several units inside.
    """

    unit: Unit | None
    practices: tuple[Outline, ...]
    total: int
    shared: bool = False


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit with everything that its page prints.

    ``own`` are practices of the unit itself, ``shared`` those that it takes part in, ``groups`` those of the units
    inside it. ``parts`` are all units inside, ``neighbours`` the other communes of the powiat or the nearest units.
    ``places`` are units like this one and what they have done.
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
    places: Places
    drawing: Drawing
    districts: tuple[Region, ...]
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


def show(library: Library, unit: Unit, asked: like_ours.Asked) -> UnitPage:
    """Return the page of a unit, which may have no practice of its own; what is asked is about units like it."""
    generation, register = library.index.current(), library.register
    entries = _entries(generation, unit, asked.today)
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
        places=like_ours.places(generation, register, unit, asked, {entry.slug for entry in entries}),
        drawing=drawing,
        districts=_districts(generation, register, drawing),
        point=drawing.place(unit.lat, unit.lon) if unit.lat is not None and unit.lon is not None else None,
    )


def feed(library: Library, unit: Unit, called: str, asked: Asked) -> Iterator[bytes]:
    """Yield the feed of a unit's practices and of those inside it, the latest change first. Raises NotBuilt at once."""
    generation = library.index.current()
    entries = _entries(generation, unit, asked.today)
    latest = sorted(entries, key=lambda entry: entry.practice.changed or date.min, reverse=True)[: atom.NEWEST]
    frame = Frame(
        site=asked.site,
        language=asked.language,
        vocabularies=generation.vocabularies,
        address=asked.site.path(f"/jednostki/{unit.teryt}"),
        words=called,
        today=asked.today,
        made=export.made(generation),
        total=len(entries),
    )
    found = generation.catalogue.stream(entry.slug for entry in latest)
    return atom.practices((plain(entry, frame) for entry in found), frame)


def _districts(generation: Generation, register: Register, drawing: Drawing) -> tuple[Region, ...]:
    """Return the powiats of a voivodeship with the practices of each, by name."""
    counts = generation.catalogue.in_units()
    found = regions.of_drawing(drawing, register, lambda code: counts.get(code, 0))
    return tuple(sorted(found, key=lambda region: sort_key(region.unit.name)))


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
    """Sort practices by the unit inside that they are found in; those of several units stand once, first."""
    codes = {unit.teryt for unit in inside}
    found: dict[str, list[Outline]] = {}
    alone: dict[str, list[Outline]] = {}
    several, nowhere = [], []
    for entry in entries:
        where = codes & {*entry.units, *entry.powiats, *(code[:POWIAT] for code in entry.units)}
        for code in where:
            found.setdefault(code, []).append(entry)
            alone.setdefault(code, []).extend([entry] if len(where) == 1 else [])
        several += [entry] if len(where) > 1 else []
        nowhere += [] if where else [entry]
    grouped = [Group(unit, tuple(alone.get(unit.teryt, ())), len(found.get(unit.teryt, ()))) for unit in inside]
    shared = Group(None, tuple(several), len(several), shared=True)
    return tuple(group for group in (shared, *grouped, Group(None, tuple(nowhere), len(nowhere))) if group.practices)


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
    """Return a measure of distance from a unit; units without a point are the farthest."""

    def away(other: Unit) -> float:
        kilometres = distance(unit, other)
        return math.inf if kilometres is None else kilometres

    return away


def _counted(generation: Generation, units: Sequence[Unit]) -> tuple[Part, ...]:
    counts = generation.catalogue.in_units()
    return tuple(Part(unit, counts.get(unit.teryt, 0)) for unit in units)
