"""locks: one writer at a time, across threads and processes."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from bdp.domain.errors import Busy

_open: set[int] = set()


def _forget() -> None:
    """Close inherited descriptors in a forked child: else a lock would outlive the parent that holds it."""
    for descriptor in _open:
        os.close(descriptor)
    _open.clear()


os.register_at_fork(after_in_child=_forget)


@contextlib.contextmanager
def held(path: Path, *, wait: bool) -> Iterator[None]:
    """Hold the lock file for the length of a block; it is made if missing and never removed.

    Raises Busy at once when ``wait`` is false and somebody else, in this process or another, holds it. The kernel
    frees the lock of a process that dies.
    """
    descriptor = _acquire(path, wait=wait)
    try:
        yield
    finally:
        # After a fork inside the block the child has already closed its copy.
        if descriptor in _open:
            fcntl.flock(descriptor, fcntl.LOCK_UN)  # for a child forked just now, which has not closed its copy yet
            _release(descriptor)


def _acquire(path: Path, *, wait: bool) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        _open.add(descriptor)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            if _is_at(path, descriptor):
                return descriptor
        except BlockingIOError:
            _release(descriptor)
            message = f"{path}: inny proces właśnie pisze; spróbuj za chwilę"
            raise Busy(message) from None
        except BaseException:
            _release(descriptor)
            raise
        _release(descriptor)  # the file was deleted while we waited: a lock on it binds nobody


def _release(descriptor: int) -> None:
    _open.discard(descriptor)
    os.close(descriptor)


def _is_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
