"""Every face of a practice says the same, field by field: the page, its linked data, and all formats."""

import csv
import io
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import feedparser
import openpyxl
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from flask.testing import FlaskClient

from bdp.content.vocabularies import shipped
from bdp.domain.practice import Practice
from bdp.exchange import cells
from bdp.geography import units
from tests.sample import SampleBase
from tests.web.page import Page

SLUG = "dom-organizacji"
QUESTION = "q=dom&form=centrum-ngo"
TITLE = "Lokal na start: wspólny dom organizacji w Rydułtowach"
SUMMARY = "Miasto prowadzi dom spotkań, w którym działają organizacje pozarządowe."
PRESENTATION = "## Opis sytuacji przed wdrożeniem\n\nStowarzyszenia nie miały gdzie się spotykać."


@dataclass(frozen=True, slots=True)
class Faces:
    """One practice as each format has it, parsed by a program for that format."""

    page: Page
    linked: dict[str, Any]
    record: dict[str, Any]
    listed: dict[str, Any]
    row: dict[str, str]
    cell: dict[str, Any]
    line: dict[str, Any]
    feature: dict[str, Any]
    entry: Any
    ris: dict[str, Any]
    bib: Mapping[str, Any]
    item: dict[str, Any]
    file: Practice

    @property
    def objects(self) -> tuple[Mapping[str, Any], ...]:
        """Those that speak in the keys of a record."""
        return (self.record, self.listed, self.row, self.cell, self.line, self.feature["properties"])

    def printed(self, path: str) -> str:
        """Return what stands on the page at a path; its typography ties short words to the next."""
        return " ".join(self.page.texts(path)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture(scope="module")
def faces(client: FlaskClient, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Faces:
    """Ask for the practice in every format; its Markdown is read as a record of another base."""

    def body(address: str) -> bytes:
        data: bytes = client.get(address, buffered=True).data
        return data

    page = Page(body(f"/praktyki/{SLUG}").decode())
    head, typed = openpyxl.load_workbook(io.BytesIO(body(f"/praktyki.xlsx?{QUESTION}"))).worksheets[0].values
    return Faces(
        page=page,
        linked=json.loads(page.text("script[@type='application/ld+json']")),
        record=json.loads(body(f"/praktyki/{SLUG}.json")),
        listed=json.loads(body(f"/praktyki.json?{QUESTION}"))["practices"][0],
        row=next(csv.DictReader(io.StringIO(body(f"/praktyki.csv?{QUESTION}").decode(), newline=""))),
        cell={str(name): value for name, value in zip(head, typed, strict=True)},
        line=json.loads(body(f"/praktyki.jsonl?{QUESTION}")),
        feature=json.loads(body(f"/praktyki.geojson?{QUESTION}"))["features"][0],
        entry=feedparser.parse(body(f"/praktyki.atom?{QUESTION}")).entries[0],
        ris=rispy.loads(body(f"/praktyki.ris?{QUESTION}").decode())[0],
        bib={f.key: f.value for f in parse_string(body(f"/praktyki.bib?{QUESTION}").decode()).entries[0].fields},
        item=json.loads(body(f"/praktyki.csl.json?{QUESTION}"))[0],
        file=read_elsewhere(root, tmp_path_factory.mktemp("other"), body(f"/praktyki/{SLUG}.md").decode()),
    )


def read_elsewhere(root: Path, target: Path, text: str) -> Practice:
    """Return what another base makes of a record's Markdown."""
    other = SampleBase(target)
    shutil.copytree(root / "attachments", target / "attachments")
    other.put(other.path(SLUG), text)
    read = other.library().practices.read(SLUG, shipped(), units.load())
    assert read.problems == ()
    assert read.practice is not None
    return read.practice


def same(wanted: object, *found: object) -> None:
    """Say which face differs."""
    assert [(place, value) for place, value in enumerate(found) if value != wanted] == []


def test_the_name_and_the_address(faces: Faces) -> None:
    for told in faces.objects:
        same((SLUG, TITLE, f"/praktyki/{SLUG}"), (told["slug"], told["title"], told["url"]))
    same(TITLE, faces.printed("h1"), faces.linked["headline"], faces.entry.title, faces.ris["title"])
    same(TITLE, faces.item["title"], faces.bib["title"].strip("{}"), faces.file.title)
    same(SLUG, faces.feature["id"], faces.ris["id"], faces.item["id"])
    same(f"/praktyki/{SLUG}", faces.ris["urls"][0], faces.item["URL"], faces.bib["url"], faces.entry.link)
    assert faces.page.one("link[@rel='canonical']").get("href", "").endswith(f"/praktyki/{SLUG}")


@pytest.mark.parametrize("key", ["institution", "place", "voivodeship", "unit_type", "teryt"])
def test_where_it_is(faces: Faces, key: str) -> None:
    same(getattr(faces.file, key), *(told[key] for told in faces.objects))


def test_who_answers_for_it(faces: Faces) -> None:
    same("Urząd Miasta", faces.file.institution, faces.ris["authors"][0], faces.item["author"][0]["literal"])
    same("Urząd Miasta", faces.bib["author"].strip("{}"), faces.entry.author, faces.linked["author"]["name"])
    assert "Urząd Miasta" in faces.printed("dd")


def test_its_days(faces: Faces) -> None:
    same("2016-05-20", *(told["updated"] for told in faces.objects if told is not faces.cell))
    same("2016-05-20", faces.linked["dateModified"], faces.bib["date"], faces.entry.updated[:10])
    same("2015-02-10", faces.row["entered"], faces.line["entered"], faces.entry.published[:10])
    same("2015-02-10", faces.linked["datePublished"], faces.file.entered and faces.file.entered.isoformat())
    same("2016/05/20/", faces.ris["date"])
    same([[2016, 5, 20]], faces.item["issued"]["date-parts"])
    same(datetime(2016, 5, 20), faces.cell["updated"])  # noqa: DTZ001 - a spreadsheet knows no time zones
    assert "20 maja 2016" in faces.printed("main")


@pytest.mark.parametrize("key", ["started", "ended", "population", "cost_pln", "lat", "lon"])
def test_its_numbers(faces: Faces, key: str) -> None:
    same(faces.record[key], faces.cell[key], faces.line[key], float(faces.row[key]), getattr(faces.file, key))


def test_its_point_on_the_map(faces: Faces) -> None:
    geo = faces.linked["spatialCoverage"]["geo"]
    same([faces.record["lon"], faces.record["lat"]], faces.feature["geometry"]["coordinates"])
    same([faces.record["lon"], faces.record["lat"]], [geo["longitude"], geo["latitude"]])


@pytest.mark.parametrize("key", ["themes", "forms", "partners", "results", "websites", "emails", "related", "aliases"])
def test_its_lists(faces: Faces, key: str) -> None:
    read = [list(cells.parse(key, faces.row[key])), list(cells.parse(key, faces.cell[key] or ""))]
    same(faces.record[key], faces.line[key], *read, list(getattr(faces.file, key)))


def test_what_it_is_filed_under(faces: Faces) -> None:
    labels = ["Współpraca JST-NGO", "Kultura", "centrum organizacji pozarządowych"]
    same(labels, faces.ris["keywords"], faces.item["keyword"].split(", "), faces.bib["keywords"].split(", "))
    same(labels, [tag.label for tag in faces.entry.tags])
    assert [label for label in labels if label not in faces.printed("dd")] == []


def test_its_texts(faces: Faces) -> None:
    said = [told["summary"] for told in faces.objects if "summary" in told]
    same(SUMMARY, *said, faces.linked["abstract"], faces.ris["abstract"], faces.item["abstract"])
    same(SUMMARY, faces.bib["abstract"], faces.entry.summary, faces.file.summary.strip())
    assert SUMMARY in faces.printed("main")
    written = [told["presentation"] for told in (faces.row, faces.cell, faces.line)]
    same(PRESENTATION, *(text.strip() for text in (*written, faces.file.presentation)))


def test_its_attachments(faces: Faces) -> None:
    lists = [faces.record["attachments"], faces.line["attachments"]]
    lists += [json.loads(faces.row["attachments"]), json.loads(faces.cell["attachments"])]
    same(["regulamin.txt", "plan.png"], *([each["file"] for each in told] for told in lists))
    same(["regulamin.txt", "plan.png"], [each.file for each in faces.file.attachments])
    same(2, len(faces.linked["encoding"]), faces.listed["attachments"], faces.feature["properties"]["attachments"])
