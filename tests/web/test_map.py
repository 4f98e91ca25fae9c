"""test_map: the map says in text, without scripts, what the list says."""

import re
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from tests.web import atlas
from tests.web.atlas import Reading

FILTERS = ("", "?theme=kultura", "?unit_type=gmina-wiejska&theme=uslugi-spoleczne", "?q=praktyka", "?size=100000-")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return atlas.client(tmp_path_factory.mktemp("map"))


def page(client: FlaskClient, address: str) -> Reading:
    answer = client.get(address)
    assert answer.status_code == 200
    return Reading(answer.text)


def regions(page: Reading) -> dict[str, int]:
    """Return the counts that the areas of the country name, by voivodeship id."""
    counts = {}
    for link in page.drawn:
        chosen = dict(link.pairs).get("voivodeship")
        if chosen and (found := re.search(r": (\d+)", link.text)):
            counts[chosen] = int(found[1])
    return counts


@pytest.mark.parametrize("filters", FILTERS)
def test_every_voivodeship_is_a_link_with_its_name_and_the_count_of_the_facet(
    client: FlaskClient, filters: str
) -> None:
    counts = regions(page(client, f"/mapa{filters}"))
    facet = client.get(f"/praktyki.json{filters}").get_json()["facets"]["voivodeship"]
    assert counts == {value["value"]: value["count"] for value in facet}
    assert len(counts) == 16


@pytest.mark.parametrize("filters", FILTERS)
def test_list_beside_the_country_has_the_same_links_as_the_drawing(client: FlaskClient, filters: str) -> None:
    found = page(client, f"/mapa{filters}")
    drawn = {link.address for link in found.drawn}
    assert drawn <= {link.address for link in found.links if not link.drawn}


def test_links_of_the_country_keep_every_other_choice(client: FlaskClient) -> None:
    asked = "/mapa?q=praktyka&theme=kultura&from=2000&has=contact&sort=title"
    for link in page(client, asked).drawn:
        kept = {("q", "praktyka"), ("theme", "kultura"), ("from", "2000"), ("has", "contact"), ("sort", "title")}
        assert kept <= link.pairs


def powiats(page: Reading) -> dict[str, str]:
    """Return what the areas of powiats say, by code."""
    return {dict(link.pairs)["powiat"]: link.text for link in page.drawn if "powiat" in dict(link.pairs)}


def test_a_voivodeship_leads_to_its_powiats_and_practices(client: FlaskClient) -> None:
    found = powiats(page(client, "/mapa?voivodeship=slaskie"))
    assert len(found) == 36
    assert all(re.search(r": \d+ prakty", text) for text in found.values())
    assert found["2401"] == "powiat będziński: 3 praktyki"
    assert found["2465"] == "Dąbrowa Górnicza: 2 praktyki"


def test_total_of_a_voivodeship_is_its_facet_count(client: FlaskClient) -> None:
    listed = client.get("/praktyki.json?voivodeship=slaskie").get_json()
    slugs = {practice["slug"] for practice in listed["practices"]}
    on_page = page(client, "/mapa?voivodeship=slaskie")
    paths = [urlsplit(link.address).path for link in on_page.links if not link.drawn]
    assert {path.removeprefix("/praktyki/") for path in paths if path.startswith("/praktyki/")} == slugs
    assert listed["total"] == len(slugs) == 8


def test_every_marker_leads_to_a_practice_or_to_its_place_in_the_list(client: FlaskClient) -> None:
    found = page(client, "/mapa?voivodeship=slaskie")
    markers = [link for link in found.drawn if "powiat" not in dict(link.pairs)]
    assert markers
    for marker in markers:
        if marker.address.startswith("#"):
            assert marker.address[1:] in found.ids
            assert re.search(r": \d+ prakty", marker.text)
        else:
            assert client.get(marker.address).status_code == 200


def test_practices_at_one_spot_share_a_marker_that_says_their_number(client: FlaskClient) -> None:
    found = page(client, "/mapa?voivodeship=slaskie")
    assert any(link.text.startswith("Dąbrowa Górnicza: 2 praktyki") for link in found.drawn)


def test_a_partnership_stands_on_the_map_of_every_member(client: FlaskClient) -> None:
    for name, member in (("slaskie", "Sławków"), ("malopolskie", "Bukowno")):
        found = page(client, f"/mapa?voivodeship={name}")
        assert any("autobus-slawkow-bukowno" in link.address for link in found.links)
        assert any(member in link.text for link in found.drawn)


def test_a_practice_without_a_place_is_still_in_the_list(client: FlaskClient) -> None:
    found = page(client, "/mapa?voivodeship=slaskie")
    assert not any("bez-kodu" in link.address for link in found.drawn)
    assert any("bez-kodu" in link.address for link in found.links)


def test_drafts_are_not_on_the_map(client: FlaskClient) -> None:
    assert "katowice-szkic" not in client.get("/mapa?voivodeship=slaskie").text


def test_several_voivodeships_are_marked_on_the_country(client: FlaskClient) -> None:
    found = page(client, "/mapa?voivodeship=slaskie&voivodeship=podlaskie")
    current = {dict(link.pairs)["voivodeship"] for link in found.drawn if link.current}
    assert current == {"slaskie", "podlaskie"}
    assert len(regions(found)) == 16


def test_a_link_past_the_map_stands_before_it(client: FlaskClient) -> None:
    for address in ("/mapa", "/mapa?voivodeship=slaskie"):
        found = page(client, address)
        skip = next(index for index, link in enumerate(found.links) if link.address == "#lista")
        first = next(index for index, link in enumerate(found.links) if link.drawn)
        assert skip < first
        assert "lista" in found.ids


def test_ids_of_the_map_are_unique(client: FlaskClient) -> None:
    ids = page(client, "/mapa?voivodeship=slaskie").ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", ["/mapa", "/mapa?voivodeship=slaskie", "/mapa?voivodeship=mazowieckie"])
def test_a_drawing_is_small_to_send_and_has_no_inline_style(client: FlaskClient, address: str) -> None:
    drawing = re.search(r"<svg class=\"drawing.*?</svg>", client.get(address).text, re.DOTALL)
    assert drawing is not None
    assert len(drawing[0]) < 25_000
    assert "style=" not in drawing[0]


@pytest.mark.parametrize("bad", ["voivodeship=atlantyda", "theme=nic", "page=0", "from=2020&to=2010", "has=wszystko"])
def test_a_bad_value_is_a_bad_request(client: FlaskClient, bad: str) -> None:
    assert client.get(f"/mapa?{bad}").status_code == 400


@pytest.mark.parametrize("odd", ["q=%22", "q=(((", "q=%00", "unknown=1", "voivodeship=", "q=" + "a" * 3000, "page=99"])
def test_odd_input_shows_a_map(client: FlaskClient, odd: str) -> None:
    assert client.get(f"/mapa?{odd}").status_code == 200


def test_english_map_keeps_its_language_in_every_link(client: FlaskClient) -> None:
    found = page(client, "/en/mapa")
    assert "Map of practices" in found.text
    assert all(link.address.startswith("/en/mapa") for link in found.drawn)
    silesia = page(client, "/en/mapa?voivodeship=slaskie")
    assert all(link.address.startswith(("/en/", "#")) for link in silesia.drawn)


def test_sources_of_the_data_are_named(client: FlaskClient) -> None:
    for address in ("/mapa", "/mapa?voivodeship=slaskie", "/jednostki/2465011"):
        text = page(client, address).text
        assert all(name in text for name in ("GUS", "TERYT", "GUGiK", "GeoNames, CC BY 4.0"))


def test_start_page_has_the_same_drawing(client: FlaskClient) -> None:
    assert regions(page(client, "/")) == regions(page(client, "/mapa"))
