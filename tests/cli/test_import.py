import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Bdp
from tests.project import TOP

SAVED = TOP / "tests" / "original" / "saved"
LINE = ".: Skrót i Metryka -> Pełna prezentacja -> Załączniki :."
RECORDS = 12  # of the saved pages; the parts of one stand in three files
WASTE = "zbiorka-odpadow-w-nibylandii"


def page(folder: Path, *lines: str, title: str = "Praktyka z Nibylandii", name: str = "strona.txt") -> str:
    text = "\n".join(["Usługi społeczne : Kultura", title, LINE, *lines, LINE, "Copyright"])
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def everything(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def record(root: Path, slug: str) -> str:
    return (root / "practices" / f"{slug}.md").read_text(encoding="utf-8")


def edit(root: Path, slug: str, old: str, new: str) -> None:
    text = record(root, slug)
    assert old in text
    (root / "practices" / f"{slug}.md").write_text(text.replace(old, new), encoding="utf-8")


def test_pages_become_drafts_that_the_check_accepts(bdp: Bdp, root: Path) -> None:
    done = bdp("import", *map(str, sorted(SAVED.iterdir())))
    assert (done.exit_code, done.stderr) == (0, "")
    assert f"+ {WASTE} (" in done.stdout
    assert "wyczyszczono: population: „123.869” → 123869" in done.stdout
    assert f"nowych szkiców {RECORDS}" in done.stdout
    assert "status: draft" in record(root, WASTE)
    assert bdp("check").exit_code == 0


def test_importing_twice_changes_nothing(bdp: Bdp, root: Path) -> None:
    files = [*map(str, sorted(SAVED.iterdir()))]
    bdp("import", *files)
    before = everything(root)
    again = bdp("import", *reversed(files))
    assert f"nowych szkiców 0, zmienionych 0, bez zmian {RECORDS}" in again.stdout
    assert everything(root) == before


def test_parts_in_several_files_are_one_record_also_when_they_come_later(bdp: Bdp, root: Path) -> None:
    bdp("import", str(SAVED / "zapisana.html"))
    later = bdp("import", str(SAVED / "prezentacja.html"))
    assert "~ program-razem-w-nibylandii" in later.stdout
    text = record(root, "program-razem-w-nibylandii")
    assert "Pierwszy akapit" in text
    assert "## Opis sytuacji przed wdrożeniem" in text
    assert "aliases: [art=255]" in text
    once = shutil.copytree(root, root.parent / "other")
    (once / "practices" / "program-razem-w-nibylandii.md").unlink()
    shutil.rmtree(root / "instance")
    (root / "practices" / "program-razem-w-nibylandii.md").unlink()
    bdp("import", str(SAVED / "prezentacja.html"), str(SAVED / "zapisana.html"))
    assert record(root, "program-razem-w-nibylandii") == text


def test_a_trial_says_the_same_and_writes_nothing(bdp: Bdp, root: Path) -> None:
    before = everything(root)
    tried = bdp("import", "--dry-run", str(SAVED / "skopiowana.txt"))
    assert everything(root) == before
    assert "+title: Zbiórka odpadów w Nibylandii" in tried.stdout
    done = bdp("import", str(SAVED / "skopiowana.txt"))
    said = [line for line in done.stdout.splitlines() if line.startswith("  ")]
    assert said
    assert all(line in tried.stdout for line in said)


def test_a_later_import_leaves_what_editors_changed(bdp: Bdp, root: Path, tmp_path: Path) -> None:
    slug = "praktyka-z-nibylandii"
    first = ("Skrót.", "Metryka praktyki", "Miejscowość: Nibylandia", "Ulica: Stara 1", "Liczba mieszkańców: 100")
    bdp("import", page(tmp_path, *first, "Słowa kluczowe: ogród, park"))
    edit(root, slug, "Stara 1", "Stara 1a")
    edit(root, slug, "[ogród, park]", "[ogród, park, las]")
    edit(root, slug, "Skrót.", "Lepszy skrót.")
    second = ("Skrót dawny.", "Metryka praktyki", "Miejscowość: Nibylandia", "Ulica: Nowa 2", "Liczba mieszkańców: 200")
    done = bdp("import", page(tmp_path, *second, "Słowa kluczowe: ogród, staw"))
    text = record(root, slug)
    assert "street: Stara 1a" in text
    assert "Lepszy skrót." in text
    assert "population: 200" in text
    assert "[ogród, las, staw]" in text
    assert "pozostawiono summary, street (redakcja je zmieniła)" in done.stdout


def test_what_an_editor_took_out_does_not_come_back(bdp: Bdp, root: Path, tmp_path: Path) -> None:
    file = page(tmp_path, "Skrót.", "Metryka praktyki", "Miejscowość: Nibylandia", "Ulica: Stara 1")
    bdp("import", file)
    edit(root, "praktyka-z-nibylandii", "street: Stara 1\n", "")
    assert "bez zmian 1" in bdp("import", file).stdout
    assert "street" not in record(root, "praktyka-z-nibylandii")


def test_a_record_that_no_import_made_is_recognised_by_its_number_and_only_filled(
    bdp: Bdp, root: Path, tmp_path: Path
) -> None:
    slug = "punkt-zbiorki-odpadow-goniadz"
    before = record(root, slug)
    file = page(tmp_path, "Inny skrót.", "Metryka praktyki", "Ulica: Próbna 7", name="art=701.txt")
    done = bdp("import", file)
    after = record(root, slug)
    assert f"~ {slug} ({file}): " in done.stdout
    assert "pozostawiono title, summary" in done.stdout
    assert "street: Próbna 7" in after
    assert "Inny skrót" not in after
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []


def test_one_title_at_two_places_is_two_records(bdp: Bdp, root: Path, tmp_path: Path) -> None:
    one = page(tmp_path, "Pierwsza.", "Metryka praktyki", "Miejscowość: Nibylandia", name="1.txt")
    other = page(tmp_path, "Druga.", "Metryka praktyki", "Miejscowość: Dalekie", name="2.txt")
    bdp("import", one, other)
    assert "Pierwsza." in record(root, "praktyka-z-nibylandii")
    assert "Druga." in record(root, "praktyka-z-nibylandii-2")
    assert "bez zmian 2" in bdp("import", other, one).stdout


def test_a_value_that_the_format_refuses_goes_to_the_notes(bdp: Bdp, root: Path, tmp_path: Path) -> None:
    file = page(tmp_path, "Skrót.", "Metryka praktyki", "Kod TERYT: 9999999", "Miejscowość: Nibylandia")
    done = bdp("import", file)
    assert done.exit_code == 0
    assert "teryt: 9999999" in record(root, "praktyka-z-nibylandii")
    assert "zapisano w uwagach" in done.stdout


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02", b"%PDF-1.4", b"Zwyczajny tekst", b"<html><script>x</script></html>"]
)
def test_a_file_that_is_nothing_known_is_named_on_one_line(bdp: Bdp, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "plik.txt").write_bytes(data)
    done = bdp("import", str(tmp_path / "plik.txt"), str(SAVED / "lynx.txt"))
    assert done.exit_code == 1
    assert done.stderr.startswith(f"{tmp_path / 'plik.txt'}: ")
    assert done.stderr.count("\n") == 1
    assert "nowych szkiców 1" in done.stdout


def test_a_page_over_twenty_megabytes_is_refused(bdp: Bdp, tmp_path: Path) -> None:
    (tmp_path / "wielki.html").write_bytes(b"<p>x" * (6 << 20))
    done = bdp("import", str(tmp_path / "wielki.html"))
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "za duży" in done.stderr


def test_cells_change_what_they_say_and_nothing_else(bdp: Bdp, root: Path, tmp_path: Path) -> None:
    slug = "centrum-organizacji-stargard"
    table = tmp_path / "t.csv"
    table.write_text(f'\ufeffslug;street;keywords;population\r\n{slug};\'=Nowa 5;"a\\;b; c";\r\n', encoding="utf-8")
    before = record(root, slug)
    done = bdp("import", str(table))
    after = record(root, slug)
    assert f"~ {slug} ({table}:2): " in done.stdout
    assert "=Nowa 5" in after
    assert "a;b" in after
    assert "population" not in after
    changed = {line.split(":")[0] for line in before.splitlines() if line not in after.splitlines()}
    assert changed <= {"street", "keywords", "population"} | {line for line in changed if line.startswith(" ")}


def test_bad_rows_are_named_and_the_others_taken(bdp: Bdp, root: Path, tmp_path: Path) -> None:
    rows = [
        {"slug": "nowy-wpis", "title": "Nowy wpis z tabeli", "population": 5000, "keywords": ["a", "b"]},
        {"slug": "Zły Slug", "title": "Coś"},
        {"slug": "inny-wpis", "title": "Inny wpis", "voivodeship": "zaodrzanskie", "emails": ["to nie adres"]},
        {"slug": "nowy-wpis", "title": "Drugi raz"},
    ]
    table = tmp_path / "t.jsonl"
    table.write_text("\n".join([*map(json.dumps, rows), "{zepsute"]), encoding="utf-8")
    done = bdp("import", str(table))
    assert done.exit_code == 1
    starts = [
        f"{table}:2: slug: ",
        f"{table}:3: emails.1: ",
        f"{table}:3: voivodeship: ",
        f"{table}:4: slug: ",
        f"{table}:5: file: ",
    ]
    assert all(any(line.startswith(start) for line in done.stderr.splitlines()) for start in starts)
    assert "niepoprawny JSON (wiersz 1, znak 2)" in done.stderr
    assert "population: 5000" in record(root, "nowy-wpis")
    assert not (root / "practices" / "inny-wpis.md").exists()


def test_what_the_register_fills_is_not_written(bdp: Bdp, root: Path, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        "slug,title,teryt,place,voivodeship\nnowy-wpis,Nowy wpis,1862011,Przemyśl,podkarpackie\n", encoding="utf-8"
    )
    bdp("import", str(table))
    text = record(root, "nowy-wpis")
    assert 'teryt: "1862011"' in text
    assert "place" not in text


def test_a_column_that_no_record_has_is_named(bdp: Bdp, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("slug,title,tytul\nnowy-wpis,Nowy wpis,x\n", encoding="utf-8")
    done = bdp("import", str(table))
    assert done.exit_code == 1
    assert f"{table}:1: tytul: " in done.stderr


def test_a_spreadsheet_edited_and_saved_again(bdp: Bdp, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "p.xlsx"
    bdp("export", "xlsx", "-o", str(file))
    book = load_workbook(file)
    sheet = book.worksheets[0]
    names = [cell.value for cell in sheet[1]]
    row = next(n for n in range(2, sheet.max_row + 1) if sheet.cell(n, 1).value == "wspolny-autobus-slawkow-bukowno")
    sheet.cell(row, names.index("population") + 1).value = 21000.0
    book.save(file)
    done = bdp("import", str(file))
    assert "zmienionych 1" in done.stdout
    assert "population: 21000" in record(root, "wspolny-autobus-slawkow-bukowno")


FACTS = (
    '"id","title","title_kind","place","unit_type","voivodeship","website","population","date_entered",'
    '"years_implemented","themes","partners","keywords","attachments","source_kind","source_url"\n'
    '"nibylandia","Ogród w Nibylandii","official","Nibylandia","powiat grodzki","dolnośląskie; opolskie","a.pl",'
    '"5400","2011-03-03","od 2004","Usługi społeczne / Kultura; Współpraca JST-NGO","Koło A; Koło B",'
    '"ogród; 5 rabat","Regulamin","bdp","https://archiwum.dobrepraktyki.pl/index.php?p1=6&p2=20&art=999621"\n'
)


def test_a_table_may_have_labels_and_the_numbers_that_officials_write(bdp: Bdp, root: Path, tmp_path: Path) -> None:
    table = tmp_path / "urzad.csv"
    table.write_text(
        "slug;title;themes;unit_type;voivodeship;postal_code;population;entered\n"
        'nowa-praktyka;Nowa praktyka;"Kultura; transport";Gmina wiejska;świętokrzyskie;26026;13 200;19.08.2008\n',
        encoding="windows-1250",
    )
    assert bdp("import", str(table)).exit_code == 0
    text = record(root, "nowa-praktyka")
    assert "themes: [kultura, transport]\nunit_type: gmina-wiejska\n" in text
    assert "voivodeship: swietokrzyskie\npostal_code: 26-026\npopulation: 13200\nentered: 2008-08-19\n" in text
    assert "bez zmian 1" in bdp("import", str(table)).stdout


def test_a_table_of_facts_becomes_drafts(bdp: Bdp, root: Path, tmp_path: Path) -> None:
    table = tmp_path / "facts.csv"
    table.write_text(FACTS, encoding="utf-8")
    assert bdp("import", str(table)).exit_code == 0
    text = record(root, "nibylandia")
    for piece in (
        "themes: [kultura, wspolpraca-jst-ngo]",
        "started: 2004",
        "aliases: [art=999621]",
        "voivodeship: dolnośląskie; opolskie",
    ):
        assert piece in text
    assert "bez zmian 1" in bdp("import", str(table)).stdout
