"""records: small records as text for the tests of the format, and what reading them gives."""

from functools import cache
from pathlib import Path

from bdp.content import schema, vocabularies
from bdp.content.front_matter import parse, split
from bdp.content.practices import PracticeFiles, Reading
from bdp.content.schema import Parsed
from bdp.domain.errors import Problem
from bdp.domain.practice import Practice
from bdp.domain.unit import Register
from bdp.domain.vocabulary import Vocabularies
from bdp.geography import units

SLUG = "proba-formatu"
PUBLISHED = """\
title: Klub seniora w Wiżajnach
status: published
themes: [kultura]
unit_type: gmina-wiejska
place: Wiżajny
voivodeship: podlaskie
entered: 2026-02-10
"""


@cache
def register() -> Register:
    return units.load()


@cache
def lists() -> Vocabularies:
    return vocabularies.shipped()


def parsed(header: str, body: str = "Skrót.\n", files: tuple[str, ...] | None = None) -> Parsed:
    """Judge a record of this front matter; its first line is line 2, as in a file."""
    document = split(f"---\n{header}---\n{body}".encode())
    mapping, faults = parse(document.header)
    assert (document.faults, faults) == ((), ())
    return schema.parse(
        SLUG,
        mapping,
        document.body,
        vocabularies=lists(),
        register=register(),
        files=files,
        path=f"practices/{SLUG}.md",
        body_line=document.body_line,
    )


def good(header: str, body: str = "Skrót.\n", files: tuple[str, ...] | None = None) -> Practice:
    """Return the practice of a record that has no problems and no warnings."""
    found = parsed(header, body, files)
    assert found.problems == ()
    assert found.practice is not None
    return found.practice


def places(problems: tuple[Problem, ...]) -> list[str]:
    """Return where problems are, without words: ``3: title``, ``warning 4: place``."""
    return [f"{'warning ' if p.warning else ''}{p.line}: {p.key}" for p in problems]


def faults(header: str, body: str = "Skrót.\n", files: tuple[str, ...] | None = None) -> list[str]:
    """Return where the problems of a record are."""
    return places(parsed(header, body, files).problems)


def read_bytes(root: Path, data: bytes, slug: str = SLUG) -> Reading:
    """Write a file of a base and read it."""
    path = root / "practices" / f"{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return PracticeFiles(root).read(slug, lists(), register())
