"""entry: a practice made ready for readers: completed, rendered, its attachments measured and their text extracted."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bdp.domain.practice import Member, Practice
from bdp.domain.vocabulary import Vocabularies

SIZE_BOUNDS: tuple[tuple[str, int, int | None], ...] = (
    ("0-5000", 0, 5_000),
    ("5000-20000", 5_000, 20_000),
    ("20000-50000", 20_000, 50_000),
    ("50000-100000", 50_000, 100_000),
    ("100000-", 100_000, None),
)
FOREVER = date.max


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the presentation for the table of contents; ``level`` is 2 or 3, ``id`` its anchor."""

    level: int
    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Body:
    """One language's text: safe HTML for pages, plain text for search and snippets."""

    title: str
    plain: str
    summary_html: str
    presentation_html: str
    summary_text: str
    presentation_text: str
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """An attachment as it lies on disk. ``size`` is in bytes, ``pages`` counts pages, slides or worksheets if known.

    ``note`` says in Polish why there is no text ("skan bez tekstu", "plik zaszyfrowany"), "" if there is.
    """

    file: str
    title: str
    description: str
    language: str
    media_type: str
    size: int
    sha256: str
    pages: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class PageText:
    """Text of one page of an attachment; ``page`` counts from 1, None where the kind of file has no pages."""

    file: str
    page: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue keeps and the search index is filled from; ``practice`` is completed by the register.

    ``voivodeships`` and ``powiats`` (4-digit codes) hold the practice's own and its members', ``units`` the 7-digit
    (else shorter) codes of their pages; ``revision`` is the SHA-256 of the record's sources.
    ``derived`` names the numbers of ``practice`` that were worked out from its members: shown, but no statement of the
    record or the register, so not exported.
    """

    practice: Practice
    pl: Body
    en: Body | None
    files: tuple[AttachedFile, ...]
    voivodeships: tuple[str, ...]
    powiats: tuple[str, ...]
    units: tuple[str, ...]
    revision: str
    derived: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The permanent address."""
        return self.practice.slug

    def body(self, language: str) -> Body:
        """Return the text in this language, the Polish one where there is no translation."""
        return self.en if language == "en" and self.en is not None else self.pl


@dataclass(frozen=True, slots=True)
class Titled:
    """Of the text of one language its title."""

    title: str


@dataclass(frozen=True, slots=True)
class Outline:
    """An entry without its texts, for many at once; the fields mean what they mean there."""

    practice: Practice
    pl: Titled
    en: Titled | None
    files: tuple[AttachedFile, ...]
    voivodeships: tuple[str, ...]
    powiats: tuple[str, ...]
    units: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The permanent address."""
        return self.practice.slug

    def body(self, language: str) -> Titled:
        """Return the title in this language, the Polish one where there is no translation."""
        return self.en if language == "en" and self.en is not None else self.pl


@dataclass(frozen=True, slots=True)
class Placed:
    """Of a published practice what the map must know: ``name`` is what its place is called, ``powiats`` are codes."""

    slug: str
    teryt: str
    name: str
    voivodeship: str
    lat: float | None
    lon: float | None
    members: tuple[Member, ...]
    powiats: tuple[str, ...]


def stated(entry: Entry) -> Practice:
    """Return the practice as its file and the register state it, without what was worked out from its members."""
    nothing: dict[str, Any] = dict.fromkeys(entry.derived)
    return replace(entry.practice, **nothing)


def size_band(population: int | None) -> str:
    """Return the population band of a number (lower bound in, upper out), "" when unknown."""
    if population is None:
        return ""
    return next(name for name, low, high in SIZE_BOUNDS if population >= low and (high is None or population < high))


def facet_values(entry: Entry | Outline, vocabularies: Vocabularies) -> dict[str, tuple[str, ...]]:
    """Return the values of each facet, and of powiats, under which the entry is found and counted."""
    practice = entry.practice
    band = size_band(practice.population)
    return {
        "voivodeship": entry.voivodeships,
        "powiat": entry.powiats,
        "unit_type": (practice.unit_type,) if practice.unit_type else (),
        "theme": vocabularies.themes.with_parents(practice.themes),
        "form": practice.forms,
        "size": (band,) if band else (),
    }


def contact_until(practice: Practice) -> date | None:
    """Return the last day on which some contact is shown: FOREVER for one without end, None if there is none."""
    return max((c.until or FOREVER for c in practice.contacts if c.confirmed), default=None)
