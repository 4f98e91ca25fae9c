"""trial: saves that can be told apart, and the checks that none of them was lost, rolled back, torn or mixed.

A record's title holds, for each writer, the number of the last save that it made there: "Zapis a12 b7". Numbers only
rise, so a file or a generation that shows less than what was acknowledged has lost a save.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bdp.domain.query import Query
from bdp.index.reading import Generation
from bdp.library import Library
from bdp.system import locks
from tests.sample import SampleBase

SLUGS = tuple(f"rekord-{number}" for number in range(5))
TODAY = date(2026, 1, 1)
# No body, so that no process has to render it: the trial is of files, not of Markdown.
_RECORD = """\
---
title: Zapis {title}
status: published
themes: [kultura]
unit_type: gmina-miejska
place: Rydułtowy
voivodeship: slaskie
entered: 2024-05-06
---
"""
_WHOLE = re.compile(_RECORD.replace("[", r"\[").format(title=r"([a-z0-9 ]+)"))

Numbers = dict[str, int]  # writer -> the number of its last save


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that was acknowledged."""

    slug: str
    writer: str
    number: int


def begin(root: Path) -> SampleBase:
    """Make a base with every record of the trial, none of them saved yet."""
    base = SampleBase(root)
    for number, slug in enumerate(SLUGS):
        base.put(base.path(slug), _RECORD.format(title=f"s{number}"))
    return base


def save(library: Library, saved: Saved) -> None:
    """Save durably, as the editor will: under the writers' lock, by exchange with the text that was read."""
    library.index.generations.make()
    with locks.held(library.index.generations.lock, wait=True):
        before = library.practices.path(saved.slug).read_bytes()
        numbers = numbers_in_file(before) | {saved.writer: saved.number}
        text = _RECORD.format(title=" ".join(f"{writer}{number}" for writer, number in sorted(numbers.items())))
        library.practices.write(saved.slug, text.encode(), hashlib.sha256(before).hexdigest())


def numbers_in_file(data: bytes) -> Numbers:
    """Return the numbers of a record's file. Raises AssertionError if it is torn."""
    whole = _WHOLE.fullmatch(data.decode())
    assert whole, f"torn: {data!r}"
    return _numbers(whole[1])


def _numbers(words: str) -> Numbers:
    return {word[0]: int(word[1:]) for word in words.split()}


def numbers_in(generation: Generation) -> dict[str, Numbers]:
    """Return what a generation shows of every record. Raises AssertionError where its parts differ in age."""
    entries = generation.catalogue.entries(SLUGS)
    assert set(entries) == set(SLUGS), f"records missing: {sorted(set(SLUGS) - set(entries))}"
    assert generation.search.count == len(SLUGS), f"search has {generation.search.count} records"
    shown = {}
    for slug, entry in entries.items():
        words = entry.practice.title.removeprefix("Zapis ")
        found = generation.search.find(Query(q=f'="Zapis {words}"'), today=TODAY, everything=True)
        assert [hit.slug for hit in found.hits] == [slug], f"{slug}: {words} is not what the search has"
        shown[slug] = _numbers(words)
    return shown


def numbers_on_disk(base: SampleBase) -> dict[str, Numbers]:
    """Return what the files hold now."""
    return {slug: numbers_in_file(base.path(slug).read_bytes()) for slug in SLUGS}


def assert_holds(shown: dict[str, Numbers], acknowledged: Iterable[Saved], where: str) -> None:
    """Fail if an acknowledged save is not there, nor a later one of the same writer."""
    for saved in acknowledged:
        at = shown[saved.slug].get(saved.writer, 0)
        assert at >= saved.number, f"{where}: {saved} was acknowledged, but {at} is there"


def leftovers(base: SampleBase) -> list[str]:
    """Return what killed builders left in search_index/."""
    folder = base.root / "search_index"
    return [p.name for p in (*folder.glob(".*"), *folder.glob("generations/.*"))]
