"""likeness: how like one unit is to another, by four things of which each can be left out."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from bdp.domain.unit import Unit

FACTORS = ("type", "population", "region", "distance")
# What each thing is worth at its best. A commune learns most from its own kind and size; how far it would travel to
# look comes third, and the voivodeship, which distance tells in part, last. Both together weigh less than half a
# population, or the towns around Warszawa would be more like it than Kraków.
WEIGHTS = {"type": 3.0, "population": 3.0, "region": 0.4, "distance": 1.0}
KINDRED = 0.4  # of the worth of a type: two kinds of commune, or a city with powiat rights and an urban commune
TWOFOLD = 0.5  # of the worth of a population: twice or half as many residents
HALFWAY_KM = 60.0  # where a distance is worth half
EARTH_KM = 6371.0
_TOWNS = frozenset(("gmina-miejska", "miasto-na-prawach-powiatu"))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a unit is: the score (higher is more alike) and what it rests on; a distance is None where unknown.

    ``kin`` are units whose types have something in common: two communes, or two towns of whatever rights.
    """

    unit: Unit
    score: float
    same_region: bool
    kin: bool
    kilometres: float | None


def likeness(unit: Unit, other: Unit, factors: Collection[str]) -> Likeness:
    """Compare two units by these factors."""
    away = distance(unit, other)
    worth = {
        "type": _type(unit.unit_type, other.unit_type),
        "population": _population(unit, other),
        "region": float(unit.voivodeship == other.voivodeship),
        "distance": 0.0 if away is None else 0.5 ** (away / HALFWAY_KM),
    }
    score = sum([WEIGHTS[factor] * worth[factor] for factor in factors])
    return Likeness(
        unit=other,
        score=score,
        same_region=unit.voivodeship == other.voivodeship,
        kin=worth["type"] > 0,
        kilometres=away,
    )


def akin(unit: Unit, other: Unit) -> bool:
    """Tell whether the types of two units have something in common."""
    return _type(unit.unit_type, other.unit_type) > 0


def distance(unit: Unit, other: Unit) -> float | None:
    """Return the kilometres between two units as the crow flies, None where one has no point."""
    if unit.lat is None or unit.lon is None or other.lat is None or other.lon is None:
        return None
    first, second = math.radians(unit.lat), math.radians(other.lat)
    east = math.sin(math.radians(other.lon - unit.lon) / 2) ** 2
    north = math.sin((second - first) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(north + math.cos(first) * math.cos(second) * east))


@cache
def _type(one: str, other: str) -> float:
    if one == other:
        return 1.0
    types = {one, other}
    return KINDRED if types <= _TOWNS or all(name.startswith("gmina-") for name in types) else 0.0


def _population(unit: Unit, other: Unit) -> float:
    """Return how near two numbers of residents are on a scale on which each doubling is a step."""
    if not unit.population or not other.population:
        return 0.0
    return float(TWOFOLD ** abs(math.log2(unit.population / other.population)))
