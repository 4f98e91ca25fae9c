"""A powiat narrows everything alike: list, map, statistics, data; the map counts what the list behind it has."""

import csv
import io
import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from bdp.app import create_app
from tests.sample import SampleBase
from tests.served import copy_base
from tests.web import atlas
from tests.web.page import Page, text

CITY, LAND, ACROSS = "powiat=2465", "powiat=2401", "powiat=1212"
OF_THE_CITY = {"dabrowa-rada", "dabrowa-odpady"}
OF_THE_LAND = {"psary-swietlica", "bedzin-powiat", "autobus-slawkow-bukowno"}
MAPS = (
    "/mapa?level=powiat",
    "/mapa?level=powiat&theme=wspolpraca-jst-ngo&from=2005",
    "/mapa?voivodeship=slaskie",
    "/mapa?voivodeship=slaskie&q=rada",
    "/mapa?voivodeship=slaskie&powiat=2465&powiat=2469",
    "/mapa?voivodeship=mazowieckie&has=attachments&value=per-100k",
    "/mapa?voivodeship=slaskie&powiat=2465",
    "/en/mapa?powiat=1465",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Return a reader of a base whose units are known."""
    return atlas.client(tmp_path_factory.mktemp("powiats"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Return a reader of the sample base."""
    return create_app(SampleBase(copy_base(tmp_path_factory.mktemp("sample") / "base")).config).test_client()


def read(client: FlaskClient, address: str) -> Page:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return Page(answer.text)


def slugs(client: FlaskClient, query: str) -> set[str]:
    return {one["slug"] for one in client.get(f"/praktyki.json?{query}&per_page=100").get_json()["practices"]}


def test_a_practice_is_found_in_the_powiats_of_its_unit_and_of_its_members(client: FlaskClient) -> None:
    assert slugs(client, CITY) == OF_THE_CITY
    assert slugs(client, LAND) == OF_THE_LAND
    assert slugs(client, ACROSS) == {"autobus-slawkow-bukowno"}


def test_a_practice_of_the_voivodeship_itself_is_in_none_of_its_powiats(client: FlaskClient) -> None:
    every = [code for code, _ in values(client, "voivodeship=slaskie")]
    assert "slaskie-strategia" not in slugs(client, "&".join(f"powiat={code}" for code in every))
    assert "slaskie-strategia" in slugs(client, "voivodeship=slaskie")


def test_any_of_the_powiats_and_all_of_the_rest(client: FlaskClient) -> None:
    assert slugs(client, f"{CITY}&{LAND}") == OF_THE_CITY | OF_THE_LAND
    assert slugs(client, f"{CITY}&{LAND}&theme=kultura") == {"psary-swietlica"}
    assert slugs(client, f"{LAND}&voivodeship=malopolskie") == {"autobus-slawkow-bukowno"}
    assert slugs(client, f"{CITY}&voivodeship=malopolskie") == set()


@pytest.mark.parametrize("bad", ["24", "2465011", "9999", "gliwicki", "0000"])
@pytest.mark.parametrize("path", ["/praktyki", "/mapa", "/statystyki", "/mapa.csv"])
def test_a_powiat_that_there_is_none_of_is_a_bad_value(client: FlaskClient, path: str, bad: str) -> None:
    assert client.get(f"{path}?powiat={bad}").status_code == 400
    said = client.get(f"/praktyki.json?powiat={bad}")
    assert (said.status_code, said.get_json()["problems"][0]["key"]) == (400, "powiat")


def test_the_data_say_how_the_powiat_was_understood_and_keep_their_five_facets(client: FlaskClient) -> None:
    said = client.get(f"/praktyki.json?{LAND}&{CITY}&{LAND}&powiat=").get_json()
    assert said["query"]["powiat"] == ["2401", "2465"]
    assert list(said["facets"]) == ["voivodeship", "unit_type", "theme", "form", "size"]
    described = client.get("/openapi.json").get_json()["paths"]["/praktyki.json"]["get"]["parameters"]
    (powiat,) = (one for one in described if one["name"] == "powiat")
    assert len(powiat["schema"]["items"]["enum"]) == 380 + 1


def test_every_format_has_the_practices_of_the_powiat_alone(client: FlaskClient) -> None:
    def taken(suffix: str) -> str:
        return client.get(f"/praktyki.{suffix}?{CITY}", buffered=True).text

    assert {row["slug"] for row in csv.DictReader(io.StringIO(taken("csv"), newline=""))} == OF_THE_CITY
    assert {json.loads(line)["slug"] for line in taken("jsonl").splitlines()} == OF_THE_CITY
    features = json.loads(taken("geojson"))["features"]
    assert {one["properties"]["slug"] for one in features} == OF_THE_CITY
    for suffix in ("atom", "ris", "bib", "csl.json"):
        assert {slug for slug, *_ in atlas.RECORDS if slug in taken(suffix)} == OF_THE_CITY, suffix


def test_the_count_is_said_with_the_powiat_and_a_chip_takes_it_back(client: FlaskClient) -> None:
    page = read(client, f"/praktyki?{LAND}&{CITY}")
    assert page.text("p[@role='status']") == "5 praktyk: powiat będziński lub miasto Dąbrowa Górnicza"
    chips = {text(a): a.get("href") for a in page.all("a[@class='chip']")}
    assert chips == {
        "Usuń filtr: powiat będziński": f"/praktyki?{CITY}",
        "Usuń filtr: miasto Dąbrowa Górnicza": f"/praktyki?{LAND}",
    }
    english = read(client, f"/en/praktyki?{CITY}")
    assert english.text("p[@role='status']") == "2 practices: city of Dąbrowa Górnicza"


def test_of_two_powiats_of_one_name_the_voivodeship_is_told(client: FlaskClient) -> None:
    assert read(client, "/praktyki?powiat=2402").text("p[@role='status']").endswith("powiat bielski (śląskie)")
    assert read(client, "/praktyki?powiat=2003").text("p[@role='status']").endswith("powiat bielski (podlaskie)")


def values(client: FlaskClient, query: str) -> list[tuple[str, str]]:
    """Return the powiats that the form offers, with the numbers beside them."""
    rows = read(client, f"/praktyki?{query}").all("fieldset[@data-facet='powiat']//label")
    return [(row.find("input").get("value", ""), text(row[-1])) for row in rows]  # type: ignore[union-attr]


def test_the_form_offers_the_powiats_of_the_chosen_voivodeships_by_name(client: FlaskClient) -> None:
    assert values(client, "theme=kultura") == []
    assert values(client, "voivodeship=slaskie") == [("2465", "2"), ("2469", "1"), ("2401", "3")]
    assert values(client, "voivodeship=lubuskie&powiat=2465") == [("2465", "0"), ("0811", "1")]
    fields = read(client, f"/praktyki?{CITY}").all("input[@name='powiat']")
    assert [(field.get("value"), "checked" in field.attrib) for field in fields] == [("2465", True)]


@pytest.mark.parametrize("address", MAPS)
@pytest.mark.parametrize("base", ["client", "sample"])
def test_the_number_of_an_area_is_that_of_the_list_behind_its_link(
    request: pytest.FixtureRequest, base: str, address: str
) -> None:
    """Every area of the drawing that has practices, and some that have none."""
    reader: FlaskClient = request.getfixturevalue(base)
    areas = [a for a in read(reader, address).all("svg[@data-map]/a") if a.find("path") is not None]
    wrong = []
    empty = 0
    for area in areas:
        number = int("".join(filter(str.isdigit, text(area).partition(":")[2].partition(";")[0].replace(" ", ""))))
        empty += number == 0
        if number or empty < 3:
            chosen = urlsplit(area.get("href", "")).query
            found = reader.get(f"/praktyki.json?{chosen}").get_json()["total"]
            wrong += [(text(area), found)] if found != number else []
    assert wrong == []
    assert any("powiat" in dict(parse_qsl(urlsplit(area.get("href", "")).query)) for area in areas)


def test_the_map_of_a_powiat_says_shows_and_lists_its_practices_alone(client: FlaskClient) -> None:
    for query in (f"voivodeship=slaskie&{CITY}", CITY):
        page = read(client, f"/mapa?{query}")
        assert page.text("h1") == "Dąbrowa Górnicza"
        assert page.text("p[@role='status']").startswith("2 praktyki: ")
        assert page.text("h2[@id='lista-tytul']") == "Praktyki według miejsc 2"
        listed = {urlsplit(a.get("href", "")).path for a in page.all("section[@id='lista']//li/a")}
        assert listed == {f"/praktyki/{slug}" for slug in OF_THE_CITY}
        around = next(a.get("href") for a in page.all("ol[@class='way__path']/li/a") if "śląskie" in text(a))
        assert around == "/mapa?voivodeship=slaskie"


def test_several_powiats_are_marked_on_the_map_of_their_voivodeship_or_of_the_country(client: FlaskClient) -> None:
    near = read(client, f"/mapa?{CITY}&{LAND}")
    assert near.text("h1") == "Województwo śląskie"
    assert {row.get("data-place") for row in near.all("tr[@class='is-chosen']")} == {"2465", "2401"}
    listed = {urlsplit(a.get("href", "")).path.rpartition("/")[2] for a in near.all("section[@id='lista']//li/a")}
    assert listed == OF_THE_CITY | OF_THE_LAND
    far = read(client, f"/mapa?{CITY}&powiat=0811&level=powiat")
    assert far.text("h1") == "Mapa praktyk"
    assert {row.get("data-place") for row in far.all("tr[@class='is-chosen']")} == {"2465", "0811"}
    assert far.text("p[@role='status']").startswith("3 praktyki: ")


def test_the_statistics_and_the_kit_are_of_the_powiat(client: FlaskClient) -> None:
    page = read(client, f"/statystyki?{LAND}")
    assert page.text("p[@role='status']") == "3 praktyki: powiat będziński"
    assert client.get(f"/dane/zestaw.zip?{LAND}", buffered=True).status_code == 200


def test_the_page_of_a_powiat_leads_to_its_list(sample: FlaskClient) -> None:
    for code, unit in (("2465", "/jednostki/2465011"), ("3214", "/jednostki/3214")):
        links = [a.get("href") for a in read(sample, unit).all("a") if text(a) == "Pokaż jako listę"]
        assert links == [f"/praktyki?powiat={code}"]
    silesia = read(sample, "/jednostki/24")
    assert "/praktyki?voivodeship=slaskie" in [a.get("href") for a in silesia.all("a")]
