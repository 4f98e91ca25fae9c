"""A whole build from files: python -m tests.benchmarks.building [--sizes 10000] [--base FOLDER].

The build runs in a process of its own, with all that it starts, and is watched from outside ten times a second: the
processor time of every process, and the memory that each holds of its own (anonymous pages, mapped files apart), added
up over all of them. With ``--base`` a base is used that is there already, and its size does not matter.
"""

import argparse
import datetime as dt
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bdp import config
from bdp.library import Library
from bdp.services import rebuild
from tests.benchmarks.search import corpus

SAMPLE_SECONDS = 0.1
TICKS = os.sysconf("SC_CLK_TCK")
ROLES = {
    "bdp.content.children.render": "rendering Markdown",
    "bdp.services.piecework": "reading, preparing, analysing",
    "tests.benchmarks.building": "putting together, writing",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look saw of one process: its role, CPU seconds so far, and megabytes of its own."""

    pid: int
    role: str
    seconds: float
    memory: float


@dataclass(frozen=True, slots=True)
class Measured:
    """A build: seconds on the clock, CPU seconds by role, the most megabytes at once, in all and by role."""

    clock: float
    seconds: dict[str, float]
    peak: float
    peaks: Counter[str]
    said: str


def tree(pid: int) -> list[int]:
    """Return a process and all that it started, directly or not."""
    found = [pid]
    for thread in Path(f"/proc/{pid}/task").iterdir():
        for child in (thread / "children").read_text(encoding="ascii").split():
            found += tree(int(child))
    return found


def look(pid: int) -> Seen | None:
    """Look at a process; None if it has ended or is about to begin."""
    folder = Path(f"/proc/{pid}")
    words = (folder / "cmdline").read_bytes().split(b"\0")
    role = next((shown for module, shown in ROLES.items() if module.encode() in words), None)
    memory = re.search(r"RssAnon:\s+(\d+)", (folder / "status").read_text(encoding="utf-8"))
    times = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
    if role is None or memory is None:
        return None
    return Seen(pid, role, sum(map(int, times)) / TICKS, int(memory[1]) / 1000)


def looks(pid: int) -> list[Seen]:
    """Look at a process and all that it started; some may end meanwhile."""
    found = []
    try:
        for one in tree(pid):
            seen = look(one)
            found += [seen] if seen else []
    except OSError:
        pass
    return found


def watch(root: Path) -> Measured:
    """Build everything anew and watch."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "tests.benchmarks.building", "--build", str(root)]
    last: dict[int, Seen] = {}
    peak, peaks = 0.0, Counter[str]()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as build:
        while build.poll() is None:
            seen = looks(build.pid)
            last |= {one.pid: one for one in seen}
            peak = max(peak, sum(one.memory for one in seen))
            for role in ROLES.values():
                peaks[role] = max(peaks[role], int(sum(one.memory for one in seen if one.role == role)))
            time.sleep(SAMPLE_SECONDS)
        said = build.stdout.read() if build.stdout else ""
    seconds = dict.fromkeys(ROLES.values(), 0.0)
    for one in last.values():
        seconds[one.role] += one.seconds
    return Measured(time.perf_counter() - start, seconds, peak, peaks, said)


def build(root: Path) -> None:
    """Build, and print when all records had been read."""
    start, read, records = time.perf_counter(), 0.0, 0

    def note(done: int, _total: int, _slug: str) -> None:
        nonlocal read, records
        read, records = time.perf_counter() - start, done

    report = rebuild.run(Library.of(config.read({"BDP_ROOT": str(root)})), full=True, progress=note)
    print(f"{records} records, all read after {read:.0f} s of {report.seconds:.0f} s")


def show(root: Path) -> None:
    """Print what a build of this base costs."""
    count = len([*(root / "practices").glob("*.md")])
    done = watch(root)
    total = sum(done.seconds.values())
    print(f"\n{done.said}| what, at {count} records | measured |\n|---|---|")
    print(f"| records per CPU second | {count / total:.0f} |")
    print(f"| records per second on the clock | {count / done.clock:.0f} |")
    print(f"| own memory at the highest, all processes together | {done.peak:.0f} MB |")
    for role in ROLES.values():
        cost = done.seconds[role] / count * 1000
        print(f"| {role}: CPU ms a record; own memory at the highest | {cost:.2f}; {done.peaks[role]} MB |")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="make bench-build")
    parser.add_argument("--sizes", default="10000")
    parser.add_argument("--base", type=Path)
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.build:
        build(wanted.build)
        return
    now = dt.datetime.now(dt.UTC).date()
    print(f"{now}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    if wanted.base:
        show(wanted.base)
        return
    for size in map(int, wanted.sizes.split(",")):
        with tempfile.TemporaryDirectory(prefix="bdp-bench-") as folder:
            try:
                corpus.write(Path(folder), size)
            except corpus.NoTexts as error:
                raise SystemExit(str(error)) from error
            show(Path(folder))


if __name__ == "__main__":
    main()
