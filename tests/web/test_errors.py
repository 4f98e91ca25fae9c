"""What goes wrong is said plainly, as a page for people and as a problem object for programs."""

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bdp.app import create_app
from tests.sample import SampleBase
from tests.web.page import Page

BAD = [
    ("page=0", "strona: „0” nie jest liczbą całkowitą od 1 wzwyż"),
    ("per_page=101", "praktyk na stronie: „101” nie jest liczbą całkowitą od 1 do 100"),
    ("from=2020&to=2019", "od roku: pierwszy rok jest późniejszy niż ostatni (2020 > 2019)"),
    ("to=rok", "do roku: „rok” nie jest rokiem"),
    ("theme=atlantyda", "temat: nie ma wartości „atlantyda”"),
    ("has=wszystko", "tylko z: nie ma wartości „wszystko”"),
    ("sort=losowo", "kolejność: nie ma wartości „losowo”"),
    ("size=<script>", "liczba mieszkańców: nie ma wartości „<script>”"),
]


@pytest.mark.parametrize(("query", "message"), BAD)
def test_a_bad_value_is_named_on_a_page(client: FlaskClient, query: str, message: str) -> None:
    for path in ("/praktyki", "/mapa"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 400
        assert message in Page(answer.text).texts("li")
        assert Page(answer.text).text("head/title").startswith("Błąd: ")


@pytest.mark.parametrize(("query", "message"), BAD)
def test_a_bad_value_is_named_in_a_problem_object(client: FlaskClient, query: str, message: str) -> None:
    for path in ("/praktyki.json", "/praktyki.csv"):
        answer = client.get(f"{path}?{query}")
        assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
        said = answer.get_json(force=True)
        assert (said["status"], said["problems"][0]["message"]) == (400, message)
        assert said["title"]
        assert said["detail"]


def test_every_bad_value_is_named_at_once(client: FlaskClient) -> None:
    answer = client.get("/praktyki.json?page=0&theme=a&theme=b")
    assert [problem["key"] for problem in answer.get_json(force=True)["problems"]] == ["theme", "theme", "page"]


@pytest.mark.parametrize(
    "path",
    [
        "/nie-ma",
        "/praktyki/nie-ma",
        "/praktyki/szkic-praktyki",
        "/praktyki/dawny-szkic",
        "/strona/nie-ma",
        "/aktualnosci/nie-ma",
        "/index.php?art=9",
    ],
)
def test_what_is_not_public_is_not_there(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert Page(answer.text).text("h1") == "Nie ma takiej strony"
    assert "Szkic praktyki o boiskach" not in answer.text


def test_a_withdrawn_practice_gives_its_reason(client: FlaskClient) -> None:
    for path in ("", "/prezentacja", "/druk"):
        answer = client.get(f"/praktyki/karta-mieszkanca{path}")
        assert answer.status_code == 410
        assert "Program zamknięto w 2020 roku." in answer.text
    answer = client.get("/praktyki/karta-mieszkanca.json")
    assert (answer.status_code, answer.content_type) == (410, "application/problem+json")
    assert answer.get_json(force=True)["detail"] == "Program zamknięto w 2020 roku."


def test_a_page_that_takes_nothing_says_what_it_allows(client: FlaskClient) -> None:
    answer = client.post("/praktyki", data={"q": "dom"})
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_errors_are_not_kept_by_caches(client: FlaskClient) -> None:
    assert client.get("/nie-ma").headers["Cache-Control"] == "no-store"


def test_a_site_without_an_index_says_when_to_come_back(tmp_path: Path) -> None:
    """The folder of the index cannot be made, so nothing can be built; nobody can tell what ``cos`` once was."""
    (tmp_path / "search_index").write_text("tu nie powstanie katalog", encoding="utf-8")
    client = create_app(dataclasses.replace(SampleBase(tmp_path).config)).test_client()
    for path in ("/", "/praktyki", "/praktyki.json", "/praktyki/cos", "/strona/o-bazie"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    health = client.get("/health")
    assert (health.status_code, health.get_json()["generation"]) == (503, None)


def test_health_is_bad_where_a_part_of_the_index_answers_no_more(tmp_path: Path) -> None:
    base = SampleBase(tmp_path)
    base.write("jedna-praktyka")
    client = create_app(base.config).test_client()
    good = client.get("/health")
    assert (good.status_code, good.text) == (200, '{"status":"ok","generation":1,"records":1,"problems":0}')
    for file in (tmp_path / "search_index" / "generations" / "1" / "catalogue").iterdir():
        with file.open("r+b") as opened:
            opened.write(bytes(file.stat().st_size))
    with ThreadPoolExecutor(1) as pool:  # a thread that has read nothing of it yet
        bad = pool.submit(client.get, "/health").result()
    assert (bad.status_code, bad.get_json()["status"]) == (503, "damaged")


def test_a_fault_of_ours_is_logged_under_the_number_that_the_reader_gets(
    root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The fault is a view of this test's own; nothing of it reaches the reader."""
    app = create_app(SampleBase(root).config)

    @app.get("/usterka")
    @app.get("/usterka.json")
    def broken() -> str:
        message = "tajny szczegół"
        raise RuntimeError(message)

    for path in ("/usterka", "/usterka.json"):
        caplog.clear()
        answer = app.test_client().get(path)
        assert answer.status_code == 500
        assert "tajny szczegół" not in answer.text
        (record,) = caplog.records
        number = record.getMessage().split()[0]
        assert number in answer.text
