"""What went wrong with Whoosh elsewhere stays right here: names of segments, versions after updates, locks."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
import whoosh.util

from bdp.content.markdown import Renderer
from bdp.domain.query import Query
from bdp.services import rebuild
from bdp.services.rebuild import NotPublished
from tests.sample import SampleBase

TODAY = date(2026, 1, 1)


def hits(base: SampleBase, words: str) -> list[str]:
    found = base.library().index.current().search.find(Query(q=words), today=TODAY, everything=True)
    return [hit.slug for hit in found.hits]


def test_seeding_chance_does_not_make_writers_choose_a_name_twice(base: SampleBase, renderer: Renderer) -> None:
    """Whoosh names segments by the global random module, which tests and other code seed."""
    library = base.library()
    names: set[str] = set()
    for number in range(12):
        random.seed(1)
        base.write(f"wpis-{number}", f"Numer n{number}")
        report = rebuild.run(library, renderer=renderer)
        folder = base.root / "search_index" / "generations" / str(report.generation) / "whoosh"
        names |= {path.name for path in folder.glob("*.seg")}
    assert isinstance(whoosh.util.random, random.SystemRandom)
    assert len(names) >= 12
    assert len(hits(base, "numer")) == 12


def test_after_many_updates_only_the_last_version_of_a_record_is_found(base: SampleBase, renderer: Renderer) -> None:
    """A searcher that was refreshed used to answer with old versions beside the new one."""
    base.write("inny", "Zostaje")
    library = base.library()
    for number in range(15):
        base.write("wpis", f"Powtarzany n{number}")
        rebuild.run(library, renderer=renderer)
        generation = library.index.current()
        assert generation.search.count == 2
        everything = generation.search.find(Query(q="powtarzany"), today=TODAY, everything=True)
        assert [hit.slug for hit in everything.hits] == ["wpis"]
        assert everything.counts["theme"]["kultura"] == 1
    assert [hits(base, f"=n{number}") for number in (0, 7, 13, 14)] == [[], [], [], ["wpis"]]


def test_writers_at_once_follow_each_other_and_none_starves(base: SampleBase, renderer: Renderer) -> None:
    """Whoosh's own lock is polled: of two busy writers one got nothing done."""
    published: list[str] = []

    def work(name: str) -> None:
        library = base.library()
        for number in range(5):
            base.write(f"wpis-{name}", f"Wersja {name}{number}")
            rebuild.run(library, renderer=renderer)
            published.append(name)

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(work, name) for name in "abc"]:
            done.result()
    assert sorted(published) == sorted("abc" * 5)
    assert hits(base, "wersja") == ["wpis-a", "wpis-b", "wpis-c"]


def test_a_build_that_failed_leaves_no_lock_and_no_folder(base: SampleBase, renderer: Renderer) -> None:
    """Whoosh keeps its lock in a process whose commit failed: every later save there used to fail."""
    library = base.library()
    base.write("wpis", "Pierwszy")
    rebuild.run(library, renderer=renderer)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for number in range(5):
        base.write("wpis", f"Wersja {number}")
        with pytest.raises(NotPublished, match="No space left"):
            rebuild.run(library, progress=fail, renderer=renderer)
    assert hits(base, "pierwszy") == ["wpis"]
    assert rebuild.run(library, renderer=renderer).changed == ("wpis",)
    folder = base.root / "search_index" / "generations"
    assert {path.name for path in folder.iterdir()} == {"1", "2"}


def test_segments_are_shared_between_generations_and_never_written_again(base: SampleBase, renderer: Renderer) -> None:
    library = base.library()
    for number in range(6):
        base.write(f"wpis-{number}")
    rebuild.run(library, renderer=renderer)
    folder = base.root / "search_index" / "generations"
    first = {path.name: path.read_bytes() for path in (folder / "1" / "whoosh").iterdir()}
    base.write("wpis-0", "Zmieniony")
    rebuild.run(library, renderer=renderer)
    shared = [path.name for path in (folder / "2" / "whoosh").glob("*.seg") if path.stat().st_nlink == 2]
    assert {path.name: path.read_bytes() for path in (folder / "1" / "whoosh").iterdir()} == first
    assert shared or len(list((folder / "2" / "whoosh").glob("*.seg"))) == 1
    assert not list(folder.rglob("*LOCK*"))


def test_many_readers_at_once_while_a_writer_publishes_and_a_full_build_runs(
    base: SampleBase, renderer: Renderer
) -> None:
    for number in range(40):
        base.write(f"wpis-{number:02d}", f"Wspólny numer n{number}")
    library = base.library()
    rebuild.run(library, renderer=renderer)
    stop, wrong = threading.Event(), []

    def read() -> int:
        reads = 0
        while not stop.is_set():
            generation = library.index.current()
            found = generation.search.find(Query(q="wspólny"), today=TODAY, everything=True)
            if not len(found.hits) == len(generation.catalogue.entries(h.slug for h in found.hits)) == 40:
                wrong.append(found)
            reads += 1
            time.sleep(0.002)  # leave the writer some of the interpreter
        return reads

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        rebuild.run(base.library(), full=True, renderer=renderer)
        for number in range(5):
            base.write("wpis-00", f"Wspólny numer n0 raz {number}")
            rebuild.run(base.library(), renderer=renderer)
        stop.set()
        reads = sum(reader.result() for reader in readers)
    assert wrong == []
    print(f"\n{reads} reads while a full build and 5 publishes ran, 0 failed")  # noqa: T201


def test_the_temporary_folder_of_a_build_is_private(base: SampleBase, renderer: Renderer) -> None:
    base.write("wpis")
    seen: list[int] = []

    def look(*_: object) -> None:
        folder = base.root / "search_index" / "generations"
        seen.extend(
            path.stat().st_mode & 0o777 for path in (*folder.glob(".new-*"), *Path(folder).glob(".new-*/whoosh"))
        )

    rebuild.run(base.library(), progress=look, renderer=renderer)
    assert seen == [0o700, 0o700]
