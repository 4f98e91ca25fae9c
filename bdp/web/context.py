"""context: what views and templates ask about the request: the library, the language, today, absolute addresses."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Protocol, cast
from urllib.parse import quote, urlencode, urlsplit

from flask import current_app, request

from bdp.domain import query as queries
from bdp.domain.errors import NotBuilt
from bdp.domain.page import Page
from bdp.domain.query import Query
from bdp.domain.vocabulary import Vocabularies
from bdp.exchange.site import Site
from bdp.library import Library
from bdp.web.language import address_in, environ, language

_LIBRARY, _VOCABULARIES, _ORIGIN = "bdp.library", "bdp.vocabularies", "bdp.origin"
LOOPBACK = ("localhost", "127.0.0.1", "::1")


def library() -> Library:
    """Return the stores of this application."""
    asked = environ()
    if _LIBRARY not in asked:
        asked[_LIBRARY] = current_app.extensions["bdp"]
    return cast("Library", asked[_LIBRARY])


def vocabularies() -> Vocabularies:
    """Return the controlled lists, the same ones for all of a request."""
    asked = environ()
    if _VOCABULARIES not in asked:
        asked[_VOCABULARIES] = library().vocabularies
    return cast("Vocabularies", asked[_VOCABULARIES])


def asked(pairs: Iterable[tuple[str, str]] | None = None) -> Query:
    """Read the parameters of the list from the address of the request, or from ``pairs``. Raises BadQuery."""
    given = request.args.items(multi=True) if pairs is None else pairs
    return queries.parse(given, library().vocabularies, library().powiats, language())


def today() -> date:
    """Return today by the server's clock; contacts and "still running" go by it."""
    return datetime.now().astimezone().date()


def origin() -> str:
    """Return scheme and host for absolute addresses on pages, "" where the site does not know its name.

    On the own machine the host of the request will do; elsewhere a site that is not told its name must not take it from
    there, since anybody can write anything into a Host header.
    """
    asked = environ()
    found: str | None = asked.get(_ORIGIN)
    if found is None:
        told = library().config.public_url
        found = told or (request.host_url.rstrip("/") if _is_local(request.host) else "")
        asked[_ORIGIN] = found
    return found


@lru_cache(64)
def _is_local(host: str) -> bool:
    return urlsplit(f"//{host}").hostname in LOOPBACK


def site() -> Site:
    """Return the addresses for data formats in the language of the request: absolute by the settings alone."""
    return Site(request.script_root, library().config.public_url)


def absolute(path: str) -> str:
    """Return a path of the site with scheme and host, where they are known."""
    return origin() + path


def letter(subject: str, text: str) -> str:
    """Return the address by which a reader's own mail program begins a letter to whom they like."""
    return f"mailto:?{urlencode({'subject': subject, 'body': text}, quote_via=quote)}"


class Addressed(Protocol):
    """What a reader chose, as parameters of an address: a query, or a selection of news."""

    def address(self, path: str) -> str:
        """Return the address of these choices below a path."""


def canonical(query: Addressed | None = None) -> str:
    """Return the one address of this page: without parameters, or with those of the query in their order.

    What the reader chose to compare makes no other page.
    """
    address = address_in(language(), query="")
    return absolute(_alone(query).address(address) if query else address)


def alternates(query: Addressed | None = None) -> tuple[tuple[str, str], ...]:
    """Return (hreflang, address) of this page in each language."""
    text = _alone(query).address("")[1:] if query else ""
    polish, english = (absolute(address_in(code, query=text)) for code in ("pl", "en"))
    return (("pl", polish), ("en", english), ("x-default", polish))


def _alone(query: Addressed) -> Addressed:
    return replace(query, compared=()) if isinstance(query, Query) else query


def root() -> str:
    """Return the address of the start page in the language of the request."""
    return address_in(language(), path="/", query="")


def pages() -> tuple[Page, ...]:
    """Return the ordinary pages of the base, none while its index is not built."""
    try:
        return library().index.current().catalogue.pages()
    except NotBuilt:
        return ()
