"""digest: the command ``bdp digest``."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from bdp import config
from bdp.cli import questions
from bdp.cli.outcome import PolishCommand
from bdp.cli.output import write
from bdp.domain.errors import NotBuilt, WrongUse
from bdp.exchange import digest_mail
from bdp.exchange.site import Site
from bdp.library import Library
from bdp.services import digesting, rebuild

_FORMATS = tuple(digest_mail.WRITERS)


class _Day(click.ParamType[Any]):
    """A day as 2026-11-16."""

    name = "dzień"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """Read a day or say what would be right."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            return self.fail(f"„{value}” nie jest dniem; wpisz np. 2026-11-16", param, ctx)


@click.command(cls=PolishCommand, help="Napisz list o nowych, zmienionych i wycofanych praktykach (do wysyłki).")
@click.option("--since", required=True, metavar="DZIEŃ", type=_Day(), help="Od tego dnia, np. 2026-11-16.")
@click.option("--until", metavar="DZIEŃ", type=_Day(), help="Do tego dnia włącznie; domyślnie do dziś.")
@click.option("--unit", metavar="TERYT", default="", help="Tylko jednostka o tym kodzie i to, co w niej leży.")
@questions.filters
@click.option(
    "-o", "--output", metavar="PLIK", type=click.Path(path_type=Path, dir_okay=False), help="Zapisz do pliku."
)
@click.option("--format", "kind", type=click.Choice(_FORMATS), default="html", help="html (domyślnie) albo eml.")
def digest(
    since: date, until: date | None, unit: str, output: Path | None, kind: str, **chosen: tuple[str, ...]
) -> None:
    """Write a digest to a file or to standard output, and its counts to standard error."""
    library = Library.of(config.read())
    if not library.config.public_url:
        message = "ustaw BDP_PUBLIC_URL (np. https://praktyki.example.pl): adresy w liście muszą być pełne"
        raise WrongUse(message)
    try:
        library.index.current()
    except NotBuilt:
        rebuild.run(library)
    asked = questions.parse("", chosen, library)
    last = until or max(since, datetime.now().astimezone().date())
    found = digesting.gather(library, asked, since, last, unit=unit)
    write(iter([digest_mail.WRITERS[kind](found, Site(origin=library.config.public_url))]), output)
    click.echo(f"{digest_mail.period(found)}: {digest_mail.counts(found) or 'bez zmian'}", err=True)
