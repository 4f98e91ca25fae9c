"""open_data: the base for portals and harvesters: DCAT-AP, dane.gov.pl, SKOS, OAI-PMH. One language, Polish."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, request

from bdp.domain import oai_request as protocol
from bdp.domain.entry import Entry
from bdp.domain.oai_request import Fault, Refusal
from bdp.exchange import dane_gov_pl, oai, rdf
from bdp.exchange.open_data import Dataset
from bdp.exchange.plain import Frame, plain
from bdp.exchange.site import Site
from bdp.services import harvesting
from bdp.services.harvesting import Header
from bdp.web import context
from bdp.web.language import gettext, mount

blueprint = Blueprint("open_data", __name__)
CHARSET = "; charset=utf-8"


def _site() -> Site:
    """Return the Polish site under its whole address, without which none of these formats can be."""
    origin = context.origin()
    if not origin:
        abort(404, description=gettext("This site was not told its own address, and open data need it."))
    return Site(mount(), origin)


def _dataset() -> Dataset:
    return harvesting.dataset(context.library(), _site())


@blueprint.get("/katalog.ttl", defaults={"kind": rdf.TURTLE})
@blueprint.get("/katalog.jsonld", defaults={"kind": rdf.JSON_LD})
def catalogue(kind: str) -> Response:
    """Answer the DCAT-AP catalogue."""
    return Response(rdf.serialise(rdf.catalogue(_dataset()), kind), content_type=kind + CHARSET)


@blueprint.get("/slowniki.ttl", defaults={"kind": rdf.TURTLE})
@blueprint.get("/slowniki.jsonld", defaults={"kind": rdf.JSON_LD})
def vocabularies(kind: str) -> Response:
    """Answer the controlled lists as SKOS."""
    lists = rdf.vocabularies(context.library().vocabularies, _site())
    return Response(rdf.serialise(lists, kind), content_type=kind + CHARSET)


@blueprint.get("/dane-gov-pl.xml")
def portal() -> Response:
    """Answer the file that dane.gov.pl reads."""
    return Response(dane_gov_pl.write(_dataset()), content_type=dane_gov_pl.MEDIA_TYPE + CHARSET)


@blueprint.get("/dane-gov-pl.xml.md5")
@blueprint.get("/dane-gov-pl.md5")
def portal_checksum() -> Response:
    """Answer the checksum by which dane.gov.pl sees a change."""
    return Response(dane_gov_pl.md5(dane_gov_pl.write(_dataset())), content_type="text/plain" + CHARSET)


@blueprint.route("/oai", methods=["GET", "POST"])
def service() -> Response:
    """Answer a harvester; what it gets wrong is said in the protocol's own words, with status 200."""
    site = _site()
    pairs = [*request.args.items(multi=True), *request.form.items(multi=True)]
    address, made = f"{site.origin}{site.path('/oai')}", datetime.now(UTC)
    said = oai.Said(made, address, {})
    try:
        verb, given = protocol.arguments(pairs)
        said = oai.Said(made, address, {"verb": verb, **given})
        answer = _answered(verb, given, said, site)
    except Refusal as refusal:
        if refusal.fault in (Fault.BAD_VERB, Fault.BAD_ARGUMENT):
            said = oai.Said(made, address, {})
        answer = oai.refusal(said, refusal.fault, str(refusal))
    return Response(answer, content_type=oai.MEDIA_TYPE + CHARSET)


def _answered(verb: str, given: dict[str, str], said: oai.Said, site: Site) -> bytes:
    library = context.library()
    if verb == "Identify":
        return oai.identify(said, harvesting.earliest(library), _email(site))
    if verb == "ListSets":
        if "resumptionToken" in given:
            raise Refusal(Fault.BAD_TOKEN, "the sets come whole, without tokens")
        return oai.sets(said, harvesting.sets(library.vocabularies))
    if verb in ("GetRecord", "ListMetadataFormats"):
        if verb == "ListMetadataFormats" and "identifier" not in given:
            return oai.formats(said)
        header, entry = harvesting.one(library, _slug(given["identifier"], site))
        if verb == "ListMetadataFormats":
            return oai.formats(said)
        return oai.record(said, _record(header, {header.slug: entry} if entry else {}, site))
    wanted = protocol.stretch(given)
    found = harvesting.portion(library, wanted, whole=verb == "ListRecords")
    records = [_record(header, found.entries, site) for header in found.headers]
    token = found.following.token if found.following else "" if found.had else None
    return oai.listing(said, records, total=found.total, had=found.had, token=token)


def _record(header: Header, entries: dict[str, Entry], site: Site) -> oai.Record:
    entry = entries.get(header.slug)
    frame = Frame(site, "pl", context.library().vocabularies)
    identifier = oai.namespace(site) + header.slug
    return oai.Record(identifier, header.stamp, header.sets, header.gone, plain(entry, frame) if entry else None)


def _slug(identifier: str, site: Site) -> str:
    """Return the slug in an identifier. Raises Refusal for those of other sites."""
    start = oai.namespace(site)
    if not identifier.startswith(start):
        raise Refusal(Fault.NO_SUCH_RECORD, f"identifiers of this site begin with {start}")
    return identifier.removeprefix(start)


def _email(site: Site) -> str:
    """Return whom to write to; where the settings do not tell, the mailbox that every site should have (RFC 2142)."""
    return context.library().config.contact_email or f"webmaster@{urlsplit(site.origin).hostname}"
