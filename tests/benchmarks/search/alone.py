"""alone: what BDP answers and its peers do not: plain questions, mistyped words, beginnings while typing, long queries.

Each question is put once to a reader that was opened just before, which has to work out everything, and then again on
other days, as a site does that has been running for a while.
"""

import datetime as dt
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from bdp.domain.query import Query
from bdp.search.reader import SearchReader
from tests.benchmarks.search import ours

TODAY = dt.date(2026, 6, 30)
AGAIN = 5
LONG = (
    "aby otworzyć okno dialogowe wybierz polecenie menu wstaw pole następnie kliknij "
    "przycisk dodaj oraz zaznacz komórki"
)
Asking = Callable[[SearchReader, dt.date], object]


def _found(q: str, **choices: object) -> Asking:
    query = Query(q, **choices)  # type: ignore[arg-type]
    return lambda reader, day: reader.find(query, today=day)


def _words(beginning: str, before: str = "") -> Asking:
    return lambda reader, _: reader.words(beginning, "pl", 3, before)


def _titles(*beginnings: str) -> Asking:
    return lambda reader, _: reader.titles(beginnings, "pl", 3)


def _neighbours(reader: SearchReader, day: dt.date) -> object:
    middle = reader.find(Query("plik", page=20), today=TODAY).hits
    return reader.neighbours(Query("plik"), middle[0].slug if middle else "", today=day)


def _similar(reader: SearchReader, _: dt.date) -> object:
    return reader.similar(reader.find(Query("plik"), today=TODAY).hits[0].slug, 4)


KINDS: dict[str, Sequence[Asking]] = {
    "plain question, relaxed": [
        _found("jak włączyć młodzież w decyzje gminy"),
        _found("co zrobić żeby drukować na papierze w bibliotece szkolnej"),
        _found("gdzie szukać pomocy dla bezdomnych zimą"),
        _found("jak zachęcić mieszkańców do segregowania śmieci"),
        _found("kto może pomóc przeprowadzić przedsięwzięcie przeciwpowodziowe"),
    ],
    "one mistyped word": [_found("dokumnet"), _found("wprowdzenie"), _found("kolmuna arkusza")],
    "four mistyped words": [_found("ustawiena drukraki biblitoeki progarmy")],
    "two letters and *": [_found("pr*"), _found("po*"), _found("wó*")],
    "phrase of common words": [_found('"w celu"'), _found('"to jest"'), _found('"okno dialogowe"')],
    "phrase with *": [_found('"nie po*"'), _found('"po* pr*"')],
    "excluded words": [_found("plik -dokument"), _found("-plik"), _found("-jest -nie"), _found("plik -po*")],
    "16 words": [_found(LONG), _found(" OR ".join(LONG.split()))],
    "by title, by day, by inhabitants": [_found("plik", sort=sort) for sort in ("title", "newest", "population")],
    "page 50": [_found("plik", page=50), _found("", page=50)],
    "words while typing": [_words("pr"), _words("wó"), _words("prze"), _words("po", "plik")],
    "titles while typing": [_titles("pr"), _titles("po", "za")],
    "neighbours in a list": [_neighbours],
    "similar records": [_similar],
}


def _spent(action: Callable[[], object]) -> float:
    start = time.thread_time_ns()
    action()
    return (time.thread_time_ns() - start) / 1e6


def show(folder: Path) -> None:
    """Print the CPU milliseconds of each kind: the median and the largest, at first and again."""
    print("\n| BDP alone | first, p50 / largest | again, p50 / largest |\n|---|---|---|")
    for kind, asked in KINDS.items():
        first, again = [], []
        for asking in asked:
            reader = SearchReader(folder, ours.LISTS.synonyms)
            first.append(_spent(partial(asking, reader, TODAY)))
            days = [TODAY + dt.timedelta(number + 1) for number in range(AGAIN)]
            again += [_spent(partial(asking, reader, day)) for day in days]
        cells = [f"{median(costs):.1f} / {max(costs):.1f}" for costs in (first, again)]
        print(f"| {kind} | {' | '.join(cells)} |")
