"""test_occurrences: every place where the words of a query stand, with the words around it."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bdp.domain.concordance import Occurrence
from bdp.domain.entry import PageText
from bdp.domain.query import Query
from tests.search.shelf import TODAY, Shelf, entry, group

RECORD = entry(
    "rada",
    "Rada Seniorów",
    summary="W mieście działa „rada”, a rady\ndzielnic   radzą.",
    presentation="Organizacje pozarządowe (NGO) i rada seniorów; rada seniorów raz jeszcze.",
    keywords=("rady seniorów",),
    english=("Council of Elders", "The council advises."),
    files=(("x.pdf", "Uchwała rady"), ("y.txt", "")),
)
PAGES = (PageText("x.pdf", 1, "Nic."), PageText("x.pdf", 2, "Rada uchwala."), PageText("y.txt", None, "o radzie"))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Return an index of one record."""
    return Shelf(tmp_path_factory.mktemp("index"), group("organizacja pozarządowa", "NGO")).add(RECORD, texts=PAGES)


def found(shelf: Shelf, q: str, language: str = "pl") -> list[Occurrence]:
    return list(shelf.reader.occurrences(Query(q, language=language), RECORD, PAGES))


def test_every_form_stands_with_its_place_in_the_order_of_the_record(shelf: Shelf) -> None:
    lines = [(o.where, o.words, o.file, o.page) for o in found(shelf, "rada")]
    assert lines == [
        ("title", "Rada", None, None),
        ("summary", "rada", None, None),
        ("summary", "rady", None, None),
        ("presentation", "rada", None, None),
        ("presentation", "rada", None, None),
        ("metadata", "rady", None, None),
        ("attachment", "rady", "x.pdf", None),
        ("attachment", "Rada", "x.pdf", 2),
        ("attachment", "radzie", "y.txt", None),
    ]


def test_the_words_around_stand_as_the_text_has_them_on_one_line(shelf: Shelf) -> None:
    summary = [o for o in found(shelf, "rada") if o.where == "summary"]
    assert [(o.left, o.right) for o in summary] == [
        ("W mieście działa „", "”, a rady dzielnic radzą."),
        ("W mieście działa „rada”, a ", " dzielnic radzą."),
    ]


def test_a_phrase_and_a_synonym_of_several_words_are_one_occurrence(shelf: Shelf) -> None:
    assert [o.words for o in found(shelf, '"rada seniorów"')] == [
        "Rada Seniorów",
        *["rada seniorów"] * 2,
        "rady seniorów",
    ]
    assert [o.words for o in found(shelf, "ngo")] == ["Organizacje pozarządowe", "NGO"]


def test_words_beside_each_other_are_told_apart_and_none_twice(shelf: Shelf) -> None:
    assert [o.words for o in found(shelf, "rada seniorów")][:2] == ["Rada", "Seniorów"]
    assert [o.words for o in found(shelf, '"rada seniorów" OR rada')][:2] == ["Rada Seniorów", "rada"]


def test_translations_count_on_english_pages_only(shelf: Shelf) -> None:
    assert [(o.words, o.language) for o in found(shelf, "councils", "en")] == [("Council", "en"), ("council", "en")]
    assert found(shelf, "councils") == []


@pytest.mark.parametrize("q", ["", "!!!", "-rada", "zupełnie"])
def test_a_query_without_such_words_has_no_lines(shelf: Shelf, q: str) -> None:
    assert found(shelf, q) == []


def test_a_long_text_is_cut_at_whole_words(shelf: Shelf) -> None:
    words = [f"zdanie{n}" for n in range(500)]
    long = entry("rada", summary=" ".join([*words, "rada", *words]))
    (line,) = (o for o in shelf.reader.occurrences(Query("rada"), long, ()) if o.where == "summary")
    assert line.left.split() == words[-len(line.left.split()) :]
    assert line.right.split() == words[: len(line.right.split())]
    assert 30 < len(line.left) <= 51
    assert 30 < len(line.right) <= 51


OTHERS = (
    RECORD,
    entry("ngo", "Organizacja pozarządowa", summary="NGO i organizacja pozarządowa NGO.", voivodeship="slaskie"),
    entry("pusta", "Bez tych słów"),
)
ASKED = st.lists(
    st.sampled_from(
        [
            "rada",
            "=rada",
            "NGO",
            "seniorów",
            '"rada seniorów"',
            "organizacja",
            "pozarządowa",
            '"w mieście"',
            "OR",
            "-plan",
        ]
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Return an index of several records in two segments."""
    shelf = Shelf(tmp_path_factory.mktemp("several"), group("organizacja pozarządowa", "NGO"))
    return shelf.add(*OTHERS[1:], texts=PAGES).add(RECORD, texts=PAGES)


@given(ASKED, st.sampled_from(["pl", "en"]))
@example('"rada seniorów" OR rada OR seniorów', "pl")
@example("council", "en")
@example("organizacja pozarządowa", "pl")
def test_lines_are_counted_without_reading_as_many_as_reading_finds(several: Shelf, q: str, language: str) -> None:
    query = Query(q, language=language)
    records = {one.slug: one for one in OTHERS}
    read = []
    for hit in several.reader.find(query, today=TODAY, everything=True).hits:
        one = records[hit.slug]
        lines = list(several.reader.occurrences(query, one, PAGES if one.files else ()))
        read += [(one.slug, len(lines))] if lines else []
    counting = several.reader.counting(query, today=TODAY)
    assert counting is not None
    assert list(zip(counting.slugs, counting.lines, strict=True)) == read


def test_beginnings_of_words_are_not_counted_without_reading(several: Shelf) -> None:
    assert several.reader.counting(Query("rad*"), today=TODAY) is None


@given(st.text(alphabet=st.sampled_from("ab \n\t„.é\u00a0rd"), max_size=400), st.text(max_size=400))
@example(" " * 300, " " * 300)
@example("a" * 300, "a" * 300)
def test_the_parts_are_pieces_of_the_text(shelf: Shelf, before: str, after: str) -> None:
    one = entry("rada", summary=f"{before} rada {after}")
    for line in shelf.reader.occurrences(Query("=rada"), one, ()):
        assert line.words == "rada"
        assert len(line.left) <= 51
        assert len(line.right) <= 51
        assert not re.search(r"\s\s|[\n\t]", line.left + line.words + line.right)
