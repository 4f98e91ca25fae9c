"""intake: one record's files read, judged and prepared for the index, or put off while they are being changed."""

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bdp.index.manifest import Source, Stamp
from bdp.library import Library
from bdp.services import prepare
from bdp.services.prepare import Prepared, Workshop
from bdp.system import files

_AHEAD = 8  # records that may be ready before the index takes them


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one record's files.

    ``source`` describes them; it is None where they changed while they were read, so that they are looked at again.
    ``prepared`` is None where they have problems.
    """

    slug: str
    source: Source | None
    prepared: Prepared | None


def take(slug: str, stamp: Stamp, library: Library, workshop: Workshop) -> Taken:
    """Read and prepare a record as it was when it was stamped."""
    seen_ns = time.time_ns()
    reading = library.practices.read(slug, workshop.vocabularies, library.register)
    problems, prepared = reading.problems, None
    if reading.practice is not None and all(problem.warning for problem in problems):
        prepared = prepare.entry(reading.practice, reading.revision, workshop)
        problems += prepared.warnings
    if not still(stamp, library.config.root):
        return Taken(slug, None, None)
    source = Source(stamp, seen_ns, reading.revision, held=prepared is not None, problems=tuple(problems))
    return Taken(slug, source, prepared)


def still(stamp: Stamp, root: Path) -> bool:
    """Tell whether every file of a stamp is as it was stamped."""
    return all(_stamp_of(root, file[0]) == file for file in stamp)


def _stamp_of(root: Path, path: str) -> tuple[str, int, int, int, int] | None:
    try:
        found = os.lstat(root / path)
    except OSError:
        return None
    return path, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def same(slug: str, stamp: Stamp, source: Source, measured: Mapping[str, tuple[int, str]], library: Library) -> bool:
    """Tell whether a record whose files were touched still says what the index was built from.

    ``measured`` are size and SHA-256 of its attachments as the index knows them.
    """
    if not source.held or source.faulty or [file[0] for file in stamp] != [file[0] for file in source.stamp]:
        return False
    folder = library.config.attachments / slug
    try:
        return library.practices.revision(slug) == source.revision and all(
            files.measure(folder / name) == known for name, known in measured.items()
        )
    except files.Refused:
        return False


def ahead(work: Callable[[str], Taken], slugs: Iterable[str]) -> Iterator[Taken]:
    """Yield what ``work`` makes of each slug, in order, made in a thread a few records ahead of the caller.

    Most of the waiting is for the processes that render and extract, so one thread keeps two cores busy.
    """
    with ThreadPoolExecutor(1, "bdp-intake") as pool:
        waiting: deque[Future[Taken]] = deque()
        try:
            for slug in slugs:
                waiting.append(pool.submit(work, slug))
                if len(waiting) > _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
