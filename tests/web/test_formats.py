"""The faces of a list and of a practice as data."""

import csv
import io
import json
import re
from datetime import UTC, datetime
from typing import Any

import feedparser
import openpyxl
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from flask.testing import FlaskClient

from bdp.web.formats import FORMATS, LISTED, SINGLE, Format
from tests.web.page import Page

SLUG = "dom-organizacji"
QUESTION = "q=dom&form=centrum-ngo"
TITLE = "Lokal na start: wspólny dom organizacji w Rydułtowach"
SECRETS = ("Przykładowy", "32 000 00", "uwaga tylko dla redakcji", "kierownik")
ROUTES = [
    *((f"/praktyki?{QUESTION}", f"/praktyki.{form.suffix}?{QUESTION}", form) for form in LISTED),
    *((f"/praktyki/{SLUG}", f"/praktyki/{SLUG}.{form.suffix}", form) for form in SINGLE),
]


STYLE = b"""<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="pl-PL">
  <info><title>Example</title><id>example</id><updated>2026-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout delimiter=". ">
    <names variable="author"><name/></names>
    <text variable="title" prefix=". "/>
    <text variable="container-title" prefix=". "/>
    <date variable="issued" prefix=", "><date-part name="year"/></date>
    <text variable="URL" prefix=". "/>
  </layout></bibliography>
</style>"""


def body(client: FlaskClient, address: str) -> bytes:
    answer = client.get(address, buffered=True)
    assert answer.status_code == 200, address
    data: bytes = answer.data
    return data


def rows(client: FlaskClient, address: str = f"/praktyki.csv?{QUESTION}") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(client, address).decode("utf-8-sig"), newline="")))


def sheet(data: bytes) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


@pytest.mark.parametrize(("page", "address", "form"), ROUTES, ids=[route[1] for route in ROUTES])
def test_suffix_and_header_give_the_same_bytes(client: FlaskClient, page: str, address: str, form: Format) -> None:
    for mount in ("", "/en"):
        by_suffix = client.get(mount + address, buffered=True)
        by_header = client.get(mount + page, headers={"Accept": form.mimetype}, buffered=True)
        assert by_suffix.status_code == 200
        assert by_suffix.content_type == form.media_type
        assert by_suffix.data == by_header.data
        assert by_header.content_type == form.media_type
        assert "Accept" in by_header.headers["Vary"]
        assert by_header.headers["Content-Location"] == mount + address.partition("?")[0]
        assert by_header.headers["ETag"] == by_suffix.headers["ETag"]


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("", "text/html"),
        ("text/csv;q=0.5, text/html;q=0.9", "text/html"),
        ("text/html;q=0.2, text/csv", "text/csv"),
        ("application/json", "application/json"),
        ("application/*", "application/json"),
        ("image/png", "text/html"),
        ("application/json;q=nonsense", "text/html"),
    ],
)
def test_a_browser_gets_a_page_and_a_program_what_it_prefers(client: FlaskClient, accept: str, media_type: str) -> None:
    answer = client.get("/praktyki", headers={"Accept": accept}, buffered=True)
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(("page", "address", "form"), ROUTES, ids=[route[1] for route in ROUTES])
def test_a_head_request_tells_the_name_and_a_second_one_need_not_be_sent(
    client: FlaskClient, page: str, address: str, form: Format
) -> None:
    told = client.head(address)
    assert told.status_code == 200
    assert told.data == b""
    name = SLUG if SLUG in address else "praktyki"
    assert told.headers["Content-Disposition"].endswith(f'filename="{name}.{form.suffix}"')
    assert client.get(address, headers={"If-None-Match": told.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("form", LISTED, ids=lambda form: form.suffix)
def test_errors_under_a_format_are_problems(client: FlaskClient, form: Format) -> None:
    answer = client.get(f"/praktyki.{form.suffix}?theme=atlantyda")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    said = json.loads(answer.data)
    assert {"type", "title", "status", "detail", "problems"} <= set(said)
    assert said["problems"][0]["key"] == "theme"


@pytest.mark.parametrize("form", SINGLE, ids=lambda form: form.suffix)
@pytest.mark.parametrize(
    ("slug", "status"), [("nie-ma-takiej", 404), ("szkic-praktyki", 404), ("karta-mieszkanca", 410)]
)
def test_what_readers_may_not_see_is_a_problem_in_every_format(
    client: FlaskClient, form: Format, slug: str, status: int
) -> None:
    answer = client.get(f"/praktyki/{slug}.{form.suffix}")
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


@pytest.mark.parametrize("form", SINGLE, ids=lambda form: form.suffix)
def test_an_old_slug_leads_to_the_same_format(client: FlaskClient, form: Format) -> None:
    answer = client.get(f"/praktyki/stary-adres.{form.suffix}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/praktyki/{SLUG}.{form.suffix}")


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.suffix)
def test_nobody_is_named_in_any_bulk_format(client: FlaskClient, form: Format) -> None:
    """The JSON of one practice tells what its page tells, of those contacts alone that its page shows."""
    data = body(client, f"/praktyki.{form.suffix}" if form.listed else f"/praktyki/{SLUG}.{form.suffix}")
    shown = str(sheet(data)) if form.suffix == "xlsx" else data.decode()
    assert [secret for secret in SECRETS if secret in shown] == []
    one = body(client, f"/praktyki/{SLUG}.json").decode()
    assert "Jan Przykładowy" in one
    assert [hidden for hidden in ("32 000 00 02", "32 000 00 03", SECRETS[2]) if hidden in one] == []


def test_every_format_but_json_and_atom_has_all_matches_in_the_order_of_the_list(client: FlaskClient) -> None:
    slugs: list[str] = []
    for page in (1, 2):
        slugs += [p["slug"] for p in json.loads(body(client, f"/praktyki.json?sort=title&page={page}"))["practices"]]
    assert len(slugs) == 25
    asked = "sort=title&page=2&per_page=5"  # neither has a meaning where nothing is paged
    assert [row["slug"] for row in rows(client, f"/praktyki.csv?{asked}")] == slugs
    assert [row[0] for row in sheet(body(client, f"/praktyki.xlsx?{asked}"))[1:]] == slugs
    lines = body(client, f"/praktyki.jsonl?{asked}").decode().splitlines()
    assert [json.loads(line)["slug"] for line in lines] == slugs
    features = json.loads(body(client, f"/praktyki.geojson?{asked}"))["features"]
    assert [feature["id"] for feature in features] == slugs
    assert [e["id"] for e in rispy.loads(body(client, f"/praktyki.ris?{asked}").decode())] == slugs
    entries = parse_string(body(client, f"/praktyki.bib?{asked}").decode()).entries
    assert [e.key for e in entries] == slugs
    assert [item["id"] for item in json.loads(body(client, f"/praktyki.csl.json?{asked}"))] == slugs


def test_english_addresses_speak_english(client: FlaskClient) -> None:
    title = "A house to start with"
    (ris,) = rispy.loads(body(client, f"/en/praktyki.ris?{QUESTION}").decode())
    (item,) = json.loads(body(client, f"/en/praktyki.csl.json?{QUESTION}"))
    feed = feedparser.parse(body(client, f"/en/praktyki.atom?{QUESTION}"))
    (feature,) = json.loads(body(client, f"/en/praktyki.geojson?{QUESTION}"))["features"]
    found = {ris["title"], item["title"], feed.entries[0].title, feature["properties"]["title"]}
    assert found == {title}
    assert "Culture" in ris["keywords"]
    assert item["container-title"] == "Database of Good Practices"
    text = body(client, f"/en/praktyki/{SLUG}.md").decode()
    assert f'title: "{title}"' in text
    assert "Associations had nowhere to meet." in text


def test_a_spreadsheet_has_types_filters_a_fixed_header_and_an_explanation(client: FlaskClient) -> None:
    book = openpyxl.load_workbook(io.BytesIO(body(client, "/praktyki.xlsx")))
    first, columns, lists = book.worksheets
    assert first.auto_filter.ref == first.dimensions
    assert first.freeze_panes == "B2"
    told = {row[0].value: row[2].value for row in columns.iter_rows() if row[0].value}
    assert set(told) - {"kolumna"} == {cell.value for cell in first[1]}
    assert ("themes", "kultura", "Kultura") in {tuple(cell.value for cell in row) for row in lists.iter_rows()}
    english = openpyxl.load_workbook(io.BytesIO(body(client, "/en/praktyki.xlsx")))
    assert english.sheetnames == ["practices", "codebook", "lists"]


def test_a_feed_is_valid_and_has_the_latest_change_first(client: FlaskClient) -> None:
    feed = feedparser.parse(body(client, "/praktyki.atom?theme=kultura&sort=title"))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.id.startswith("tag:")
    days = [entry.updated for entry in feed.entries]
    assert days == sorted(days, reverse=True)
    assert len({entry.id for entry in feed.entries}) == 25
    assert all(entry.id.startswith("tag:") for entry in feed.entries)
    assert feed.feed.updated == days[0]
    hrefs = {link.rel: link.href for link in feed.feed.links}
    assert hrefs["self"] == "/praktyki.atom?theme=kultura&sort=title"
    assert hrefs["alternate"] == "/praktyki?theme=kultura&sort=title"


def test_a_feed_without_entries_is_valid_too(client: FlaskClient) -> None:
    feed = feedparser.parse(body(client, "/praktyki.atom?q=xyzxyzxyz"))
    assert not feed.bozo
    assert feed.entries == []
    assert feed.feed.updated_parsed <= datetime.now(UTC).timetuple()


def test_a_bibliography_program_prints_the_item(client: FlaskClient) -> None:
    items = json.loads(body(client, f"/praktyki.csl.json?{QUESTION}"))
    style = CitationStylesStyle(io.BytesIO(STYLE), validate=False)
    printed = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    printed.register(Citation([CitationItem(SLUG)]))
    (text,) = map(str, printed.bibliography())
    assert "Urząd Miasta" in text
    assert TITLE in text
    assert "2016" in text


def test_lists_and_practices_name_their_other_faces(client: FlaskClient) -> None:
    for address, forms in ((f"/praktyki?{QUESTION}", LISTED), (f"/praktyki/{SLUG}", SINGLE)):
        links = Page(body(client, address).decode()).all("head/link[@rel='alternate'][@type]")
        assert {link.get("type") for link in links} == {form.mimetype for form in forms}
        for link in links:
            answer = client.get(link.get("href", ""), buffered=True)
            assert (answer.status_code, answer.mimetype) == (200, link.get("type"))


def test_no_word_becomes_a_command_for_tex(client: FlaskClient) -> None:
    text = body(client, "/praktyki.bib?q=numer+24").decode()
    assert re.search(r"title = \{\{Praktyka|title = \{\{Numer <i>24</i> \\& ", text)
