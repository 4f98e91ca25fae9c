"""A check of a whole base, and the draft of a new record."""

from pathlib import Path

import pytest

from bdp.content.fields import FIELDS, KEYS, Field
from bdp.domain.errors import WrongUse
from bdp.services import check, draft, rebuild
from tests.content.records import faults
from tests.sample import SampleBase


def found(base: SampleBase, *paths: str | Path) -> list[str]:
    """Return where the problems of a base are: ``practices/x.md:3: title:``, with ``warning:`` after the key."""
    problems = check.check(base.library(), paths)
    assert list(problems) == sorted(problems)
    return [
        f"{p.path.removeprefix('practices/')}:{p.line}: {p.key}:{' warning:' if p.warning else ''}" for p in problems
    ]


def test_a_base_that_has_only_practices_is_checked(base: SampleBase) -> None:
    base.write("dobry-wpis")
    assert found(base) == []


def test_problems_of_every_kind_of_file_are_found(base: SampleBase) -> None:
    base.write("dobry-wpis")
    base.spoil("zly-wpis")
    practices = base.root / "practices"
    base.put(practices / "dobry-wpis.en.md", "---\ntitel: A\n---\n")
    base.put(practices / "Zla_nazwa.md", "")
    base.put(practices / "_pages" / "o-bazie.md", "---\n---\n")
    base.put(practices / "_news" / "warsztat.md", "---\ntitle: A\ndate: 2026-01-01\n---\n")
    base.put(practices / "_units" / "9999999.md", "---\nname: A\n---\n")
    base.put(practices / "_vocabulary" / "forms.yaml", "- id: a\n")
    base.attach("bez-wpisu", "a.txt", "a")
    base.attach("dobry-wpis", "niewymieniony.txt", "a")
    assert found(base) == [
        "attachments/bez-wpisu:1: file: warning:",
        "attachments/dobry-wpis/niewymieniony.txt:1: file: warning:",
        "Zla_nazwa.md:1: file:",
        "_news/warsztat.md:1: file:",
        "_pages/o-bazie.md:1: title:",
        "_units/9999999.md:1: file:",
        "_vocabulary/forms.yaml:1: 1.label.pl:",
        "dobry-wpis.en.md:2: titel:",
        "zly-wpis.md:11: tytuł:",
    ]


@pytest.mark.parametrize("indexed", [False, True])
def test_attachments_without_text_are_doubted(base: SampleBase, *, indexed: bool) -> None:
    base.write("dobry-wpis", keys="attachments: [{file: a.pdf}, {file: b.txt}, {file: d.txt}]\n")
    for name, content in (("a.pdf", "%PDF-1.4"), ("b.txt", "tekst"), ("d.txt", "")):
        base.attach("dobry-wpis", name, content)
    told = ["attachments/dobry-wpis/a.pdf:1: file: warning:", "attachments/dobry-wpis/d.txt:1: file: warning:"]
    if indexed:
        problems = rebuild.run(base.library()).problems
        assert [f"{p.path}:{p.line}: {p.key}: warning:" for p in problems] == told
    assert found(base) == told
    assert found(base, base.root / "attachments" / "dobry-wpis" / "d.txt") == told[1:]
    assert found(base, base.root / "practices") == []


def test_a_record_that_is_related_to_nothing_is_a_warning_at_its_item(base: SampleBase) -> None:
    base.write("drugi-wpis", keys="related:\n  - pierwszy-wpis\n  - piersy-wpis\n")
    base.write("pierwszy-wpis", keys="related: [drugi-wpis]\n")
    assert found(base) == ["drugi-wpis.md:13: related.2: warning:"]


def test_a_translation_is_no_record_to_be_related_to(base: SampleBase) -> None:
    base.write("pierwszy-wpis", keys="related: [drugi-wpis-en]\n")
    base.write("drugi-wpis")
    base.put(base.root / "practices" / "drugi-wpis.en.md", "---\ntitle: Second record\n---\nText.\n")
    (problem,) = check.of_base(base.library().practices, base.library().register)
    assert problem.message.endswith("najbliższy to „drugi-wpis”")


def test_an_old_name_that_two_records_claim_is_doubted_since_both_are_taken_over(base: SampleBase) -> None:
    base.write("pierwszy-wpis", keys="aliases: [art=7, dawny-wpis]\n")
    base.write("drugi-wpis", keys="aliases:\n  - art=8\n  - dawny-wpis\n")
    base.write("trzeci-wpis", keys="aliases: [drugi-wpis, art=8]\n")
    assert found(base) == [
        "pierwszy-wpis.md:11: aliases.2: warning:",
        "trzeci-wpis.md:11: aliases.1: warning:",
        "trzeci-wpis.md:11: aliases.2: warning:",
    ]


def test_some_files_and_folders_are_checked_alone(base: SampleBase) -> None:
    base.spoil("pierwszy-wpis")
    base.spoil("drugi-wpis")
    base.put(base.root / "practices" / "_pages" / "o-bazie.md", "---\n---\n")
    assert found(base, "practices/drugi-wpis.md") == ["drugi-wpis.md:11: tytuł:"]
    assert found(base, base.root / "practices" / "_pages") == ["_pages/o-bazie.md:1: title:"]
    assert found(base, "practices/_pages", "practices/drugi-wpis.md") == [
        "_pages/o-bazie.md:1: title:",
        "drugi-wpis.md:11: tytuł:",
    ]
    assert len(found(base, base.root)) == 3
    assert len(found(base, "practices/")) == 3


@pytest.mark.parametrize("path", ["practices/nie-ma.md", "/etc/passwd", "../", "/nie/ma"])
def test_a_path_outside_the_base_is_wrong_use(base: SampleBase, path: str) -> None:
    with pytest.raises(WrongUse):
        check.check(base.library(), [path])


def test_nothing_is_written_by_a_check(base: SampleBase) -> None:
    base.write("dobry-wpis")
    before = sorted(base.root.rglob("*"))
    found(base)
    assert sorted(base.root.rglob("*")) == before


def test_a_new_draft_has_every_key_explained_and_passes_the_check(base: SampleBase) -> None:
    path = draft.new(base.library(), "nowy-wpis")
    text = path.read_text(encoding="utf-8")
    assert path == base.path("nowy-wpis")
    assert found(base) == []
    lines = text.splitlines()
    for key in KEYS:
        (at,) = [n for n, line in enumerate(lines) if line.startswith(f"{key}:")]
        assert lines[at - 1].startswith("# ")


def test_a_draft_is_written_in_a_base_without_any_folder(tmp_path: Path) -> None:
    base = SampleBase(tmp_path / "pusta")
    base.root.mkdir()
    draft.new(base.library(), "nowy-wpis")
    assert found(base) == []


@pytest.mark.parametrize("slug", ["", "ab", "Nowy wpis", "../nowy", "a--b", "a" * 81, "nowy.wpis", "żółw"])
def test_a_draft_needs_a_slug(base: SampleBase, slug: str) -> None:
    with pytest.raises(WrongUse):
        draft.new(base.library(), slug)
    assert list((base.root / "practices").iterdir()) == []


def test_a_draft_never_takes_the_place_of_a_record(base: SampleBase) -> None:
    base.write("dobry-wpis")
    before = base.path("dobry-wpis").read_bytes()
    with pytest.raises(WrongUse):
        draft.new(base.library(), "dobry-wpis")
    assert base.path("dobry-wpis").read_bytes() == before


@pytest.mark.parametrize("field", [field for field in FIELDS if field.example], ids=lambda field: field.key)
def test_an_example_in_an_explanation_is_a_good_value(field: Field) -> None:
    other = {"lat": "lon: 20\n", "lon": "lat: 50\n"}.get(field.key, "")
    assert faults(f"{field.key}: {field.example}\n{other}") == []
