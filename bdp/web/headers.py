"""headers: what every answer carries: the content policy, rules for caches, compression."""

from flask import Flask, Response, request
from isal import igzip

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FIXED = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
COMPRESSED = ("text/html", "application/json", "application/xml")
WORTH_COMPRESSING = 1400  # bytes; less fits one packet anyway


def install(app: Flask) -> None:
    """Complete every answer; a view that set one of the headers itself keeps its own."""

    @app.after_request
    def complete(answer: Response) -> Response:
        for name, value in FIXED.items():
            answer.headers.setdefault(name, value)
        answer.headers.setdefault("Cache-Control", "no-cache")
        return _compressed(answer)


def _compressed(answer: Response) -> Response:
    if answer.mimetype not in COMPRESSED or answer.direct_passthrough or "Content-Encoding" in answer.headers:
        return answer
    answer.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] > 0 and (answer.content_length or 0) > WORTH_COMPRESSING:
        answer.set_data(igzip.compress(answer.get_data(), mtime=0))
        answer.headers["Content-Encoding"] = "gzip"
    return answer
