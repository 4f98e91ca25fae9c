"""faults: a save and its publishing are broken at one system call after another, by a kill or by an error of the disk.

Run as ``python -m`` with a folder, how to break (KILL or the name of an error) and a step: every step-th call of each
kind is broken. The worker is forked from a process without threads, so that strace sees nothing but the work; strace
attaches to it before it begins.
"""

import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from bdp.services import rebuild
from tests.forks import fork
from tests.sample import SampleBase
from tests.torture import trial
from tests.torture.kills import acknowledged
from tests.torture.trial import Saved

CALLS = ("fsync", "rename", "renameat2", "linkat", "unlink", "mkdir", "pwrite64", "write", "ftruncate", "openat")
_SPARSE = {"openat": 3, "write": 2, "pwrite64": 2}
_ATTACHED = re.compile(r"TracerPid:\s+[1-9]")


def main(root: Path, how: str, step: int) -> None:
    """Break every step-th call of each kind; raises AssertionError at the first loss."""
    logging.disable()  # that something is amiss is what we do, and no news
    base = trial.begin(root)
    rebuild.run(base.library())
    number, points, broken = 1, 0, 0
    for call, times in count(base, root / "calls").items():
        for when in range(1, times + 1, 1 if step == 1 else step * _SPARSE.get(call, 1)):
            number += 10
            broken += break_at(base, call, when, how, number)
            points += 1
    print(f"{how}: {points} points in {len(CALLS)} kinds of calls, {broken} ended the save or the build, 0 lost")  # noqa: T201


def count(base: SampleBase, log: Path) -> dict[str, int]:
    """Return how often each kind of call is made by one save and its publishing."""
    options = ["-f", "-o", str(log), "-e", f"trace={','.join(CALLS)}"]
    assert traced(base, options, (1,), base.root / "journal") == 0
    made = re.findall(r"^\d+\s+(\w+)\(", log.read_text(), re.MULTILINE)
    return {call: made.count(call) for call in CALLS if call in made}


def traced(base: SampleBase, options: list[str], attempts: tuple[int, ...], journal: Path) -> int:
    """Save and publish in a forked worker under strace; return its exit code, negative for a signal."""
    begin, go = os.pipe()
    worker = fork(partial(work, base, begin, attempts, journal))
    os.close(begin)
    with subprocess.Popen(["strace", "-q", "-p", str(worker), *options], stderr=subprocess.DEVNULL) as tracer:
        while not _ATTACHED.search(Path(f"/proc/{worker}/status").read_text()):
            assert tracer.poll() is None, "strace could not attach"
            time.sleep(0.002)
        os.write(go, b"go")
        code = os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])
    os.close(go)
    return code


def work(base: SampleBase, begin: int, attempts: tuple[int, ...], journal: Path) -> None:
    """Save and publish; whatever breaks one attempt, the next must pass in this same process."""
    library = base.library()
    out = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    broken = False
    os.read(begin, 2)
    for attempt in attempts:
        saved = Saved(trial.SLUGS[0], "a", attempt)
        line = f" {saved.slug} a {attempt}\n"
        try:
            trial.save(library, saved)
            os.write(out, b"S" + line.encode())
            rebuild.run(library)
            os.write(out, b"P" + line.encode())
        except Exception:  # noqa: BLE001 - Whoosh says by any error that a file could not be opened
            assert not broken, "the next attempt failed too"
            broken = True
            os.write(out, b"E" + line.encode())


def break_at(base: SampleBase, call: str, when: int, how: str, number: int) -> bool:
    """Break one call, check what is left, and tell whether the worker noticed."""
    fault = "signal=KILL" if how == "KILL" else f"error={how}"
    journal = base.root / "journal"
    journal.unlink(missing_ok=True)
    # An error meets the first thread alone: strace counts for each thread, so every new one would meet it again.
    options = [
        *(["-f"] if how == "KILL" else []),
        "-o",
        "/dev/null",
        "-e",
        f"trace={call}",
        "-e",
        f"inject={call}:{fault}:when={when}",
    ]
    code = traced(base, options, (number, number + 1, number + 2), journal)
    where = f"{how} at {call} {when}"
    assert code in ((-signal.SIGKILL, 0) if how == "KILL" else (0,)), f"{where}: exit code {code}"
    saved, published, _ = acknowledged(journal, number)
    noticed = len(published) < 3
    try:
        trial.assert_holds(trial.numbers_on_disk(base), saved, "file")
        library = base.library()
        trial.assert_holds(trial.numbers_in(library.index.current()), published, "generation")
        assert not library.index.damage, library.index.damage
        rebuild.run(library)
        assert trial.numbers_in(library.index.current()) == trial.numbers_on_disk(base)
        assert trial.leftovers(base) == []
        left = [p.name for p in (base.root / "practices").glob(".*")]
        assert how == "KILL" or call == "unlink" or left == [], left
    except AssertionError as error:
        message = f"{where}: {error}"
        raise AssertionError(message) from error
    for path in (base.root / "practices").glob(".*"):
        path.unlink()
    return noticed


if __name__ == "__main__":
    if shutil.which("strace") is None:
        sys.exit("strace is not installed")
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
