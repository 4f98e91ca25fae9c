"""Rebuilding: what changed on disk, and only that, is in the next generation; what is broken stays as it was."""

import logging
import os
import shutil
from dataclasses import replace
from datetime import date

import pytest

from bdp.domain.query import Query
from bdp.extraction.extract import VERSION as EXTRACTION_VERSION
from bdp.index import manifest
from bdp.index.changes import compare
from bdp.index.manifest import Source
from bdp.library import Library
from bdp.services import rebuild
from tests.sample import SampleBase

TODAY = date(2026, 1, 1)


def titles(library: Library) -> dict[str, str]:
    """Return the title of every record that the catalogue has, of any status."""
    catalogue = library.index.current().catalogue
    return {entry.slug: entry.practice.title for entry in catalogue.stream(catalogue.statuses())}


def found(library: Library, words: str = "") -> set[str]:
    """Return which records the search finds."""
    hits = library.index.current().search.find(Query(q=words), today=TODAY, everything=True).hits
    return {hit.slug for hit in hits}


def named(report: rebuild.Report) -> set[str]:
    return {problem.path for problem in report.problems if not problem.warning}


def test_the_first_run_builds_all_and_the_second_finds_nothing_to_do(base: SampleBase) -> None:
    base.write("pierwszy")
    base.write("drugi", "Rada seniorów")
    library = base.library()
    first = rebuild.run(library)
    assert (first.generation, first.published, first.added) == (1, True, ("drugi", "pierwszy"))
    assert titles(library) == {"drugi": "Rada seniorów", "pierwszy": "Centrum organizacji pozarządowych"}
    again = rebuild.run(library)
    assert (again.generation, again.published, again.added, again.changed) == (1, False, (), ())
    assert [path.name for path in (base.root / "search_index" / "generations").iterdir()] == ["1"]


def test_an_empty_base_is_a_good_one(base: SampleBase) -> None:
    library = base.library()
    assert rebuild.run(library).generation == 1
    assert found(library) == set()
    assert library.index.current().catalogue.counts() == {}


def test_what_was_added_changed_and_deleted_is_told_and_served(base: SampleBase) -> None:
    for slug in ("zostaje", "zmienia", "znika"):
        base.write(slug)
    library = base.library()
    rebuild.run(library)
    base.write("zmienia", "Inkubator społeczny")
    base.write("nowy", "Spółdzielnia energetyczna")
    base.path("znika").unlink()
    report = rebuild.run(library)
    assert (report.added, report.changed, report.removed) == (("nowy",), ("zmienia",), ("znika",))
    assert titles(library)["zmienia"] == "Inkubator społeczny"
    assert found(library) == {"zostaje", "zmienia", "nowy"}
    assert found(library, "spółdzielnie") == {"nowy"}


def test_a_renamed_record_is_found_under_its_new_name_and_old_alias(base: SampleBase) -> None:
    base.write("dawna-nazwa")
    library = base.library()
    rebuild.run(library)
    base.path("dawna-nazwa").unlink()
    base.write("nowa-nazwa", keys="aliases: [dawna-nazwa, art=685]\n")
    report = rebuild.run(library)
    assert (report.added, report.removed) == (("nowa-nazwa",), ("dawna-nazwa",))
    catalogue = library.index.current().catalogue
    assert catalogue.by_alias("dawna-nazwa") == catalogue.by_alias("art=685") == "nowa-nazwa"


def test_a_touched_file_with_the_same_content_makes_no_new_generation(base: SampleBase) -> None:
    base.write("wpis")
    library = base.library()
    rebuild.run(library)
    base.write("wpis")
    os.utime(base.path("wpis"), (0, 0))
    assert not rebuild.run(library).published


def test_a_change_that_keeps_size_and_time_is_seen(base: SampleBase) -> None:
    base.write("wpis", "Rada młodzieży A")
    before = base.path("wpis").stat()
    library = base.library()
    rebuild.run(library)
    with base.path("wpis").open("r+b") as file:
        file.seek(file.read().index("młodzieży A".encode()) + len("młodzieży ".encode()))
        file.write(b"B")
    os.utime(base.path("wpis"), ns=(before.st_atime_ns, before.st_mtime_ns))
    assert rebuild.run(library).changed == ("wpis",)
    assert titles(library) == {"wpis": "Rada młodzieży B"}


@pytest.mark.parametrize("year", [1971, 2005, 2099])
def test_files_from_any_year_are_taken_once(base: SampleBase, year: int) -> None:
    """A clock that was wrong, or a copy that kept the times, must not make a file changed for ever."""
    base.write("wpis")
    os.utime(base.path("wpis"), ((year - 1970) * 31_556_952,) * 2)
    library = base.library()
    assert rebuild.run(library).added == ("wpis",)
    assert not rebuild.run(library).published
    base.write("wpis", "Zmieniony")
    os.utime(base.path("wpis"), ((year - 1970) * 31_556_952,) * 2)
    assert rebuild.run(library).changed == ("wpis",)


def test_a_file_too_young_when_it_was_read_is_doubted_until_it_was_read_once_more() -> None:
    second = 1_000_000_000
    stamp = (("practices/a.md", 5, 10 * second, 10 * second, 1),)
    fresh = {"a": Source(stamp, 11 * second, "x", held=True)}
    old = {"a": Source(stamp, 13 * second, "x", held=True)}
    set_back = {"a": Source(stamp, 2 * second, "x", held=True)}
    assert compare(fresh, {"a": stamp}).doubtful == ("a",)
    assert not compare(fresh, {"a": stamp}, settled={"a": (stamp, "x")})
    assert compare(fresh, {"a": stamp}, settled={"a": (stamp, "another")}).doubtful == ("a",)
    assert not compare(old, {"a": stamp})
    assert not compare(set_back, {"a": stamp})


def test_a_broken_record_is_named_and_its_last_good_version_stays(base: SampleBase) -> None:
    base.write("wpis", "Dobra wersja")
    base.write("inny")
    library = base.library()
    rebuild.run(library)
    base.spoil("wpis")
    base.spoil("nigdy-dobry")
    report = rebuild.run(library)
    assert report.kept == ("wpis",)
    assert named(report) == {"practices/wpis.md", "practices/nigdy-dobry.md"}
    assert titles(library) == {"wpis": "Dobra wersja", "inny": "Centrum organizacji pozarządowych"}
    assert found(library, "dobra wersja") == {"wpis"}
    assert not rebuild.run(library).published
    base.write("wpis", "Naprawiona")
    assert named(rebuild.run(library)) == {"practices/nigdy-dobry.md"}
    assert titles(library)["wpis"] == "Naprawiona"


def test_a_full_run_carries_the_last_good_version_over_and_a_deleted_index_forgets_it(base: SampleBase) -> None:
    base.write("wpis", "Dobra wersja", keys="attachments:\n  - file: nota.txt\n    title: Nota\n")
    base.attach("wpis", "nota.txt", "Tekst załącznika o jaźni")
    rebuild.run(base.library())
    base.spoil("wpis")
    library = base.library()
    rebuild.run(library)
    assert rebuild.run(library, full=True).kept == ("wpis",)
    assert titles(library) == {"wpis": "Dobra wersja"}
    assert found(library, "jaźń") == {"wpis"}
    assert not rebuild.run(library).published
    shutil.rmtree(base.root / "search_index")
    assert rebuild.run(base.library()).kept == ()
    assert titles(base.library()) == {}


def test_a_broken_translation_keeps_the_last_good_one_beside_the_new_polish_text(base: SampleBase) -> None:
    base.write("wpis", "Pierwszy tytuł")
    english = base.root / "practices" / "wpis.en.md"
    base.put(english, "---\ntitle: A centre for associations\n---\nThe town opened a house.\n")
    library = base.library()
    rebuild.run(library)
    base.write("wpis", "Drugi tytuł")
    base.put(english, "---\ntitel: Broken\n---\nThe town opened a house.\n")
    report = rebuild.run(library)
    assert named(report) == {"practices/wpis.en.md"}
    assert report.kept == ()
    entry = library.index.current().catalogue.entry("wpis")
    assert entry is not None
    assert (entry.practice.title, entry.body("en").title) == ("Drugi tytuł", "A centre for associations")


@pytest.mark.parametrize("status", ["draft", "review", "withdrawn"])
def test_what_is_not_published_is_known_but_not_found(base: SampleBase, status: str) -> None:
    base.write("wpis")
    library = base.library()
    rebuild.run(library)
    base.write("wpis", status=status, keys="withdrawn_reason: powtórzony wpis\n" if status == "withdrawn" else "")
    rebuild.run(library)
    assert library.index.current().catalogue.statuses() == {"wpis": status}
    assert found(library) == set()
    base.write("wpis")
    rebuild.run(library)
    assert found(library) == {"wpis"}


def test_attachments_are_measured_searched_and_followed(base: SampleBase) -> None:
    base.write("wpis", keys="attachments:\n  - file: nota.txt\n    title: Nota\n")
    base.attach("wpis", "nota.txt", "Pierwsza treść o wiatrakach")
    library = base.library()
    rebuild.run(library)
    assert found(library, "wiatraki") == {"wpis"}
    base.attach("wpis", "nota.txt", "Druga treść o kolei")
    assert rebuild.run(library).changed == ("wpis",)
    assert (found(library, "wiatraki"), found(library, "kolej")) == (set(), {"wpis"})
    entry = library.index.current().catalogue.entry("wpis")
    assert entry is not None
    assert [(f.file, f.media_type, f.size) for f in entry.files] == [
        ("nota.txt", "text/plain", len("Druga treść o kolei".encode()))
    ]


def test_texts_that_an_older_program_read_are_read_anew_once(base: SampleBase) -> None:
    base.write("wpis", keys="attachments:\n  - file: nota.txt\n    title: Nota\n")
    base.attach("wpis", "nota.txt", "Regulamin konkursu")
    rebuild.run(base.library())
    folder = base.root / "search_index" / "generations" / "1"
    older = replace(manifest.read(folder / "manifest.json"), extraction=EXTRACTION_VERSION - 1)
    manifest.write(folder, "manifest.json", older)
    library = base.library()
    report = rebuild.run(library)
    assert (report.published, report.added, report.changed) == (True, (), ())
    assert found(library, "konkurs") == {"wpis"}
    assert not rebuild.run(base.library()).published


def test_a_file_that_changes_while_it_is_read_is_put_off_to_the_next_run(base: SampleBase) -> None:
    slugs = [f"wpis-{number:02d}" for number in range(30)]
    for slug in slugs:
        base.write(slug)
    library = base.library()

    def meanwhile(done: int, _total: int, _slug: str) -> None:
        if done == 1:
            base.write(slugs[-1], "Zmieniony w czasie budowy")

    first = rebuild.run(library, progress=meanwhile)
    assert first.put_off == (slugs[-1],)
    assert slugs[-1] not in titles(library)
    second = rebuild.run(library)
    assert (second.added, second.put_off) == ((slugs[-1],), ())
    assert titles(library)[slugs[-1]] == "Zmieniony w czasie budowy"


def test_progress_counts_every_record_that_is_read(base: SampleBase) -> None:
    for slug in ("pierwszy", "drugi", "trzeci"):
        base.write(slug)
    calls: list[tuple[int, int, str]] = []
    rebuild.run(base.library(), progress=lambda *call: calls.append(call))
    assert calls == [(1, 3, "drugi"), (2, 3, "pierwszy"), (3, 3, "trzeci")]


def test_the_editors_log_names_new_problems_once_and_says_when_they_are_mended(
    base: SampleBase, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bdp.editors")
    library = base.library()
    base.spoil("wpis")
    rebuild.run(library)
    base.write("inny")
    rebuild.run(library)
    base.write("wpis")
    rebuild.run(library)
    said = [record.getMessage() for record in caplog.records if record.name == "bdp.editors"]
    assert [line.partition(": ")[0] for line in said] == ["practices/wpis.md:11", "practices/wpis.md"]
