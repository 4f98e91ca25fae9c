"""cursors: the list by cursor: what follows a practice, so that no page is read twice and none left out meanwhile."""

from dataclasses import replace
from datetime import date

from bdp.domain.errors import NotFound
from bdp.domain.query import Query
from bdp.domain.results import Results
from bdp.library import Library
from bdp.services import browse

START = "*"


def find(library: Library, query: Query, cursor: str, *, today: date) -> tuple[Results, str | None]:
    """Return the practices after the one that a cursor names, and the cursor of what follows, None at the end.

    A cursor is the slug of the last practice seen, ``*`` before the first: it holds its place for as long as that
    practice is on the list, whatever was added or taken away before it. Raises NotFound where it is not.
    """
    start = 0
    if cursor != START:
        where = library.index.current().search.neighbours(query, cursor, today=today)
        if where is None:
            raise NotFound(cursor)
        start = where.position
    page, before = divmod(start, query.per_page)
    results = browse.find(library, replace(query, page=page + 1), today=today)
    practices = results.practices[before:]
    if before:
        rest = browse.find(library, replace(query, page=page + 2), today=today).practices
        practices = (*practices, *rest[:before])
    more = practices and start + len(practices) < results.total
    return replace(results, practices=practices), practices[-1].entry.slug if more else None
