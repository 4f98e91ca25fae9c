"""intake: one record's files read, judged and prepared for the index, or put off while they are being changed."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar

from bdp.index.changes import content_of
from bdp.index.manifest import Source, Stamp
from bdp.index.taken import Taken
from bdp.library import Library
from bdp.services import prepare
from bdp.services.prepare import Workshop

_Order = TypeVar("_Order")
_Made = TypeVar("_Made")


def take(slug: str, stamp: Stamp, library: Library, workshop: Workshop) -> Taken:
    """Read and prepare a record as it was when it was stamped."""
    seen_ns, content = time.time_ns(), content_of(stamp, library.config.root)
    reading = library.practices.read(slug, workshop.vocabularies, library.register)
    problems, prepared, practice = reading.problems, None, reading.practice
    if practice is not None:
        if reading.translation_refused and (last := workshop.carried.last_good(slug)) is not None:
            practice = replace(practice, translation=last.practice.translation)
        prepared = prepare.entry(practice, reading.revision, workshop)
        problems += prepared.warnings
    source = None
    if library.practices.stamp(slug) == stamp:
        source = Source(stamp, seen_ns, content, held=prepared is not None, problems=problems)
    if source is not None and prepared is not None:
        return Taken(slug, source, prepared.entry, prepared.texts, fresh=True)
    return Taken(slug, source, *(workshop.carried.again(slug) or ()))


def ahead(
    work: Callable[[_Order], _Made],
    orders: Iterable[_Order],
    workers: int,
    most: int,
    stop: Callable[[], object] = lambda: None,
) -> Iterator[_Made]:
    """Yield what ``work`` makes of each order, in order, made in threads a few (``most``) ahead of the caller.

    Most of the waiting is for other processes, so a thread for each keeps all cores busy. ``stop`` is called at the
    end, so that work under way can be given up where the caller fails.
    """
    with ThreadPoolExecutor(workers, "bdp-intake") as pool:
        waiting: deque[Future[_Made]] = deque()
        try:
            for order in orders:
                waiting.append(pool.submit(work, order))
                if len(waiting) > most:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            stop()
            for future in waiting:
                future.cancel()
