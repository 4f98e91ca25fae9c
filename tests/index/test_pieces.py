"""Builds of many records, parted among processes: what comes out is what one process makes, whatever befalls them."""

import os
import signal
from datetime import date
from pathlib import Path

import pytest

from bdp.domain.query import Query
from bdp.index.generations import SEARCH
from bdp.library import Library
from bdp.search.flat import ENDING, load
from bdp.services import rebuild
from tests.sample import SampleBase

RECORDS = 70
TODAY = date(2026, 1, 1)
QUERIES = ("stowarzyszenie", "spotkania", '"dom spotkań"', "rada OR jaźń", "mie*", "numer 7", "meadow", "dobra wersja")


def fill(base: SampleBase) -> None:
    """Write records of all sorts: drafts, broken ones, translations, attachments."""
    for number in range(RECORDS):
        slug = f"wpis-{number:02d}"
        status = "draft" if number % 9 == 4 else "published"
        keys = "attachments:\n  - file: nota.txt\n    title: Nota\n" if number % 11 == 3 else ""
        base.write(
            slug, f"Rada numer {number}", summary=f"Dom spotkań {'i rada ' * (number % 5)}.", status=status, keys=keys
        )
        if keys:
            base.attach(slug, "nota.txt", f"Tekst {number} o jaźni")
        if number % 13 == 5:
            base.put(base.root / "practices" / f"{slug}.en.md", f"---\ntitle: A meadow {number}\n---\nA house.\n")


def worsen(base: SampleBase) -> None:
    """Break some records that were good, one of them in its translation, and take one away."""
    for number in (2, 33, 69):
        base.spoil(f"wpis-{number:02d}")
    base.put(base.root / "practices" / "wpis-05.en.md", "---\ntitel: Broken\n---\nA house.\n")
    base.path("wpis-50").unlink()


def state(library: Library) -> dict[str, object]:
    """Return all that a generation holds: entries, texts, what is known of the files, words, answers."""
    generation = library.index.current()
    catalogue = generation.catalogue
    entries = {entry.slug: entry for entry in catalogue.stream(catalogue.statuses())}
    folder = library.index.generations.folder(generation.number)
    flats = [load(path) for path in sorted((folder / SEARCH).glob(f"*{ENDING}"))]
    sources = library.index.sources.of(generation.number)
    search = generation.search
    return {
        "entries": entries,
        "texts": {slug: catalogue.texts(slug) for slug in entries},
        "sources": {s: (source.stamp, source.content, source.held, source.problems) for s, source in sources.items()},
        "words": [{name: array.tolist() for name, array in flat.arrays.items()} for flat in flats],
        "answers": [search.find(Query(q=q), today=TODAY, everything=True) for q in QUERIES],
    }


def test_what_several_processes_build_is_what_one_builds(base: SampleBase) -> None:
    fill(base)
    library = base.library()
    rebuild.run(library)
    worsen(base)
    one = rebuild.run(library, full=True)
    before = state(library)
    several = rebuild.run(library, full=True, many=1)
    assert state(library) == before
    assert several.kept == one.kept == ("wpis-02", "wpis-33", "wpis-69")
    assert several.problems == one.problems
    assert len({problem.path for problem in one.problems if not problem.warning}) == 4


def test_many_records_are_added_to_a_base_as_a_few_are(tmp_path: Path) -> None:
    states = []
    for many in (1_000, 1):
        base = SampleBase(tmp_path / str(many))
        base.write("pierwszy")
        library = base.library()
        rebuild.run(library, many=1_000)
        fill(base)
        rebuild.run(library, many=many)
        found = state(library)
        states.append((found["entries"], found["texts"], found["words"], found["answers"]))
    assert states[1] == states[0]


def test_progress_counts_every_record_once(base: SampleBase) -> None:
    fill(base)
    calls: list[tuple[int, int, str]] = []
    rebuild.run(base.library(), many=1, progress=lambda *call: calls.append(call))
    assert [call[:2] for call in calls] == [(number, RECORDS) for number in range(1, RECORDS + 1)]
    assert {call[2] for call in calls} == {f"wpis-{number:02d}" for number in range(RECORDS)}


def test_a_record_that_changes_while_it_is_read_is_put_off(base: SampleBase) -> None:
    fill(base)
    library = base.library()

    def meanwhile(done: int, _total: int, _slug: str) -> None:
        if done == 1:
            for number in range(RECORDS):
                base.write(f"wpis-{number:02d}", "Zmieniony w czasie budowy")

    first = rebuild.run(library, many=1, progress=meanwhile)
    assert first.put_off
    second = rebuild.run(library)
    assert not second.put_off
    catalogue = library.index.current().catalogue
    assert {e.practice.title for e in catalogue.stream(catalogue.statuses())} == {"Zmieniony w czasie budowy"}


def workers() -> list[int]:
    """Return the processes that this one has started for pieces and that still are."""
    threads = Path("/proc/self/task").iterdir()
    pids = [pid for thread in threads for pid in (thread / "children").read_text(encoding="ascii").split()]
    return [int(pid) for pid in pids if b"bdp.services.piecework" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def test_a_process_that_dies_is_replaced(base: SampleBase) -> None:
    fill(base)
    killed: list[int] = []
    calls: list[int] = []

    def kill(done: int, _total: int, _slug: str) -> None:
        calls.append(done)
        if done == 1:
            killed.extend(workers())
            for pid in killed:
                os.kill(pid, signal.SIGKILL)

    library = base.library()
    rebuild.run(library, many=1, progress=kill)
    assert killed
    assert calls == list(range(1, RECORDS + 1))
    found = state(library)
    rebuild.run(library, full=True, many=1_000)
    assert state(library)["words"] == found["words"]
    assert workers() == []


def test_processes_that_die_again_and_again_end_the_build_and_what_served_serves_on(base: SampleBase) -> None:
    base.write("pierwszy")
    library = base.library()
    rebuild.run(library)
    fill(base)

    def kill(*_: object) -> None:
        for pid in workers():
            os.kill(pid, signal.SIGKILL)

    with pytest.raises(rebuild.NotPublished):
        rebuild.run(library, many=1, progress=kill)
    assert list(library.index.current().catalogue.statuses()) == ["pierwszy"]
    assert_nothing_is_left(base)


def test_an_interrupted_build_leaves_neither_processes_nor_files(base: SampleBase) -> None:
    fill(base)

    def interrupt(done: int, _total: int, _slug: str) -> None:
        if done == RECORDS // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild.run(base.library(), many=1, progress=interrupt)
    assert_nothing_is_left(base)


def test_a_disk_that_fails_ends_the_build_with_a_word(base: SampleBase) -> None:
    fill(base)

    def fail(done: int, _total: int, _slug: str) -> None:
        if done == 1:
            for folder in (base.root / "search_index").glob("generations/.new-*/pieces"):
                folder.rename(folder.with_name("elsewhere"))

    with pytest.raises(rebuild.NotPublished, match="indeksu nie zbudowano"):
        rebuild.run(base.library(), many=1, progress=fail)
    assert_nothing_is_left(base)


def assert_nothing_is_left(base: SampleBase) -> None:
    """Fail if a process or a file of a build is still there."""
    assert workers() == []
    assert [
        path.name for path in (base.root / "search_index" / "generations").iterdir() if path.name.startswith(".")
    ] == []
