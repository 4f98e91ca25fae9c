"""Practices side by side as a reader meets them: choosing on the list, the table, what cannot be compared."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.web.page import Page, text

PATH = "/porownanie"
FULL, OTHER, THIRD = "dom-organizacji", "praktyka-07", "praktyka-24"


def read(client: FlaskClient, address: str, status: int = 200) -> Page:
    answer = client.get(address)
    assert answer.status_code == status, address
    assert "Set-Cookie" not in answer.headers
    return Page(answer.text)


def side_by_side(*slugs: str, only: str = "") -> str:
    return f"{PATH}?{'&'.join(f'p={slug}' for slug in slugs)}{f'&only={only}' if only else ''}"


def rows(page: Page) -> dict[str, list[str]]:
    """Return what stands in each row by its heading."""
    found = page.all("tbody/tr")
    return {text(row[0]): [text(cell) for cell in row[1:]] for row in found}


def chosen(address: str) -> list[str]:
    return [value for name, value in parse_qsl(urlsplit(address).query) if name == "p"]


def test_each_practice_is_a_column_and_each_matter_a_row(client: FlaskClient) -> None:
    page = read(client, side_by_side(FULL, OTHER, THIRD))
    heads = page.all("thead/tr/th[@scope='col']")
    assert [head.find("a").get("href") for head in heads] == [  # type: ignore[union-attr]
        f"/praktyki/{slug}" for slug in (FULL, OTHER, THIRD)
    ]
    assert 'Numer <i>24</i> & "inne"' in text(heads[2])
    table = rows(page)
    assert table["Koszt"] == ["185 000 zł", "nie podano", "nie podano"]
    assert table["Kiedy"][0] == "2012–2019"
    assert table["Forma współpracy"][0] == "centrum organizacji pozarządowych"
    assert table["Kto prowadzi"][0] == "Urząd Miasta"
    assert all(row.find("th").get("scope") == "row" for row in page.all("tbody/tr"))  # type: ignore[union-attr]
    assert page.text("table/caption") == "Fakty o 3 praktykach obok siebie"


def test_what_all_say_alike_is_said_once_and_marked(client: FlaskClient) -> None:
    table = rows(read(client, side_by_side(FULL, OTHER)))
    assert table["Typ jednostki"] == ["gmina miejska tak samo we wszystkich"]
    assert table["Temat"] == ["Współpraca JST-NGO, Kultura tak samo we wszystkich"]
    assert len(table["Partnerzy"]) == 2


def test_only_the_differences_can_be_shown(client: FlaskClient) -> None:
    page = read(client, side_by_side(FULL, OTHER))
    (link,) = [a.get("href", "") for a in page.all("p[@class='orders']/a")]
    narrowed = rows(read(client, link))
    assert "Typ jednostki" not in narrowed
    assert set(narrowed) < set(rows(page))
    (back,) = [a.get("href", "") for a in read(client, link).all("p[@class='orders']/a")]
    assert back == side_by_side(FULL, OTHER)


def test_what_none_tells_is_named_below_and_not_in_empty_rows(client: FlaskClient) -> None:
    page = read(client, side_by_side(OTHER, THIRD))
    assert "Koszt" not in rows(page)
    assert page.text("p[@class='muted compare__silent']") == (
        "W żadnym z tych wpisów nie ma informacji o liczbie mieszkańców, koszcie, źródle pieniędzy,"
        " rezultatach, prowadzącej instytucji, uczestniczących jednostkach ani dacie sprawdzenia."
    )


def test_the_choice_grows_and_shrinks_on_the_list_and_stays_in_its_address_alone(client: FlaskClient) -> None:
    page = read(client, "/praktyki?q=praktyka&theme=kultura")
    (first,) = [a for a in page.all("li[@id='praktyka-07']//a") if text(a) == "Porównaj"]
    assert first.get("aria-label") == "Porównaj: Praktyka numer 7"
    page = read(client, first.get("href", ""))
    (second,) = [a.get("href", "") for a in page.all("li[@id='praktyka-08']//a") if text(a) == "Porównaj"]
    page = read(client, second)
    assert chosen(second) == ["praktyka-07", "praktyka-08"]
    assert ("q", "praktyka") in parse_qsl(urlsplit(second).query)
    assert "Do porównania: 2 praktyki" in page.texts("h2")
    (go,) = {a.get("href", "") for a in page.all("a[@class='action']")}
    assert go == side_by_side("praktyka-07", "praktyka-08")
    (out,) = [a.get("href", "") for a in page.all("li[@id='praktyka-07']//a") if text(a) == "Usuń"]
    assert chosen(out) == ["praktyka-08"]


def test_filters_pages_and_the_form_of_the_list_keep_the_choice(client: FlaskClient) -> None:
    page = read(client, "/praktyki?theme=kultura&p=praktyka-07")
    onward = [a.get("href", "") for a in page.all("a[@rel='next']") + page.all("a[@class='chip']")]
    assert len(onward) > 1
    assert all("praktyka-07" in chosen(address) for address in onward if "theme" not in address)
    hidden = [(i.get("name"), i.get("value")) for i in page.all("input[@type='hidden']")]
    assert ("p", "praktyka-07") in hidden


def test_a_list_with_a_choice_is_the_same_page_for_crawlers(client: FlaskClient) -> None:
    page = read(client, "/praktyki?theme=kultura&p=praktyka-07")
    assert page.one("link[@rel='canonical']").get("href", "").endswith("/praktyki?theme=kultura")
    assert page.one("meta[@name='robots']").get("content") == "noindex, follow"
    assert client.get("/praktyki.json?p=praktyka-07").get_json()["total"] == 25


def test_a_fifth_practice_cannot_be_chosen(client: FlaskClient) -> None:
    four = "&".join(f"p=praktyka-0{n}" for n in range(1, 5))
    page = read(client, f"/praktyki?sort=title&{four}")
    assert not [a for a in page.all("a") if text(a) == "Porównaj"]


@pytest.mark.parametrize("shown", [1, 2, 3, 4])
def test_a_practice_can_be_taken_out_of_the_table(client: FlaskClient, shown: int) -> None:
    slugs = [f"praktyka-0{n}" for n in range(1, shown + 1)]
    page = read(client, side_by_side(*slugs))
    outs = [a.get("href", "") for a in page.all("thead//a") if text(a) == "Usuń"]
    assert [chosen(address) for address in outs] == [[s for s in slugs if s != out] for out in slugs]


def test_one_practice_is_shown_with_what_could_be_put_beside_it(client: FlaskClient) -> None:
    page = read(client, side_by_side(FULL))
    assert any("Wybrana jest jedna praktyka" in said for said in page.texts("p"))
    offers = [a.get("href", "") for a in page.all("ul[@class='compare__more']//a")]
    assert offers
    for address in offers:
        assert chosen(address)[0] == FULL
        assert len(page_heads(read(client, address))) == 2


def page_heads(page: Page) -> list[str]:
    return page.texts("thead/tr/th")


def test_a_record_leads_to_a_comparison_with_similar_ones(client: FlaskClient) -> None:
    (link,) = [
        a.get("href", "") for a in read(client, f"/praktyki/{FULL}").all("a") if text(a) == "Porównaj z podobnymi"
    ]
    assert chosen(link)[0] == FULL
    assert 2 <= len(page_heads(read(client, link))) <= 4


def test_without_a_choice_the_page_says_how_to_choose(client: FlaskClient) -> None:
    page = read(client, PATH)
    assert any("„Porównaj”" in said for said in page.texts("p"))
    assert [a.get("href") for a in page.all("a[@class='action']")] == ["/praktyki"]
    assert page.all("table") == []


def test_five_practices_are_too_many_and_each_can_be_taken_out(client: FlaskClient) -> None:
    slugs = [f"praktyka-0{n}" for n in range(1, 6)]
    page = read(client, side_by_side(*slugs), 400)
    assert any("najwyżej 4 praktyki" in said for said in page.texts("p"))
    ways = [a.get("href", "") for a in page.all("a[@class='chip']")]
    assert [len(chosen(way)) for way in ways] == [4] * 5
    assert len(page_heads(read(client, ways[0]))) == 4


@pytest.mark.parametrize("slug", ["nie-ma-takiej", "szkic-praktyki", "karta-mieszkanca", "../etc/passwd", "%00", "<b>"])
def test_what_is_not_public_is_named_and_the_rest_can_be_compared(client: FlaskClient, slug: str) -> None:
    page = read(client, f"{PATH}?p={slug}&p={FULL}&p={OTHER}", 404)
    assert any("nie są publiczne" in said for said in page.texts("p"))
    assert page.all("table") == []
    (rest,) = [a.get("href", "") for a in page.all("a") if text(a) == "Porównaj te 2, które są"]
    assert len(page_heads(read(client, rest))) == 2
    assert "Szkic praktyki o boiskach" not in client.get(f"{PATH}?p={slug}").text


def test_a_practice_chosen_twice_counts_once_and_an_old_address_leads_on(client: FlaskClient) -> None:
    assert len(page_heads(read(client, side_by_side(FULL, OTHER, FULL)))) == 2
    moved = client.get(side_by_side("stary-adres", OTHER))
    assert (moved.status_code, moved.headers["Location"]) == (301, side_by_side(FULL, OTHER))


def test_the_english_page_compares_in_english(client: FlaskClient) -> None:
    page = read(client, f"/en{side_by_side(FULL, OTHER)}")
    assert page.text("h1") == "Compare practices"
    assert "A house to start with" in page_heads(page)[0]
    polish = {text(row[0]) for row in page.all("tbody/tr") if any(cell.get("lang") == "pl" for cell in row)}
    assert {"Results", "Partners", "In short"} <= polish
    assert not polish & {"Cost", "Theme", "Voivodeship", "Form of cooperation"}
    assert rows(page)["Cost"] == ["185,000 PLN", "not stated"]
