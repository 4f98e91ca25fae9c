"""Parts that many pages share: made once, and new on every page as soon as anything that they show is new."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from bdp.app import create_app
from bdp.services import rebuild, visits
from bdp.web.addresses import url_for
from tests.sample import SampleBase

PAGES = ("/", "/praktyki/dom", "/mapa", "/strona/o-bazie", "/nie-ma")


@pytest.fixture
def sample(tmp_path: Path) -> SampleBase:
    """Make a base of one record."""
    base = SampleBase(tmp_path)
    base.write("dom", "Dom organizacji")
    return base


@pytest.fixture
def client(sample: SampleBase) -> FlaskClient:
    """Return a reader who has seen every page in both languages."""
    client = create_app(sample.config).test_client()
    for path in PAGES:
        client.get(path)
        client.get(f"/en{path}")
    return client


@pytest.mark.parametrize("path", PAGES)
def test_a_new_page_of_the_menu_and_a_new_funder_show_on_every_page_at_once(
    client: FlaskClient, sample: SampleBase, path: str
) -> None:
    pages = sample.root / "practices" / "_pages"
    sample.put(pages / "nowa.md", "---\ntitle: Zupełnie nowa\ntitle_en: Brand new\nmenu: 1\n---\nTreść.\n")
    sample.put(pages / "finansowanie.md", "---\ntitle: Kto płaci\n---\nFundacja Przykładowa.\n")
    rebuild.run(sample.library())
    polish, english = client.get(path).text, client.get(f"/en{path}").text
    assert "Zupełnie nowa" in polish
    assert "Fundacja Przykładowa" in polish
    assert "Brand new" in english


def test_a_new_number_of_visits_shows_at_once(client: FlaskClient, sample: SampleBase) -> None:
    sample.put(visits.place(sample.config), '{"days": {"2026-03-01": 4711}, "read": []}')
    assert "4711" in client.get("/mapa").text
    assert "4,711" in client.get("/en/mapa").text


def test_the_page_that_a_reader_is_on_is_marked_in_the_menu_and_no_other(client: FlaskClient) -> None:
    for number in range(2):
        for path, marks in (("/mapa", 1), ("/aktualnosci", 1), ("/", 0), ("/praktyki", 1), ("/praktyki/dom", 1)):
            head = client.get(f"{path}?n={number}").text.partition("</header>")[0]
            assert head.count("aria-current") == marks, path


def test_a_site_says_the_name_by_which_it_was_asked_on_its_own_machine_only(client: FlaskClient) -> None:
    for host, said in (("localhost", "http://localhost/strona/"), ("127.0.0.1:81", "http://127.0.0.1:81/strona/")):
        assert said in client.get("/mapa", headers={"Host": host}).text
    assert "http://example.org" not in client.get("/mapa", headers={"Host": "example.org"}).text


def test_below_a_path_of_another_site_every_link_leads_there(client: FlaskClient) -> None:
    client.get("/mapa")
    below = client.get("/mapa", environ_overrides={"SCRIPT_NAME": "/bdp"}).text
    assert 'href="/bdp/praktyki"' in below
    assert 'href="/praktyki"' not in below
    assert 'href="/praktyki"' in client.get("/mapa?n=1").text


def test_addresses_are_those_that_flask_makes(client: FlaskClient) -> None:
    asked: list[tuple[str, dict[str, Any]]] = [
        ("practices.index", {}),
        ("practices.show", {"slug": "dom-organizacji"}),
        ("practices.show", {"slug": "Zażółć {slug} 50%"}),
        ("files.show", {"slug": "dom", "file": "plan sali (2).pdf"}),
        ("files.show", {"slug": "dom", "file": "plan.pdf"}),
        ("practices.show_as", {"slug": "dom", "suffix": "csl.json"}),
        ("units.show", {"teryt": "2415031"}),
        ("news.index", {"slug": None}),
        ("practices.index", {"q": "dom & ogród"}),
    ]
    with client.application.test_request_context("/"):
        for endpoint, values in asked:
            assert url_for(endpoint, **values) == client.application.url_for(endpoint, **values)


def test_pages_are_the_same_whether_their_parts_are_made_or_given_again(sample: SampleBase) -> None:
    making = replace(sample.config, kept_pages_mb=0)
    seen = create_app(making).test_client()
    for path in (*PAGES, *PAGES):
        fresh = create_app(making).test_client()
        for address in (path, f"/en{path}"):
            assert seen.get(address).data == fresh.get(address).data


def test_a_new_title_of_a_similar_practice_shows_at_once_on_the_page_of_the_other(
    client: FlaskClient, sample: SampleBase
) -> None:
    sample.write("klub", "Klub seniora")
    rebuild.run(sample.library())
    assert "Klub seniora" in client.get("/praktyki/dom").text
    sample.write("klub", "Klub sąsiada")
    rebuild.run(sample.library())
    assert "Klub sąsiada" in client.get("/praktyki/dom").text
    assert "Klub seniora" not in client.get("/praktyki/dom").text
