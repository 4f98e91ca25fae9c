"""changes: which records differ on disk from what a generation was built of, told by stat alone where that is safe."""

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bdp.index.manifest import Source, Stamp
from bdp.system import files

# A file changed within this time of being looked at might be changed again without its size or times showing it.
_YOUNG_NS = 2_000_000_000
ORDINARY = ("_vocabulary", "_pages", "_news", "_units")


@dataclass(frozen=True, slots=True)
class Changes:
    """Slugs by what happened to them; ``doubtful`` look the same but were too young when they were read."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    doubtful: tuple[str, ...]

    def __bool__(self) -> bool:
        """Tell whether anything is to be done or looked at."""
        return bool(self.added or self.changed or self.removed or self.doubtful)


def compare(
    before: Mapping[str, Source], now: Mapping[str, Stamp], settled: Mapping[str, tuple[Stamp, str]] | None = None
) -> Changes:
    """Compare the records of a generation with those on disk.

    ``settled`` holds the stamp and content of what this process has read once it was old enough.
    """
    known = settled or {}
    added: list[str] = []
    changed: list[str] = []
    doubtful: list[str] = []
    for slug, stamp in now.items():
        source = before.get(slug)
        if source is None:
            added.append(slug)
            continue
        same = source.stamp == stamp
        if (same and not young(stamp, source.seen_ns)) or known.get(slug) == (stamp, source.content):
            continue
        (doubtful if same else changed).append(slug)
    return Changes(
        added=tuple(added),
        changed=tuple(changed),
        removed=tuple(slug for slug in before if slug not in now) if len(now) - len(added) < len(before) else (),
        doubtful=tuple(doubtful),
    )


def young(stamp: Stamp, seen_ns: int) -> bool:
    """Tell whether a file changed so shortly before it was looked at that a later change could go unseen.

    The distance counts either way, so that a clock set back does not make every file doubtful for ever.
    """
    for _, _, _, ctime_ns, _ in stamp:  # noqa: SIM110 - asked for every file of a base: ``any`` takes twice as long
        if -_YOUNG_NS < seen_ns - ctime_ns < _YOUNG_NS:
            return True
    return False


def ordinary_stamp(practices: Path) -> Stamp:
    """Return the stamp of vocabularies, pages, news and offices: what stands in the folders with an underscore."""
    found: list[tuple[str, int, int, int, int]] = []
    for folder in ORDINARY:
        found += _stamps(practices / folder, f"{practices.name}/{folder}")
    return tuple(sorted(found))


def content_of(stamp: Stamp, root: Path) -> str:
    """Return the SHA-256 over names and contents of the files of a stamp; one that cannot be read counts as empty."""
    digest = hashlib.sha256()
    for path, *_ in stamp:
        try:
            content = files.measure(root / path)[1]
        except files.Refused:
            content = ""
        digest.update(f"{path}\0{content}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()


def signature(*folders: Path) -> int:
    """Return a number that changes with any file below these folders: name, size, times or inode; nothing is opened.

    Much cheaper than stamps of records, so that a running site can ask it every second.
    """
    found = 0
    for folder in folders:
        shown = str(folder)
        try:
            # From an open folder: the system would else walk the whole path for each of its files.
            with _opened(folder) as opened, os.scandir(opened) as entries:
                for entry in entries:
                    about = entry.stat(follow_symlinks=False)
                    # The order in which a folder lists its files means nothing, hence a sum.
                    found += hash(
                        (shown, entry.name, about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino)
                    )
                    if entry.is_dir(follow_symlinks=False):
                        found += signature(folder / entry.name)
        except OSError:
            found += hash((shown, None))
    return found


@contextlib.contextmanager
def _opened(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _stamps(folder: Path, shown: str) -> Iterable[tuple[str, int, int, int, int]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                found = entry.stat(follow_symlinks=False)
                yield f"{shown}/{entry.name}", found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
    except (FileNotFoundError, NotADirectoryError):
        return
