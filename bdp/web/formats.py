"""formats: the faces of a list and of a practice as data: names, suffixes, media types; what links and asks for them.

A request that prefers one of these media types to HTML is answered as the address with that suffix is, so the two
cannot differ.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Flask, request
from werkzeug.datastructures import Headers, MIMEAccept
from werkzeug.http import parse_accept_header
from werkzeug.routing import BaseConverter

from bdp.domain.query import PER_PAGE, Query
from bdp.web.addresses import url_for
from bdp.web.language import N_, gettext

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CHARSET = "; charset=utf-8"
HTML, JSON = "text/html", "application/json"
_NEGOTIATED = re.compile(r"/praktyki(/[a-z0-9-]+)?")


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name on the command line, the suffix of its addresses, its media type.

    ``listed`` and ``single`` say whether a list and a practice have it; ``saved`` offers a file instead of showing it.
    """

    name: str
    suffix: str
    media_type: str
    listed: bool = True
    single: bool = False
    saved: bool = True

    @property
    def mimetype(self) -> str:
        """The media type without its parameters."""
        return self.media_type.partition(";")[0]


FORMATS = (
    Format("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Format("csv", "csv", f"text/csv{CHARSET}"),
    Format("json", "json", "application/json", single=True, saved=False),
    Format("jsonl", "jsonl", "application/jsonl"),
    Format("geojson", "geojson", "application/geo+json"),
    Format("atom", "atom", "application/atom+xml", saved=False),
    Format("ris", "ris", "application/x-research-info-systems", single=True),
    Format("bibtex", "bib", "application/x-bibtex", single=True),
    Format("csl-json", "csl.json", "application/vnd.citationstyles.csl+json", single=True),
    Format("markdown", "md", "text/markdown", listed=False, single=True, saved=False),
)
LISTED = tuple(form for form in FORMATS if form.listed)
SINGLE = tuple(form for form in FORMATS if form.single)
SUFFIXES = tuple(f".{form.suffix}" for form in FORMATS)


_LABEL_NAMES = {
    "json": N_("data (JSON)"),
    "csv": N_("table (CSV)"),
    "csv-excel": N_("table for a Polish spreadsheet (CSV)"),
    "xlsx": N_("spreadsheet (XLSX)"),
    "jsonl": N_("lines of data (JSON Lines)"),
    "geojson": N_("map data (GeoJSON)"),
    "atom": N_("feed of changes (Atom)"),
    "ris": N_("bibliography (RIS)"),
    "bibtex": N_("bibliography (BibTeX)"),
    "csl-json": N_("bibliography (CSL-JSON)"),
    "markdown": N_("text (Markdown)"),
}


def label(name: str) -> str:
    """Return what a format is called among links."""
    return gettext(_LABEL_NAMES[name])


@dataclass(frozen=True, slots=True)
class Face:
    """A link to the same as another format; ``kind`` is the media type."""

    name: str
    label: str
    kind: str
    address: str
    saved: bool


def of_list(query: Query) -> tuple[Face, ...]:
    """Return the faces of a list; all but JSON hold every match, so they have no page."""
    query = replace(query, compared=())
    whole = replace(query, page=1, per_page=PER_PAGE)
    faces: list[Face] = []
    for form in LISTED:
        path = url_for("practices.index_as", suffix=form.suffix)
        face = _face(form, (query if form.name == "json" else whole).address(path))
        faces.append(face)
        if form.name == "csv":
            excel = f"{face.address}{'&' if '?' in face.address else '?'}variant=excel"
            faces.append(replace(face, name="csv-excel", label=label("csv-excel"), address=excel))
    return tuple(faces)


def of_practice(slug: str) -> tuple[Face, ...]:
    """Return the faces of one practice."""
    return tuple(_face(form, url_for("practices.show_as", slug=slug, suffix=form.suffix)) for form in SINGLE)


def _face(form: Format, address: str) -> Face:
    return Face(form.name, label(form.name), form.mimetype, address, form.saved)


def by_suffix(suffix: str) -> Format:
    """Return the format of a suffix that a route let through."""
    return next(form for form in FORMATS if form.suffix == suffix)


def any_of(forms: Sequence[Format]) -> str:
    """Return the part of a route that stands for one of these suffixes."""
    return f"<any({', '.join(repr(form.suffix) for form in forms)}):suffix>"


def asks_for_data() -> bool:
    """Tell whether the address is one of data, so that errors must be data too; attachments are files of others."""
    return request.path.endswith((*SUFFIXES, ".zip")) and request.blueprint != "files"


class _Slug(BaseConverter):
    """A slug or an old one: no dots, so that "a.csl.json" is the CSL-JSON of "a"."""

    regex = "[^/.]+"


class Negotiation:
    """A WSGI layer that answers a request for a media type as that of the address with its suffix."""

    def __init__(self, inner: "WSGIApplication") -> None:
        """Wrap the application."""
        self._inner = inner

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Pass the request on under the address of the format that it prefers."""
        path = environ.get("PATH_INFO", "")
        found = _NEGOTIATED.fullmatch(path)
        if found is None:
            return self._inner(environ, start_response)
        chosen = preferred(environ.get("HTTP_ACCEPT", ""), SINGLE if found[1] else LISTED)
        if chosen is not None:
            environ["PATH_INFO"] = f"{path}.{chosen.suffix}"

        def start(status: str, headers: list[tuple[str, str]], *more: object) -> object:
            told = Headers(headers)
            told["Vary"] = ", ".join(filter(None, (told.get("Vary", ""), "Accept")))
            if chosen is not None:
                told["Content-Location"] = environ.get("SCRIPT_NAME", "") + environ["PATH_INFO"]
            return start_response(status, told.to_wsgi_list(), *more)  # type: ignore[arg-type]

        return self._inner(environ, start)  # type: ignore[arg-type]


def preferred(accept: str, forms: Sequence[Format]) -> Format | None:
    """Return the format that an Accept header likes better than HTML; None for HTML, which is what it is without."""
    liked = parse_accept_header(accept, MIMEAccept)
    # JSON first: it is what "application/*" means.
    offered = sorted((form.mimetype for form in forms), key=lambda mimetype: mimetype != JSON)
    best = liked.best_match([HTML, *offered], default=HTML)
    if best == HTML or liked[best] <= liked[HTML]:
        return None
    return next(form for form in forms if form.mimetype == best)


def install(app: Flask) -> None:
    """Let requests choose by Accept."""
    app.url_map.converters["slug"] = _Slug
    app.wsgi_app = Negotiation(app.wsgi_app)  # type: ignore[method-assign]
