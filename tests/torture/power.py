"""power: the power goes while a writer saves and publishes; run as ``python -m`` with a folder, cuts and a seed.

The base lies on an ext4 file system in a file. A cut shuts that file system down: what was not synced is lost, as the
disk would lose it. Every second cut lets the journal reach the disk first, which is how torn files come about.
"""

import contextlib
import fcntl
import os
import random
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bdp.services import rebuild
from tests.forks import fork
from tests.torture import trial
from tests.torture.kills import acknowledged, await_lines, write

_SHUTDOWN = 0x8004587D  # EXT4_IOC_SHUTDOWN
_FLUSH_JOURNAL, _FLUSH_NOTHING = 1, 2
_MEGABYTES = 64
NO_MOUNT = 77  # exit code: this machine lets nobody mount


def main(root: Path, cuts: int, seed: int) -> None:
    """Cut the power again and again; raises AssertionError at the first loss."""
    chance = random.Random(seed)  # noqa: S311
    disk, place, journal = root / "disk", root / "place", root / "journal"
    place.mkdir(parents=True)
    with disk.open("wb") as file:
        file.truncate(_MEGABYTES << 20)
    run("mkfs.ext4", "-q", "-F", str(disk))
    with mounted(disk, place):
        base = trial.begin(place / "base")
        rebuild.run(base.library())
        os.sync()
    number, saves, publishes = 0, 0, 0
    for cut in range(cuts):
        journal.unlink(missing_ok=True)
        with mounted(disk, place):
            writer = fork(partial(until_the_cut, partial(write, base, journal, "a", number)))
            await_lines(journal, chance.randrange(1, 10))
            time.sleep(chance.uniform(0, 0.03))
            shut_down(place, _FLUSH_JOURNAL if cut % 2 else _FLUSH_NOTHING)
            os.kill(writer, signal.SIGKILL)
            os.waitpid(writer, 0)
        saved, published, number = acknowledged(journal, number)
        saves, publishes = saves + len(saved), publishes + len(published)
        with mounted(disk, place):
            trial.assert_holds(trial.numbers_on_disk(base), saved, f"cut {cut}, file")
            library = base.library()
            trial.assert_holds(trial.numbers_in(library.index.current()), published, f"cut {cut}, generation")
            assert not library.index.damage, library.index.damage
            rebuild.run(library)
            assert trial.numbers_in(library.index.current()) == trial.numbers_on_disk(base)
            assert trial.leftovers(base) == []
            library.index.close()
            del library
    print(f"{cuts} power cuts, {saves} saves acknowledged, {publishes} published, 0 lost, 0 torn")  # noqa: T201


def until_the_cut(work: Callable[[], None]) -> None:
    """Work until the disk is gone, whatever that breaks and says: the last words of the dead prove nothing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    with contextlib.suppress(Exception):
        work()


@contextlib.contextmanager
def mounted(disk: Path, place: Path) -> Iterator[None]:
    """Mount the file system for the length of a block."""
    done = subprocess.run(["mount", "-o", "loop", str(disk), str(place)], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr)
        sys.exit(NO_MOUNT)
    try:
        yield
    finally:
        run("umount", str(place))


def shut_down(place: Path, how: int) -> None:
    """Take the power from a mounted file system."""
    folder = os.open(place, os.O_RDONLY)
    try:
        fcntl.ioctl(folder, _SHUTDOWN, struct.pack("I", how))
    finally:
        os.close(folder)


def run(*command: str) -> None:
    """Run a command that must succeed."""
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
