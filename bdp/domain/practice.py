"""practice: one practice as its file states it, and as the register of units completes it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """Where a record stands on its way; only ``published`` is public."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Member:
    """A unit that takes part in a partnership, a union or a practice across a border."""

    teryt: str = ""
    name: str = ""
    unit_type: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask. Public data formats never carry ``name``; unconfirmed ones are shown to editors only."""

    name: str = ""
    role: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""
    until: date | None = None
    confirmed: bool = True

    def shown(self, today: date) -> bool:
        """Tell whether readers may see this contact on that day."""
        return self.confirmed and (self.until is None or self.until >= today)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in attachments/<slug>/ as the record lists it."""

    file: str
    title: str = ""
    description: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the facts come from."""

    name: str = ""
    url: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """The English version of a record; ``summary`` and ``presentation`` are Markdown."""

    title: str = ""
    plain: str = ""
    summary: str = ""
    presentation: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """A record. The fields stand in the order of the front matter; an absent text is "", an absent number or date None.

    ``population`` counts inhabitants, ``cost_pln`` is in złoty, ``started`` and ``ended`` are years, ``lat`` and
    ``lon`` are WGS 84 degrees. ``summary`` and ``presentation`` are the two parts of the Markdown body.
    """

    slug: str
    title: str = ""
    status: Status = Status.DRAFT
    themes: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    unit_type: str = ""
    teryt: str = ""
    place: str = ""
    powiat: str = ""
    voivodeship: str = ""
    members: tuple[Member, ...] = ()
    lat: float | None = None
    lon: float | None = None
    postal_code: str = ""
    post_office: str = ""
    institution: str = ""
    street: str = ""
    websites: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    population: int | None = None
    entered: date | None = None
    updated: date | None = None
    verified: date | None = None
    verified_by: str = ""
    started: int | None = None
    ended: int | None = None
    partners: tuple[str, ...] = ()
    cost_pln: float | int | None = None
    funding: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    plain: str = ""
    notes: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    source: Source = field(default_factory=Source)
    withdrawn_reason: str = ""
    summary: str = ""
    presentation: str = ""
    translation: Translation | None = None

    @property
    def public(self) -> bool:
        """Only published records are public."""
        return self.status is Status.PUBLISHED

    @property
    def changed(self) -> date | None:
        """The day by which "newest" sorts: updated, else entered."""
        return self.updated or self.entered
