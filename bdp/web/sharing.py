"""sharing: scripts of other sites may read the data, without cookies and only to read."""

from flask import Flask, Response, request

from bdp.web import formats

ALSO = ("api", "open_data", "suggestions")  # blueprints whose every answer is data
METHODS = "GET, HEAD, OPTIONS"
TOLD = "Content-Disposition, ETag, Link, Retry-After"
ASKED = "Accept, If-None-Match"


def install(app: Flask) -> None:
    """Let any site read answers of data, errors among them, and ask beforehand whether it may."""

    @app.after_request
    def share(answer: Response) -> Response:
        if request.method in ("GET", "HEAD", "OPTIONS") and (formats.asks_for_data() or request.blueprint in ALSO):
            answer.headers["Access-Control-Allow-Origin"] = "*"
            answer.headers["Access-Control-Expose-Headers"] = TOLD
            answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            if request.method == "OPTIONS":
                answer.headers["Access-Control-Allow-Methods"] = METHODS
                answer.headers["Access-Control-Allow-Headers"] = ASKED
        return answer
