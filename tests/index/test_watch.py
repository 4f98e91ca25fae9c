"""A running site notices by itself what happens to its files, in one process at a time, and cannot be worn down."""

import logging
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bdp.catalogue.reader import CatalogueReader
from bdp.domain.errors import BdpError, NotBuilt
from bdp.index.watch import Watch
from bdp.library import Library
from bdp.services import rebuild, upkeep
from tests.forks import fork, outcome
from tests.sample import SampleBase

PATIENCE_SECONDS = 60  # only a failing test waits so long


def until(happened: Callable[[], bool]) -> bool:
    """Wait until something has happened; False when it never does."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def title(library: Library, slug: str = "wpis") -> str:
    try:
        entry = library.index.current().catalogue.entry(slug)
    except NotBuilt:
        return "not built"
    return entry.practice.title if entry else ""


@contextmanager
def watched(base: SampleBase) -> Iterator[Library]:
    """Run a site's watch over a base."""
    library = Library.of(replace(base.config, watch_seconds=0.05))
    watch = upkeep.watch(library)
    watch.start()
    watch.start()
    try:
        yield library
    finally:
        watch.close()


def test_a_record_that_is_added_changed_broken_and_deleted_shows_without_being_told(
    base: SampleBase, caplog: pytest.LogCaptureFixture
) -> None:
    base.write("inny")
    rebuild.run(base.library())
    with watched(base) as library:
        base.write("wpis", "Pierwszy")
        assert until(lambda: title(library) == "Pierwszy")
        base.write("wpis", "Drugi")
        assert until(lambda: title(library) == "Drugi")
        base.spoil("wpis")
        assert until(lambda: any("practices/wpis.md:11: tytuł" in record.getMessage() for record in caplog.records))
        assert (title(library), title(library, "inny")) == ("Drugi", "Centrum organizacji pozarządowych")
        base.path("wpis").unlink()
        assert until(lambda: title(library) == "")


def test_an_index_that_is_missing_deleted_or_damaged_is_built_anew(base: SampleBase) -> None:
    base.write("wpis", "Pierwszy")
    with watched(base) as library:
        assert until(lambda: title(library) == "Pierwszy")
        # In one step: the site puts a new index where files vanish while others are still being deleted.
        (base.root / "search_index").rename(base.root / "deleted")
        shutil.rmtree(base.root / "deleted")
        base.write("wpis", "Drugi")
        assert until(lambda: title(library) == "Drugi")
        library.index.close()
        number = library.index.generations.current()
        for tier in (base.root / "search_index" / "generations" / str(number) / "catalogue").iterdir():
            tier.write_bytes(b"")
        assert until(lambda: title(library) == "Drugi" and library.index.current().number != number)


def test_vocabularies_pages_and_misplaced_files_are_watched_too(base: SampleBase) -> None:
    base.write("wpis")
    rebuild.run(base.library())
    with watched(base) as library:

        def catalogue() -> CatalogueReader:
            return library.index.current().catalogue

        base.put(base.root / "practices" / "_pages" / "nowa-strona.md", "---\ntitle: Nowa\n---\nTreść.\n")
        assert until(lambda: catalogue().page("nowa-strona") is not None)
        base.put(base.root / "practices" / "_vocabulary" / "forms.yaml", "- id: x\n  label: {pl: Iks}\n")
        assert until(lambda: library.vocabularies.forms.ids == ("x",))
        base.put(base.root / "practices" / "Zła Nazwa.md", "x")
        assert until(lambda: "practices/Zła Nazwa.md" in {p.path for p in library.index.current().manifest.problems})


def test_closing_ends_the_thread_and_starting_again_starts_one(base: SampleBase) -> None:
    library = Library.of(replace(base.config, watch_seconds=0.05))
    watch = upkeep.watch(library)

    def running() -> list[str]:
        return [thread.name for thread in threading.enumerate() if thread.name == "bdp-watch"]

    for _ in range(2):
        watch.start()
        assert running() == ["bdp-watch"]
        watch.close()
        assert running() == []
    watch.close()


def test_without_an_interval_nothing_is_watched(base: SampleBase) -> None:
    watch = upkeep.watch(base.library())
    watch.start()
    assert "bdp-watch" not in {thread.name for thread in threading.enumerate()}
    watch.close()


def test_one_process_looks_and_another_takes_over_when_it_ends(tmp_path: Path) -> None:
    looked: list[str] = []

    def made(name: str) -> Watch:
        def look() -> bool:
            looked.append(name)
            return False

        return Watch(
            tmp_path / "WATCH", look=look, damaged=lambda: False, act=lambda: None, finish=lambda: None, seconds=0.02
        )

    first, second = made("first"), made("second")
    first.start()
    assert until(lambda: looked.count("first") > 2)
    second.start()
    assert until(lambda: looked.count("first") > 20)
    assert "second" not in looked
    first.close()
    assert until(lambda: looked.count("second") > 2)
    second.close()


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), BdpError("zepsute"), ValueError("nobody knew")]
)
def test_errors_are_logged_and_the_watch_goes_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    rounds: list[int] = []

    def act() -> None:
        rounds.append(1)
        if len(rounds) <= 2:
            raise error

    watch = Watch(
        tmp_path / "WATCH", look=lambda: True, damaged=lambda: False, act=act, finish=lambda: None, seconds=0.01
    )
    caplog.set_level(logging.ERROR)
    watch.start()
    assert until(lambda: len(rounds) > 4)
    watch.close()
    assert str(error) in caplog.text


def test_a_fork_does_not_inherit_the_watch_but_may_start_its_own(tmp_path: Path) -> None:
    looked: list[int] = []

    def look() -> bool:
        looked.append(os.getpid())
        return False

    watch = Watch(
        tmp_path / "WATCH", look=look, damaged=lambda: False, act=lambda: None, finish=lambda: None, seconds=0.01
    )
    watch.start()
    assert until(lambda: len(looked) > 1)

    def start_again() -> None:
        watch.start()
        assert any(thread.name == "bdp-watch" for thread in threading.enumerate())

    assert outcome(fork(start_again)) == 0
    watch.close()
