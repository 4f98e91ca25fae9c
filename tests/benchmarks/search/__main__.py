"""Search beside its peers: python -m tests.benchmarks.search [--sizes 500,10000] [--keep FOLDER] [--without ENGINES].

CPU time of this thread, engines interleaved question by question on the same records, so that a busy machine and its
drift hit all alike. Sizes above 10 000 are made only when asked for.
"""

import argparse
import datetime as dt
import os
import platform
import random
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from bdp.search.reader import SearchReader
from tests.benchmarks.search import alone, corpus, ours
from tests.benchmarks.search.child import memory_of_reader
from tests.benchmarks.search.peers import Answer, Engine, Fts5, Tantivy, Whoosh
from tests.benchmarks.search.questions import CLASSES, Question, questions

ROUNDS = 5
TODAY = dt.date(2026, 6, 30)
Samples = dict[str, dict[str, list[float]]]  # engine -> class -> milliseconds


class Bdp(Engine):
    """BDP as it serves: words asked before are remembered, but whole answers are worked out anew."""

    name = "bdp"

    def build(self, records: Iterable[corpus.Record]) -> None:
        """Index the records."""
        ours.build(self.folder, records)

    def open(self) -> None:
        """Open one reader."""
        self.reader = SearchReader(self.folder, ours.LISTS.synonyms)
        self._days = 0

    def answer(self, question: Question) -> Answer:
        """Ask on another day each time: answers are remembered for one day."""
        self._days += 1
        found = self.reader.find(question.query, today=TODAY + dt.timedelta(self._days))
        return found.total, {facet: dict(counts) for facet, counts in found.counts.items()}


class Fresh(Bdp):
    """BDP with a reader that was opened just now, for every question."""

    name = "bdp first query"

    def __init__(self, folder: Path) -> None:
        """Use the index of the other."""
        super().__init__(folder)
        self.folder = folder / Bdp.name

    def prepare(self) -> None:
        """Open the reader anew."""
        self.open()


def spent(action: Callable[[], object]) -> float:
    """Return the CPU milliseconds of an action."""
    start = time.thread_time_ns()
    action()
    return (time.thread_time_ns() - start) / 1e6


def counted(records: Iterable[corpus.Record], into: list[float]) -> Iterator[corpus.Record]:
    """Yield records and add up what making them cost, so that it is not charged to an engine."""
    iterator = iter(records)
    while True:
        start = time.process_time()
        record = next(iterator, None)
        into.append(time.process_time() - start)
        if record is None:
            return
        yield record


def build(engine: Engine, size: int) -> float | None:
    """Build what is missing; returns records per CPU second, None where it was there."""
    if engine.folder.exists():
        return None
    making: list[float] = []
    start = time.process_time()
    engine.build(counted(corpus.records(size), making))
    return size / (time.process_time() - start - sum(making))


def ask(engines: list[Engine], asked: list[Question]) -> Samples:
    """Put every question to every engine in several rounds, in changing order."""
    samples: Samples = {engine.name: defaultdict(list) for engine in engines}
    chance = random.Random(1)  # noqa: S311 - a benchmark must repeat
    for number in range(ROUNDS):
        for question in asked:
            for engine in chance.sample(engines, len(engines)):
                if number and engine.name == "whoosh" and number > 1:
                    continue  # two rounds say enough of what takes a hundred times as long
                engine.prepare()
                cost = spent(partial(engine.answer, question))
                samples[engine.name][question.kind].append(cost)
    return samples


def show(samples: Samples) -> None:
    """Print the table of one size."""
    print(f"\n| class | {' | '.join(samples)} |\n|---|{'---|' * len(samples)}")
    for kind in (*CLASSES, "all"):
        cells = []
        for by_kind in samples.values():
            costs = by_kind[kind] if kind != "all" else [c for costs in by_kind.values() for c in costs]
            high = quantiles(costs, n=100)
            cells.append(f"{median(costs):.2f} / {high[94]:.2f} / {high[98]:.2f}")
        print(f"| {kind} | {' | '.join(cells)} |")


def agreement(engines: list[Engine], asked: list[Question]) -> str:
    """Say how often the peers find as many records as Tantivy: they look at the same words."""
    peers = {engine.name: engine for engine in engines}
    judge = peers.pop(Tantivy.name)
    peers = {n: e for n, e in peers.items() if not isinstance(e, Bdp)}
    totals = {n: sum(e.answer(q)[0] == judge.answer(q)[0] for q in asked) for n, e in peers.items()}
    return ", ".join(f"{name} {same} of {len(asked)}" for name, same in totals.items())


def opening_and_repeating(engine: Bdp, asked: list[Question]) -> None:
    """Print the cost of opening, and of a question asked before."""
    opening = [spent(engine.open) for _ in range(10)]
    again = []
    for question in asked:
        query = question.query
        engine.reader.find(query, today=TODAY)
        again.append(spent(lambda: engine.reader.find(query, today=TODAY)))  # noqa: B023
    for what, costs in (("open", opening), ("repeated query", again)):
        print(f"{what}: {median(costs):.3f} ms, largest {max(costs):.3f} ms CPU")


def compare(size: int, folder: Path, without: set[str]) -> None:
    """Build, ask and print for one size."""
    print(f"\n## {size} records")
    mine: Bdp = Bdp(folder)
    engines: list[Engine] = [
        e for e in (mine, Fresh(folder), Tantivy(folder), Fts5(folder), Whoosh(folder)) if e.name not in without
    ]
    for engine in engines:
        rate = build(engine, size)
        weight = sum(file.stat().st_size for file in engine.folder.rglob("*") if file.is_file()) / 1e6
        print(f"{engine.name}: {f'{rate:.0f} records per CPU second' if rate else 'built before'}, {weight:.0f} MB")
        engine.open()
    asked = questions(list(islice(corpus.records(size), 500)))
    samples = ask(engines, asked)
    show(samples)
    if Tantivy.name not in without:
        print(f"\nas many hits as Tantivy: {agreement(engines, asked)}")
    opening_and_repeating(mine, asked)
    alone.show(mine.folder)
    print(f"own memory of a reader after all questions: {memory_of_reader(folder / 'bdp'):.0f} MB")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="make bench-search")
    parser.add_argument("--sizes", default="500,10000")
    parser.add_argument("--keep", type=Path, help="a folder where built indexes stay for the next run")
    parser.add_argument("--without", default="", help="engines left out, with commas")
    wanted = parser.parse_args()
    try:
        print(f"{len(corpus.sentences())} sentences")
    except corpus.NoTexts as error:
        raise SystemExit(str(error)) from error
    now = dt.datetime.now(dt.UTC).date()
    print(f"{now}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print("CPU milliseconds, p50 / p95 / p99: first 20, exact total, counts of five facets")
    with tempfile.TemporaryDirectory(prefix="bdp-bench-") as temporary:
        for size in map(int, wanted.sizes.split(",")):
            compare(size, (wanted.keep or Path(temporary)) / str(size), set(wanted.without.split(",")))
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB")


if __name__ == "__main__":
    main()
