"""query: the parameters of the list, the map and every format, read from pairs and written back as an address."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from bdp.domain.entry import SIZE_BOUNDS
from bdp.domain.errors import BadQuery
from bdp.domain.polish import is_slug
from bdp.domain.vocabulary import Vocabularies, Vocabulary

FACETS = ("voivodeship", "unit_type", "theme", "form", "size")
# What narrows the list by values of a controlled list: the facets, and powiats, which are too many to count in data.
NARROWING = ("voivodeship", "powiat", "unit_type", "theme", "form", "size")
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

    ``powiat`` holds 4-digit codes; ``sort`` is "" for the default (relevance with q, newest without); ``from_year`` and
    ``to_year`` are ``from`` and ``to`` of the address; ``language`` is pl or en and decides the labels and whether
    translations are searched.
    ``compared`` (``p`` of the address) are the practices that the reader chose to compare: they change no result.
    """

    q: str = ""
    voivodeship: tuple[str, ...] = ()
    powiat: tuple[str, ...] = ()
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
        """Return the chosen values of a facet, or of powiats."""
        values: tuple[str, ...] = getattr(self, facet)
        return values

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """The chosen values of all lists, each with the name of its parameter."""
        return tuple((name, value) for name in NARROWING for value in self.chosen(name))

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
        pairs += self.choices
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
        return f"{path}?{'&'.join(map(_written, pairs))}" if pairs else path


@lru_cache(2048)
def _written(pair: tuple[str, str]) -> str:
    """Return a parameter as it stands in an address; a list has some sixty addresses with mostly the same ones."""
    return urlencode((pair,))


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a parameter of an address may hold: one of ``values``, a whole number from ``low`` to ``high``, or any text.

    ``many`` may be repeated; of the others the first counts. ``public`` are those that programs are told of.
    """

    name: str
    values: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    many: bool = False
    public: bool = True


def parameters(vocabularies: Vocabularies, powiats: Vocabulary) -> tuple[Parameter, ...]:
    """Return every parameter of the list: what requests are read by, and what programs are told of it."""
    return (
        Parameter("q"),
        Parameter("voivodeship", vocabularies.voivodeships.ids, many=True),
        Parameter("powiat", powiats.ids, many=True),
        Parameter("unit_type", vocabularies.unit_types.ids, many=True),
        Parameter("theme", vocabularies.themes.ids, many=True),
        Parameter("form", vocabularies.forms.ids, many=True),
        Parameter("size", tuple(name for name, _, _ in SIZE_BOUNDS), many=True),
        Parameter("from", high=YEAR_MAX),
        Parameter("to", high=YEAR_MAX),
        Parameter("has", HAS, many=True),
        Parameter("sort", SORTS),
        Parameter("page", low=1, high=PAGE_MAX),
        Parameter("per_page", low=1, high=PER_PAGE_MAX),
        Parameter("p", many=True, public=False),
    )


def parse(
    pairs: Iterable[tuple[str, str]], vocabularies: Vocabularies, powiats: Vocabulary, language: str = "pl"
) -> Query:
    """Read the parameters of an address; unknown and empty ones are ignored, of single-valued ones the first counts.

    ``powiats`` are those of the register (``unit.powiats``). Values come in the order of their list, so that one choice
    has one address whatever order it was made in.

    Raises BadQuery with every bad value at once.
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if value.strip():
            given.setdefault(name, []).append(value.strip())
    problems: list[tuple[str, str]] = []
    read: dict[str, Any] = {
        p.name: _read(p, given.get(p.name, []), problems) for p in parameters(vocabularies, powiats)
    }
    from_year, to_year = read.pop("from"), read.pop("to")
    if from_year is not None and to_year is not None and from_year > to_year:
        problems.append(("from", f"{from_year} > {to_year}"))
    if problems:
        raise BadQuery(tuple(problems))
    words = " ".join(read.pop("q").split())
    return Query(
        q=words[:Q_MAX].strip(),
        from_year=from_year,
        to_year=to_year,
        page=read.pop("page") or 1,
        per_page=read.pop("per_page") or PER_PAGE,
        compared=tuple(filter(is_slug, read.pop("p")))[:COMPARED_MAX],
        language=language,
        cut=len(words) > Q_MAX,
        **read,
    )


def _read(
    parameter: Parameter, given: list[str], problems: list[tuple[str, str]]
) -> tuple[str, ...] | str | int | None:
    """Return the value of one parameter: texts where it may be repeated, else a text, or a number or None."""
    given = given if parameter.many else given[:1]
    if parameter.high:
        return _number(parameter, given, problems)
    found = tuple(dict.fromkeys(given))
    if parameter.values:
        problems += [(parameter.name, value) for value in given if value not in parameter.values]
        found = tuple(value for value in parameter.values if value in given)
    return found if parameter.many else "".join(found)


def _number(parameter: Parameter, given: list[str], problems: list[tuple[str, str]]) -> int | None:
    for text in given:
        long = len(text) > len(str(parameter.high))
        if text.isascii() and text.isdigit() and not long and parameter.low <= int(text) <= parameter.high:
            return int(text)
        problems.append((parameter.name, text))
    return None
