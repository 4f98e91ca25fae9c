"""freshness: what the reader has is not made again; a page is as old as generation, code, day and visits say."""

import hashlib
from datetime import datetime, time, timedelta
from pathlib import Path

from flask import Flask, Response, g, request

from bdp.domain.errors import NotBuilt
from bdp.library import Library
from bdp.services import visits
from bdp.web.context import library, today
from bdp.web.language import environ

# These have validators of their own, or must always be asked.
APART = ("assets", "files", "health", "pictures")
_STATE = "bdp.state"
PACKAGE = Path(__file__).resolve().parent.parent
PRINTING = ("*.py", "*.html", "*.xml", "*.po", "*.css", "*.js", "*.svg")


def install(app: Flask) -> None:
    """Answer 304 where the reader's copy is still right, and give every page the validator that tells."""
    code = code_version()

    @app.before_request
    def unchanged() -> Response | None:
        g.validator = None
        if request.method not in ("GET", "HEAD") or request.blueprint in (*APART, None):
            return None
        try:
            g.validator = validator(code)
        except NotBuilt:
            return None
        if not request.if_none_match.contains_weak(g.validator):
            return None
        return Response(status=304)

    @app.after_request
    def mark(answer: Response) -> Response:
        if answer.status_code in (200, 304) and g.get("validator"):
            answer.set_etag(g.validator, weak=True)
            answer.headers.setdefault("Cache-Control", f"public, max-age=0, s-maxage={_seconds_in_front()}")
        return answer


def _seconds_in_front() -> int:
    """Return how long a server in front may give this page without asking: readers' own browsers always ask.

    Not past midnight, when contacts end and news become old.
    """
    now = datetime.now().astimezone()
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    return min(int(library().config.front_seconds), int((midnight - now).total_seconds()))


def validator(code: str) -> str:
    """Return the validator of the page at this address as of now. Raises NotBuilt.

    It is taken before the page is made: should a new generation come in between, the page is only asked for once more.
    """
    found = state_asked()
    if found is None:
        raise NotBuilt
    made = (*found, code, today())
    return _digest("\n".join(map(str, (*made, request.script_root, request.full_path))).encode("utf-8", "replace"))


def state(stores: Library) -> tuple[object, ...] | None:
    """Return what pages are made from beside code and day: the generation and the visits counted; None without one."""
    generation = stores.index.state()
    return None if generation is None else (*generation, visits.shown(stores.config).total)


def state_asked() -> tuple[object, ...] | None:
    """Return ``state`` as it was when the request being answered first asked."""
    asked = environ()
    if _STATE not in asked:
        asked[_STATE] = state(library())
    found: tuple[object, ...] | None = asked[_STATE]
    return found


def code_version() -> str:
    """Return a hash over everything that pages are made with."""
    files = sorted(path for pattern in PRINTING for path in PACKAGE.rglob(pattern))
    return _digest(b"\0".join(path.read_bytes() for path in files))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:20]
