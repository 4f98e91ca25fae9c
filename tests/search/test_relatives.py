"""Words made from one another: what a query falls back on where no record has all its words."""

from pathlib import Path

import pytest

from bdp.search import relatives
from tests.search.shelf import Shelf, entry

FAMILIES = (
    "bezdomny bezdomność",
    "młodzież młodzieżowy",
    "wodociąg wodociągowy",
    "alkohol alkoholowy alkoholizm",
    "Ukraina ukraiński",
    "senior senioralny",
    "wakacje wakacyjny",
    "segregacja segregować",
    "konsultacje konsultować konsultacyjny",
    "szkoła szkolny",
    "rower rowerowy rowerzysta",
    "gmina gminny",
    "wolontariusz wolontariat",
    "energia energetyka energetyczny",
    "bezpieczny bezpieczeństwo",
    "biblioteka biblioteczny",
    "bezrobotny bezrobocie",
    "współpraca współpracować",
    "napisać pisać",
    "zorganizować organizować",
    "organizować organizacja",
    "pomagać pomóc pomoc",
    "decyzja decydować",
    "Kraków krakowski",
)
STRANGERS = ("rada radca", "las laska", "kot kotlina", "gmina gimnazjum", "woda wódka", "park partia", "szkoda szkoła")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Return a record for each word of the families, with that word alone."""
    words = dict.fromkeys(word for family in (*FAMILIES, *STRANGERS) for word in family.split())
    return Shelf(tmp_path_factory.mktemp("shelf")).add(*(entry(f"r-{n}", summary=word) for n, word in enumerate(words)))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_word_made_from_another_is_found_where_a_word_is_missing(shelf: Shelf, family: str) -> None:
    one, *others = family.split()
    for other in others:
        for asked, there in ((one, other), (other, one)):
            found = shelf.find(f"{asked} hipopotam", everything=True)
            assert found.relaxed, family
            assert shelf.slugs(there)[0] in [hit.slug for hit in found.hits], (asked, there)


@pytest.mark.parametrize("pair", STRANGERS)
def test_words_that_only_begin_alike_are_strangers(shelf: Shelf, pair: str) -> None:
    one, other = pair.split()
    for asked, stranger in ((one, other), (other, one)):
        assert set(shelf.slugs(f"{asked} hipopotam")).isdisjoint(shelf.slugs(stranger))


def test_while_a_record_has_all_words_their_relatives_do_not_count(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path).add(
        entry("both", summary="Pomagamy bezdomnym."), entry("relative", summary="Pomagamy: bezdomność to problem.")
    )
    assert shelf.slugs("pomagać bezdomnym") == ["both"]
    assert shelf.slugs("bezdomni") == ["both"]


def test_the_word_itself_counts_more_than_its_relative(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path).add(entry("a", summary="bezdomność, gmina"), entry("b", summary="bezdomny, gmina"))
    found = shelf.find("kto pomaga bezdomnym")
    assert ([hit.slug for hit in found.hits], found.relaxed) == (["b", "a"], True)


def test_two_words_come_before_one_and_the_relatives_of_two(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path).add(
        entry("relatives", "Bezdomność a młodzież", summary="pomoc"),
        entry("words", summary="młodzieżowy klub dla bezdomnych"),
    )
    assert shelf.slugs("kto pomaga bezdomnym w młodzieżowym klubie")[0] == "words"


@pytest.mark.parametrize(
    "q", ['pomagać "bezdomny"', "pomagać =bezdomny", "pomagać summary:bezdomny", "pomagać bezdomny*"]
)
def test_quotes_signs_fields_and_beginnings_mean_the_word_itself(tmp_path: Path, q: str) -> None:
    shelf = Shelf(tmp_path).add(entry("relative", summary="bezdomność"))
    assert shelf.slugs(q) == []


def test_the_words_by_which_a_record_was_found_are_marked(tmp_path: Path) -> None:
    one = entry("relative", summary="Program przeciw bezdomności.")
    shelf = Shelf(tmp_path).add(one)
    assert [match.html for match in shelf.matches("kto pomaga bezdomnym", one)] == [
        "Program przeciw <mark>bezdomności</mark>."
    ]


def test_what_words_share_is_long_enough_to_mean_something() -> None:
    for word in ("rada", "rok", "psy", "las"):
        assert all(len(part) >= relatives.SHORTEST for part in relatives.shared(word))
