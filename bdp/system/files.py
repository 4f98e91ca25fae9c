"""files: reading without following links and writing so that a crash or another program's edit loses nothing."""

import contextlib
import ctypes
import errno
import hashlib
import logging
import os
import re
import secrets
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bdp.domain.errors import BdpError, Conflict

_LOG = logging.getLogger(__name__)
_NOREPLACE, _EXCHANGE = 1, 2  # flags of renameat2(2)
_AT_FDCWD = -100
_UNSUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.ENOTTY)
_SWAP_TRIES = 100
_CHUNK = 1 << 20
_TEMPORARY = re.compile(r"\..+\.[0-9a-f]{16}", re.DOTALL)

_MISSING, _LINK, _SPECIAL, _ACCESS, _SIZE = "missing", "link", "special", "access", "size"
_REASONS = {
    _MISSING: "nie ma takiego pliku",
    _LINK: "to dowiązanie symboliczne; wstaw sam plik",
    _SPECIAL: "to nie jest zwykły plik",
    _ACCESS: "brak prawa odczytu; popraw uprawnienia pliku",
    _SIZE: "plik jest za duży (najwyżej {limit} B)",
}


class Refused(BdpError):
    """A file was not read. ``reason`` is missing, link, special, access or size; the text says it in Polish."""

    def __init__(self, reason: str, limit: int = 0) -> None:
        """Keep the reason."""
        super().__init__(_REASONS[reason].format(limit=limit))
        self.reason = reason


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading; the last part of the path may not be a symbolic link. Raises Refused."""
    try:
        # O_NONBLOCK: opening a named pipe must not wait for its writer; it means nothing for a regular file.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise _refusal(error) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Refused(_SPECIAL)
    return os.fdopen(descriptor, "rb")


def _refusal(error: OSError) -> Exception:
    reasons = {
        errno.ENOENT: _MISSING,
        errno.ENOTDIR: _MISSING,
        errno.ELOOP: _LINK,
        errno.ENXIO: _SPECIAL,
        errno.EACCES: _ACCESS,
        errno.EPERM: _ACCESS,
    }
    return Refused(reasons[error.errno]) if error.errno in reasons else error


def read_regular(path: Path, limit: int) -> bytes:
    """Return the bytes of a regular file of at most ``limit`` bytes. Raises Refused."""
    with open_regular(path) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Refused(_SIZE, limit)
    return data


def measure(path: Path) -> tuple[int, str]:
    """Return size in bytes and SHA-256 of a regular file, read in pieces. Raises Refused."""
    digest, size = hashlib.sha256(), 0
    with open_regular(path) as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
            size += len(piece)
    return size, digest.hexdigest()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Make every file and folder below durable, and the folder itself last."""
    for entry in sorted(os.scandir(folder), key=lambda e: e.name):
        if entry.is_dir(follow_symlinks=False):
            sync_tree(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            descriptor = os.open(entry.path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
    sync_folder(folder)


@contextlib.contextmanager
def _temporary(path: Path, data: bytes, mode: int) -> Iterator[Path]:
    """Write a durable file beside ``path``; whatever lies under its name at the end is removed."""
    temporary = path.with_name(f".{path.name[:100]}.{secrets.token_hex(8)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(temporary, flags, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield temporary
    finally:
        with contextlib.suppress(OSError):  # a save that stands is no failure; ``sweep`` takes what stays
            temporary.unlink()


def sweep(folder: Path, seconds: float) -> None:
    """Remove what writers that were killed left in a folder, once it is older than ``seconds``.

    Such a file may hold the text that a swap took out, so give people time to miss it.
    """
    with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as entries:
        for entry in entries:
            if _TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(FileNotFoundError):
                    if time.time() - entry.stat(follow_symlinks=False).st_ctime > seconds:
                        Path(entry.path).unlink()


def write_durably(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write a file whole: after the return it survives a power cut, after an error the old one stands unchanged.

    ``mode`` is that of a new file, cut by the umask.
    """
    with _temporary(path, data, mode) as temporary:
        temporary.replace(path)
        sync_folder(path.parent)


def exchange(path: Path, data: bytes, expected_sha256: str | None) -> None:
    """Write a file durably if it still has the content that the writer saw; ``None`` asks that there be no file.

    The new file is swapped in and what came out is compared, so even a program that takes no lock cannot be
    overwritten unseen. Raises Conflict, with the other's content left in place.
    """
    if expected_sha256 is None:
        _create(path, data)
        return
    try:
        mode = stat.S_IMODE(path.lstat().st_mode)
    except FileNotFoundError:
        message = f"{path.name}: pliku już nie ma"
        raise Conflict(message) from None
    with _temporary(path, data, mode) as temporary:
        temporary.chmod(mode)
        # Looked at before the swap too, so that a stale save does not show its text for a moment.
        _compare(path, path, expected_sha256)
        if not _renameat2(temporary, path, _EXCHANGE):
            _LOG.warning("%s: system plików nie zamienia plików miejscami; zapis słabiej chroniony", path)
            _compare(path, path, expected_sha256)
            temporary.replace(path)
            sync_folder(path.parent)
            return
        try:
            _compare(temporary, path, expected_sha256)
            sync_folder(path.parent)
        except BaseException:
            _swap_back(path, temporary, hashlib.sha256(data).hexdigest())
            raise


def _create(path: Path, data: bytes) -> None:
    with _temporary(path, data, 0o666) as temporary:
        try:
            if not _renameat2(temporary, path, _NOREPLACE):
                os.link(temporary, path)  # the same promise on file systems without the flag
        except FileExistsError:
            message = f"{path.name}: taki plik już jest"
            raise Conflict(message) from None
        sync_folder(path.parent)


def _swap_back(path: Path, temporary: Path, in_place: str) -> None:
    """Put the other's text back; ``in_place`` is the hash of what we left at the path.

    What comes out now may be newer than what went in, if a third program wrote meanwhile: then that goes back in, until
    the hash of what comes out is that of what we put there.
    """
    for _ in range(_SWAP_TRIES):
        going_in = _sha256(temporary)
        try:
            _renameat2(temporary, path, _EXCHANGE)
        except FileNotFoundError:
            _renameat2(temporary, path, _NOREPLACE)
            break
        if _sha256(temporary) == in_place:
            break
        in_place = going_in
    else:
        kept = path.with_name(f"{path.name}.{secrets.token_hex(4)}.konflikt")
        temporary.rename(kept)
        _LOG.error("%s: plik zmieniał się bez przerwy; druga wersja leży w %s", path, kept)
    sync_folder(path.parent)


def _compare(path: Path, shown: Path, expected: str) -> None:
    if _sha256(path) != expected:
        message = f"{shown.name}: plik zmienił się od czasu, gdy go otwarto"
        raise Conflict(message)


def _sha256(path: Path) -> str:
    try:
        return measure(path)[1]
    except Refused:
        return ""


_libc = ctypes.CDLL(None, use_errno=True)


def _renameat2(source: Path, target: Path, flags: int) -> bool:
    """Rename with flags; False where the system or file system cannot, OSError for everything else."""
    call = getattr(_libc, "renameat2", None)
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(source), _AT_FDCWD, os.fsencode(target), ctypes.c_uint(flags)) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNSUPPORTED:
        return False
    raise OSError(code, os.strerror(code), str(target))


def make_private(folder: Path) -> None:
    """Make a folder that only its owner may enter, or check the one that is there. Raises Unsafe."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        sync_folder(folder.parent)
    require_private(folder)


class Unsafe(BdpError):
    """A file or folder whose content is trusted like code could have been written by somebody else."""


def require_private(path: Path) -> None:
    """Raise Unsafe unless the path is no link, is ours, and only we may write to it; OSError if it is missing."""
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        message = f"{path}: to dowiązanie symboliczne; usuń je i uruchom „bdp index”"
    elif found.st_uid != os.geteuid():
        message = f"{path}: należy do innego użytkownika (uid {found.st_uid}); usuń i uruchom „bdp index”"
    elif found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        message = f"{path}: inni mogą tu pisać; usuń i uruchom „bdp index”, a nie tylko chmod"
    else:
        return
    raise Unsafe(message)
