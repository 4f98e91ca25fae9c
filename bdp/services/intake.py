"""intake: one record's files read, judged and prepared for the index, or put off while they are being changed."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

from bdp.index.changes import content_of
from bdp.index.manifest import Source, Stamp
from bdp.library import Library
from bdp.services import prepare
from bdp.services.prepare import Prepared, Workshop

_AHEAD = 8  # records that may be ready before the index takes them


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one record's files.

    ``source`` describes them; it is None where they changed while they were read, so that they are looked at again.
    ``prepared`` is None where the record was not taken over, for its problems.
    """

    slug: str
    source: Source | None
    prepared: Prepared | None


def take(slug: str, stamp: Stamp, library: Library, workshop: Workshop) -> Taken:
    """Read and prepare a record as it was when it was stamped."""
    seen_ns, content = time.time_ns(), content_of(stamp, library.config.root)
    reading = library.practices.read(slug, workshop.vocabularies, library.register)
    problems, prepared, practice = reading.problems, None, reading.practice
    if practice is not None:
        if reading.translation_refused and (last := workshop.last_good(slug)) is not None:
            practice = replace(practice, translation=last.practice.translation)
        prepared = prepare.entry(practice, reading.revision, workshop)
        problems += prepared.warnings
    if library.practices.stamp(slug) != stamp:
        return Taken(slug, None, None)
    return Taken(slug, Source(stamp, seen_ns, content, held=prepared is not None, problems=problems), prepared)


def ahead(work: Callable[[str], Taken], slugs: Iterable[str], workers: int) -> Iterator[Taken]:
    """Yield what ``work`` makes of each slug, in order, made in threads a few records ahead of the caller.

    Most of the waiting is for the processes that render and extract, so a thread for each keeps all cores busy.
    """
    with ThreadPoolExecutor(workers, "bdp-intake") as pool:
        waiting: deque[Future[Taken]] = deque()
        try:
            for slug in slugs:
                waiting.append(pool.submit(work, slug))
                if len(waiting) > _AHEAD * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
