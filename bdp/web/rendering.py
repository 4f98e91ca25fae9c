"""rendering: templates are read and run so that little is left to do while a page is made."""

import re
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, cast

from flask import Flask
from jinja2.ext import Extension
from jinja2.runtime import Context

if TYPE_CHECKING:
    from jinja2.loaders import BaseLoader

_ORDINARY = (FunctionType, MethodType)
_INDENTED = re.compile(r"^[ \t]+", re.MULTILINE)
_INCLUDED = re.compile(r'\{% include "([^"]+)" %\}')


class Compact(Extension):
    """What a template includes becomes a part of it when it is read, in a scope of its own; indents are one space.

    To enter another template costs as much as ten values printed; on a list of practices it was done eighty times.
    Indentation was a tenth of what was compressed for every page.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's
        """Return the source to be compiled; that of an unknown loader, as tools for messages have, stays parted."""
        return _INDENTED.sub(" ", _INCLUDED.sub(self._included, source) if self.environment.loader else source)

    def _included(self, tag: re.Match[str]) -> str:
        source = self.preprocess(
            cast("BaseLoader", self.environment.loader).get_source(self.environment, tag[1])[0], ""
        )
        return f"{{% with %}}{source.rstrip()}{{% endwith %}}"


class QuickContext(Context):
    """Jinja's own, but for calls of ordinary functions: these are some hundred on a page, and none wants a context."""

    def call(self, called: Any, /, *args: Any, **named: Any) -> Any:  # noqa: ANN401 - as Jinja's own
        """Call what a template calls."""
        if type(called) not in _ORDINARY or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **named)
        named.pop("_block_vars", None)  # these two are for the others
        named.pop("_loop_vars", None)
        return called(*args, **named)


def install(app: Flask) -> None:
    """Let all templates be read and run so."""
    app.jinja_env.add_extension(Compact)
    app.jinja_env.context_class = QuickContext
