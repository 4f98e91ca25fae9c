"""kills: two writers are killed at random moments while a third process reads; run as ``python -m``, prints its counts.

Arguments: folder, number of rounds, seed. It starts in a process of its own, without threads, so that it may fork.
"""

import mmap
import os
import random
import signal
import struct
import sys
import time
from functools import partial
from pathlib import Path

from bdp.services import rebuild
from tests.forks import fork
from tests.sample import SampleBase
from tests.torture import trial
from tests.torture.trial import Saved

_READS = struct.Struct("QQ")  # full checks made, generations seen


def main(root: Path, rounds: int, seed: int) -> None:
    """Go through all rounds; raises AssertionError at the first loss."""
    chance = random.Random(seed)  # noqa: S311 - chance, not a secret
    base = trial.begin(root)
    rebuild.run(base.library())
    counts = mmap.mmap(-1, _READS.size)
    reader = fork(partial(read, base, counts))
    number, saves, publishes = 0, 0, 0
    for _ in range(rounds):
        journal = root / "journal"
        journal.unlink(missing_ok=True)
        writers = [fork(partial(write, base, journal, name, number)) for name in "ab"]
        for writer in writers:
            await_lines(journal, chance.randrange(1, 8))
            time.sleep(chance.uniform(0, 0.03))
            os.kill(writer, signal.SIGKILL)
        for writer in writers:
            os.waitpid(writer, 0)
        saved, published, number = acknowledged(journal, number)
        saves, publishes = saves + len(saved), publishes + len(published)
        check(base, saved, published)
    assert os.waitpid(reader, os.WNOHANG) == (0, 0), "the reader found a fault"
    os.kill(reader, signal.SIGKILL)
    os.waitpid(reader, 0)
    checks, generations = _READS.unpack(counts[:])
    print(  # noqa: T201
        f"{rounds} rounds, {2 * rounds} kills, {saves} saves acknowledged, {publishes} published, 0 lost, 0 torn; "
        f"{checks} checks by a reader over {generations} generations, 0 wrong"
    )


def await_lines(journal: Path, number: int) -> None:
    """Wait until so much was acknowledged, so that busy machines kill at the same stages of the work as idle ones."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and (not journal.exists() or journal.read_bytes().count(b"\n") < number):
        time.sleep(0.001)


def write(base: SampleBase, journal: Path, name: str, number: int) -> None:
    """Save and publish without end; a line in the journal is the acknowledgement."""
    library = base.library()
    chance = random.Random(f"{name}{number}")  # noqa: S311
    out = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    while True:
        number += 1
        saved = Saved(chance.choice(trial.SLUGS), name, number)
        trial.save(library, saved)
        os.write(out, f"S {saved.slug} {name} {number}\n".encode())
        rebuild.run(library)
        os.write(out, f"P {saved.slug} {name} {number}\n".encode())


def acknowledged(journal: Path, before: int) -> tuple[list[Saved], list[Saved], int]:
    """Return what was saved, what was published, and a number above all that were tried."""
    lines = [line.split() for line in journal.read_text().splitlines()] if journal.exists() else []
    kinds = {kind: [Saved(s, w, int(n)) for k, s, w, n in lines if k == kind] for kind in "SP"}
    return kinds["S"], kinds["P"], max([before, *(int(line[3]) for line in lines)]) + 1


def read(base: SampleBase, counts: mmap.mmap) -> None:
    """Check the current generation all the time: whole, of one age, never older than the one before."""
    index = base.library().index
    checks, seen, last = 0, 0, index.current()
    shown = trial.numbers_in(last)
    while True:
        generation = index.current()
        assert not index.damage, index.damage
        now = trial.numbers_in(generation)
        for slug, numbers in shown.items():
            assert all(now[slug].get(w, 0) >= n for w, n in numbers.items()), (
                f"rolled back: {slug} {numbers} {now[slug]}"
            )
        checks, seen, last, shown = checks + 1, seen + (generation is not last), generation, now
        counts[:] = _READS.pack(checks, seen)
        time.sleep(0.002)


def check(base: SampleBase, saved: list[Saved], published: list[Saved]) -> None:
    """Check files and the live generation as they were left, then that the next run makes them agree."""
    on_disk = trial.numbers_on_disk(base)
    trial.assert_holds(on_disk, saved, "file")
    library = base.library()
    trial.assert_holds(trial.numbers_in(library.index.current()), published, "generation")
    assert not library.index.damage, library.index.damage
    rebuild.run(library)
    assert trial.numbers_in(library.index.current()) == trial.numbers_on_disk(base)
    assert trial.leftovers(base) == []


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
