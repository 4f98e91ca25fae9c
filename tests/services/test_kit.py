import csv
import hashlib
import io
import json
import shutil
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from bdp.config import Config
from bdp.domain.query import Query
from bdp.exchange.site import Site
from bdp.library import Library
from bdp.services import kit, rebuild
from bdp.services.export import Asked

BASE = Path(__file__).parent.parent / "contract" / "base"
CENTRE = "centrum-organizacji-stargard"
PUBLISHED = {
    CENTRE, "oswietlenie-swietlic-wizajny", "wspolny-autobus-slawkow-bukowno", "punkt-zbiorki-odpadow-goniadz",
    "budzet-obywatelski-stary-sacz",
}  # fmt: skip
ASKED = Asked(Site(), date(2026, 11, 22))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Build the base of the contract's example."""
    root = tmp_path_factory.mktemp("kit") / "base"
    shutil.copytree(BASE, root)
    built = Library.of(Config(root=root, watch_seconds=0))
    rebuild.run(built)
    return built


def made(library: Library, query: Query | None = None, asked: Asked = ASKED) -> bytes:
    with kit.make(library, query or Query(), asked) as file:
        return file.read()


def files(data: bytes) -> dict[str, bytes]:
    """Return the files of a kit by their place in its folder."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def table(found: dict[str, bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(found["tables/praktyki.csv"].decode(), newline="")))


@pytest.fixture(scope="module")
def whole(library: Library) -> dict[str, bytes]:
    """Return the kit of all practices."""
    return files(made(library))


@pytest.fixture
def database(whole: dict[str, bytes], tmp_path: Path) -> Database:
    """Open the kit's database."""
    path = tmp_path / "katalog.sqlite"
    path.write_bytes(whole["katalog.sqlite"])
    return Database(path)


def rows(database: Database, statement: str) -> list[dict[str, Any]]:
    return list(database.query(statement))


def test_the_same_generation_makes_the_same_bytes_in_another_process_of_another_day(library: Library) -> None:
    other = Library.of(library.config)
    assert made(library) == made(other, asked=Asked(Site(), date(2027, 1, 1)))


def test_the_manifest_names_every_file_with_its_hash_and_what_was_asked(library: Library) -> None:
    found = files(made(library, Query(theme=("transport",))))
    manifest = json.loads(found.pop("manifest.json"))
    assert manifest["query"]["theme"] == ["transport"]
    assert manifest["address"] == "/praktyki?theme=transport"
    assert (manifest["practices"], manifest["generation"]) == (1, library.index.current().number)
    told = {file["path"]: (file["bytes"], file["sha256"]) for file in manifest["files"]}
    assert told == {name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in found.items()}


def test_a_kit_has_what_the_list_has_and_nothing_of_others(library: Library) -> None:
    found = files(made(library, Query(theme=("transport",))))
    (row,) = table(found)
    assert row["slug"] == "wspolny-autobus-slawkow-bukowno"
    assert [name for name in found if name.startswith(("texts/", "attachments/"))] == [f"texts/{row['slug']}.txt"]


def test_texts_are_there_in_both_languages_and_of_attachments(whole: dict[str, bytes]) -> None:
    assert {name for name in whole if name.startswith("texts/")} == {
        *(f"texts/{slug}.txt" for slug in PUBLISHED),
        f"texts/{CENTRE}.en.txt",
    }
    assert "Radą Seniorów" in whole[f"texts/{CENTRE}.txt"].decode()
    assert "depozyt" in whole[f"attachments/{CENTRE}/regulamin.txt.txt"].decode()
    assert "CC BY 4.0" in whole["LICENCE.md"].decode()
    assert "| `cost_pln` |" in whole["README.md"].decode()


def test_columns_are_explained_for_programs_in_the_order_of_the_table(whole: dict[str, bytes]) -> None:
    said = json.loads(whole["tables/praktyki.csv-metadata.json"])
    names = [column["name"] for column in said["tableSchema"]["columns"]]
    assert whole["tables/praktyki.csv"].decode().splitlines()[0].split(",") == names
    assert all(column["dc:description"] for column in said["tableSchema"]["columns"])


def test_nobody_is_named_and_nothing_unpublished_is_in_any_file(whole: dict[str, bytes]) -> None:
    record = (BASE / "practices" / f"{CENTRE}.md").read_text(encoding="utf-8")
    secrets = ["spoldzielnia-energetyczna-branice", "karta-mieszkanca-rydultowy"]
    secrets += [line.partition("phone: ")[2].strip("\"' }") for line in record.splitlines() if "phone: " in line]
    assert len(secrets) > 2
    assert [(name, secret) for name, data in whole.items() for secret in secrets if secret.encode() in data] == []


def test_the_database_has_plain_tables_that_hold_together(database: Database, whole: dict[str, bytes]) -> None:
    assert rows(database, "pragma integrity_check") == [{"integrity_check": "ok"}]
    assert rows(database, "pragma foreign_key_check") == []
    assert {row["slug"] for row in rows(database, "select slug from practices")} == PUBLISHED
    (bus,) = rows(database, "select * from practices where slug = 'wspolny-autobus-slawkow-bukowno'")
    (row,) = [r for r in table(whole) if r["slug"] == bus["slug"]]
    assert (bus["title"], bus["population"], bus["cost_pln"]) == (row["title"], int(row["population"]), None)
    assert json.loads(bus["partners"])[1] == "Rada Pasażerów"
    found = "select label_en from practice_themes join themes on themes.id = theme where slug = ? order by 1"
    labels = [r["label_en"] for r in database.query(found, [bus["slug"]])]
    assert labels == ["Cooperation between local governments", "Transport"]


def test_the_database_is_searched_without_polish_letters(database: Database) -> None:
    found = "select slug from practices where rowid in (select rowid from practices_fts where practices_fts match ?)"
    assert [row["slug"] for row in database.query(found, ["swietlicach"])] == ["oswietlenie-swietlic-wizajny"]
    (text,) = rows(database, "select text from attachment_texts where file = 'regulamin.txt'")
    assert "depozyt" in text["text"]


def test_a_kit_of_nothing_is_a_kit_too(library: Library) -> None:
    found = files(made(library, Query(q="xyzxyzxyz")))
    assert json.loads(found["manifest.json"])["practices"] == 0
    assert found["tables/praktyki.csv"].startswith(b"slug,title")


def test_english_kits_have_english_words(library: Library) -> None:
    found = files(made(library, asked=Asked(Site("/en"), date(2026, 11, 22), "en")))
    assert "corpus kit" in found["README.md"].decode()
    assert b"/en/praktyki/" in found["tables/praktyki.csv"]


def test_who_asks_while_a_kit_is_made_waits_for_it(library: Library) -> None:
    with ThreadPoolExecutor(2) as pool:
        first, second = (pool.submit(made, library) for _ in range(2))
        assert first.result() == second.result()
