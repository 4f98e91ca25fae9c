"""The base for portals and harvesters, judged by programs that such portals are made with."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
import sickle
from flask.testing import FlaskClient
from lxml import etree
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, SKOS, Graph, URIRef
from werkzeug.serving import make_server

from bdp.app import create_app
from bdp.services import rebuild
from tests.sample import SampleBase

# What DCAT-AP 3.0.1 demands of a catalogue: what must be there, how often, of what kind.
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix : <urn:shapes:> .
:catalogue a sh:NodeShape ; sh:targetClass dcat:Catalog ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ; sh:uniqueLang true ],
    [ sh:path dct:description ; sh:minCount 1 ; sh:nodeKind sh:Literal ; sh:uniqueLang true ],
    [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ],
    [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ],
    [ sh:path foaf:homepage ; sh:maxCount 1 ; sh:class foaf:Document ],
    [ sh:path dct:license ; sh:maxCount 1 ; sh:class dct:LicenseDocument ],
    [ sh:path dct:issued ; sh:maxCount 1 ], [ sh:path dct:modified ; sh:maxCount 1 ],
    [ sh:path dcat:themeTaxonomy ; sh:class skos:ConceptScheme ] .
:dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:uniqueLang true ],
    [ sh:path dct:description ; sh:minCount 1 ; sh:uniqueLang true ],
    [ sh:path dcat:contactPoint ; sh:minCount 1 ; sh:class vcard:Kind ],
    [ sh:path dcat:distribution ; sh:minCount 1 ; sh:class dcat:Distribution ],
    [ sh:path dcat:theme ; sh:minCount 1 ; sh:class skos:Concept ],
    [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ],
    [ sh:path dct:language ; sh:class dct:LinguisticSystem ], [ sh:path dct:spatial ; sh:class dct:Location ],
    [ sh:path dct:accrualPeriodicity ; sh:maxCount 1 ; sh:class dct:Frequency ],
    [ sh:path dct:accessRights ; sh:maxCount 1 ; sh:class dct:RightsStatement ] .
:distribution a sh:NodeShape ; sh:targetClass dcat:Distribution ;
  sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ],
    [ sh:path dct:license ; sh:minCount 1 ; sh:maxCount 1 ; sh:class dct:LicenseDocument ],
    [ sh:path dct:format ; sh:maxCount 1 ; sh:class dct:MediaTypeOrExtent ],
    [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:class dct:MediaType ] .
:agent a sh:NodeShape ; sh:targetClass foaf:Agent ; sh:property [ sh:path foaf:name ; sh:minCount 1 ] .
:concept a sh:NodeShape ; sh:targetClass skos:Concept ;
  sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:uniqueLang true ] .
:scheme a sh:NodeShape ; sh:targetClass skos:ConceptScheme ; sh:property [ sh:path dct:title ; sh:minCount 1 ] .
"""
MANY = 130  # so that lists of a harvester come in two parts


def judged(graph: Graph) -> str:
    """Return what a validator finds wrong with a graph, "" for nothing."""
    good, _, said = validate(graph, shacl_graph=Graph().parse(data=SHAPES, format="turtle"))
    return "" if good else str(said)


def turtle(client: FlaskClient, path: str) -> Graph:
    """Return the graph at an address."""
    return Graph().parse(data=client.get(path).data, format="turtle")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> SampleBase:
    """Make a base of many records, one of them withdrawn, one a draft."""
    base = SampleBase(tmp_path_factory.mktemp("open"))
    for number in range(MANY):
        base.write(f"praktyka-{number:03}", f"Praktyka numer {number} <i> & „łąka”")
    base.write("wycofana", "Karta mieszkańca", status="withdrawn", keys="withdrawn_reason: Zamknięto.\n")
    base.write("szkic", "Szkic", status="draft")
    return base


@pytest.fixture(scope="module")
def harvester(base: SampleBase) -> Iterator[sickle.Sickle]:
    """Serve the base on the loopback and give a harvester of it."""
    server = make_server("127.0.0.1", 0, create_app(base.config), threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield sickle.Sickle(f"http://127.0.0.1:{server.server_port}/oai")
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_catalogue_is_what_dcat_ap_demands(client: FlaskClient) -> None:
    graph = turtle(client, "/katalog.ttl")
    assert judged(graph) == ""
    graph.remove((None, DCTERMS.publisher, None))
    assert "publisher" in judged(graph)  # the shapes do see what is missing


def test_the_catalogue_leads_to_files_that_are_there_and_of_the_type_they_are_said_to_be(client: FlaskClient) -> None:
    graph = turtle(client, "/katalog.ttl")
    files = list(graph.subject_objects(DCAT.downloadURL))
    assert len(files) >= 4
    for distribution, address in files:
        answer = client.get(str(address).removeprefix("http://localhost"))
        media_type = str(graph.value(distribution, DCAT.mediaType)).removeprefix(
            "https://www.iana.org/assignments/media-types/"
        )
        assert (answer.status_code, answer.mimetype) == (200, media_type)


def test_the_catalogue_says_the_same_in_both_syntaxes(client: FlaskClient) -> None:
    linked = client.get("/katalog.jsonld")
    assert linked.mimetype == "application/ld+json"
    assert set(Graph().parse(data=linked.data, format="json-ld")) == set(turtle(client, "/katalog.ttl"))


def test_every_term_of_every_list_is_a_concept_at_its_own_address(client: FlaskClient) -> None:
    graph = turtle(client, "/slowniki.ttl")
    assert judged(graph) == ""
    transport = URIRef("http://localhost/slowniki.ttl#themes.transport")
    assert (transport, SKOS.broader, URIRef("http://localhost/slowniki.ttl#themes.uslugi-techniczne")) in graph
    assert {str(label) for label in graph.objects(transport, SKOS.prefLabel)} == {"Transport"}
    assert len(list(graph.subjects(RDF.type, SKOS.ConceptScheme))) == 4
    assert len(list(graph.subjects(SKOS.inScheme, URIRef("http://localhost/slowniki.ttl#voivodeships")))) == 16


def test_the_file_for_the_national_portal_holds_what_it_asks_for_and_changes_with_the_data_only(
    client: FlaskClient,
) -> None:
    answer = client.get("/dane-gov-pl.xml")
    root = etree.fromstring(answer.data)
    assert root.tag == "{urn:otwarte-dane:harvester:1.13}datasets"
    dataset = root.find("dataset")
    assert dataset is not None
    order = "extIdent title description url updateFrequency categories conditions resources tags lastUpdateDate"
    assert " ".join(child.tag for child in dataset)[: len(order)] == order
    identifiers = [element.text or "" for element in root.iter("extIdent")]
    assert len(set(identifiers)) == len(identifiers)
    assert all(0 < len(name) <= 36 for name in identifiers)
    assert {tag.get("lang") for tag in root.iter("tag")} == {"pl", "en"}
    for address in root.iter("url"):
        assert client.get((address.text or "").removeprefix("http://localhost")).status_code == 200
    assert client.get("/dane-gov-pl.xml").data == answer.data
    for path in ("/dane-gov-pl.xml.md5", "/dane-gov-pl.md5"):
        assert client.get(path).text == hashlib.md5(answer.data, usedforsecurity=False).hexdigest()


def test_a_site_that_does_not_know_its_address_says_so(client: FlaskClient) -> None:
    for path in ("/katalog.ttl", "/dane-gov-pl.xml", "/oai?verb=Identify"):
        assert client.get(path, headers={"Host": "evil.example"}).status_code == 404


def test_a_harvester_gets_every_record_once_with_withdrawn_ones_told(harvester: sickle.Sickle) -> None:
    records = list(harvester.ListRecords(metadataPrefix="oai_dc"))
    slugs = [record.header.identifier.rpartition(":")[2] for record in records]
    assert len(slugs) == len(set(slugs)) == MANY + 1
    assert [slug for slug, record in zip(slugs, records, strict=True) if record.deleted] == ["wycofana"]
    one = next(record for record in records if record.header.identifier.endswith("praktyka-007"))
    assert one.metadata["title"] == ["Praktyka numer 7 <i> & „łąka”"]
    assert one.metadata["identifier"][0].endswith("/praktyki/praktyka-007")
    assert one.metadata["rights"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert not [value for values in one.metadata.values() for value in values if not value]


def test_a_harvester_can_ask_for_a_set_a_stretch_of_time_and_one_record(harvester: sickle.Sickle) -> None:
    names = {each.setSpec for each in harvester.ListSets()}
    assert {"theme:uslugi-spoleczne:kultura", "voivodeship:slaskie"} <= names
    assert len(list(harvester.ListIdentifiers(metadataPrefix="oai_dc", set="theme:uslugi-spoleczne"))) == MANY + 1
    with pytest.raises(sickle.oaiexceptions.NoRecordsMatch):
        harvester.ListIdentifiers(metadataPrefix="oai_dc", set="voivodeship:lubuskie")
    with pytest.raises(sickle.oaiexceptions.NoRecordsMatch):
        harvester.ListIdentifiers(metadataPrefix="oai_dc", until="2001-01-01")
    identifier = next(iter(harvester.ListIdentifiers(metadataPrefix="oai_dc"))).identifier
    stamp = harvester.GetRecord(identifier=identifier, metadataPrefix="oai_dc").header.datestamp
    exactly = {"from": stamp, "until": stamp}
    found = harvester.ListIdentifiers(metadataPrefix="oai_dc", **exactly)
    assert identifier in {header.identifier for header in found}
    assert harvester.Identify().granularity == "YYYY-MM-DDThh:mm:ssZ"
    assert [form.metadataPrefix for form in harvester.ListMetadataFormats()] == ["oai_dc"]


def test_what_changed_since_the_last_harvest_comes_whatever_dates_it_bears(tmp_path: Path) -> None:
    base = SampleBase(tmp_path)
    base.write("stara", "Stara praktyka")
    client = create_app(replace(base.config, kept_pages_mb=0)).test_client()
    told = etree.fromstring(client.get("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc").data)
    assert len(list(told.iter("{*}header"))) == 1
    base.write("nowa", "Praktyka z dawną datą")
    rebuild.run(base.library())
    told = etree.fromstring(client.get("/oai?verb=ListIdentifiers&metadataPrefix=oai_dc").data)
    assert {each.text for each in told.iter("{*}identifier")} == {"oai:localhost:stara", "oai:localhost:nowa"}


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ("", "badVerb"),
        ("verb=Nothing", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&x=1", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2020", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2020-02-31", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2021-01-01&until=2020-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2020-01-01&until=2020-01-01T00:00:00Z", "badArgument"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=W10", "badResumptionToken"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=x&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=theme:nothing", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=0001-01-01", "noRecordsMatch"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=x", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:localhost:szkic-praktyki", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=oai:localhost:nie-ma", "idDoesNotExist"),
        ("verb=%00%01&x=%ff", "badVerb"),
    ],
)
def test_a_wrong_request_gets_the_fault_that_the_protocol_has_for_it(
    client: FlaskClient, asked: str, fault: str
) -> None:
    answer = client.get(f"/oai?{asked}")
    assert (answer.status_code, answer.mimetype) == (200, "text/xml")
    root = etree.fromstring(answer.data)
    assert [error.get("code") for error in root.iter("{*}error")] == [fault]


def test_a_request_may_be_sent_as_a_form_too(client: FlaskClient) -> None:
    root = etree.fromstring(client.post("/oai", data={"verb": "Identify"}).data)
    assert [each.text for each in root.iter("{*}baseURL")] == ["http://localhost/oai"]
