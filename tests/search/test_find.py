"""test_find: filters, orders, counts, relaxing and suggestions on a handful of records."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bdp.domain.entry import PageText
from bdp.domain.practice import Contact
from tests.search.shelf import Shelf, entry, group

RADA = entry(
    "rada-seniorow",
    "Rada Seniorów w Łodzi",
    summary="Miejska Rada Seniorów opiniuje uchwały.",
    place="Łódź",
    voivodeship="lodzkie",
    themes=("kultura",),
    unit_type="miasto-na-prawach-powiatu",
    population=650_000,
    started=2015,
    entered=date(2024, 1, 1),
    contacts=(Contact(role="sekretariat", until=date(2026, 6, 30)),),
)
MLODZI = entry(
    "mlodziezowa-rada",
    "Młodzieżowa rada gminy",
    presentation="Uczniowie z MOPSu i rady sołeckiej. Współpraca z NGO-sami trwa.",
    place="Dąbrowa Górnicza",
    voivodeship="slaskie",
    themes=("transport", "kultura"),
    unit_type="gmina-wiejska",
    population=5_000,
    started=2010,
    ended=2012,
    entered=date(2024, 1, 1),
    updated=date(2025, 5, 5),
    keywords=("głos młodzieży", "samorząd uczniowski"),
    results=("100 spotkań",),
)
PSZOK = entry(
    "punkt-odpadow",
    "Ćwierć tony odpadów",
    summary="Punkt selektywnego zbierania odpadów komunalnych i PUP.",
    english=("Waste collection point", "Residents bring waste of all kinds to one place."),
    place="Ślesin",
    voivodeship="slaskie",
    unit_type="gmina-wiejska",
    themes=("gospodarka-komunalna",),
    files=(("regulamin.pdf", "Regulamin punktu"),),
)
TEXTS = (PageText("regulamin.pdf", 1, "Depozyt za klucz"), PageText("regulamin.pdf", 2, "wynosi 123 869 zł."))
SYNONYMS = (
    group("PSZOK", "punkt selektywnego zbierania odpadów komunalnych"),
    group("NGO", "organizacja pozarządowa", "trzeci sektor"),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Return an index of three records; a test that changes records makes its own."""
    return Shelf(tmp_path_factory.mktemp("index"), *SYNONYMS).add(RADA, MLODZI, PSZOK, texts=TEXTS)


@pytest.mark.parametrize(
    ("q", "slugs"),
    [
        ("rady", {"rada-seniorow", "mlodziezowa-rada"}),
        ("RADA SENIORÓW", {"rada-seniorow"}),
        ("rada senior", {"rada-seniorow"}),
        ("rada łódź", {"rada-seniorow"}),
        ('"radami seniora"', {"rada-seniorow"}),
        ('"seniorów rada"', set()),
        ('"łodzi miejska"', set()),
        ('"młodzieży samorząd"', set()),
        ('"klucz wynosi"', set()),
        ('"depozyt klucz"', set()),
        ("=rady", {"mlodziezowa-rada"}),
        ("=RADA", {"rada-seniorow", "mlodziezowa-rada"}),
        ('="rada gminy"', {"mlodziezowa-rada"}),
        ('="rady gminy"', set()),
        ("=lodzi", set()),
        ("=łodzi", {"rada-seniorow"}),
        ("lodz", {"rada-seniorow"}),
        ("Dabrowie", {"mlodziezowa-rada"}),
        ("DĄBROWĄ GÓRNICZĄ", {"mlodziezowa-rada"}),
        ("dąbrowa", {"mlodziezowa-rada"}),
        ("rada -seniorzy", {"mlodziezowa-rada"}),
        ("-rada", {"punkt-odpadow"}),
        ("-rada -odpady", set()),
        ("NOT (rada OR odpady)", set()),
        ("uczniowie odpady OR senior", {"rada-seniorow"}),
        ("rada (senior OR uczeń)", {"rada-seniorow", "mlodziezowa-rada"}),
        ("senio*", {"rada-seniorow"}),
        ("mlodz*", {"mlodziezowa-rada"}),
        ("młodz*", {"mlodziezowa-rada"}),
        ("mlódz*", set()),
        ("title:rada", {"rada-seniorow", "mlodziezowa-rada"}),
        ("title:uchwała", set()),
        ("summary:uchwała", {"rada-seniorow"}),
        ("keywords:samorząd", {"mlodziezowa-rada"}),
        ("place:łódź", {"rada-seniorow"}),
        ("attachments:klucze", {"punkt-odpadow"}),
        ("attachments:regulaminy", {"punkt-odpadow"}),
        ("123.869", {"punkt-odpadow"}),
        ("123 869", {"punkt-odpadow"}),
        ("869", set()),
        ("mops", {"mlodziezowa-rada"}),
        ("MOPS", {"mlodziezowa-rada"}),
        ("PUP", {"punkt-odpadow"}),
        ("pupa", set()),
        ("śląskie", {"mlodziezowa-rada", "punkt-odpadow"}),
        ("transport", {"mlodziezowa-rada"}),
        ("pszok", {"punkt-odpadow"}),
        ("PSZOKi", {"punkt-odpadow"}),
        ('"pszok"', set()),
        ("=pszok", set()),
        ("organizacjami pozarządowymi", {"mlodziezowa-rada"}),
        ("trzeci sektor", {"mlodziezowa-rada"}),
        ('"trzeci sektor"', set()),
        ("sekretariat", set()),
        ("residents", set()),
    ],
)
def test_words_find_records(shelf: Shelf, q: str, slugs: set[str]) -> None:
    found = shelf.find(q)
    if found.relaxed:
        assert slugs == set()
    else:
        assert {hit.slug for hit in found.hits} == slugs


@pytest.mark.parametrize("q", ["residents", "wastes", "point collection", "silesia", "odpady", "title:waste"])
def test_english_pages_search_translations_and_labels_too(shelf: Shelf, q: str) -> None:
    assert "punkt-odpadow" in shelf.slugs(q, language="en")


def test_a_query_without_words_shows_everything(shelf: Shelf) -> None:
    found = shelf.find("!!!")
    assert found.total == 3
    assert found.notes == ("no_words",)


@pytest.mark.parametrize(
    ("parameters", "slugs"),
    [
        ({}, ["mlodziezowa-rada", "rada-seniorow", "punkt-odpadow"]),
        ({"sort": "newest"}, ["mlodziezowa-rada", "rada-seniorow", "punkt-odpadow"]),
        ({"sort": "relevance"}, ["mlodziezowa-rada", "rada-seniorow", "punkt-odpadow"]),
        ({"sort": "title"}, ["punkt-odpadow", "mlodziezowa-rada", "rada-seniorow"]),
        ({"sort": "population"}, ["rada-seniorow", "mlodziezowa-rada", "punkt-odpadow"]),
        ({"voivodeship": ("slaskie", "lodzkie"), "theme": ("kultura",)}, ["mlodziezowa-rada", "rada-seniorow"]),
        ({"theme": ("uslugi-techniczne",)}, ["mlodziezowa-rada", "punkt-odpadow"]),
        ({"size": ("0-5000",)}, []),
        ({"size": ("5000-20000", "100000-")}, ["mlodziezowa-rada", "rada-seniorow"]),
        ({"has": ("attachments",)}, ["punkt-odpadow"]),
        ({"has": ("results",)}, ["mlodziezowa-rada"]),
        ({"has": ("contact",)}, ["rada-seniorow"]),
        ({"has": ("contact", "results")}, []),
        ({"from_year": 2012}, ["mlodziezowa-rada", "rada-seniorow"]),
        ({"from_year": 2013}, ["rada-seniorow"]),
        ({"from_year": 2026}, ["rada-seniorow"]),
        ({"from_year": 2027}, []),
        ({"to_year": 2014}, ["mlodziezowa-rada"]),
        ({"to_year": 2009}, []),
        ({"from_year": 2012, "to_year": 2015}, ["mlodziezowa-rada", "rada-seniorow"]),
    ],
)
def test_filters_and_orders(shelf: Shelf, parameters: dict[str, Any], slugs: list[str]) -> None:
    assert shelf.slugs(**parameters) == slugs


def test_a_count_ignores_its_own_facet(shelf: Shelf) -> None:
    counts = shelf.find(voivodeship=("slaskie",), theme=("kultura",)).counts
    assert counts["voivodeship"] == {"lodzkie": 1, "slaskie": 1}
    assert counts["theme"] == {
        "kultura": 1,
        "transport": 1,
        "gospodarka-komunalna": 1,
        "uslugi-spoleczne": 1,
        "uslugi-techniczne": 2,
    }
    assert counts["unit_type"] == {"gmina-wiejska": 1}
    assert counts["size"] == {"5000-20000": 1}
    assert counts["form"] == {}


def test_counts_follow_the_words(shelf: Shelf) -> None:
    assert shelf.find("seniorów").counts["voivodeship"] == {"lodzkie": 1}


def test_pages_of_the_list(shelf: Shelf) -> None:
    first, second, third = (shelf.find(page=page, per_page=2) for page in (1, 2, 3))
    assert [hit.slug for hit in (*first.hits, *second.hits)] == shelf.slugs()
    assert third.hits == ()
    assert {found.total for found in (first, second, third)} == {3}


def test_scores_are_given_for_words_only(shelf: Shelf) -> None:
    assert all(hit.score is None for hit in shelf.find().hits)
    scores = [hit.score for hit in shelf.find("rada").hits]
    assert all(scores)
    assert scores == sorted(scores, key=lambda score: -(score or 0))


@pytest.mark.parametrize(
    ("q", "first", "total"),
    [
        ("rada seniorów odpady", "rada-seniorow", 3),
        ("odpady nieistniejące", "punkt-odpadow", 1),
        ("uczniowie seniorzy rada uchwały", "rada-seniorow", 2),
        ("jak włączyć seniorów w uchwały", "rada-seniorow", 1),
        ('"rada seniorów" odpady', "rada-seniorow", 1),
        ("rada odpady -seniorzy", "punkt-odpadow", 2),
        ("title:odpady seniorzy rady", "punkt-odpadow", 1),
        ("(senior odpad) OR (uczeń odpad)", "rada-seniorow", 3),
    ],
)
def test_a_query_that_no_record_has_in_full_is_relaxed(shelf: Shelf, q: str, first: str, total: int) -> None:
    found = shelf.find(q)
    assert found.relaxed
    assert found.total == total
    if not q.startswith("("):
        assert found.hits[0].slug == first


@pytest.mark.parametrize(
    "q", ["nieistniejące", '"rada odpadów"', "=radzie =odpady", "title:uchwała title:odpad", "w =nic", '"a b" "c d"']
)
def test_nothing_is_relaxed_inside_quotes_after_signs_or_where_nothing_is_shown(shelf: Shelf, q: str) -> None:
    found = shelf.find(q)
    assert (found.total, found.relaxed) == (0, False)


def test_filters_do_not_relax(shelf: Shelf) -> None:
    found = shelf.find("rada seniorów", voivodeship=("slaskie",))
    assert (found.total, found.relaxed) == (0, False)
    assert found.counts["voivodeship"] == {"lodzkie": 1}


@pytest.mark.parametrize(
    ("q", "suggestion"),
    [
        ("senirów", "seniorów"),
        ("rada senirów", "rada seniorów"),
        ("Wspołpracca z odpdami", "Współpraca z odpadami"),
        ("mlodzierzowa rada", "młodzieżowa rada"),
        ('"rada senirów" -odpdy', '"rada seniorów" -odpdy'),
        ("title:senirów OR odpaddy", "title:seniorów OR odpady"),
        ("rada seniorów", None),
        ("lodzi", None),
        ("trzeci sektor", None),
        ("pszok", None),
        ("kompostownik", None),
        ("12345", None),
        ("qqqqqqqq", None),
        ("sen*", None),
        ("", None),
    ],
)
def test_mistyped_words_are_put_right(shelf: Shelf, q: str, suggestion: str | None) -> None:
    assert shelf.find(q).suggestion == suggestion


def test_records_are_replaced_and_removed_generation_by_generation(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path).add(RADA, MLODZI, PSZOK, texts=TEXTS)
    old = shelf.reader
    shelf.add(entry("rada-seniorow", "Klub seniora", place="Łódź"), remove=["punkt-odpadow"])
    assert shelf.slugs("uchwały") == []
    assert shelf.slugs("klub") == ["rada-seniorow"]
    assert shelf.slugs("odpady") == []
    assert shelf.reader.count == 2
    assert shelf.find().total == 2
    assert shelf.find().counts["voivodeship"] == {"slaskie": 1}
    assert old.count == 3
    shelf.add(RADA)
    assert set(shelf.slugs("rada")) == {"rada-seniorow", "mlodziezowa-rada"}


def test_a_record_put_twice_in_one_go_is_there_once(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path).add(RADA, entry("rada-seniorow", "Klub seniora"))
    assert shelf.slugs() == ["rada-seniorow"]
    assert shelf.slugs("klub") == ["rada-seniorow"]
    assert shelf.slugs("uchwały") == []


def test_an_empty_index_answers(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path).add()
    assert shelf.reader.count == 0
    for q in ("", "rada", '"rada seniorów"', "-rada", "rad*", "rada seniorów"):
        assert shelf.find(q).total == 0
        assert shelf.find(q).suggestion is None
