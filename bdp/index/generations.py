"""generations: the folders under search_index/, which of them is current, and how a new one takes its place."""

import contextlib
import os
import re
import secrets
import shutil
import time
from pathlib import Path

from bdp.system import files

CATALOGUE, SEARCH, MANIFEST = "catalogue", "whoosh", "manifest.json"
_NUMBER = re.compile(r"[1-9][0-9]{0,15}")
_LEFTOVER = ".new-"
_GRACE_SECONDS = 60  # a reader that has just opened a generation may open its files a little later

Pointer = tuple[int, int, int]


class Generations:
    """The layout of one search_index/ folder. All that changes it must be called under ``lock``."""

    def __init__(self, root: Path) -> None:
        """Take the search_index folder, which need not exist yet."""
        self.root = root
        self.folders = root / "generations"
        self.lock = root / "LOCK"
        self.trust = root / "TRUST"
        self._current = root / "CURRENT"

    def make(self) -> None:
        """Make what is missing of the layout, so that the lock can be taken. Raises files.Unsafe."""
        self.root.mkdir(parents=True, exist_ok=True)
        if self.folders.is_file() and not self.folders.is_symlink():
            self.folders.unlink()
        files.make_private(self.folders)

    def folder(self, number: int) -> Path:
        """Return the folder of a generation."""
        return self.folders / str(number)

    def pointer(self) -> Pointer | None:
        """Return what changes whenever CURRENT is replaced, by one stat; None if there is none."""
        try:
            found = os.stat(self._current)  # noqa: PTH116 - once a request; half the price of Path.stat
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_ctime_ns

    def current(self) -> int | None:
        """Return the number in CURRENT, None if it is missing or is no number."""
        try:
            text = files.read_regular(self._current, 64).decode("ascii").strip()
        except (files.Refused, UnicodeDecodeError):
            return None
        return int(text) if _NUMBER.fullmatch(text) else None

    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of all published generations, the newest first."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            names = [entry.name for entry in os.scandir(self.folders) if entry.is_dir(follow_symlinks=False)]
            return tuple(sorted((int(name) for name in names if _NUMBER.fullmatch(name)), reverse=True))
        return ()

    def candidates(self) -> tuple[tuple[int, ...], bool]:
        """Return the numbers to read from, best first: from CURRENT's downwards, or all with False if it names none."""
        numbers, current = self.numbers(), self.current()
        if current is not None and current in numbers:
            return tuple(number for number in numbers if number <= current), True
        return numbers, False

    def next_number(self) -> int:
        """Return the number that the next generation will bear."""
        return max((*self.numbers(), self.current() or 0), default=0) + 1

    def begin(self, extended: int | None = None) -> Path:
        """Make a private folder for a new generation: empty, or with the catalogue and index of another.

        What is written once is hard-linked; the tables of contents, which say what is deleted, are copied; the index's
        own lock is left out.
        """
        folder = self.folders / f"{_LEFTOVER}{secrets.token_hex(8)}"
        folder.mkdir(mode=0o700)
        for part in (CATALOGUE, SEARCH):
            (folder / part).mkdir(mode=0o700)
            if extended is not None:
                for path in sorted((self.folder(extended) / part).iterdir()):
                    if path.suffix == ".toc":
                        _copy(path, folder / part / path.name)
                    elif "LOCK" not in path.name:
                        os.link(path, folder / part / path.name, follow_symlinks=False)
        return folder

    def publish(self, folder: Path, number: int) -> None:
        """Make a finished folder durable and current under its number."""
        files.sync_tree(folder)
        folder.rename(self.folder(number))
        files.sync_folder(self.folders)
        self.point_to(number)

    def point_to(self, number: int) -> None:
        """Make a generation current, durably."""
        if self._current.is_dir() and not self._current.is_symlink():
            shutil.rmtree(self._current)
        files.write_durably(self._current, f"{number}\n".encode(), mode=0o600)

    def tidy(self, keep: int) -> None:
        """Remove what killed builds left and generations that are neither among the newest nor recently replaced.

        One that came after CURRENT was never published: its builder died before it could say so.
        """
        current = self.current()
        for entry in list(os.scandir(self.folders)):
            if entry.name.startswith(_LEFTOVER):
                shutil.rmtree(entry.path, ignore_errors=True)
        for file in (self._current, self.trust):
            for stray in self.root.glob(f".{file.name}.*"):
                stray.unlink(missing_ok=True)
        numbers = self.numbers()
        keep = max(keep, 1)
        for place, number in enumerate(numbers):
            unborn = current is not None and current in numbers and number > current
            if unborn or (place >= keep and number != current and not self._fresh(numbers[place - 1])):
                shutil.rmtree(self.folder(number), ignore_errors=True)

    def _fresh(self, successor: int) -> bool:
        """Tell whether a generation was replaced just now; a clock that was set back does not keep it for ever."""
        try:
            age = time.time() - self.folder(successor).stat().st_mtime
        except FileNotFoundError:
            return False
        return abs(age) < _GRACE_SECONDS


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target, follow_symlinks=False)
    target.chmod(0o600)
