"""forks: children that tests fork, each with its end.

A child has only the thread that forked it. What another thread held at that moment (the memory allocator, SQLite) is
held in the child for ever, so nothing forks here while other threads are at work.
"""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable

_SECONDS = 60  # longer than any child needs on a busy machine


def fork(work: Callable[[], object]) -> int:
    """Run ``work`` in a forked child and return its number; the child ends with 1 where the work raises."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException:  # noqa: BLE001 - the whole life of the child
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def outcome(child: int) -> int:
    """Return the exit code of a child, or what killed it as a negative number; one that does not end is killed."""
    deadline = time.monotonic() + _SECONDS
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
