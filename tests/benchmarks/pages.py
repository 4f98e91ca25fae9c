"""pages: how fast pages are and what a worker weighs, on a made-up base: python -m tests.benchmarks.pages [RECORDS]."""

import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

from werkzeug.test import Client

from bdp.app import create_app
from bdp.config import read
from bdp.content.vocabularies import shipped
from bdp.domain.query import FACETS
from bdp.domain.vocabulary import Vocabularies
from bdp.geography import units
from tests.benchmarks.records import Written, write
from tests.served import ask, environment, serving

WORDS = (
    "organizacje pozarządowe",
    "seniorow",
    "ogród",
    '"rada gminy"',
    "autobus",
    "współpraca młodzieży",
    "energia -szkoła",
)
REQUESTS = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table."""

    what: str
    value: str


def addresses(lists: Vocabularies, chance: random.Random) -> Iterator[str]:
    """Make requests for the list as readers do: each with words or without, and a choice in up to five facets."""
    values = {"voivodeship": lists.voivodeships.ids, "unit_type": lists.unit_types.ids, "theme": lists.themes.ids}
    values |= {"form": lists.forms.ids, "size": ("0-5000", "5000-20000", "20000-50000", "50000-100000", "100000-")}
    for number in range(REQUESTS):
        pairs = [("q", chance.choice(WORDS))] if number % 2 else []
        for facet in FACETS[: number % (len(FACETS) + 1)]:
            pairs += [(facet, value) for value in chance.sample(values[facet], 3)]
        yield f"/praktyki?{urlencode(pairs)}"


def timed(action: Callable[[], object]) -> float:
    """Return how many seconds an action took."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def answers(client: Client, address: str) -> None:
    """Ask for a page through WSGI and read it whole."""
    response = client.get(address)
    if response.status_code != 200:
        message = f"{address}: {response.status}"
        raise RuntimeError(message)
    response.get_data()


def spread(seconds: list[float]) -> str:
    """Print median and 95th percentile in milliseconds."""
    return f"{median(seconds) * 1000:.1f} / {quantiles(seconds, n=20)[-1] * 1000:.1f} ms"


def resident(pid: int) -> float:
    """Return the resident memory of the largest process below a server, in MB."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    sizes = []
    for child in children:
        found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{child}/status").read_text(encoding="ascii"))
        sizes.append(int(found[1]) / 1024 if found else 0.0)
    return max(sizes)


def serving_figures(root: Path, asked: list[str]) -> Iterator[Figure]:
    """Measure the server: from its start on a base without an index to the first list, then a worker's memory."""
    start = time.perf_counter()
    with serving(root, wait="/praktyki") as server:
        cold = time.perf_counter() - start
        yield Figure("cold start with a full build, until the first list is answered", f"{cold:.1f} s")
        for address in asked:
            ask(server.address + address)
        yield Figure(f"resident memory of one worker after {len(asked)} lists", f"{resident(server.pid):.0f} MB")


def page_figures(root: Path, asked: list[str]) -> Iterator[Figure]:
    """Measure pages through WSGI, in this process, each address for the first time."""
    client = Client(create_app(read({"BDP_ROOT": str(root), "BDP_WATCH_SECONDS": "0"})))
    slugs = [path.stem for path in sorted((root / "practices").glob("*.md"))[:REQUESTS]]
    answers(client, "/praktyki")
    kinds = {
        "list with counts in five facets": asked,
        "summary of a practice": [f"/praktyki/{slug}" for slug in slugs],
        "the same practice, printable": [f"/praktyki/{slug}/druk" for slug in slugs],
        "list as JSON": [address.replace("/praktyki?", "/praktyki.json?") for address in asked],
        "map": [address.replace("/praktyki?", "/mapa?") for address in asked[:50]],
    }
    for what, pages in kinds.items():
        seconds = [timed(lambda page=page: answers(client, page)) for page in pages]  # type: ignore[misc]
        yield Figure(f"{what}, median / 95 %", spread(seconds))


def building_figure(root: Path) -> Figure:
    """Measure ``bdp index --full``: time on the clock, and the processor time of it and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "bdp", "index", "--full"]
    clock = timed(lambda: subprocess.run(command, env=environment(root), check=True, capture_output=True))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Figure("`bdp index --full`: by the clock / processor time", f"{clock:.1f} / {processor:.1f} s")


def publishing_figure(root: Path) -> Figure:
    """Measure ``bdp index`` after one record changed, the start of the command included."""
    seconds = []
    for path in sorted((root / "practices").glob("*.md"))[:5]:
        path.write_text(path.read_text(encoding="utf-8") + "\nDopisek.\n", encoding="utf-8")
        command = [sys.executable, "-m", "bdp", "index"]
        seconds.append(
            timed(lambda: subprocess.run(command, env=environment(root), check=True, capture_output=True))  # noqa: B023
        )
    return Figure("`bdp index` after a change to one record, median", f"{median(seconds):.1f} s")


def measure(count: int) -> tuple[Written, list[Figure]]:
    """Make a base and measure everything on it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "search_index").mkdir()
        lists = shipped()
        written = write(root, count, units.load(), lists)
        asked = list(addresses(lists, random.Random(1)))  # noqa: S311 - a benchmark must repeat
        figures = [*serving_figures(root, asked), *page_figures(root, asked)]
        figures += [building_figure(root), publishing_figure(root)]
    return written, figures


def run() -> None:
    """Print the table as it stands in the README."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    written, figures = measure(count)
    print(f"{written.records} records, {written.words} words, {written.files} attachments; {os.cpu_count()} cores\n")
    print("| what | measured |\n|---|---|")
    for figure in figures:
        print(f"| {figure.what} | {figure.value} |")


if __name__ == "__main__":
    run()
