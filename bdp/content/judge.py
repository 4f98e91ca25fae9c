"""judge: collects the problems of one file while its keys are read, and knows what values are held against."""

import difflib
from collections.abc import Container, Iterable
from dataclasses import dataclass

from bdp.content.nodes import FILE, Fault
from bdp.domain.errors import Problem
from bdp.domain.polish import fold
from bdp.domain.unit import Register
from bdp.domain.vocabulary import Vocabularies

_SHORT = 16  # so many allowed values are listed in a message


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value stands: its key with the path to it, and the line to show."""

    key: str
    line: int

    def at(self, name: str | int, line: int) -> "Spot":
        """Return the spot of a key or list item inside."""
        return Spot(f"{self.key}.{name}", line)


class Judge:
    """What a file is judged by, and what was found.

    ``files`` are the names in the record's attachment folder; None asks not to look (a form, a text from elsewhere).
    """

    def __init__(
        self,
        path: str,
        vocabularies: Vocabularies | None = None,
        register: Register | None = None,
        files: Container[str] | None = None,
    ) -> None:
        """Begin without problems."""
        self.path = path
        self.vocabularies = vocabularies
        self.register = register or Register.empty()
        self.files = files
        self._problems: list[Problem] = []

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found, by line; each once."""
        return tuple(sorted(set(self._problems)))

    @property
    def passed(self) -> bool:
        """Tell whether there are no problems but warnings."""
        return all(problem.warning for problem in self._problems)

    def wrong(self, spot: Spot, message: str) -> None:
        """Note a problem."""
        self._problems.append(Problem(self.path, spot.line, spot.key, message))

    def doubt(self, spot: Spot, message: str) -> None:
        """Note a warning: what is accepted all the same."""
        self._problems.append(Problem(self.path, spot.line, spot.key, message, warning=True))

    def faults(self, faults: Iterable[Fault]) -> None:
        """Take over the faults of the text."""
        for fault in faults:
            self.wrong(Spot(fault.key, fault.line), fault.message)

    def warn_of_body(self, line: int, message: str) -> None:
        """Note a warning about a line of the body."""
        self.doubt(Spot(FILE, line), message)


def nearest(text: str, allowed: Iterable[str]) -> str:
    """Return the allowed value that is spelt most alike, whatever the case and diacritics; "" if there is none."""
    by_spelling = {fold(value): value for value in reversed(tuple(allowed))}
    found = difflib.get_close_matches(fold(text[:80]), by_spelling, n=1, cutoff=0.0)
    return by_spelling[found[0]] if found else ""


def choice(text: str, allowed: Iterable[str]) -> str:
    """Say which values are allowed: all where they are few, else the nearest one."""
    values = tuple(allowed)
    near = nearest(text, values)
    if not values:
        return "wykaz jest pusty"
    if len(values) > _SHORT:
        return f"najbliższa dozwolona to „{near}”"
    return f"dozwolone: {', '.join(values)}; najbliższa to „{near}”"


def shown(text: str, longest: int = 60) -> str:
    """Return a value fit for a message: on one line, cut."""
    line = "".join(sign if sign.isprintable() else " " for sign in text)
    return f"„{line if len(line) <= longest else line[: longest - 1] + '…'}”"
