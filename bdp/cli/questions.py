"""questions: filters of the command line, the same as those of an address."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import click

from bdp.cli.outcome import PolishCommand
from bdp.domain import query as queries
from bdp.domain.errors import BadQuery, WrongUse
from bdp.domain.polish import fold
from bdp.domain.query import Query
from bdp.domain.vocabulary import Vocabulary
from bdp.library import Library

_OPTIONS = {
    "voivodeship": ("--voivodeship", "Województwo, np. slaskie."),
    "powiat": ("--powiat", "Powiat lub miasto na prawach powiatu: kod TERYT albo nazwa, np. 2405, gliwicki."),
    "unit_type": ("--unit-type", "Rodzaj jednostki, np. gmina-wiejska."),
    "theme": ("--theme", "Temat lub dział, np. kultura."),
    "form": ("--form", "Forma współpracy, np. budzet-obywatelski."),
}
_LISTS = {"voivodeship": "voivodeships", "unit_type": "unit_types", "theme": "themes", "form": "forms"}

SHOWN = 10  # powiats that are offered in place of an unknown one

Command = Callable[..., Any]


class Search(PolishCommand):
    """A command whose words may begin with a hyphen: it has no short options, so "-szkoła" leaves out a word."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments."""
        words = [argument for argument in args if argument.startswith("-") and not argument.startswith("--")]
        if words and "--" not in args:
            args = [*(argument for argument in args if argument not in words), "--", *words]
        return super().parse_args(ctx, args)


def filters(command: Command) -> Command:
    """Give a command the repeatable filters."""
    for name, (option, text) in reversed(_OPTIONS.items()):
        told = f"{text} Można powtórzyć: wystarczy jedna z wartości."
        command = click.option(option, name, multiple=True, metavar="WARTOŚĆ", help=told)(command)
    return command


def parse(q: str, chosen: dict[str, tuple[str, ...]], library: Library, limit: int | None = None) -> Query:
    """Return the query; a value may be an id or any spelling of its label. Raises WrongUse naming every bad value."""
    pairs = [("q", _text(q))]
    for name, values in chosen.items():
        known = _list(library, name)
        pairs += [(name, known.by_spelling(_text(value)) or _text(value)) for value in values]
    try:
        query = queries.parse(pairs, library.vocabularies, library.powiats)
    except BadQuery as error:
        raise WrongUse("; ".join(_bad(library, name, value) for name, value in error.problems)) from error
    return replace(query, per_page=limit) if limit else query


def _list(library: Library, name: str) -> Vocabulary:
    known: Vocabulary = library.powiats if name == "powiat" else getattr(library.vocabularies, _LISTS[name])
    return known


def _bad(library: Library, name: str, value: str) -> str:
    """Say what there is instead of a value; of hundreds of powiats those of a like name."""
    known: Iterable[str] = _list(library, name).ids
    if name == "powiat":
        like = [f"{term.id} ({term.pl})" for term in library.powiats if fold(value) in fold(term.pl)][:SHOWN]
        known = like or ["czterocyfrowe kody TERYT, np. 2405 (powiat gliwicki)"]
    return f"{_OPTIONS[name][0]}: nie ma „{value}”, są: {', '.join(known)}"


def _text(argument: str) -> str:
    """Return an argument without the bytes that the terminal's encoding could not read."""
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
