"""Words that say nothing by themselves: they must occur like any other, but make no partial match."""

from pathlib import Path

import pytest

from tests.search.shelf import Shelf, entry, group


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Return three records, one of which happens to have the words that only ask."""
    return Shelf(tmp_path, group("parkuj i jedź", "P+R"), group("BO", "budżet obywatelski")).add(
        entry("rada", summary="Rada seniorów Sosnowca spisała zasady."),
        entry("klub", summary="Klub seniorów działa w Piszu; jak co roku zaprasza on na spotkania."),
        entry("parking", summary="Wielki parking P+R i przystanek tramwaju 1 maja, bo tak chciały osiedla."),
    )


@pytest.mark.parametrize(
    "q", ["rada dla seniorów", "o radzie seniorów", "rada i seniorzy oraz Sosnowiec", "seniorzy dla rad"]
)
def test_a_record_that_lacks_only_prepositions_and_conjunctions_comes_first(shelf: Shelf, q: str) -> None:
    found = shelf.find(q)
    assert (found.hits[0].slug, found.relaxed) == ("rada", True)


def test_small_letters_make_no_operators(shelf: Shelf) -> None:
    assert not shelf.find("parking bo tramwaj").relaxed
    assert shelf.find("parking lub tramwaj").relaxed
    assert shelf.find("parking bez tramwaju").relaxed


def test_what_is_excluded_is_excluded_whole(shelf: Shelf) -> None:
    assert shelf.slugs("seniorów -(jak klub)") == ["rada"]
    assert sorted(shelf.slugs("seniorów -(dla klubu)")) == ["klub", "rada"]


def test_a_question_is_answered_by_the_records_that_have_most_of_its_other_words(shelf: Shelf) -> None:
    found = shelf.find("jak wziąć udział w pracach rady seniorów")
    assert ([hit.slug for hit in found.hits], found.relaxed) == (["rada", "klub"], True)


def test_only_words_that_say_something_make_a_partial_match(shelf: Shelf) -> None:
    assert shelf.slugs("jak wygrać wybory") == []


@pytest.mark.parametrize(("q", "found"), [("jak", ["klub"]), ("bo", ["parking"]), ("on OR spisać", ["klub", "rada"])])
def test_a_word_alone_is_looked_for_whatever_it_is(shelf: Shelf, q: str, found: list[str]) -> None:
    assert sorted(shelf.slugs(q)) == found


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ('"seniorów dla Sosnowca"', []),
        ("seniorów =oraz", []),
        ("seniorów -jak", ["rada"]),
        ("seniorów summary:jak", ["klub"]),
        ("seniorów jak*", ["klub"]),
    ],
)
def test_quotes_signs_and_fields_mean_the_word_itself(shelf: Shelf, q: str, found: list[str]) -> None:
    assert shelf.slugs(q) == found


@pytest.mark.parametrize("q", ["BO w Sosnowcu", "11 maja Sosnowiec", "moc seniorów"])
def test_acronyms_and_words_that_only_look_alike_are_not_left_out(shelf: Shelf, q: str) -> None:
    assert shelf.find(q).relaxed


def test_capitals_throughout_are_no_acronyms(shelf: Shelf) -> None:
    assert shelf.slugs("RADA DLA SENIORÓW")[0] == "rada"


def test_a_synonym_may_hold_such_words(shelf: Shelf) -> None:
    assert shelf.slugs("parkuj i jedź") == ["parking"]


def test_english_has_its_own(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path).add(entry("waste", english=("Collecting waste", "Five communes sort it.")))
    assert shelf.slugs("the waste of communes", language="en") == ["waste"]
    assert shelf.find("the waste of communes").total == 0
