"""obedient: a child's module that does what it is told, for the tests of limits."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bdp.system.children import serve


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Do one thing."""
    work = request["do"]
    if work in DEEDS:
        DEEDS[work]()
    if work == "work":
        until = time.process_time() + request["seconds"]
        while time.process_time() < until:
            pass
    if work == "look":
        files = [str(entry.readlink()) for entry in Path("/proc/self/fd").iterdir() if entry.exists()]
        return {"environment": sorted(os.environ), "files": files}
    if work == "output":
        return {"text": "a" * 200_000}
    return {"number": os.getpid()} if work == "number" else {"text": request.get("text", "printed")}


def loop() -> None:
    """Never end."""
    while True:
        pass


def recursion() -> None:
    """Call itself."""
    recursion()


def error() -> None:
    """Make a mistake."""
    raise ValueError


DEEDS: dict[str, Callable[[], object]] = {
    "loop": loop,
    "loop in a library": lambda: sum(range(10**12)),
    "sleep": lambda: time.sleep(60),
    "memory": lambda: bytearray(10**9),
    "recursion": recursion,
    "error": error,
    "exit": lambda: sys.exit(0),
    "abort": os.abort,
    "print": lambda: print("to nie jest odpowiedź", flush=True),  # noqa: T201
}

if __name__ == "__main__":
    serve(answer)
