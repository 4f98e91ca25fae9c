"""rendering: how templates call what they are given, without the questions that only Jinja's own functions need."""

from types import FunctionType, MethodType
from typing import Any

from flask import Flask
from jinja2.runtime import Context

_ORDINARY = (FunctionType, MethodType)


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
    """Let all templates call so."""
    app.jinja_env.context_class = QuickContext
