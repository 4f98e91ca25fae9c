"""Whatever stands on a page of the original base, in whatever layout, stands in the record."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bdp.content.vocabularies import shipped
from bdp.domain.vocabulary import Vocabularies
from bdp.geography import units
from bdp.original.found import Page
from bdp.original.pages import read
from tests.original.layouts import Made, Style, html_page, practices, squeezed, styles, text_page

LISTS: Vocabularies = shipped()
REGISTER = units.load()


def taken(data: bytes) -> Page:
    (page,) = read(data, "strona.txt", LISTS, REGISTER)
    return page


def words(page: Page) -> str:
    """Return all that a record would say, labels of the lists beside their ids."""
    said: list[str] = [page.title]
    for _, found in page.parts:
        for key, value in found.keys:
            lists = {"unit_type": LISTS.unit_types, "voivodeship": LISTS.voivodeships, "themes": LISTS.themes}
            ids = value if isinstance(value, list) else [value]
            said += [str(value), *(lists[key].label(str(i)) for i in ids if key in lists)]
            said += [" ".join(t.aliases) for t in lists.get(key, ()) if t.id in ids]
        said += found.notes
    return squeezed(" \n ".join(said))


def assert_nothing_is_lost(made: Made, page: Page, part: int) -> None:
    there = words(page)
    assert squeezed(made.title) in there
    texts = [made.summary, made.presentation, made.attachments][part - 1]
    wanted = list(texts)
    if part == 1:
        wanted += [value for _, values in made.rows for value in values]
        wanted += [value for person in made.contacts for value in person]
    for text in wanted:
        assert squeezed(text) in there or _day(text) in there, text


def _day(text: str) -> str:
    """Return how a record writes the days and numbers of these pages."""
    days = {"19.08.2008": "20080819", "6 marca 2011 r.": "20110306", "26 026": "26026", "12000 osób": "12000"}
    return days.get(text, squeezed(text))


@settings(max_examples=40, deadline=None)
@given(
    practices, styles, st.sampled_from([1, 2, 3]), st.sampled_from(["utf-8", "utf-8-sig", "iso-8859-2", "windows-1250"])
)
def test_the_text_of_a_page(made: Made, style: Style, part: int, encoding: str) -> None:
    text = text_page(made, part, style).translate({ord("→"): "»"} | dict.fromkeys(map(ord, "–„”"), " "))
    assert_nothing_is_lost(made, taken(text.replace("»", ">").encode(encoding)), part)


@settings(max_examples=30, deadline=None)
@given(practices, styles, st.sampled_from([1, 2, 3]))
def test_the_html_of_a_page(made: Made, style: Style, part: int) -> None:
    assert_nothing_is_lost(made, taken(html_page(made, part, style).encode()), part)


@settings(max_examples=15, deadline=None)
@given(practices, styles)
def test_all_three_pages_in_one_file(made: Made, style: Style) -> None:
    page = taken("\n\n".join(text_page(made, part, style) for part in (1, 2, 3)).encode())
    for part in (1, 2, 3):
        assert_nothing_is_lost(made, page, part)
    kinds = [kind for kind, _ in page.parts]
    assert kinds[:2] == ["summary", "presentation"]
