"""commands: every command of ``bdp``."""

from datetime import date, datetime
from pathlib import Path

import click

from bdp import __version__, config
from bdp.cli import questions, screen
from bdp.cli.digest import digest
from bdp.cli.importing import import_
from bdp.cli.links import links
from bdp.cli.outcome import FAILED, Commands
from bdp.cli.output import write
from bdp.cli.serving import serve
from bdp.domain.errors import NotBuilt, WrongUse
from bdp.domain.query import PER_PAGE, PER_PAGE_MAX
from bdp.exchange import archive, json_form
from bdp.exchange.site import Site
from bdp.library import Library
from bdp.services import browse, draft, export, kit, rebuild
from bdp.services import check as checking
from bdp.services import visits as counting
from bdp.services.export import Asked

FORMATS = ("csv", "xlsx", "jsonl", "geojson", "ris", "bibtex", "csl-json", "atom", "kit")


@click.group(cls=Commands, help="Baza Dobrych Praktyk. Bazę wskazuje zmienna BDP_ROOT, domyślnie katalog programu.")
@click.version_option(__version__, prog_name="bdp", message="%(prog)s %(version)s", help="Pokaż wersję.")
def main() -> None:
    """Hold the commands together."""


def _library() -> Library:
    return Library.of(config.read())


def _built() -> Library:
    """Return the stores with an index to read from; a missing one is built first."""
    library = _library()
    try:
        library.index.current()
    except NotBuilt:
        click.echo("bdp: nie ma jeszcze indeksu, buduję go", err=True)
        with screen.progress("indeks") as show:
            rebuild.run(library, progress=show)
    return library


def _today() -> date:
    return datetime.now().astimezone().date()


@main.command(help="Uaktualnij indeks według plików i wypisz, co się zmieniło.")
@click.option("--full", is_flag=True, help="Zbuduj wszystko od nowa.")
def index(*, full: bool) -> None:
    """Bring the index up to date with the files."""
    library = _library()
    with screen.progress("indeks") as show:
        done = rebuild.run(library, full=full, progress=show)
    screen.report(done)


@main.command(help="Sprawdź pliki (domyślnie całą bazę): każdy błąd jako PLIK:WIERSZ: KLUCZ: OPIS.")
@click.argument("paths", nargs=-1, metavar="[ŚCIEŻKA]…", type=click.Path(path_type=Path))
@click.pass_context
def check(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Name every problem; exit code 1 if there is any beyond warnings."""
    found = checking.check(_library(), paths)
    screen.problems(found)
    click.echo(screen.summary(found), err=True)
    if any(not problem.warning for problem in found):
        ctx.exit(FAILED)


@main.command(cls=questions.Search, help="Szukaj praktyk.")
@click.argument("query", metavar="PYTANIE")
@questions.filters
@click.option(
    "--limit", type=click.IntRange(1, PER_PAGE_MAX), default=PER_PAGE, help=f"Ile wyników (1–{PER_PAGE_MAX})."
)
@click.option("--json", "as_json", is_flag=True, help="Odpowiedz jak /praktyki.json.")
def search(query: str, limit: int, *, as_json: bool, **chosen: tuple[str, ...]) -> None:
    """Find practices."""
    library = _built()
    asked = questions.parse(query, chosen, library, limit)
    results = browse.find(library, asked, today=_today())
    if as_json:
        write(iter([json_form.dump(json_form.listing(results, _site(library))), b"\n"]), None)
    else:
        screen.hits(results, library.vocabularies.voivodeships)


def _site(library: Library) -> Site:
    return Site(origin=library.config.public_url)


@main.command("export", help=f"Zapisz wszystkie pasujące praktyki; FORMAT: {', '.join(FORMATS)}.")
@click.argument("kind", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument("query", metavar="[PYTANIE]", default="")
@questions.filters
@click.option(
    "-o", "--output", metavar="PLIK", type=click.Path(path_type=Path, dir_okay=False), help="Zapisz do pliku."
)
@click.option("--drafts", is_flag=True, help="Także szkice i wpisy wycofane, z kontaktami i uwagami: dla redakcji.")
def export_(kind: str, query: str, output: Path | None, *, drafts: bool, **chosen: tuple[str, ...]) -> None:
    """Write all matches to a file or to standard output."""
    library = _built()
    query_ = questions.parse(query, chosen, library)
    asked = Asked(_site(library), _today())
    if kind == "kit":
        if drafts:
            message = "zestaw ma tylko opublikowane wpisy, bez --drafts"
            raise WrongUse(message)
        with kit.make(library, query_, asked) as made:
            write(archive.pieces(made), output)
        return
    write((export.drafts if drafts else export.write)(library, kind, query_, asked), output)


@main.command(help="Utwórz szkic wpisu z objaśnionymi kluczami.")
@click.argument("slug", metavar="SLUG")
def new(slug: str) -> None:
    """Write a commented draft."""
    click.echo(draft.new(_library(), slug))


@main.command(help="Policz odwiedziny z dzienników serwera (format combined, także .gz; „-”: standardowe wejście).")
@click.argument("logs", nargs=-1, metavar="[DZIENNIK]…")
def visits(logs: tuple[str, ...]) -> None:
    """Add the visits of these logs to the sums by day, and print the state."""
    screen.visits(counting.count(config.read(), logs))


main.add_command(import_)
main.add_command(digest)
main.add_command(links)
main.add_command(serve)
