"""served: the production server over a copy of a base, for whatever looks at the site from outside."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError, URLError

from tests.project import TOP

START_LIMIT = 120.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running site: its address without a slash at the end, and the process id of the master."""

    address: str
    pid: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the media type without parameters, the body."""

    status: int
    media_type: str
    body: bytes


def environment(root: Path) -> dict[str, str]:
    """Return the environment of a command that works on this base."""
    return {**os.environ, "BDP_ROOT": str(root)}


def copy_base(target: Path, source: Path = TOP) -> Path:
    """Copy the truth of a base, nothing derived."""
    for folder in ("practices", "attachments"):
        if (source / folder).is_dir():
            shutil.copytree(source / folder, target / folder, symlinks=True)
    (target / "search_index").mkdir(parents=True, exist_ok=True)
    return target


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(root: Path, *, workers: int = 1, wait: str = "/health", options: tuple[str, ...] = ()) -> Iterator[Server]:
    """Run ``bdp serve`` on a base; give it once the page ``wait`` answers, end it afterwards.

    It knows its own name, so that addresses in its pages are whole. What it prints goes to serve.log beside the base.
    Raises TimeoutError with the end of that when nothing answers.
    """
    port = free_port()
    named = {**environment(root), "BDP_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    command = [sys.executable, "-m", "bdp", "serve", "--port", str(port), "--workers", str(workers), *options]
    log = root / "serve.log"
    with log.open("wb") as out, subprocess.Popen(command, env=named, stdout=out, stderr=out) as server:
        site = Server(f"http://127.0.0.1:{port}", server.pid)
        try:
            wait_for(site.address + wait, log)
            yield site
        finally:
            server.terminate()


def wait_for(address: str, log: Path) -> None:
    """Ask until a page answers with 200."""
    end = time.monotonic() + START_LIMIT
    while time.monotonic() < end:
        with suppress(URLError, ConnectionError):
            if ask(address).status == HTTPStatus.OK:
                return
        time.sleep(0.05)
    message = f"{address}: no answer within {START_LIMIT} s\n{log.read_text(errors='replace')[-2000:]}"
    raise TimeoutError(message)


def ask(address: str, headers: Mapping[str, str] | None = None) -> Answer:
    """Ask for an address, following redirects, and return its answer whatever the status."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=dict(headers or {}))) as answer:  # noqa: S310 - our own server
            return Answer(answer.status, answer.headers.get_content_type(), answer.read())
    except HTTPError as error:
        with error:
            return Answer(error.code, error.headers.get_content_type(), error.read())
