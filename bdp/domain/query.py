"""query: the parameters of the list, the map and every format, read from pairs and written back as an address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from bdp.domain.entry import SIZE_BOUNDS
from bdp.domain.errors import BadQuery
from bdp.domain.polish import is_slug
from bdp.domain.vocabulary import Vocabularies

FACETS = ("voivodeship", "unit_type", "theme", "form", "size")
HAS = ("attachments", "results", "contact")
SORTS = ("relevance", "newest", "title", "population")
PER_PAGE, PER_PAGE_MAX = 20, 100
Q_MAX = 500
YEAR_MAX = 9999
COMPARED_MAX = 4  # practices side by side; more columns can no longer be read
PAGE_MAX = 10**100  # a page past the end is empty, not wrong, so any number that somebody may type


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the base, already checked. ``cut`` says that ``q`` was longer than 500 characters.

    ``sort`` is "" for the default (relevance with q, newest without); ``from_year`` and ``to_year`` are ``from`` and
    ``to`` of the address; ``language`` is pl or en and decides the labels and whether translations are searched.
    ``compared`` (``p`` of the address) are the practices that the reader chose to compare: they change no result.
    """

    q: str = ""
    voivodeship: tuple[str, ...] = ()
    unit_type: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    from_year: int | None = None
    to_year: int | None = None
    has: tuple[str, ...] = ()
    sort: str = ""
    page: int = 1
    per_page: int = PER_PAGE
    compared: tuple[str, ...] = ()
    language: str = "pl"
    cut: bool = False

    @property
    def order(self) -> str:
        """The sort in force."""
        return self.sort or ("relevance" if self.q else "newest")

    def chosen(self, facet: str) -> tuple[str, ...]:
        """Return the chosen values of a facet."""
        values: tuple[str, ...] = getattr(self, facet)
        return values

    def with_value(self, name: str, value: str) -> "Query":
        """Return the query with one facet or ``has`` value added, on page 1."""
        changes: dict[str, Any] = {name: (*(v for v in getattr(self, name) if v != value), value)}
        return replace(self, **changes, page=1)

    def without(self, name: str, value: str | None = None) -> "Query":
        """Return the query without one value of a parameter (all its values for None), on page 1."""
        now = getattr(self, name)
        changes: dict[str, Any] = {name: "" if isinstance(now, str) else None}
        if isinstance(now, tuple):
            changes = {name: tuple(v for v in now if value is not None and v != value)}
        return replace(self, **changes, page=1)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters in canonical order, defaults and empty ones left out."""
        pairs: list[tuple[str, str]] = [("q", self.q)] if self.q else []
        pairs += [(facet, value) for facet in FACETS for value in self.chosen(facet)]
        pairs += [("from", str(self.from_year))] if self.from_year is not None else []
        pairs += [("to", str(self.to_year))] if self.to_year is not None else []
        pairs += [("has", value) for value in self.has]
        pairs += [("sort", self.sort)] if self.sort else []
        pairs += [("per_page", str(self.per_page))] if self.per_page != PER_PAGE else []
        pairs += [("page", str(self.page))] if self.page != 1 else []
        pairs += [("p", slug) for slug in self.compared]
        return pairs

    def address(self, path: str) -> str:
        """Return ``path?parameters``; the path alone without any."""
        pairs = self.pairs()
        return f"{path}?{urlencode(pairs)}" if pairs else path


def parse(pairs: Iterable[tuple[str, str]], vocabularies: Vocabularies, language: str = "pl") -> Query:
    """Read the parameters of an address; unknown and empty ones are ignored, of single-valued ones the first counts.

    Values come in the order of their list, so that one choice has one address whatever order it was made in.

    Raises BadQuery with every bad value at once.
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if value.strip():
            given.setdefault(name, []).append(value.strip())
    problems: list[tuple[str, str]] = []
    many: dict[str, Any] = {
        name: _choices(name, given.get(name, []), values, problems) for name, values in _allowed(vocabularies).items()
    }
    sort = _choices("sort", given.get("sort", [])[:1], SORTS, problems)
    from_year = _number("from", given, problems, 0, YEAR_MAX)
    to_year = _number("to", given, problems, 0, YEAR_MAX)
    if from_year is not None and to_year is not None and from_year > to_year:
        problems.append(("from", f"{from_year} > {to_year}"))
    page = _number("page", given, problems, 1, PAGE_MAX)
    per_page = _number("per_page", given, problems, 1, PER_PAGE_MAX)
    if problems:
        raise BadQuery(tuple(problems))
    words = " ".join(given.get("q", [""])[0].split())
    return Query(
        q=words[:Q_MAX].strip(),
        **many,
        from_year=from_year,
        to_year=to_year,
        sort=sort[0] if sort else "",
        page=page or 1,
        per_page=per_page or PER_PAGE,
        compared=tuple(dict.fromkeys(filter(is_slug, given.get("p", ()))))[:COMPARED_MAX],
        language=language,
        cut=len(words) > Q_MAX,
    )


def _allowed(vocabularies: Vocabularies) -> Mapping[str, tuple[str, ...]]:
    """Return what each parameter that takes several values may hold."""
    return {
        "voivodeship": vocabularies.voivodeships.ids,
        "unit_type": vocabularies.unit_types.ids,
        "theme": vocabularies.themes.ids,
        "form": vocabularies.forms.ids,
        "size": tuple(name for name, _, _ in SIZE_BOUNDS),
        "has": HAS,
    }


def _choices(
    name: str, values: list[str], allowed: tuple[str, ...], problems: list[tuple[str, str]]
) -> tuple[str, ...]:
    problems += [(name, value) for value in values if value not in allowed]
    return tuple(value for value in allowed if value in values)


def _number(
    name: str, given: Mapping[str, list[str]], problems: list[tuple[str, str]], low: int, high: int
) -> int | None:
    text = given.get(name, [""])[0]
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= len(str(high)) and low <= int(text) <= high:
        return int(text)
    problems.append((name, text))
    return None
