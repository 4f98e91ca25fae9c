"""found: what was read from pages of the original base, and what there is to say about the reading."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Literal

from bdp.domain.errors import BdpError

Kind = Literal["summary", "presentation", "attachments"]
SUMMARY: Final = "summary"
PRESENTATION: Final = "presentation"
ATTACHMENTS: Final = "attachments"
PARTS: tuple[Kind, ...] = (SUMMARY, PRESENTATION, ATTACHMENTS)

Said = str | int | list[str] | list[dict[str, str]]
"""A value as the front matter has it."""


class Unreadable(BdpError):
    """A file is no page of the original base, or cannot be read at all; the text says why, on one line."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell whoever imports: ``cleaned``, ``doubtful`` or ``dropped``, and what, on one line."""

    kind: Literal["cleaned", "doubtful", "dropped"]
    text: str


def cleaned(text: str) -> Remark:
    """Say that a value was written in another way than the page has it."""
    return Remark("cleaned", text)


def doubtful(text: str) -> Remark:
    """Say that a person should look at something."""
    return Remark("doubtful", text)


def dropped(text: str) -> Remark:
    """Say what of the page is not in the record."""
    return Remark("dropped", text)


@dataclass(frozen=True, slots=True)
class Found:
    """Keys of a record with their values, and what has no key; ``body`` is Markdown of the part it was read from."""

    keys: tuple[tuple[str, Said], ...] = ()
    notes: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def get(self, key: str) -> Said | None:
        """Return the value of a key, None if there is none."""
        return dict(self.keys).get(key)


@dataclass(frozen=True, slots=True)
class Page:
    """One practice as one file has it: its title, its number and address in the original base, its parts.

    ``slug`` is the one that the file itself wants, "" where it knows of none.
    """

    title: str
    art: str = ""
    address: str = ""
    slug: str = ""
    parts: tuple[tuple[Kind, Found], ...] = ()
    remarks: tuple[Remark, ...] = ()

    def with_part(self, kind: Kind, found: Found) -> "Page":
        """Return the page with one more part."""
        return replace(self, parts=(*self.parts, (kind, found)))


def shown(text: str, longest: int = 120) -> str:
    """Return a value fit for a remark: on one line, cut."""
    line = " ".join(text.split())
    return f"„{line if len(line) <= longest else line[: longest - 1] + '…'}”"


def together(texts: Iterable[str], longest: int = 400) -> str:
    """Return several lines as one, cut."""
    return shown(" / ".join(text for text in texts if text.strip()), longest)
