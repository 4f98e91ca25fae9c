"""Finished pages: given again as they were made, for as long as they hold, and to nobody whom they are not for."""

import gzip
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient

from bdp.app import create_app
from bdp.services import rebuild
from bdp.web import kept
from tests.sample import SampleBase


@dataclass
class Small:
    """A small application whose answers are kept: the state it is made from, and the paths that it was asked for."""

    state: int | None = 1
    asked: list[str] = field(default_factory=list)

    def client(self, size: int = 100_000, *, cookies: bool = True) -> FlaskClient:
        """Return a reader of it."""
        app = Flask("small", static_folder=None)
        kept.install(app, lambda: self.state, size)

        @app.get("/<name>")
        def page(name: str) -> Response:
            self.asked.append(name)
            answer = Response(f"{name} {self.state} {request.host}".ljust(1000), mimetype="text/html")
            if name == "streamed":
                answer = Response(iter(["one", "two"]))
            if name != "unmarked":
                answer.set_etag(f"{name}-{self.state}", weak=True)
            answer.status_code = 404 if name == "missing" else 200
            return answer

        return app.test_client(use_cookies=cookies)  # a client with cookies sends none but its own


def test_a_page_is_made_once_for_all_who_ask_the_same() -> None:
    small = Small()
    client = small.client()
    first, again = client.get("/a?q=1"), client.get("/a?q=1")
    assert small.asked == ["a"]
    assert (again.status, again.data, dict(again.headers)) == (first.status, first.data, dict(first.headers))


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/a?q=2"},
        {"path": "/a", "headers": {"Accept": "application/json"}},
        {"path": "/a", "headers": {"Accept-Encoding": "gzip"}},
        {"path": "/a", "headers": {"Host": "example.org"}},
        {"path": "/a", "base_url": "https://localhost"},
    ],
)
def test_who_asks_differently_gets_an_answer_of_their_own(other: dict[str, str]) -> None:
    small = Small()
    client = small.client()
    client.get("/a")
    client.get(**other)
    assert small.asked == ["a", "a"]


@pytest.mark.parametrize("header", ["Cookie", "Authorization", "Range"])
def test_a_personal_request_neither_takes_nor_leaves_anything(header: str) -> None:
    small = Small()
    client = small.client(cookies=False)
    client.get("/a", headers={header: "x"})
    client.get("/a")
    client.get("/a", headers={header: "x"})
    assert small.asked == ["a", "a", "a"]


@pytest.mark.parametrize("name", ["streamed", "unmarked", "missing"])
def test_what_is_no_whole_page_of_a_known_state_is_made_each_time(name: str) -> None:
    small = Small()
    client = small.client()
    assert client.get(f"/{name}").data == client.get(f"/{name}").data
    assert small.asked == [name, name]


def test_a_new_state_is_a_new_page_and_without_a_state_nothing_is_kept() -> None:
    small = Small()
    client = small.client()
    assert client.get("/a").text.startswith("a 1 ")
    small.state = 2
    assert client.get("/a").text.startswith("a 2 ")
    small.state = None
    client.get("/a")
    client.get("/a")
    assert len(small.asked) == 4


def test_the_pages_asked_for_last_stay_within_the_room_there_is() -> None:
    small = Small()
    client = small.client(size=10_000)
    for name in "abcde":
        client.get(f"/{name}")
    client.get("/e")
    assert small.asked == list("abcde")
    client.get("/a")
    assert small.asked == [*"abcde", "a"]


def test_no_room_keeps_nothing() -> None:
    small = Small()
    client = small.client(size=0)
    assert client.get("/a").data == client.get("/a").data
    assert small.asked == ["a", "a"]


def test_a_kept_page_answers_head_and_who_has_it_already() -> None:
    client = Small().client()
    first = client.get("/a")
    head = client.head("/a")
    assert (head.status_code, head.data, head.headers["Content-Length"]) == (200, b"", first.headers["Content-Length"])
    same = client.get("/a", headers={"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.data, same.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert "Content-Length" not in same.headers
    assert client.get("/a", headers={"If-None-Match": 'W/"other"'}).data == first.data


@pytest.fixture
def sample(tmp_path: Path) -> SampleBase:
    """Make a base of one record."""
    base = SampleBase(tmp_path)
    base.write("dom", "Dom organizacji")
    return base


def test_a_changed_record_shows_at_once_when_its_index_is_there(sample: SampleBase) -> None:
    client = create_app(sample.config).test_client()
    for path in ("/praktyki", "/praktyki/dom", "/en/praktyki?q=dom", "/"):
        assert "Dom organizacji" in client.get(path).text
        assert "Dom organizacji" in client.get(path).text
    sample.write("dom", "Dom sąsiedzki")
    rebuild.run(sample.library())
    for path in ("/praktyki", "/praktyki/dom", "/en/praktyki?q=dom", "/"):
        assert "Dom sąsiedzki" in client.get(path).text


def test_kept_pages_are_those_that_would_be_made(sample: SampleBase) -> None:
    keeping = create_app(sample.config).test_client()
    making = create_app(replace(sample.config, kept_pages_mb=0)).test_client()
    for path in (
        "/",
        "/praktyki?q=dom",
        "/praktyki/dom",
        "/en/praktyki/dom",
        "/mapa",
        "/praktyki.json",
        "/sitemap.xml",
    ):
        keeping.get(path, headers={"Accept-Encoding": "gzip"})
        small = keeping.get(path, headers={"Accept-Encoding": "gzip"})
        whole = making.get(path)
        plain = gzip.decompress(small.data) if small.headers.get("Content-Encoding") == "gzip" else small.data
        assert plain == whole.data == keeping.get(path).data
        assert small.headers["ETag"] == whole.headers["ETag"]


def test_a_server_in_front_may_give_a_page_for_some_seconds_and_readers_always_ask(sample: SampleBase) -> None:
    client = create_app(replace(sample.config, front_seconds=10)).test_client()
    for path in ("/", "/praktyki", "/praktyki/dom", "/mapa", "/praktyki.json"):
        said = client.get(path).headers["Cache-Control"]
        assert said.startswith("public, max-age=0, s-maxage=")
        assert 0 <= int(said.rpartition("=")[2]) <= 10
    assert client.get("/health").headers["Cache-Control"] == "no-cache"
