"""figures: how many practices there are of each kind; every number with the list that it counts."""

from collections.abc import Mapping
from dataclasses import dataclass

from bdp.domain.query import Query
from bdp.domain.results import Results


@dataclass(frozen=True, slots=True)
class Tally:
    """What the search counts for a query, zeros left out.

    ``counts`` are those of the list's facets; ``crossed`` counts themes by voivodeship whatever of both is chosen;
    ``years`` the practices that ran in each year, from the first in which one did to the last, whatever years are
    chosen; ``undated`` those without a year, which no years find.
    """

    counts: Mapping[str, Mapping[str, int]]
    crossed: Mapping[str, Mapping[str, int]]
    years: Mapping[int, int]
    undated: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of practices: ``query`` finds exactly these. ``inner`` is a theme below the one of its department."""

    value: str
    label: str
    count: int
    query: Query
    inner: bool = False


@dataclass(frozen=True, slots=True)
class Crossing:
    """A theme by voivodeship: its number in all that are shown and one cell a column of the table."""

    head: Figure
    cells: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """All tables for one query.

    ``years`` count what ran in each; ``earlier`` what ran before the first of them where they are too many to show,
    labelled with the last year that it counts; ``undated`` is what no year counts. ``charts`` are by the names of
    facets. ``regions`` are the columns of ``themes``.
    """

    results: Results
    years: tuple[Figure, ...]
    earlier: Figure | None
    undated: int
    charts: Mapping[str, tuple[Figure, ...]]
    regions: tuple[Figure, ...]
    themes: tuple[Crossing, ...]

    @property
    def unsized(self) -> int:
        """The number of practices whose residents are not known, which no band of sizes counts."""
        chosen = bool(self.results.query.size)
        return 0 if chosen else self.results.total - sum(figure.count for figure in self.charts["size"])

    @property
    def gaps(self) -> int:
        """The number of cells without a practice."""
        return sum(not cell.count for crossing in self.themes for cell in crossing.cells)

    @property
    def cells(self) -> int:
        """The number of cells."""
        return len(self.themes) * len(self.regions)
