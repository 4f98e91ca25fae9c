"""importing: the command ``bdp import``."""

from collections.abc import Iterable
from pathlib import Path

import click

from bdp import config
from bdp.cli.outcome import FAILED, PolishCommand
from bdp.library import Library
from bdp.services import imports
from bdp.services.import_writing import CHANGED, NEW, SAME
from bdp.services.imports import Failure, Step, Taken

_SIGNS = {NEW: "+", CHANGED: "~", SAME: "="}
_KINDS = {"cleaned": "wyczyszczono", "doubtful": "do sprawdzenia", "dropped": "pominięto"}
_HELP = """Przyjmij do bazy strony dawnej bazy (HTML lub tekst) i tabele w kolumnach eksportu (CSV, XLSX, JSON Lines).

Strony stają się szkicami. Powtórzony import niczego nie zmienia, a późniejszych zmian redakcji nie rusza."""


@click.command("import", cls=PolishCommand, help=_HELP)
@click.argument("files", nargs=-1, required=True, metavar="PLIK…", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Wypisz raport i różnice, niczego nie zapisując.")
@click.pass_context
def import_(ctx: click.Context, files: tuple[Path, ...], *, dry_run: bool) -> None:
    """Import files; exit code 1 if something could not be imported."""
    library = Library.of(config.read())
    counts = dict.fromkeys((NEW, CHANGED, SAME), 0)
    failures = 0
    for step in imports.run(library, files, dry_run=dry_run):
        if isinstance(step, Failure):
            failures += 1
            click.echo(str(step), err=True)
        else:
            counts[step.outcome.state] += 1
            _lines(_told(step, dry_run=dry_run))
    done = f"nowych szkiców {counts[NEW]}, zmienionych {counts[CHANGED]}, bez zmian {counts[SAME]}, błędów {failures}"
    click.echo(f"{'próba, niczego nie zapisano: ' if dry_run else ''}{done}")
    if failures:
        ctx.exit(FAILED)


def _lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


def _told(step: Step, *, dry_run: bool) -> Iterable[str]:
    """Yield the lines about one record: its name and sign, changed keys, remarks, in a trial the difference."""
    if not isinstance(step, Taken):
        return
    outcome = step.outcome
    keys = f": {', '.join(outcome.keys)}" if outcome.state == CHANGED else ""
    yield f"{_SIGNS[outcome.state]} {outcome.slug} ({', '.join(step.files)}){keys}"
    for remark in step.remarks:
        yield f"  {_KINDS[remark.kind]}: {remark.text}"
    for warning in outcome.warnings:
        yield f"  {_KINDS['doubtful']}: {warning}"
    if dry_run and outcome.difference:
        yield outcome.difference
