"""Headers of every answer: policy, caches, no cookie, compression."""

import gzip
import re

import pytest
from flask.testing import FlaskClient

from tests.web.page import Page

PATHS = ["/", "/praktyki", "/praktyki?page=0", "/praktyki/dom-organizacji", "/praktyki.json", "/praktyki.csv", "/mapa"]
PATHS += [
    "/nie-ma",
    "/health",
    "/robots.txt",
    "/sitemap.xml",
    "/index.php",
    "/zalaczniki/dom-organizacji/regulamin.txt",
]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded_and_sets_no_cookie(client: FlaskClient, path: str) -> None:
    headers = client.get(path, buffered=True).headers
    assert "Set-Cookie" not in headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"]
    assert headers["Permissions-Policy"]
    if not path.startswith("/zalaczniki"):
        assert headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("path", ["/", "/praktyki", "/praktyki/dom-organizacji", "/mapa", "/strona/o-bazie", "/nie-ma"])
def test_no_page_has_anything_inline(client: FlaskClient, path: str) -> None:
    for element in Page(client.get(path).text).root.iter():
        assert not [name for name in element.attrib if name == "style" or name.startswith("on")]
        assert element.tag != "style"
        assert element.tag != "script" or element.get("src") or element.get("type") == "application/ld+json"


def test_a_page_that_is_still_right_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/praktyki?q=dom")
    again = client.get("/praktyki?q=dom", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/praktyki", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert client.get("/en/praktyki?q=dom", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_static_files_are_kept_for_good_under_an_address_with_their_hash(client: FlaskClient) -> None:
    page = Page(client.get("/praktyki").text)
    addresses = [
        page.one("link[@rel='stylesheet']").get("href", ""),
        *(s.get("src", "") for s in page.all("script[@src]")),
    ]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        plain = client.get(address.partition("?")[0])
        assert "immutable" not in plain.headers["Cache-Control"]
        assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_text_is_compressed_for_those_who_ask(client: FlaskClient) -> None:
    for path in (
        "/praktyki",
        "/praktyki.json",
        Page(client.get("/").text).one("link[@rel='stylesheet']").get("href", ""),
    ):
        plain, small = client.get(path), client.get(path, headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(small.data) == plain.data
        assert len(small.data) < len(plain.data) / 2
        assert "Accept-Encoding" in plain.headers["Vary"]


@pytest.mark.parametrize("name", ["../app.py", "..%2fapp.py", "css/../../app.py", "/etc/passwd", "css", ""])
def test_static_files_are_only_those_of_the_folder(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code in (404, 308)


def test_pages_are_light(client: FlaskClient) -> None:
    """Uncompressed HTML below 60 KiB, style below 20 KiB and scripts below 30 KiB on the wire."""
    for path in ("/", "/praktyki", "/praktyki/dom-organizacji"):
        assert len(client.get(path).data) < 60 * 1024
    page = Page(client.get("/mapa").text)
    gzipped = {"Accept-Encoding": "gzip"}
    assert len(client.get(page.one("link[@rel='stylesheet']").get("href", ""), headers=gzipped).data) < 20 * 1024
    assert sum(len(client.get(s.get("src", ""), headers=gzipped).data) for s in page.all("script[@src]")) < 30 * 1024


def test_the_typeface_is_announced_by_the_addresses_that_the_style_names_and_is_light(client: FlaskClient) -> None:
    """Below 60 KiB in all, kept for a year, and never fetched a second time under another address."""
    page = Page(client.get("/").text)
    announced = [link.get("href", "") for link in page.all("link[@rel='preload'][@as='font']")]
    style = client.get(page.one("link[@rel='stylesheet']").get("href", "")).text
    named = {f"/static/{name}" for name in re.findall(r'url\("\.\./([^"]+)"\)', style)}
    assert set(announced) == named
    assert {link.get("href") for link in Page(client.get("/en/").text).all("link[@as='font']")} < named
    answers = [client.get(address) for address in announced]
    assert {answer.content_type for answer in answers} == {"font/woff2"}
    assert all("immutable" in answer.headers["Cache-Control"] for answer in answers)
    assert sum(len(answer.data) for answer in answers) < 60 * 1024
