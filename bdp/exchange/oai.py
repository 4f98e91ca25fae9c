"""oai: the answers of OAI-PMH 2.0 with records in unqualified Dublin Core."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from lxml import etree

from bdp.domain.oai_request import PREFIX
from bdp.exchange.plain import Plain
from bdp.exchange.site import LICENCE, NAME, Site
from bdp.exchange.xml_text import moment, writable

MEDIA_TYPE = "text/xml"
SPACE = "http://www.openarchives.org/OAI/2.0/"
DC_FORMAT, DC = f"{SPACE}oai_dc/", "http://purl.org/dc/elements/1.1/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LOCATION, _LANG = f"{{{_XSI}}}schemaLocation", "{http://www.w3.org/XML/1998/namespace}lang"
_SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
_DC_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"


@dataclass(frozen=True, slots=True)
class Said:
    """What every answer begins with: its moment (UTC), the address of the service, the arguments if they were right."""

    made: datetime
    address: str
    arguments: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Record:
    """A record for a harvester: its identifier, the moment of its last change, its sets, whether it was withdrawn.

    ``practice`` is None where it was, or where only headers are asked for.
    """

    identifier: str
    stamp: datetime
    sets: tuple[str, ...]
    gone: bool
    practice: Plain | None = None


def namespace(site: Site) -> str:
    """Return what identifiers of this site begin with: ``oai:host:``."""
    return f"oai:{urlsplit(site.origin).hostname or 'localhost'}:"


def refusal(said: Said, code: str, words: str) -> bytes:
    """Return an error of the protocol."""
    root = _root(said)
    _put(root, "error", words).set("code", code)
    return _written(root)


def identify(said: Said, earliest: datetime, email: str) -> bytes:
    """Tell about the service."""
    root = _root(said)
    told = _put(root, "Identify")
    _put(told, "repositoryName", NAME["pl"])
    _put(told, "baseURL", said.address)
    _put(told, "protocolVersion", "2.0")
    _put(told, "adminEmail", email)
    _put(told, "earliestDatestamp", moment(earliest))
    _put(told, "deletedRecord", "transient")
    _put(told, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    return _written(root)


def formats(said: Said) -> bytes:
    """Name the one format."""
    root = _root(said)
    told = _put(_put(root, "ListMetadataFormats"), "metadataFormat")
    _put(told, "metadataPrefix", PREFIX)
    _put(told, "schema", _DC_SCHEMA)
    _put(told, "metadataNamespace", DC_FORMAT)
    return _written(root)


def sets(said: Said, named: Iterable[tuple[str, str]]) -> bytes:
    """Name the sets."""
    root = _root(said)
    told = _put(root, "ListSets")
    for name, label in named:
        one = _put(told, "set")
        _put(one, "setSpec", name)
        _put(one, "setName", label)
    return _written(root)


def record(said: Said, one: Record) -> bytes:
    """Answer GetRecord."""
    root = _root(said)
    _record(_put(root, "GetRecord"), one)
    return _written(root)


def listing(said: Said, records: Sequence[Record], *, total: int, had: int, token: str | None) -> bytes:
    """Answer ListIdentifiers or ListRecords, by the verb that was said.

    ``token`` leads on, "" ends a list of several parts, None is for one that came whole; ``had`` came before.
    """
    root, verb = _root(said), said.arguments["verb"]
    told = _put(root, verb)
    for one in records:
        if verb == "ListRecords":
            _record(told, one)
        else:
            _header(told, one)
    if token is not None:
        end = _put(told, "resumptionToken", token)
        end.set("completeListSize", str(total))
        end.set("cursor", str(had))
    return _written(root)


def _record(parent: etree._Element, one: Record) -> None:
    told = _put(parent, "record")
    _header(told, one)
    if one.practice is not None:
        _dublin_core(_put(told, "metadata"), one.practice)


def _header(parent: etree._Element, one: Record) -> None:
    header = _put(parent, "header")
    if one.gone:
        header.set("status", "deleted")
    _put(header, "identifier", one.identifier)
    _put(header, "datestamp", moment(one.stamp))
    for name in one.sets:
        _put(header, "setSpec", name)


def _dublin_core(parent: etree._Element, one: Plain) -> None:
    names = {"oai_dc": DC_FORMAT, "dc": DC, "xsi": _XSI}
    told = etree.SubElement(parent, etree.QName(DC_FORMAT, "dc"), nsmap=names)
    told.set(_LOCATION, f"{DC_FORMAT} {_DC_SCHEMA}")
    practice, entry = one.stated, one.entry
    for body, language in ((entry.pl, "pl"), (entry.en, "en")):
        if body is not None:
            _dc(told, "title", body.title, language)
            _dc(told, "description", " ".join(body.summary_text.split()), language)
    _dc(told, "creator", one.author)
    for subject in one.subjects:
        _dc(told, "subject", subject, one.frame.language)
    _dc(told, "publisher", NAME["pl"])
    _dc(told, "date", practice.changed.isoformat() if practice.changed else "")
    _dc(told, "type", "Text")
    _dc(told, "format", "text/html")
    _dc(told, "identifier", one.url)
    for language in ("pl", *(["en"] if entry.en else [])):
        _dc(told, "language", language)
    regions = (one.frame.vocabularies.voivodeships.label(name, "pl") for name in entry.voivodeships)
    place = ", ".join(part for part in (practice.place, *regions) if part)
    _dc(told, "coverage", place)
    _dc(told, "coverage", f"TERYT {practice.teryt}" if practice.teryt else "")
    _dc(told, "source", practice.source.url)
    _dc(told, "rights", LICENCE)


def _dc(parent: etree._Element, name: str, text: str, language: str = "") -> None:
    if not text:
        return
    element = etree.SubElement(parent, etree.QName(DC, name))
    element.text = writable(text)
    if language:
        element.set(_LANG, language)


def _root(said: Said) -> etree._Element:
    root = etree.Element(etree.QName(SPACE, "OAI-PMH"), nsmap={None: SPACE, "xsi": _XSI})
    root.set(_LOCATION, f"{SPACE} {_SCHEMA}")
    _put(root, "responseDate", moment(said.made))
    request = _put(root, "request", said.address)
    for name, value in said.arguments.items():
        request.set(name, writable(value))
    return root


def _put(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    element = etree.SubElement(parent, etree.QName(SPACE, name))
    if text:
        element.text = writable(text)
    return element


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
