"""Words that differ in Polish letters alone: told apart where the reader types them, found alike where not."""

from pathlib import Path

import pytest

from tests.search.shelf import Shelf, entry, group


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Return practices whose words look alike without their letters."""
    shelf = Shelf(tmp_path, group("transport na żądanie", "telebus"))
    return shelf.add(
        entry("przemysl", title="Rynek w Przemyślu"),
        entry("przemysl-ciezki", title="Park przemysłu", summary="Hale i place"),
        entry("zadanie", title="Zlecenie zadań publicznych", summary="transport na terenie gminy"),
        entry("zadanie-na-telefon", title="Telebus"),
        entry("sad", title="Sady i ogrody"),
        entry("sad-rodzinny", title="Kurator sądu"),
        entry("wspolpraca", title="Współpraca"),
        entry("pawloszewo", title="Wieś Pawłoszewo"),
    )


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("Przemyśl", {"przemysl"}),
        ("przemysł", {"przemysl-ciezki"}),
        ("w Przemyślu", {"przemysl"}),
        ("sąd", {"sad-rodzinny"}),
        ("sady ogród", {"sad"}),
        ("zlecenie żądań", set()),
        ("title:przemyśle", {"przemysl-ciezki", "przemysl"}),  # a form of both
        ('"rynek w przemyśle"', {"przemysl"}),
    ],
)
def test_letters_that_are_typed_tell_words_apart(shelf: Shelf, q: str, found: set[str]) -> None:
    answer = shelf.find(q, everything=True)
    assert {hit.slug for hit in answer.hits if not answer.relaxed} == found


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("przemysl", {"przemysl", "przemysl-ciezki"}),
        ("sad", {"sad", "sad-rodzinny"}),
        ("sadu", {"sad", "sad-rodzinny"}),
        ("wspolpracy", {"wspolpraca"}),
        ("pawloszewo", {"pawloszewo"}),
        ("transport na zadanie", {"zadanie", "zadanie-na-telefon"}),
    ],
)
def test_words_typed_without_letters_find_all_that_they_may_be(shelf: Shelf, q: str, found: set[str]) -> None:
    assert set(shelf.slugs(q)) == found


@pytest.mark.parametrize("q", ["wspólpraca", "współpracą", "wspołpracy"])
def test_a_word_with_some_of_its_letters_finds_the_right_one(shelf: Shelf, q: str) -> None:
    assert shelf.slugs(q) == ["wspolpraca"]


@pytest.fixture
def bare(tmp_path: Path) -> Shelf:
    """Return practices of which some were written without Polish letters."""
    return Shelf(tmp_path).add(
        entry("bez-liter", title="remont swietlicy w Slupnie", summary="wlaczono zlobki i mieszkancow z Pawloszewa"),
        entry("z-literami", title="Świetlica w Słupnie"),
        entry("zadanie", title="zadania"),
        entry("przemysl", title="Rynek w Przemyślu"),
        entry("przemysl-ciezki", title="Park przemysłu"),
    )


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("świetlica", {"bez-liter", "z-literami"}),
        ("świetlicami", {"bez-liter", "z-literami"}),
        ("swietlice", {"bez-liter", "z-literami"}),
        ('"remont świetlic"', {"bez-liter"}),
        ("title:świetlica", {"bez-liter", "z-literami"}),
        ("słupno -rynek", {"bez-liter", "z-literami"}),
        ("świetlica -remont", {"z-literami"}),
        ("remont -świetlica", set()),
        ("włączyć", {"bez-liter"}),
        ("żłobek", {"bez-liter"}),
        ("mieszkaniec", {"bez-liter"}),
        ("Pawłoszewo", {"bez-liter"}),
        ("=świetlicy", set()),
        ("świetlic*", {"bez-liter", "z-literami"}),
        ("żłob*", {"bez-liter"}),
        ("żąda*", set()),
        ("żądanie", set()),
        ("żądań", set()),
        ("Przemyśl", {"przemysl"}),
        ("przemysł", {"przemysl-ciezki"}),
    ],
)
def test_a_word_finds_texts_written_without_letters_but_no_other_word(bare: Shelf, q: str, found: set[str]) -> None:
    answer = bare.find(q, everything=True)
    assert {hit.slug for hit in answer.hits if not answer.relaxed} == found
    assert answer.suggestion is None


def test_a_word_written_without_letters_is_marked_and_counts_less(bare: Shelf) -> None:
    record = entry("bez-liter", title="remont swietlicy w Slupnie")
    first, second = bare.find("świetlica").hits
    assert (first.slug, second.slug) == ("z-literami", "bez-liter")
    for q in ("świetlica", "świetlic*"):
        assert any("<mark>swietlicy</mark>" in match.html for match in bare.matches(q, record))


def test_a_word_with_some_of_its_letters_is_put_right(shelf: Shelf) -> None:
    assert shelf.find("wspólpraca").suggestion == "współpraca"
    assert shelf.find("wspolpraca").suggestion is None
    assert shelf.find("Pawłoszewie").suggestion is None
