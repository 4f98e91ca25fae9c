"""An export that is imported is an empty difference, in every format that comes back."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Bdp
from tests.cli.test_import import edit, everything


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
@pytest.mark.parametrize("more", [(), ("--drafts",)])
def test_an_export_that_is_imported_changes_nothing(
    bdp: Bdp, root: Path, tmp_path: Path, kind: str, more: tuple[str, ...]
) -> None:
    file = str(tmp_path / f"praktyki.{kind}")
    bdp("export", kind, "-o", file, *more)
    before = everything(root / "practices")
    done = bdp("import", file)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "nowych szkiców 0, zmienionych 0" in done.stdout
    assert everything(root / "practices") == before


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_an_export_of_nothing_is_imported_as_nothing(bdp: Bdp, root: Path, tmp_path: Path, kind: str) -> None:
    file = str(tmp_path / f"nic.{kind}")
    assert bdp("export", kind, "=niczego-takiego-nie-ma", "-o", file).exit_code == 0
    before = everything(root / "practices")
    done = bdp("import", file)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "nowych szkiców 0, zmienionych 0, bez zmian 0, błędów 0" in done.stdout
    assert everything(root / "practices") == before


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_what_the_register_tells_of_members_is_exported_and_not_written_back(
    bdp: Bdp, root: Path, tmp_path: Path, kind: str
) -> None:
    members = "[{teryt: '2401081', name: Sławków}, {name: Sąsiednia gmina}]"
    edit(root, "budzet-obywatelski-stary-sacz", "started: 2022", f"started: 2022\nmembers: {members}")
    file = str(tmp_path / f"praktyki.{kind}")
    bdp("export", kind, "-o", file)
    before = everything(root / "practices")
    assert "nowych szkiców 0, zmienionych 0" in bdp("import", file).stdout
    assert everything(root / "practices") == before


@pytest.mark.parametrize(
    "text",
    [
        "_x000D_ w tytule",
        "_x005F_x000D_ b_x0041_x0042_",
        "<r>1 & 2</r>",
        "=1+1",
        "'Apostrof'",
        "-5; \\; i \\\\",
        "1e500",
        "2020-01-01 12",
    ],
)
def test_a_text_that_a_spreadsheet_may_take_for_something_else_comes_back_as_it_was(
    bdp: Bdp, root: Path, tmp_path: Path, text: str
) -> None:
    edit(root, "wspolny-autobus-slawkow-bukowno", "rozkład jazdy]", f"rozkład jazdy]\npost_office: {json.dumps(text)}")
    for kind in ("csv", "xlsx", "jsonl"):
        file = str(tmp_path / f"praktyki.{kind}")
        bdp("export", kind, "-o", file)
        assert "zmienionych 0" in bdp("import", "--dry-run", file).stdout, kind


def test_a_table_that_breaks_off_is_told_in_polish_and_what_stands_before_is_taken(
    bdp: Bdp, root: Path, tmp_path: Path
) -> None:
    table = tmp_path / "tabela.csv"
    table.write_text(
        'slug,title\nwspolny-autobus-slawkow-bukowno,Nowy tytuł\nnowa-praktyka,"Otwarty cudzysłów\n', "utf-8"
    )
    done = bdp("import", str(table))
    assert done.exit_code == 1
    assert (
        done.stderr
        == f"{table}:3: file: niezamknięty cudzysłów albo tekst tuż za nim; dalszych wierszy nie odczytano\n"
    )
    assert "Nowy tytuł" in (root / "practices" / "wspolny-autobus-slawkow-bukowno.md").read_text("utf-8")
