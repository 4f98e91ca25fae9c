"""questions: filters of the command line, the same as those of an address."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import click

from bdp.cli.outcome import PolishCommand
from bdp.domain import query as queries
from bdp.domain.errors import BadQuery, WrongUse
from bdp.domain.query import Query
from bdp.domain.vocabulary import Vocabularies

_OPTIONS = {
    "voivodeship": ("--voivodeship", "Województwo, np. slaskie."),
    "unit_type": ("--unit-type", "Rodzaj jednostki, np. gmina-wiejska."),
    "theme": ("--theme", "Temat lub dział, np. kultura."),
    "form": ("--form", "Forma współpracy, np. budzet-obywatelski."),
}
_LISTS = {"voivodeship": "voivodeships", "unit_type": "unit_types", "theme": "themes", "form": "forms"}

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


def parse(q: str, chosen: dict[str, tuple[str, ...]], vocabularies: Vocabularies, limit: int | None = None) -> Query:
    """Return the query; a value may be an id or any spelling of its label. Raises WrongUse naming every bad value."""
    pairs = [("q", _text(q))]
    for name, values in chosen.items():
        known = getattr(vocabularies, _LISTS[name])
        pairs += [(name, known.by_spelling(_text(value)) or _text(value)) for value in values]
    try:
        query = queries.parse(pairs, vocabularies)
    except BadQuery as error:
        bad = "; ".join(
            f"{_OPTIONS[name][0]}: nie ma „{value}”, są: {', '.join(getattr(vocabularies, _LISTS[name]).ids)}"
            for name, value in error.problems
        )
        raise WrongUse(bad) from error
    return replace(query, per_page=limit) if limit else query


def _text(argument: str) -> str:
    """Return an argument without the bytes that the terminal's encoding could not read."""
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
