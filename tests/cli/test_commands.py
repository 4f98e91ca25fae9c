import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from bdp.app import create_app
from bdp.cli.commands import FORMATS
from bdp.config import Config
from bdp.web.formats import FORMATS as FORMATS_OF_THE_SITE
from tests.cli.conftest import CONTRACT, Bdp

BUS = "wspolny-autobus-slawkow-bukowno"
CENTRE = "centrum-organizacji-stargard"


def test_index_says_what_changed_and_then_that_nothing_did(bdp: Bdp, root: Path) -> None:
    first = bdp("index")
    assert (first.exit_code, first.stderr) == (0, "")
    assert f"+ {BUS}\n" in first.stdout
    assert "dodano 7, zmieniono 0, usunięto 0; błędów 0" in first.stdout
    assert "indeks jest aktualny" in bdp("index").stdout
    record = root / "practices" / f"{BUS}.md"
    record.write_text(record.read_text(encoding="utf-8").replace("Łączy nas", "Spaja nas"), encoding="utf-8")
    (root / "practices" / "oswietlenie-swietlic-wizajny.md").unlink()
    again = bdp("index").stdout
    assert f"~ {BUS}\n" in again
    assert "- oswietlenie-swietlic-wizajny\n" in again


def test_index_with_a_bad_file_is_done_and_names_it(bdp: Bdp, root: Path) -> None:
    (root / "practices" / "zly-wpis.md").write_text("---\ntitle: A\n---\n", encoding="utf-8")
    done = bdp("index")
    assert done.exit_code == 0
    assert "practices/zly-wpis.md:2: title: " in done.stdout
    assert f"+ {BUS}" in done.stdout


def test_index_full_keeps_the_last_good_version_of_a_broken_file(bdp: Bdp, root: Path) -> None:
    bdp("index")
    record = root / "practices" / f"{BUS}.md"
    record.write_text(record.read_text(encoding="utf-8").replace("status:", "statsu:"), encoding="utf-8")
    done = bdp("index", "--full")
    assert done.exit_code == 0
    assert f"poprzednią wersję, bo plik ma błędy: {BUS}" in done.stdout
    assert BUS in bdp("search", "autobus").stdout


def test_check_of_a_good_base_prints_nothing_and_needs_no_index(bdp: Bdp, root: Path) -> None:
    done = bdp("check")
    assert (done.exit_code, done.stdout) == (0, "")
    assert not (root / "search_index").exists()


def test_check_names_exactly_the_problems_of_the_broken_example(bdp: Bdp, root: Path) -> None:
    shutil.rmtree(root)
    shutil.copytree(CONTRACT / "broken", root)
    done = bdp("check")
    lines = [line for line in done.stdout.splitlines() if " warning: " not in line]
    expected = (CONTRACT / "broken" / "expected.txt").read_text(encoding="utf-8").split("\n")
    expected = [line for line in expected if line.strip()]
    assert done.exit_code == 1
    assert len(lines) == len(expected)
    assert all(any(line.startswith(start) for line in lines) for start in expected)


def test_check_exits_0_for_warnings_alone(bdp: Bdp, root: Path) -> None:
    record = root / "practices" / "budzet-obywatelski-stary-sacz.md"
    text = record.read_text(encoding="utf-8").replace("unit_type: gmina-miejsko-wiejska", "unit_type: gmina-wiejska")
    record.write_text(text, encoding="utf-8")
    done = bdp("check")
    assert done.exit_code == 0
    assert "unit_type: warning: " in done.stdout


def test_check_looks_only_at_the_paths_it_is_given(bdp: Bdp, root: Path) -> None:
    (root / "practices" / "zly-wpis.md").write_text("---\ntitle: A\n---\n", encoding="utf-8")
    assert bdp("check", f"practices/{BUS}.md").exit_code == 0
    assert bdp("check", f"practices/{BUS}.md", str(root / "practices" / "zly-wpis.md")).exit_code == 1


def test_search_shows_hits_with_place_and_words(bdp: Bdp) -> None:
    done = bdp("search", "autobusem", "--voivodeship", "śląskie", "--voivodeship", "slaskie")
    assert done.exit_code == 0
    assert "1 wpis\n" in done.stdout
    assert "Sławków, śląskie" in done.stdout
    assert "<mark>" not in done.stdout


def test_search_without_hits_is_done(bdp: Bdp) -> None:
    done = bdp("search", '"pszok"')
    assert (done.exit_code, done.stdout) == (0, "0 wpisów\n")


def test_a_query_may_begin_with_a_word_to_leave_out(bdp: Bdp) -> None:
    for query in ("-budżet", '-"budżet obywatelski"', "-(budżet OR boisko)"):
        done = bdp("search", query, "--json", "--theme", "sport-i-rekreacja", "--theme", "transport")
        assert [practice["slug"] for practice in json.loads(done.stdout)["practices"]] == [BUS]


def test_search_offers_the_words_put_right(bdp: Bdp) -> None:
    assert "Czy chodziło o: kompostownik odpady" in bdp("search", "kompostwnik odpady").stdout


def test_search_as_json_is_the_list_of_the_contract(bdp: Bdp) -> None:
    done = bdp("search", "rada seniorów", "--json", "--limit", "1", "--theme", "uslugi-spoleczne")
    answer = json.loads(done.stdout)
    assert (answer["total"], answer["per_page"], len(answer["practices"])) == (2, 1, 1)
    assert answer["query"]["theme"] == ["uslugi-spoleczne"]
    assert answer["next"].endswith("page=2")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_export_writes_every_match_to_standard_output(bdp: Bdp) -> None:
    done = bdp("export", "csv", "--theme", "transport", "--theme", "gospodarka-komunalna")
    expected = rows((CONTRACT / "spreadsheet.csv").read_bytes().decode())
    assert [row["slug"] for row in rows(done.stdout_bytes.decode())] == [row["slug"] for row in expected]
    assert done.stdout_bytes.count(b"\r\n") > 2


def test_export_writes_a_file_whole(bdp: Bdp, tmp_path: Path) -> None:
    target = tmp_path / "praktyki.csv"
    target.write_text("stare", encoding="utf-8")
    done = bdp("export", "csv", "autobus", "-o", str(target))
    assert (done.exit_code, done.stdout) == (0, "")
    assert len(rows(target.read_bytes().decode())) == 2
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("kind", sorted({*FORMATS} - {"kit"}))
def test_every_format_answers_as_the_site_does_and_drafts_are_for_editors(bdp: Bdp, root: Path, kind: str) -> None:
    client = create_app(Config(root=root, watch_seconds=0)).test_client()
    suffix = next(form.suffix for form in FORMATS_OF_THE_SITE if form.name == kind)
    done = bdp("export", kind, "--theme", "transport")
    assert done.exit_code == 0
    assert done.stdout_bytes == client.get(f"/praktyki.{suffix}?theme=transport", buffered=True).data
    assert len(bdp("export", kind, "--drafts").stdout_bytes) > len(bdp("export", kind).stdout_bytes)


def test_a_kit_is_the_same_as_on_the_site_and_has_no_drafts(bdp: Bdp, root: Path, tmp_path: Path) -> None:
    target = tmp_path / "zestaw.zip"
    assert bdp("export", "kit", "autobus", "-o", str(target)).exit_code == 0
    client = create_app(Config(root=root, watch_seconds=0)).test_client()
    assert target.read_bytes() == client.get("/dane/zestaw.zip?q=autobus", buffered=True).data
    refused = bdp("export", "kit", "--drafts")
    assert (refused.exit_code, refused.stdout) == (2, "")


def test_export_of_everything_is_for_editors(bdp: Bdp) -> None:
    public, editors = bdp("export", "csv").stdout, bdp("export", "csv", "--drafts").stdout
    for secret in ("91 000 00 0", "wejście od podwórza", "koordynator pilotażu"):
        assert secret not in public
        assert secret in editors
    assert {row["status"] for row in rows(public)} == {"published"}
    assert {row["status"] for row in rows(editors)} == {"published", "draft", "withdrawn"}


def test_export_of_everything_obeys_filters(bdp: Bdp) -> None:
    found = rows(bdp("export", "csv", "--drafts", "--voivodeship", "opolskie").stdout_bytes.decode())
    assert [row["slug"] for row in found] == ["spoldzielnia-energetyczna-branice"]


@pytest.mark.parametrize("powiat", ["1210", "nowosądecki", "Powiat Nowosadecki"])
@pytest.mark.parametrize("more", [[], ["--drafts"]])
def test_a_powiat_is_named_by_its_code_or_its_name(bdp: Bdp, powiat: str, more: list[str]) -> None:
    found = rows(bdp("export", "csv", "--powiat", powiat, *more).stdout_bytes.decode())
    assert [row["slug"] for row in found] == ["budzet-obywatelski-stary-sacz"]
    listed = json.loads(bdp("search", "budżet", "--powiat", powiat, "--json").stdout)
    assert (listed["total"], listed["query"]["powiat"]) == (1, ["1210"])


def test_export_of_everything_finds_words_in_any_record_of_any_status(bdp: Bdp) -> None:
    def slugs(*asked: str) -> list[str]:
        done = bdp("export", "csv", *asked)
        assert done.exit_code == 0
        return [row["slug"] for row in rows(done.stdout_bytes.decode())]

    assert slugs("szkicami", "--drafts") == ["spoldzielnia-energetyczna-branice"]
    assert slugs("szkicami") == []
    everywhere = ["budzet-obywatelski-stary-sacz", "karta-mieszkanca-rydultowy", "punkt-zbiorki-odpadow-goniadz"]
    assert slugs("mieszkańcy", "--drafts") == everywhere
    assert slugs("mieszkańcy", "--drafts", "--theme", "kultura") == ["karta-mieszkanca-rydultowy"]
    assert slugs("(mieszkańcy OR szkic) -punkt", "--drafts") == [*everywhere[:2], "spoldzielnia-energetyczna-branice"]


def test_what_has_some_of_the_words_is_left_out_where_a_draft_has_all_of_them(bdp: Bdp) -> None:
    found = rows(bdp("export", "csv", "dane autobus", "--drafts").stdout_bytes.decode())
    assert BUS in [row["slug"] for row in found]  # no record has both: those with one are shown, as on the list
    found = rows(bdp("export", "csv", "dane prąd", "--drafts").stdout_bytes.decode())
    assert [row["slug"] for row in found] == ["spoldzielnia-energetyczna-branice"]


def test_new_writes_a_draft_that_passes_the_check(bdp: Bdp, root: Path) -> None:
    done = bdp("new", "moja-praktyka")
    assert done.exit_code == 0
    assert done.stdout.strip() == str(root / "practices" / "moja-praktyka.md")
    assert bdp("check").exit_code == 0


WRONG: list[tuple[list[str], str]] = [
    ([], "Użycie: bdp [OPCJE] POLECENIE [ARGUMENTY]…"),
    (["serch"], "nie ma polecenia „serch”"),
    (["search"], "brakuje PYTANIE"),
    (["search", "a", "--limt", "3"], "nie ma opcji --limt; może --limit?"),
    (["search", "a", "--limit", "0"], "od 1 do 100"),
    (["search", "a", "--theme", "nie-ma"], "--theme: nie ma „nie-ma”, są: "),
    (["search", "a", "--powiat", "bielski"], "--powiat: nie ma „bielski”, są: 2003 (powiat bielski (podlaskie)), 2402"),
    (["search", "a", "--powiat", "9999"], "--powiat: nie ma „9999”, są: czterocyfrowe kody TERYT, np. 2405"),
    (["search", "a", "--limit"], "brakuje wartości --limit"),
    (["search", "budżet", "obywatelski"], "za dużo argumentów (obywatelski); pytanie z kilku słów ujmij w cudzysłów"),
    (["index", "a", "b"], "za dużo argumentów (a b)"),
    (["export"], "brakuje FORMAT"),
    (["export", "docx"], "może być csv lub xlsx"),
    (["export", "csv", "-o", "/nie/ma/takiego.csv"], "nie ma katalogu"),
    (["export", "csv", "-o", "/"], "ma być plikiem, nie katalogiem"),
    (["visits", "/nie/ma.log"], "nie ma takiego pliku"),
    (["new", "Zły Slug"], "„zly-slug”"),
    (["new", BUS], "już jest"),
    (["new", "../ucieczka"], "nie może być nazwą"),
    (["check", "practices/nie-ma.md"], "nie ma takiego pliku"),
    (["check", "/etc/passwd"], "w bazie"),
    (["serve", "--host", "nie ma takiego"], "--host"),
    (["serve", "--port", "70000"], "od 0 do 65535"),
    (["index", "zbędne"], "bdp"),
]


@pytest.mark.parametrize(("args", "said"), WRONG)
def test_wrong_use_ends_with_2_and_one_line_that_helps(bdp: Bdp, args: list[str], said: str) -> None:
    done = bdp(*args)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert said in done.stderr
    if args and args[0] not in ("search", "export"):
        assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["", "index", "check", "search", "export", "new", "serve"])
def test_every_command_explains_itself_in_polish(bdp: Bdp, command: str) -> None:
    done = bdp(*command.split(), "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"Użycie: bdp {command}".rstrip())
    assert "Pokaż tę pomoc." in done.stdout
