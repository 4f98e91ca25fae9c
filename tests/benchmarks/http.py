"""http: what a request costs the server, beside a page that says hello: python -m tests.benchmarks.http [options].

CPU time of all processes of a server divided by the requests that it answered, over loopback with kept connections and
compressed answers, as browsers ask. Every server is the same gunicorn with one worker of four threads; with nginx on
the machine it stands in front too, set up by the example in .docs/nginx.conf. All kinds of pages take turns in each
round, so that other load on the machine hits all alike; the median of the rounds is printed.
"""

import argparse
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from http.client import HTTPConnection, RemoteDisconnected
from itertools import product
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from bdp.content.vocabularies import shipped
from bdp.geography import units
from tests.benchmarks.phrases import GAPS
from tests.benchmarks.records import write
from tests.project import TOP
from tests.served import free_port, serving, wait_for

CONNECTIONS = 4
ROUNDS = 5
EACH = 150  # requests of a kind in a round
HELLO = "hello"


@dataclass(frozen=True, slots=True)
class Kind:
    """Pages that are measured together: where the server listens, its process, and what a round asks of it."""

    what: str
    port: int
    pid: int
    rounds: tuple[tuple[str, ...], ...]
    warm: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """What a request of a kind cost in a round: CPU microseconds of the server, and bytes on the wire."""

    cost: float
    size: float


def family(pid: int) -> list[int]:
    """Return a process and all below it."""
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            found += map(int, task.read_text(encoding="ascii").split())
    return found


def processor(pid: int) -> float:
    """Return the microseconds that a server's processes have been on a CPU, by the scheduler's own count."""
    tasks = [task for each in family(pid) for task in Path(f"/proc/{each}/task").glob("*/schedstat")]
    return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1000


def ask(connection: HTTPConnection, address: str) -> bytes:
    """Ask as a browser does; a kept connection that the server has closed meanwhile is opened anew."""
    for _ in range(3):
        try:
            connection.request("GET", address, headers={"Accept": "text/html", "Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            break
        except RemoteDisconnected:
            connection.close()
    body = answer.read()
    if answer.status != HTTPStatus.OK:
        message = f"{address}: {answer.status}"
        raise RuntimeError(message)
    return body


def load(port: int, addresses: Sequence[str]) -> int:
    """Ask for all addresses over a few kept connections; return the bytes of the answers' bodies."""

    def share(addresses: Sequence[str]) -> int:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        size = sum(len(ask(connection, address)) for address in addresses)
        connection.close()
        return size

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        return sum(pool.map(share, [addresses[n::CONNECTIONS] for n in range(CONNECTIONS)]))


def measured(kind: Kind, number: int) -> Figure:
    """Measure one round of a kind."""
    addresses = kind.rounds[number]
    before = processor(kind.pid)
    size = load(kind.port, addresses)
    return Figure((processor(kind.pid) - before) / len(addresses), size / len(addresses))


def searches() -> Iterator[str]:
    """Make searches that no round repeats: a word or two that many records have, and mostly a choice in a facet."""
    lists = shipped()
    words = [word for words in GAPS.values() for text in words for word in text.split() if len(word) > 4]
    chosen = [
        ("", ""),
        *(("voivodeship", v) for v in lists.voivodeships.ids),
        *(("theme", t) for t in lists.themes.ids),
    ]
    every = list(product(dict.fromkeys(words), chosen))
    random.Random(2).shuffle(every)  # noqa: S311 - a benchmark must repeat
    for word, (facet, value) in every:
        yield "/praktyki?" + urlencode([("q", word)] + ([(facet, value)] if facet else []))


def rounds(addresses: Iterator[str]) -> tuple[tuple[str, ...], ...]:
    """Part addresses into rounds, none in two."""
    return tuple(tuple(next(addresses) for _ in range(EACH)) for _ in range(ROUNDS))


def again(*addresses: str) -> tuple[tuple[str, ...], ...]:
    """Ask for the same few addresses in every round."""
    return (tuple(addresses[n % len(addresses)] for n in range(EACH)),) * ROUNDS


def kinds(root: Path, port: int, pid: int) -> Iterator[Kind]:
    """Say what is asked of BDP."""
    chance = random.Random(3)  # noqa: S311 - a benchmark must repeat
    slugs = sorted(path.stem for path in (root / "practices").glob("*.md") if "." not in path.stem)
    chance.shuffle(slugs)
    few, many = slugs[:50], slugs[50 : 50 + ROUNDS * EACH]
    if len(many) < ROUNDS * EACH:
        many = (many * ROUNDS * EACH)[: ROUNDS * EACH]
    asked = searches()
    yield Kind("search, words and counts in five facets, never asked before", port, pid, rounds(asked))
    yield Kind("the same search once more", port, pid, again(next(asked)))
    yield Kind("a record, never asked before", port, pid, rounds(f"/praktyki/{slug}" for slug in many))
    warm = tuple(f"/praktyki/{slug}" for slug in few)
    yield Kind("a record that somebody read before", port, pid, again(*warm), warm)
    yield Kind("all practices", port, pid, again("/praktyki"), ("/praktyki",))
    yield Kind("the map", port, pid, again("/mapa"), ("/mapa",))
    yield Kind("start page", port, pid, again("/"), ("/",))


@contextmanager
def greeting() -> Iterator[Kind]:
    """Run the page that says hello."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--workers", "1", "--worker-class", "gthread", "--threads", "4"]
    command += ["--bind", f"127.0.0.1:{port}", "tests.benchmarks.hello:app"]
    with tempfile.TemporaryFile() as out, subprocess.Popen(command, cwd=TOP, stdout=out, stderr=out) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/hello", Path(os.devnull))
            yield Kind(HELLO, port, server.pid, again("/hello"), ("/hello",))
        finally:
            server.terminate()


@contextmanager
def front(folder: Path, behind: int) -> Iterator[tuple[int, int]]:
    """Run nginx as the documentation sets it up before a site; give its port and process."""
    port = free_port()
    example = (TOP / ".docs" / "nginx.conf").read_text(encoding="utf-8")
    site = example.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("127.0.0.1:8000", f"127.0.0.1:{behind}")
    site = site.replace("/var/cache/nginx/bdp", str(folder / "cache"))
    whole = folder / "nginx.conf"
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole.write_text(
        f"{'user root; ' if os.getuid() == 0 else ''}daemon off; worker_processes 1; pid {folder}/nginx.pid;"
        f" error_log {folder}/error.log; events {{ }}\n"
        f"http {{ access_log off; {temporary}\n{site}\n}}\n",
        encoding="utf-8",
    )
    command = ["nginx", "-p", str(folder), "-c", str(whole), "-e", str(folder / "error.log")]
    with subprocess.Popen(command) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/health", folder / "error.log")
            yield port, server.pid
        finally:
            server.terminate()


def measure(root: Path) -> dict[str, list[Figure]]:
    """Start the servers, let all kinds of pages take turns, return the figures of each by round."""
    with ExitStack() as stack:
        hello = stack.enter_context(greeting())
        site = stack.enter_context(serving(root))
        port = int(site.address.rpartition(":")[2])
        asked = [hello, *kinds(root, port, site.pid)]
        if shutil.which("nginx"):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            there, pid = stack.enter_context(front(folder, port))
            address = next(kind.rounds[0][0] for kind in asked if kind.warm and "record" in kind.what)
            asked.append(Kind("a record from nginx in front", there, pid, again(address), (address,)))
            asked.append(Kind("all practices from nginx in front", there, pid, again("/praktyki"), ("/praktyki",)))
        for kind in asked:
            load(kind.port, kind.warm)
        figures: dict[str, list[Figure]] = {kind.what: [] for kind in asked}
        for number in range(ROUNDS):
            for kind in asked:
                figures[kind.what].append(measured(kind, number))
    return figures


def run() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="bench-http")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--base", type=Path, help="a base that is there already, instead of a made-up one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = options.base or Path(folder)
        if options.base is None:
            (root / "search_index").mkdir()
            write(root, options.records, units.load(), shipped())
        start = time.perf_counter()
        figures = measure(root)
    costs = {what: median(figure.cost for figure in each) for what, each in figures.items()}
    machine = f"{platform.machine()}, {os.cpu_count()} cores"
    print(f"{datetime.now(UTC):%Y-%m-%d}, {machine}; {time.perf_counter() - start:.0f} s\n")
    print("| page | CPU µs a request | × hello | kB on the wire |\n|---|---|---|---|")
    for what, cost in costs.items():
        size = median(figure.size for figure in figures[what]) / 1000
        print(f"| {what} | {cost:.0f} | {cost / costs[HELLO]:.2f} | {size:.1f} |")


if __name__ == "__main__":
    run()
