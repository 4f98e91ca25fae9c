"""Whatever is done to a base in whatever order, the index says what a dictionary would say."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from bdp.domain.query import Query
from bdp.services import rebuild
from tests.sample import SampleBase

TODAY = date(2026, 1, 1)
SLUGS = st.sampled_from([f"wpis-{number}" for number in range(4)])
STATUSES = st.sampled_from(["published", "published", "draft"])
_HEADER = """\
---
title: Wersja v{version}
status: {status}
themes: [kultura]
unit_type: gmina-miejska
place: Rydułtowy
voivodeship: slaskie
entered: 2024-05-06
{more}---
"""


class _PowerCut(BaseException):
    """Ends a build in the middle."""


@dataclass(frozen=True)
class _File:
    version: int
    status: str
    good: bool


class Base(RuleBasedStateMachine):
    """A base that is edited, broken, mended, rebuilt, forgotten, damaged and left half-built."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        (self.root / "practices").mkdir()
        self.base = SampleBase(self.root)
        self.library = self.base.library()
        self.files: dict[str, _File] = {}
        self.served: dict[str, _File] = {}
        self.version = 0
        self.stale = True

    @rule(slug=SLUGS, status=STATUSES)
    def write(self, slug: str, status: str) -> None:
        """Create, edit or mend."""
        self._put(slug, status, good=True)

    @rule(slug=SLUGS)
    def spoil(self, slug: str) -> None:
        """Break a record."""
        self._put(slug, "published", good=False)

    @rule(slug=SLUGS)
    def delete(self, slug: str) -> None:
        """Delete a record, if there is one."""
        self.base.path(slug).unlink(missing_ok=True)
        self.files.pop(slug, None)
        self.stale = True

    @rule(slug=SLUGS, other=SLUGS)
    def rename(self, slug: str, other: str) -> None:
        """Give a record another slug."""
        if slug in self.files and slug != other:
            self.base.path(slug).rename(self.base.path(other))
            self.files[other] = self.files.pop(slug)
            self.stale = True

    @rule(full=st.booleans())
    def index(self, full: bool) -> None:  # noqa: FBT001 - hypothesis draws it
        """Rebuild."""
        report = rebuild.run(self.library, full=full)
        kept = {slug: self.served[slug] for slug, f in self.files.items() if not f.good and slug in self.served}
        self.served = {slug: f for slug, f in self.files.items() if f.good} | kept
        self.stale = False
        assert set(report.kept) == set(kept)
        assert {problem.path for problem in report.problems} == {
            f"practices/{slug}.md" for slug, f in self.files.items() if not f.good
        }
        assert not rebuild.run(self.library).published

    @rule()
    def restart(self) -> None:
        """Go on in another process."""
        self.library = self.base.library()

    @rule()
    def forget(self) -> None:
        """Delete everything derived."""
        shutil.rmtree(self.root / "search_index", ignore_errors=True)
        self.served, self.stale = {}, True

    @precondition(lambda self: len(self.files) > 0)
    @rule()
    def crash(self) -> None:
        """Die in the middle of a full build."""

        def cut(*_: object) -> None:
            raise _PowerCut

        with pytest.raises(_PowerCut):
            rebuild.run(self.library, full=True, progress=cut)

    @precondition(lambda self: not self.stale)
    @rule()
    def damage(self) -> None:
        """Break the search index of the current generation."""
        generations = self.library.index.generations
        number = generations.current()
        assert number is not None
        for path in generations.folder(number).glob("whoosh/*.toc"):
            path.write_bytes(b"")
        self.library = self.base.library()
        self.stale = True

    @invariant()
    def says_what_a_dictionary_would_say(self) -> None:
        """Compare, unless the files were changed since the last rebuild."""
        if self.stale:
            return
        generation = self.library.index.current()
        assert not self.library.index.damage
        entries = generation.catalogue.entries(generation.catalogue.statuses())
        shown = {slug: (e.practice.title, str(e.practice.status)) for slug, e in entries.items()}
        assert shown == {slug: (f"Wersja v{f.version}", f.status) for slug, f in self.served.items()}
        hits = generation.search.find(Query(), today=TODAY, everything=True).hits
        assert {hit.slug for hit in hits} == {slug for slug, f in self.served.items() if f.status == "published"}
        for slug, file in self.served.items():
            found = generation.search.find(Query(q=f"=v{file.version}"), today=TODAY, everything=True)
            assert {h.slug for h in found.hits} == ({slug} if file.status == "published" else set())

    def teardown(self) -> None:
        """Leave nothing."""
        shutil.rmtree(self.root)

    def _put(self, slug: str, status: str, *, good: bool) -> None:
        self.version += 1
        more = "" if good else "tytuł: nie ma takiego klucza\n"
        self.base.put(self.base.path(slug), _HEADER.format(version=self.version, status=status, more=more))
        self.files[slug] = _File(self.version, status, good)
        self.stale = True


@pytest.mark.parametrize(("examples", "steps"), [(12, 20), pytest.param(2000, 50, marks=pytest.mark.torture)])
def test_the_index_says_what_a_dictionary_would_say(examples: int, steps: int) -> None:
    run_state_machine_as_test(Base, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None))
