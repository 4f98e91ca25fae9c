"""digesting: what became new, changed or was withdrawn within some days, from the dates of the records."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from bdp.catalogue.reader import CatalogueReader
from bdp.domain.entry import Entry, facet_values
from bdp.domain.errors import WrongUse
from bdp.domain.practice import Status
from bdp.domain.query import NARROWING, Query
from bdp.exchange.digest_mail import Digest, Item
from bdp.library import Library

_SECOND = 10**9  # ns


def gather(library: Library, query: Query, since: date, until: date, *, unit: str = "") -> Digest:
    """Return what the filters of a query choose, by day, newest first; both days count.

    New is what entered the base, changed what was updated later; withdrawn is dated by ``updated``, and where the
    record does not say, by its file. ``unit`` is a TERYT code. Raises NotBuilt, and WrongUse for a period that ends
    before it begins or a code that no unit has.
    """
    if until < since:
        message = f"okres kończy się ({until}) przed początkiem ({since})"
        raise WrongUse(message)
    if unit and library.register.resolve(unit) is None:
        message = f"rejestr TERYT nie zawiera kodu „{unit}”"
        raise WrongUse(message)
    generation = library.index.current()
    chosen = {facet: set(query.chosen(facet)) for facet in NARROWING if query.chosen(facet)}
    vocabularies = generation.vocabularies

    def wanted(entry: Entry) -> bool:
        values = facet_values(entry, vocabularies)
        return all(ids.intersection(values[facet]) for facet, ids in chosen.items()) and _within(entry, unit)

    parts: dict[str, list[Item]] = {"new": [], "changed": [], "withdrawn": []}
    for kind, day, entry in _dated(library, generation.catalogue, since, until, wanted):
        parts[kind].append(Item(entry, day))
    ordered = {kind: tuple(sorted(items, key=_order)) for kind, items in parts.items()}
    return Digest(since, until, vocabularies, **ordered)


def _order(item: Item) -> tuple[int, str]:
    return -item.day.toordinal(), item.entry.slug


def _within(entry: Entry, unit: str) -> bool:
    """Tell whether a practice is of a unit, or of one within it."""
    return not unit or any(code.startswith(unit) for code in (*entry.units, entry.practice.teryt))


def _dated(
    library: Library, catalogue: CatalogueReader, since: date, until: date, wanted: Callable[[Entry], bool]
) -> list[tuple[str, date, Entry]]:
    found: list[tuple[str, date, Entry]] = []
    for entry in catalogue.stream(catalogue.statuses()):
        practice = entry.practice
        if practice.status is Status.WITHDRAWN:
            days = [("withdrawn", practice.updated or _last_written(library, entry.slug))]
        elif practice.public:
            days = [("new", practice.entered), ("changed", practice.updated)]
        else:
            continue
        first = next(((kind, day) for kind, day in days if day and since <= day <= until), None)
        if first and wanted(entry):
            found.append((first[0], first[1], entry))
    return found


def _last_written(library: Library, slug: str) -> date | None:
    """Return the day on which a record's file was written last."""
    stamp = library.practices.stamp(slug)
    return datetime.fromtimestamp(stamp[0][2] / _SECOND, UTC).astimezone().date() if stamp else None
