"""kept: answers that were made once for this generation and day are given again as they are, bytes and all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, cast

from cachetools import LRUCache
from flask import Flask, Response, request
from werkzeug.datastructures import Headers
from werkzeug.http import parse_accept_header, parse_etags

from bdp.web.context import today

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_LARGEST = 512 * 1024  # bytes of one answer; what is larger is rare, and streamed
_BESIDE = 2048  # bytes that a kept answer takes beside its body: headers, key, the entry itself
_KEY = "bdp.kept"
# All that an answer may differ by, beside generation and day. Who signs in or sends anything is not answered from here.
_ASKED = ("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "HTTP_HOST", "HTTP_ACCEPT", "wsgi.url_scheme")
_PERSONAL = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_RANGE")

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    headers: tuple[tuple[str, str], ...]
    body: bytes
    etag: str


class KeptAnswers:
    """A WSGI layer that answers what it has answered before; whatever it does not know goes on to the application.

    ``version`` names the state that pages are made from, None while there is none; ``size`` is in bytes for a process.
    """

    def __init__(self, inner: "WSGIApplication", version: Callable[[], object | None], size: int) -> None:
        """Wrap the application."""
        self._inner = inner
        self._version = version
        self._answers: LRUCache[Key, _Answer] = LRUCache(size, getsizeof=lambda kept: len(kept.body) + _BESIDE)
        self._lock = Lock()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer from what is kept, or let the application answer and keep what it says may be kept."""
        key = self._key(environ)
        if key is None:
            return self._inner(environ, start_response)
        with self._lock:
            known = self._answers.get(key)
        if known is not None:
            return _again(known, environ, start_response)
        environ[_KEY] = lambda answer: self._keep(key, answer)
        return self._inner(environ, start_response)

    def _key(self, environ: "WSGIEnvironment") -> Key | None:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or any(name in environ for name in _PERSONAL):
            return None
        version = self._version()
        if version is None:
            return None
        small = parse_accept_header(environ.get("HTTP_ACCEPT_ENCODING"))["gzip"] > 0
        return (version, today(), small, *(environ.get(name) for name in _ASKED))

    def _keep(self, key: Key, answer: Response) -> None:
        etag = answer.get_etag()[0]
        made = not answer.is_streamed and not (answer.mimetype or "").startswith("image/")  # they lie on the disk
        if key and etag and made and (answer.content_length or 0) <= _LARGEST:
            kept = _Answer(tuple(answer.headers.items()), answer.get_data(), etag)
            with self._lock:
                self._answers[key] = kept


def _again(known: _Answer, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    if (asked := environ.get("HTTP_IF_NONE_MATCH")) and parse_etags(asked).contains_weak(known.etag):
        headers = Headers(known.headers)
        for name in ("Content-Length", "Content-Type", "Content-Encoding"):
            headers.remove(name)
        start_response("304 NOT MODIFIED", headers.to_wsgi_list())
        return [b""]
    start_response("200 OK", list(known.headers))
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else known.body]


def install(app: Flask, version: Callable[[], object | None], size: int) -> None:
    """Keep whole answers of an application that bear its validator; 0 bytes keep none.

    Its own handler of answers must run after all others, which Flask does with the one that was registered first.
    """
    if not size:
        return

    @app.after_request
    def keep(answer: Response) -> Response:
        if answer.status_code == 200 and request.method == "GET" and _KEY in request.environ:  # noqa: PLR2004 - whole
            cast("Callable[[Response], None]", request.environ[_KEY])(answer)
        return answer

    app.wsgi_app = KeptAnswers(app.wsgi_app, version, size)  # type: ignore[method-assign]
