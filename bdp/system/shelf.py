"""shelf: a bounded folder of files that can be made again; what was not taken for longest goes first."""

import contextlib
import os
import re
import time
from pathlib import Path

from bdp.system import files

_NAME = re.compile(r"[0-9a-z][0-9a-z.-]{0,200}")
_FILE_MAX = 64 << 20
_TOUCHED_SECONDS = 3600  # how exactly it is known when a file was last taken
_ROOM = 0.8  # of the bound is left after files went, so that not every new one makes others go


class Shelf:
    """Files by name in one private folder, at most ``limit`` bytes together once the last ``put`` is done.

    Whoever reads while others write gets a whole file or none.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        """Take the folder, which need not exist yet."""
        self.folder, self.limit = folder, limit

    def take(self, name: str, *, seconds: float | None = None) -> bytes | None:
        """Return a file, None where there is none or where it was put there more than ``seconds`` ago."""
        path = self.folder / self._checked(name)
        try:
            found = path.lstat()
            if seconds is not None and time.time() - found.st_mtime > seconds:
                return None
            data = files.read_regular(path, _FILE_MAX)
        except (files.Refused, OSError):
            return None
        if time.time() - found.st_atime > _TOUCHED_SECONDS:
            with contextlib.suppress(OSError):  # swept by another meanwhile
                os.utime(path, ns=(time.time_ns(), found.st_mtime_ns))
        return data

    def put(self, name: str, data: bytes) -> None:
        """Put a file in its place, whole. Raises OSError, files.Unsafe."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        files.make_private(self.folder)
        files.write_durably(self.folder / self._checked(name), data)

    def sweep(self) -> None:
        """Throw away what is over the limit."""
        with contextlib.suppress(OSError), os.scandir(self.folder) as entries:
            lying = [(e.stat(follow_symlinks=False), e.path) for e in entries if e.is_file(follow_symlinks=False)]
            left = sum(found.st_size for found, _ in lying)
            if left <= self.limit:
                return
            for found, path in sorted(lying, key=lambda each: max(each[0].st_atime, each[0].st_mtime)):
                with contextlib.suppress(FileNotFoundError):
                    Path(path).unlink()
                left -= found.st_size
                if left <= self.limit * _ROOM:
                    return

    @staticmethod
    def _checked(name: str) -> str:
        if not _NAME.fullmatch(name):
            message = f"not a name for a shelf: {name!r}"
            raise ValueError(message)
        return name
