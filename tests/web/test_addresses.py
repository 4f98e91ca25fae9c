"""Addresses that last: aliases, the original base's numbers, trailing slashes, machines' files."""

import dataclasses
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from bdp.app import create_app
from tests.sample import SampleBase

MOVED = [
    ("/praktyki/stary-adres", "/praktyki/dom-organizacji"),
    ("/praktyki/stary-adres/prezentacja", "/praktyki/dom-organizacji/prezentacja"),
    ("/praktyki/stary-adres/druk", "/praktyki/dom-organizacji/druk"),
    ("/praktyki/stary-adres.json", "/praktyki/dom-organizacji.json"),
    ("/praktyki/stary-adres?q=dom", "/praktyki/dom-organizacji?q=dom"),
    ("/en/praktyki/stary-adres", "/en/praktyki/dom-organizacji"),
    ("/zalaczniki/stary-adres/regulamin.txt", "/zalaczniki/dom-organizacji/regulamin.txt"),
    ("/index.php?p1=6&p2=20&art=685", "/praktyki/dom-organizacji"),
    ("/index.php?p1=6&p2=20&art=685&s=1", "/praktyki/dom-organizacji"),
    ("/index.php?p1=6&p2=20&art=685&s=2", "/praktyki/dom-organizacji/prezentacja"),
    ("/index.php?p1=6&p2=20&art=685&s=3", "/praktyki/dom-organizacji/zalaczniki"),
    ("/index.php?art=685&s=9", "/praktyki/dom-organizacji"),
    ("/index.php?p1=6&amp;p2=20&amp;art=685&amp;s=3", "/praktyki/dom-organizacji/zalaczniki"),
    ("/index.php?p1=6;art=685;s=2", "/praktyki/dom-organizacji/prezentacja"),
    ("/index.php?ART=0685&S=2", "/praktyki/dom-organizacji/prezentacja"),
    ("/index.php?art=%20685&s=", "/praktyki/dom-organizacji"),
    ("/index.php?art=685/", "/praktyki/dom-organizacji"),
    ("/index.php?art=685%26s%3D3", "/praktyki/dom-organizacji/zalaczniki"),
    ("/index.php?p1=6&p2=20", "/"),
    ("/index.php", "/"),
]


@pytest.mark.parametrize(("old", "new"), MOVED)
def test_old_addresses_lead_on_for_good(client: FlaskClient, old: str, new: str) -> None:
    answer = client.get(old)
    assert (answer.status_code, answer.headers["Location"]) == (301, new)


@pytest.mark.parametrize("path", ["//example.org/", "/praktyki//example.org", "/%5cexample.org/", "/en//example.org/"])
def test_no_redirect_leads_to_another_host(client: FlaskClient, path: str) -> None:
    location = client.get(path).headers.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


def test_a_slash_too_much_is_taken_off(client: FlaskClient) -> None:
    answer = client.get("/en/praktyki/?q=dom")
    assert (answer.status_code, answer.headers["Location"]) == (308, "/en/praktyki?q=dom")


def test_the_site_map_lists_every_public_page_in_both_languages(client: FlaskClient) -> None:
    tree = ET.fromstring(client.get("/sitemap.xml").text)  # noqa: S314 - our own answer
    places = [
        str(loc.text).removeprefix("http://localhost")
        for loc in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert len(places) == len(set(places))
    for path in (
        "/praktyki/dom-organizacji",
        "/en/praktyki/dom-organizacji",
        "/strona/o-bazie",
        "/aktualnosci",
        "/en/",
    ):
        assert path in places
    assert not [place for place in places if "szkic" in place or "karta-mieszkanca" in place]
    for place in places:
        assert client.get(place).status_code == 200


def test_absolute_addresses_come_from_the_settings_and_never_from_the_host_header(root: Path) -> None:
    config = dataclasses.replace(SampleBase(root).config, public_url="https://bdp.example")
    named, nameless = create_app(config).test_client(), create_app(SampleBase(root).config).test_client()
    assert '<link rel="canonical" href="https://bdp.example/praktyki">' in named.get("/praktyki").text
    assert "Sitemap: https://bdp.example/sitemap.xml" in named.get("/robots.txt").text
    for client in (named, nameless):
        for path in ("/", "/praktyki/dom-organizacji", "/sitemap.xml", "/praktyki.json", "/opensearch.xml"):
            assert "evil.example" not in client.get(path, headers={"Host": "evil.example"}).text


def test_the_search_is_described_to_browsers(client: FlaskClient) -> None:
    answer = client.get("/opensearch.xml")
    assert "/praktyki?q={searchTerms}" in answer.text
    assert answer.content_type.startswith("application/opensearchdescription+xml")


def test_health_tells_the_generation_and_the_number_of_public_records(client: FlaskClient) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.get_json() == {"status": "ok", "generation": 1, "records": 25, "problems": 0}


def test_the_icon_is_found_where_browsers_look_for_it(client: FlaskClient) -> None:
    answer = client.get("/favicon.ico", follow_redirects=True)
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
