"""addresses: the addresses of the site's own pages, as Flask makes them, each kind of them worked out once."""

import re
from functools import lru_cache
from typing import Any

import flask
from flask import Flask

from bdp.web.language import environ

_VARIED = ("slug", "teryt", "file")  # what tells one page of a kind from the next
_AS_IT_IS = re.compile(r"[A-Za-z0-9_.-]+")  # what stands in an address as it is


def install(app: Flask) -> None:
    """Let templates make addresses the same way."""
    app.jinja_env.globals.update(url_for=url_for)


def url_for(endpoint: str, **values: Any) -> str:  # noqa: ANN401 - whatever a route can hold
    """Return the address of a page of this site in the language of the request.

    As Flask's own of that name, which works each address out anew: fifty of them were a sixth of what a page cost.
    """
    fixed, varied = [], {}
    for name, value in values.items():
        if value is None:
            continue
        if name not in _VARIED:
            fixed.append((name, value))
        elif _AS_IT_IS.fullmatch(str(value)):
            varied[name] = value
        else:
            return flask.url_for(endpoint, **values)
    return _pattern(environ()["SCRIPT_NAME"], endpoint, tuple(fixed), tuple(varied)).format_map(varied)


@lru_cache(1024)
def _pattern(_mounted: str, endpoint: str, fixed: tuple[tuple[str, Any], ...], varied: tuple[str, ...]) -> str:
    """Return the address of all pages of a kind below the path where this request's site hangs."""
    values: dict[str, Any] = dict(fixed) | {name: f"0{name}0" for name in varied}
    address = flask.url_for(endpoint, **values)
    for name in varied:
        address = address.replace(f"0{name}0", f"{{{name}}}")
    return address
