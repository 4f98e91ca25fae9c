"""fragments: parts of pages that are the same on many of them, made once and printed again as they are."""

from collections.abc import Callable
from threading import Lock

from cachetools import LRUCache
from flask import Flask
from jinja2 import nodes
from jinja2.environment import Environment
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup

from bdp.web import freshness
from bdp.web.context import origin, today
from bdp.web.language import environ, language, mount

_SIZE = 2 * 1024 * 1024  # characters for a process: a few kB for each fragment in each language, many times over
_BESIDE = 500  # characters that a fragment takes beside its text
_MADE_FROM = "bdp.made_from"

Key = tuple[object, ...]


class Fragments(Extension):
    """The tag ``{% kept … %}`` … ``{% endkept %}``: what stands inside is made once for all pages that print it.

    It may differ by the generation, the visits counted, the day, the language, where the site hangs and what it calls
    itself. All else that it depends on must be named in the tag: ``{% kept request.endpoint %}``.
    """

    tags = {"kept"}  # noqa: RUF012 - so Jinja declares it

    def __init__(self, environment: Environment) -> None:
        """Begin with nothing."""
        super().__init__(environment)
        self._made: LRUCache[Key, Markup] = LRUCache(_SIZE, getsizeof=lambda text: len(text) + _BESIDE)
        self._lock = Lock()

    def parse(self, parser: Parser) -> nodes.Node:
        """Make a call of what stands between the tags, which is known by its template and line."""
        line = next(parser.stream).lineno
        keys: list[nodes.Expr] = [nodes.Const(parser.name), nodes.Const(line)]
        while parser.stream.current.type != "block_end":
            keys.append(parser.parse_expression())
            parser.stream.skip_if("comma")
        body = parser.parse_statements(("name:endkept",), drop_needle=True)
        return nodes.CallBlock(self.call_method("_printed", keys), [], [], body).set_lineno(line)

    def _printed(self, *keys: object, caller: Callable[[], Markup]) -> Markup:
        made_from = _made_from()
        if made_from is None:
            return caller()
        key = (*made_from, *keys)
        with self._lock:
            known = self._made.get(key)
        if known is None:
            known = caller()
            with self._lock:
                self._made[key] = known
        return known


def install(app: Flask) -> None:
    """Give templates the tag."""
    app.jinja_env.add_extension(Fragments)


def _made_from() -> Key | None:
    """Return what every page is made from, worked out once for a request; None without an index."""
    asked = environ()
    if _MADE_FROM not in asked:
        state = freshness.state_asked()
        asked[_MADE_FROM] = None if state is None else (state, today(), language(), mount(), origin())
    found: Key | None = asked[_MADE_FROM]
    return found
