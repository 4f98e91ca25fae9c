"""tidying: addresses that a form wrote without a script, empty fields and all, lead to the canonical ones."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from flask import redirect, request
from werkzeug.wrappers import Response

from bdp.domain import query as queries
from bdp.web.context import asked, library, vocabularies

FORM = {"q", "from", "to"}  # the fields that a browser sends from the form of the list, whatever is in them


def tidied(view: Callable[[], str]) -> Callable[[], str | Response]:
    """Let a page with the form of the list lead to its canonical address where the one asked for has empty fields."""

    @wraps(view)
    def shown() -> str | Response:
        address = _tidy()
        return redirect(address, 303) if address else view()

    return shown


def _tidy() -> str:
    """Return the address without what was left empty, "" where that was not the form's doing. Raises BadQuery.

    What only the page knows stays, after what the list does.
    """
    pairs = list(request.args.items(multi=True))
    if not {name for name, _ in pairs} >= FORM or all(value.strip() for _, value in pairs):
        return ""
    known = {parameter.name for parameter in queries.parameters(vocabularies(), library().powiats)}
    own = [(name, value) for name, value in pairs if value.strip() and name not in known]
    address = asked(pairs).address(request.script_root + request.path)
    return f"{address}{'&' if '?' in address else '?'}{urlencode(own)}" if own else address
