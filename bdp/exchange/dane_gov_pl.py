"""dane_gov_pl: the base as the national portal dane.gov.pl takes it over: its XML of a supplier, schema 1.13.

The order of elements is that of files which the portal takes; all addresses are whole. The same data are the same
bytes, since the portal reads the file again only when its MD5 has changed.
"""

import hashlib

from lxml import etree

from bdp.exchange.open_data import DESCRIPTION, DISTRIBUTIONS, KEYWORDS, Dataset, Distribution

MEDIA_TYPE = "application/xml"
SPACE = "urn:otwarte-dane:harvester:1.13"
_KEY = "baza-dobrych-praktyk"
_CATEGORY = "GOVE"  # "Rząd i sektor publiczny" of the EU's list of themes
_FLAGS = ("hasDynamicData", "hasHighValueData", "hasHighValueDataFromEuropeanCommissionList", "hasResearchData")


def write(dataset: Dataset) -> bytes:
    """Return the file."""
    root = etree.Element(etree.QName(SPACE, "datasets"), nsmap={"p": SPACE})
    held = etree.SubElement(root, "dataset", status="published")
    _say(held, "extIdent", _KEY)
    _both(held, "title", dataset.name)
    _both(held, "description", DESCRIPTION)
    _say(held, "url", dataset.address("/"))
    _say(held, "updateFrequency", "irregular")
    _say(etree.SubElement(held, "categories"), "category", _CATEGORY)
    conditions = etree.SubElement(held, "conditions")
    _say(conditions, "dbOrCopyrighted", "true")
    _say(conditions, "dbOrCopyrightedLicenseChosen", "CC BY 4.0")
    resources = etree.SubElement(held, "resources")
    for distribution in DISTRIBUTIONS:
        _resource(resources, distribution, dataset)
    tags = etree.SubElement(held, "tags")
    for language, words in KEYWORDS.items():
        for word in words:
            _say(tags, "tag", word).set("lang", language)
    _updated(held, dataset)
    _flags(held)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _resource(resources: etree._Element, given: Distribution, dataset: Dataset) -> None:
    resource = etree.SubElement(resources, "resource", status="published")
    _say(resource, "extIdent", f"{_KEY}-{given.suffix}")
    _say(resource, "url", dataset.address(f"/praktyki.{given.suffix}"))
    _both(resource, "title", {"pl": given.pl, "en": given.en})
    _both(resource, "description", {"pl": f"{given.pl}. {DESCRIPTION['pl']}", "en": f"{given.en}. {DESCRIPTION['en']}"})
    _say(resource, "availability", "remote")
    if dataset.changed is not None:
        _say(resource, "dataDate", dataset.changed.isoformat())
    _updated(resource, dataset)
    _flags(resource)
    _say(resource, "containsProtectedData", "false")


def _updated(parent: etree._Element, dataset: Dataset) -> None:
    if dataset.changed is not None:
        _say(parent, "lastUpdateDate", f"{dataset.changed.isoformat()}T00:00:00Z")


def _flags(parent: etree._Element) -> None:
    for flag in _FLAGS:
        _say(parent, flag, "false")


def _both(parent: etree._Element, name: str, words: dict[str, str]) -> None:
    said = etree.SubElement(parent, name)
    _say(said, "polish", words["pl"])
    _say(said, "english", words["en"])


def _say(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, name)
    element.text = text
    return element


def md5(data: bytes) -> str:
    """Return the checksum that the portal compares; it is no protection, only its way to see a change."""
    return hashlib.md5(data, usedforsecurity=False).hexdigest()
