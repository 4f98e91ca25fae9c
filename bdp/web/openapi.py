"""openapi: the data described to programs, from the same definitions that requests are read by."""

from collections.abc import Iterable, Sequence
from typing import Any

from bdp import __version__
from bdp.domain.query import Parameter
from bdp.web import formats, schemas
from bdp.web.formats import Format
from bdp.web.language import gettext

MEDIA_TYPE = "application/vnd.oai.openapi+json;version=3.1"
DIALECT = "https://spec.openapis.org/oas/3.1/dialect/base"
LICENCE = {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
SLUG = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "minLength": 3, "maxLength": 80}
Object = dict[str, Any]


def document(parameters: Sequence[Parameter], language: str, *, servers: Iterable[str], example: str) -> Object:
    """Return the whole description.

    ``parameters`` are those of the list, ``example`` is the slug of a practice that there is, "" for none.
    """
    paths: Object = {f"/praktyki.{form.suffix}": {"get": _list(form, parameters)} for form in formats.LISTED}
    paths |= {f"/praktyki/{{slug}}.{form.suffix}": {"get": _single(form, example)} for form in formats.SINGLE}
    return {
        "openapi": "3.1.1",
        "jsonSchemaDialect": DIALECT,
        "info": {
            "title": gettext("Database of Good Practices"),
            "version": __version__,
            "description": gettext("The list of practices and every practice as data. No key is needed."),
            "license": LICENCE,
        },
        "servers": [{"url": address} for address in servers],
        "paths": paths,
        "components": {
            "schemas": {
                "List": schemas.listing(language),
                "Practice": schemas.record(language),
                "Line": schemas.line(language),
                "Problem": schemas.problem(),
            }
        },
    }


def meaning(name: str) -> str:
    """Say what a parameter of the list is for."""
    said: dict[str, str] = {
        "q": gettext(
            "words in any form; “next to each other”, =exactly, -without, OR, beginning*, field:word, brackets"
        ),
        "voivodeship": gettext("voivodeship"),
        "powiat": gettext(
            "powiat or city with powiat status, 4 digits of its TERYT code; a practice of several is in each"
        ),
        "unit_type": gettext("type of unit"),
        "theme": gettext("theme or department"),
        "form": gettext("form of cooperation"),
        "size": gettext("number of residents; the lower bound belongs to a band, the upper does not"),
        "from": gettext("the practice ran in this year or later"),
        "to": gettext("the practice ran in this year or earlier; not before “from”"),
        "has": gettext("only with attachments, described results, a contact"),
        "sort": gettext("order; by default relevance with words, else the newest first"),
        "page": gettext("number of the page, from 1; one past the end is empty"),
        "per_page": gettext("practices on a page, 20 by default"),
        "cursor": gettext("instead of a page: * to begin, then the value that “next” gives"),
        "variant": gettext("“excel” for semicolons and a byte-order mark"),
    }
    return said[name]


def _list(form: Format, parameters: Sequence[Parameter]) -> Object:
    paged = form.name == "json"
    told = [p for p in parameters if p.public and (paged or p.name not in ("page", "per_page"))]
    own = {"json": "cursor", "csv": "variant"}.get(form.name)
    said = [_parameter(p) for p in told]
    said += [_described(own, {"type": "string"})] if own else []
    return {
        "operationId": f"list_{form.suffix.replace('.', '_')}",
        "summary": gettext("The list: %(format)s", format=formats.label(form.name)),
        "parameters": said,
        "responses": {
            **_answer(form, "List", linked=paged),
            **_problems(400, *([404] if paged else []), 429, 503),
        },
    }


def _single(form: Format, example: str) -> Object:
    slug: Object = {"name": "slug", "in": "path", "required": True, "schema": SLUG}
    slug["description"] = gettext("the practice's permanent name, as the list gives it")
    moved = {"301": {"description": gettext("an old name; the address of today is in Location")}}
    return {
        "operationId": f"practice_{form.suffix.replace('.', '_')}",
        "summary": gettext("One practice: %(format)s", format=formats.label(form.name)),
        "parameters": [{**slug, **({"example": example} if example else {})}],
        "responses": {**_answer(form, "Practice"), **moved, **_problems(404, 410, 429, 503)},
    }


def _parameter(parameter: Parameter) -> Object:
    """Return a parameter as it is read: an empty value says nothing, so it is allowed everywhere."""
    item: Object = {"type": "string"}
    if parameter.high:
        top = {} if parameter.name == "page" else {"maximum": parameter.high}
        item = {"type": ["integer", "string"], "minimum": parameter.low, **top, "maxLength": 0}
    elif parameter.values:
        item = {"type": "string", "enum": [*parameter.values, ""]}
    return _described(parameter.name, {"type": "array", "items": item} if parameter.many else item)


def _schema(name: str) -> Object:
    return {"$ref": f"#/components/schemas/{name}"}


def _described(name: str, schema: Object) -> Object:
    said: Object = {"name": name, "in": "query", "description": meaning(name), "schema": schema}
    return said | ({"style": "form", "explode": True} if schema["type"] == "array" else {})


def _answer(form: Format, schema: str, *, linked: bool = False) -> Object:
    """Return what is answered; JSON alone is described within, the others by what their media type says."""
    content: Object = {"schema": _schema(schema)} if form.name == "json" else {}
    headers: Object = {"ETag": _header(gettext("changes when the answer does; send it back as If-None-Match"))}
    if linked:
        headers["Link"] = _header(gettext("the pages around this one: first, prev, next, last"))
    said = {"description": form.media_type, "headers": headers, "content": {form.media_type: content}}
    return {"200": said, "304": {"description": gettext("what you have is still right")}}


def _header(text: str) -> Object:
    return {"description": text, "schema": {"type": "string"}}


def _problems(*codes: int) -> Object:
    said = {
        400: gettext("a parameter has a value that does not exist"),
        404: gettext("there is no such practice, or it is not on this list"),
        410: gettext("the practice was withdrawn; the reason is in detail"),
        429: gettext("too many requests from one address; Retry-After says when to go on"),
        503: gettext("the index is being built"),
    }
    content = {"application/problem+json": {"schema": _schema("Problem")}}
    return {str(code): {"description": said[code], "content": content} for code in codes}
