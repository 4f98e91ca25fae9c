"""A concordance as CSV and JSON: every line, read back as it was."""

import csv
import io
import json
from collections.abc import Sequence

import pytest

from bdp.domain.concordance import Concordance, Line, Occurrence, Share
from bdp.domain.query import Query
from bdp.domain.results import Results
from bdp.exchange import lines
from bdp.exchange.json_form import dump
from tests.exchange.samples import BUS, entry

PLACES = (
    Occurrence("title", "", "Łączy", " nas autobus"),
    Occurrence("attachment", '=1+1 „cytat"; ', "łączy", " — dalej", file="umowa.pdf", page=3),
)
COLUMNS = ["slug", "title", "url", "year", "voivodeships", "where", "file", "page", "left", "words", "right"]


def gathered(places: Sequence[Occurrence] = PLACES, *, complete: bool = True) -> Concordance:
    """Make a concordance of one practice, far more lines than a page has."""
    one = entry(BUS)
    return Concordance(
        results=Results(Query("łączyć"), 1, (), {}, relaxed=False, suggestion=None, notes=()),
        neighbour="left",
        read=1,
        complete=complete,
        practices=1,
        lines=[Line(one, place) for place in places],
        years=(Share("2021", "2021", len(places), 1),),
        voivodeships=(Share("slaskie", "śląskie", len(places), 1),),
        total=len(places),
    )


def address(line: Line) -> str:
    return f"/praktyki/{line.entry.slug}#{line.occurrence.page or 0}"


@pytest.mark.parametrize("excel", [False, True])
def test_the_table_has_every_line_and_nothing_that_a_spreadsheet_runs(*, excel: bool) -> None:
    data = b"".join(lines.write(gathered(PLACES * 200), address, excel=excel)).decode()
    assert data.startswith("\ufeff") == excel
    assert data.count("\r\n") == 401
    rows = list(csv.DictReader(io.StringIO(data.removeprefix("\ufeff")), delimiter=";" if excel else ","))
    assert list(rows[0]) == COLUMNS
    assert (rows[0]["words"], rows[0]["right"], rows[0]["page"]) == ("Łączy", " nas autobus", "")
    assert (rows[1]["left"], rows[1]["file"], rows[1]["page"]) == ("'=1+1 „cytat\"; ", "umowa.pdf", "3")
    assert rows[1]["url"] == f"/praktyki/{BUS.slug}#3"
    assert rows[1]["year"] == "2021"


def test_the_document_tells_the_lines_what_they_count_to_and_whether_they_are_all() -> None:
    said = json.loads(dump(lines.document(gathered(complete=False), address)))
    assert (said["total"], said["practices"], said["matching"], said["read"]) == (2, 1, 1, 1)
    assert said["complete"] is False
    assert said["query"]["q"] == "łączyć"
    assert said["neighbour"] == "left"
    assert [line["left"] + line["words"] + line["right"] for line in said["lines"]] == [
        "Łączy nas autobus",
        '=1+1 „cytat"; łączy — dalej',
    ]
    assert said["lines"][1]["where"] == "attachment"
    assert said["years"] == [{"value": "2021", "label": "2021", "lines": 2, "practices": 1}]
    assert said["voivodeships"][0]["value"] == "slaskie"
