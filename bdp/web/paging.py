"""paging: a page of the list as data, by number or by cursor, with the way to the others in its headers."""

from dataclasses import replace
from urllib.parse import quote

from flask import Response, request

from bdp.domain.query import Query
from bdp.domain.results import Results
from bdp.exchange import json_form
from bdp.services import browse, cursors
from bdp.web.addresses import url_for
from bdp.web.context import library, site, today

CURSOR = "cursor"  # the one parameter that the page of the list does not have


def answer(query: Query) -> Response:
    """Return the page of the list that a request asks for."""
    query = replace(query, compared=())
    cursor = request.args.get(CURSOR, "").strip()
    path = url_for("practices.index_as", suffix="json")
    if not cursor:
        results = browse.find(library(), query, today=today())
        said = json_form.listing(results, site())
        return _linked(json_form.dump(said), numbered(results, path))
    results, following = cursors.find(library(), query, cursor, today=today())
    links = {"first": at(query, path, cursors.START)}
    if following:
        links["next"] = at(query, path, following)
    said = json_form.listing(results, site()) | {"next": links.get("next")}
    return _linked(json_form.dump(said), links)


def at(query: Query, path: str, cursor: str) -> str:
    """Return the address of what follows a cursor."""
    whole = replace(query, page=1).address(path)
    return f"{whole}{'&' if '?' in whole else '?'}{CURSOR}={quote(cursor)}"


def numbered(results: Results, path: str) -> dict[str, str]:
    """Return the addresses of the pages around one, by relation."""
    query, last = results.query, results.pages
    numbers = {"first": 1, "prev": min(query.page - 1, last), "next": query.page + 1, "last": last}
    return {name: replace(query, page=number).address(path) for name, number in numbers.items() if 1 <= number <= last}


def _linked(body: bytes, links: dict[str, str]) -> Response:
    made = Response(body, content_type=json_form.MEDIA_TYPE)
    for relation, address in links.items():
        made.headers.add("Link", f'<{site().whole(address)}>; rel="{relation}"')
    return made
