"""How like two units are: by kind, residents, voivodeship and distance, each of which may be left out."""

import pytest

from bdp.domain.likeness import FACTORS, distance, likeness
from bdp.domain.unit import Unit
from bdp.geography import units

REGISTER = units.load()
SAMPLE = list(REGISTER)[::25]


def unit(teryt: str) -> Unit:
    """Return a unit that there is."""
    found = REGISTER.find(teryt)
    assert found is not None
    return found


def score(one: str, other: str, *factors: str) -> float:
    return likeness(unit(one), unit(other), factors).score


def test_nothing_is_more_like_a_unit_than_itself_and_likeness_goes_both_ways() -> None:
    for one, other in zip(SAMPLE, reversed(SAMPLE), strict=True):
        whole = likeness(one, one, FACTORS).score
        assert likeness(one, other, FACTORS).score <= whole
        assert likeness(one, other, FACTORS).score == pytest.approx(likeness(other, one, FACTORS).score)


def test_distances_are_those_of_the_map() -> None:
    """Warszawa and Kraków lie 252 km apart, Gdańsk and Gdynia 19."""
    assert distance(unit("1465011"), unit("1261011")) == pytest.approx(252, abs=3)
    assert distance(unit("2261011"), unit("2262011")) == pytest.approx(19, abs=3)


def test_twice_as_many_residents_are_as_far_as_half_as_many() -> None:
    base = unit("1816092")
    assert base.population is not None
    half = likeness(base, _peopled(base, base.population // 2), ("population",)).score
    twice = likeness(base, _peopled(base, base.population * 2), ("population",)).score
    assert half == pytest.approx(twice, rel=0.01)
    assert likeness(base, _peopled(base, base.population * 4), ("population",)).score < twice


def _peopled(base: Unit, population: int) -> Unit:
    return Unit("0000000", "", base.unit_type, "", "", None, None, population)


def test_a_city_with_powiat_rights_is_nearer_to_a_town_than_to_a_rural_commune() -> None:
    katowice, town, rural = "2469011", "2415031", "2401062"
    assert score(katowice, town, "type") > score(katowice, rural, "type") == 0


def test_what_is_unknown_makes_nothing_alike() -> None:
    nowhere = Unit("0000000", "", "powiat", "", "slaskie", None, None, None)
    found = likeness(nowhere, unit("2401"), ("population", "distance"))
    assert (found.score, found.kilometres) == (0, None)
