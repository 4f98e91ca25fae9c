"""results: what a search gives back, layer by layer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bdp.domain.entry import Entry
from bdp.domain.query import Query

Where = Literal["title", "summary", "presentation", "metadata", "attachment"]
Kind = Literal["same", "form", "letters", "beginning", "synonym", "relative", "missing"]


@dataclass(frozen=True, slots=True)
class Match:
    """One place where a record has the words; ``html`` is escaped but for <mark>, ``language`` is that of its words."""

    where: Where
    html: str
    file: str | None = None
    page: int | None = None
    language: str = "pl"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a record answers a word or phrase of the query: ``found`` are the words as its texts have them.

    They are the same as typed, another form, the word with its Polish letters put back, a word with this beginning, a
    synonym, or where words may be missing a word made from it; the most frequent come first, at most six, ``times``
    counts all. Of a missing word nothing is found.
    """

    kind: Kind
    typed: str
    found: tuple[str, ...] = ()
    times: int = 0


@dataclass(frozen=True, slots=True)
class Explained:
    """Where a record matched and why."""

    matches: tuple[Match, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A matching record in its order; ``score`` is None without words."""

    slug: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Which practices match, in what order, with which counts: the answer of the search reader.

    ``hits`` is the page asked for (all of them when asked for all); ``counts`` has every facet, powiats too, and in it
    every value that counts at least one record; ``having`` counts for each value of ``has`` what is left with it;
    ``notes`` say how odd or limited input was understood (message ids, see ``bdp.search``).
    """

    total: int
    hits: tuple[Hit, ...]
    counts: Mapping[str, Mapping[str, int]]
    relaxed: bool = False
    suggestion: str | None = None
    notes: tuple[str, ...] = ()
    having: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where a practice stands in a list of results: its place from 1, the total, and who is before and after it."""

    position: int
    total: int
    previous: str | None
    following: str | None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet with what a click on it would find."""

    value: str
    label: str
    count: int
    selected: bool
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One practice of the page with the places where it matched and why."""

    entry: Entry
    score: float | None
    matches: tuple[Match, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """A page of the list, ready to print as HTML or data; ``having`` counts what is left with each value of ``has``."""

    query: Query
    total: int
    practices: tuple[Result, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    relaxed: bool
    suggestion: str | None
    notes: tuple[str, ...]
    having: Mapping[str, int] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """Number of pages, at least 1."""
        return max(1, -(-self.total // self.query.per_page))
