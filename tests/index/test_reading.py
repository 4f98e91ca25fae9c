"""Reading: who reads keeps what was opened, of one age; nothing foreign is opened; a fork starts afresh."""

import os
import re
import shutil
import threading
import time
from datetime import date
from pathlib import Path

import pytest

from bdp.content.markdown import Renderer
from bdp.domain.errors import NotBuilt
from bdp.domain.query import Query
from bdp.index.reading import Generation
from bdp.library import Library
from bdp.services import rebuild
from tests.forks import fork, outcome
from tests.sample import SampleBase

TODAY = date(2026, 1, 1)


def title(generation: Generation, slug: str = "wpis") -> str:
    entry = generation.catalogue.entry(slug)
    return entry.practice.title if entry else ""


def found(generation: Generation, words: str) -> list[str]:
    return [hit.slug for hit in generation.search.find(Query(q=words), today=TODAY).hits]


def current_file(base: SampleBase) -> Path:
    return base.root / "search_index" / "CURRENT"


def generations(base: SampleBase) -> set[str]:
    return {path.name for path in (base.root / "search_index" / "generations").iterdir()}


def built(base: SampleBase, *names: str, renderer: Renderer | None = None) -> Library:
    """Publish a generation for each title of the record ``wpis``."""
    library = base.library()
    for name in names:
        base.write("wpis", name)
        rebuild.run(library, renderer=renderer)
    return library


@pytest.mark.parametrize("current", [None, b"", b"7\n", b"x\n", b"-1\n", b"1\n2\n", b"\xff", b"0\n", b"9" * 100])
def test_without_a_usable_generation_the_index_is_not_built(base: SampleBase, current: bytes | None) -> None:
    if current is not None:
        current_file(base).parent.mkdir()
        current_file(base).write_bytes(current)
    index = base.library().index
    for _ in range(2):
        with pytest.raises(NotBuilt, match="bdp index"):
            index.current()


def test_the_same_generation_is_given_until_another_is_current(base: SampleBase) -> None:
    library = built(base, "Pierwszy")
    first = library.index.current()
    assert library.index.current() is first
    built(base, "Drugi")
    second = library.index.current()
    assert (title(first), title(second)) == ("Pierwszy", "Drugi")
    assert (found(first, "pierwszy"), found(first, "drugi")) == (["wpis"], [])
    assert (found(second, "pierwszy"), found(second, "drugi")) == ([], ["wpis"])


def test_who_reads_an_old_generation_reads_on_after_everything_was_deleted(base: SampleBase) -> None:
    library = built(base, "Pierwszy")
    opened = library.index.current()
    assert (title(opened), found(opened, "pierwszy")) == ("Pierwszy", ["wpis"])
    shutil.rmtree(base.root / "search_index")
    again = library.index.current()
    assert (title(again), found(again, "pierwszy")) == ("Pierwszy", ["wpis"])
    assert library.index.damage
    rebuild.run(library)
    assert library.index.current() is not opened
    assert not library.index.damage


def test_the_last_generations_stay_and_what_was_replaced_just_now(base: SampleBase, renderer: Renderer) -> None:
    library = built(base, *(f"Wersja {number}" for number in range(7)), renderer=renderer)
    assert generations(base) == {"1", "2", "3", "4", "5", "6", "7"}
    for path in (base.root / "search_index" / "generations").iterdir():
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 3600))
    base.write("wpis", "Ostatnia")
    rebuild.run(library, renderer=renderer)
    assert generations(base) == {"5", "6", "7", "8"}
    assert title(library.index.current()) == "Ostatnia"


def test_a_clock_set_back_does_not_keep_generations_for_ever(base: SampleBase, renderer: Renderer) -> None:
    library = built(base, *(f"Wersja {number}" for number in range(6)), renderer=renderer)
    for path in (base.root / "search_index" / "generations").iterdir():
        os.utime(path, (path.stat().st_atime, path.stat().st_mtime + 365 * 86_400))
    base.write("wpis", "Ostatnia")
    rebuild.run(library, renderer=renderer)
    assert generations(base) == {"4", "5", "6", "7"}


def test_what_killed_builders_left_is_removed_by_the_next(base: SampleBase) -> None:
    library = built(base, "Pierwszy")
    folder = base.root / "search_index" / "generations"
    shutil.copytree(folder / "1", folder / ".new-0123456789abcdef")
    shutil.copytree(folder / "1", folder / "2")  # it died between its rename and CURRENT
    (folder.parent / ".CURRENT.0123456789abcdef").write_bytes(b"2\n")
    base.write("wpis", "Drugi")
    rebuild.run(library)
    assert generations(base) == {"1", "2"}
    assert title(library.index.current()) == "Drugi"
    assert {path.name for path in folder.parent.iterdir()} == {"CURRENT", "LOCK", "TRUST", "generations"}


def test_the_way_back_is_one_line_in_current(base: SampleBase) -> None:
    library = built(base, "Pierwszy", "Drugi")
    assert title(library.index.current()) == "Drugi"
    current_file(base).write_bytes(b"1\n")
    assert title(library.index.current()) == "Pierwszy"
    assert not library.index.damage
    rebuild.run(library)
    assert title(library.index.current()) == "Drugi"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to another user")
@pytest.mark.parametrize(
    "what", ["generations", "generations/1", "generations/1/whoosh", "generations/1/manifest.json"]
)
def test_what_belongs_to_another_user_is_never_opened(base: SampleBase, what: str) -> None:
    built(base, "Pierwszy")
    os.chown(base.root / "search_index" / what, 12345, 12345)
    with pytest.raises(NotBuilt, match=r"12345|uid"):
        base.library().index.current()


@pytest.mark.parametrize("what", ["generations", "generations/1", "generations/1/whoosh", "generations/1/catalogue"])
def test_what_others_may_write_to_is_never_opened(base: SampleBase, what: str) -> None:
    built(base, "Pierwszy")
    path = base.root / "search_index" / what
    path.chmod(path.stat().st_mode | 0o020)
    with pytest.raises(NotBuilt, match="inni mogą"):
        base.library().index.current()


def test_a_generation_that_is_a_link_is_never_opened(base: SampleBase, tmp_path: Path) -> None:
    """An index from elsewhere would run its code when it is opened."""
    built(base, "Pierwszy")
    folder = base.root / "search_index" / "generations" / "1"
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotBuilt):
        base.library().index.current()


def test_a_table_of_contents_that_the_builder_did_not_write_is_never_opened(base: SampleBase) -> None:
    built(base, "Pierwszy")
    folder = base.root / "search_index" / "generations" / "1" / "whoosh"
    (folder / "_MAIN_99.toc").write_bytes(b"c__builtin__\nexit\n(I1\ntR.")
    with pytest.raises(NotBuilt, match="_MAIN_99"):
        base.library().index.current()


def test_a_child_forked_after_opening_answers_by_itself(base: SampleBase) -> None:
    library = built(base, "Pierwszy")
    assert title(library.index.current()) == "Pierwszy"

    def read() -> None:
        generation = library.index.current()
        assert title(generation) == "Pierwszy"
        assert found(generation, "pierwszy") == ["wpis"]

    assert outcome(fork(read)) == 0
    assert found(library.index.current(), "pierwszy") == ["wpis"]


def test_readers_in_many_threads_see_catalogue_and_search_of_one_age(base: SampleBase, renderer: Renderer) -> None:
    """Each title is a word of its own; the one in the catalogue must be the one that the search finds."""
    library = built(base, "Wersja nr0", renderer=renderer)
    stop, wrong, reads = threading.Event(), [], []

    def read() -> None:
        while not stop.is_set():
            generation = library.index.current()
            word = title(generation).split()[1]
            if found(generation, f"={word}") != ["wpis"] or generation.search.count != 1:
                wrong.append((generation.number, word))
            reads.append(generation.number)
            time.sleep(0.001)  # leave the writer some of the interpreter

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    writer = base.library()
    for number in range(1, 25):
        base.write("wpis", f"Wersja nr{number}")
        rebuild.run(writer, renderer=renderer)
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(set(reads)) > 1
    print(f"\n{len(reads)} reads over {len(set(reads))} of 25 generations, 0 of mixed age")  # noqa: T201


def test_files_and_connections_of_replaced_generations_are_let_go(base: SampleBase, renderer: Renderer) -> None:
    library = built(base, "Wersja 0", renderer=renderer)

    def open_files() -> int:
        links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
        return sum(str(library.config.search_index) in str(link.readlink()) for link in links)

    title(library.index.current())
    at_first = open_files()
    for number in range(1, 20):
        base.write("wpis", f"Wersja {number}")
        rebuild.run(library, renderer=renderer)
        assert found(library.index.current(), "wersja") == ["wpis"]
        assert title(library.index.current())
    assert open_files() <= at_first + 30
    library.index.close()
    assert open_files() == 0


def test_a_generation_of_an_older_program_is_passed_over_for_its_layout(base: SampleBase) -> None:
    """Whatever else about it is as the older program had it."""
    built(base, "Pierwszy")
    folder = base.root / "search_index" / "generations" / "1"
    manifest = folder / "manifest.json"
    manifest.write_bytes(re.sub(rb'"layout":\d+', b'"layout":1', manifest.read_bytes()))
    shutil.rmtree(folder / "catalogue")
    with pytest.raises(NotBuilt, match="układ 1"):
        base.library().index.current()
