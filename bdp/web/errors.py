"""errors: which error answers with which status, and the page or the problem object that says so."""

import secrets
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, redirect, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from bdp.domain.errors import BadQuery, BdpError, Busy, Conflict, Gone, Invalid, Moved, NotBuilt, NotFound
from bdp.domain.query import Q_MAX
from bdp.exchange.json_form import PROBLEM_TYPE, dump, problem
from bdp.web import formats, wording
from bdp.web.addresses import url_for
from bdp.web.language import address_in, gettext, language

STATUS: dict[type[BdpError], int] = {
    BadQuery: 400,
    NotFound: 404,
    Conflict: 409,
    Gone: 410,
    Invalid: 422,
    Busy: 503,
    NotBuilt: 503,
}
RETRY_SECONDS = "10"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What an error page says; ``problems`` are pairs of a parameter and what is wrong with it."""

    status: int
    title: str
    detail: str = ""
    problems: tuple[tuple[str, str], ...] = ()


def install(app: Flask) -> None:
    """Answer every error as a page or, under a data format, as ``application/problem+json``."""
    app.register_error_handler(BdpError, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unknown)


def _known(error: BdpError) -> AnyResponse:
    if isinstance(error, Moved):
        return _moved(error.slug)
    status = next((status for kind, status in STATUS.items() if isinstance(error, kind)), 500)
    if status == 500:  # noqa: PLR2004 - an error of ours that the table does not name is a fault
        return _unknown(error)
    if isinstance(error, Busy):
        wait = gettext("Only one such archive is made at a time. Try again in a few seconds.")
        return answer(Trouble(status, gettext("Somebody else was faster"), wait))
    detail = str(error) if isinstance(error, Gone) else _detail(status)
    problems = _bad(error) if isinstance(error, BadQuery) else ()
    return answer(Trouble(status, title(status), detail, problems))


def _moved(slug: str) -> AnyResponse:
    """Send on to the same part of the record under its slug of today."""
    given = dict(request.view_args or {}) | {"slug": slug}
    address = url_for(request.endpoint or "practices.show", **given)
    text = request.query_string.decode("ascii", "replace")
    return redirect(f"{address}?{text}" if text else address, 301)


def _http(error: HTTPException) -> AnyResponse:
    status = error.code or 500
    if error.response is not None or status < 400:  # noqa: PLR2004 - a redirect is no trouble
        return error.get_response()
    if status == 404 and request.path.endswith("/") and request.path.strip("/"):  # noqa: PLR2004 - not found
        return redirect(address_in(language(), path="/" + request.path.strip("/")), 308)
    said = error.description if error.description != type(error).description else ""
    made = answer(Trouble(status, title(status), said or _detail(status)))
    for name, value in error.get_headers():
        if name in ("Allow", "Content-Range"):
            made.headers[name] = value
    return made


def _unknown(error: Exception) -> AnyResponse:
    """Say nothing of the fault but a number under which the log has it."""
    number = secrets.token_hex(4)
    current_app.logger.error("%s %s %s", number, request.method, request.path, exc_info=error)
    detail = gettext("Something broke on our side. When you report it, give this number: %(number)s", number=number)
    return answer(Trouble(500, title(500), detail))


def answer(trouble: Trouble) -> Response:
    """Return the trouble in the form that the address asks for."""
    if formats.asks_for_data():
        said = problem(trouble.status, trouble.title, trouble.detail, trouble.problems)
        made = Response(dump(said), content_type=PROBLEM_TYPE)
    else:
        made = Response(render_template("errors/show.html", trouble=trouble, robots="noindex"))
    made.status_code = trouble.status
    made.headers["Cache-Control"] = "no-store"
    if trouble.status == 503:  # noqa: PLR2004 - service unavailable
        made.headers["Retry-After"] = RETRY_SECONDS
    return made


def title(status: int) -> str:
    """Return the heading of an error page."""
    titles: dict[int, str] = {
        400: gettext("This address has a value that does not exist"),
        404: gettext("There is no such page"),
        405: gettext("This page cannot be used that way"),
        410: gettext("This practice was withdrawn"),
        429: gettext("Too many requests"),
        500: gettext("Something went wrong"),
        503: gettext("The base is being prepared"),
    }
    return titles.get(status) or str(gettext("This did not work"))


def _detail(status: int) -> str:
    details: dict[int, str] = {
        400: gettext("Correct the address or start again from the whole list."),
        404: gettext("The address may be mistyped, or the page may have been removed."),
        405: gettext("This address only shows something; it takes nothing in."),
        503: gettext("The search index is being built. Try again in a few seconds."),
    }
    return details.get(status, "")


def _bad(error: BadQuery) -> tuple[tuple[str, str], ...]:
    """Say of every parameter at fault what it was and what it may be."""
    return tuple((name, _allowed(name, value[:Q_MAX])) for name, value in error.problems)


def _allowed(name: str, value: str) -> str:
    said: dict[str, Any] = {"name": wording.parameter(name), "value": value}
    if name == "page":
        return str(gettext("%(name)s: “%(value)s” is not a whole number from 1 up", **said))
    if name == "per_page":
        return str(gettext("%(name)s: “%(value)s” is not a whole number from 1 to 100", **said))
    if name in ("month", "day"):
        form = "2026-03" if name == "month" else "2026-03-01"
        return str(gettext("%(name)s: “%(value)s” is not written as %(form)s", form=form, **said))
    if name in ("from", "to"):
        if ">" in value:
            return str(gettext("%(name)s: the first year is after the last (%(value)s)", **said))
        return str(gettext("%(name)s: “%(value)s” is not a year", **said))
    return str(gettext("%(name)s: there is no value “%(value)s”", **said))
