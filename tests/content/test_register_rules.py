"""A record's codes held against the register of units."""

import pytest

from tests.content.records import PUBLISHED, faults, parsed

BARE = """\
title: Klub seniora
status: published
themes: [kultura]
unit_type: {kind}
teryt: '{code}'
entered: 2026-02-10
"""


@pytest.mark.parametrize(
    ("code", "kind"),
    [("3214011", "gmina-miejska"), ("2465", "miasto-na-prawach-powiatu"), ("2465011", "miasto-na-prawach-powiatu")],
)
def test_a_code_of_a_commune_or_city_fills_place_and_voivodeship(code: str, kind: str) -> None:
    assert faults(BARE.format(code=code, kind=kind)) == []


@pytest.mark.parametrize(("code", "kind"), [("3214", "powiat"), ("32", "wojewodztwo")])
def test_a_code_of_a_land_powiat_or_voivodeship_fills_no_place(code: str, kind: str) -> None:
    assert faults(BARE.format(code=code, kind=kind)) == ["1: place"]


def test_an_unknown_code_fills_nothing() -> None:
    assert faults(BARE.format(code="9999992", kind="gmina-wiejska")) == ["1: place", "1: voivodeship", "6: teryt"]


def test_a_voivodeship_that_contradicts_the_code_is_a_problem() -> None:
    assert faults("teryt: '2008013'\nvoivodeship: mazowieckie\n") == ["3: voivodeship"]


@pytest.mark.parametrize(
    "line", ["unit_type: gmina-wiejska", "place: Gmina Goniądz", "powiat: białostocki"], ids=lambda line: line[:9]
)
def test_other_contradictions_of_the_code_are_doubted(line: str) -> None:
    assert faults(f"teryt: '2008013'\n{line}\n") == [f"warning 3: {line.partition(':')[0]}"]


@pytest.mark.parametrize("line", ["place: GONIĄDZ", "powiat: powiat moniecki", "powiat: Moniecki"])
def test_spelling_is_no_contradiction(line: str) -> None:
    assert faults(f"teryt: '2008013'\n{line}\n") == []


def test_a_partnership_may_carry_the_code_of_a_powiat_and_any_place() -> None:
    assert faults("teryt: '3214'\nunit_type: partnerstwo\nplace: Stargard\n") == []


def test_a_commune_with_the_code_of_a_powiat_is_doubted() -> None:
    assert faults("teryt: '3214'\nunit_type: gmina-miejska\n") == ["warning 3: unit_type"]


def test_a_code_whose_type_digit_changed_is_doubted_and_still_fills() -> None:
    """Branice became an urban-rural commune in 2026."""
    found = parsed(BARE.format(code="1602022", kind="gmina-miejsko-wiejska"))
    (problem,) = found.problems
    assert (problem.line, problem.key, problem.warning) == (6, "teryt", True)
    assert "1602023 (Branice)" in problem.message
    assert found.practice is not None


def test_members_are_judged_by_their_own_codes() -> None:
    header = (
        "members:\n  - {teryt: '9999992'}\n  - {teryt: '1602022'}\n"
        "  - teryt: '2008013'\n    unit_type: gmina-wiejska\n  - {name: Bez kodu}\n"
    )
    assert faults(header) == ["3: members.1.teryt", "warning 4: members.2.teryt", "warning 6: members.3.unit_type"]


def test_a_record_without_a_code_is_held_against_nothing() -> None:
    assert faults(PUBLISHED) == []
