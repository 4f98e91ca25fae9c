"""integrity: whether the files of a generation are ours and as they were written."""

import contextlib
import errno
import os
import threading
import zlib
from dataclasses import dataclass
from pathlib import Path

from bdp.index import trust
from bdp.index.generations import CATALOGUE, MANIFEST, SEARCH, Generations
from bdp.index.manifest import Broken, Manifest, read
from bdp.index.trust import Look
from bdp.search.schema import VERSION as SEARCH_VERSION
from bdp.system import files

_CHUNK = 1 << 20
_REMEMBERED = 10_000
_PASSING = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)  # says nothing of the files
_Identity = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Inspection:
    """A generation found whole: its description, and which of its files had to be read to tell."""

    manifest: Manifest
    read: tuple[str, ...]


class Inspector:
    """Checks generations and remembers which files were read whole, so that each is read once.

    This process knows a file again by inode, size and time of last writing, and trusts its content while it lives. What
    other processes read is trusted too, by ``trust``, where the time of the last change of its inode is the same.
    """

    def __init__(self, generations: Generations) -> None:
        """Start without trust in anything."""
        self._generations = generations
        self._known: dict[_Identity, int] = {}
        self._lock = threading.Lock()

    def forget(self) -> None:
        """Read everything anew from now on, in all processes: damage was seen."""
        with self._lock:
            self._known.clear()
        with contextlib.suppress(OSError):
            self._generations.trust.unlink()

    def know(self, manifest: Manifest) -> None:
        """Trust the files of a generation that this process has just written and described."""
        folder = self._generations.folder(manifest.number)
        for name, (_, checksum) in manifest.files.items():
            self._remember(_identity((folder / name).stat()), checksum)

    def tell(self) -> None:
        """Let other processes trust what this one knows.

        To be called when files were read, and after links to them were made or removed, which changes their inodes.
        """
        told = trust.load(self._generations.trust)
        looks = set(self._looks())
        with self._lock:
            known = {look: self._known[look[:3]] for look in looks if look[:3] in self._known}
        found = {look: checksum for look, checksum in told.items() if look in looks} | known
        if found != told:
            with contextlib.suppress(OSError):  # it saves time, and nothing depends on it
                trust.save(self._generations.trust, found)

    def _looks(self) -> list[Look]:
        """Return how each file of each generation looks now."""
        looks = []
        for number in self._generations.numbers():
            for part in (CATALOGUE, SEARCH):
                with contextlib.suppress(OSError), os.scandir(self._generations.folder(number) / part) as entries:
                    looks += [_look(entry.stat(follow_symlinks=False)) for entry in entries]
        return looks

    def inspect(self, number: int, *, search: bool = True) -> Inspection:
        """Return what is known of a generation after a check of its owner, modes, sizes and checksums.

        ``search=False`` leaves the search index out, for one whose catalogue alone is wanted. Raises Broken.
        """
        folder = self._generations.folder(number)
        try:
            for private in (self._generations.folders, folder, folder / MANIFEST):
                files.require_private(private)
            manifest = read(folder / MANIFEST)
            _fits(folder, manifest, number, search=search)
            for private in (folder / CATALOGUE, folder / SEARCH):  # that there are these is a matter of the layout
                files.require_private(private)
            told = trust.load(self._generations.trust)
            names = [name for name in manifest.files if search or not name.startswith(SEARCH)]
            anew = tuple(name for name in names if not self._trusted(folder / name, manifest.files[name], told))
        except OSError as error:
            if error.errno in _PASSING:
                raise
            raise Broken(str(error)) from error
        except (files.Unsafe, files.Refused) as error:
            message = f"{folder}: {error}"
            raise Broken(message) from error
        if search and (strange := _names(folder) - set(manifest.files)):
            message = f"{folder}: obce pliki: {', '.join(sorted(strange))}"
            raise Broken(message)
        return Inspection(manifest, anew)

    def _trusted(self, path: Path, expected: tuple[int, int], told: dict[Look, int]) -> bool:
        """Check one file; returns False if it had to be read for that."""
        files.require_private(path)
        found = path.stat()
        if found.st_size != expected[0]:
            message = f"{path}: {found.st_size} B zamiast {expected[0]} B"
            raise Broken(message)
        with self._lock:
            known = self._known.get(_identity(found), told.get(_look(found)))
        if (checksum_of(path) if known is None else known) != expected[1]:
            message = f"{path}: uszkodzony (zła suma kontrolna)"
            raise Broken(message)
        self._remember(_identity(found), expected[1])
        return known is not None

    def _remember(self, identity: _Identity, checksum: int) -> None:
        with self._lock:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[identity] = checksum


def _identity(found: os.stat_result) -> _Identity:
    return found.st_ino, found.st_size, found.st_mtime_ns


def _look(found: os.stat_result) -> Look:
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _fits(folder: Path, manifest: Manifest, number: int, *, search: bool) -> None:
    if manifest.number != number:
        message = f"{folder}: opisany jako pokolenie {manifest.number}"
        raise Broken(message)
    if search and manifest.search != SEARCH_VERSION:
        message = f"{folder}: wyszukiwarka w wersji {manifest.search}, a program czyta wersję {SEARCH_VERSION}"
        raise Broken(message)


def checksum_of(path: Path) -> int:
    """Return the CRC-32 of a file's bytes: damage is what it guards against, not an attacker."""
    checksum = 0
    with files.open_regular(path) as file:
        while piece := file.read(_CHUNK):
            checksum = zlib.crc32(piece, checksum)
    return checksum


def describe(folder: Path, known: Manifest | None = None) -> dict[str, tuple[int, int]]:
    """Return size and checksum of every file of a finished folder but its manifest.

    Files hard-linked from the generation that ``known`` describes keep the checksum that they had there.
    """
    described: dict[str, tuple[int, int]] = {}
    for name in sorted(_names(folder)):
        found = (folder / name).stat()
        before = known.files.get(name) if known and found.st_nlink > 1 else None
        same = before is not None and before[0] == found.st_size
        described[name] = before if before and same else (found.st_size, checksum_of(folder / name))
    return described


def _names(folder: Path) -> set[str]:
    names = {f"{part}/{path.name}" for part in (CATALOGUE, SEARCH) for path in (folder / part).iterdir()}
    return names | {path.name for path in folder.iterdir() if path.name not in (CATALOGUE, SEARCH, MANIFEST)}
