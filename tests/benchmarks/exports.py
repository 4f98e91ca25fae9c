"""What it costs to take all of a base away: python -m tests.benchmarks.exports [--sizes 10000] [--base FOLDER].

Each format is written by a process of its own that has answered a list before, as a worker of the server has. Time is
that of the processor; memory is the most that the process ever held beyond what it held before.
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
from pathlib import Path

from bdp import config
from bdp.content.vocabularies import shipped
from bdp.domain.query import Query
from bdp.exchange.site import Site
from bdp.geography import units
from bdp.library import Library
from bdp.services import browse, export, rebuild
from bdp.services.export import Asked
from tests.benchmarks import records

FORMATS = ("csv", "xlsx", "jsonl", "geojson", "ris", "bibtex", "csl-json", "atom")


def memory(name: str) -> float:
    """Return megabytes from the kernel's account of this process: VmRSS is now, VmHWM the most there ever were."""
    found = re.search(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1000 if found else 0.0


def write(root: Path, name: str) -> None:
    """Write all practices in a format to nowhere, and print what it cost."""
    library = Library.of(config.read({"BDP_ROOT": str(root)}))
    today = dt.datetime.now(dt.UTC).date()
    browse.find(library, Query(), today=today)
    idle, start, size = memory("VmRSS"), time.process_time(), 0
    for piece in export.write(library, name, Query(), Asked(Site(), today)):
        size += len(piece)
    seconds, more = time.process_time() - start, max(0.0, memory("VmHWM") - idle)
    print(f"| {name} | {size / 1e6:.1f} MB | {seconds:.2f} s | {more:.0f} MB |")


def show(root: Path) -> None:
    """Print the table of one base."""
    library = Library.of(config.read({"BDP_ROOT": str(root)}))
    count = library.index.current().search.count
    print(f"\n| format, {count} records | size | processor time | memory above idle |\n|---|---|---|---|", flush=True)
    for name in FORMATS:
        command = [sys.executable, "-m", "tests.benchmarks.exports", "--base", str(root), "--write", name]
        subprocess.run(command, check=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="make bench-exports")
    parser.add_argument("--sizes", default="10000")
    parser.add_argument("--base", type=Path)
    parser.add_argument("--write", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.write:
        write(wanted.base, wanted.write)
        return
    now = dt.datetime.now(dt.UTC).date()
    print(f"{now}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    if wanted.base:
        show(wanted.base)
        return
    for size in map(int, wanted.sizes.split(",")):
        with tempfile.TemporaryDirectory(prefix="bdp-bench-") as folder:
            records.write(Path(folder), size, units.load(), shipped())
            rebuild.run(Library.of(config.read({"BDP_ROOT": folder})), full=True)
            show(Path(folder))


if __name__ == "__main__":
    main()
