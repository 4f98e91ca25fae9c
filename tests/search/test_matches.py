"""test_matches: where a record matched, with the real words marked."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bdp.domain.entry import PageText
from bdp.domain.results import Match
from tests.search.shelf import Shelf, entry, group

LONG = " ".join(f"zdanie{n}" for n in range(200))
RECORD = entry(
    "rada",
    "Rada Seniorów",
    summary="Miejska Radą <b>Seniorów</b> & „Przyjaciele” pomaga. " + LONG + " seniorom w radach.",
    presentation="Rada gminy. Potem Rada Seniorów.\n\nRADA MIASTA",
    keywords=("rady", "wolontariat seniorów", "inne"),
    themes=("kultura",),
    english=("Council of Elders", "The council advises the town."),
    files=(("x.pdf", "Uchwała rady"), ("y.txt", "")),
)
PAGES = (
    PageText("x.pdf", 1, "Nic tu nie ma."),
    PageText("x.pdf", 2, "Senior napisał."),
    PageText("x.pdf", 3, "Radni i seniorzy: rada seniorów."),
    PageText("y.txt", None, "rada"),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Return an index of one record."""
    return Shelf(tmp_path_factory.mktemp("index"), group("koło gospodyń wiejskich", "KGW")).add(RECORD, texts=PAGES)


def marked(matches: tuple[Match, ...]) -> list[str]:
    return re.findall("<mark>(.*?)</mark>", " ".join(match.html for match in matches))


def test_each_part_that_matched_is_named_once(shelf: Shelf) -> None:
    found = shelf.matches("rada seniorów", RECORD, *PAGES)
    where = [match.where for match in found]
    assert where[:3] == ["title", "summary", "presentation"]
    assert where.count("metadata") == 2
    assert where.count("attachment") == 4
    assert found[0].html == "<mark>Rada</mark> <mark>Seniorów</mark>"


def test_the_page_with_most_of_the_words_comes_first_and_of_equals_a_page_before_a_title(shelf: Shelf) -> None:
    pages = [m for m in shelf.matches("rada seniorów", RECORD, *PAGES) if m.where == "attachment"]
    assert [(m.file, m.page) for m in pages] == [("x.pdf", 3), ("x.pdf", 2), ("x.pdf", None), ("y.txt", None)]
    assert pages[0].html == "Radni i <mark>seniorzy</mark>: <mark>rada</mark> <mark>seniorów</mark>."


def test_html_is_escaped_but_for_the_marks(shelf: Shelf) -> None:
    summary = next(m for m in shelf.matches("rada seniorów", RECORD) if m.where == "summary")
    assert "<mark>Radą</mark> &lt;b&gt;<mark>Seniorów</mark>&lt;/b&gt; &amp; „Przyjaciele”" in summary.html
    assert summary.html.endswith("…")


def test_a_long_text_is_cut_to_a_window_of_words(shelf: Shelf) -> None:
    (summary,) = (m for m in shelf.matches("zdanie150", RECORD) if m.where == "summary")
    assert len(summary.html.split()) < 40
    assert summary.html.startswith("… ")
    assert marked((summary,)) == ["zdanie150"]


def test_a_phrase_marks_only_itself(shelf: Shelf) -> None:
    found = {m.where: m.html for m in shelf.matches('"rada seniorów"', RECORD)}
    assert found["presentation"] == "Rada gminy. Potem <mark>Rada</mark> <mark>Seniorów</mark>. RADA MIASTA"
    assert "metadata" not in found


@pytest.mark.parametrize(
    ("q", "words"),
    [
        ("=radą", ["Radą"]),
        ("=rady", ["rady", "rady"]),
        ("title:rada", ["Rada"]),
        ("keywords:rada", ["rady"]),
        ("wolont*", ["wolontariat"]),
        ("kulturalny OR kultura", ["Kultura"]),
        ("-rada", []),
        ("wolontariat -rada", ["wolontariat"]),
        ("wolontariat w", ["wolontariat"]),
        ("w", ["w"]),
        ("!!!", []),
    ],
)
def test_only_words_that_answer_the_query_are_marked(shelf: Shelf, q: str, words: list[str]) -> None:
    assert marked(shelf.matches(q, RECORD)) == words


def test_translations_are_shown_on_english_pages(shelf: Shelf) -> None:
    found = shelf.matches("councils", RECORD, language="en")
    assert [m.html for m in found] == ["<mark>Council</mark> of Elders", "The <mark>council</mark> advises the town."]
    assert shelf.matches("councils", RECORD) == ()


def test_a_match_knows_the_language_of_its_text(tmp_path: Path) -> None:
    one = entry("rada", "Rada", presentation="Parada.", english=("Council", "The parade of the council."))
    shelf = Shelf(tmp_path).add(one)
    found = [(match.where, match.language) for match in shelf.matches("parada OR rada OR parade", one, language="en")]
    assert found == [("title", "pl"), ("summary", "en"), ("presentation", "pl")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Cele\nRada działa", "Cele · <mark>Rada</mark> działa"),
        ("Cele:\n\nRada działa.\nDalej", "Cele: <mark>Rada</mark> działa. Dalej"),
        ("Gdzie | Kto\nStargard | rada\nNysa | zarząd", "Gdzie | Kto · Stargard | <mark>rada</mark> · Nysa | zarząd"),
        ("Rady\n  seniorów\t(wszystkie)", "<mark>Rady</mark> · seniorów (wszystkie)"),
    ],
)
def test_headings_rows_and_points_do_not_run_into_each_other(tmp_path: Path, text: str, shown: str) -> None:
    one = entry("wpis", presentation=text)
    assert [match.html for match in Shelf(tmp_path).add(one).matches("rada", one)] == [shown]


def test_lines_of_a_printed_page_may_end_in_the_middle_of_a_sentence(tmp_path: Path) -> None:
    one = entry("wpis", files=(("a.pdf", ""), ("b.docx", "")))
    pages = [PageText(name, 1, "Uchwała\n\nrady miasta\nStargard") for name in ("a.pdf", "b.docx")]
    found = Shelf(tmp_path).add(one, texts=pages).matches("rada", one, *pages)
    assert [match.html for match in found] == [
        "Uchwała · <mark>rady</mark> miasta Stargard",
        "Uchwała · <mark>rady</mark> miasta · Stargard",
    ]


def test_what_was_changed_since_is_found_by_reading(shelf: Shelf) -> None:
    new = entry("rada", "Nowa rada starszych", summary="Rada pomaga.")
    assert [match.html for match in shelf.matches("rada", new)] == [
        "Nowa <mark>rada</mark> starszych",
        "<mark>Rada</mark> pomaga.",
    ]


@pytest.mark.parametrize("sign", ["\u00ad", "\x00", "o\u0301", "\u212b"])
def test_signs_that_the_index_leaves_out_move_no_mark(tmp_path: Path, sign: str) -> None:
    one = entry("wpis", f"A{sign}b rada", summary=f"{sign} rada {sign}", keywords=(f"x{sign}", "rada"))
    found = Shelf(tmp_path).add(one).matches("rada", one)
    assert [re.findall("<mark>(.*?)</mark>", match.html) for match in found] == [["rada"]] * 3
    assert not {"\u00ad", "\x00", "\u0301", "\u212b"} & set("".join(match.html for match in found))


def test_synonyms_are_marked(tmp_path: Path) -> None:
    one = entry("kgw", "Pomoc kołom gospodyń wiejskich i KGW-om")
    shelf = Shelf(tmp_path, group("koło gospodyń wiejskich", "KGW")).add(one)
    assert marked(shelf.matches("kgw", one)) == ["kołom", "gospodyń", "wiejskich", "KGW-om"]


@given(st.text(max_size=200), st.sampled_from(["rada", '"a b"', "a*", "=a OR b", "0"]))
def test_marks_add_nothing_to_any_text(shelf: Shelf, words: str, q: str) -> None:
    for match in shelf.matches(q, entry("rada", "Rada a b", summary=words)):
        bare = match.html.replace("<mark>", "").replace("</mark>", "")
        assert not set("<>\"'") & set(bare)
