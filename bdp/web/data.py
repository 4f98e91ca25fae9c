"""data: the page that says how the base is taken away, the kit for research, checksums, the dictionary of columns."""

import hashlib
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from bdp.domain import query as queries
from bdp.domain.query import PAGE_MAX, Parameter, Query
from bdp.exchange import archive, codebook, csvw, json_form, kit_parts
from bdp.exchange.plain import Frame
from bdp.exchange.site import Site
from bdp.services import export, kit
from bdp.services.export import Asked
from bdp.web import context, formats, linked_data, openapi
from bdp.web.addresses import url_for
from bdp.web.context import absolute, library, origin, site, today
from bdp.web.formats import Face
from bdp.web.language import gettext, language
from bdp.web.wording import parameter

blueprint = Blueprint("data", __name__)
ZIP = "application/zip"
DUMPED = ("csv", "jsonl")
FEW = 10  # values that are printed whole


@dataclass(frozen=True, slots=True)
class Use:
    """A format with what it is good for."""

    face: Face
    purpose: str


@blueprint.get("/dane")
def show() -> str:
    """Show formats, parameters, columns, licence and how to cite."""
    generation = library().index.current()
    made = export.made(generation)
    frame = Frame(Site(request.script_root, origin()), language(), address=url_for("practices.index"))
    uses = tuple(Use(face, purpose(face.name)) for face in formats.of_list(Query()))
    return render_template(
        "data/show.html",
        uses=uses,
        count=generation.search.count,
        made=made.astimezone().date(),
        parameters=[p for p in queries.parameters(generation.vocabularies, library().powiats) if p.public],
        values=values,
        meaning=openapi.meaning,
        parameter=parameter,
        columns=codebook.columns(),
        column_kind=lambda column: codebook.kind(column, language()),
        rules=codebook.RULES[language()],
        cited=kit_parts.cited(frame, made),
        linked_data=linked_data.dataset([use.face for use in uses], absolute, made.date(), language()),
    )


def purpose(name: str) -> str:
    """Say what a format of the list is good for."""
    said: dict[str, str] = {
        "xlsx": gettext("spreadsheets; typed columns, filters, the meaning of columns on a second sheet"),
        "csv": gettext("statistics and databases; UTF-8, commas, CRLF"),
        "csv-excel": gettext("double-clicking on a Polish Windows; semicolons and a byte-order mark"),
        "json": gettext("programs; by pages, with counts and the places where words stand"),
        "jsonl": gettext("programs; everything, a line a practice"),
        "geojson": gettext("maps; QGIS, Leaflet"),
        "atom": gettext("feed readers; the newest 100 changes"),
        "ris": gettext("Zotero, Mendeley, EndNote"),
        "bibtex": gettext("LaTeX"),
        "csl-json": gettext("Pandoc and other citing programs"),
    }
    return said[name]


def values(asked: Parameter) -> str:
    """Say what a parameter may hold."""
    if asked.high == PAGE_MAX:
        return gettext("a number from %(low)s", low=asked.low)
    if asked.high:
        return gettext("a number from %(low)s to %(high)s", low=asked.low, high=asked.high)
    if not asked.values:
        return gettext("text")
    shown = ", ".join(asked.values[:FEW])
    more = len(asked.values) - FEW
    return f"{shown} " + gettext("and %(number)s more", number=more) if more > 0 else shown


@blueprint.get("/dane/zestaw.zip")
def corpus() -> Response:
    """Answer the kit of a list: tables, texts, codebook, licence, hashes, an SQLite database."""
    query = context.asked()
    name = kit.name(library())
    if request.method == "HEAD":
        answer = Response(iter(()), content_type=ZIP)  # without a length: a list would be said to have 0 bytes
    else:
        made = kit.make(library(), query, Asked(site(), today(), language()))
        answer = Response(archive.pieces(made), content_type=ZIP)
        answer.content_length = made.seek(0, 2)
        made.seek(0)
        answer.call_on_close(made.close)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.get("/dane/SHA256SUMS")
def sums() -> Response:
    """Answer the checksums of the whole base as tables and lines, as sha256sum writes and checks them."""
    lines = []
    for name in DUMPED:
        digest = hashlib.sha256()
        for piece in export.write(library(), name, Query(), Asked(site(), today(), language())):
            digest.update(piece)
        lines.append(f"{digest.hexdigest()}  praktyki.{name}\n")
    return Response("".join(lines), content_type="text/plain; charset=utf-8")


@blueprint.get("/praktyki.csv-metadata.json")
def dictionary() -> Response:
    """Answer what the columns of the table mean, at the address where programs look for it (CSVW)."""
    table = absolute(url_for("practices.index_as", suffix="csv"))
    return Response(json_form.dump(csvw.metadata(table, language())), content_type=csvw.MEDIA_TYPE)
