"""What is suggested to a reader who types: words, themes and forms, places of the register, practices."""

from datetime import date

import pytest

from bdp.domain.query import Q_MAX
from bdp.library import Library
from bdp.services import rebuild, suggestions
from bdp.services.suggestions import Suggestions
from tests.sample import SampleBase

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return a base of a few practices; each has the theme Kultura and the form of a programme of cooperation."""
    base = SampleBase(tmp_path_factory.mktemp("suggestions"))
    (base.root / "practices").mkdir()
    base.write("swietlica", "Świetlica łódzka", summary="Budżet obywatelski i budowa świetlicy.")
    base.write("rada", "Rada młodzieży", summary="Rada spotyka radnych.")
    base.write("szkic", "Rada szkicowa", status="draft")
    built = base.library()
    rebuild.run(built)
    return built


def ask(library: Library, typed: str, language: str = "pl") -> Suggestions:
    return suggestions.find(library, typed, language, today=TODAY)


def places(library: Library, typed: str) -> list[tuple[str, str]]:
    return [(unit.name, unit.teryt) for unit in ask(library, typed).places]


def test_letters_without_diacritics_find_all(library: Library) -> None:
    found = ask(library, "lodz")
    assert [entry.slug for entry in found.practices] == ["swietlica"]
    assert ("Łódź", "1061011") in places(library, "lodz")
    assert places(library, "łódź")[0] == ("Łódź", "1061011")
    assert ask(library, "swietl").words == ("świetlica",)


def test_whole_names_of_places_come_first_and_the_larger_before_the_smaller(library: Library) -> None:
    assert places(library, "krasne") == [("Krasne", "1816092"), ("Krasne", "1422052")]
    assert places(library, "dabrowa gor") == [("Dąbrowa Górnicza", "2465011")]
    assert places(library, "gornicza") == [("Dąbrowa Górnicza", "2465011")]
    assert places(library, "powiat rzesz") == [("rzeszowski", "1816")]
    assert places(library, "slaskie")[0] == ("śląskie", "24")


def test_a_city_with_two_codes_is_suggested_once(library: Library) -> None:
    assert [teryt for name, teryt in places(library, "katowice") if name == "Katowice"] == ["2469011"]


def test_themes_and_forms_that_have_practices_are_suggested(library: Library) -> None:
    assert [(facet, value.value, value.count) for facet, value in ask(library, "kult").terms] == [
        ("theme", "kultura", 2)
    ]
    assert [value.value for _, value in ask(library, "prog wsp").terms] == ["program-wspolpracy"]
    assert ask(library, "transp").terms == ()
    assert [value.label for _, value in ask(library, "cult", "en").terms] == ["Culture"]


def test_the_last_word_is_completed_within_the_whole_text(library: Library) -> None:
    assert ask(library, "budzet obyw").words == ("budzet obywatelski",)
    assert ask(library, "młodzieży rad").words == ("młodzieży rada", "młodzieży radny")
    assert ask(library, "rada ").words == ()


@pytest.mark.parametrize("typed", ["title:swietl", '"rada swietl', "=swietl", "rada OR swietl", "-swietl", "(swietl"])
def test_a_query_with_operators_has_its_last_word_completed_and_no_more(library: Library, typed: str) -> None:
    found = ask(library, typed)
    assert (found.terms, found.places, found.practices) == ((), (), ())
    assert found.words in ((f"{typed.removesuffix('swietl')}świetlica",), ())


def test_drafts_are_not_suggested(library: Library) -> None:
    assert [entry.slug for entry in ask(library, "rada").practices] == ["rada"]


NOTHING = ["", " ", "a", "  b ", "!!", "zzzzzz", "a" * 101, "\x00", "\u202e\u202e", "x" * Q_MAX * 10]


@pytest.mark.parametrize("typed", NOTHING)
def test_nothing_is_suggested_for_what_is_no_beginning(library: Library, typed: str) -> None:
    assert ask(library, typed) == Suggestions()


@pytest.mark.parametrize("typed", ["ra\x00da", "\U0001f600\U0001f600", "%_", "a*b*", "((((", "ra" * 50, "ĄĆĘŁŃ", "<b>"])
def test_odd_letters_are_borne(library: Library, typed: str) -> None:
    found = ask(library, typed)
    assert len(found.words) + len(found.terms) + len(found.places) + len(found.practices) <= 11
