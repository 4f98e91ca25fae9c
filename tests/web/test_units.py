"""test_units: every unit has a page that helps, with or without practices of its own."""

from pathlib import Path
from urllib.parse import quote, urlsplit

import feedparser
import pytest
from flask.testing import FlaskClient

from bdp.app import create_app
from bdp.geography import units
from bdp.services import rebuild
from tests.sample import SampleBase
from tests.web import atlas
from tests.web.atlas import Reading, page


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return atlas.client(tmp_path_factory.mktemp("units"))


def test_a_city_shows_what_it_is_and_what_it_has_done(client: FlaskClient) -> None:
    found = page(client, "/jednostki/2465011")
    for said in ("Dąbrowa Górnicza", "miasto na prawach powiatu", "śląskie", "112 408", "2465011"):
        assert said in found.text
    assert found.practices[:2] == ["dabrowa-odpady", "dabrowa-rada"]


def test_an_office_is_shown_with_its_teams_tasks_and_ways_to_reach_them(client: FlaskClient) -> None:
    found = page(client, "/jednostki/2465011")
    for said in ("ul. Graniczna", "Biuro Organizacji Pozarządowych", "inkubator", "ngo@example.org"):
        assert said in found.text
    assert "mailto:ngo@example.org" in [link.address for link in found.links]


def test_telephones_of_an_office_are_links_where_they_can_be_called(client: FlaskClient) -> None:
    with client.application.app_context():
        found = client.application.jinja_env.filters["reached"](
            "32 000 00 01, +48 (32) 000-00-02,, 32 000 00 03 wew. 4"
        )
    assert found == [
        ("32 000 00 01", "tel:320000001"),
        ("+48 (32) 000-00-02", "tel:+48320000002"),
        ("32 000 00 03 wew. 4", ""),
    ]


@pytest.mark.parametrize(
    ("code", "today"),
    [("2465", "2465011"), ("1862", "1862011"), ("0601052", "0601053"), ("1412142", "1412143")],
)
def test_an_old_or_second_code_leads_to_the_address_of_today(client: FlaskClient, code: str, today: str) -> None:
    successor = units.load().resolve(code)
    assert successor is not None
    answer = client.get(f"/jednostki/{code}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/jednostki/{successor.teryt}")
    assert successor.teryt == today
    assert client.get(f"/en/jednostki/{code}").headers["Location"] == f"/en/jednostki/{today}"


@pytest.mark.parametrize("code", ["99", "9999", "9999999", "246501", "abc", "2465011x", "0", "%00", "24%20"])
def test_an_unknown_code_is_not_found(client: FlaskClient, code: str) -> None:
    assert client.get(f"/jednostki/{code}").status_code == 404


def test_a_powiat_shows_its_own_practices_and_those_of_its_communes(client: FlaskClient) -> None:
    found = page(client, "/jednostki/2401")
    assert {"bedzin-powiat", "psary-swietlica", "autobus-slawkow-bukowno"} <= set(found.practices)
    linked = {link.address for link in found.links}
    assert {"/jednostki/2401062", "/jednostki/2401011", "/jednostki/24"} <= linked


def test_a_voivodeship_shows_every_practice_that_the_facet_counts(client: FlaskClient) -> None:
    listed = client.get("/praktyki.json?voivodeship=slaskie").get_json()["practices"]
    assert set(page(client, "/jednostki/24").practices) >= {practice["slug"] for practice in listed}


def test_a_member_of_a_partnership_shows_it(client: FlaskClient) -> None:
    for code in ("2401081", "1212011"):
        assert "autobus-slawkow-bukowno" in page(client, f"/jednostki/{code}").practices


def test_a_unit_without_practices_shows_those_of_units_like_it_and_its_neighbours(client: FlaskClient) -> None:
    """Bobrowniki is a rural commune of 12,554; Psary, of 12,389, lies 9 km away, Żary and Łomża at the borders."""
    found = page(client, "/jednostki/2401042")
    assert found.practices[:3] == ["psary-swietlica", "zory-wiejska", "lomza-wiejska"]
    neighbours = {link.address for link in found.links}
    assert {"/jednostki/2401062", "/jednostki/2401081"} <= neighbours
    assert "Znasz taką? Napisz do nas." in [link.text for link in found.links]
    assert "Napisz do nas" not in page(client, "/jednostki/2401062").text


def test_every_unit_of_the_register_can_be_compared_with_the_others(client: FlaskClient) -> None:
    """A unit in a hundred, of all levels."""
    for unit in list(units.load())[::100]:
        assert len(page(client, f"/jednostki/{unit.address_teryt}").practices) >= 5


@pytest.mark.parametrize(
    ("typed", "teryt"),
    [
        ("Krasne (gmina wiejska, pow. rzeszowski, podkarpackie)", "1816092"),
        ("krasne podkarpackie", "1816092"),
        ("dabrowa gornicza", "2465011"),
        ("Gmina Miejska Kraków", "1261011"),
        ("miasto Dynów", "1816011"),
        ("Miasto i Gmina Błażowa", "1816023"),
        ("m.st. Warszawa", "1465011"),
        ("Urząd Gminy Domaradz", "1802022"),
        ("Urząd Miejski, Stargard", "3214011"),
        ("powiat rzeszowski", "1816"),
        ("woj. śląskie", "24"),
        ("2465", "2465011"),
        (" 1816092 ", "1816092"),
    ],
)
def test_a_place_that_is_named_leads_to_its_page(client: FlaskClient, typed: str, teryt: str) -> None:
    answer = client.get("/jednostki", query_string={"place": typed})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/jednostki/{teryt}")
    assert "Set-Cookie" not in answer.headers


def test_of_several_places_of_one_name_the_reader_chooses(client: FlaskClient) -> None:
    found = page(client, "/jednostki?place=Krasne")
    assert "2 jednostki mają tę nazwę" in found.text
    assert "Krasne (gmina wiejska, pow. rzeszowski, podkarpackie)" in found.text
    linked = [link.address for link in found.links]
    assert linked.index("/jednostki/1816092") < linked.index("/jednostki/1422052")
    english = page(client, "/en/jednostki?place=Krasne")
    assert "/en/jednostki/1816092" in {link.address for link in english.links}


@pytest.mark.parametrize(("typed", "offered"), [("kraśn", "0607011"), ("Katowicce", "2469011"), ("Warsaw", "1465011")])
def test_a_part_of_a_name_or_a_wrong_one_is_never_taken_for_a_place(
    client: FlaskClient, typed: str, offered: str
) -> None:
    found = page(client, f"/jednostki?place={typed}")
    assert f"/jednostki/{offered}" in {link.address for link in found.links}


@pytest.mark.parametrize("typed", ["", " ", "gmina", "xyzxyz", "<b>", "(" * 400, "%00", "\U0001f600"])
def test_without_a_place_there_are_the_voivodeships(client: FlaskClient, typed: str) -> None:
    answer = client.get("/jednostki", query_string={"place": typed})
    assert answer.status_code == 200
    assert {f"/jednostki/{code:02}" for code in range(2, 33, 2)} <= {
        link.address for link in Reading(answer.text).links
    }


def test_a_unit_is_marked_on_the_map_of_its_voivodeship(client: FlaskClient) -> None:
    current = [link for link in page(client, "/jednostki/2401062").drawn if link.current]
    assert [link.address for link in current] == ["/jednostki/2401"]


@pytest.mark.parametrize("digits", [2, 4, 7])
def test_units_of_every_level_and_type_have_a_page(client: FlaskClient, digits: int) -> None:
    kinds = {(unit.unit_type, unit.population is None): unit for unit in units.load() if len(unit.teryt) == digits}
    for unit in kinds.values():
        assert unit.name in page(client, f"/jednostki/{unit.address_teryt}").text


def test_english_page_keeps_its_language(client: FlaskClient) -> None:
    found = page(client, "/en/jednostki/2465011")
    assert "Residents" in found.text
    assert all(link.address.startswith("/en/") for link in found.drawn)


@pytest.mark.parametrize("teryt", ["2465011", "24"])
def test_a_unit_can_be_followed_by_a_feed_reader(client: FlaskClient, teryt: str) -> None:
    answer = client.get(f"/jednostki/{teryt}.atom")
    feed = feedparser.parse(answer.data)
    assert (answer.mimetype, feed.bozo) == ("application/atom+xml", False)
    assert {"dabrowa-odpady", "dabrowa-rada"} <= {urlsplit(e.link).path.rpartition("/")[2] for e in feed.entries}
    changed = [entry.updated for entry in feed.entries]
    assert changed == sorted(changed, reverse=True)
    assert f"/jednostki/{teryt}.atom" in [link.address for link in page(client, f"/jednostki/{teryt}").links]


def test_an_unknown_unit_has_no_feed_and_an_empty_one_is_a_feed(client: FlaskClient) -> None:
    assert client.get("/jednostki/9999999.atom").status_code == 404
    empty = next(u for u in units.load() if u.unit_type.startswith("gmina") and not feeds(client, u.teryt))
    assert client.get(f"/jednostki/{empty.teryt}.atom").status_code == 200


def feeds(client: FlaskClient, teryt: str) -> list[str]:
    """Return the links of the entries in a unit's feed."""
    return [entry.link for entry in feedparser.parse(client.get(f"/jednostki/{teryt}.atom").data).entries]


def test_a_practice_of_several_communes_stands_once_on_the_page_of_their_powiat(tmp_path: Path) -> None:
    """Both members are of powiat będziński: Sławków and Psary."""
    base = SampleBase(tmp_path)
    atlas.fill(base)
    text = base.path("autobus-slawkow-bukowno").read_text(encoding="utf-8")
    base.put(base.path("autobus-slawkow-bukowno"), text.replace("1212011", "2401062"))
    rebuild.run(base.library())
    reader = create_app(base.config).test_client()
    found = page(reader, "/jednostki/2401")
    assert found.practices.count("autobus-slawkow-bukowno") == 1
    assert "Wspólne dla kilku gmin" in found.text
    assert "Wszystkie (2 praktyki): Psary" in found.text


def test_a_place_that_is_no_unit_is_not_a_dead_end(client: FlaskClient) -> None:
    found = page(client, "/jednostki?place=Mokotów")
    assert "dzielnice są przy swojej gminie" in found.text
    assert f"/praktyki?q={quote('Mokotów')}" in {link.address for link in found.links}
