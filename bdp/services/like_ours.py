"""like_ours: practices of units like one, the most alike first, and the list narrowed to such units."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress

from bdp.domain.entry import Outline, size_band
from bdp.domain.likeness import Likeness, akin, likeness
from bdp.domain.query import Query
from bdp.domain.unit import Register, Unit
from bdp.index.reading import Generation

SHOWN = 10
OF_ONE_UNIT = 2  # practices, so that one busy town does not fill the list
# Practices that answer the reader's words best: so many at most, and none that only has them in passing, of less than
# this share of the best one's score. Of these, those of places like ours come first.
TO_THE_POINT = 100
IN_PASSING = 0.1


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


@dataclass(frozen=True, slots=True)
class Places:
    """What units like one have done.

    ``kin`` are practices of units whose type is like that of the unit, ``others`` fill up with what is left; where the
    type does not count, all are ``kin``. ``relaxed`` says that no practice has all words that were asked for.
    """

    kin: tuple[LikeOurs, ...]
    others: tuple[LikeOurs, ...]
    relaxed: bool
    narrowed: Narrowed | None

    @property
    def practices(self) -> tuple[LikeOurs, ...]:
        """All of them in their order."""
        return (*self.kin, *self.others)


@dataclass(frozen=True, slots=True)
class Asked:
    """What makes a unit like another, which words the practices are about, and on which day."""

    factors: Collection[str]
    about: Query
    today: date


def places(generation: Generation, register: Register, unit: Unit, asked: Asked, without: Collection[str]) -> Places:
    """Return what units like this one have done, none of the practices ``without`` among it."""
    found = practices(generation, register, unit, asked, without)
    by_type = "type" in asked.factors
    return Places(
        kin=tuple(one for one in found if one.like.kin or not by_type),
        others=tuple(one for one in found if by_type and not one.like.kin),
        relaxed=bool(asked.about.q) and _first(generation, asked.about, asked.today)[1],
        narrowed=narrowed(generation, unit, asked),
    )


def practices(
    generation: Generation, register: Register, unit: Unit, asked: Asked, without: Collection[str]
) -> tuple[LikeOurs, ...]:
    """Return the practices of units like this one, those of its kin first where the type counts."""
    by_unit = generation.catalogue.by_unit()
    about = _about(generation, asked)
    others = [other for code in by_unit if (other := register.find(code)) and other.teryt != unit.teryt]
    found: dict[str, Likeness] = {}
    for like in _ranked(unit, others, asked.factors):
        fresh = [
            slug
            for slug in by_unit[like.unit.teryt]
            if slug not in found and slug not in without and (about is None or slug in about)
        ]
        found |= dict.fromkeys(fresh[:OF_ONE_UNIT], like)
        if len(found) >= SHOWN:
            break
    entries = generation.catalogue.outlines(list(found)[:SHOWN])
    return tuple(
        LikeOurs(entry, found[entry.slug], _takes_part(entry, found[entry.slug].unit, register)) for entry in entries
    )


def _ranked(unit: Unit, others: Sequence[Unit], factors: Collection[str]) -> Iterator[Likeness]:
    """Yield units from the most to the least alike; where the type counts, those not akin are looked at last."""
    rounds = [others]
    if "type" in factors:
        near = [akin(unit, other) for other in others]
        rounds = [list(compress(others, near)), [other for other, kin in zip(others, near, strict=True) if not kin]]
    for these in rounds:
        found = (likeness(unit, other, factors) for other in these)
        yield from sorted(found, key=lambda like: (-like.score, like.unit.teryt))


def _about(generation: Generation, asked: Asked) -> frozenset[str] | None:
    """Return the slugs of what answers the reader's words best; None for everything."""
    if not asked.about.q:
        return None
    hits = generation.search.find(replace(asked.about, per_page=TO_THE_POINT), today=asked.today).hits
    best = max((hit.score or 0.0 for hit in hits), default=0.0)
    return frozenset(hit.slug for hit in hits if (hit.score or 0.0) >= best * IN_PASSING)


def _takes_part(entry: Outline, unit: Unit, register: Register) -> bool:
    return register.resolve(entry.practice.teryt) != unit


def narrowed(generation: Generation, unit: Unit, asked: Asked) -> Narrowed | None:
    """Return the list of units like this one: first all that the facets can say of the factors, then less of it.

    Of words that the reader asks about, it is the list of all places: few are told in one. None where no factor is one
    of a facet or nothing is found.
    """
    factors = () if asked.about.q else asked.factors
    query = replace(
        asked.about,
        unit_type=(unit.unit_type,) if "type" in factors else (),
        size=(size_band(unit.population),) if "population" in factors and unit.population is not None else (),
        voivodeship=(unit.voivodeship,) if "region" in factors or "distance" in factors else (),
    )
    for left_out in ("", "voivodeship", "size"):
        query = query.without(left_out) if left_out else query
        total = _first(generation, query, asked.today)[0]
        if total and query.pairs():
            return Narrowed(query, total)
    return None


def _first(generation: Generation, query: Query, today: date) -> tuple[int, bool]:
    """Return how many practices a query finds, and whether only by letting go of some words."""
    found = generation.search.find(replace(query, per_page=1), today=today)
    return found.total, found.relaxed
