"""unit: territorial units of the TERYT register and what a record takes from them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Self

from bdp.domain.practice import Member, Practice
from bdp.domain.vocabulary import Term, Vocabulary


@dataclass(frozen=True, slots=True)
class Unit:
    """A voivodeship (2 digits), powiat (4) or commune (7). ``unit_type`` and ``voivodeship`` are vocabulary ids.

    ``name`` is the official name (adjective in lower case for land powiats and voivodeships), ``powiat`` the name of
    the powiat or "" for a voivodeship, ``population`` the number of residents or None, ``lat``/``lon`` WGS 84 or None.
    ``same_as`` links the 4- and 7-digit codes of one city.
    """

    teryt: str
    name: str
    unit_type: str
    powiat: str
    voivodeship: str
    lat: float | None
    lon: float | None
    population: int | None
    same_as: str = ""

    @property
    def address_teryt(self) -> str:
        """The code under which the unit has its page: a city's 7-digit one."""
        return self.same_as if self.same_as and len(self.same_as) > len(self.teryt) else self.teryt


class Register:
    """The units by code. Immutable; look-ups cost one dictionary access."""

    def __init__(self, units: Iterable[Unit]) -> None:
        """Keep the units in the order given."""
        self._units: Mapping[str, Unit] = {unit.teryt: unit for unit in units}
        # A retyped commune keeps its first six digits, so that is how its successor is found.
        self._retyped: Mapping[str, Unit] = {u.teryt[:6]: u for u in self._units.values() if len(u.teryt) == 7}  # noqa: PLR2004

    def __iter__(self) -> Iterator[Unit]:
        """All units."""
        return iter(self._units.values())

    def find(self, teryt: str) -> Unit | None:
        """Return the unit that has exactly this code today, or None."""
        return self._units.get(teryt)

    def successor(self, teryt: str) -> Unit | None:
        """Return the commune whose code differs from this one only in the type digit, or None."""
        return self._retyped.get(teryt[:6]) if len(teryt) == 7 else None  # noqa: PLR2004

    def resolve(self, teryt: str) -> Unit | None:
        """Return the unit of this code, of its page's address, or its successor by type digit."""
        found = self.find(teryt) or self.successor(teryt)
        return self._units.get(found.address_teryt, found) if found else None

    @classmethod
    def empty(cls) -> Self:
        """Build a register without units, for tests of other parts."""
        return cls(())


@lru_cache(maxsize=4)
def powiats(register: Register) -> Vocabulary:
    """Return the land powiats and the cities with their status by 4-digit code, in the order of the codes.

    They are called "powiat gliwicki" and "miasto Gliwice"; of powiats of one name the voivodeship is told too.
    """
    units = sorted((u for u in register if len(u.teryt) == 4), key=lambda unit: unit.teryt)  # noqa: PLR2004 - digits
    often = Counter(unit.name for unit in units)
    regions = {u.teryt: u.name for u in register if len(u.teryt) == 2}  # noqa: PLR2004 - digits
    terms = []
    for unit in units:
        alone = often[unit.name] == 1
        where = "" if alone else f" ({regions.get(unit.teryt[:2], unit.voivodeship)})"
        land = unit.unit_type == "powiat"
        pl, en = (f"powiat {unit.name}{where}",) * 2 if land else (f"miasto {unit.name}", f"city of {unit.name}")
        terms.append(Term(unit.teryt, pl, en, aliases=(unit.name, f"pow. {unit.name}") if alone else ()))
    return Vocabulary(terms)


def complete(practice: Practice, register: Register) -> Practice:
    """Fill what the file leaves out from the register; what the file says always goes first.

    A commune or city fills place, powiat, voivodeship, population and the point; a land powiat or a voivodeship fills
    powiat and voivodeship (and population and the point), not place. Without a code the point is the middle of the
    members and the population their sum. A member's name and unit type are filled from its own code.
    """
    members = tuple(_complete_member(member, register) for member in practice.members)
    practice = replace(practice, members=members)
    units = [unit for member in members if (unit := register.resolve(member.teryt)) is not None]
    unit = register.resolve(practice.teryt) if practice.teryt else None
    lat, lon = practice.lat, practice.lon
    if lat is None or lon is None:
        lat, lon = _point(unit, units)
    population = practice.population
    if population is None:
        known = [u.population for u in units if u.population is not None]
        population = unit.population if unit else (sum(known) if known and len(known) == len(members) else None)
    if unit is None:
        return replace(practice, lat=lat, lon=lon, population=population)
    whole = unit.unit_type not in ("powiat", "wojewodztwo")
    return replace(
        practice,
        place=practice.place or (unit.name if whole else ""),
        powiat=practice.powiat or unit.powiat,
        voivodeship=practice.voivodeship or unit.voivodeship,
        lat=lat,
        lon=lon,
        population=population,
    )


def derived_numbers(practice: Practice, register: Register) -> tuple[str, ...]:
    """Return which of ``lat``, ``lon`` and ``population`` neither the file nor the register states: the members' do."""
    if practice.teryt and register.resolve(practice.teryt) is not None:
        return ()
    return tuple(name for name in ("lat", "lon", "population") if getattr(practice, name) is None)


def _complete_member(member: Member, register: Register) -> Member:
    unit = register.resolve(member.teryt) if member.teryt else None
    if unit is None:
        return member
    return replace(member, name=member.name or unit.name, unit_type=member.unit_type or unit.unit_type)


def _point(unit: Unit | None, members: list[Unit]) -> tuple[float | None, float | None]:
    """Return the unit's own point, else the middle of the members that have one."""
    if unit is not None and unit.lat is not None:
        return unit.lat, unit.lon
    points = [(u.lat, u.lon) for u in members if u.lat is not None and u.lon is not None]
    if not points:
        return None, None
    return round(sum(p[0] for p in points) / len(points), 5), round(sum(p[1] for p in points) / len(points), 5)
