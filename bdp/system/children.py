"""children: work on hostile input in a fresh process with limits, asked and answered in lines of JSON."""

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal, Self, cast

from bdp.domain.errors import BdpError

Reason = Literal["time", "memory", "output", "crash"]
_TIME: Reason = "time"
_OUTPUT: Reason = "output"

_PACKAGE_PARENT = Path(__file__).resolve().parents[2]
_WALL_FACTOR, _START_SECONDS = 4, 20  # a busy machine may give a process a quarter of a core, and start it slowly
_PIECE = 1 << 16
# One thread each: what threads set aside counts against the limit of memory, the more the more cores there are.
_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "PATH": "/usr/bin:/bin",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
}
_WORDS: dict[Reason, str] = {
    "time": "praca trwała za długo i została przerwana",
    "memory": "praca wymagała za dużo pamięci i została przerwana",
    "output": "wynik był za duży i został odrzucony",
    "crash": "proces pomocniczy zakończył się błędem",
}

# A fresh interpreter that takes nothing from the environment (-I); the limits hold before the module is imported.
_START = """
import resource, runpy, sys
memory = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
sys.path.insert(0, sys.argv[1])
runpy.run_module(sys.argv[2], run_name="__main__", alter_sys=True)
"""


class ChildFailed(BdpError):
    """A child gave no answer; ``reason`` is time, memory, output or crash, the text says it in Polish."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason."""
        super().__init__(_WORDS[reason])
        self.reason: Reason = reason


class Child:
    """A fresh ``python -m module`` process that answers one request after the other; started by the first one.

    ``cpu_seconds`` limits one request, ``memory_bytes`` the address space, ``answer_bytes`` the length of an answer;
    ``wall_seconds`` (by default a multiple of ``cpu_seconds``) is how long the caller waits at all.
    The module calls ``serve``. May be used by several threads, one request at a time; after a fork the child of the
    parent process is left alone and a new one is started.
    """

    def __init__(
        self, module: str, *, cpu_seconds: float, memory_bytes: int, answer_bytes: int, wall_seconds: float = 0
    ) -> None:
        """Keep the limits; no process yet."""
        self._command = [sys.executable, "-I", "-c", _START, str(_PACKAGE_PARENT), module, str(memory_bytes)]
        self._cpu_seconds, self._answer_bytes = cpu_seconds, answer_bytes
        self._wall_seconds = wall_seconds or _START_SECONDS + _WALL_FACTOR * cpu_seconds
        self._process: _Process | None = None
        self._owner = 0
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        """Use as a context manager to have the process ended."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        self.close()

    @property
    def started(self) -> bool:
        """Tell whether there is a process now."""
        return self._process is not None and self._owner == os.getpid()

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to a request, both JSON objects. Raises ChildFailed; the next ask starts a new process."""
        line = json.dumps([self._cpu_seconds, request]).encode() + b"\n"
        with self._lock:
            process = self._running()
            try:
                said = json.loads(self._exchange(process, line))
            except ChildFailed:
                self._end()
                raise
            if "failed" in said:
                self._end()
                raise ChildFailed(said["failed"])
        answer: dict[str, Any] = said["answer"]
        return answer

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def _running(self) -> "_Process":
        if self._process is None or self._owner != os.getpid():
            self._process = _start(self._command)
            self._owner = os.getpid()
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            process.end()

    def _exchange(self, process: "_Process", line: bytes) -> bytes:
        """Write the request and read one line, without ever waiting longer than the wall limit."""
        deadline = time.monotonic() + self._wall_seconds
        left, said = memoryview(line), bytearray()
        with selectors.DefaultSelector() as ready:
            ready.register(process.requests, selectors.EVENT_WRITE)
            ready.register(process.answers, selectors.EVENT_READ)
            while not said.endswith(b"\n"):
                pipes = {key.fileobj for key, _ in ready.select(max(0.0, deadline - time.monotonic()))}
                if not pipes:
                    raise ChildFailed(_TIME)
                if process.requests in pipes:
                    left = process.write(left)
                    if not left:
                        ready.unregister(process.requests)
                if process.answers in pipes:
                    said += process.read()
                if len(said) > self._answer_bytes:
                    raise ChildFailed(_OUTPUT)
        return bytes(said)


@dataclass(frozen=True, slots=True)
class _Process:
    """A running child and its two pipes."""

    popen: subprocess.Popen[bytes]
    requests: IO[bytes]
    answers: IO[bytes]

    def write(self, left: memoryview) -> memoryview:
        """Write what the pipe takes and return the rest."""
        try:
            return left[os.write(self.requests.fileno(), left[:_PIECE]) :]
        except BrokenPipeError:
            raise ChildFailed(self._fate()) from None

    def read(self) -> bytes:
        """Read what there is."""
        piece = os.read(self.answers.fileno(), _PIECE)
        if not piece:
            raise ChildFailed(self._fate())
        return piece

    def end(self) -> None:
        """Kill, close, and take the exit code so that no zombie stays."""
        self.popen.kill()
        for pipe in (self.requests, self.answers):
            with contextlib.suppress(OSError):
                pipe.close()
        self.popen.wait()

    def _fate(self) -> Reason:
        """Say why a child that closed its pipes ended."""
        try:
            code = self.popen.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return "crash"
        return "time" if code == -signal.SIGPROF else "crash"


def _start(command: list[str]) -> _Process:
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    popen = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command, stdin=pipe, stdout=pipe, stderr=nothing, env=_ENVIRONMENT, bufsize=0
    )
    process = _Process(popen, cast("IO[bytes]", popen.stdin), cast("IO[bytes]", popen.stdout))
    os.set_blocking(process.requests.fileno(), False)
    return process


def serve(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer requests from standard input until it ends: the whole life of a child's module.

    The processor time of a request is limited by a timer whose signal kills, so that a loop in C ends too. What
    libraries print goes nowhere. After an error the process ends and the parent starts another.
    """
    with os.fdopen(os.dup(1), "wb") as out, Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), 1)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        for line in sys.stdin.buffer:
            seconds, request = json.loads(line)
            signal.setitimer(signal.ITIMER_PROF, seconds)
            try:
                said = {"answer": answer(request)}
                text = json.dumps(said).encode()
            except MemoryError:
                text = b'{"failed": "memory"}'
            except RecursionError:
                text = b'{"failed": "crash"}'
            signal.setitimer(signal.ITIMER_PROF, 0)
            out.write(text + b"\n")
            out.flush()
