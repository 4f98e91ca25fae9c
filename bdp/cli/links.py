"""links: the command ``bdp links``, which asks the site itself for its own pages and other sites for theirs."""

import importlib
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import click
from werkzeug.test import Client

from bdp import __version__, config
from bdp.cli import screen
from bdp.cli.outcome import FAILED, PolishCommand
from bdp.config import Config
from bdp.domain.reference import Said
from bdp.library import Library
from bdp.outside.asking import Asker
from bdp.services import links as checking
from bdp.services import references, upkeep
from bdp.services.links_inside import Inside
from bdp.services.links_outside import Outside

_HELP = """Sprawdź adresy stron i odnośniki w bazie: każdy błąd jako PLIK:WIERSZ: KLUCZ: OPIS.

Z „warning:” podaje to, co może minąć albo czemu ma się przyjrzeć człowiek (brak odpowiedzi, odmowa, przeniesienie).
Inne serwery pyta po kilka naraz, każdy po jednym pytaniu."""


@click.command(cls=PolishCommand, help=_HELP)
@click.option("--internal", is_flag=True, help="Tylko odnośniki wewnątrz bazy, bez łączenia się z kimkolwiek.")
@click.option("--private", is_flag=True, help="Pytaj także serwery w sieci wewnętrznej i na tym komputerze.")
@click.pass_context
def links(ctx: click.Context, *, internal: bool, private: bool) -> None:
    """Name every address that leads nowhere; exit code 1 if there is any beyond doubts."""
    settings = config.read()
    library = Library.of(settings)
    with screen.progress("indeks") as show:
        upkeep.ensure(library, show)
    generation = library.index.current()
    inside = Inside(_Site(settings).ask, generation.catalogue.statuses())
    outside = None if internal else Outside(Asker(_agent(settings), private=private))
    with screen.progress("odnośniki", "adresów", "porządkuję") as show:
        found = checking.check(
            references.of_base(settings.root, generation),
            inside,
            outside,
            origin=settings.public_url,
            progress=show,
        )
    screen.problems(found)
    click.echo(screen.summary(found), err=True)
    if any(not problem.warning for problem in found):
        ctx.exit(FAILED)


def _agent(settings: Config) -> str:
    """Return what other servers are told: which site asks, and whom to write to."""
    about = [f"+{settings.public_url}"] if settings.public_url else []
    about += [settings.contact_email] if settings.contact_email else []
    return f"bdp-links/{__version__}" + (f" ({'; '.join(about)})" if about else "")


class _Site:
    """The site over this base, asked within this process; its outermost part joins it, as for ``bdp serve``."""

    def __init__(self, settings: Config) -> None:
        quiet = replace(settings, watch_seconds=0, requests_per_minute=0, kept_pages_mb=0)
        self._client: Client = Client(importlib.import_module("bdp.app").create_app(quiet))

    def ask(self, path: str) -> Said:
        """Return what a reader's browser would get."""
        with self._client.get(path) as answer:
            page = answer.get_data(as_text=True) if answer.mimetype == "text/html" else None
            anchors = None if page is None else _Anchors(page).names
            return Said(answer.status_code, answer.headers.get("Location", ""), anchors)


class _Anchors(HTMLParser):
    """The names of the parts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._names: set[str] = set()
        self.feed(page)
        self.close()

    @property
    def names(self) -> frozenset[str]:
        """What an address may end with after ``#``."""
        return frozenset(self._names)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, Any]]) -> None:
        self._names.update(value for name, value in attrs if name == "id" and value)
