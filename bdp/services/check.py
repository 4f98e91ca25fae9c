"""check: every problem of a base: of its records, its lists, its pages, and of what lies where nothing is read."""

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bdp.content import pages, relations, vocabularies
from bdp.content.practices import PracticeFiles
from bdp.domain.errors import NotBuilt, Problem, WrongUse
from bdp.domain.practice import Practice
from bdp.domain.unit import Register
from bdp.library import Library
from bdp.services import attached


def check(library: Library, paths: Sequence[str | Path] = ()) -> tuple[Problem, ...]:
    """Return the problems of a base, or of the files and folders given, by path and line.

    No index is needed; with one, attachments that it knows are not read again.
    A path is taken from the working folder, else from the top of the base. Raises WrongUse for one that is not in it.
    """
    root = library.config.root
    wanted = tuple(_in_base(root, Path(path)) for path in paths)
    found, good = _of_base(library.practices, library.register)
    found |= set(_unread(library, good, wanted))
    return tuple(sorted(problem for problem in found if _is_wanted(problem.path, wanted)))


def of_base(files: PracticeFiles, register: Register) -> tuple[Problem, ...]:
    """Return every problem of a base, sorted; what attachments say is not looked at."""
    return tuple(sorted(_of_base(files, register)[0]))


def _of_base(files: PracticeFiles, register: Register) -> tuple[set[Problem], dict[str, Practice]]:
    """Return every problem, and the records without any."""
    lists, problems = vocabularies.load(files.practices)
    found = {*problems, *files.strays(), *pages.load(files.practices, register).problems}
    try:
        slugs = tuple(files.scan())
    except OSError:
        slugs = ()  # a folder that may not be read: named among the strays
    readings = {slug: files.read(slug, lists, register) for slug in slugs}
    found.update(problem for reading in readings.values() for problem in reading.problems)
    good = {slug: reading.practice for slug, reading in readings.items() if reading.practice is not None}
    found.update(relations.judge(files.root, good))
    return found, good


def _unread(library: Library, practices: Mapping[str, Practice], wanted: Sequence[str]) -> Iterator[Problem]:
    """Doubt the attachments that give no text."""
    known: attached.Known = _nothing
    with contextlib.suppress(NotBuilt):
        known = library.index.current().catalogue.extracted
    for slug, practice in practices.items():
        asked = (a for a in practice.attachments if _is_wanted(f"attachments/{slug}/{a.file}", wanted))
        for file, _ in attached.measured(library.config.root, replace(practice, attachments=tuple(asked)), known):
            yield from attached.doubt(slug, file)


def _nothing(_sha256: str, _media_type: str) -> None:
    return None


def _in_base(root: Path, path: Path) -> str:
    """Return a path relative to the base, "" for the base itself."""
    for place in (Path.cwd() / path, root / path):
        if os.path.lexists(place):
            # The last part is not resolved: a link in the base is itself what is asked about.
            whole = place.parent.resolve() / place.name if place.name not in ("", "..") else place.resolve()
            if whole.is_relative_to(root):
                inside = whole.relative_to(root).as_posix()
                return "" if inside == "." else inside
    message = f"{path}: nie ma takiego pliku ani katalogu w bazie {root}"
    raise WrongUse(message)


def _is_wanted(path: str, wanted: Sequence[str]) -> bool:
    """Tell whether a path is one of those given or lies in one; with none given every path is."""
    return not wanted or any(one in ("", path) or path.startswith(f"{one}/") for one in wanted)
