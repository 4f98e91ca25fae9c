"""test_typeahead: titles and words of the index by the letters typed so far."""

from datetime import date
from pathlib import Path

import pytest

from bdp.domain.entry import PageText
from tests.search.shelf import Shelf, entry

OLD, NEW = date(2020, 1, 1), date(2026, 1, 1)
ENTRIES = (
    entry("rada", "Rada Seniorów w Łodzi", summary="Świetlica i świetlicy; praktyka.", entered=OLD),
    entry("seniorzy", "Seniorzy radzą", summary="Praktyki i praktykę, praktyką.", entered=NEW),
    entry("klub", "Klub seniora", summary="Swietlica bez liter.", english=("Elders' club", "The club."), entered=OLD),
    entry("skan", "Skan", summary="Łoś.", files=(("x.txt", ""),), entered=OLD),
)
PAGES = (PageText("x.txt", 1, "świetlicami świetlicy"),)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Return an index in two segments, from which a record was removed."""
    grown = Shelf(tmp_path_factory.mktemp("index"))
    grown.add(*ENTRIES[:2], entry("usuniety", "Seniorada"), texts=PAGES)
    return grown.add(*ENTRIES[2:], texts=PAGES, remove=("usuniety",))


def titles(shelf: Shelf, *beginnings: str, language: str = "pl", limit: int = 9) -> list[str]:
    return shelf.reader.titles(beginnings, language, limit)


def words(shelf: Shelf, beginning: str, before: str = "", limit: int = 9) -> list[str]:
    return shelf.reader.words(beginning, "pl", limit, before)


@pytest.mark.parametrize(
    ("beginnings", "slugs"),
    [
        (("sen",), ["seniorzy", "klub", "rada"]),
        (("rad",), ["rada", "seniorzy"]),
        (("rad", "sen"), ["rada", "seniorzy"]),
        (("lodz",), ["rada"]),
        (("łodz",), ["rada"]),
        (("łódz",), []),
        (("seniorow",), ["rada", "seniorzy", "klub"]),
        (("seniorem", "rady"), ["rada"]),
        (("klubu",), ["klub"]),
        (("SEN", "Klu"), ["klub"]),
        (("club",), []),
        (("sen", "zzz"), []),
    ],
)
def test_titles_are_found_by_the_beginnings_of_their_words(
    shelf: Shelf, beginnings: tuple[str, ...], slugs: list[str]
) -> None:
    """As typed first, of them those that begin with the first, then the newest; other forms of whole words are found.

    Letters without diacritics stand for both.
    """
    assert titles(shelf, *beginnings) == slugs


def test_translated_titles_are_found_on_english_pages(shelf: Shelf) -> None:
    assert titles(shelf, "club", language="en") == ["klub"]


def test_no_more_titles_come_than_are_wanted(shelf: Shelf) -> None:
    assert titles(shelf, "sen", limit=2) == ["seniorzy", "klub"]


@pytest.mark.parametrize(
    ("beginning", "found"),
    [
        ("swie", ["świetlica"]),
        ("świe", ["świetlica"]),
        ("prakty", ["praktyka"]),
        ("los", ["łoś"]),
        ("łos", ["łoś"]),
        ("świetlicy", ["świetlica"]),
        ("praktykę", ["praktyka"]),
        ("zzz", []),
        ("w", []),
    ],
)
def test_words_are_completed_to_dictionary_forms_with_their_letters(
    shelf: Shelf, beginning: str, found: list[str]
) -> None:
    assert words(shelf, beginning) == found


def test_names_and_acronyms_are_suggested_as_texts_write_them(tmp_path: Path) -> None:
    """A word that is also a name is one where it mostly says where records are."""
    records = (
        entry("pszok", "PSZOK w Krakowie", summary="Mieszkańcy Krakowa i Nysy", place="Kraków"),
        entry("brzeg", "Nowy PSZOK", summary="Kraków", place="Brzeg"),
        entry("rzeka", "Brzeg rzeki", summary="Brzeg i brzeg", place="Nysa"),
    )
    shelf = Shelf(tmp_path).add(*records)
    assert [words(shelf, beginning) for beginning in ("krak", "psz", "rze", "nys")] == [
        ["Kraków"],
        ["PSZOK"],
        ["rzeka"],
        ["Nysa"],
    ]
    assert words(shelf, "brze") == ["brzeg"]


def test_words_that_are_used_more_come_first(shelf: Shelf) -> None:
    assert words(shelf, "s")[:2] == ["świetlica", "senior"]
    assert words(shelf, "s", limit=1) == ["świetlica"]


def test_words_after_others_are_those_of_the_same_records(shelf: Shelf) -> None:
    assert words(shelf, "s", before="radzą") == ["senior"]
    assert words(shelf, "k", before="rada") == []


def test_an_empty_index_has_nothing_to_suggest(tmp_path: Path) -> None:
    empty = Shelf(tmp_path).add()
    assert titles(empty, "a") == []
    assert words(empty, "a") == []
