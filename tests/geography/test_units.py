"""test_units: what the shipped register of units says."""

from collections import Counter

import pytest

from bdp.geography import units

REGISTER = units.load()


def test_register_has_every_unit_of_2026() -> None:
    assert Counter(len(unit.teryt) for unit in REGISTER) == {2: 16, 4: 380, 7: 2479}
    assert len(list(REGISTER)) == 2875


def test_unit_types_are_counted_as_in_the_official_register() -> None:
    kinds = Counter(unit.unit_type for unit in REGISTER)
    assert kinds == {
        "wojewodztwo": 16,
        "powiat": 314,
        "miasto-na-prawach-powiatu": 2 * 66,
        "gmina-miejska": 302 - 66,
        "gmina-miejsko-wiejska": 724,
        "gmina-wiejska": 1453,
    }


def test_sixty_six_cities_have_two_codes_that_name_each_other() -> None:
    cities = [unit for unit in REGISTER if unit.same_as]
    assert len(cities) == 2 * 66
    for city in cities:
        twin = REGISTER.find(city.same_as)
        assert twin is not None
        assert twin.same_as == city.teryt
        assert (twin.name, twin.population, twin.lat, twin.lon) == (city.name, city.population, city.lat, city.lon)
        assert {len(city.teryt), len(twin.teryt)} == {4, 7}
        assert len(city.address_teryt) == 7


def test_population_adds_up_to_the_official_total_at_every_level() -> None:
    for digits in (2, 4, 7):
        assert sum(unit.population or 0 for unit in REGISTER if len(unit.teryt) == digits) == 37_489_087


def test_only_the_two_communes_of_2025_have_no_population() -> None:
    assert {unit.name for unit in REGISTER if unit.population is None} == {"Grabówka", "Szczawa"}


def test_every_unit_has_a_point_in_poland() -> None:
    for unit in REGISTER:
        assert unit.lat is not None
        assert unit.lon is not None
        assert 49 <= unit.lat <= 54.9
        assert 14 <= unit.lon <= 24.2


@pytest.mark.parametrize(
    ("teryt", "expected"),
    [
        ("2465011", ("Dąbrowa Górnicza", "miasto-na-prawach-powiatu", "Dąbrowa Górnicza", "slaskie", 112_408)),
        ("1862", ("Przemyśl", "miasto-na-prawach-powiatu", "Przemyśl", "podkarpackie", 55_292)),
        ("02", ("dolnośląskie", "wojewodztwo", "", "dolnoslaskie", 2_868_242)),
        ("0201", ("bolesławiecki", "powiat", "bolesławiecki", "dolnoslaskie", 87_255)),
        ("0201022", ("Bolesławiec", "gmina-wiejska", "bolesławiecki", "dolnoslaskie", 15_359)),
        ("2002162", ("Grabówka", "gmina-wiejska", "białostocki", "podlaskie", None)),
    ],
)
def test_known_units_are_found_by_their_code(teryt: str, expected: tuple[object, ...]) -> None:
    unit = REGISTER.find(teryt)
    assert unit is not None
    assert (unit.name, unit.unit_type, unit.powiat, unit.voivodeship, unit.population) == expected


def test_a_retyped_commune_is_found_by_its_old_code() -> None:
    found = REGISTER.resolve("0601052")
    assert found is not None
    assert found.teryt == "0601053"


@pytest.mark.parametrize("teryt", ["", "99", "0000000", "246501", "24650111", "x", "2465011 "])
def test_unknown_codes_are_not_found(teryt: str) -> None:
    assert REGISTER.resolve(teryt) is None
