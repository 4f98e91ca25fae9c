"""The page about the data, the kit, checksums, the dictionary of columns."""

import hashlib
import io
import json
import zipfile

from flask.testing import FlaskClient

from bdp.content.vocabularies import shipped
from bdp.domain import query as queries
from bdp.domain.unit import powiats
from bdp.exchange import cells
from bdp.geography import units
from tests.web.page import Page


def read(client: FlaskClient, address: str) -> Page:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return Page(answer.text)


def test_the_page_names_every_format_parameter_and_column(client: FlaskClient) -> None:
    page = read(client, "/dane")
    codes = page.texts("dt/code")
    assert set(codes) == {p.name for p in queries.parameters(shipped(), powiats(units.load())) if p.public} | set(
        cells.columns()
    )
    for link in page.all("dt/a"):
        answer = client.head(link.get("href", ""))
        assert (answer.status_code, answer.mimetype) == (200, link.get("type"))
    assert "25 praktyk" in page.text("article").replace("\N{NO-BREAK SPACE}", " ")


def test_the_page_tells_search_engines_of_the_dataset(client: FlaskClient) -> None:
    said = json.loads(read(client, "/en/dane").text("script[@type='application/ld+json']"))
    assert (said["@type"], said["inLanguage"]) == ("Dataset", "en")
    assert {each["encodingFormat"] for each in said["distribution"]} >= {"text/csv", "application/geo+json"}
    assert all(each["contentUrl"].startswith("http://localhost/en/praktyki.") for each in said["distribution"])


def test_checksums_are_those_of_the_files(client: FlaskClient) -> None:
    lines = client.get("/dane/SHA256SUMS").text.splitlines()
    told = {name: digest for digest, name in (line.split("  ") for line in lines)}
    assert set(told) == {"praktyki.csv", "praktyki.jsonl"}
    for name, digest in told.items():
        assert hashlib.sha256(client.get(f"/{name}", buffered=True).data).hexdigest() == digest


def test_the_dictionary_lies_where_programs_look_for_it(client: FlaskClient) -> None:
    answer = client.get("/praktyki.csv-metadata.json")
    said = json.loads(answer.data)
    assert answer.mimetype == "application/csvm+json"
    assert said["url"] == "http://localhost/praktyki.csv"
    assert tuple(column["name"] for column in said["tableSchema"]["columns"]) == cells.columns()


def test_any_list_can_be_taken_as_a_kit(client: FlaskClient) -> None:
    page = read(client, "/praktyki?q=dom&form=centrum-ngo")
    address = page.one("a[@type='application/zip']").get("href", "")
    assert address == "/dane/zestaw.zip?q=dom&form=centrum-ngo"
    answer = client.get(address, buffered=True)
    assert (answer.mimetype, int(answer.headers["Content-Length"])) == ("application/zip", len(answer.data))
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        assert [name for name in archive.namelist() if "/texts/" in name and ".en." not in name] == [
            name for name in archive.namelist() if name.endswith("/texts/dom-organizacji.txt")
        ]
    head = client.head(address).headers
    assert head["Content-Disposition"] == answer.headers["Content-Disposition"]
    assert head.get("Content-Length", len(answer.data)) == len(answer.data), "the head says another length"
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_kit_of_a_bad_value_is_a_problem(client: FlaskClient) -> None:
    answer = client.get("/dane/zestaw.zip?theme=atlantyda")
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")


def test_the_sentence_that_names_the_base_has_a_whole_address(client: FlaskClient) -> None:
    for address, told in (("/dane", "http://localhost/praktyki"), ("/en/dane", "http://localhost/en/praktyki")):
        assert read(client, address).text("p[@id='zdanie']").endswith(told)
