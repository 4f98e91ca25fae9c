"""view: how the map is looked at: which areas, which number, in which order. What is found is the Query's."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from bdp.domain.query import Query

LEVELS = ("voivodeship", "powiat")
VALUES = ("count", "per-100k")
ORDERS = ("name", "count", "residents", "per-100k")
_CHOICES = {"level": LEVELS, "value": VALUES, "order": ORDERS}


@dataclass(frozen=True, slots=True)
class View:
    """The parameters that only the map has.

    ``level`` are the areas of the country, ``value`` the number that they show, ``order`` that of the table; ``spot``
    is a practice whose place is told in full.
    """

    level: str = "voivodeship"
    value: str = "count"
    order: str = "name"
    spot: str = ""

    @property
    def per_residents(self) -> bool:
        """Tell whether practices are put beside the number of residents."""
        return self.value == "per-100k"

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters in their order, defaults left out."""
        return [(f.name, value) for f in fields(self) if (value := getattr(self, f.name)) != f.default]

    def address(self, query: Query, path: str, **changes: str) -> str:
        """Return the address of the map of a query looked at in this way, with these changes."""
        pairs = [*query.pairs(), *replace(self, **changes).pairs()]
        return f"{path}?{urlencode(pairs)}" if pairs else path


def read(pairs: Iterable[tuple[str, str]]) -> View:
    """Read the view from the parameters of an address; the first of a name counts, what cannot be is ignored."""
    given: dict[str, str] = {}
    for name, value in pairs:
        given.setdefault(name, value.strip())
    chosen: dict[str, Any] = {name: given[name] for name, values in _CHOICES.items() if given.get(name) in values}
    return View(**chosen, spot=given.get("spot", ""))
