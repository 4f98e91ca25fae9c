"""test_units: every unit has a page that helps, with or without practices of its own."""

from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from bdp.geography import units
from tests.web import atlas
from tests.web.atlas import Reading


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return atlas.client(tmp_path_factory.mktemp("units"))


def page(client: FlaskClient, address: str) -> Reading:
    answer = client.get(address)
    assert answer.status_code == 200
    return Reading(answer.text)


def practices(page: Reading) -> list[str]:
    """Return the slugs that a page links to, in order."""
    paths = [urlsplit(link.address).path for link in page.links]
    return [path.removeprefix("/praktyki/") for path in paths if path.startswith("/praktyki/")]


def test_a_city_shows_what_it_is_and_what_it_has_done(client: FlaskClient) -> None:
    found = page(client, "/jednostki/2465011")
    for said in ("Dąbrowa Górnicza", "miasto na prawach powiatu", "śląskie", "112\N{NO-BREAK SPACE}408", "2465011"):
        assert said in found.text
    assert practices(found)[:2] == ["dabrowa-odpady", "dabrowa-rada"]


def test_an_office_is_shown_with_its_teams_and_contacts_as_text(client: FlaskClient) -> None:
    found = page(client, "/jednostki/2465011")
    for said in ("ul.\N{NO-BREAK SPACE}Graniczna", "Biuro Organizacji Pozarządowych", "inkubator", "ngo@example.org"):
        assert said in found.text.replace("ul. ", "ul.\N{NO-BREAK SPACE}")
    assert not any(link.address.startswith("mailto:ngo@") for link in found.links)


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
    assert {"bedzin-powiat", "psary-swietlica", "autobus-slawkow-bukowno"} <= set(practices(found))
    linked = {link.address for link in found.links}
    assert {"/jednostki/2401062", "/jednostki/2401011", "/jednostki/24"} <= linked


def test_a_voivodeship_shows_every_practice_that_the_facet_counts(client: FlaskClient) -> None:
    listed = client.get("/praktyki.json?voivodeship=slaskie").get_json()["practices"]
    assert set(practices(page(client, "/jednostki/24"))) >= {practice["slug"] for practice in listed}


def test_a_member_of_a_partnership_shows_it(client: FlaskClient) -> None:
    for code in ("2401081", "1212011"):
        assert "autobus-slawkow-bukowno" in practices(page(client, f"/jednostki/{code}"))


def test_a_unit_without_practices_shows_those_of_similar_units_and_its_neighbours(client: FlaskClient) -> None:
    """Bobrowniki has 12,554 residents: Żary 12,509, Psary 12,389 and Łomża 12,240 are the nearest, in this order."""
    found = page(client, "/jednostki/2401042")
    assert practices(found) == ["zory-wiejska", "psary-swietlica", "lomza-wiejska"]
    neighbours = {link.address for link in found.links}
    assert {"/jednostki/2401062", "/jednostki/2401081"} <= neighbours


def test_similar_practices_are_not_those_already_shown(client: FlaskClient) -> None:
    slugs = practices(page(client, "/jednostki/2401062"))
    assert slugs.count("psary-swietlica") == 1
    assert "zory-wiejska" in slugs


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
