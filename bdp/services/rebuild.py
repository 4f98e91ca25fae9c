"""rebuild: brings the index up to date with the files, whole or by what changed."""

import contextlib
import logging
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import count
from queue import SimpleQueue

from bdp.catalogue.reader import CatalogueReader
from bdp.content.markdown import Renderer
from bdp.domain.errors import BdpError, Problem
from bdp.extraction.extract import VERSION as EXTRACTION_VERSION
from bdp.index.building import Build
from bdp.index.generations import CATALOGUE
from bdp.index.manifest import LAYOUT, Manifest, Source, pack
from bdp.index.origin import Origin, origin_of
from bdp.index.taken import Taken
from bdp.library import Library
from bdp.search.schema import VERSION as SEARCH_VERSION
from bdp.services import prepare
from bdp.services.carried import Carried
from bdp.services.intake import ahead, take
from bdp.services.pieces import Order, PieceLost, Pieces
from bdp.services.prepare import Workshop
from bdp.services.survey import Survey, survey
from bdp.system import locks

_SOME, MANY = 50, 400  # fewer records are not worth the start of another renderer, of processes for all the work
_WORKERS, _AHEAD = min(4, os.cpu_count() or 1), 8
_EDITORS_LOG = logging.getLogger("bdp.editors")
Progress = Callable[[int, int, str], None]  # records done, records in all, the slug just done


class NotPublished(BdpError):
    """The index could not be built; what served before goes on serving."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a rebuild did. ``generation`` is current now; ``published`` tells whether it is new.

    ``added``, ``changed`` and ``removed`` are slugs as readers of the index see them, ``kept`` those whose file has
    problems while an older version is served, ``put_off`` those that changed while they were read: the next run takes
    them. ``problems`` are all there are, warnings too; ``seconds`` is wall time.
    """

    generation: int
    published: bool
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    put_off: tuple[str, ...]
    problems: tuple[Problem, ...]
    seconds: float


def run(
    library: Library,
    *,
    full: bool = False,
    progress: Progress | None = None,
    wait: bool = True,
    renderer: Renderer | None = None,
    many: int = MANY,
) -> Report:
    """Publish a generation that agrees with the files, unless the current one does.

    Only records that changed are read, all of them for ``full`` or where a vocabulary or the program changed. Who runs
    it often passes a ``renderer`` that stays open, which saves the start of a process each time. From ``many`` records
    on the work is parted among processes; what comes out is the same. Raises Busy where another process is at it and
    ``wait`` is false, files.Unsafe where search_index/ is not safe to use, NotPublished where the disk fails.
    """
    started = time.monotonic()
    index = library.index
    try:
        index.generations.make()
        with contextlib.ExitStack() as open_things:
            open_things.enter_context(locks.held(index.generations.lock, wait=wait))
            index.generations.tidy(index.keep)
            renderer = renderer or open_things.enter_context(Renderer())
            this = _Run(library, origin_of(index), renderer, started, many)
            report = this.report(full=full, progress=progress or _silent)
            index.generations.tidy(index.keep)
            index.inspector.tell()
    except (OSError, PieceLost) as error:
        message = f"indeksu nie zbudowano: {error}"
        raise NotPublished(message) from error
    return report


def _silent(_done: int, _total: int, _slug: str) -> None:
    pass


class _Run:
    """One rebuild under the lock."""

    def __init__(self, library: Library, origin: Origin, renderer: Renderer, started: float, many: int) -> None:
        self._many_from = many
        self._library, self._origin, self._renderer, self._started = library, origin, renderer, started
        # Attachments whose texts a program before this one read have all to be read by this one.
        self._outdated = origin.carried is not None and origin.carried.extraction != EXTRACTION_VERSION
        self._before = library.index.sources.of(origin.carried.number) if origin.carried else {}
        self._sources: dict[str, Source] = dict(self._before)
        self._changed: set[str] = set()
        self._touched: set[str] = set()
        self._put_off: list[str] = []

    def report(self, *, full: bool, progress: Progress) -> Report:
        generations, extended = self._library.index.generations, self._origin.extended
        with contextlib.ExitStack() as open_things:
            carried = None
            if self._origin.carried is not None:
                carried = CatalogueReader(generations.folder(self._origin.carried.number) / CATALOGUE)
                open_things.callback(carried.close)
            full = full or self._origin.distrusted or self._outdated
            found = survey(self._library, extended, carried, full=full)
            if extended is not None and not found.due:
                if generations.current() != extended.number:
                    generations.point_to(extended.number)
                return self._say(extended, published=False)
            workshop = Workshop(
                root=self._library.config.root,
                register=self._library.register,
                vocabularies=found.lists.vocabularies,
                renderer=self._renderer,
                carried=self._carried(carried, found, full=full),
            )
            manifest = self._build(found, workshop, progress)
            self._library.index.inspector.know(manifest)
            self._library.index.sources.keep(manifest.number, self._sources)
        _log(manifest.problems, self._origin.carried.problems if self._origin.carried else ())
        return self._say(manifest, published=True)

    def _carried(self, catalogue: CatalogueReader | None, found: Survey, *, full: bool) -> Carried:
        return Carried(catalogue, readable=not self._outdated, retried=full, whole=found.whole)

    def _build(self, found: Survey, workshop: Workshop, progress: Progress) -> Manifest:
        extended = None if found.whole else self._origin.extended
        number = self._library.index.generations.next_number()
        self._touched = {*found.take, *found.removed}
        if extended is None:
            self._touched |= self._sources.keys()
            self._sources.clear()
        with contextlib.ExitStack() as open_things:
            build = open_things.enter_context(Build(self._library.index.generations, workshop.vocabularies, extended))
            for slug in found.removed:
                self._sources.pop(slug, None)
                if extended:
                    build.remove(slug)
                    build.put_source(slug, None)
            (self._few if len(found.take) < self._many_from else self._many)(found, workshop, build, progress)
            if found.lists.ordinary is not None:
                ordinary = prepare.ordinary(found.lists.ordinary, workshop.renderer)
                build.put_ordinary(ordinary.pages, ordinary.news, ordinary.offices)
            return build.publish(self._description(number, found))

    def _few(self, found: Survey, workshop: Workshop, build: Build, progress: Progress) -> None:
        """Do all in this process but the rendering, which goes on a few records ahead."""
        workers = _WORKERS if len(found.take) >= _SOME else 1
        with contextlib.ExitStack() as open_things:
            renderers: SimpleQueue[Renderer] = SimpleQueue()
            renderers.put(self._renderer)
            for _ in range(workers - 1):
                renderers.put(open_things.enter_context(Renderer()))
            read = partial(self._take, found, workshop, renderers)
            for done, taken in enumerate(ahead(read, found.take, workers, _AHEAD * workers), 1):
                self._put(taken, build)
                progress(done, len(found.take), taken.slug)

    def _many(self, found: Survey, workshop: Workshop, build: Build, progress: Progress) -> None:
        """Have the records read, prepared and analysed by several processes, and put together here."""
        carried, done = workshop.carried, count(1)
        order = Order(
            root=workshop.root,
            vocabularies=workshop.vocabularies,
            carried=self._origin.carried.number if self._origin.carried else None,
            readable=carried.readable,
            retried=carried.retried,
            whole=carried.whole,
            folder=build.folder / "pieces",
        )
        total = len(found.take)
        with Pieces(order, _WORKERS, lambda slug: progress(next(done), total, slug)) as pieces:
            for piece in pieces.made([(slug, found.stamps[slug]) for slug in found.take]):
                for taken in piece.taken():
                    self._put(taken, build, analysed=True)
                build.take(piece.words)

    def _take(self, found: Survey, workshop: Workshop, renderers: SimpleQueue[Renderer], slug: str) -> Taken:
        renderer = renderers.get()
        try:
            return take(slug, found.stamps[slug], self._library, replace(workshop, renderer=renderer))
        finally:
            renderers.put(renderer)

    def _put(self, taken: Taken, build: Build, *, analysed: bool = False) -> None:
        """Put a record, or, in a full build, the last good version of one that has problems."""
        slug, before = taken.slug, self._before.get(taken.slug)
        if taken.entry is not None:
            build.put(taken.entry, taken.texts, analysed=analysed)
        if taken.source is not None and taken.fresh:
            self._note(build, slug, taken.source)
            if before is None or not before.held or before.stamp != taken.source.stamp:
                self._changed.add(slug)
            return
        if taken.source is None:
            self._put_off.append(slug)
        source = taken.source or before
        if source is not None:
            self._note(build, slug, replace(source, held=before is not None and before.held))

    def _note(self, build: Build, slug: str, source: Source) -> None:
        self._sources[slug] = source
        build.put_source(slug, source)

    def _description(self, number: int, found: Survey) -> Manifest:
        return Manifest(
            layout=LAYOUT,
            search=SEARCH_VERSION,
            extraction=EXTRACTION_VERSION,
            number=number,
            made_with=found.made_with,
            time=datetime.now(UTC).isoformat(timespec="seconds"),
            vocabularies=pack(found.lists.vocabularies),
            ordinary=found.lists.stamp,
            ordinary_seen_ns=found.lists.seen_ns,
            ordinary_content=found.lists.content,
            ordinary_problems=found.lists.problems,
            strays=found.strays,
            record_problems=tuple(p for source in self._sources.values() for p in source.problems),
        )

    def _say(self, manifest: Manifest, *, published: bool) -> Report:
        was = {slug for slug in self._touched if slug in self._before and self._before[slug].held}
        now = {slug for slug in self._touched if slug in self._sources and self._sources[slug].held}
        return Report(
            generation=manifest.number,
            published=published,
            added=tuple(sorted(now - was)),
            changed=tuple(sorted(self._changed & was)),
            removed=tuple(sorted(was - now)),
            kept=tuple(
                sorted(
                    s
                    for s, found in self._sources.items()
                    if found.problems and found.held and found.refused(f"practices/{s}.md")
                )
            ),
            put_off=tuple(self._put_off),
            problems=manifest.problems,
            seconds=time.monotonic() - self._started,
        )


def _log(now: Iterable[Problem], before: Iterable[Problem]) -> None:
    """Tell the editors' log which problems are new and which are mended."""
    known = set(before)
    standing = set(now)
    for problem in sorted(standing - known):
        _EDITORS_LOG.warning("%s", problem)
    for path in sorted({problem.path for problem in known} - {problem.path for problem in standing}):
        _EDITORS_LOG.info("%s: naprawione", path)
