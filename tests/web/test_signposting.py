"""What programs find on a record and a list: links in headers, the citation, linked data. Read by their own readers."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from signposting.linkheader import find_signposting_http_link

from tests.web.page import Page

RECORD = "/praktyki/dom-organizacji"


def linked(client: FlaskClient, path: str) -> dict[str, Any]:
    """Return the linked data of a page."""
    said: dict[str, Any] = json.loads(Page(client.get(path).text).one("script[@type='application/ld+json']").text or "")
    return said


def test_a_record_points_to_its_name_data_files_licence_and_list(client: FlaskClient) -> None:
    answer = client.get(RECORD)
    found = find_signposting_http_link(answer.headers.getlist("Link"), f"http://localhost{RECORD}")
    assert found.citeAs is not None
    assert found.citeAs.target == f"http://localhost{RECORD}"
    assert found.license is not None
    assert found.license.target == "https://creativecommons.org/licenses/by/4.0/"
    assert found.collection is not None
    assert {link.target for link in found.types} == {"https://schema.org/AboutPage", "https://schema.org/Article"}
    assert {(link.target, link.type) for link in found.items} == {
        ("http://localhost/zalaczniki/dom-organizacji/regulamin.txt", "text/plain"),
        ("http://localhost/zalaczniki/dom-organizacji/plan.png", "image/png"),
    }
    assert len(found.describedBy) >= 4
    for link in (*found.describedBy, *found.items):
        there = client.get(link.target.removeprefix("http://localhost"), buffered=True)
        assert (there.status_code, there.mimetype) == (200, link.type)


def test_a_record_is_cited_by_one_address_in_both_languages(client: FlaskClient) -> None:
    for path in (RECORD, f"/en{RECORD}"):
        found = find_signposting_http_link(client.get(path).headers.getlist("Link"), f"http://localhost{path}")
        assert found.citeAs is not None
        assert found.citeAs.target == f"http://localhost{RECORD}"


def test_a_record_tells_reference_managers_how_to_cite_it(client: FlaskClient) -> None:
    page = Page(client.get(RECORD).text)
    said = {meta.get("name", ""): meta.get("content", "") for meta in page.all("meta[@name]")}
    assert said["citation_title"] == said["DC.title"] == page.text("h1").replace("\xa0", " ")
    assert said["citation_author"] == "Urząd Miasta"
    assert said["citation_publication_date"] == "2016/05/20"
    assert said["citation_public_url"] == f"http://localhost{RECORD}"
    assert "Jan Przykładowy" not in client.get(RECORD).text.partition("</head>")[0]


@pytest.mark.parametrize("path", ["/praktyki?sort=title&per_page=10&page=2", "/en/praktyki?q=praktyka"])
def test_a_list_is_a_list_for_programs_too(client: FlaskClient, path: str) -> None:
    page, said = Page(client.get(path).text), linked(client, path)
    titles = [title.replace("\xa0", " ") for title in page.texts("h2[@class='result__title']")]
    items = said["mainEntity"]["itemListElement"]
    assert [item["name"] for item in items] == titles
    assert items[0]["position"] == (11 if "page=2" in path else 1)
    assert said["mainEntity"]["numberOfItems"] >= len(items) > 0


def test_a_record_says_where_it_stands(client: FlaskClient) -> None:
    steps = linked(client, RECORD)["mainEntityOfPage"]["breadcrumb"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    for step in steps[:-1]:
        assert client.get(step["item"].removeprefix("http://localhost")).status_code == 200
