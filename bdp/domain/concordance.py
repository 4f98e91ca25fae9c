"""concordance: words in their context, one line an occurrence, with counts by year and voivodeship."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bdp.domain.entry import Entry
from bdp.domain.results import Results, Where

NEIGHBOURS = ("left", "right")
PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where words of a query stand: what is before them, the words as the text has them, what is after.

    White space is squeezed. ``language`` is that of the text, pl or en.
    """

    where: Where
    left: str
    words: str
    right: str
    file: str | None = None
    page: int | None = None
    language: str = "pl"


@dataclass(frozen=True, slots=True)
class Line:
    """An occurrence in a practice."""

    entry: Entry
    occurrence: Occurrence

    @property
    def year(self) -> int | None:
        """The year under which it is counted: in which the practice started, else in which it was entered."""
        practice = self.entry.practice
        return practice.started or (practice.entered.year if practice.entered else None)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the lines, and of the practices with lines, fall to a value: a year ("" for none) or an id."""

    value: str
    label: str
    lines: int
    practices: int


@dataclass(frozen=True, slots=True)
class Counting:
    """How often the words of a query stand in the practices that have them, which are in the order of the list.

    ``lines`` has a number for each of ``slugs``; ``attached`` are those whose attachments have some of the words;
    ``voivodeships`` maps an id to the number of lines and of practices there.
    """

    slugs: Sequence[str]
    lines: Sequence[int]
    attached: frozenset[str]
    voivodeships: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Concordance:
    """The lines of a query in their order: all ``total`` of them, or those of some practices from number ``first`` on.

    ``results`` tells the query, the facets and the number of matching practices, of which ``read`` were read;
    ``complete`` is false where there is more text than is read for one answer. ``practices`` of those read have lines.
    ``neighbour`` is the side by which the lines are sorted, "" for the order of the practices and of their texts.
    """

    results: Results
    neighbour: str
    read: int
    complete: bool
    practices: int
    lines: Sequence[Line]
    years: tuple[Share, ...]
    voivodeships: tuple[Share, ...]
    total: int
    first: int = 0

    @property
    def pages(self) -> int:
        """Number of pages of lines, at least 1."""
        return max(1, -(-self.total // PER_PAGE))

    @property
    def shown(self) -> Sequence[Line]:
        """The lines of the page asked for."""
        begin = (self.results.query.page - 1) * PER_PAGE - self.first
        return self.lines[max(0, begin) : max(0, begin + PER_PAGE)]
