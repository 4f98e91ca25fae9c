"""What goes on while a whole build runs in another process: questions are answered, and saves are kept."""

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from bdp.domain.errors import Busy
from bdp.domain.query import Query
from bdp.library import Library
from bdp.services import rebuild
from tests.sample import SampleBase
from tests.served import environment

RECORDS = 450  # so many that processes of their own take part in the build
TODAY = date(2026, 1, 1)


@pytest.fixture
def library(base: SampleBase) -> Library:
    """Return a base with many records and an index of them."""
    for number in range(RECORDS):
        base.write(f"wpis-{number:03d}", f"Rada numer {number}")
    library = base.library()
    rebuild.run(library)
    return library


@contextmanager
def building(base: SampleBase) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``bdp index --full``; give it once the build is under way, wait for its good end afterwards."""
    command = [sys.executable, "-m", "bdp", "index", "--full"]
    with subprocess.Popen(command, env=environment(base.root), stdout=subprocess.DEVNULL) as process:
        while not [*(base.root / "search_index").glob("generations/.new-*/pieces/*")]:
            assert process.poll() is None
        yield process
        assert process.wait() == 0


def held(library: Library) -> set[str]:
    found = library.index.current().search.find(Query(q="rada"), today=TODAY, everything=True)
    return {hit.slug for hit in found.hits}


def test_every_question_is_answered_while_all_is_built_anew(base: SampleBase, library: Library) -> None:
    everything = {f"wpis-{number:03d}" for number in range(RECORDS)}
    with building(base) as process:
        asked = 0
        while process.poll() is None:
            assert held(library) == everything
            number = asked % RECORDS
            found = library.index.current().search.find(Query(q=f'"rada numer {number}"'), today=TODAY).hits
            assert [hit.slug for hit in found] == [f"wpis-{number:03d}"]
            asked += 1
        assert asked
    assert library.index.current().number == 2
    assert held(library) == everything


def test_a_save_during_a_whole_build_is_written_at_once_and_served_after_it(base: SampleBase, library: Library) -> None:
    """Who saves does not wait for the build; the run after it takes what it had read before."""
    titles = {f"wpis-{number:03d}": f"Zapisany w czasie budowy {number}" for number in (0, 200, RECORDS - 1)}
    with building(base):
        for slug, title in titles.items():
            before = library.practices.path(slug).read_bytes()
            after = before.replace(b"Rada numer " + str(int(slug[5:])).encode(), title.encode())
            library.practices.write(slug, after, hashlib.sha256(before).hexdigest())
            assert title.encode() in library.practices.path(slug).read_bytes()
        with contextlib.suppress(Busy):  # what a running site meets; it looks again a second later
            rebuild.run(library, wait=False)
    rebuild.run(library)
    entries = library.index.current().catalogue.entries(titles)
    assert {slug: entry.practice.title for slug, entry in entries.items()} == titles
    found = library.index.current().search.find(Query(q='"zapisany w czasie budowy"'), today=TODAY, everything=True)
    assert {hit.slug for hit in found.hits} == set(titles)
    assert len(library.index.current().catalogue.statuses()) == RECORDS


def test_a_build_that_is_interrupted_at_the_keyboard_leaves_what_served(base: SampleBase, library: Library) -> None:
    command = [sys.executable, "-m", "bdp", "index", "--full"]
    del library
    with subprocess.Popen(
        command, env=environment(base.root), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, process_group=0
    ) as process:
        while not [*(base.root / "search_index").glob("generations/.new-*/pieces/*")]:
            assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait() != 0
    while alive(process.pid):  # those that render end once nobody asks them any more
        time.sleep(0.05)
    left = [path.name for path in (base.root / "search_index" / "generations").iterdir()]
    assert left == ["1"]


def alive(group: int) -> bool:
    """Tell whether a group of processes has any left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
