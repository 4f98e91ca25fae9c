"""like_ours: practices of units like one, the most alike first, and the list narrowed to such units."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from bdp.domain.entry import Outline, size_band
from bdp.domain.likeness import Likeness, likeness
from bdp.domain.query import Query
from bdp.domain.unit import Register, Unit
from bdp.index.reading import Generation

SHOWN = 10
OF_ONE_UNIT = 2  # practices, so that one busy town does not fill the list


@dataclass(frozen=True, slots=True)
class LikeOurs:
    """A practice and the unit, its own or one that takes part, that is most like the one asked for."""

    entry: Outline
    like: Likeness
    member: bool


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The list of all practices of such units; ``query`` chooses by the facets that come nearest to the factors."""

    query: Query
    total: int


def practices(
    generation: Generation, register: Register, unit: Unit, factors: Collection[str], without: Collection[str]
) -> tuple[LikeOurs, ...]:
    """Return the practices of units like this one by these factors, none of the slugs ``without`` among them."""
    by_unit = generation.catalogue.by_unit()
    others = [other for code in by_unit if (other := register.find(code)) is not None and other != unit]
    ranked = sorted(
        (likeness(unit, other, factors) for other in others), key=lambda like: (-like.score, like.unit.teryt)
    )
    found: dict[str, Likeness] = {}
    for like in ranked:
        fresh = [slug for slug in by_unit[like.unit.teryt] if slug not in found and slug not in without]
        found |= dict.fromkeys(fresh[:OF_ONE_UNIT], like)
        if len(found) >= SHOWN:
            break
    entries = generation.catalogue.outlines(list(found)[:SHOWN])
    return tuple(
        LikeOurs(entry, found[entry.slug], _takes_part(entry, found[entry.slug].unit, register)) for entry in entries
    )


def _takes_part(entry: Outline, unit: Unit, register: Register) -> bool:
    return register.resolve(entry.practice.teryt) != unit


def narrowed(
    generation: Generation, unit: Unit, factors: Collection[str], *, today: date, language: str
) -> Narrowed | None:
    """Return the list of units like this one: first all that the facets can say of the factors, then less of it.

    None where no factor is one of a facet or nothing is found.
    """
    query = Query(
        unit_type=(unit.unit_type,) if "type" in factors else (),
        size=(size_band(unit.population),) if "population" in factors and unit.population is not None else (),
        voivodeship=(unit.voivodeship,) if "region" in factors or "distance" in factors else (),
        language=language,
    )
    for left_out in ("", "voivodeship", "size"):
        query = query.without(left_out) if left_out else query
        total = generation.search.find(replace(query, per_page=1), today=today).total
        if total and query.pairs():
            return Narrowed(query, total)
    return None
