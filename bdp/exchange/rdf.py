"""rdf: the base as linked data: a DCAT-AP catalogue, the controlled lists as SKOS."""

from collections.abc import Mapping
from datetime import date

from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD, Graph, Literal, Namespace, URIRef

from bdp.domain.vocabulary import Term, Vocabularies, Vocabulary
from bdp.exchange.open_data import DESCRIPTION, DISTRIBUTIONS, KEYWORDS, Dataset, Distribution
from bdp.exchange.site import Site

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
TURTLE, JSON_LD = "text/turtle", "application/ld+json"
_EU = "http://publications.europa.eu/resource/authority/"
DCATAP = Namespace("http://data.europa.eu/r5r/")
_MEDIA = "https://www.iana.org/assignments/media-types/"
_SYNTAX = {TURTLE: "turtle", JSON_LD: "json-ld"}
LISTS = {
    "themes": ("Działy i tematy", "Departments and themes"),
    "forms": ("Formy współpracy", "Forms of cooperation"),
    "unit_types": ("Typy jednostek", "Types of units"),
    "voivodeships": ("Województwa", "Voivodeships"),
}


def serialise(graph: Graph, media_type: str) -> bytes:
    """Return a graph as Turtle or JSON-LD in UTF-8, the same bytes for the same statements."""
    return graph.serialize(format=_SYNTAX[media_type], encoding="utf-8", sort_keys=True)


def _new() -> Graph:
    graph = Graph(bind_namespaces="none")
    spaces = {"dcat": DCAT, "dcatap": DCATAP, "dct": DCTERMS, "foaf": FOAF, "skos": SKOS, "vcard": VCARD, "xsd": XSD}
    for prefix, space in spaces.items():
        graph.bind(prefix, space)
    return graph


def _say(graph: Graph, subject: URIRef, predicate: URIRef, words: Mapping[str, str]) -> None:
    for language, text in words.items():
        graph.add((subject, predicate, Literal(text, lang=language)))


def _is(graph: Graph, address: str, kind: URIRef, words: Mapping[str, str] | None = None) -> URIRef:
    """Name something of somebody else's lists and say what it is: who judges our catalogue alone cannot look it up."""
    there = URIRef(address)
    graph.add((there, RDF.type, kind))
    _say(graph, there, DCTERMS.title if kind == SKOS.ConceptScheme else SKOS.prefLabel, words or {})
    return there


def catalogue(dataset: Dataset) -> Graph:
    """Return the DCAT-AP 3 catalogue: one dataset with a distribution for each format that holds the whole base."""
    graph = _new()
    home = dataset.address("/")
    itself, held = URIRef(dataset.address("/katalog.ttl")), URIRef(dataset.address("/katalog.ttl") + "#baza")
    publisher = URIRef(f"{itself}#wydawca")
    graph.add((itself, RDF.type, DCAT.Catalog))
    graph.add((itself, FOAF.homepage, _is(graph, home, FOAF.Document)))
    graph.add((itself, DCAT.dataset, held))
    themes = _is(graph, f"{_EU}data-theme", SKOS.ConceptScheme, {"en": "Data theme"})
    graph.add((itself, DCAT.themeTaxonomy, themes))
    graph.add((itself, DCTERMS.license, _licence(graph)))
    graph.add((publisher, RDF.type, FOAF.Agent))
    _say(graph, publisher, FOAF.name, dataset.name)
    graph.add((publisher, FOAF.homepage, URIRef(home)))
    for subject in (itself, held):
        _say(graph, subject, DCTERMS.title, dataset.name)
        _say(graph, subject, DCTERMS.description, DESCRIPTION)
        graph.add((subject, DCTERMS.publisher, publisher))
        graph.add((subject, DCTERMS.spatial, _is(graph, f"{_EU}country/POL", DCTERMS.Location)))
        for code in ("POL", "ENG"):
            graph.add((subject, DCTERMS.language, _is(graph, f"{_EU}language/{code}", DCTERMS.LinguisticSystem)))
        _days(graph, subject, dataset)
    _dataset(graph, held, dataset)
    for distribution in DISTRIBUTIONS:
        _distribution(graph, held, distribution, dataset)
    return graph


def _licence(graph: Graph) -> URIRef:
    return _is(graph, f"{_EU}licence/CC_BY_4_0", DCTERMS.LicenseDocument)


def _days(graph: Graph, subject: URIRef, dataset: Dataset) -> None:
    for predicate, day in ((DCTERMS.issued, dataset.first), (DCTERMS.modified, dataset.changed)):
        if day is not None:
            graph.add((subject, predicate, _day(day)))


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=XSD.date)


def _dataset(graph: Graph, held: URIRef, dataset: Dataset) -> None:
    contact = URIRef(str(held).replace("#baza", "#kontakt"))
    graph.add((held, RDF.type, DCAT.Dataset))
    graph.add((held, DCTERMS.identifier, Literal(dataset.address("/"))))
    words = {"pl": "Rząd i sektor publiczny", "en": "Government and public sector"}
    graph.add((held, DCAT.theme, _is(graph, f"{_EU}data-theme/GOVE", SKOS.Concept, words)))
    graph.add((held, DCTERMS.accrualPeriodicity, _is(graph, f"{_EU}frequency/IRREG", DCTERMS.Frequency)))
    graph.add((held, DCTERMS.accessRights, _is(graph, f"{_EU}access-right/PUBLIC", DCTERMS.RightsStatement)))
    graph.add((held, DCAT.landingPage, _is(graph, dataset.address("/praktyki"), FOAF.Document)))
    graph.add((held, DCAT.contactPoint, contact))
    for kind in (VCARD.Kind, VCARD.Organization):
        graph.add((contact, RDF.type, kind))
    _say(graph, contact, VCARD.fn, dataset.name)
    graph.add((contact, VCARD.hasURL, URIRef(dataset.address("/"))))
    for language, keywords in KEYWORDS.items():
        for word in keywords:
            graph.add((held, DCAT.keyword, Literal(word, lang=language)))


def _distribution(graph: Graph, held: URIRef, given: Distribution, dataset: Dataset) -> None:
    itself = URIRef(str(held).replace("#baza", f"#{given.suffix}"))
    file = URIRef(dataset.address(f"/praktyki.{given.suffix}"))
    graph.add((held, DCAT.distribution, itself))
    graph.add((itself, RDF.type, DCAT.Distribution))
    _say(graph, itself, DCTERMS.title, {"pl": given.pl, "en": given.en})
    graph.add((itself, DCAT.accessURL, file))
    graph.add((itself, DCAT.downloadURL, file))
    graph.add((itself, DCAT.mediaType, _is(graph, _MEDIA + given.media_type, DCTERMS.MediaType)))
    file_type = _is(graph, f"{_EU}file-type/{given.file_type}", DCTERMS.MediaTypeOrExtent)
    graph.add((itself, DCTERMS["format"], file_type))
    graph.add((itself, DCTERMS.license, _licence(graph)))
    stable = _is(graph, f"{_EU}planned-availability/STABLE", SKOS.Concept, {"en": "stable"})
    graph.add((itself, DCATAP.availability, stable))
    _days(graph, itself, dataset)


def vocabularies(lists: Vocabularies, site: Site) -> Graph:
    """Return the controlled lists as SKOS concept schemes; every term has an address of its own."""
    graph = _new()
    for name, (pl, en) in LISTS.items():
        scheme = _address(site, name)
        graph.add((scheme, RDF.type, SKOS.ConceptScheme))
        _say(graph, scheme, SKOS.prefLabel, {"pl": pl, "en": en})
        _say(graph, scheme, DCTERMS.title, {"pl": pl, "en": en})
        graph.add((scheme, DCTERMS.license, URIRef("https://creativecommons.org/publicdomain/zero/1.0/")))
        vocabulary: Vocabulary = getattr(lists, name)
        for term in vocabulary:
            _concept(graph, scheme, term, name, site)
    return graph


def _concept(graph: Graph, scheme: URIRef, term: Term, name: str, site: Site) -> None:
    itself = _address(site, name, term.id)
    graph.add((itself, RDF.type, SKOS.Concept))
    graph.add((itself, SKOS.inScheme, scheme))
    graph.add((itself, SKOS.notation, Literal(term.id)))
    _say(graph, itself, SKOS.prefLabel, {"pl": term.pl, **({"en": term.en} if term.en else {})})
    for spelling in dict.fromkeys(term.aliases):
        graph.add((itself, SKOS.altLabel, Literal(spelling, lang="pl")))
    if term.teryt:
        graph.add((itself, DCTERMS.identifier, Literal(f"TERYT {term.teryt}")))
    if not term.parent:
        graph.add((itself, SKOS.topConceptOf, scheme))
        graph.add((scheme, SKOS.hasTopConcept, itself))
        return
    above = _address(site, name, term.parent)
    graph.add((itself, SKOS.broader, above))
    graph.add((above, SKOS.narrower, itself))


def _address(site: Site, name: str, term: str = "") -> URIRef:
    """Return the address of a list or of a term in it: an anchor of the file, so that it leads to what it names."""
    return URIRef(f"{site.origin}{site.path('/slowniki.ttl')}#{name.replace('_', '-')}{f'.{term}' if term else ''}")
