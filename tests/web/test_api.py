"""What programs are told of the data, and how they walk through it."""

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from bdp.app import create_app
from bdp.config import Config
from bdp.content.vocabularies import shipped
from bdp.domain import query as queries
from bdp.domain.query import FACETS
from bdp.domain.unit import powiats
from bdp.geography import units
from bdp.web.formats import LISTED, SINGLE
from bdp.web.limits import reader
from tests.sample import SampleBase


def said(client: FlaskClient, address: str) -> Any:  # noqa: ANN401 - any JSON
    answer = client.get(address)
    assert answer.status_code == 200, address
    return json.loads(answer.data)


def links(client: FlaskClient, address: str) -> dict[str, str]:
    """Return the addresses of the Link headers by relation."""
    lines = client.get(address).headers.getlist("Link")
    return {match[2]: match[1] for line in lines if (match := re.fullmatch(r'<(.*)>; rel="(\w+)"', line))}


@pytest.mark.parametrize("mount", ["", "/en"])
def test_the_description_is_valid_and_names_every_format_and_parameter(client: FlaskClient, mount: str) -> None:
    told = said(client, f"{mount}/openapi.json")
    validate(told, cls=OpenAPIV31SpecValidator)
    lists = {f"/praktyki.{form.suffix}" for form in LISTED}
    assert set(told["paths"]) == lists | {f"/praktyki/{{slug}}.{form.suffix}" for form in SINGLE}
    public = {p.name for p in queries.parameters(shipped(), powiats(units.load())) if p.public}
    assert {p["name"] for p in told["paths"]["/praktyki.json"]["get"]["parameters"]} == public | {"cursor"}
    paging = {"page", "per_page"}
    assert {p["name"] for p in told["paths"]["/praktyki.csv"]["get"]["parameters"]} == (public - paging) | {"variant"}
    assert told["servers"][0]["url"] == (mount or "/")


def test_the_answers_have_the_keys_that_the_description_says(client: FlaskClient) -> None:
    shapes = said(client, "/openapi.json")["components"]["schemas"]
    assert set(said(client, "/praktyki.json?q=dom")) == set(shapes["List"]["properties"])
    assert set(said(client, "/praktyki/dom-organizacji.json")) == set(shapes["Practice"]["properties"])
    line = json.loads(client.get("/praktyki.jsonl", buffered=True).data.splitlines()[0])
    assert set(line) == set(shapes["Line"]["properties"])
    assert set(json.loads(client.get("/praktyki.json?page=0").data)) == set(shapes["Problem"]["properties"])


def test_the_interfaces_are_listed_at_their_well_known_address(client: FlaskClient) -> None:
    answer = client.get("/.well-known/api-catalog")
    assert answer.mimetype == "application/linkset+json"
    (about,) = json.loads(answer.data)["linkset"]
    for relation in ("service-desc", "service-doc", "status"):
        for target in about[relation]:
            assert client.get(target["href"]).status_code == 200
    assert client.head("/.well-known/api-catalog").headers["Link"].endswith('rel="api-catalog"')


def test_the_page_of_data_says_how_many_practices_a_page_may_have(client: FlaskClient) -> None:
    assert "liczba od 1 do 100" in client.get("/dane").text


def test_pages_of_data_lead_to_each_other(client: FlaskClient) -> None:
    first = links(client, "/praktyki.json?per_page=10&sort=title")
    assert set(first) == {"first", "next", "last"}
    middle = links(client, first["next"])
    assert set(middle) == {"first", "prev", "next", "last"}
    assert set(links(client, middle["last"])) == {"first", "prev", "last"}
    assert said(client, middle["prev"]) == said(client, first["first"])
    assert set(links(client, "/praktyki.json?q=xyzxyzxyz")) == {"first", "last"}


@pytest.mark.parametrize("question", ["", "q=dom", "q=praktyka&sort=title", "sort=population", "q=dom+xyzxyzxyz"])
def test_a_cursor_walks_through_the_whole_list_once(client: FlaskClient, question: str) -> None:
    every = [p["slug"] for p in said(client, f"/praktyki.json?per_page=100&{question}")["practices"]]
    assert every
    seen: list[str] = []
    address: str | None = f"/praktyki.json?per_page=7&cursor=*&{question}"
    while address:
        page = said(client, address)
        assert links(client, address).get("next") == page["next"]
        seen += [practice["slug"] for practice in page["practices"]]
        address = page["next"]
    assert seen == every


def test_a_cursor_keeps_its_place_while_the_list_grows_before_it(base: SampleBase) -> None:
    for number in range(5):
        base.write(f"praktyka-{number}", f"Praktyka {number}")
    client = create_app(base.config).test_client()
    first = said(client, "/praktyki.json?sort=title&per_page=2&cursor=*")
    base.write("aaa-nowa", "A nowa")
    client = create_app(base.config).test_client()
    second = said(client, first["next"])
    assert [p["slug"] for p in second["practices"]] == ["praktyka-2", "praktyka-3"]
    assert second["total"] == 6


def test_a_cursor_that_is_not_on_the_list_is_a_problem(client: FlaskClient) -> None:
    for cursor in ("nie-ma", "praktyka-01", "%00"):
        answer = client.get(f"/praktyki.json?form=centrum-ngo&cursor={cursor}")
        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


@pytest.mark.parametrize(
    "address",
    [
        *("/praktyki.csv", "/praktyki.json?page=0", "/openapi.json", "/podpowiedzi?q=dom"),
        *("/katalog.ttl", "/slowniki.ttl", "/dane-gov-pl.xml", "/oai?verb=Identify"),
    ],
)
def test_scripts_of_other_sites_may_read_data(client: FlaskClient, address: str) -> None:
    answer = client.get(address, buffered=True)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    before = client.options(address)
    assert before.headers["Access-Control-Allow-Origin"] == "*"
    assert "GET" in before.headers["Access-Control-Allow-Methods"]


@pytest.mark.parametrize("address", ["/praktyki", "/", "/zalaczniki/dom-organizacji/regulamin.txt"])
def test_pages_are_for_their_readers_alone(client: FlaskClient, address: str) -> None:
    answer = client.get(address, buffered=True)
    assert "Access-Control-Allow-Origin" not in answer.headers


def limited(base: SampleBase, per_minute: int = 0) -> FlaskClient:
    base.write("praktyka-01")
    config = Config(root=base.root, watch_seconds=0, kept_pages_mb=0, requests_per_minute=per_minute)
    return create_app(config).test_client()


def test_who_asks_too_much_is_told_when_to_come_back(base: SampleBase) -> None:
    client = limited(base, per_minute=3)
    assert [client.get("/praktyki.json").status_code for _ in range(4)] == [200, 200, 200, 429]
    data, page = client.get("/praktyki.json"), client.get("/praktyki")
    assert (data.status_code, data.mimetype) == (429, "application/problem+json")
    assert 1 <= int(data.headers["Retry-After"]) <= 60
    assert (page.status_code, page.mimetype) == (429, "text/html")
    assert client.get("/health").status_code == 200
    assert client.get("/praktyki.json", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200


def test_nothing_is_limited_unless_the_settings_say_so(base: SampleBase) -> None:
    client = limited(base)
    assert {client.get("/praktyki.json").status_code for _ in range(200)} == {200}


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "counted"),
    [
        ("192.0.2.1", "", 0, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.9", 0, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.9", 1, "198.51.100.9"),
        ("192.0.2.1", "6.6.6.6, 198.51.100.9", 1, "198.51.100.9"),
        ("192.0.2.1", "6.6.6.6, 198.51.100.9, 192.0.2.2", 2, "198.51.100.9"),
        ("192.0.2.1", "", 1, "192.0.2.1"),
        ("192.0.2.1", "nonsense", 1, "192.0.2.1"),
        ("2001:db8:1:2:3::4", "", 0, "2001:db8:1:2::/64"),
    ],
)
def test_a_reader_cannot_choose_whom_to_be_counted_as(peer: str, forwarded: str, proxies: int, counted: str) -> None:
    assert reader(peer, forwarded, proxies) == counted


def test_facets_of_the_description_are_those_of_the_base(client: FlaskClient) -> None:
    told = said(client, "/openapi.json")["paths"]["/praktyki.json"]["get"]["parameters"]
    enums = {p["name"]: p["schema"]["items"]["enum"] for p in told if p["name"] in FACETS}
    facets = said(client, "/praktyki.json")["facets"]
    assert {name: [*(v["value"] for v in values), ""] for name, values in facets.items()} == enums
