"""The picture by which other sites show a page of ours."""

import struct
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bdp.app import create_app
from bdp.services import browse
from bdp.web.context import library
from bdp.web.pictures import practice_words
from tests.sample import SampleBase
from tests.web.page import Page

RECORD = "/praktyki/dom-organizacji"


def tags(client: FlaskClient, address: str) -> dict[str, str]:
    """Return the OpenGraph properties of a page."""
    page = Page(client.get(address).text)
    return {tag.get("property", ""): tag.get("content", "") for tag in page.all("meta") if tag.get("property")}


def test_a_record_says_how_it_is_to_be_shown(client: FlaskClient) -> None:
    said = tags(client, RECORD)
    assert said["og:type"] == "article"
    assert said["og:title"].startswith("Lokal na start")
    assert said["og:description"].startswith("Miasto prowadzi dom spotkań")
    assert (said["og:locale"], said["og:locale:alternate"]) == ("pl_PL", "en_GB")
    assert said["og:url"] == f"http://localhost{RECORD}"
    assert said["og:image"] == f"http://localhost{RECORD}/obraz.png"
    assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
    assert "Lokal na start" in said["og:image:alt"]
    assert tags(client, f"/en{RECORD}")["og:image"] == f"http://localhost/en{RECORD}/obraz.png"


def test_other_pages_have_the_picture_of_the_site(client: FlaskClient) -> None:
    said = tags(client, "/praktyki")
    assert (said["og:type"], said["og:image"]) == ("website", "http://localhost/obraz.png")


def test_the_pictures_are_of_the_promised_size_and_kept(client: FlaskClient) -> None:
    made = {}
    for address in (f"{RECORD}/obraz.png", f"/en{RECORD}/obraz.png", "/obraz.png", "/en/obraz.png"):
        answer = client.get(address)
        assert answer.content_type == "image/png"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert struct.unpack(">II", answer.data[16:24]) == (1200, 630)
        assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
        made[address] = answer.data
    assert len(set(made.values())) == len(made)


def test_a_title_made_of_markup_is_only_a_title(client: FlaskClient) -> None:
    assert client.get("/praktyki/praktyka-24/obraz.png").status_code == 200
    assert tags(client, "/praktyki/praktyka-24")["og:title"].startswith('Numer <i>24</i> & "inne"')


@pytest.mark.parametrize("mount", ["", "/en"])
def test_what_is_drawn_is_the_title_alone_with_its_words_tied(tmp_path: Path, mount: str) -> None:
    base = SampleBase(tmp_path)
    base.write("program", "Program „AB & C” <i> na lata 2014–2020 w gminie", summary="Skrót.")
    with create_app(base.config).test_request_context(base_url=f"http://localhost{mount}"):
        words = practice_words(browse.show(library(), "program"))
    assert words["title"] == "Program „AB & C” <i> na lata 2014–2020 w\u00a0gminie"


def test_only_published_practices_have_one(client: FlaskClient) -> None:
    assert client.get("/praktyki/szkic-praktyki/obraz.png").status_code == 404
    assert client.get("/praktyki/karta-mieszkanca/obraz.png").status_code == 410
    assert client.get("/praktyki/nie-ma/obraz.png").status_code == 404
    assert client.get("/praktyki/stary-adres/obraz.png").headers["Location"] == f"{RECORD}/obraz.png"
