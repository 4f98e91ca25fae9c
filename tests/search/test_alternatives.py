"""Other ways to say the same: days in digits and words, places by what kind they are, compounds, synonyms."""

from pathlib import Path

import pytest

from tests.search.shelf import Shelf, entry, group


@pytest.fixture
def days(tmp_path: Path) -> Shelf:
    """Return records with days written in four ways."""
    return Shelf(tmp_path).add(
        entry("words", summary="Umowę z 1 grudnia 2021 r. podpisały gminy."),
        entry("digits", summary="Umowę podpisano 01.12.2021 r. w Żorach."),
        entry("roman", summary="Umowę podpisano 1 XII 2021 r., a ogłoszono później."),
        entry("iso", summary="Umowa: 2021-12-01."),
        entry("other", summary="Umowę podpisano 12 stycznia 2021 r. i 2 grudnia 2021 r., a 11 grudnia zmieniono."),
    )


SAME_DAY = {"words", "digits", "roman", "iso"}


@pytest.mark.parametrize(
    "q",
    [
        "1.12.2021",
        "01.12.2021",
        "1-12-2021",
        "2021-12-01",
        "1 grudnia 2021",
        "1 grudnia 2021 r.",
        "1 XII 2021 roku",
        "umowa 1.12.2021 r.",
    ],
)
def test_a_day_is_found_in_digits_and_in_words(days: Shelf, q: str) -> None:
    assert set(days.slugs(q)) == SAME_DAY


@pytest.mark.parametrize(
    ("q", "found"), [("31.02.2021", []), ('"1.12.2021"', []), ("=01.12.2021", ["digits"]), ("1.12.2020", [])]
)
def test_no_other_day_is_found_and_signs_mean_what_is_written(days: Shelf, q: str, found: list[str]) -> None:
    assert days.slugs(q) == found


def test_an_excluded_day_is_excluded_however_it_is_written(days: Shelf) -> None:
    assert days.slugs("umowa -1.12.2021") == ["other"]


def test_a_day_is_found_in_english(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path).add(entry("a", "Umowa", english=("Agreement", "Signed on 1 December 2021.")))
    assert shelf.slugs("1.12.2021", language="en") == ["a"]


@pytest.fixture
def places(tmp_path: Path) -> Shelf:
    """Return records whose places are told by their facts; one speaks of another powiat in its text."""
    return Shelf(tmp_path, group("województwo podkarpackie", "Podkarpacie")).add(
        entry(
            "dubiecko",
            "Dialog",
            place="Dubiecko",
            powiat="przemyski",
            voivodeship="podkarpackie",
            unit_type="gmina-wiejska",
        ),
        entry("zory", "Muzeum", place="Żory", voivodeship="slaskie", unit_type="miasto-na-prawach-powiatu"),
        entry(
            "nysa", "Umowa powiatu z gminami", place="Nysa", powiat="nyski", voivodeship="opolskie", unit_type="powiat"
        ),
        entry(
            "popielow", "Odpady", place="Popielów", powiat="opolski", voivodeship="opolskie", unit_type="gmina-wiejska"
        ),
    )


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("powiat przemyski", ["dubiecko"]),
        ("powiecie przemyskim", ["dubiecko"]),
        ("powiatu nyskiego", ["nysa"]),
        ('"powiat przemyski"', ["dubiecko"]),
        ("dialog powiat przemyski", ["dubiecko"]),
        ("województwo podkarpackie", ["dubiecko"]),
        ("wojewodztwo slaskie", ["zory"]),
        ("województwa opolskiego", ["nysa", "popielow"]),
        ("Podkarpacie", ["dubiecko"]),
        ("przemyski", ["dubiecko"]),
        ("podkarpackie", ["dubiecko"]),
        ("miasto Żory", ["zory"]),
        ("gmina Dubiecko", ["dubiecko"]),
        ("powiat", ["nysa", "zory"]),
        ("województwo", []),
        ("wojew*", []),
        ("=województwo", []),
        ("title:powiat", ["nysa"]),
    ],
)
def test_a_place_is_found_by_its_kind_and_name(places: Shelf, q: str, found: list[str]) -> None:
    hits = places.find(q)
    assert (sorted(hit.slug for hit in hits.hits), hits.relaxed) == (found, False)


def test_the_powiat_is_told_from_the_voivodeship_of_its_name(places: Shelf) -> None:
    assert places.slugs("powiat opolski")[0] == "popielow"


@pytest.fixture
def compounds(tmp_path: Path) -> Shelf:
    """Return records with two nations side by side, in one word, and apart."""
    return Shelf(tmp_path).add(
        entry("apart", summary="Społeczności polska i ukraińska spotkały się w gminie."),
        entry("one", summary="Dialog polsko-ukraiński."),
        entry("half", summary="Kuchnia polska."),
        entry("e", summary="Usługi dla osób starszych: e i inne."),
    )


@pytest.mark.parametrize(
    ("q", "found"), [("polsko-ukraińskie", ["one", "apart"]), ('"polsko-ukraińskie"', ["one"]), ("e-usługi", [])]
)
def test_the_parts_of_a_compound_may_stand_apart_but_count_more_together(
    compounds: Shelf, q: str, found: list[str]
) -> None:
    assert compounds.slugs(q) == found


def test_a_long_way_to_say_it_counts_no_more_than_the_word_asked_for(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, group("KGW", "koło gospodyń wiejskich")).add(
        entry("long", "Koło gospodyń wiejskich"), entry("short", "KGW z Nienadowej")
    )
    assert shelf.slugs("KGW") == ["short", "long"]
