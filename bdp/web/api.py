"""api: what describes the data to programs: OpenAPI, and the catalogue of interfaces at its well-known address."""

from flask import Blueprint, Response

from bdp.domain import query as queries
from bdp.domain.query import Query
from bdp.exchange import json_form
from bdp.web import openapi
from bdp.web.addresses import url_for
from bdp.web.context import absolute, library, site, today
from bdp.web.language import address_in, language

blueprint = Blueprint("api", __name__)
CATALOGUE = "/.well-known/api-catalog"
LINKSET = 'application/linkset+json;profile="https://www.rfc-editor.org/info/rfc9727"'


@blueprint.get("/openapi.json")
def describe() -> Response:
    """Describe the lists and practices as data."""
    index = library().index.current()
    hits = index.search.find(Query(per_page=1), today=today()).hits
    servers = [site().whole(address_in(code, path="/", query="")) for code in (language(), "pl", "en")]
    said = openapi.document(
        queries.parameters(index.vocabularies, library().powiats),
        language(),
        servers=dict.fromkeys(address.rstrip("/") or "/" for address in servers),
        example=hits[0].slug if hits else "",
    )
    return Response(json_form.dump(said), content_type=json_form.MEDIA_TYPE)


@blueprint.get(CATALOGUE)
def catalogue() -> Response:
    """List the interfaces of this site (RFC 9727)."""
    about = {
        "anchor": absolute(url_for("practices.index_as", suffix="json")),
        "service-desc": [{"href": absolute(url_for("api.describe")), "type": openapi.MEDIA_TYPE}],
        "service-doc": [{"href": absolute(url_for("pages.show", slug="api")), "type": "text/html"}],
        "status": [{"href": absolute(url_for("health.show")), "type": "application/json"}],
    }
    answer = Response(json_form.dump({"linkset": [about]}), content_type=LINKSET)
    answer.headers["Link"] = f'<{absolute(CATALOGUE)}>; rel="api-catalog"'
    return answer
