"""Saves: what a changed record costs until readers find it: python -m tests.benchmarks.saves [--sizes 500,10000].

CPU time of this process and of those that it starts. The base is real prose made into records, as for the benchmark of
search; its index is filled from entries made directly, because rendering says nothing here.
"""

import argparse
import datetime as dt
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from bdp.config import read
from bdp.content.markdown import Renderer
from bdp.domain.entry import Entry
from bdp.domain.query import Query
from bdp.extraction.extract import VERSION as EXTRACTION_VERSION
from bdp.index.building import Build
from bdp.index.changes import content_of
from bdp.index.manifest import LAYOUT, Manifest, Source, pack
from bdp.library import Library
from bdp.search.schema import VERSION as SEARCH_VERSION
from bdp.services import rebuild
from bdp.services.survey import survey
from bdp.services.upkeep import Look
from bdp.system import locks
from tests.benchmarks.search import corpus, ours
from tests.benchmarks.search.child import own

SAVES = 20
TODAY = dt.date(2026, 6, 30)


def library_of(root: Path) -> Library:
    """Return the stores of a base."""
    return Library.of(read({"BDP_ROOT": str(root), "BDP_WATCH_SECONDS": "0"}))


def processor() -> float:
    """Return the CPU milliseconds of this process and of its children, those that render among them."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    listed = [path.read_text(encoding="ascii").split() for path in Path("/proc/self/task").glob("*/children")]
    living = 0
    for child in {pid for pids in listed for pid in pids}:
        # After the name, which may hold anything: utime and stime are the 14th and 15th field, in ticks.
        about = Path(f"/proc/{child}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        living += int(about[11]) + int(about[12])
    return (time.process_time() + ended.ru_utime + ended.ru_stime + living / os.sysconf("SC_CLK_TCK")) * 1000


def spent(action: Callable[[], object]) -> float:
    """Return the CPU milliseconds of an action."""
    start = processor()
    action()
    return processor() - start


def entry(record: corpus.Record) -> Entry:
    """Make an entry with as much text and HTML as a rendered record has."""
    made = ours.entry(record)
    html = (f"<p>{record.summary}</p>", f"<p>{record.presentation}</p>")
    body = replace(made.pl, summary_html=html[0], presentation_html=html[1])
    practice = replace(made.practice, summary=record.summary, presentation=record.presentation)
    return replace(made, practice=practice, pl=body)


def make(root: Path, size: int) -> None:
    """Write the records and their index unless they are there."""
    (root / "practices").mkdir(parents=True, exist_ok=True)
    library = library_of(root)
    if library.index.generations.current() is not None:
        return
    for record in corpus.records(size):
        library.practices.path(record.slug).write_text(record.markdown, encoding="utf-8")
    library.index.generations.make()
    with locks.held(library.index.generations.lock, wait=True):
        found = survey(library, None, None, full=True)
        build = Build(library.index.generations, found.lists.vocabularies, None)
        with build:
            sources = {}
            for record in corpus.records(size):
                stamp = found.stamps[record.slug]
                source = Source(stamp, time.time_ns(), content_of(stamp, root), held=True)
                build.put(entry(record), ())
                build.put_source(record.slug, source)
                sources[record.slug] = source
            description = Manifest(
                layout=LAYOUT,
                search=SEARCH_VERSION,
                extraction=EXTRACTION_VERSION,
                number=1,
                made_with=found.made_with,
                time="",
                vocabularies=pack(found.lists.vocabularies),
                ordinary=found.lists.stamp,
                ordinary_seen_ns=found.lists.seen_ns,
                ordinary_content=found.lists.content,
                ordinary_problems=found.lists.problems,
                strays=found.strays,
            )
            library.index.inspector.know(build.publish(description))
        library.index.inspector.tell()


def saves(root: Path) -> dict[str, list[float]]:
    """Change one record after another in a process that serves, and ask until the change is found."""
    library = library_of(root)
    generation = library.index.current()
    slugs = sorted(generation.catalogue.statuses())
    look, renderer = Look(library), Renderer()
    costs: dict[str, list[float]] = {name: [] for name in ("looking over the files", "the rebuild", "reopening")}
    costs |= {"the first query": [], "all of it": []}
    rebuild.run(library, renderer=renderer)
    time.sleep(2.1)  # a file that was changed just now is read again, which a running site does once
    for number in range(SAVES):
        slug = slugs[number * 37 % len(slugs)]
        word = f"zmiana{time.time_ns()}"
        path = library.practices.path(slug)
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{word}\n", encoding="utf-8")
        manifest = library.index.current().manifest
        costs["looking over the files"].append(
            spent(lambda: survey(library, manifest, library.index.current().catalogue, full=False))  # noqa: B023
        )
        costs["the rebuild"].append(spent(lambda: rebuild.run(library, renderer=renderer)))
        costs["reopening"].append(spent(library.index.current))
        query = Query(q=word)
        costs["the first query"].append(
            spent(lambda: library.index.current().search.find(query, today=TODAY))  # noqa: B023
        )
        if library.index.current().search.find(query, today=TODAY).hits[0].slug != slug:
            raise RuntimeError(slug)
        costs["all of it"].append(sum(costs[name][-1] for name in ("the rebuild", "reopening", "the first query")))
    time.sleep(2.1)
    rebuild.run(library, renderer=renderer)
    costs["the first look at a generation"] = [spent(look)]
    costs["a look while nothing changes"] = [spent(look) for _ in range(SAVES)]
    renderer.close()
    return costs


def fresh(*arguments: object) -> str:
    """Do a part in a fresh process, so that its memory is its own, and return what it says."""
    command = [sys.executable, "-m", __spec__.name, *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def open_here(root: Path) -> None:
    """Open the index of a base and print what it took."""
    library, before = library_of(root), own()
    start = time.process_time()
    generation = library.index.current()
    seconds = time.process_time() - start
    generation.search.find(Query(q="współpraca"), today=TODAY)
    print(f"{seconds:.2f} s CPU; {own():.0f} MB of its own, {before:.0f} MB before")


def measure(root: Path, size: int) -> None:
    """Print the table of one base."""
    print(f"\n## {size} records\n\n| what | CPU |\n|---|---|")
    fresh("--make", root, "--sizes", size)
    print(f"| opening in a fresh process, its files trusted | {fresh('--open', root)} |")
    (root / "search_index" / "TRUST").unlink()
    print(f"| opening after the disk was mounted anew | {fresh('--open', root)} |")
    for name, costs in saves(root).items():
        print(f"| {name}, median / largest of {len(costs)} | {median(costs):.0f} / {max(costs):.0f} ms |")
    folder = library_of(root).index.generations.folder(library_of(root).index.current().number)
    weight = sum(path.stat().st_size for path in folder.glob("*/*")) / 1e6
    print(f"| own memory of the process that serves, looks and builds, after all that | {own():.0f} MB |")
    print(f"| weight of a generation | {weight:.0f} MB |")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="make bench-saves")
    parser.add_argument("--sizes", default="500,10000")
    parser.add_argument("--keep", type=Path, help="a folder where bases stay for the next run")
    parser.add_argument("--open", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.make:
        make(wanted.make, int(wanted.sizes))
        return
    if wanted.open:
        open_here(wanted.open)
        return
    now = dt.datetime.now(dt.UTC).date()
    print(f"{now}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory(prefix="bdp-bench-") as temporary:
        for size in map(int, re.findall(r"\d+", wanted.sizes)):
            measure((wanted.keep or Path(temporary)) / str(size), size)


if __name__ == "__main__":
    main()
