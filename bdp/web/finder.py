"""finder: what the list of practices prints around its results: chips, facets, sorts, pages, ways out of nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bdp.domain.polish import sort_key
from bdp.domain.query import HAS, NARROWING, SORTS, Query
from bdp.domain.results import FacetValue, Results
from bdp.services.browse import Rescue
from bdp.web import wording
from bdp.web.language import gettext

SHOWN_VALUES = 7
SEARCHED_VALUES = 20
GAP = 0  # stands for the pages left out between two numbers


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force; ``text`` is "temat – Transport", ``address`` the same list without it."""

    name: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """A value of a facet in the form, with the values below it.

    ``without`` is the list without a chosen value whose box cannot be emptied: nothing is found with it, or without it
    only what finds nothing would stay, and then that goes too. ``only`` is the list of a sub-theme in place of its
    chosen department, which has it anyway. ``heading`` repeats a department above the rest of its sub-themes.
    """

    value: FacetValue
    without: str = ""
    only: str = ""
    heading: bool = False
    parts: tuple["Row", ...] = ()

    @property
    def size(self) -> int:
        """Number of values on offer in this row and below it."""
        return (not self.heading) + sum(part.size for part in self.parts)

    @property
    def chosen(self) -> int:
        """Number of chosen values in this row and below it."""
        return (self.value.selected and not self.heading) + sum(part.chosen for part in self.parts)


@dataclass(frozen=True, slots=True)
class Group:
    """A facet as the form shows it: the first values at once, the rest behind "Pokaż wszystkie"."""

    name: str
    title: str
    shown: tuple[Row, ...]
    rest: tuple[Row, ...]

    @property
    def size(self) -> int:
        """Number of values on offer."""
        return sum(row.size for row in (*self.shown, *self.rest))

    @property
    def opened(self) -> bool:
        """Tell whether something behind "Pokaż wszystkie" is chosen."""
        return any(row.chosen for row in self.rest)

    @property
    def searched(self) -> bool:
        """Tell whether the values are so many that the facet has a search box of its own."""
        return self.size > SEARCHED_VALUES


@dataclass(frozen=True, slots=True)
class Order:
    """A sort on offer; ``address`` is the list in that order."""

    name: str
    label: str
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class WayOut:
    """What would bring results back, said in words, with its count and address."""

    text: str
    total: int
    address: str


def chips(results: Results, path: str) -> tuple[Chip, ...]:
    """Return a chip for each filter in force, in the order of the parameters; the words are no filter."""
    query = results.query
    found = [
        Chip(facet, wording.filtered(facet, value), query.without(facet, value.value).address(path))
        for facet in NARROWING
        for value in results.facets[facet]
        if value.selected
    ]
    for name in ("from_year", "to_year"):
        year = getattr(query, name)
        if year is not None:
            found.append(Chip(name, f"{wording.parameter(name)} – {year}", query.without(name).address(path)))
    for value in query.has:
        text = f"{wording.parameter('has')} – {wording.having(value)}"
        found.append(Chip("has", text, query.without("has", value).address(path)))
    return tuple(found)


def groups(results: Results, address: Callable[[Query], str]) -> tuple[Group, ...]:
    """Return the facets that have something to choose; ``address`` is that of a list."""
    found = []
    for name in ("theme", "form", "voivodeship", "powiat", "unit_type", "size"):
        values = [value for value in results.facets[name] if value.count or value.selected]
        if values:
            shown, rest = _cut(_tree(name, values, results.query, address))
            found.append(Group(name, wording.facet_title(name), shown, rest))
    return tuple(found)


def _tree(name: str, values: Sequence[FacetValue], query: Query, address: Callable[[Query], str]) -> list[Row]:
    """Return the values in their order, sub-themes below their department.

    Themes and forms are ordered by count, places by name, the others stand as their list has them.
    """
    if name in ("voivodeship", "powiat"):
        values = sorted(values, key=lambda value: sort_key(value.label))
    elif name in ("theme", "form"):
        values = sorted(values, key=lambda value: -value.count)
    chosen = [value for value in values if value.selected]
    tops = {value.value: value for value in values if not value.parent}

    def row(value: FacetValue, above: FacetValue | None = None) -> Row:
        others = [other for other in chosen if other != value]
        fixed = value.selected and (not value.count or (bool(others) and not any(other.count for other in others)))
        only = query.without(name, value.parent).with_value(name, value.value) if above and above.selected else None
        return Row(
            value,
            without=address(query.without(name, None if value.count else value.value)) if fixed else "",
            only=address(only) if only and not value.selected else "",
            parts=tuple(row(part, value) for part in values if part.parent == value.value),
        )

    return [row(value) for value in values if value.value in tops or value.parent not in tops]


def _cut(rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Part rows after the first seven values; a department that does not fit whole is told again above its rest."""
    shown: list[Row] = []
    room = SHOWN_VALUES
    for place, row in enumerate(rows):
        if row.size > room:
            if room < 2:  # noqa: PLR2004 - a department and none of its sub-themes would look like one without any
                return tuple(shown), tuple(rows[place:])
            first, others = row.parts[: room - 1], row.parts[room - 1 :]
            again = replace(row, heading=True, parts=others)
            return (*shown, replace(row, parts=first)), (again, *rows[place + 1 :])
        shown.append(row)
        room -= row.size
    return tuple(shown), ()


def orders(query: Query, path: str) -> tuple[Order, ...]:
    """Return the sorts on offer; relevance only with words. The default one leaves its name out of the address."""
    offered = [name for name in SORTS if query.q or name != "relevance"]
    default = replace(query, sort="").order
    return tuple(
        Order(
            name,
            wording.order(name),
            replace(query, sort="" if name == default else name, page=1).address(path),
            current=query.order == name,
        )
        for name in offered
    )


def pages(results: Results) -> tuple[int, ...]:
    """Return the numbers to print: the first, the last, those around this page, GAP for what is left out."""
    return numbers(results.query.page, results.pages)


def numbers(now: int, last: int) -> tuple[int, ...]:
    """Return what ``pages`` prints on page ``now`` of ``last``."""
    wanted = sorted({1, last, *range(max(1, now - 2), min(last, now + 2) + 1)})
    printed: list[int] = []
    for number in wanted:
        if printed and number - printed[-1] == 2:  # noqa: PLR2004 - one page left out is printed, not hidden
            printed.append(number - 1)
        elif printed and number - printed[-1] > 1:
            printed.append(GAP)
        printed.append(number)
    return tuple(printed)


def ways_out(rescues: Sequence[Rescue], results: Results, path: str) -> tuple[WayOut, ...]:
    """Say what each removal would bring back."""
    said = {(name, value.value): wording.filtered(name, value) for name in NARROWING for value in results.facets[name]}
    said |= {("has", value): f"{wording.parameter('has')} – {wording.having(value)}" for value in HAS}
    found = []
    query = results.query
    for rescue in rescues:
        if rescue.name == "filters":
            bare = Query(q=query.q, sort=query.sort, per_page=query.per_page)
            found.append(WayOut(gettext("without any filter"), rescue.total, bare.address(path)))
            continue
        if rescue.name == "q":
            text = gettext("without the words “%(words)s”", words=query.q)
        elif rescue.value is None:
            year = f"{wording.parameter(rescue.name)} – {getattr(query, rescue.name)}"
            text = gettext("without %(filter)s", filter=year)
        else:
            text = gettext("without %(filter)s", filter=said[rescue.name, rescue.value])
        found.append(WayOut(text, rescue.total, query.without(rescue.name, rescue.value).address(path)))
    return tuple(found)
