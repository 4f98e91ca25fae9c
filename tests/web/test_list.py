"""The list of practices as a reader meets it: words, filters, chips, sorts, pages, ways out of nothing."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from flask.testing import FlaskClient

from tests.web.page import Page, text


def read(client: FlaskClient, address: str) -> Page:
    """Open a page that must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return Page(answer.text)


def status(page: Page) -> str:
    """Return the sentence that counts the results."""
    return page.text("p[@role='status']")


def test_the_count_is_said_as_a_sentence_with_the_choices(client: FlaskClient) -> None:
    assert status(read(client, "/praktyki")) == "25 praktyk"
    page = read(client, "/praktyki?theme=kultura&theme=wspolpraca-jst-ngo&voivodeship=slaskie&to=2001")
    assert status(page) == "1 praktyka: województwo śląskie, temat Kultura lub Współpraca JST-NGO, do roku 2001"


def test_the_title_carries_the_words_and_the_count(client: FlaskClient) -> None:
    page = read(client, "/praktyki?q=stowarzyszenia")
    assert page.text("head/title").endswith("– Praktyki – BDP")
    assert "„stowarzyszenia”" in page.text("head/title")
    assert "praktyk" in page.text("head/title")


def test_the_form_has_real_fields_and_a_button(client: FlaskClient) -> None:
    page = read(client, "/praktyki?q=dom&form=centrum-ngo")
    form = page.one("form[@role='search']")
    assert (form.get("method"), form.get("action")) == ("get", "/praktyki")
    checked = [box for box in form.findall(".//input[@type='checkbox']") if "checked" in box.attrib]
    assert [(box.get("name"), box.get("value")) for box in checked] == [("form", "centrum-ngo")]
    assert form.find(".//input[@name='q']").get("value") == "dom"  # type: ignore[union-attr]
    assert form.findall(".//button[@type='submit']")


@pytest.mark.parametrize(
    ("sent", "tidy"),
    [
        ("/praktyki?q=&from=&to=", "/praktyki"),
        ("/praktyki?q=&theme=kultura&from=&to=&sort=title", "/praktyki?theme=kultura&sort=title"),
        ("/praktyki?q=dom&voivodeship=slaskie&theme=kultura&from=2010&to=+", None),
        ("/en/praktyki?q=house&form=&from=2010&to=2012", "/en/praktyki?q=house&from=2010&to=2012"),
        ("/mapa?q=&from=&to=&level=powiat&order=count", "/mapa?level=powiat&order=count"),
        ("/statystyki?q=&from=&to=2012", "/statystyki?to=2012"),
        ("/konkordancja?q=dom&from=&to=&neighbour=left", "/konkordancja?q=dom&neighbour=left"),
    ],
)
def test_a_form_sent_without_a_script_leads_to_its_address_without_empty_fields(
    client: FlaskClient, sent: str, tidy: str | None
) -> None:
    tidy = tidy or "/praktyki?q=dom&voivodeship=slaskie&theme=kultura&from=2010"
    answer = client.get(sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, tidy)
    assert client.get(tidy).status_code == 200


@pytest.mark.parametrize("kept", ["/praktyki?theme=", "/praktyki?q=", "/praktyki?from=&to=", "/mapa?voivodeship="])
def test_an_address_that_no_form_wrote_is_answered_as_it_is(client: FlaskClient, kept: str) -> None:
    assert client.get(kept).status_code == 200


def test_a_bad_value_in_a_form_is_told_though_fields_are_empty(client: FlaskClient) -> None:
    assert client.get("/praktyki?q=&from=dawno&to=").status_code == 400
    assert client.get("/praktyki.json?q=&from=&to=").status_code == 200


def test_a_value_without_results_is_not_offered(client: FlaskClient) -> None:
    page = read(client, "/praktyki")
    offered = [box.get("value") for box in page.all("input[@name='theme']")]
    assert sorted(filter(None, offered)) == ["kultura", "uslugi-spoleczne", "wspolpraca-jst-ngo"]


def test_a_chosen_value_without_results_stays_in_its_place_and_in_the_address(client: FlaskClient) -> None:
    page = read(client, "/praktyki?theme=transport&theme=kultura")
    box = page.one("input[@value='transport'][@type='checkbox']")
    assert "checked" in box.attrib
    assert "disabled" in box.attrib
    assert page.one("input[@value='transport'][@type='hidden']").get("name") == "theme"


def test_sub_themes_stand_under_their_department(client: FlaskClient) -> None:
    values = [box.get("value") for box in read(client, "/praktyki").all("input[@name='theme']")]
    assert values.index("kultura") == values.index("uslugi-spoleczne") + 1


def test_each_filter_in_force_has_a_chip_that_removes_it_alone(client: FlaskClient) -> None:
    page = read(client, "/praktyki?q=dom&theme=kultura&has=attachments&from=2010")
    chips = {text(chip): chip.get("href", "") for chip in page.all("a[@class='chip']")}
    assert list(chips) == [
        "Usuń filtr: temat – Kultura",
        "Usuń filtr: od roku – 2010",
        "Usuń filtr: tylko z – załącznikami",
    ]
    assert chips["Usuń filtr: temat – Kultura"] == "/praktyki?q=dom&from=2010&has=attachments"
    assert page.one("a[@class='chips__clear']").get("href") == "/praktyki?q=dom"


def test_addresses_have_their_parameters_in_canonical_order_without_empty_ones(client: FlaskClient) -> None:
    page = read(client, "/praktyki?sort=title&from=&utm_source=x&theme=kultura&q=dom")
    assert page.one("link[@rel='canonical']").get("href") == "http://localhost/praktyki?q=dom&theme=kultura&sort=title"


def test_combinations_of_filters_are_kept_from_search_engines(client: FlaskClient) -> None:
    assert not read(client, "/praktyki?theme=kultura").all("meta[@name='robots']")
    page = read(client, "/praktyki?theme=kultura&voivodeship=slaskie")
    assert page.one("meta[@name='robots']").get("content") == "noindex, follow"


def test_pages_are_linked_both_ways_and_say_where_one_is(client: FlaskClient) -> None:
    first, second = read(client, "/praktyki?sort=title"), read(client, "/praktyki?sort=title&page=2")
    assert first.one("a[@rel='next']").get("href") == "/praktyki?sort=title&page=2"
    assert not first.all("a[@rel='prev']")
    assert second.one("a[@rel='prev']").get("href") == "/praktyki?sort=title"
    assert "strona 2 z 2" in second.texts("p")
    assert second.text("nav[@class='pages']//a[@aria-current='page']") == "Strona 2"
    assert second.one("ol[@start]").get("start") == "21"


@pytest.mark.parametrize("number", [9, 10**9, 10**30])
def test_a_page_past_the_end_is_empty_and_leads_back(client: FlaskClient, number: int) -> None:
    page = read(client, f"/praktyki?page={number}")
    assert status(page) == "25 praktyk"
    assert not page.all("li[@class='result']")
    assert "/praktyki?page=2" in [link.get("href") for link in page.all("div[@class='empty']//a")]


def test_the_sort_in_force_is_said_and_the_default_one_is_not_in_the_address(client: FlaskClient) -> None:
    page = read(client, "/praktyki?sort=title")
    assert page.text("strong") == "tytuł"
    assert "/praktyki" in [link.get("href") for link in page.all("p[@class='orders']/a")]
    assert "trafność" not in page.text("p[@class='orders']")
    assert "trafność" in read(client, "/praktyki?q=numer").text("p[@class='orders']")


def test_a_record_opened_from_the_list_knows_the_list(client: FlaskClient) -> None:
    page = read(client, "/praktyki?theme=kultura&sort=title")
    link = page.all("li[@class='result']")[1].find(".//h2/a")
    assert link is not None
    assert urlsplit(link.get("href", "")).query == "theme=kultura&sort=title"


def test_found_words_are_marked_and_the_place_is_named(client: FlaskClient) -> None:
    page = read(client, "/praktyki?q=regulamin+sala")
    assert page.all("li[@id='dom-organizacji']//mark")
    assert any("W załączniku „Regulamin domu” (TXT)" in line for line in page.texts("p[@class='result__text']"))


def test_a_passage_bears_the_language_of_its_text(client: FlaskClient) -> None:
    card = "li[@id='dom-organizacji']"
    assert read(client, "/praktyki?q=regulamin").all(f"{card}/p/span[@lang]") == []
    polish = read(client, "/en/praktyki?q=regulamin").all(f"{card}/p/span[@lang]")
    assert [each.get("lang") for each in polish] == ["pl", "pl"]
    assert read(client, "/en/praktyki?q=organisations").all(f"{card}/p/span[@lang]") == []


def test_text_of_records_is_escaped(client: FlaskClient) -> None:
    assert "Numer &lt;i&gt;24&lt;/i&gt; &amp; &#34;inne&#34;" in client.get("/praktyki?page=2").text


def test_nothing_found_offers_what_each_removal_would_bring(client: FlaskClient) -> None:
    page = read(client, "/praktyki?q=numer&form=centrum-ngo")
    assert status(page).startswith("Brak praktyk dla „numer”")
    ways = {text(link): link.get("href") for link in page.all("div[@class='empty']/ul/li/a")}
    assert ways["bez filtra: forma współpracy – centrum organizacji pozarządowych"] == "/praktyki?q=numer"
    assert ways["bez słów „numer”"] == "/praktyki?form=centrum-ngo"
    assert ways["Zobacz wszystkie praktyki"] == "/praktyki"
    assert "(24 praktyki)" in page.text("div[@class='empty']")


def test_where_no_single_removal_helps_all_filters_are_offered(client: FlaskClient) -> None:
    page = read(client, "/praktyki?q=numer&form=centrum-ngo&theme=transport&sort=title")
    ways = {text(link): link.get("href") for link in page.all("div[@class='empty']/ul/li/a")}
    assert ways["bez żadnego filtra"] == "/praktyki?q=numer&sort=title"
    assert "(24 praktyki)" in page.text("div[@class='empty']")
    assert "bez żadnego filtra" not in client.get("/praktyki?q=zupe%C5%82nie&form=centrum-ngo&theme=transport").text


def test_a_mistyped_word_is_put_right_by_a_link_that_keeps_the_filters(client: FlaskClient) -> None:
    page = read(client, "/praktyki?q=stowarzyszenai&theme=kultura")
    (link,) = page.all("p[@class='note']/a")
    assert link.get("href", "").endswith("&theme=kultura")


def test_a_mistyped_word_is_put_right_by_a_link(client: FlaskClient) -> None:
    page = read(client, "/praktyki?q=stowarzyszenai")
    assert any(link.get("href", "").startswith("/praktyki?q=stowarzyszen") for link in page.all("p[@class='note']/a"))


def test_relaxed_results_are_said_plainly(client: FlaskClient) -> None:
    page = read(client, "/praktyki?q=regulamin+praktyka")
    assert any(
        note.startswith("Żadna praktyka nie ma wszystkich tych słów.") for note in page.texts("p[@class='note']")
    )


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("x" * 600, "Pytanie miało ponad 500 znaków, więc szukano tylko jego początku."),
        ('"dom', "Cudzysłów bez pary został pominięty."),
        ("(dom", "Nawias bez pary został pominięty."),
        ("OR dom", "Spójnik (OR, AND, NOT) bez słowa obok został pominięty."),
        ("cena:dom", "Nazwa przed dwukropkiem nie jest nazwą pola, więc szukano jej jako słowa."),
    ],
)
def test_odd_words_are_searched_and_the_page_says_how(client: FlaskClient, words: str, note: str) -> None:
    assert note in Page(client.get("/praktyki", query_string={"q": words}).text).texts("p[@class='note']")


HOSTILE = [
    "<script>alert(1)</script>",
    '" onfocus="alert(1)',
    "'; drop table practices; --",
    "\u202edlog",
    "%00",
    "a" * 3000,
]
HOSTILE += ["(" * 900, "{{ 7*7 }}", "../../etc/passwd", "\U0001f600", "q=1&theme=kultura", "*", "-", "OR OR OR"]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words(client: FlaskClient, words: str) -> None:
    for path in ("/praktyki", "/en/praktyki", "/mapa"):
        answer = client.get(path, query_string={"q": words})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert 'onfocus="' not in answer.text
        assert "49" not in Page(answer.text).text("head/title")


def test_each_result_says_on_demand_why_it_is_there(client: FlaskClient) -> None:
    page = read(client, "/praktyki?q=domami+przystan")
    details = page.one("li[@id='dom-organizacji']").find("details")
    assert details is not None
    assert text(details[0]).startswith("Dlaczego ten wynik? Lokal na start")
    assert [text(row) for row in details.iter("li")] == [
        "dopasowano: domami → domu, dom (6 razy)",
        "przywrócono litery: przystan → Przystań",
    ]
    assert not read(client, "/praktyki").all("details[@class='why']")


def test_a_relaxed_result_says_which_words_it_lacks(client: FlaskClient) -> None:
    page = read(client, "/praktyki?q=regulamin+praktyka")
    details = page.one("li[@id='praktyka-01']").find("details")
    assert details is not None
    assert "nie ma w tej praktyce: regulamin" in [text(row) for row in details.iter("li")]


def test_reasons_are_no_part_of_the_data(client: FlaskClient) -> None:
    said = client.get("/praktyki.json?q=domami").get_json()["practices"][0]
    assert "reasons" not in said
    assert {key for match in said["matches"] for key in match} == {"where", "file", "page", "html"}


def test_exports_ask_the_same_question(client: FlaskClient) -> None:
    page = read(client, "/praktyki?q=dom&theme=kultura")
    addresses = [urlsplit(link.get("href", "")) for link in page.all("details[@class='take']/ul/li/a")]
    suffixes = ["xlsx", "csv", "csv", "json", "jsonl", "geojson", "atom", "ris", "bib", "csl.json"]
    data = [f"/praktyki.{suffix}" for suffix in suffixes]
    assert [address.path for address in addresses] == [*data, "/dane/zestaw.zip", "/dane"]
    for address in addresses[:-1]:
        assert parse_qsl(address.query)[:2] == [("q", "dom"), ("theme", "kultura")]
        assert client.get(address.geturl(), buffered=True).status_code == 200
