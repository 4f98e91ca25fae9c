"""Statistics as a reader meets them: every number is the total of the list that it leads to."""

import csv
import io
import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from bdp.app import create_app
from tests.sample import SampleBase
from tests.web.page import Page, text

PATH = "/statystyki"
SELECTIONS = [
    "",
    "?q=dialog",
    "?theme=kultura",
    "?theme=uslugi-spoleczne&theme=transport&voivodeship=slaskie&voivodeship=opolskie",
    "?from=2010&to=2014",
    "?from=2020",
    "?to=1990",
    "?unit_type=gmina-wiejska&form=budzet-obywatelski&form=fundusz-solecki",
    "?size=0-5000&size=100000-&has=results",
    "?q=dialog+autobus",
]
KINDS = ("gmina-wiejska", "gmina-miejska", "powiat")
THEMES = ("kultura", "transport", "oswiata", "uslugi-spoleczne", "wspolpraca-jst-ngo", "ochrona-srodowiska")
FORMS = ("budzet-obywatelski", "fundusz-solecki", "wolontariat", "rada-seniorow")
REGIONS = ("slaskie", "opolskie", "podlaskie", "lubuskie")
RECORD = """\
---
title: Praktyka {number} {word}
status: published
themes: [{theme}, {other}]
forms: [{form}]
unit_type: {kind}
place: Miejscowość {number}
voivodeship: {region}
population: {population}
entered: 2024-05-06
{keys}---
Opis praktyki {number}: {word}.
"""


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Return a reader of a base whose records differ in everything that is counted."""
    base = SampleBase(tmp_path_factory.mktemp("varied"))
    for number in range(1, 41):
        keys = "" if number % 7 == 0 else f"started: {1950 + 2 * number if number % 11 else 1890}\n"
        keys += f"ended: {1952 + 2 * number}\n" if number % 3 == 0 and number % 7 else ""
        keys += "results: [więcej]\n" if number % 2 else ""
        made = RECORD.format(
            number=number,
            word=("dialog", "autobus", "dialog i autobus")[number % 3],
            theme=THEMES[number % 6],
            other=THEMES[(number * 5 + 1) % 6],
            form=FORMS[number % 4],
            kind=KINDS[number % 3],
            region=REGIONS[number * number % 4],
            population=900 * 3 ** (number % 6),
            keys=keys,
        )
        base.put(base.path(f"rozna-{number:02}"), made)
    return create_app(base.config).test_client()


def read(client: FlaskClient, address: str, status: int = 200) -> Page:
    answer = client.get(address)
    assert answer.status_code == status, address
    return Page(answer.text)


def numbers(page: Page) -> list[tuple[str, int]]:
    """Return the address and the number of every link that bears one."""
    main = page.one("main")
    links = [(link.get("href", ""), link.get("aria-label") or text(link)) for link in main.iter("a")]
    found = [(address, re.search(r"(\d+)(?: praktyk\w*)?$", said)) for address, said in links]
    return [(address, int(said[1])) for address, said in found if said and address.startswith("/praktyki")]


@pytest.mark.parametrize("selection", SELECTIONS)
def test_every_number_is_the_total_of_the_list_behind_it(varied: FlaskClient, selection: str) -> None:
    found = numbers(read(varied, PATH + selection))
    assert len(found) > 5 or selection == "?to=1990"
    for address, number in found:
        assert number > 0, address
        assert varied.get(address.replace("/praktyki", "/praktyki.json", 1)).get_json()["total"] == number, address


def test_a_field_without_a_practice_is_a_gap_and_no_link(varied: FlaskClient) -> None:
    page = read(varied, PATH)
    fields = page.all("div[@class='heat']//tbody//td")
    gaps = [field for field in fields if field.get("class") == "heat--none"]
    assert [text(gap) for gap in gaps] == ["brak"] * len(gaps)
    assert all(field.find("a") is None for field in gaps)
    assert len(fields) == 24 * 17
    said = next(said for said in page.texts("p") if said.startswith("Puste pola"))
    inside = [row[2:] for row in page.all("div[@class='heat']//tbody/tr")[1:]]
    empty = sum(cell.get("class") == "heat--none" for row in inside for cell in row)
    assert said.startswith(f"Puste pola: {empty} z {23 * 16}.")


def test_years_that_are_too_many_for_the_chart_stand_in_one_number_before_it(varied: FlaskClient) -> None:
    page = read(varied, PATH)
    years = [text(row[0]) for row in page.all("details[@class='columns__table screen-only']//tbody/tr")]
    assert len(years) == 40
    (before,) = [link for link in page.all("a") if text(link).startswith(f"Do {int(years[0]) - 1} r.:")]
    assert before.get("href") == f"/praktyki?to={int(years[0]) - 1}"


def test_practices_without_a_year_are_counted_beside_the_chart(varied: FlaskClient) -> None:
    assert any("nie podano roku rozpoczęcia: 5 praktyk." in said for said in read(varied, PATH).texts("p"))
    assert not any("nie podano roku" in said for said in read(varied, f"{PATH}?from=2010").texts("p"))


def test_the_chart_of_years_tells_what_it_is_and_has_a_table_with_the_same_numbers(varied: FlaskClient) -> None:
    page = read(varied, PATH)
    chart = page.one("svg[@class='columns']")
    assert chart.find("title") is not None
    assert chart.find("desc") is not None
    drawn = [link.get("aria-label", "") for link in chart.findall("a")]
    table = [(text(row[0]), text(row[1])) for row in page.all("details[@class='columns__table screen-only']//tbody/tr")]
    assert [said.split(" ")[:2] for said in drawn] == [[f"{year}:", number] for year, number in table if number != "0"]


def test_the_years_stand_in_rows_for_a_screen_that_is_too_narrow_for_columns(varied: FlaskClient) -> None:
    page = read(varied, PATH)
    table = {text(row[0]): text(row[1]) for row in page.all("details[@class='columns__table screen-only']//tbody/tr")}
    narrow = page.all("div[@class='columns__narrow']//tbody/tr")
    told = {text(row[0]): text(row[1]).replace("jeszcze brak", "0") for row in narrow}
    assert told == table
    assert list(told) == sorted(table, reverse=True)
    assert len(page.all("div[@class='columns__narrow']/table/tbody/tr")) == 10


def test_a_facet_with_a_choice_counts_the_chosen_values_alone(varied: FlaskClient) -> None:
    page = read(varied, f"{PATH}?theme=kultura&voivodeship=slaskie")
    heads = [text(row[0]) for row in page.all("div[@class='heat']//tbody/tr")]
    assert heads == ["Wszystkie tematy", "Kultura"]
    assert page.texts("th[@class='heat__turned']") == ["razem", "śląskie"]


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.mimetype == "text/csv"
    said = answer.text.removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(said), delimiter=";" if "variant=excel" in address else ","))


def csv_links(page: Page) -> list[Element]:
    return [link for link in page.all("a") if "/statystyki.csv" in link.get("href", "")]


@pytest.mark.parametrize("selection", ["", "?q=dialog&from=1990", "?theme=kultura"])
def test_each_table_can_be_taken_as_csv_with_the_addresses_of_its_lists(varied: FlaskClient, selection: str) -> None:
    page = read(varied, PATH + selection)
    links = [link.get("href", "") for link in csv_links(page)]
    assert len(links) == 10
    shown = set(numbers(page))
    for address in links:
        for row in rows(varied, address):
            number = int(row["practices"])
            assert bool(number) == bool(row["url"])
            assert not number or (row["url"], number) in shown


def test_a_bad_value_is_told_as_on_the_list(varied: FlaskClient) -> None:
    assert "„lata”" in varied.get(f"{PATH}.csv?table=lata").get_json()["problems"][0]["message"]
    assert read(varied, f"{PATH}?voivodeship=atlantyda", 400).text("h1")


def test_a_selection_without_practices_says_so_and_draws_nothing(varied: FlaskClient) -> None:
    page = read(varied, f"{PATH}?q=xyzxyzxyz")
    assert page.text("p[@class='summary__count']") == "Brak praktyk dla „xyzxyzxyz”"
    assert page.all("main//table") == []


def test_an_empty_base_has_statistics_too(tmp_path: Path) -> None:
    base = SampleBase(tmp_path)
    (tmp_path / "practices").mkdir()
    assert read(create_app(base.config).test_client(), PATH).text("h1") == "Statystyki"


def test_the_english_page_counts_the_same(varied: FlaskClient) -> None:
    page = read(varied, f"/en{PATH}")
    assert page.text("h1") == "Statistics"
    polish = {number for _, number in numbers(read(varied, PATH))}
    english = [
        link.get("href", "") for link in page.one("main").iter("a") if link.get("href", "").startswith("/en/praktyki?")
    ]
    assert len(english) > 50
    assert varied.get(english[0].replace("/praktyki", "/praktyki.json", 1)).get_json()["total"] in polish


def test_list_and_footer_lead_to_the_statistics_of_the_same_selection(varied: FlaskClient) -> None:
    page = read(varied, "/praktyki?theme=kultura")
    assert {link.get("href") for link in page.all("a") if text(link) == "Statystyki"} == {
        "/statystyki",
        "/statystyki?theme=kultura",
    }


def test_practices_without_residents_are_told_beside_the_bands_that_miss_them(tmp_path: Path) -> None:
    base = SampleBase(tmp_path)
    base.write("bez", "Praktyka bez liczby mieszkańców")
    base.write("mala", "Praktyka małej gminy", keys="population: 900\n")
    reader = create_app(base.config).test_client()
    told = "nie podano liczby mieszkańców: 1 praktyka"
    assert any(told in said for said in read(reader, PATH).texts("p"))
    assert not any("nie podano liczby mieszkańców" in said for said in read(reader, f"{PATH}?size=0-5000").texts("p"))
