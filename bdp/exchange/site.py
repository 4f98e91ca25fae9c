"""site: the addresses that stand in data formats, citations included."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from bdp.domain import typography
from bdp.domain.entry import Entry

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
NAME = {"pl": "Baza Dobrych Praktyk", "en": "Database of Good Practices"}
_AS_OF = {"pl": "stan na", "en": "as of"}


@dataclass(frozen=True, slots=True)
class Site:
    """Where readers find the base.

    ``mount`` is what stands before every path ("" or "/en", with a proxy's prefix before it), ``origin`` the scheme
    and host for absolute addresses, "" where the site does not know its name.
    """

    mount: str = ""
    origin: str = ""

    def path(self, path: str) -> str:
        """Return the path with its mount, without the host."""
        return self.mount + path

    def whole(self, address: str) -> str:
        """Return a path that has its mount already: absolute where the host is known, else the path."""
        return self.origin + address

    def practice(self, slug: str) -> str:
        """Return the address of a practice: absolute where the host is known, else the path."""
        return f"{self.origin}{self.mount}/praktyki/{slug}"

    def news(self, slug: str) -> str:
        """Return the address of an item of news: absolute where the host is known, else the path."""
        return f"{self.origin}{self.mount}/aktualnosci/{slug}"

    def attachment(self, slug: str, file: str) -> str:
        """Return the address of an attachment: absolute where the host is known, else the path."""
        return f"{self.origin}{self.mount}/zalaczniki/{slug}/{quote(file)}"


def attribution(entry: Entry, site: Site, language: str = "pl") -> str:
    """Return the sentence that whoever uses a description again puts beside it: the conditions of its licence."""
    words = {
        "pl": ("Źródło", "licencja CC BY 4.0"),
        "en": ("Source", "licence CC BY 4.0"),
    }[language]
    title = entry.body(language).title.rstrip(" .")
    said = (f"{words[0]}: {title}", NAME[language], site.practice(entry.slug), _changed(entry, language), words[1])
    return ", ".join(part for part in said if part) + "."


def citation(entry: Entry, site: Site, language: str = "pl") -> str:
    """Return the sentence by which a text or a thesis names a practice."""
    practice = entry.practice
    owner = ", ".join(part for part in (practice.institution, practice.place) if part)
    title = entry.body(language).title
    where = ", ".join(part for part in (NAME[language], _changed(entry, language)) if part)
    return ". ".join(part.rstrip(" .") for part in (owner, title, where, site.practice(entry.slug)) if part)


def as_of(day: date, language: str) -> str:
    """Return the words that tell of which day something is: ``stan na 21 listopada 2026 r.``."""
    return f"{_AS_OF[language]} {typography.day(day, language)}"


def _changed(entry: Entry, language: str) -> str:
    """Return of which day a description is, "" where it does not say."""
    changed = entry.practice.changed
    return as_of(changed, language) if changed else ""
