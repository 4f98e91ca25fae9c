"""language: the language is the mount point, /en or none, so every route exists once and url_for keeps it."""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, has_request_context, request
from flask_babel import Babel
from markupsafe import Markup

from bdp.domain.typography import tied

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LANGUAGES = ("pl", "en")
CATALOGUES = Path(__file__).resolve().parent.parent / "translations"
_LANGUAGE, _MOUNT = "bdp.language", "bdp.mount"
_ENVIRON: ContextVar[dict[str, Any] | None] = ContextVar("environ", default=None)


class LanguageMount:
    """A WSGI layer that moves a leading ``/en`` from the path to the script name."""

    def __init__(self, inner: "WSGIApplication") -> None:
        """Wrap the application."""
        self._inner = inner

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Pass the request on with the language taken off its path."""
        path, mount = environ.get("PATH_INFO", ""), environ.get("SCRIPT_NAME", "")
        environ[_MOUNT] = mount
        environ[_LANGUAGE] = "pl"
        if path == "/en" or path.startswith("/en/"):
            environ[_LANGUAGE] = "en"
            environ["SCRIPT_NAME"] = mount + "/en"
            environ["PATH_INFO"] = path[3:] or "/"
        before = _ENVIRON.set(environ)
        try:
            return self._inner(environ, start_response)
        finally:
            _ENVIRON.reset(before)


def environ() -> dict[str, Any]:
    """Return the WSGI environment of the request being answered; what is worked out once for it is kept there.

    A page asks for it some hundred times, and Flask's ``request`` looks each time for what it stands for.
    """
    found = _ENVIRON.get()
    return request.environ if found is None else found


def language() -> str:
    """Return ``pl`` or ``en`` for the request being answered."""
    found = _ENVIRON.get()
    if found is None and has_request_context():
        found = request.environ
    return str(found.get(_LANGUAGE, "pl")) if found else "pl"


def N_(message: str) -> str:  # noqa: N802 - the name by which every tool for messages knows it
    """Mark a message of a table that is made once; it is translated where it is said."""
    return message


def gettext(message: str, **values: object) -> str:
    """Return a message in the language of the request with its values put in.

    As Flask-Babel's own of that name, from the catalogues that it holds, without asking anew for each message what
    application, domain and locale are in force: that was a third of what a page cost.
    """
    text = _catalogue(language()).gettext(message)
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Return the form of a message that fits a number, with its values and ``num`` put in."""
    return _catalogue(language()).ngettext(one, many, num) % {"num": num, **values}


def mount() -> str:
    """Return the path under which the whole site hangs, without the language; mostly ""."""
    return str(environ().get(_MOUNT, ""))


def address_in(wanted: str, path: str | None = None, query: str | None = None) -> str:
    """Return the address of this page (or ``path``) in a language, with this request's query unless one is given."""
    text = request.query_string.decode("ascii", "replace") if query is None else query
    start = mount() + ("/en" if wanted == "en" else "") + quote(request.path if path is None else path)
    return f"{start}?{text}" if text else start


def install(app: Flask) -> None:
    """Give the application its languages.

    The catalogues are read from the .po files themselves, so that a fresh clone speaks both languages with nothing
    built before, and no compiled file can be older than its source.
    """
    babel = Babel(app, default_locale="pl", locale_selector=language, default_timezone="Europe/Warsaw")
    with app.app_context():
        domain = babel.domain_instance
    for name in LANGUAGES:
        domain.cache[name, domain.domain[0]] = _catalogue(name)
    # Bound once for each page and not looked up for each message; imported macros take the slower ones of Flask-Babel.
    spoken = {name: _spoken(name) for name in LANGUAGES}
    app.context_processor(lambda: spoken[language()])
    app.wsgi_app = LanguageMount(app.wsgi_app)  # type: ignore[method-assign]


def _spoken(name: str) -> dict[str, Callable[..., str]]:
    """Return what templates say messages with: as markup, into which values are put escaped."""
    finished: dict[str, Markup] = {}  # messages without values

    def message(text: str, **values: object) -> Markup:
        if values:
            return _markup(name, text) % values
        if text not in finished:
            finished[text] = _markup(name, text) % {}
        return finished[text]

    def plural(one: str, many: str, num: int, **values: object) -> Markup:
        return Markup(_catalogue(name).ngettext(one, many, num)) % {"num": num, **values}  # noqa: S704 - our own words

    return {"_": message, "gettext": message, "ngettext": plural, "language": lambda: name}


@cache
def _markup(name: str, message: str) -> Markup:
    return Markup(_catalogue(name).gettext(message))  # noqa: S704 - our own words


@cache
def _catalogue(name: str) -> Translations:
    """Read one catalogue of messages from its source; Polish ones with the spaces at which no line may break."""
    with (CATALOGUES / name / "LC_MESSAGES" / "messages.po").open("rb") as lines:
        catalogue = read_po(lines, locale=name)
    for message in catalogue if name == "pl" else ():
        said = message.string
        message.string = tied(said) if isinstance(said, str) else tuple(map(tied, said or ()))
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
