"""upkeep: the index of a running site stays in step with the files, whoever changes them."""

from bdp.content.markdown import Renderer
from bdp.domain.errors import Busy, NotBuilt
from bdp.index.changes import compare, ordinary_stamp, signature
from bdp.index.manifest import Broken, Manifest
from bdp.index.watch import Watch
from bdp.library import Library
from bdp.services import rebuild
from bdp.services.rebuild import Progress, Report
from bdp.services.survey import made_with, stands


def ensure(library: Library, progress: Progress | None = None) -> Report | None:
    """Build what is missing or stale before the site serves; returns what was done.

    Where another process is at it already, waits for it if there is nothing to serve yet, else returns None.
    """
    try:
        library.index.current()
    except NotBuilt:
        return rebuild.run(library, progress=progress)
    try:
        return rebuild.run(library, progress=progress, wait=False)
    except Busy:
        return None


def watch(library: Library) -> Watch:
    """Return the watch of a site; ``start`` it in every process that serves, after the fork (a request may do it)."""
    renderer = Renderer()
    return Watch(
        library.config.search_index / "WATCH",
        look=Look(library),
        damaged=lambda: _damaged(library),
        act=lambda: rebuild.run(library, wait=False, renderer=renderer),
        finish=renderer.close,
        seconds=library.config.watch_seconds,
    )


class Look:
    """Tells by stat alone whether the files differ, or may differ, from the current generation. Raises NotBuilt."""

    def __init__(self, library: Library) -> None:
        """Remember nothing yet."""
        self._library = library
        self._quiet: tuple[int, Manifest] | None = (
            None  # at which signature there was nothing to do for which generation
        )

    def __call__(self) -> bool:
        """Look; as long as nothing at all changed since the last time, by the cheapest of looks."""
        library = self._library
        config = library.config
        manifest = library.index.current().manifest
        now = signature(config.practices, config.attachments)
        if self._quiet is not None and self._quiet[1] is manifest:
            if self._quiet[0] == now:
                return False
            self._quiet = None  # whoever builds looks at everything anyway; only if nothing came of it we do, next time
            return True
        try:
            sources = library.index.sources.of(manifest.number)
        except Broken:
            return True
        due = (
            manifest.made_with != made_with(library.register)
            or not stands(ordinary_stamp(config.practices), manifest, library)
            or (found := library.practices.look()).strays != manifest.strays
            or bool(compare(sources, found.stamps, library.index.settled))
        )
        self._quiet = None if due else (now, manifest)
        return due


def _damaged(library: Library) -> bool:
    """Tell whether the current generation cannot be read; on the way a new one is opened before readers ask for it."""
    try:
        library.index.current()
    except NotBuilt:
        return True
    return bool(library.index.damage)
