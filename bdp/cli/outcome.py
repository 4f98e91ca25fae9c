"""outcome: how every command ends: an exit code, one line for an error, Polish words around click."""

import contextlib
import os
import re
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from bdp.domain.errors import BadQuery, BdpError, Conflict, Invalid, NotFound, WrongUse, cause

DONE, FAILED, WRONG_USE = 0, 1, 2
_INTERRUPTED, _PIPE_CLOSED = 130, 141  # 128 + the signal, as shells count
_WRONG_USE = (WrongUse, BadQuery, Conflict, Invalid, NotFound)
_EXTRA = re.compile(r"Got unexpected extra arguments? \((.+)\)", re.DOTALL)
_HEADINGS = {"Options": "Opcje", "Commands": "Polecenia"}


class _PolishHelp(click.HelpFormatter):
    """Help with Polish headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        super().write_usage(prog, args, prefix or "Użycie: ")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list."""
        super().write_heading(_HEADINGS.get(heading, heading))


class _PolishContext(click.Context):
    """A context whose help is Polish."""

    formatter_class = _PolishHelp


class PolishCommand(click.Command):
    """A command whose help is Polish."""

    context_class = _PolishContext

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - as in click
        """Name what may follow in Polish."""
        super().__init__(*args, **{"options_metavar": "[OPCJE]", **more})

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help with a Polish text."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Pokaż tę pomoc."
        return option


class Commands(PolishCommand, click.Group):
    """All commands. ``main`` always ends with SystemExit."""

    command_class = PolishCommand

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 - as in click
        """Name what may follow in Polish."""
        super().__init__(*args, **{"subcommand_metavar": "POLECENIE [ARGUMENTY]…", **more})

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as in click
        """Run a command; whoever reads our output may stop reading."""
        try:
            answer = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            with contextlib.suppress(OSError, ValueError):  # what is left in the buffer has nowhere to go
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(_PIPE_CLOSED) from None
        return answer

    def main(self, args: Sequence[str] | None = None, *rest: Any, **more: Any) -> NoReturn:  # noqa: ANN401 - as in click
        """Run and exit. Letters that the terminal's encoding lacks are printed as question marks."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        sys.exit(self._code(args, *rest, **{**more, "standalone_mode": False}))

    def _code(self, args: Sequence[str] | None, *rest: Any, **more: Any) -> int:  # noqa: ANN401 - as in click
        try:
            code = super().main(args, *rest, **more)
        except (click.ClickException, click.Abort, BdpError, OSError) as error:
            return _foreseen(error)
        except Exception as error:
            if sys.flags.dev_mode:
                raise
            what = f"nieprzewidziany błąd {type(error).__name__}: {error}"
            return _complain(f"{what} (ślad pokaże: python -X dev -m bdp …)", FAILED)
        return code if isinstance(code, int) else DONE


def _foreseen(error: Exception) -> int:
    """Say in one line what went wrong and return the exit code."""
    if isinstance(error, click.Abort):
        return _INTERRUPTED
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return WRONG_USE
    if isinstance(error, click.ClickException):
        return _complain(_in_polish(error), WRONG_USE)
    if isinstance(error, OSError):
        named = f"{error.filename}: " if error.filename else ""
        return _complain(f"{named}{cause(error)}", FAILED)
    return _complain(str(error), WRONG_USE if isinstance(error, _WRONG_USE) else FAILED)


def _complain(message: str, code: int) -> int:
    line = "; ".join(part for part in message.splitlines() if part.strip())
    click.echo(f"bdp: {line}", err=True)
    return code


def _in_polish(error: click.ClickException) -> str:
    """Say what click found wrong, in one line."""
    if isinstance(error, click.MissingParameter) and error.param is not None:
        text = f"brakuje {error.param.make_metavar(_context(error))}"
    elif isinstance(error, click.NoSuchOption):
        text = f"nie ma opcji {error.option_name}{_near(error.possibilities)}"
    elif isinstance(error, click.NoSuchCommand):
        text = f"nie ma polecenia „{error.command_name}”{_near(error.possibilities)}"
    elif isinstance(error, click.BadOptionUsage):
        text = f"brakuje wartości {error.option_name}"
    elif (found := _EXTRA.match(error.format_message())) is not None:
        text = f"za dużo argumentów ({found[1]}); pytanie z kilku słów ujmij w cudzysłów"
    elif isinstance(error, click.BadParameter) and error.param is not None:
        text = f"zła wartość {error.param.get_error_hint(error.ctx)}: {_wanted(error.param.type) or error.message}"
    else:
        text = error.format_message()
    called = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "bdp"
    return f"{text.rstrip('.')} (pomoc: {called} --help)"


def _wanted(kind: click.ParamType[Any]) -> str:
    if isinstance(kind, click.Choice):
        return f"może być {' lub '.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        return f"ma być liczbą całkowitą od {kind.min} do {kind.max}"
    if isinstance(kind, click.Path) and not kind.dir_okay:
        return "ma być plikiem, nie katalogiem, i dać się odczytać"
    return ""


def _context(error: click.UsageError) -> click.Context:
    return error.ctx or click.Context(click.Command("bdp"))


def _near(names: list[str] | None) -> str:
    return f"; może {' lub '.join(names)}?" if names else ""
