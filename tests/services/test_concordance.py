"""The concordance of a base: which lines there are, in which order, and what they count to."""

from datetime import date

import pytest

from bdp.domain.concordance import Concordance
from bdp.domain.query import Query
from bdp.library import Library
from bdp.services import concordance, rebuild
from tests.sample import SampleBase

TODAY = date(2026, 11, 21)


@pytest.fixture
def library(base: SampleBase) -> Library:
    """Return a base of three practices in which somebody is a guest."""
    base.write("pierwsza", "Świetlica żuka", summary="Ćma gości żuka.", keys="started: 2001\n")
    base.write("druga", "Świetlica", summary="Cyrk gościł żyrafę.", keys="started: 2001\n")
    base.write("trzecia", "Świetlica", summary="Zając, który gości łosia.")
    built = base.library()
    rebuild.run(built)
    return built


def lines(found: Concordance) -> list[str]:
    return [f"{o.left}|{o.words}|{o.right}" for o in (line.occurrence for line in found.lines)]


def ask(library: Library, q: str, neighbour: str = "", **parameters: object) -> Concordance:
    query = Query(q, sort="title", **parameters)  # type: ignore[arg-type]
    return concordance.find(library, query, neighbour, today=TODAY)


def test_lines_stand_in_the_order_of_the_list(library: Library) -> None:
    found = ask(library, "gościć")
    assert [line.entry.slug for line in found.lines] == ["druga", "trzecia", "pierwsza"]
    assert (found.results.total, found.read, found.practices, found.complete) == (3, 3, 3, True)


def test_lines_are_sorted_by_either_neighbour_in_the_polish_alphabet(library: Library) -> None:
    assert lines(ask(library, "gościć", "left")) == [
        "Cyrk |gościł| żyrafę.",
        "Ćma |gości| żuka.",
        "Zając, który |gości| łosia.",
    ]
    assert lines(ask(library, "gościć", "right")) == [
        "Zając, który |gości| łosia.",
        "Ćma |gości| żuka.",
        "Cyrk |gościł| żyrafę.",
    ]


def test_filters_narrow_as_on_the_list(library: Library) -> None:
    assert [line.entry.slug for line in ask(library, "gościć", to_year=2001).lines] == ["druga", "pierwsza"]
    assert ask(library, "gościć", voivodeship=("lubuskie",)).lines == []


def test_years_are_those_of_the_start_or_else_of_the_entry(library: Library) -> None:
    found = ask(library, "świetlica OR gościć")
    assert [(share.value, share.lines, share.practices) for share in found.years] == [("2001", 4, 2), ("2024", 2, 1)]
    assert [(share.label, share.lines, share.practices) for share in found.voivodeships] == [("śląskie", 6, 3)]


def test_a_practice_of_several_voivodeships_counts_in_each(base: SampleBase) -> None:
    base.write("wspolna", "Wspólny autobus", keys='members: [{teryt: "2401081"}, {teryt: "1212011"}]\n')
    built = base.library()
    rebuild.run(built)
    found = ask(built, "autobus")
    assert [(share.label, share.lines) for share in found.voivodeships] == [("małopolskie", 1), ("śląskie", 1)]


def test_no_words_have_no_lines(library: Library) -> None:
    for q in ("", "-świetlica", "!!!"):
        found = ask(library, q)
        assert (list(found.lines), found.practices, found.complete) == ([], 0, True)
        assert found.pages == 1


def test_a_hundred_lines_are_a_page(base: SampleBase) -> None:
    base.write("dluga", summary="żubr " * 250)
    built = base.library()
    rebuild.run(built)
    found = ask(built, "żubr", page=3)
    assert (len(found.lines), found.pages, len(found.shown)) == (250, 3, 50)
    assert len(ask(built, "żubr", page=4).shown) == 0


def test_more_text_than_is_read_at_once_is_cut_and_said(base: SampleBase) -> None:
    """What is read is bounded, whatever a reader asks; every practice read counts with its first texts at least."""
    files = "".join(f"  - file: {name}.txt\n" for name in "ab")
    base.write("a-wielka", "Duży żubr", keys=f"attachments:\n{files}")
    base.write("b-mala", "Mały żubr")
    for name in "ab":
        base.attach("a-wielka", f"{name}.txt", "żubr " + ("z" * 63 + " ") * 28_000)
    built = base.library()
    rebuild.run(built)
    found = ask(built, "żubr")
    assert (found.results.total, found.read, found.complete) == (2, 1, False)
    assert [line.occurrence.where for line in found.lines] == ["title", "attachment", "attachment"]


@pytest.mark.parametrize(
    "q", ["świetlica", "gościć OR świetlica", '"gości żuka"', "żuk*", "", "-świetlica", "brak słów"]
)
def test_a_page_has_the_lines_and_counts_of_the_whole(library: Library, q: str) -> None:
    """In the order of the practices only the texts of those on the page are read."""
    whole, page = ask(library, q), concordance.page(library, Query(q, sort="title"), today=TODAY)
    assert (page.total, page.pages, page.practices, page.complete) == (whole.total, 1, whole.practices, True)
    assert page.shown == whole.shown
    assert (page.years, page.voivodeships) == (whole.years, whole.voivodeships)


def test_the_pages_one_after_another_have_every_line_once(base: SampleBase) -> None:
    for name, often in (("a", 130), ("b", 40), ("c", 1), ("d", 170)):
        base.write(f"dluga-{name}", f"Tytuł {name}", summary="żubr " * often)
    built = base.library()
    rebuild.run(built)
    whole = ask(built, "żubr")
    pages = [concordance.page(built, Query("żubr", sort="title", page=n), today=TODAY) for n in range(1, 6)]
    assert [len(page.shown) for page in pages] == [100, 100, 100, 41, 0]
    assert [line for page in pages for line in page.shown] == whole.lines
