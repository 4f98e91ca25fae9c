"""Mistyped words: which word of the base was meant, and which words are no mistakes at all."""

from pathlib import Path

import pytest

from tests.search.shelf import Shelf, entry


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Return records with words that are often mistyped; a seniors' council is named more often than one senior."""
    return Shelf(tmp_path).add(
        entry(
            "rada", "Rada seniorów w Elblągu", summary="Radę seniorów wybrano. Senior jest w niej z każdej dzielnicy."
        ),
        entry("muzeum", "Muzeum w Żorach", summary="Plan muzeum: żółw, chrzan i rzeźba. Współpracę zaczęto od planu."),
        entry(
            "dom",
            "Przeciwdziałanie bezdomności",
            summary="Piecza zastępcza i rodzina zastępcza; elblag.eu, elblag@um.pl",
        ),
        entry("gmina", "Młodzieżowa rada", summary="Mieszkańcy, uchodźcy i młodzież. Burmistrz Elbląga. W Elblągu."),
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("planu miasat", None),
        ("muzem", "muzeum"),
        ("planu mzueum", "planu muzeum"),
        ("plnau muzeum", "planu muzeum"),
        ("seniorw", "seniorów"),
        ("bezdomosc", "bezdomność"),
        ("zastempcza", "zastępcza"),
        ("zastenpcza", "zastępcza"),
        ("Elblong", "Elbląg"),
        ("wspułpraca", "współpraca"),
        ("młodzierzowa", "młodzieżowa"),
        ("hrzan", "chrzan"),
        ("rzułw", "żółw"),
        ("uchodzscy", "uchodźcy"),
        ("mieszkkańcy", "mieszkańcy"),
        ("MIESZKAŃY", "MIESZKAŃCY"),
        ("młodzieżowa rda", "młodzieżowa rada"),
        ("title:", None),
        ("title: rada", None),
    ],
)
def test_a_mistyped_word_is_put_right(shelf: Shelf, typed: str, meant: str | None) -> None:
    assert shelf.find(typed).suggestion == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("radaseniorów", "rada seniorów"),
        ("radaseniorow", "rada seniorów"),
        ("planmuzeum", "plan muzeum"),
        ("bezdom ności", "bezdomności"),
        ("prze ciwdziałanie", "przeciwdziałanie"),
        ("wspó łpraca", "współpraca"),
        ("rada se niorów", "rada seniorów"),
        ("rada seniorów", None),
        ("muzeum w Żorach", None),
    ],
)
def test_words_run_together_or_torn_apart_are_put_right(shelf: Shelf, typed: str, meant: str | None) -> None:
    assert shelf.find(typed).suggestion == meant


@pytest.mark.parametrize(("typed", "meant"), [("mieszkańcyy", "mieszkańcy"), ("burmistrzz", "burmistrz")])
def test_a_slip_in_an_ending_is_put_right_though_its_stem_is_a_word(shelf: Shelf, typed: str, meant: str) -> None:
    assert shelf.find(typed).suggestion == meant


@pytest.mark.parametrize(
    "typed", ["oświetl", "sprobuj", "nastepnie", "rozniczka", "sprzatajacy", "kotka", "zlobkow", "żadnych"]
)
def test_a_polish_word_that_the_base_lacks_is_no_mistake_with_its_letters_or_without(shelf: Shelf, typed: str) -> None:
    assert shelf.find(typed).suggestion is None


def test_a_firm_that_is_spelt_with_other_letters_keeps_no_slip_from_being_put_right(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path).add(entry("linia", "Łączy nas autobus"))
    assert shelf.find("autobs").suggestion == "autobus"  # autoBŚ is a firm


def test_archaic_words_and_surnames_are_taken_for_mistakes(shelf: Shelf) -> None:
    """SGJP knows "bezdomość" and thousands of surnames; who types them mostly means something else."""
    assert shelf.find("bezdomość").suggestion == "bezdomność"
