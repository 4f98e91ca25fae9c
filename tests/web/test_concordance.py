"""Words in context as a reader meets them: lines, orders, counts, pages, exports."""

import csv
import io

import pytest
from flask.testing import FlaskClient

from tests.web.page import Page, text

PATH = "/konkordancja"


def read(client: FlaskClient, address: str) -> Page:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return Page(answer.text)


def rows(page: Page) -> list[list[str]]:
    """Return the cells of every line."""
    return [[text(cell) for cell in row] for row in page.all("table[@class='lines']/tbody/tr")]


def test_every_occurrence_is_a_line_that_leads_to_its_place(client: FlaskClient) -> None:
    page = read(client, f"{PATH}?q=dom")
    lines = {(row[1], row[0], row[2]): row[3] for row in rows(page)}
    where = lines["domu", "Regulamin", "organizacji. Sale są bezpłatne."]
    assert where.endswith("załącznik „Regulamin domu”; Rydułtowy, 2012")
    links = [link.get("href", "") for link in page.all("td[@class='lines__where']/a")]
    assert "/praktyki/dom-organizacji?q=dom" in links
    assert "/zalaczniki/dom-organizacji/regulamin.txt/tekst?q=dom" in links
    assert all(client.get(link).status_code == 200 for link in set(links))


def test_the_table_has_a_caption_and_its_heads(client: FlaskClient) -> None:
    page = read(client, f"{PATH}?q=dom")
    assert page.text("table[@class='lines']/caption") == page.text("p[@role='status']")
    assert [h.get("scope") for h in page.all("table[@class='lines']/thead/tr/th")] == ["col"] * 4
    assert {h.get("scope") for h in page.all("table[@class='lines']/tbody/tr/th")} == {"row"}


def test_the_count_is_said_as_a_sentence(client: FlaskClient) -> None:
    page = read(client, f"{PATH}?q=numer&from=2010&to=2010")
    assert page.text("p[@role='status']") == "10 wystąpień w 10 praktykach dla „numer”: od roku 2010, do roku 2010"
    assert page.text("head/title").startswith("10 wystąpień")
    assert read(client, f"/en{PATH}?q=house").text("p[@role='status']").startswith("2 occurrences in 1 practice for")


def test_the_lines_can_be_sorted_by_either_neighbour(client: FlaskClient) -> None:
    page = read(client, f"{PATH}?q=dom&theme=kultura&neighbour=right")
    orders = {text(link): link.get("href") for link in page.all("p[@class='orders']/a")}
    assert orders["słowo przed"] == f"{PATH}?q=dom&theme=kultura&neighbour=left"
    assert page.text("p[@class='orders']/strong") == "słowo po"
    after = [row[2][:8] for row in rows(page)]
    assert after.index("organiza") < after.index("spotkań,")
    kept = page.one("form[@role='search']").findall(".//input[@name='neighbour']")
    assert [field.get("value") for field in kept] == ["right"]
    chip = page.one("a[@class='chip']").get("href")
    assert chip == f"{PATH}?q=dom&neighbour=right"


def test_lines_are_counted_by_year_and_voivodeship(client: FlaskClient) -> None:
    page = read(client, f"{PATH}?q=numer&to=2003")
    tables = page.all("table[@class='shares']")
    said = [[text(row) for row in table.findall(".//tbody/tr")] for table in tables]
    assert [row.split() for row in said[0]] == [["2001", "1", "1"], ["2002", "1", "1"], ["2003", "1", "1"]]
    assert [row.split() for row in said[1]] == [["śląskie", "3", "3"]]


def test_the_list_leads_to_the_lines_and_back(client: FlaskClient) -> None:
    page = read(client, "/praktyki?q=dom&theme=kultura&page=1&per_page=5")
    link = next(a for a in page.all("span[@class='orders__ways']/a") if text(a) == "Słowa w kontekście")
    assert link.get("href") == f"{PATH}?q=dom&theme=kultura"
    back = read(client, f"{PATH}?q=dom&theme=kultura").one("a[@class='orders__map']")
    assert back.get("href") == "/praktyki?q=dom&theme=kultura"
    assert "Słowa w kontekście" not in client.get("/praktyki").text


def test_nothing_asked_and_nothing_found_help_on(client: FlaskClient) -> None:
    assert not read(client, PATH).all("table")
    page = read(client, f"{PATH}?q=numer&form=centrum-ngo")
    ways = {text(link): link.get("href") for link in page.all("div[@class='empty']/ul/li/a")}
    assert ways["bez filtra: forma współpracy – centrum organizacji pozarządowych"] == f"{PATH}?q=numer"
    assert ways["Zobacz wszystkie praktyki"] == "/praktyki"
    assert read(client, f"{PATH}?q=stowarzyszenai").all("p[@class='note']/a")
    assert read(client, f"{PATH}?q=-dom").text("p[@role='status']") == "Brak wystąpień dla „-dom”"


def test_search_engines_do_not_wander_among_the_lines(client: FlaskClient) -> None:
    assert read(client, f"{PATH}?q=dom").one("meta[@name='robots']").get("content") == "noindex, follow"


def test_all_lines_are_there_as_data(client: FlaskClient) -> None:
    page = read(client, f"{PATH}?q=dom&neighbour=left")
    addresses = [link.get("href", "") for link in page.all("p[@class='exports']/a")]
    assert addresses == [
        f"{PATH}.csv?q=dom&neighbour=left",
        f"{PATH}.csv?q=dom&neighbour=left&variant=excel",
        f"{PATH}.json?q=dom&neighbour=left",
    ]
    table = client.get(addresses[0])
    assert table.headers["Content-Disposition"] == 'attachment; filename="konkordancja.csv"'
    lines = list(csv.DictReader(io.StringIO(table.text)))
    said = client.get(addresses[2]).get_json()
    assert [line["words"] for line in lines] == [row[1] for row in rows(page)]
    assert [line["url"] for line in said["lines"]] == [line["url"] for line in lines]
    assert said["total"] == len(lines)
    assert client.get(addresses[1]).data.startswith(b"\xef\xbb\xbf")


def test_a_bad_order_is_told_as_any_bad_value(client: FlaskClient) -> None:
    answer = client.get(f"{PATH}?q=dom&neighbour=up")
    assert answer.status_code == 400
    assert "„up”" in answer.text
    said = client.get(f"{PATH}.json?q=dom&neighbour=up")
    assert (said.status_code, said.mimetype) == (400, "application/problem+json")


HOSTILE = ["<script>alert(1)</script>", "a* b* c*", "(" * 900, "{{ 7*7 }}", "\u202edom", "%00", '"', "dom\x00dom"]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("face", ["", ".csv", ".json"])
def test_hostile_words_are_only_words(client: FlaskClient, words: str, face: str) -> None:
    answer = client.get(PATH + face, query_string={"q": words})
    assert answer.status_code == 200
    assert face or "<script>alert" not in answer.text


def test_lines_of_the_polish_text_lead_to_the_polish_page(client: FlaskClient) -> None:
    page = read(client, f"/en{PATH}?q=spotyka%C4%87")
    row = next(r for r in page.all("table[@class='lines']/tbody/tr") if "Stowarzyszenia nie" in text(r))
    assert row[0].get("lang") == "pl"
    links = [link.get("href", "") for link in row.iter("a")]
    assert links == ["/praktyki/dom-organizacji/prezentacja?q=spotyka%C4%87"]


def test_what_only_some_practices_have_narrows_the_lines_too(client: FlaskClient) -> None:
    assert rows(read(client, f"{PATH}?q=dom&has=results&has=contact"))
