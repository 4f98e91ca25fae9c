"""comparison: practices side by side: what each says on one matter after the other, and where they say the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bdp.domain.entry import Entry


@dataclass(frozen=True, slots=True)
class Voice:
    """How a text for readers speaks: its language, its words by their keys, and how it writes numbers and times.

    ``unsaid`` says in one sentence on which matters, by their keys, practices say nothing. ``years`` takes the first
    and the last year of a practice, either of which may be unknown.
    """

    language: str
    words: Mapping[str, str]
    unsaid: Callable[[Sequence[str], int], str]
    number: Callable[[float], str]
    day: Callable[[date], str]
    years: Callable[[int | None, int | None], str]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a practice says on a matter; ``shared`` where every practice beside it says it too."""

    text: str
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A matter by its key, with what each practice says on it: nothing, one thing or several; ``same`` if all agree.

    ``polish`` tells of each cell that it is in Polish whatever the language of the table.
    """

    key: str
    cells: tuple[tuple[Item, ...], ...]
    same: bool
    polish: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Practices beside each other; ``silent`` are the keys of matters on which none of them says anything."""

    entries: tuple[Entry, ...]
    rows: tuple[Row, ...]
    silent: tuple[str, ...]

    @property
    def different(self) -> tuple[Row, ...]:
        """The rows on which the practices do not agree."""
        return tuple(row for row in self.rows if not row.same)


def row(key: str, said: Sequence[tuple[str, ...]], polish: Sequence[bool]) -> Row:
    """Put beside each other what practices say on one matter; a single one agrees with nobody."""
    several = len(said) > 1
    common = set(said[0]).intersection(*said[1:]) if several else set()
    cells = tuple(tuple(Item(text, text in common) for text in texts) for texts in said)
    return Row(key, cells, several and all(set(texts) == set(said[0]) for texts in said), tuple(polish))
