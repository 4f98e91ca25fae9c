"""upkeep: the index of a running site stays in step with the files, whoever changes them."""

from pathlib import Path

from bdp.content.markdown import Renderer
from bdp.domain.errors import Busy, NotBuilt
from bdp.index.changes import compare, ordinary_stamp
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
        look=_Look(library),
        damaged=lambda: _damaged(library),
        act=lambda: rebuild.run(library, wait=False, renderer=renderer),
        finish=renderer.close,
        seconds=library.config.watch_seconds,
    )


class _Look:
    """Tells by stat alone whether the files differ, or may differ, from the current generation. Raises NotBuilt."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._folders: tuple[int, ...] = ()

    def __call__(self) -> bool:
        library = self._library
        try:
            manifest = library.index.description()
        except Broken:
            return True
        return (
            manifest.made_with != made_with(library.register)
            or not stands(ordinary_stamp(library.config.practices), manifest, library)
            or bool(compare(manifest.sources, library.practices.scan(), library.index.settled))
            or self._strayed(manifest)
        )

    def _strayed(self, manifest: Manifest) -> bool:
        """Look for misplaced files only where names in the two main folders changed: it costs as much as the rest."""
        config = self._library.config
        folders = tuple(_changed_ns(folder) for folder in (config.practices, config.attachments))
        if folders == self._folders:
            return False
        if self._library.practices.strays() != manifest.strays:
            return True
        self._folders = folders
        return False


def _changed_ns(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0


def _damaged(library: Library) -> bool:
    """Tell whether the current generation cannot be read; on the way a new one is opened before readers ask for it."""
    try:
        library.index.current()
    except NotBuilt:
        return True
    return bool(library.index.damage)
