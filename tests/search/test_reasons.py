"""test_reasons: why a record answers a query, word by word."""

import pytest

from bdp.domain.entry import PageText
from bdp.domain.query import Query
from tests.search.shelf import Shelf, entry, group

RECORD = entry(
    "swietlica",
    "Świetlica w Dąbrowie Górniczej",
    summary="Współpraca świetlicy z organizacjami pozarządowymi; współpraca trwa. Rady i Rada Seniorów. Gmina.",
    presentation="Energia i energetyka: PSZOK-u jeszcze nie ma. Organizacja pozarządowa. NGO.",
    files=(("x.txt", ""),),
    english=("A common room", "Rooms of the town."),
)
MISSING = ("missing", "hipopotam", ())
PAGES = (PageText("x.txt", None, "O świetlicach."),)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Return an index of one record."""
    groups = group("organizacja pozarządowa", "NGO"), group("PSZOK", "punkt zbiórki")
    return Shelf(tmp_path_factory.mktemp("index"), *groups).add(RECORD, texts=PAGES)


def why(shelf: Shelf, q: str, language: str = "pl") -> list[tuple[str, str, tuple[str, ...]]]:
    found = shelf.reader.explained(Query(q, language=language), RECORD, PAGES)
    return [(reason.kind, reason.typed, reason.found) for reason in found.reasons]


@pytest.mark.parametrize(
    ("q", "reasons"),
    [
        ("gmina", [("same", "gmina", ("Gmina",))]),
        ("współpracy", [("form", "współpracy", ("Współpraca",))]),
        ("swietlica", [("letters", "swietlica", ("Świetlica", "świetlicy", "świetlicach"))]),
        ("dabrowie", [("letters", "dabrowie", ("Dąbrowie",))]),
        ("energ*", [("beginning", "energ", ("Energia", "energetyka"))]),
        (
            "ngo",
            [
                ("same", "ngo", ("NGO",)),
                ("synonym", "ngo", ("organizacjami pozarządowymi", "Organizacja pozarządowa")),
            ],
        ),
        ("punkt zbiórki", [("synonym", "punkt zbiórki", ("PSZOK-u",))]),
        ("świetlicowy hipopotam", [("relative", "świetlicowy", ("Świetlica", "świetlicy", "świetlicach")), MISSING]),
        ('"rada seniorow"', [("letters", "rada seniorow", ("Rada Seniorów",))]),
        ("=rady", [("same", "rady", ("Rady",))]),
        ("rada", [("same", "rada", ("Rada",)), ("form", "rada", ("Rady",))]),
        ("gmina OR powiat", [("same", "gmina", ("Gmina",)), ("missing", "powiat", ())]),
        ("gmina -powiat w", [("same", "gmina", ("Gmina",))]),
        ("", []),
        ("-gmina", []),
        ("powiat", []),
    ],
)
def test_each_word_tells_how_it_was_found(
    shelf: Shelf, q: str, reasons: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    assert why(shelf, q) == reasons


def test_what_stands_often_comes_first_and_all_is_counted(shelf: Shelf) -> None:
    (reason,) = shelf.reader.explained(Query("świetlice"), RECORD, PAGES).reasons
    assert reason.times == 3
    (reason,) = shelf.reader.explained(Query("współpracą"), RECORD, PAGES).reasons
    assert reason.times == 2


def test_english_words_are_other_forms_too(shelf: Shelf) -> None:
    assert why(shelf, "room", "en") == [("same", "room", ("room",)), ("form", "room", ("Rooms",))]


def test_reasons_leave_the_places_as_they_are(shelf: Shelf) -> None:
    query = Query("swietlica")
    assert shelf.reader.explained(query, RECORD, PAGES).matches == shelf.reader.matches(query, RECORD, PAGES)
