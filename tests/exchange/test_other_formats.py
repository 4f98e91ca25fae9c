"""Spreadsheets, lines of JSON, GeoJSON, feeds and Markdown, read back."""

import io
import itertools
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import feedparser
import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bdp.content.vocabularies import shipped
from bdp.exchange import atom, cells, codebook, json_lines, markdown_form, table_reading, xlsx_table
from bdp.exchange.site import Site
from bdp.geography import units
from bdp.services.export import WRITERS
from tests.exchange import samples
from tests.exchange.samples import BUS, WASTE
from tests.sample import SampleBase

written = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


def workbook(*records: Any, editor: bool = False) -> openpyxl.Workbook:  # noqa: ANN401 - practices
    frame = samples.frame(editor=editor)
    data = b"".join(xlsx_table.write((samples.plain(record, frame) for record in records), frame))
    return openpyxl.load_workbook(io.BytesIO(data))


def row(record: Any, *, editor: bool = False) -> dict[str, Any]:  # noqa: ANN401 - a practice
    head, values = workbook(record, editor=editor).worksheets[0].iter_rows()
    return {str(name.value): cell.value for name, cell in zip(head, values, strict=True)}


def test_a_spreadsheet_has_the_cells_of_the_table_with_their_types() -> None:
    told = row(WASTE)
    assert (told["lat"], told["population"], told["started"]) == (53.48953, 5000, 2015)
    assert told["entered"] == datetime(2026, 1, 15)  # noqa: DTZ001 - a spreadsheet knows no time zones
    assert told["themes"] == "gospodarka-komunalna; ochrona-srodowiska"
    assert told["teryt"] == "2008013"
    assert told["plain"].startswith("''Gabaryt'")


@settings(max_examples=20)
@given(written)
@example("=HYPERLINK(1)")
@example("{=SUM(A1)}")
@example("https://example.org")
@example("007")
@example(" a ")
def test_no_text_becomes_a_formula_an_address_or_a_number(text: str) -> None:
    for name, cell in zip(cells.columns(), list(workbook(replace(WASTE, title=text)).worksheets[0][2]), strict=True):
        assert cell.data_type != "f"
        assert cell.hyperlink is None
        if name == "title" and text:
            assert cell.data_type == "s"
            assert cell.value == cells.guarded(text)


def test_a_text_longer_than_a_cell_says_that_it_was_cut() -> None:
    told = row(replace(WASTE, presentation="## Ł\n\n" + "ą𝕏" * 20_000))
    assert len(told["presentation"].encode("utf-16-le")) // 2 <= xlsx_table.LONGEST
    assert told["presentation"].endswith(xlsx_table.CUT["pl"])


def test_a_text_that_was_cut_does_not_come_back_for_the_whole() -> None:
    long = samples.plain(replace(WASTE, presentation="## Ł\n\n" + "ą" * 40_000))
    data = b"".join(xlsx_table.write([long, samples.plain(BUS)], samples.frame()))
    first, second = table_reading.from_xlsx(data)
    assert "presentation" not in first.cells
    assert first.cells["title"] == WASTE.title
    assert str(second.cells["presentation"]).startswith("## Porozumienie")


def test_the_same_practices_make_the_same_bytes() -> None:
    first, second = (b"".join(xlsx_table.write([samples.plain(BUS)], samples.frame())) for _ in range(2))
    assert first == second


def test_only_an_editor_gets_contacts_and_notes_in_any_format() -> None:
    public = samples.plain(WASTE)
    told = json.loads(b"".join(json_lines.write([public], samples.frame())))
    assert "contacts" not in told
    assert told["notes"] == []
    frame = samples.frame(editor=True)
    told = json.loads(b"".join(json_lines.write([samples.plain(WASTE, frame)], frame)))
    assert told["contacts"][1] == {
        "name": "Nikt Niewidoczny", "role": None, "organisation": None, "phone": "85 000 00 02", "email": None,
        "until": None, "confirmed": False,
    }  # fmt: skip
    assert row(WASTE)["notes"] is None
    assert "85 000 00 02" in row(WASTE, editor=True)["contacts"]


def test_a_line_has_the_columns_of_the_table_in_their_order() -> None:
    told = json.loads(b"".join(json_lines.write([samples.plain(BUS)], samples.frame())))
    assert tuple(told) == cells.columns()
    assert (told["teryt"], told["source"], told["funding"]) == (None, None, [])
    assert told["members"][0] == {"teryt": "2401081", "name": "Sławków", "unit_type": "gmina-miejska"}


def test_a_practice_without_a_point_has_no_geometry_and_is_counted() -> None:
    frame = replace(samples.frame(), total=2)
    told = json.loads(b"".join(json_lines.geojson([samples.plain(BUS), samples.plain(WASTE)], frame)))
    assert told["type"] == "FeatureCollection"
    assert [feature["geometry"] for feature in told["features"]] == [
        None,
        {"type": "Point", "coordinates": [22.73578, 53.48953]},
    ]
    assert (told["total"], told["without_point"]) == (2, 1)


def test_no_practices_are_a_collection_too() -> None:
    told = json.loads(b"".join(json_lines.geojson([], samples.frame())))
    assert (told["features"], told["total"], told["without_point"]) == ([], 0, 0)


def test_every_column_is_explained_in_both_languages() -> None:
    assert [column.name for column in codebook.columns()] == list(cells.columns())
    assert {column.name for column in codebook.COLUMNS} == set(cells.columns(editor=True))
    assert all(column.pl and column.en and column.kind in codebook.KINDS for column in codebook.COLUMNS)


@pytest.mark.parametrize("name", sorted(set(WRITERS) - {"xlsx", "atom"}))
def test_a_list_without_end_is_written_as_it_comes(name: str) -> None:
    """So what was written is never held; a spreadsheet is put together on disk, a feed is short."""
    endless = (samples.plain(BUS) for _ in itertools.count())
    pieces = WRITERS[name](endless, samples.frame())
    assert all(next(pieces) for _ in range(3))


def test_a_feed_names_things_by_tags_that_outlive_the_scheme_and_port() -> None:
    for origin in ("http://praktyki.example:8000", "https://praktyki.example"):
        tag = atom.tag(Site("", origin), "/praktyki?q=%C5%82%C4%85ka&theme=kultura")
        assert tag == "tag:praktyki.example,2026:/praktyki?q=%C5%82%C4%85ka&theme=kultura"


def test_a_feed_takes_any_text() -> None:
    when = datetime(2026, 3, 1, 10, tzinfo=UTC)
    page, address = "/aktualnosci", "/aktualnosci.atom"
    feed = atom.Feed(page, address, "a\x00b\ufffe <c> & ł", Site(), "pl", when)
    post = atom.Post("/aktualnosci/a", "\x0b]]>", when + timedelta(hours=1), html="<p>x</p>", author="Ł")
    read = feedparser.parse(atom.write(feed, [post]))
    assert not read.bozo
    assert read.feed.updated == "2026-03-01T11:00:00Z"
    assert read.entries[0].title == "]]>"


def test_markdown_is_a_record_without_what_readers_may_not_see(base: SampleBase) -> None:
    text = b"".join(markdown_form.write([samples.plain(BUS)], samples.frame())).decode()
    base.put(base.path(BUS.slug), text)
    read = base.library().practices.read(BUS.slug, shipped(), units.load())
    assert read.problems == ()
    assert read.practice is not None
    assert replace(read.practice, presentation=read.practice.presentation.strip()) == BUS
    assert "85 000" not in b"".join(markdown_form.write([samples.plain(WASTE)], samples.frame())).decode()
    assert date(2026, 3, 1) == read.practice.entered
