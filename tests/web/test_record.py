"""A practice as a reader meets it: its parts, facts, contacts, attachments, the way back to the list."""

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from bdp.app import create_app
from bdp.typesetting.qr import qr_code
from tests.sample import SampleBase
from tests.web.page import Page, printed, text

RECORD = "/praktyki/dom-organizacji"


def read(client: FlaskClient, address: str) -> Page:
    """Open a page that must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return Page(answer.text)


def facts(page: Page) -> dict[str, str]:
    """Return every term of the page's definition lists with its text."""
    pairs = [(group.find("dt"), group.find("dd")) for group in page.all("dl/div")]
    return {text(term): text(said) for term, said in pairs if term is not None and said is not None}


def test_the_parts_are_plain_links_and_the_open_one_is_marked(client: FlaskClient) -> None:
    for path, name in (("", "Skrót i metryka"), ("/prezentacja", "Pełna prezentacja"), ("/zalaczniki", "Załączniki 2")):
        nav = read(client, RECORD + path).one("nav[@class='parts']")
        links = nav.findall(".//a")
        assert [link.get("href") for link in links] == [RECORD, f"{RECORD}/prezentacja", f"{RECORD}/zalaczniki"]
        assert [text(link) for link in links if link.get("aria-current") == "page"] == [name]


def test_facts_are_printed_as_polish_typography_wants_them(client: FlaskClient) -> None:
    told = facts(read(client, RECORD))
    assert told["Kiedy"] == "2012–2019"
    assert told["Koszt i pieniądze"].startswith("185 000 zł")
    assert told["Dodano"] == "10 lutego 2015 r."
    assert "Rydułtowy" in told["Gdzie"]
    assert "powiat: wodzisławski" in told["Gdzie"]
    assert told["Adres"].endswith("44-280 Rydułtowy")
    page = read(client, RECORD)
    said = {printed(element).replace("\N{NO-BREAK SPACE}", "_") for element in page.root.iter()}
    assert {"185_000_zł", "10_lutego_2015_r."} <= said
    assert "organizacji w_Rydułtowach" in printed(page.one("h1")).replace("\N{NO-BREAK SPACE}", "_")


def test_only_confirmed_contacts_of_today_are_shown_and_no_notes(client: FlaskClient) -> None:
    for path in ("", "/druk"):
        whole = client.get(RECORD + path).text
        assert "32 000 00 01" in whole
        assert "32 000 00 02" not in whole
        assert "32 000 00 03" not in whole
        assert "uwaga tylko dla redakcji" not in whole


def test_a_person_is_named_where_the_practice_alone_is_told_and_in_no_bulk_data(client: FlaskClient) -> None:
    assert "Jan Przykładowy" in client.get(RECORD).text
    (contact,) = client.get(f"{RECORD}.json").get_json()["contacts"]
    assert contact["name"] == "Jan Przykładowy"
    for suffix in ("json", "csv", "jsonl", "geojson", "atom", "ris", "bib", "csl.json"):
        assert "Jan Przykładowy" not in client.get(f"/praktyki.{suffix}", buffered=True).text
    for address in (f"{RECORD}.md", f"{RECORD}.ris", f"{RECORD}.bib", f"{RECORD}.csl.json"):
        assert "Jan Przykładowy" not in client.get(address).text
    linked = read(client, RECORD).text("script[@type='application/ld+json']")
    assert "Przykładowy" not in linked.replace("ul. Przykładowa", "")


def test_an_old_description_is_called_old(client: FlaskClient) -> None:
    assert any("ponad pięć lat" in note for note in read(client, RECORD).texts("p[@class='note note--old']"))
    assert not read(client, "/praktyki/praktyka-01").all("p[@class='note note--old']")


def test_linked_data_describes_the_practice(client: FlaskClient) -> None:
    said = json.loads(read(client, RECORD).text("script[@type='application/ld+json']"))
    assert said["@type"] == "Article"
    assert said["spatialCoverage"]["identifier"]["value"] == "2415031"
    assert [file["name"] for file in said["encoding"]] == ["Regulamin domu", "Plan sal"]


def test_attachments_tell_name_kind_and_size(client: FlaskClient) -> None:
    links = read(client, f"{RECORD}/zalaczniki").texts("p[@class='file__title']/a")
    assert links == ["Regulamin domu (TXT, 48 B)", "Plan sal (PNG, 18 B)"]


def test_similar_practices_say_why(client: FlaskClient) -> None:
    rows = read(client, RECORD).all("section[@class='similar']/ul/li")
    assert rows[0].find("a").get("href") == "/praktyki/praktyka-07"  # type: ignore[union-attr]
    assert "wskazana przez redakcję, ten sam temat" in text(rows[0])
    assert "ten sam temat" in text(rows[1])


def test_a_practice_of_another_theme_of_the_department_is_not_said_to_be_of_the_same_theme(tmp_path: Path) -> None:
    base = SampleBase(tmp_path)
    for slug, theme in (("kultura", "kultura"), ("szkola", "oswiata")):
        base.write(slug, f"Praktyka {slug}")
        text_of = base.path(slug).read_text(encoding="utf-8")
        base.put(base.path(slug), re.sub(r"themes: .*", f"themes: [{theme}]", text_of))
    page = read(create_app(base.config).test_client(), "/praktyki/kultura")
    (row,) = map(text, page.all("section[@class='similar']/ul/li"))
    assert "ten sam dział" in row
    assert "ten sam temat" not in row


def test_a_practice_can_be_sent_on_by_the_readers_own_mail(client: FlaskClient) -> None:
    (letter,) = [a.get("href", "") for a in read(client, RECORD).all("a") if a.get("href", "").startswith("mailto:?")]
    parts = parse_qs(urlsplit(letter).query)
    assert parts["subject"] == ["Lokal na start: wspólny dom organizacji w Rydułtowach"]
    assert parts["body"][0].endswith("http://localhost/praktyki/dom-organizacji")


def test_the_way_back_leads_to_the_readers_own_list_and_along_it(client: FlaskClient) -> None:
    page = read(client, "/praktyki/praktyka-21?theme=kultura&sort=title")
    nav = page.one("nav[@class='way']")
    links = {text(link): link.get("href") for link in nav.findall(".//a")}
    assert links["Twoje wyniki"] == "/praktyki?theme=kultura&sort=title#praktyka-21"
    assert links["Poprzednia praktyka"] == "/praktyki/praktyka-20?theme=kultura&sort=title"
    assert links["Następna praktyka"] == "/praktyki/praktyka-22?theme=kultura&sort=title"
    assert "z 25" in text(nav)
    assert page.one("link[@rel='canonical']").get("href") == "http://localhost/praktyki/praktyka-21"


@pytest.mark.parametrize("query", ["", "?theme=atlantyda", "?page=0", "?q=takiego+tu+nie+ma", "?utm_source=x"])
def test_without_a_list_the_way_leads_to_all_practices(client: FlaskClient, query: str) -> None:
    nav = read(client, f"/praktyki/praktyka-21{query}").one("nav[@class='way']")
    assert [text(link) for link in nav.findall(".//a")] == ["Strona główna", "Praktyki"]


def test_the_printable_page_has_every_part(client: FlaskClient) -> None:
    page = read(client, f"{RECORD}/druk")
    assert page.texts("main//h2") == [
        "W prostych słowach",
        "Fakty",
        "Kontakt",
        "Opis sytuacji przed wdrożeniem",
        "Załączniki",
        "Metryka",
    ]
    assert "CC BY 4.0" in page.text("div[@class='imprint']")


def test_a_practice_is_plain_where_it_says_little(client: FlaskClient) -> None:
    page = read(client, "/praktyki/praktyka-01")
    assert page.text("nav[@class='parts']").startswith("Skrót i metryka")
    assert "Kontakt" not in page.texts("h2")


def test_there_is_no_part_that_the_record_does_not_have(client: FlaskClient) -> None:
    assert client.get("/praktyki/praktyka-01/zalaczniki").status_code == 404
    assert client.get("/praktyki/praktyka-01/prezentacja").status_code == 200


def test_what_a_mayor_asks_first_stands_among_the_facts(client: FlaskClient) -> None:
    told = facts(read(client, RECORD))
    wanted = ("Gdzie", "Kto z kim", "Forma współpracy", "Kiedy", "Koszt i pieniądze", "Wyniki", "Jak powtórzyć")
    assert [term for term in told if term in wanted] == list(wanted)
    assert told["Opis i sprawdzenie"].startswith(
        "opisano 20 maja 2016 r.; sprawdzono 18 maja 2016 r. (Biuro Współpracy)"
    )
    assert "nie potwierdził" in facts(read(client, "/praktyki/praktyka-01"))["Opis i sprawdzenie"]


@pytest.mark.parametrize(
    ("heading", "told"),
    [("Co można przenieść do siebie", True), ("Wskazówki dla innych gmin", True), ("Finansowanie", False)],
)
def test_how_to_repeat_it_leads_to_the_section_that_says_so(heading: str, told: bool, tmp_path: Path) -> None:  # noqa: FBT001
    base = SampleBase(tmp_path)
    base.write("dom", "Dom organizacji", summary=f"Skrót.\n\n## Opis\n\nTekst.\n\n## {heading}\n\nTekst.")
    page = read(create_app(base.config).test_client(), "/praktyki/dom?sort=title")
    links = [link.get("href", "") for link in page.all("dl[@class='facts']//a") if text(link) == heading]
    assert bool(links) is told
    assert all(link.startswith("/praktyki/dom/prezentacja?sort=title#tekst-") for link in links)


def test_every_heading_of_the_presentation_has_a_link_to_itself(client: FlaskClient) -> None:
    page = read(client, f"{RECORD}/prezentacja?q=sytuacji")
    heading, link = page.one("div[@class='prose']/div/h2"), page.one("div[@class='prose']/div/a")
    assert link.get("href") == f"#{heading.get('id')}"
    assert link.get("aria-label") == "Link do części:"
    assert link.get("aria-labelledby") == f"{link.get('id')} {heading.get('id')}"
    assert heading.find("mark") is not None


def test_the_record_says_who_answers_for_what_and_on_which_terms(client: FlaskClient) -> None:
    told = facts(read(client, RECORD))
    assert told["Wydawca"] == "Baza Dobrych Praktyk"
    assert told["Odpowiada za treść"] == "Urząd Miasta, Rydułtowy"
    assert told["Wprowadziła"] == "redakcja bazy"
    assert (told["Dodano"], told["Zmieniono"]) == ("10 lutego 2015 r.", "20 maja 2016 r.")
    assert told["Licencja"] == "CC BY 4.0 (opis), CC0 1.0 (fakty)"


def test_sentences_to_cite_and_to_name_the_source_are_ready(client: FlaskClient) -> None:
    page = read(client, RECORD)
    address = f"http://localhost{RECORD}"
    assert page.text("p[@id='cytat']").endswith(address)
    assert page.text("p[@id='zrodlo']").startswith("Źródło: Lokal na start")
    assert page.text("p[@id='zrodlo']").endswith(f"{address}, stan na 20 maja 2016 r., licencja CC BY 4.0.")
    links = [link.get("href") for link in page.all("ul[@class='citation__links']//a")]
    for suffix in (".ris", ".bib", ".csl.json"):
        assert f"{RECORD}{suffix}" in links
    buttons = {button.get("data-copy"): button for button in page.all("button") if button.get("data-copy")}
    assert set(buttons) == {"cytat", "zrodlo"}
    assert len(page.all("span[@role='status']")) >= len(buttons)


def test_paper_leads_back_by_address_and_code(client: FlaskClient) -> None:
    page = read(client, f"{RECORD}/druk")
    address = f"http://localhost{RECORD}"
    assert page.text("span[@class='imprint__address']") == address
    drawing = page.one("svg[@class='imprint__code']")
    side = qr_code(address).size
    assert drawing.get("viewbox") == f"0 0 {side} {side}"
    assert drawing.get("role") == "img"


def test_a_site_that_does_not_know_its_name_prints_no_code(client: FlaskClient) -> None:
    page = Page(client.get(f"{RECORD}/druk", headers={"Host": "evil.example"}).text)
    assert not page.all("svg[@class='imprint__code']")
    assert "evil.example" not in page.text("main")
