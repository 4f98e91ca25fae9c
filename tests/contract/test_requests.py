"""The contract's example, executed: every request of requests.json against the example base."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bdp.app import create_app
from bdp.config import Config

EXAMPLE = Path(__file__).parent
REQUESTS: list[dict[str, Any]] = json.loads((EXAMPLE / "requests.json").read_text(encoding="utf-8"))
JSON_CELLS = ("members", "source", "attachments")


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Return a reader of the site over a copy of the example base."""
    root = tmp_path_factory.mktemp("contract") / "base"
    shutil.copytree(EXAMPLE / "base", root)
    return create_app(Config(root=root, watch_seconds=0)).test_client()


@pytest.mark.parametrize("case", REQUESTS, ids=[case["request"] for case in REQUESTS])
def test_request_answers_as_written(client: FlaskClient, case: dict[str, Any]) -> None:
    answer = client.get(case["request"], buffered=True)
    assert answer.status_code == case["status"], case["why"]
    for key, wanted in case["expect"].items():
        CHECKS[key](answer, wanted)


def said(answer: TestResponse) -> Any:  # noqa: ANN401 - any JSON
    """Return the answer's object."""
    return json.loads(answer.data)


def practices(answer: TestResponse) -> dict[str, Any]:
    """Return the practices of a list by slug, in order."""
    return {practice["slug"]: practice for practice in said(answer)["practices"]}


def has_counts(answer: TestResponse, wanted: Mapping[str, Mapping[str, int]]) -> None:
    """Compare counts; ``*`` stands for all values not named."""
    for facet, counts in wanted.items():
        values = {value["value"]: value["count"] for value in said(answer)["facets"][facet]}
        rest = {value: counts["*"] for value in values if "*" in counts}
        named = {value: count for value, count in counts.items() if value != "*"}
        assert {value: values[value] for value in rest | named} == rest | named, facet


def has_sizes(answer: TestResponse, wanted: Mapping[str, int]) -> None:
    """Compare how many values each facet lists."""
    assert {facet: len(values) for facet, values in said(answer)["facets"].items()} == wanted


def has_selected(answer: TestResponse, wanted: Mapping[str, list[str]]) -> None:
    """Compare the selected values of the facets named."""
    for facet, values in wanted.items():
        assert [value["value"] for value in said(answer)["facets"][facet] if value["selected"]] == values


def has_practices(answer: TestResponse, wanted: Mapping[str, Mapping[str, Any]]) -> None:
    """Compare the fields named of the practices named."""
    found = practices(answer)
    for slug, values in wanted.items():
        assert {key: found[slug][key] for key in values} == values


def has_matches(answer: TestResponse, wanted: Mapping[str, list[Mapping[str, Any]]]) -> None:
    """Look for a match that has the fields named."""
    for slug, matches in wanted.items():
        for match in matches:
            assert any(match.items() <= found.items() for found in practices(answer)[slug]["matches"])


def has_marked(answer: TestResponse, wanted: Mapping[str, list[str]]) -> None:
    """Look for words inside <mark>."""
    for slug, words in wanted.items():
        marked = " ".join(
            text
            for match in practices(answer)[slug]["matches"]
            for text in re.findall("<mark>(.*?)</mark>", match["html"])
        )
        assert [word for word in words if word not in marked] == []


def has_location(answer: TestResponse, wanted: str) -> None:
    """Compare path and query of the address to go to."""
    parts = urlsplit(answer.headers["Location"])
    assert parts._replace(scheme="", netloc="").geturl() == wanted


def has_fields(answer: TestResponse, wanted: Mapping[str, Any]) -> None:
    """Compare fields of the answer's object."""
    assert {key: said(answer)[key] for key in wanted} == wanted


def has_lengths(answer: TestResponse, wanted: Mapping[str, int]) -> None:
    """Compare lengths of the lists named."""
    assert {key: len(said(answer)[key]) for key in wanted} == wanted


def lacks(answer: TestResponse, wanted: list[str]) -> None:
    """Look that keys are not there."""
    assert [key for key in wanted if key in said(answer)] == []


def is_table(answer: TestResponse, wanted: str) -> None:
    """Compare with a table on disk."""
    header, cells = table(answer.data.decode())
    assert (header, cells) == table((EXAMPLE / wanted).read_bytes().decode())


def table(text: str) -> tuple[list[str], list[dict[str, Any]]]:
    """Return header and rows: JSON as values without empty keys, ``url`` by its path, ends of texts stripped."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    return rows[0], [{name: cell(name, text) for name, text in zip(rows[0], row, strict=True)} for row in rows[1:]]


def cell(name: str, text: str) -> Any:  # noqa: ANN401 - a text, or any JSON
    """Return what a cell says."""
    if name == "url":
        return urlsplit(text).path
    return filled(json.loads(text)) if name in JSON_CELLS and text else text.strip()


def filled(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Leave out keys without a value."""
    if isinstance(value, list):
        return [filled(item) for item in value]
    return {key: item for key, item in value.items() if item not in ("", None)} if isinstance(value, dict) else value


def field(name: str) -> Callable[[TestResponse, Any], None]:
    """Return a check that a field of the answer's object is equal."""

    def check(answer: TestResponse, wanted: object) -> None:
        assert said(answer)[name] == wanted

    return check


def holds(truth: Callable[[TestResponse, Any], bool]) -> Callable[[TestResponse, Any], None]:
    """Return a check that a question is answered with yes."""

    def check(answer: TestResponse, wanted: object) -> None:
        assert truth(answer, wanted), (wanted, answer.text[:500])

    return check


CHECKS: dict[str, Callable[[TestResponse, Any], None]] = {
    **{name: field(name) for name in ("total", "page", "per_page", "next", "relaxed", "suggestion")},
    "slugs": holds(lambda answer, wanted: list(practices(answer)) == wanted),
    "any_order": holds(lambda answer, wanted: sorted(practices(answer)) == sorted(wanted)),
    "first": holds(lambda answer, wanted: next(iter(practices(answer))) == wanted),
    "next_has": holds(lambda answer, wanted: all(part in said(answer)["next"] for part in wanted)),
    "type": holds(lambda answer, wanted: answer.content_type == wanted),
    "contains": holds(lambda answer, wanted: wanted in answer.text),
    "facets": has_counts,
    "facet_sizes": has_sizes,
    "selected": has_selected,
    "practices": has_practices,
    "matches": has_matches,
    "marked": has_marked,
    "location": has_location,
    "json": has_fields,
    "lengths": has_lengths,
    "absent": lacks,
    "same_table_as": is_table,
}
