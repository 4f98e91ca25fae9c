"""Whatever is asked of the running site: no failure, no request that holds it up, no memory that only grows."""

import http.client
import os
import shutil
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.served import Server, serving
from tests.torture.hostile import targets

SEED = 2026
PARTS = 5  # of the requests, after each of which the memory is looked at
WARM = 2  # parts after which the caches are taken for filled, but for what the largest answers take for a while
CPU_MAX = 1.0  # seconds of the server's processor time that one request may take
GROWTH_MAX = 64 * 1024  # KiB of own memory: caches of words and answers fill up to their limits, and no further
AGAIN_MAX = 16 * 1024  # KiB that the last part may add when it is asked again: whatever leaks leaks again
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Worst:
    """A request and the processor time that it took of the server, in seconds."""

    seconds: float
    target: str


def worker_of(server: Server) -> int:
    """Return the process that answers."""
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text(encoding="ascii").split()
    (worker,) = map(int, children)
    return worker


def cpu(process: int) -> float:
    """Return the seconds of processor time that a process has had."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def own_memory(process: int) -> int:
    """Return the KiB that a process holds by itself, mapped files apart."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:"))


def status_of(connection: http.client.HTTPConnection, target: str) -> int:
    """Ask for a target and read the whole answer; a connection that was idle too long is opened anew.

    A worker that died is told by its process, not by this.
    """
    connection.request("GET", target)
    try:
        answer = connection.getresponse()
    except http.client.RemoteDisconnected:
        connection.close()
        connection.request("GET", target)
        answer = connection.getresponse()
    answer.read()
    if answer.will_close:
        connection.close()
    return answer.status


@pytest.mark.parametrize("number", [400, pytest.param(10_000, marks=pytest.mark.torture)])
def test_hostile_queries_bring_no_failure_no_delay_and_no_growth(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    statuses: dict[int, int] = {}
    failed: list[tuple[int, str]] = []
    worst = Worst(0.0, "")
    root = shutil.copytree(built, tmp_path / "base", symlinks=True)
    with serving(root, wait="/praktyki") as server:
        worker = worker_of(server)
        connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=60)
        memory: list[int] = []
        began = before = cpu(worker)
        for done, target in enumerate(targets(SEED, number)):
            status = status_of(connection, target)
            after = cpu(worker)
            worst = max(worst, Worst(after - before, target), key=lambda one: one.seconds)
            before = after
            statuses[status] = statuses.get(status, 0) + 1
            if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                failed.append((status, target))
            if (done + 1) % (number // PARTS) == 0:
                memory.append(own_memory(worker))
        for target in list(targets(SEED, number))[-(number // PARTS) :]:
            status_of(connection, target)
        memory.append(own_memory(worker))
        connection.close()
        assert worker_of(server) == worker, "the worker died"
    with capsys.disabled():
        print(  # noqa: T201 - torture says what it did
            f"\n{number} hostile requests: {dict(sorted(statuses.items()))}; "
            f"{(before - began) / number * 1000:.1f} ms of the server's CPU each, {worst.seconds:.2f} s for the worst "
            f"({worst.target[:200]}); own memory after each fifth and the last once more "
            f"{[round(kib / 1024, 1) for kib in memory]} MB"
        )
    assert failed == []
    assert "Traceback" not in (root / "serve.log").read_text(encoding="utf-8")
    assert worst.seconds < CPU_MAX, worst
    assert memory[PARTS - 1] - memory[WARM - 1] < GROWTH_MAX, memory
    assert memory[PARTS] - memory[PARTS - 1] < AGAIN_MAX, memory
