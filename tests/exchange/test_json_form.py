import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bdp.domain.entry import Body
from bdp.domain.practice import Contact
from bdp.domain.query import FACETS, Query
from bdp.domain.results import FacetValue, Match, Result, Results
from bdp.exchange import json_form
from bdp.exchange.site import Site
from tests.exchange.samples import BUS, WASTE, entry

SITE, TODAY = Site(), date(2026, 11, 21)
ENGLISH = Body("Waste point", "", "<p>People</p>", "", "People", "")


def results(query: Query, *found: Result, total: int | None = None) -> Results:
    values = (FacetValue("a", "A", 2, selected=False), FacetValue("b", "B", 0, selected=True))
    return Results(
        query=query,
        total=len(found) if total is None else total,
        practices=found,
        facets=dict.fromkeys(FACETS, values),
        relaxed=False,
        suggestion=None,
        notes=(),
    )


def page(query: Query, *found: Result, total: int | None = None, site: Site = SITE) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(json_form.dump(json_form.listing(results(query, *found, total=total), site)))
    return answer


def test_the_list_has_the_fields_of_the_contract_in_their_order() -> None:
    match = Match("attachment", "… <mark>wagi</mark>", file="ilosci-odpadow.csv", page=None)
    answer = page(Query(q="waga"), Result(entry(), 1.5, (match,)))
    assert list(answer) == [
        "query", "total", "page", "per_page", "next", "suggestion", "relaxed", "practices", "facets",
    ]  # fmt: skip
    (practice,) = answer["practices"]
    assert list(practice) == [
        "slug", "url", "title", "summary", "themes", "forms", "unit_type", "teryt", "place", "powiat", "voivodeship",
        "lat", "lon", "population", "institution", "started", "ended", "entered", "updated", "verified", "attachments",
        "score", "matches",
    ]  # fmt: skip
    assert practice["matches"] == [
        {"where": "attachment", "file": "ilosci-odpadow.csv", "page": None, "html": "… <mark>wagi</mark>"}
    ]
    assert practice["attachments"] == 1
    assert list(answer["facets"]) == ["voivodeship", "unit_type", "theme", "form", "size"]
    assert answer["facets"]["theme"][1] == {"value": "b", "label": "B", "count": 0, "selected": True}


def test_what_a_practice_lacks_is_null() -> None:
    (practice,) = page(Query(), Result(entry(BUS), None, ()))["practices"]
    lacking = ("teryt", "powiat", "lat", "lon", "institution", "ended", "updated", "verified", "score")
    assert [practice[key] for key in lacking] == [None] * len(lacking)
    assert practice["entered"] == "2026-03-01"
    assert practice["matches"] == []


def test_the_next_page_keeps_the_parameters_and_the_language() -> None:
    query = Query(q="rada gmin", theme=("kultura", "oswiata"), page=2, per_page=5)
    assert page(query, total=11)["next"] == "/praktyki.json?q=rada+gmin&theme=kultura&theme=oswiata&per_page=5&page=3"
    assert page(query, total=11, site=Site("/en"))["next"].startswith("/en/praktyki.json?")


def test_the_last_page_and_those_past_the_end_have_no_next() -> None:
    for number in (3, 9):
        assert page(Query(page=number, per_page=5), total=11)["next"] is None
    assert page(Query(), total=0)["next"] is None


def test_the_query_is_given_as_understood() -> None:
    understood = page(Query(q="rada", from_year=2015, has=("results",), cut=True))["query"]
    assert (understood["q"], understood["from"], understood["has"]) == ("rada", 2015, ["results"])
    assert (understood["sort"], understood["cut"], understood["theme"]) == ("relevance", True, [])


def test_the_list_speaks_english_under_en() -> None:
    query = Query(language="en")
    (practice,) = page(query, Result(entry(en=ENGLISH), None, ()), site=Site("/en"))["practices"]
    assert (practice["title"], practice["summary"]) == ("Waste point", "People")
    assert practice["url"] == f"/en/praktyki/{WASTE.slug}"


@given(st.text())
@example("a" * 401)
@example("słowo " * 100)
def test_a_shortened_text_fits_and_is_a_beginning(text: str) -> None:
    short = json_form.shortened(text)
    line = " ".join(text.split())
    assert len(short) <= 400
    assert line.startswith(short.removesuffix("…")) or short == line
    assert "\n" not in short


def test_a_long_summary_is_cut_at_a_word() -> None:
    short = json_form.shortened("wspólnota " * 60)
    assert short.endswith("wspólnota…")
    assert len(short) > 380


@pytest.mark.parametrize("end", ["a i", "a,", "a.", "a z", "a w –"])
def test_nothing_hangs_before_the_dots_of_a_shortened_text(end: str) -> None:
    assert json_form.shortened(f"Gmina {end} dalej bez końca", len(f"Gmina {end}") + 3) == "Gmina…"


def record(contacts: tuple[Contact, ...] = WASTE.contacts) -> dict[str, Any]:
    shown = entry(replace(WASTE, contacts=contacts))
    said = json_form.record(shown, SITE, today=TODAY, similar=[("inna", "Inna", "ten sam temat")])
    answer: dict[str, Any] = json.loads(json_form.dump(said))
    return answer


def test_a_record_says_what_its_pages_show() -> None:
    answer = record()
    assert answer["lat"] == 53.48953
    assert answer["themes"] == ["gospodarka-komunalna", "ochrona-srodowiska"]
    assert (answer["postal_code"], answer["source"], answer["websites"]) == (None, None, [])
    assert answer["summary_html"].startswith("<p>Mieszkańcy")
    assert answer["presentation_html"] == "<h2>Rozwiązanie</h2>"
    assert answer["similar"] == [{"slug": "inna", "title": "Inna", "reason": "ten sam temat"}]
    assert answer["attachments"] == [
        {
            "title": "Ilości odpadów w latach 2015–2018",
            "description": None,
            "language": None,
            "file": "ilosci-odpadow.csv",
            "url": "/zalaczniki/punkt-zbiorki-odpadow-goniadz/ilosci-odpadow.csv",
            "media_type": "text/csv",
            "bytes": 97,
            "pages": None,
            "sha256": "0" * 64,
        }
    ]


def test_a_record_hides_notes_and_contacts_that_its_page_hides() -> None:
    answer = record()
    assert "notes" not in answer
    assert answer["contacts"] == [
        {
            "name": None,
            "role": "sekretariat",
            "organisation": "Urząd Miejski",
            "phone": "85 000 00 03",
            "email": None,
            "until": None,
        }
    ]


def test_a_contact_is_shown_to_the_end_of_its_last_day() -> None:
    assert len(record(contacts=(Contact(phone="1", until=TODAY),))["contacts"]) == 1


def test_the_citation_names_owner_title_base_day_and_address() -> None:
    assert record()["citation"] == (
        "Goniądz. Szybciej i czyściej: nowy punkt zbiórki odpadów w Goniądzu. "
        "Baza Dobrych Praktyk, stan na 15 stycznia 2026 r. /praktyki/punkt-zbiorki-odpadow-goniadz"
    )


def test_a_problem_names_its_parameters() -> None:
    answer = json_form.problem(400, "Złe zapytanie", "page", [("page", "0")])
    assert answer["problems"] == [{"key": "page", "message": "0"}]
    assert (answer["status"], answer["type"]) == (400, "about:blank")
