"""test_threads: one reader used by many threads at once while the next generations are written."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bdp.domain.query import Query
from bdp.domain.results import Found
from bdp.search.reader import SearchReader
from tests.search.shelf import TODAY, Shelf, entry

THREADS, GENERATIONS, ROUNDS = 8, 4, 3
WORDS = ["rada", "seniorów", "gmina", "łąka", "świetlica", "odpady", "młodzież", "autobus", "lokal", "fundusz"]
QUERIES = [
    *WORDS,
    '"rada seniorów"',
    "gmina -łąka",
    "swietlica OR odpad",
    "aut*",
    "=gmina",
    "rada fundusz lokal nic",
    "autobs",
    "title:rada",
]


@pytest.fixture
def eager_switching() -> Iterator[None]:
    """Let threads take turns as often as the interpreter can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def record(number: int, generation: int) -> tuple[str, str]:
    words = [WORDS[(number * step + generation) % len(WORDS)] for step in range(1, 9)]
    return " ".join(words[:3]), " ".join(words)


def answers(reader: SearchReader) -> dict[str, Found]:
    return {q: reader.find(Query(q), today=TODAY) for q in QUERIES}


def test_threads_get_the_answers_that_one_thread_gets(tmp_path: Path, eager_switching: None) -> None:
    shelf = Shelf(tmp_path)
    served: list[tuple[SearchReader, dict[str, Found]]] = []
    wrong: list[str] = []
    done = threading.Event()

    def publish(generation: int) -> None:
        changed = range(60) if generation == 0 else range(generation, 60, 7)
        shelf.add(
            *(entry(f"r{n}", record(n, generation)[0], summary=record(n, generation)[1]) for n in changed),
            remove=[f"r{generation * 3}"],
        )
        served.append((SearchReader(shelf.folder, shelf.synonyms), answers(shelf.reader)))

    def search(first: int) -> None:
        rounds = 0
        while not done.is_set() or rounds < ROUNDS:
            reader, expected = served[-1]
            for n in range(len(QUERIES)):
                q = QUERIES[(first + n) % len(QUERIES)]
                if reader.find(Query(q, per_page=20 + rounds % 3), today=TODAY).hits[:20] != expected[q].hits:
                    wrong.append(q)
            rounds += 1

    publish(0)
    threads = [threading.Thread(target=search, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    try:
        for generation in range(1, GENERATIONS):
            publish(generation)
    finally:
        done.set()
    for thread in threads:
        thread.join()
    assert wrong == []
