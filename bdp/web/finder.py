"""finder: what the list of practices prints around its results: chips, facets, sorts, pages, ways out of nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext

from bdp.domain.polish import sort_key
from bdp.domain.query import FACETS, HAS, SORTS, Query
from bdp.domain.results import FacetValue, Results
from bdp.services.browse import Rescue
from bdp.web import wording

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
class Group:
    """A facet as the form shows it: the first values at once, the rest behind "Pokaż wszystkie"."""

    name: str
    title: str
    shown: tuple[FacetValue, ...]
    rest: tuple[FacetValue, ...]
    opened: bool
    chosen: int

    @property
    def size(self) -> int:
        """Number of values on offer."""
        return len(self.shown) + len(self.rest)

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
        Chip(facet, f"{wording.parameter(facet)} – {value.label}", query.without(facet, value.value).address(path))
        for facet in FACETS
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


def groups(results: Results) -> tuple[Group, ...]:
    """Return the facets that have something to choose."""
    found = []
    for name in ("theme", "form", "voivodeship", "unit_type", "size"):
        values = _ordered(name, [v for v in results.facets[name] if v.count or v.selected])
        shown, rest = values[:SHOWN_VALUES], values[SHOWN_VALUES:]
        if values:
            opened = any(value.selected for value in rest)
            chosen = sum(value.selected for value in values)
            found.append(Group(name, wording.facet_title(name), tuple(shown), tuple(rest), opened, chosen))
    return tuple(found)


def _ordered(name: str, values: Sequence[FacetValue]) -> Sequence[FacetValue]:
    """Order themes and forms by count (sub-themes under their department), places by name, sizes as they are."""
    if name == "voivodeship":
        return sorted(values, key=lambda value: sort_key(value.label))
    if name == "form":
        return sorted(values, key=lambda value: -value.count)
    if name != "theme":
        return values
    present = {value.value for value in values}
    ordered: list[FacetValue] = []
    for top in sorted((v for v in values if v.parent not in present), key=lambda value: -value.count):
        ordered.append(top)
        ordered += sorted((v for v in values if v.parent == top.value), key=lambda value: -value.count)
    return ordered


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
    labels = {(facet, value.value): value.label for facet in FACETS for value in results.facets[facet]}
    labels |= {("has", value): wording.having(value) for value in HAS}
    found = []
    query = results.query
    for rescue in rescues:
        if rescue.name == "filters":
            bare = Query(q=query.q, sort=query.sort, per_page=query.per_page)
            found.append(WayOut(gettext("without any filter"), rescue.total, bare.address(path)))
            continue
        name = wording.parameter(rescue.name)
        if rescue.name == "q":
            text = gettext("without the words “%(words)s”", words=query.q)
        elif rescue.value is None:
            text = gettext("without %(filter)s", filter=f"{name} – {getattr(query, rescue.name)}")
        else:
            label = labels[rescue.name, rescue.value]
            text = gettext("without %(filter)s", filter=f"{name} – {label}")
        found.append(WayOut(text, rescue.total, query.without(rescue.name, rescue.value).address(path)))
    return tuple(found)
