"""figures_table: the numbers of the statistics as rows of a table, each with the address of the list that it counts."""

from collections.abc import Callable, Iterable, Iterator

from bdp.domain.figures import Crossing, Figure
from bdp.exchange import csv_table
from bdp.exchange.cells import guarded

Address = Callable[[Figure], str]
COLUMNS = ("value", "label", "practices", "url")
CROSSED = ("theme", "theme_label", "voivodeship", "voivodeship_label", "practices", "url")


def chart(figures: Iterable[Figure], address: Address, *, excel: bool = False) -> Iterator[bytes]:
    """Yield one row a number, zeros included; the address of nothing is an empty cell."""
    return csv_table.table(COLUMNS, (_row(figure, address) for figure in figures), excel=excel)


def crossing(rows: Iterable[Crossing], address: Address, *, excel: bool = False) -> Iterator[bytes]:
    """Yield one row a theme and voivodeship."""
    cells = ((row.head.value, guarded(row.head.label), *_row(cell, address)) for row in rows for cell in row.cells)
    return csv_table.table(CROSSED, cells, excel=excel)


def _row(figure: Figure, address: Address) -> tuple[str, ...]:
    return figure.value, guarded(figure.label), str(figure.count), address(figure) if figure.count else ""
