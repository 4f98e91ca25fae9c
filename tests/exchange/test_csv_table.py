import csv
import io
import json
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bdp.domain.practice import Attachment, Contact, Member, Practice, Source, Status
from bdp.exchange import cells, csv_table, table_reading
from bdp.exchange.site import Site
from tests.exchange import samples
from tests.exchange.samples import BUS, WASTE

SPREADSHEET = Path(__file__).parent.parent / "contract" / "spreadsheet.csv"
SITE = Site()

any_text = st.text(st.characters(exclude_categories=["Cs"]))
item = any_text.filter(bool)
items = st.lists(item, max_size=4).map(tuple)
day = st.none() | st.dates()
year = st.none() | st.integers(1800, 2100)
degrees = st.none() | st.floats(-180, 180, allow_nan=False)


def said(kind: type) -> st.SearchStrategy[Any]:
    values = {"until": day, "confirmed": st.booleans(), "file": item}
    return st.builds(kind, **{field.name: values.get(field.name, any_text) for field in fields(kind)})


def of_column(name: str) -> st.SearchStrategy[Any]:
    kinds = {"members": Member, "contacts": Contact, "attachments": Attachment}
    if name in kinds:
        return st.lists(said(kinds[name]), max_size=3).map(tuple)
    if name in cells.LISTS:
        return items
    if name in cells.DATES:
        return day
    special: dict[str, st.SearchStrategy[Any]] = {
        "status": st.sampled_from(Status),
        "source": said(Source),
        "lat": degrees,
        "lon": degrees,
        "population": st.none() | st.integers(0, 40_000_000),
        "cost_pln": st.none() | st.integers(0, 10**12) | st.floats(0, 1e12, allow_nan=False),
        "started": year,
        "ended": year,
    }
    return special.get(name, any_text)


KEYS = tuple(field.name for field in fields(Practice) if field.name != "translation")
practices = st.builds(Practice, **{name: of_column(name) for name in KEYS})


def table(*records: Practice, editor: bool = False, excel: bool = False, site: Site = SITE) -> str:
    within = samples.frame(editor=editor, site=site)
    return b"".join(csv_table.write((samples.plain(r, within) for r in records), within, excel=excel)).decode()


def only_row(text: str) -> dict[str, str]:
    (row,) = table_reading.from_csv(text)
    return {name: str(cell) for name, cell in row.cells.items()}


def plain(value: Any) -> object:  # noqa: ANN401 - any field of a practice
    """Return what a record's file says for a value: texts, lists and mappings without empty values."""
    if value is None or isinstance(value, str):
        return "" if value is None else str(value)
    if isinstance(value, tuple):
        return tuple(plain(part) for part in value)
    if isinstance(value, date):
        return value.isoformat()
    found = {field.name: getattr(value, field.name) for field in fields(value)}
    if found.pop("confirmed", True) is False:
        found["confirmed"] = "false"
    return {key: plain(part) for key, part in found.items() if part}


def test_the_table_of_the_contract_comes_out_cell_by_cell() -> None:
    with SPREADSHEET.open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    found = list(csv.DictReader(io.StringIO(table(BUS, WASTE), newline="")))
    assert list(found[0]) == list(expected[0])
    for mine, theirs in zip(found, expected, strict=True):
        for name in mine:
            if name in cells.JSON and mine[name]:
                assert json.loads(mine[name]) == json.loads(theirs[name]), name
            else:
                assert mine[name].rstrip() == theirs[name].rstrip(), name


@settings(max_examples=40)  # a whole practice is a big example
@given(practices)
@example(BUS)
@example(WASTE)
def test_every_cell_of_any_practice_says_the_same_when_read_back(practice: Practice) -> None:
    row = only_row(table(practice, editor=True))
    for name in KEYS:
        back, value = cells.parse(name, row[name]), getattr(practice, name)
        if name in cells.NUMBERS:
            assert (float(str(back)) if back else None) == value
        else:
            assert back == plain(value), name


@given(any_text)
@example("=1+1")
@example("''")
@example("-")
@example("\ttab")
@example("\r\n")
@example("a;b\\;c\\\\")
@example("\0")
@example('"')
def test_any_text_survives_both_variants(text: str) -> None:
    for excel in (False, True):
        row = only_row(table(Practice(slug="a", title=text, partners=(text,) if text else ()), excel=excel))
        assert cells.parse("title", row["title"]) == text
        assert cells.parse("partners", row["partners"]) == ((text,) if text else ())


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+48", "-5 %", "@SUM(A1)", "'cytat'", "\t=1", "\r=1"])
def test_a_cell_that_a_spreadsheet_could_run_is_guarded_by_an_apostrophe(text: str) -> None:
    row = only_row(table(Practice(slug="a", title=text, results=(text, "b"))))
    assert row["title"] == f"'{text}"
    assert row["results"].startswith("'")


def test_numbers_are_not_guarded_and_have_no_exponent() -> None:
    practice = Practice(slug="a", lat=-1.5, lon=0.00001, cost_pln=185000.0, population=0)
    row = only_row(table(practice))
    assert (row["lat"], row["lon"], row["cost_pln"], row["population"]) == ("-1.5", "0.00001", "185000", "0")


def test_only_an_editor_gets_contacts_and_notes() -> None:
    public, editors = table(WASTE), table(WASTE, editor=True)
    for secret in ("dopisek", "85 000", "Nikt", "sekretariat"):
        assert secret not in public
        assert secret in editors
    assert "contacts" not in only_row(public)
    assert json.loads(only_row(editors)["contacts"])[1] == {
        "name": "Nikt Niewidoczny",
        "phone": "85 000 00 02",
        "confirmed": False,
    }


def test_lines_end_with_crlf_and_excel_gets_a_mark_and_semicolons() -> None:
    assert table(BUS).startswith("slug,title,status,")
    assert table(BUS).endswith("\r\n")
    assert table(BUS, excel=True).startswith("\ufeffslug;title;status;")


def test_the_address_is_absolute_where_the_host_is_known() -> None:
    site = Site("/en", "https://praktyki.example")
    assert only_row(table(BUS, site=site))["url"] == f"https://praktyki.example/en/praktyki/{BUS.slug}"


def test_many_practices_come_in_pieces() -> None:
    pieces = list(csv_table.write((samples.plain(WASTE) for _ in range(500)), samples.frame()))
    assert len(pieces) > 2
    assert len(list(table_reading.from_csv(b"".join(pieces).decode()))) == 500


@pytest.mark.parametrize(
    ("text", "items"),
    [("a;b", ("a", "b")), ("a;  b", ("a", " b")), ("A\\B; c\\", ("A\\B", "c\\")), (";", ("", "")), ("", ())],
)
def test_lists_typed_by_hand_are_read_with_tolerance(text: str, items: tuple[str, ...]) -> None:
    assert cells.parse("keywords", text) == items


@pytest.mark.parametrize("text", ["{", "[1]", '"x"', '{"teryt": "1"}', "[[]]", '[{"a": []}]', "[" * 100_000])
def test_a_json_cell_of_another_shape_is_named(text: str) -> None:
    with pytest.raises(cells.BadCell, match="members"):
        cells.parse("members", text)


def test_codes_in_json_cells_stay_text() -> None:
    assert cells.parse("members", '[{"teryt": 2401081, "name": null}]') == ({"teryt": "2401081"},)
