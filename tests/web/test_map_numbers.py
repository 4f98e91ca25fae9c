"""test_map_numbers: what the map colours, its table says: practices, residents, practices for 100,000 of them."""

import csv
import io
import re
from collections.abc import Mapping

import pytest
from flask.testing import FlaskClient

from tests.web import atlas
from tests.web.page import Page, text

ADDRESSES = (
    "/mapa",
    "/mapa?value=per-100k",
    "/mapa?level=powiat",
    "/mapa?level=powiat&value=per-100k",
    "/mapa?voivodeship=slaskie",
    "/mapa?voivodeship=slaskie&value=per-100k",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return atlas.client(tmp_path_factory.mktemp("numbers"))


def page(client: FlaskClient, address: str) -> Page:
    answer = client.get(address)
    assert answer.status_code == 200
    return Page(answer.text)


def table(page: Page) -> dict[str, list[str]]:
    """Return the cells of each row by the area's id; no-break spaces as spaces."""
    rows = page.all("table[@class='map-table']/tbody/tr")
    return {row.attrib["data-place"]: [text(cell).replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in rows}


def steps(page: Page) -> dict[str, int]:
    """Return the step of colour of each area."""
    found = {}
    for link in page.all("svg[@data-map]/a"):
        path = link.find("path")
        if path is not None and (step := re.search(r"step-(\d)", path.attrib["class"])):
            found[link.attrib["data-place"]] = int(step[1])
    return found


def told(page: Page) -> Mapping[str, str]:
    """Return what the areas say when they are read out."""
    return {
        link.attrib["data-place"]: text(link) for link in page.all("svg[@data-map]/a") if link.find("path") is not None
    }


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_area_of_the_drawing_has_its_row_with_the_same_number_and_link(client: FlaskClient, address: str) -> None:
    shown = page(client, address)
    cells, areas = table(shown), told(shown)
    assert cells.keys() == areas.keys()
    links = {
        a.attrib["data-place"]: a.attrib["href"] for a in shown.all("svg[@data-map]/a") if a.find("path") is not None
    }
    in_table = {
        row.attrib["data-place"]: row.find("th/a").attrib["href"]  # type: ignore[union-attr]
        for row in shown.all("table[@class='map-table']/tbody/tr")
    }
    assert links == in_table
    for name, (_, count, _, rate) in cells.items():
        assert re.search(rf": {count} prakty", areas[name])
        if "per-100k" in address:
            assert f"; {rate} na 100 tys. mieszkańców" in areas[name]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_larger_number_never_has_a_lighter_colour_and_the_legend_tells_every_colour(
    client: FlaskClient, address: str
) -> None:
    shown = page(client, address)
    column = 3 if "per-100k" in address else 1
    numbers = {name: float(cells[column].replace(",", ".")) for name, cells in table(shown).items()}
    coloured = steps(shown)
    ordered = [coloured[name] for name in sorted(coloured, key=numbers.__getitem__)]
    assert ordered == sorted(ordered)
    assert all((coloured[name] == 0) == (numbers[name] == 0) for name in coloured)
    legend = [
        (int(re.sub(r"\D", "", path.attrib["class"])), re.split(r"–", text(item).strip().replace(",", ".")))
        for item in shown.all("figcaption/ul/li")
        for path in item.iter("path")
    ]
    assert set(coloured.values()) <= {step for step, _ in legend}
    for name, step in coloured.items():
        bounds = next(bounds for number, bounds in legend if number == step)
        assert float(bounds[0]) <= numbers[name] <= float(bounds[-1])


def test_a_rate_is_practices_for_a_hundred_thousand_residents(client: FlaskClient) -> None:
    cells = table(page(client, "/mapa?level=powiat"))
    assert cells["2465"] == ["Dąbrowa Górnicza", "2", "112 408", "1,78"]
    assert cells["2465"][3] == f"{2 / 112_408 * 100_000:.2f}".replace(".", ",")


def test_the_table_has_a_caption_headings_and_an_order(client: FlaskClient) -> None:
    for address in ADDRESSES:
        shown = page(client, address)
        assert shown.text("table/caption")
        assert [cell.attrib["scope"] for cell in shown.all("thead/tr/th")] == ["col"] * 4
        assert all(row.find("th").attrib["scope"] == "row" for row in shown.all("tbody/tr"))  # type: ignore[union-attr]
        assert [cell.get("aria-sort") for cell in shown.all("thead/tr/th")] == ["ascending", None, None, None]


@pytest.mark.parametrize(("order", "column"), [("count", 1), ("residents", 2), ("per-100k", 3)])
@pytest.mark.parametrize("address", ["/mapa?", "/mapa?level=powiat&", "/mapa?voivodeship=slaskie&"])
def test_the_table_is_sorted_by_a_link(client: FlaskClient, address: str, order: str, column: int) -> None:
    shown = page(client, f"{address}order={order}")
    numbers = [float(re.sub(r"\s", "", cells[column]).replace(",", ".")) for cells in table(shown).values()]
    assert numbers == sorted(numbers, reverse=True)
    assert shown.all("thead/tr/th")[column].get("aria-sort") == "descending"


@pytest.mark.parametrize("address", [*ADDRESSES, "/mapa?voivodeship=slaskie&powiat=2465"])
def test_links_of_the_map_keep_what_is_asked_and_how_it_is_looked_at(client: FlaskClient, address: str) -> None:
    asked = f"{address}{'&' if '?' in address else '?'}theme=kultura&order=count"
    shown = page(client, asked)
    kept = [*shown.all("svg[@data-map]/a"), *shown.all("div[@class='map-views']/p/a"), *shown.all("thead/tr/th/a")]
    for link in kept:
        if link.attrib["href"].startswith("/mapa"):
            assert "theme=kultura" in link.attrib["href"], link.attrib["href"]
    for link in shown.all("svg[@data-map]/a") + shown.all("ul[@class='chips']/li/a"):
        if link.attrib["href"].startswith("/mapa"):
            assert "order=count" in link.attrib["href"]
    hidden = {(field.attrib["name"], field.attrib["value"]) for field in shown.all("input[@type='hidden']")}
    assert ("order", "count") in hidden


def test_a_powiat_is_a_choice_of_the_form_and_a_chip(client: FlaskClient) -> None:
    shown = page(client, "/mapa?voivodeship=slaskie&theme=dialog-spoleczny&powiat=2465")
    (box,) = [field for field in shown.all("input[@name='powiat']") if "checked" in field.attrib]
    assert box.get("value") == "2465"
    chips = [a.attrib["href"] for a in shown.all("ul[@class='chips']/li/a") if a.get("class") == "chip"]
    assert chips == [
        "/mapa?powiat=2465&theme=dialog-spoleczny",
        "/mapa?voivodeship=slaskie&theme=dialog-spoleczny",
        "/mapa?voivodeship=slaskie&powiat=2465",
    ]


def test_a_mistyped_word_is_put_right_on_the_same_map(client: FlaskClient) -> None:
    shown = page(client, "/mapa?q=katowcie&level=powiat")
    (better,) = [a.attrib["href"] for a in shown.all("p[@class='note']/a")]
    assert better == "/mapa?q=katowice&level=powiat"


def test_numbers_that_add_up_to_more_than_the_total_say_why(client: FlaskClient) -> None:
    many = page(client, "/mapa?theme=transport&level=powiat")
    assert "Praktyka jednostek z kilku powiatów liczy się w każdym z nich." in text(many.root)
    assert "dają w sumie 2, choć praktyk jest 1" in text(many.root)
    voivodeships = page(client, "/mapa?theme=transport")
    assert "Praktyka jednostek z kilku województw liczy się w każdym z nich." in text(voivodeships.root)
    assert "choć praktyk jest" not in text(page(client, "/mapa?theme=oswiata").root)


def test_practices_in_no_powiat_are_counted_and_listed(client: FlaskClient) -> None:
    shown = page(client, "/mapa?level=powiat")
    listed = {link.attrib["href"] for link in shown.all("section[@id='bez-powiatu']/ul/li/a")}
    assert listed == {"/praktyki/slaskie-strategia", "/praktyki/bez-kodu"}
    assert shown.text("section[@id='bez-powiatu']/h3/span") == "2"
    numbers = [int(cells[1]) for cells in table(shown).values()]
    # Eleven practices, two of them in no powiat, one of two powiats in both.
    assert sum(numbers) == 11 - 2 + 1


def test_a_powiat_has_a_map_of_its_own_with_its_practices_alone(client: FlaskClient) -> None:
    shown = page(client, "/mapa?voivodeship=slaskie&powiat=2465")
    assert shown.text("h1") == "Dąbrowa Górnicza"
    listed = [a.attrib["href"] for a in shown.all("section[@id='lista']//li/a")]
    assert {address.partition("?")[0] for address in listed} == {"/praktyki/dabrowa-rada", "/praktyki/dabrowa-odpady"}
    assert all(address.endswith("?voivodeship=slaskie&powiat=2465") for address in listed)
    neighbours = told(shown)
    assert neighbours["2401"] == "powiat będziński: 3 praktyki"
    assert "1212" in neighbours  # across the border of the voivodeship
    crossing = next(a.attrib["href"] for a in shown.all("svg/a") if a.get("data-place") == "1212")
    assert crossing == "/mapa?voivodeship=malopolskie&powiat=1212"
    assert client.get(crossing).status_code == 200


@pytest.mark.parametrize(
    "odd",
    ["spot=nie-ma", "level=gmina", "value=x", "order=x"],
)
def test_a_view_that_cannot_be_is_ignored(client: FlaskClient, odd: str) -> None:
    shown, plain = page(client, f"/mapa?voivodeship=slaskie&{odd}"), page(client, "/mapa?voivodeship=slaskie")
    assert shown.text("h1") == plain.text("h1")
    assert table(shown) == table(plain)


@pytest.mark.parametrize("address", ["/mapa?level=powiat", "/mapa", "/mapa?voivodeship=slaskie", "/mapa?theme=kultura"])
def test_the_table_as_a_file_has_the_same_numbers(client: FlaskClient, address: str) -> None:
    shown = page(client, address)
    (link,) = [a for a in shown.all("a") if a.attrib.get("href", "").startswith("/mapa.csv")]
    answer = client.get(link.attrib["href"])
    assert answer.content_type == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    assert list(rows[0]) == ["teryt", "name", "unit_type", "voivodeship", "practices", "residents", "per_100k"]
    by_id = {row["teryt"] if len(row["teryt"]) > 2 else row["voivodeship"]: row for row in rows}
    for name, (_, count, residents, rate) in table(shown).items():
        row = by_id[name]
        assert (row["practices"], row["residents"]) == (count, residents.replace(" ", ""))
        assert float(row["per_100k"]) == float(rate.replace(",", "."))


def test_many_practices_of_a_place_are_told_in_part_and_all_at_a_link(tmp_path_factory: pytest.TempPathFactory) -> None:
    many = atlas.client(tmp_path_factory.mktemp("many"), copies=70)
    shown = page(many, "/mapa?voivodeship=slaskie")
    (more,) = [a for a in shown.all("section[@id='lista']//a") if "spot=" in a.attrib["href"]]
    assert text(more) == "Wszystkie w tym miejscu: 71 praktyk"
    spot = more.attrib["href"].partition("#")[2]
    assert len(shown.all(f"section[@id='{spot}']/ul/li")) == 3
    whole = page(many, more.attrib["href"].partition("#")[0])
    assert len(whole.all(f"section[@id='{spot}']/ul/li")) == 71
    near = page(many, "/mapa?voivodeship=slaskie&powiat=2469")
    assert len(near.all("section[@id='lista']//li")) == 71


def test_many_practices_without_a_point_are_counted_and_the_list_has_them_all(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    many = atlas.client(tmp_path_factory.mktemp("pointless"), copies=40, like="bez-kodu")
    shown = page(many, "/mapa?voivodeship=slaskie")
    (section,) = shown.all("section[@id='bez-punktu']")
    assert text(section).endswith("Pokaż jako listę")
    assert shown.text("section[@id='bez-punktu']/h3/span") == "41"
    assert len(shown.all("section[@id='bez-punktu']/ul/li")) == 30
    near = page(many, "/mapa?level=powiat")
    assert near.text("section[@id='bez-powiatu']/h3/span") == "42"
