"""As long as no index can be opened, practices are shown straight from their files; all else waits."""

import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bdp.app import create_app
from tests.sample import SampleBase
from tests.web.page import Page


@pytest.fixture(scope="module")
def bare(root: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Return a reader of a site whose index cannot be built: its folder cannot be made."""
    base = tmp_path_factory.mktemp("bare")
    for folder in ("practices", "attachments"):
        shutil.copytree(root / folder, base / folder)
    (base / "search_index").write_text("tu nie powstanie katalog", encoding="utf-8")
    return create_app(SampleBase(base).config).test_client()


@pytest.mark.parametrize(
    "path",
    [
        "/praktyki/dom-organizacji",
        "/praktyki/dom-organizacji/prezentacja",
        "/praktyki/dom-organizacji/zalaczniki",
        "/praktyki/dom-organizacji/druk",
        "/en/praktyki/dom-organizacji",
        "/praktyki/dom-organizacji?q=dom&theme=kultura&page=2",
    ],
)
def test_the_parts_of_a_practice_are_shown(bare: FlaskClient, client: FlaskClient, path: str) -> None:
    answer, usual = bare.get(path), client.get(path)
    assert (answer.status_code, usual.status_code) == (200, 200)
    for tag in ("h1", "h2", "dt", "dd"):
        told = Page(answer.text).texts(tag)
        assert told or tag != "h1"
        assert [text for text in Page(usual.text).texts(tag) if text in told] == told


def test_the_data_of_a_practice_are_those_of_the_index_but_for_what_is_like_it(
    bare: FlaskClient, client: FlaskClient
) -> None:
    mine, theirs = (one.get("/praktyki/dom-organizacji.json").get_json() for one in (bare, client))
    told = ("similar", "attachments")
    assert {k: v for k, v in mine.items() if k not in told} == {k: v for k, v in theirs.items() if k not in told}
    assert [file["file"] for file in mine["attachments"]] == [file["file"] for file in theirs["attachments"]]


def test_attachments_are_answered(bare: FlaskClient) -> None:
    with bare.get("/zalaczniki/dom-organizacji/regulamin.txt") as answer:
        assert answer.get_data(as_text=True).startswith("Regulamin")
    assert bare.get("/zalaczniki/dom-organizacji/niewymieniony.txt").status_code == 404


def test_what_readers_may_not_see_stays_unseen(bare: FlaskClient) -> None:
    assert bare.get("/praktyki/karta-mieszkanca").status_code == 410
    assert bare.get("/praktyki/szkic-praktyki").status_code == 404


@pytest.mark.parametrize(
    "path", ["/praktyki", "/praktyki.json?q=dom", "/mapa", "/", "/praktyki/stary-adres", "/praktyki/Dom_Organizacji"]
)
def test_what_only_an_index_can_tell_waits(bare: FlaskClient, path: str) -> None:
    answer = bare.get(path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")


def test_a_record_with_problems_waits_too(bare: FlaskClient, tmp_path: Path) -> None:
    """There may be a last good version of it, which an index will have."""
    base = SampleBase(tmp_path)
    base.put(base.path("zly"), "---\ntitle: [\n---\n")
    (tmp_path / "search_index").write_text("", encoding="utf-8")
    assert create_app(base.config).test_client().get("/praktyki/zly").status_code == 503
