"""What places like ours have done: which come first and why, what they are about, what to do with them."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bdp.app import create_app
from tests.sample import SampleBase
from tests.web import atlas
from tests.web.atlas import page
from tests.web.page import Page


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return atlas.client(tmp_path_factory.mktemp("units"))


def test_each_practice_says_why_its_place_is_like_ours(client: FlaskClient) -> None:
    said = page(client, "/jednostki/2401042").text
    assert "Psary – gmina wiejska, 12 389 mieszkańców, 9 km stąd, to samo województwo" in said
    assert "Żary – gmina wiejska, 12 509 mieszkańców, 305 km stąd, lubuskie" in said
    assert "uczestnik: Bukowno – gmina miejska, 9288 mieszkańców, 36 km stąd, małopolskie" in said
    english = page(client, "/en/jednostki/2401042").text
    assert "Psary – rural commune, 12,389 residents, 9 km from here, the same voivodeship" in english


@pytest.mark.parametrize(
    ("chosen", "first"),
    [
        ("like=population", ["zory-wiejska", "psary-swietlica", "lomza-wiejska"]),
        ("like=type&like=population", ["zory-wiejska", "psary-swietlica", "lomza-wiejska"]),
        ("like=distance", ["bedzin-powiat", "psary-swietlica"]),
        ("like=", ["psary-swietlica", "zory-wiejska", "lomza-wiejska"]),
    ],
)
def test_what_makes_a_place_like_ours_is_chosen_in_the_address(
    client: FlaskClient, chosen: str, first: list[str]
) -> None:
    """Without a choice all four things count."""
    found = page(client, f"/jednostki/2401042?{chosen}")
    assert found.practices[: len(first)] == first


def test_the_boxes_show_what_counts_and_a_wrong_one_is_told(client: FlaskClient) -> None:
    shown = Page(client.get("/jednostki/2401042?like=region&like=type").text)
    boxes = {box.get("value"): "checked" in box.attrib for box in shown.all("input[@name='like']")}
    assert boxes == {"type": True, "population": False, "region": True, "distance": False}
    assert client.get("/jednostki/2401042?like=pogoda").status_code == 400


def test_a_unit_leads_to_the_list_of_all_places_like_it(client: FlaskClient) -> None:
    links = {link.address for link in page(client, "/jednostki/2401042").links}
    narrowed = "/praktyki?voivodeship=slaskie&unit_type=gmina-wiejska&size=5000-20000"
    assert narrowed in links
    assert client.get(narrowed).status_code == 200
    only_type = {link.address for link in page(client, "/jednostki/2401042?like=type").links}
    assert "/praktyki?unit_type=gmina-wiejska" in only_type


def test_similar_practices_are_not_those_already_shown(client: FlaskClient) -> None:
    slugs = page(client, "/jednostki/2401062").practices
    assert slugs.count("psary-swietlica") == 1
    assert "zory-wiejska" in slugs


def test_a_reader_asks_what_places_like_theirs_did_about_one_thing(client: FlaskClient) -> None:
    """Of all practices only the bus is about transport; Bobrowniki is a rural commune, as no member of it is."""
    found = page(client, "/jednostki/2401042?q=autobus")
    assert found.practices == ["autobus-slawkow-bukowno"]
    assert "/praktyki?q=autobus" in {link.address for link in found.links}
    shown = Page(client.get("/jednostki/2401042?q=autobus&like=type").text)
    assert shown.one("input[@name='q']").get("value") == "autobus"
    nothing = page(client, "/jednostki/2401042?q=xyzxyz").text
    assert "Żadne podobne miejsce nie ma praktyki na ten temat" in nothing


def test_a_practice_that_has_the_words_only_in_passing_is_not_about_them(tmp_path: Path) -> None:
    """One of the two is about animals, the other names them once in a long text."""
    base = SampleBase(tmp_path)
    long = "Gmina buduje drogi, mosty i chodniki. " * 80
    base.write("schronisko", "Zwierzęta w schronisku dla zwierząt", summary="Zwierzęta mają dom.")
    base.write("drogi", "Drogi gminne", summary=f"Drogi.\n\n## Opis\n\n{long}Zwierzęta też. {long}")
    for slug in ("schronisko", "drogi"):
        text = base.path(slug).read_text(encoding="utf-8")
        base.put(base.path(slug), text.replace("place:", 'teryt: "2415031"\nplace:'))
    reader = create_app(base.config).test_client()
    assert len(reader.get("/praktyki.json?q=zwierzęta").get_json()["practices"]) == 2
    assert page(reader, "/jednostki/2401042?q=zwierzęta").practices == ["schronisko"]


def test_words_of_which_no_practice_has_all_are_told(client: FlaskClient) -> None:
    assert "Żadna praktyka nie ma wszystkich tych słów" in page(client, "/jednostki/2401042?q=autobus+xyzxyz").text
    assert "wszystkich tych słów" not in page(client, "/jednostki/2401042?q=autobus").text


def test_units_of_another_kind_come_after_those_like_ours_and_apart(client: FlaskClient) -> None:
    """Będzin is a powiat of 140,000; Katowice is as near, and twice as large, but a city."""
    found = page(client, "/jednostki/2414")
    assert found.practices[0] == "bedzin-powiat"
    assert "Jednostki innych typów" in found.text
    alone = page(client, "/jednostki/12").text
    assert "Żadna inna jednostka tego typu" not in alone  # the voivodeship of Katowice has a practice
    assert "Jednostki innych typów" not in page(client, "/jednostki/2414?like=distance").text


def test_what_places_like_ours_did_can_be_compared_and_taken_to_the_council(client: FlaskClient) -> None:
    found = page(client, "/jednostki/2401042")
    (link,) = (link.address for link in found.links if link.address.startswith("/porownanie?"))
    alone = page(client, "/jednostki/2401042?q=autobus").links
    assert "/porownanie?p=autobus-slawkow-bukowno#notatka" in [link.address for link in alone]
    assert link == "/porownanie?p=psary-swietlica&p=zory-wiejska&p=lomza-wiejska"
    assert client.get(link).status_code == 200


def test_a_large_city_is_like_other_large_cities_before_towns_around_it(client: FlaskClient) -> None:
    """Warszawa: Katowice, Dąbrowa Górnicza and Przemyśl have practices."""
    assert page(client, "/jednostki/1465011").practices[0] == "katowice-energia"


def test_a_field_left_empty_stays_out_of_the_address(client: FlaskClient) -> None:
    answer = client.get("/jednostki/2401042?like=type&like=region&q=")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/jednostki/2401042?like=type&like=region")
    bare = client.get("/jednostki/2401042?q=+")
    assert (bare.status_code, bare.headers["Location"]) == (303, "/jednostki/2401042")
