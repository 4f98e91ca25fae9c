"""references: practices as entries of a bibliography: RIS, BibTeX and CSL-JSON, all from one description."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import rispy

from bdp.exchange.json_form import shortened
from bdp.exchange.plain import Frame, Plain
from bdp.exchange.site import NAME

ABSTRACT_MAX = 2000
# TeX's own characters as text. Braces become words: BibTeX counts even those behind a backslash.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
_BABEL = {"pl": "polish", "en": "english"}


@dataclass(frozen=True, slots=True)
class Reference:
    """What a bibliography says of a practice; every text is on one line, ``changed`` is the day of this version."""

    key: str
    author: str
    title: str
    base: str
    place: str
    changed: date | None
    accessed: date
    url: str
    abstract: str
    keywords: tuple[str, ...]
    language: str


def reference(one: Plain) -> Reference:
    """Return the entry of a practice. The author is the institution, the language that of the text."""
    return Reference(
        key=one.slug,
        author=_line(one.author),
        title=_line(one.title),
        base=NAME[one.frame.language],
        place=_line(one.stated.place),
        changed=one.stated.changed,
        accessed=one.frame.today,
        url=one.url,
        abstract=shortened(one.summary, ABSTRACT_MAX),
        keywords=tuple(map(_line, one.subjects)),
        language=one.language,
    )


def _line(text: str) -> str:
    return " ".join(text.split())


class _Writer(rispy.RisWriter):  # type: ignore[misc]
    """RIS as its specification has it: nothing before an entry, CRLF."""

    NEWLINE = "\r\n"

    def set_header(self, count: int) -> str:
        """Return what stands before an entry."""
        del count
        return ""


def ris(practices: Iterable[Plain], frame: Frame) -> Iterator[bytes]:
    """Yield RIS, an entry a practice."""
    del frame  # each practice knows its own
    writer = _Writer()
    for one in practices:
        yield f"{writer.formats([_ris(reference(one))])}\r\n".encode("utf-8", "replace")


def _ris(told: Reference) -> dict[str, Any]:
    said = {
        "type_of_reference": "ELEC",
        "id": told.key,
        "authors": [told.author] if told.author else [],
        "title": told.title,
        "secondary_title": told.base,
        "publisher": told.base,
        "place_published": told.place,
        "year": f"{told.changed:%Y}" if told.changed else "",
        "date": f"{told.changed:%Y/%m/%d}/" if told.changed else "",
        "access_date": f"{told.accessed:%Y/%m/%d}/",
        "language": told.language,
        "abstract": told.abstract,
        "keywords": list(told.keywords),
        "urls": [told.url],
    }
    return {name: value for name, value in said.items() if value}


def bibtex(practices: Iterable[Plain], frame: Frame) -> Iterator[bytes]:
    """Yield BibTeX in UTF-8, an entry a practice."""
    del frame
    for one in practices:
        told = reference(one)
        lines = ",\n".join(f"  {name} = {{{text}}}" for name, text in _bibtex(told).items() if text.strip("{}"))
        yield f"@misc{{{told.key},\n{lines}\n}}\n\n".encode("utf-8", "replace")


def _bibtex(told: Reference) -> dict[str, str]:
    """Return the fields; author and title in braces of their own, so that no style parts or lowers their words."""
    return {
        "author": f"{{{_tex(told.author)}}}",
        "title": f"{{{_tex(told.title)}}}",
        "howpublished": _tex(told.base),
        "address": _tex(told.place),
        "year": f"{told.changed:%Y}" if told.changed else "",
        "date": told.changed.isoformat() if told.changed else "",
        "url": told.url,
        "urldate": told.accessed.isoformat(),
        "language": _BABEL[told.language],
        "keywords": _tex(", ".join(word.replace(",", ";") for word in told.keywords)),
        "abstract": _tex(told.abstract),
    }


def _tex(text: str) -> str:
    return text.translate(_TEX)


def csl(practices: Iterable[Plain], frame: Frame) -> Iterator[bytes]:
    """Yield CSL-JSON, one array of items."""
    del frame
    before = b"["
    for one in practices:
        item = json.dumps(_csl(reference(one)), ensure_ascii=False, separators=(",", ":"))
        yield before + item.encode("utf-8", "replace")
        before = b",\n"
    yield b"[]\n" if before == b"[" else b"]\n"


def _csl(told: Reference) -> dict[str, Any]:
    said = {
        "id": told.key,
        "type": "webpage",
        "title": told.title,
        "author": [{"literal": told.author}] if told.author else None,
        "container-title": told.base,
        "publisher": told.base,
        "publisher-place": told.place,
        "issued": _parts(told.changed) if told.changed else None,
        "accessed": _parts(told.accessed),
        "URL": told.url,
        "abstract": told.abstract,
        "keyword": ", ".join(told.keywords),
        "language": told.language,
    }
    return {name: value for name, value in said.items() if value}


def _parts(day: date) -> dict[str, list[list[int]]]:
    return {"date-parts": [[day.year, day.month, day.day]]}
