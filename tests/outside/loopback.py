"""loopback: a server of other people, on this machine, with everything that their servers answer."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ANSWERS = {"ok": 200, "missing": 404, "gone": 410, "forbidden": 403, "many": 429, "fault": 503, "teapot": 418}
SENT_ON = {
    "for-good": (301, "/ok"),
    "for-now": (302, "/ok"),
    "to-nothing": (301, "/missing"),
    "in-circles": (302, "/in-circles"),
    "to-mail": (302, "mailto:urzad@example.org"),
}


@dataclass(slots=True)
class Loopback:
    """A running server: its port, the requests that it got as (method, path, program), how many at once at most."""

    port: int
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    waiting: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Return an absolute address."""
        return f"http://{host}:{self.port}/{path}"


@contextmanager
def serving() -> Iterator[Loopback]:
    """Serve until the end of the block."""
    about = Loopback(0)
    counting = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with counting:
                about.asked.append((self.command, self.path, self.headers["User-Agent"]))
                about.at_once += 1
                about.most_at_once = max(about.most_at_once, about.at_once)
            self.answer(self.path.strip("/").partition("?")[0])
            with counting:
                about.at_once -= 1

        do_HEAD = do_GET  # noqa: N815 - the library's name

        def answer(self, name: str) -> None:
            if name == "silent":
                about.waiting.wait(30)
            status, location = SENT_ON.get(name, (ANSWERS.get(name, 200), ""))
            if name == "elsewhere":
                status, location = 302, about.url("ok", "localhost")
            if name == "by-get-only" and self.command == "HEAD":
                status = 405
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    about.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield about
    finally:
        about.waiting.set()
        server.shutdown()
        thread.join()
        server.server_close()
