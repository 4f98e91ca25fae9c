"""integrity: whether the files of a generation are ours and as they were written."""

import errno
import os
import threading
import zlib
from pathlib import Path

from bdp.index.generations import MANIFEST, SEARCH, Generations
from bdp.index.manifest import Broken, Manifest, read
from bdp.search.schema import VERSION as SEARCH_VERSION
from bdp.system import files

_CHUNK = 1 << 20
_REMEMBERED = 10_000
_PASSING = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)  # says nothing of the files
_Identity = tuple[int, int, int]


class Inspector:
    """Checks generations and remembers which files it has read whole, so that shared segments are read once.

    A file is known again by inode, size and time of last writing; its content is trusted for the life of the process.
    """

    def __init__(self, generations: Generations) -> None:
        """Start without trust in anything."""
        self._generations = generations
        self._known: dict[_Identity, int] = {}
        self._written: tuple[_Identity, Manifest] | None = None
        self._lock = threading.Lock()

    def forget(self) -> None:
        """Read everything anew from now on: damage was seen."""
        with self._lock:
            self._known.clear()
        self._written = None

    def know(self, manifest: Manifest) -> None:
        """Trust the files of a generation that this process has just written and described.

        Its manifest is kept, so that the process that saves record after record need not read it back each time.
        """
        folder = self._generations.folder(manifest.number)
        for name, (_, checksum) in manifest.files.items():
            self._remember(_identity((folder / name).stat()), checksum)
        self._written = (_identity((folder / MANIFEST).stat()), manifest)

    def manifest(self, number: int) -> Manifest:
        """Return the manifest of a generation: the one that this process has just written, or read. Raises Broken."""
        path = self._generations.folder(number) / MANIFEST
        written = self._written
        if written is not None and path.exists() and _identity(path.stat()) == written[0]:
            return written[1]
        return read(path)

    def inspect(self, number: int, *, search: bool = True) -> Manifest:
        """Return the manifest of a generation after a check of its owner, modes, sizes and checksums.

        ``search=False`` leaves the search index out, for one whose catalogue alone is wanted. Raises Broken.
        """
        folder = self._generations.folder(number)
        try:
            for private in (self._generations.folders, folder, folder / SEARCH, folder / MANIFEST):
                files.require_private(private)
            manifest = self.manifest(number)
            if manifest.number != number:
                message = f"{folder}: opisany jako pokolenie {manifest.number}"
                raise Broken(message)
            if search and manifest.search != SEARCH_VERSION:
                message = f"{folder}: wyszukiwarka w wersji {manifest.search}, a program czyta wersję {SEARCH_VERSION}"
                raise Broken(message)
            for name, expected in manifest.files.items():
                if search or not name.startswith(SEARCH):
                    self._check(folder / name, expected)
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
        return manifest

    def _check(self, path: Path, expected: tuple[int, int]) -> None:
        files.require_private(path)
        found = path.stat()
        if found.st_size != expected[0]:
            message = f"{path}: {found.st_size} B zamiast {expected[0]} B"
            raise Broken(message)
        identity = _identity(found)
        with self._lock:
            known = self._known.get(identity)
        checksum = checksum_of(path) if known is None else known
        if checksum != expected[1]:
            message = f"{path}: uszkodzony (zła suma kontrolna)"
            raise Broken(message)
        self._remember(identity, checksum)

    def _remember(self, identity: _Identity, checksum: int) -> None:
        with self._lock:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[identity] = checksum


def _identity(found: os.stat_result) -> _Identity:
    return found.st_ino, found.st_size, found.st_mtime_ns


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
    names = {f"{SEARCH}/{path.name}" for path in (folder / SEARCH).iterdir()}
    return names | {path.name for path in folder.iterdir() if path.name not in (SEARCH, MANIFEST)}
