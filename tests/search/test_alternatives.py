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


@pytest.mark.parametrize("q", ["gmina powiat", "miasto województwo", "powiat powiat", "gmin powiat kielecki", "powiat"])
def test_nouns_alone_name_no_place(days: Shelf, q: str) -> None:
    assert days.find(q).total <= len(SAME_DAY) + 1


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


def test_the_name_of_a_thing_counts_more_than_its_words_somewhere(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, group("LGD", "lokalna grupa działania")).add(
        entry("words", "Lokalny plan działań", summary="Kupuje go grupa. Lokalne działania grupy."),
        entry("name", summary="Prowadzi ją lokalna grupa działania Radomka."),
        entry("acronym", summary="Prowadzi ją LGD Radomka."),
    )
    assert shelf.slugs("lokalna grupa działania")[-1] == "words"
    assert shelf.slugs("lokalnych grup działania")[-1] == "words"


@pytest.mark.parametrize("q", ["obywatelski budżet", "budżetu obywatelskiego", "obywatelskim budzetem"])
def test_two_words_of_a_name_may_stand_either_way_round(tmp_path: Path, q: str) -> None:
    shelf = Shelf(tmp_path, group("budżet obywatelski", "budżet partycypacyjny")).add(
        entry("other", summary="Budżet partycypacyjny miasta."), entry("none", summary="Partycypacyjny plan i budżet.")
    )
    assert shelf.slugs(q) == ["other"]


@pytest.mark.parametrize(
    ("written", "q"),
    [
        ("21,3 mln zł", "21.3 mln"),
        ("21.3 mln", "21,3"),
        ("123 869 osób", "123,869"),
        ("123.869", "123869"),
        ("12\u2009500 osób", "12500"),
        ("20 km ścieżek", "20km"),
        ("20km ścieżek", "20 km"),
        ("w 2015r. gmina", "2015"),
        ("2015 r.", "2015r."),
        ("1748 km²", "1748 km2"),
        ("program 5xE", "5xe"),
        ("z PSZOKami i PSZOKi", "pszok"),
    ],
)
def test_a_number_is_found_however_it_is_written(tmp_path: Path, written: str, q: str) -> None:
    shelf = Shelf(tmp_path).add(entry("a", summary=written), entry("b", summary="w 2016 r. 21 gmin"))
    assert shelf.slugs(q) == ["a"]


def test_english_texts_group_thousands_with_commas(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path).add(entry("a", english=("Population", "It has 123,869 residents.")))
    for q in ("123869", "123 869", "123,869"):
        assert shelf.slugs(q, language="en") == ["a"]


@pytest.mark.parametrize("q", ["społeczny", "gospodarczego", "społeczno-gospodarczy", "społeczno gospodarcza"])
def test_both_halves_of_a_compound_are_words(tmp_path: Path, q: str) -> None:
    shelf = Shelf(tmp_path).add(entry("a", summary="Rozwój społeczno-gospodarczy."), entry("b", summary="Dialog."))
    assert shelf.slugs(q) == ["a"]
