"""screen: what commands show on a terminal: progress, what an index did, problems, hits."""

import contextlib
import html
import logging
import re
import sys
import time
from collections.abc import Iterable, Iterator

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from bdp.domain.errors import Problem
from bdp.domain.polish import plural_form
from bdp.domain.results import Match, Results
from bdp.domain.vocabulary import Vocabulary
from bdp.services import rebuild
from bdp.services.rebuild import Report
from bdp.services.visits import Counted

_SLUGS_SHOWN = 20
_SECONDS_BETWEEN_LINES = 5.0
_MATCHES_SHOWN = 2
_MARK = re.compile(r"<mark>(.*?)</mark>", re.DOTALL)


class _Rate(ProgressColumn):
    """How many a second; ``unit`` is of what."""

    def __init__(self, unit: str) -> None:
        """Keep the word."""
        super().__init__()
        self._unit = unit

    def render(self, task: Task) -> Text:
        """Return the rate, once there is one."""
        return Text(f"{task.speed:.0f} {self._unit}/s" if task.speed else "")


@contextlib.contextmanager
def progress(title: str, unit: str = "wpisów", ending: str = "składam całość") -> Iterator[rebuild.Progress]:
    """Give a function that shows how far a work is, and at the end what is done with it all.

    A bar on a terminal, else a line every few seconds, all on standard error; what the editors' log would say is left
    to the command meanwhile.
    """
    log = logging.getLogger("bdp.editors")
    heard, log.disabled = log.disabled, True
    try:
        with _bar(title, unit, ending) if sys.stderr.isatty() else _lines(title) as show:
            yield show
    finally:
        log.disabled = heard


@contextlib.contextmanager
def _bar(title: str, unit: str, ending: str) -> Iterator[rebuild.Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(unit), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def show(done: int, total: int, _slug: str) -> None:
            said = title if done < total else f"{title}: {ending}"
            bar.update(task, completed=done, total=total, description=said)

        yield show


@contextlib.contextmanager
def _lines(title: str) -> Iterator[rebuild.Progress]:
    last = time.monotonic()

    def show(done: int, total: int, _slug: str) -> None:
        nonlocal last
        if time.monotonic() - last > _SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            click.echo(f"{title}: {done} z {total}", err=True)

    yield show


def report(done: Report) -> None:
    """Print what a rebuild did and every problem there is."""
    signs = (("+", done.added), ("~", done.changed), ("-", done.removed))
    for sign, slugs in signs:
        _slugs(sign, slugs)
    problems(done.problems)
    if done.kept:
        click.echo(f"podaje się poprzednią wersję, bo plik ma błędy: {', '.join(done.kept)}")
    if done.put_off:
        click.echo(f"zmieniały się w trakcie, weźmie je następny przebieg: {', '.join(done.put_off)}")
    counts = f"dodano {len(done.added)}, zmieniono {len(done.changed)}, usunięto {len(done.removed)}"
    state = f"indeks nr {done.generation}" if done.published else "indeks jest aktualny"
    click.echo(f"{state}: {counts}; {summary(done.problems)}; {done.seconds:.1f} s")


def _slugs(sign: str, slugs: tuple[str, ...]) -> None:
    for slug in slugs[:_SLUGS_SHOWN]:
        click.echo(f"{sign} {slug}")
    if len(slugs) > _SLUGS_SHOWN:
        click.echo(f"{sign} … i jeszcze {len(slugs) - _SLUGS_SHOWN}")


def problems(found: Iterable[Problem]) -> None:
    """Print each problem on a line of its own."""
    for problem in found:
        click.echo(str(problem))


def visits(counted: Counted) -> None:
    """Print all visits, those of the latest day and how many are new."""
    found = counted.visits
    latest = f", {found.last_day}: {found.days[found.last_day]}" if found.last_day else ""
    click.echo(f"Odwiedzin: {found.total}{latest}; nowych: {counted.added}")
    if counted.unreadable:
        click.echo(f"wierszy w innym formacie niż combined: {counted.unreadable}", err=True)


def summary(found: Iterable[Problem]) -> str:
    """Count problems and warnings."""
    warnings = [problem.warning for problem in found]
    return f"błędów {warnings.count(False)}, ostrzeżeń {warnings.count(True)}"


def hits(results: Results, voivodeships: Vocabulary) -> None:
    """Print a page of results for people, with the names of voivodeships."""
    if results.suggestion:
        click.echo(f"Czy chodziło o: {results.suggestion}")
    if results.relaxed:
        click.echo("Żaden wpis nie ma wszystkich słów; oto wpisy, które mają niektóre z nich.")
    words = ("wpis", "wpisy", "wpisów")[plural_form(results.total)]
    click.echo(f"{results.total} {words}")
    start = (results.query.page - 1) * results.query.per_page
    for number, result in enumerate(results.practices, start=start + 1):
        practice = result.entry.practice
        click.echo(f"\n{number}. {click.style(practice.title, bold=True)}")
        where = (practice.place, voivodeships.label(practice.voivodeship) if practice.voivodeship else "")
        click.echo(f"   {', '.join(filter(None, where))} · {practice.slug}")
        for match in result.matches[:_MATCHES_SHOWN]:
            click.echo(f"   {_place(match)}{_snippet(match.html)}")


def _place(match: Match) -> str:
    """Name the attachment and page of a match; other places speak for themselves."""
    if match.file is None:
        return ""
    return f"[{match.file}, s. {match.page}] " if match.page else f"[{match.file}] "


def _snippet(text: str) -> str:
    marked = _MARK.sub(lambda found: click.style(found[1], bold=True, underline=True), text)
    return html.unescape(" ".join(marked.split()))
