"""marks: the reader's words marked in a record that was opened from a search."""

from contextlib import suppress
from urllib.parse import urlencode

from flask import Flask, g, request
from markupsafe import Markup

from bdp.domain.errors import NotBuilt
from bdp.domain.query import Query
from bdp.web.context import library
from bdp.web.language import address_in, language

SWITCH, OFF = "marks", "no"  # the parameter of an address by which a reader does without marks


class Marks:
    """Marks the words of one query in what one page prints, and counts them."""

    def __init__(self, query: Query) -> None:
        """Look for the words of this query as the generation of now knows them."""
        self._query = query
        self._search = library().index.current().search
        self.words = 0

    def text(self, content: str, field: str) -> Markup:
        """Return a text of a field of the index as HTML with the words marked."""
        done = self._search.mark_text(self._query, field, content)
        self.words += done.words
        return Markup(done.html)  # noqa: S704 - escaped by the search, but for its marks

    def html(self, content: str, field: str) -> str:
        """Return safe HTML with the words marked."""
        done = self._search.mark_html(self._query, field, content)
        self.words += done.words
        return done.html


def install(app: Flask) -> None:
    """Give every template the filters that mark."""
    app.jinja_env.filters.update(marked=marked, marked_html=marked_html)


def begin(query: Query | None) -> Marks | None:
    """Mark this query's words in what the request prints from here on; None without words, or if they are unwanted."""
    marks = None
    if query is not None and query.q and request.args.get(SWITCH) != OFF:
        with suppress(NotBuilt):  # without an index nobody knows the forms of the words
            marks = Marks(query)
    g.marks = marks
    return marks


def switch(query: Query | None) -> str:
    """Return the address of this page without marks, or with them if they are off; "" where there are no words."""
    if query is None or not query.q:
        return ""
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != SWITCH]
    if request.args.get(SWITCH) != OFF:
        pairs.append((SWITCH, OFF))
    return address_in(language(), query=urlencode(pairs))


def marked(content: str, field: str, text_language: str = "pl") -> str:
    """Mark words in a text of a field in a template; without a query the text stays as it is.

    The title, the parts of the body and what goes with them ("metadata") are told apart by language.
    """
    marks: Marks | None = g.get("marks")
    return marks.text(content, _field(field, text_language)) if marks else content


def marked_html(content: str, field: str, text_language: str = "pl") -> str:
    """Mark words in safe HTML in a template, as ``marked`` does in a text."""
    marks: Marks | None = g.get("marks")
    return marks.html(content, _field(field, text_language)) if marks else content


def _field(name: str, text_language: str) -> str:
    return f"{name}_en" if text_language == "en" else name
