"""serving: ``bdp serve``, the production server."""

import gc
import logging
import os
import socket
import sys
from typing import Any

import click
from gunicorn import util
from gunicorn.app.base import BaseApplication

from bdp import config
from bdp.cli import screen
from bdp.cli.access import AccessLog
from bdp.cli.outcome import PolishCommand
from bdp.domain.errors import BdpError, NotBuilt, WrongUse, cause
from bdp.library import Library
from bdp.services import upkeep
from bdp.system import memory

_THREADS = 4  # of a worker: searching is work for the processor, so more would only wait for each other
_WORKERS_MAX = 8
_REQUEST_LINE = 8190  # bytes: 500 letters of q, each up to 12 characters in an address, and filters
# A worker is renewed now and then, at different times, so that a leak in a library never grows.
_REQUESTS, _SPREAD = 400_000, 100_000
_GARBAGE = (20_000, 20, 50)  # new objects before the youngest are looked through; rounds before older ones are
_SHARED_MEMORY = "/dev/shm"  # noqa: S108 - gunicorn makes its files there with random names, for heartbeats
_BACKLOG = 1024


class _Site(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    """Gunicorn told by a dict; every worker builds the application for itself, after the fork."""

    def __init__(self, options: dict[str, Any]) -> None:
        """Keep the options."""
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand the options to gunicorn."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:  # noqa: ANN401 - a WSGI application
        """Build the application of a worker.

        What is loaded by then lives as long as the worker, so the search for garbage need not look through it again: it
        would stop a page in the making for a tenth of a second. What a page makes is mostly free of cycles, so there is
        little to find, and looking every seven hundred objects took a fifth of a search page.
        """
        application = util.import_app("bdp.app:create_app()")
        gc.freeze()
        gc.set_threshold(*_GARBAGE)
        return application


@click.command(cls=PolishCommand, help="Uruchom serwis; brakujący lub nieaktualny indeks najpierw zbuduj.")
@click.option("--host", default="127.0.0.1", metavar="ADRES", help="Adres, na którym słuchać (domyślnie 127.0.0.1).")
@click.option("--port", default=8000, type=click.IntRange(0, 65535), help="Port (domyślnie 8000; 0: dowolny wolny).")
@click.option("--workers", type=click.IntRange(1, 64), help="Liczba procesów (domyślnie tyle, ile rdzeni, najwyżej 8).")
@click.option(
    "--access-log",
    metavar="PLIK",
    help="Zapisuj odwołania w formacie combined, z obciętymi adresami („-”: na standardowe wyjście).",
)
def serve(host: str, port: int, workers: int | None, access_log: str | None) -> None:
    """Serve until stopped."""
    if sys.platform != "linux":
        message = "serwis działa tylko pod Linuksem: potrzebuje zamiany plików i blokad, których inne systemy nie mają"
        raise WrongUse(message)
    memory.keep_little()
    library = Library.of(config.read())
    listener = _listen(host, port)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    _bring_up_to_date(library)
    library.index.close()
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Baza Dobrych Praktyk: http://{shown}:{listener.getsockname()[1]} (koniec: Ctrl+C)")
    processes = workers or min(len(os.sched_getaffinity(0)), _WORKERS_MAX)
    _Site(_options(listener, processes) | {"accesslog": access_log, "logger_class": AccessLog}).run()


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything else is done, so that a taken one is said at once. Raises WrongUse."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=_BACKLOG)
    except socket.gaierror as error:
        message = f"--host: nie ma adresu „{host}” ({error.strerror})"
        raise WrongUse(message) from error
    except OSError as error:
        message = f"nie można słuchać na {host}:{port}: {cause(error)}; wskaż inny --port lub --host"
        raise WrongUse(message) from error


def _bring_up_to_date(library: Library) -> None:
    """Build what is missing or stale; where that fails, an older index on a full disk is better than none."""
    try:
        with screen.progress("indeks") as show:
            done = upkeep.ensure(library, show)
        if done is not None and done.published:
            click.echo(f"indeks nr {done.generation}: {screen.summary(done.problems)}", err=True)
    except (BdpError, OSError) as error:
        try:
            library.index.current()
        except NotBuilt:
            raise error from None
        click.echo(f"bdp: indeksu nie uaktualniono: {error}", err=True)


def _options(listener: socket.socket, workers: int) -> dict[str, Any]:
    return {
        "bind": f"fd://{listener.fileno()}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": _THREADS,
        "timeout": 60,
        "graceful_timeout": 10,
        "max_requests": _REQUESTS,
        "max_requests_jitter": _SPREAD,
        "limit_request_line": _REQUEST_LINE,
        "worker_tmp_dir": _SHARED_MEMORY if os.access(_SHARED_MEMORY, os.W_OK) else None,
        "control_socket_disable": True,  # nothing is left in anybody's home
        "proc_name": "bdp",
    }
