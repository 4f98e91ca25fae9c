"""check: every problem of a base: of its records, its lists, its pages, and of what lies where nothing is read."""

import os
from collections.abc import Sequence
from pathlib import Path

from bdp.content import pages, relations, vocabularies
from bdp.content.practices import PracticeFiles
from bdp.domain.errors import Problem, WrongUse
from bdp.domain.unit import Register
from bdp.library import Library


def check(library: Library, paths: Sequence[str | Path] = ()) -> tuple[Problem, ...]:
    """Return the problems of a base, or of the files and folders given, by path and line. No index is needed.

    A path is taken from the working folder, else from the top of the base. Raises WrongUse for one that is not in it.
    """
    root = library.config.root
    wanted = tuple(_in_base(root, Path(path)) for path in paths)
    found = of_base(library.practices, library.register)
    return tuple(problem for problem in found if not wanted or any(_lies_in(problem.path, path) for path in wanted))


def of_base(files: PracticeFiles, register: Register) -> tuple[Problem, ...]:
    """Return every problem of a base, sorted."""
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
    return tuple(sorted(found))


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


def _lies_in(path: str, wanted: str) -> bool:
    return not wanted or path == wanted or path.startswith(f"{wanted}/")
