"""Suggestions as the script of the search fields asks for them, and the fields that use them."""

import pytest
from flask.testing import FlaskClient

from tests.web.page import Page

PATH = "/podpowiedzi"


def groups(client: FlaskClient, typed: str, mount: str = "") -> dict[str, list[dict[str, str]]]:
    """Return the suggestions by kind."""
    answer = client.get(mount + PATH, query_string={"q": typed})
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    return {group["kind"]: group["suggestions"] for group in answer.get_json()["groups"]}


def test_places_are_told_with_their_kind_and_lead_to_their_pages(client: FlaskClient) -> None:
    krasne = groups(client, "krasne")["place"][0]
    assert krasne["label"] == "Krasne"
    assert krasne["detail"] == "gmina wiejska, pow. rzeszowski, podkarpackie"
    assert (krasne["value"], krasne["url"]) == ("1816092", "/jednostki/1816092")
    lodz = groups(client, "lodz")["place"]
    assert ("Łódź", "miasto na prawach powiatu, łódzkie") in [(each["label"], each["detail"]) for each in lodz]
    assert groups(client, "powiat rzesz")["place"][0]["label"] == "powiat rzeszowski"


def test_every_suggestion_leads_somewhere(client: FlaskClient) -> None:
    for typed in ("dom", "kult", "prakt", "rydul"):
        for mount in ("", "/en"):
            for suggested in groups(client, typed, mount).values():
                for each in suggested:
                    assert each["url"].startswith(f"{mount}/")
                    assert client.get(each["url"]).status_code == 200, each


def test_words_themes_and_practices_are_told_apart(client: FlaskClient) -> None:
    found = groups(client, "kult")
    assert found["term"][0] == {
        "label": "Kultura",
        "detail": "temat, 25 praktyk",
        "value": "kultura",
        "url": "/praktyki?theme=kultura",
    }
    assert groups(client, "lokal")["practice"][0]["value"] == "dom-organizacji"
    assert groups(client, "stowarzysz")["word"][0]["url"] == "/praktyki?q=stowarzyszenie"


def test_the_number_is_said_as_a_sentence(client: FlaskClient) -> None:
    assert client.get(f"{PATH}?q=kultur").get_json()["said"].endswith(("podpowiedź", "podpowiedzi"))
    assert client.get(f"{PATH}?q=zzzz").get_json() == {"q": "zzzz", "said": "Brak podpowiedzi", "groups": []}
    assert client.get(f"/en{PATH}?q=zzzz").get_json()["said"] == "No suggestions"
    assert client.get(PATH).get_json()["groups"] == []


def test_no_more_than_eleven_come(client: FlaskClient) -> None:
    assert sum(len(suggested) for suggested in groups(client, "pr").values()) <= 11


HOSTILE = [
    "<script>alert(1)</script>",
    "'; drop table practices; --",
    "\x00\x00",
    "%00%00",
    "\u202edom",
    "{{7*7}}",
    "a" * 9000,
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_letters_are_only_letters(client: FlaskClient, typed: str) -> None:
    answer = client.get(PATH, query_string={"q": typed})
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert answer.get_json()["q"] == typed


@pytest.mark.parametrize("path", ["/", "/praktyki", "/mapa", "/mapa?voivodeship=slaskie", "/konkordancja"])
@pytest.mark.parametrize("mount", ["", "/en"])
def test_search_fields_are_plain_until_a_script_comes(client: FlaskClient, path: str, mount: str) -> None:
    page = Page(client.get(mount + path).text)
    field = page.one("input[@id='q']")
    assert field.get("role") is None
    assert field.get("data-suggest") == f"{mount}{PATH}"
    assert any("combobox.js" in script.get("src", "") for script in page.all("script[@src]"))
