"""Attachments: only what a published record lists, and never as something that could run."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

TEXT = "/zalaczniki/dom-organizacji/regulamin.txt"


def test_a_listed_file_is_saved_and_cannot_do_anything(client: FlaskClient) -> None:
    answer = client.get(TEXT, buffered=True)
    assert answer.data.decode() == "Regulamin domu organizacji. Sale są bezpłatne."
    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=regulamin.txt"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_picture_may_be_shown(client: FlaskClient) -> None:
    answer = client.get("/zalaczniki/dom-organizacji/plan.png", buffered=True)
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.content_type == "image/png"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_part_of_a_file_can_be_asked_for(client: FlaskClient) -> None:
    answer = client.get(TEXT, headers={"Range": "bytes=0-8"}, buffered=True)
    assert (answer.status_code, answer.data) == (206, b"Regulamin")


def test_the_length_of_a_file_is_told(client: FlaskClient) -> None:
    whole = client.get(TEXT, buffered=True)
    assert int(whole.headers["Content-Length"]) == len(whole.data)
    assert client.head(TEXT, buffered=True).headers["Content-Length"] == whole.headers["Content-Length"]
    assert whole.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("part", ["lines=1-2", "bytes=0-1,5-6", "bytes=9-5", "bytes=-", "bytes=x", "0-8"])
def test_parts_that_are_not_one_part_are_answered_with_the_whole_file(client: FlaskClient, part: str) -> None:
    answer = client.get(TEXT, headers={"Range": part}, buffered=True)
    assert (answer.status_code, answer.data) == (200, client.get(TEXT, buffered=True).data)


def test_a_part_beyond_the_end_is_refused_with_the_length(client: FlaskClient) -> None:
    length = len(client.get(TEXT, buffered=True).data)
    answer = client.get(TEXT, headers={"Range": "bytes=900-"})
    assert (answer.status_code, answer.headers["Content-Range"]) == (416, f"bytes */{length}")


def test_a_file_that_did_not_change_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get(TEXT, buffered=True).headers["ETag"]
    assert client.get(TEXT, headers={"If-None-Match": tag}, buffered=True).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "dom-organizacji/niewymieniony.txt",
        "dom-organizacji/nie-ma.txt",
        "szkic-praktyki/szkic.txt",
        "karta-mieszkanca/wniosek.txt",
        "dom-organizacji/../szkic-praktyki/szkic.txt",
        "dom-organizacji/..%2f..%2fpractices%2fdom-organizacji.md",
        "dom-organizacji/%2e%2e",
        "../practices/dom-organizacji.md",
        "dom-organizacji/regulamin.txt%00.png",
        "dom-organizacji/",
        "DOM-ORGANIZACJI/regulamin.txt",
    ],
)
def test_no_other_file_is_served(client: FlaskClient, path: str) -> None:
    assert client.get(f"/zalaczniki/{path}").status_code in (404, 308)


def test_a_link_in_the_place_of_a_file_is_not_followed(client: FlaskClient, root: Path) -> None:
    place = root / "attachments" / "dom-organizacji" / "plan.png"
    kept = place.with_name("odlozony.bin")
    place.rename(kept)
    try:
        place.symlink_to(root / "practices" / "szkic-praktyki.md")
        assert client.get("/zalaczniki/dom-organizacji/plan.png").status_code == 404
    finally:
        place.unlink()
        kept.rename(place)
