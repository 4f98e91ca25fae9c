"""loopback: a server of other people, on this machine, with everything that their servers answer."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

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

    port: int = 0
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    waiting: threading.Event = field(default_factory=threading.Event)
    counting: threading.Lock = field(default_factory=threading.Lock)

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Return an absolute address."""
        return f"http://{host}:{self.port}/{path}"

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        request = Request(environ)
        with self.counting:
            path = request.full_path.removesuffix("?") if request.args else request.path
            self.asked.append((request.method, quote(path, safe="/?=&%"), request.headers["User-Agent"]))
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        answer = self._answer(request.path.strip("/"), request.method)
        with self.counting:
            self.at_once -= 1
        return answer(environ, start_response)

    def _answer(self, name: str, method: str) -> Response:
        if name == "silent":
            self.waiting.wait(30)
        if name == "by-get-only" and method == "HEAD":
            return Response(status=405)
        status, location = SENT_ON.get(name, (ANSWERS.get(name, 200), ""))
        if name == "elsewhere":
            status, location = 302, self.url("ok", "localhost")
        answer = Response(status=status)
        answer.autocorrect_location_header = False
        if location:
            answer.headers["Location"] = location
        return answer


@contextmanager
def serving() -> Iterator[Loopback]:
    """Serve until the end of the block."""
    about = Loopback()
    server = make_server("127.0.0.1", 0, about, threaded=True)
    about.port = server.server_port
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield about
    finally:
        about.waiting.set()
        server.shutdown()
        thread.join()
        server.server_close()
