"""linked_data: the site and a practice as schema.org describes things, for search engines; no personal data."""

from typing import Any

from bdp.domain.entry import Entry
from bdp.exchange.site import NAME, Site

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def site_data(site: Site, language: str) -> dict[str, Any]:
    """Return the JSON-LD object of the whole site, with the address of its search."""
    home = site.origin + site.path("/")
    target = {"@type": "EntryPoint", "urlTemplate": f"{site.origin}{site.path('/praktyki')}?q={{words}}"}
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": home,
        "url": home,
        "name": NAME[language],
        "inLanguage": language,
        "potentialAction": {"@type": "SearchAction", "target": target, "query-input": "required name=words"},
    }


def linked_data(entry: Entry, site: Site, language: str) -> dict[str, Any]:
    """Return the JSON-LD object of a practice."""
    practice, body = entry.practice, entry.body(language)
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": site.practice(entry.slug),
        "headline": body.title,
        "abstract": body.summary_text,
        "inLanguage": "en" if body is entry.en else "pl",
        "datePublished": practice.entered.isoformat() if practice.entered else None,
        "dateModified": practice.changed.isoformat() if practice.changed else None,
        "license": LICENCE,
        "publisher": {"@type": "Organization", "name": NAME[language]},
        "author": {"@type": "GovernmentOrganization", "name": practice.institution} if practice.institution else None,
        "keywords": list(practice.keywords) or None,
        "isPartOf": {"@type": "Dataset", "name": NAME[language], "url": site.origin + site.path("/")},
        "spatialCoverage": _place(entry),
        "encoding": [
            {
                "@type": "MediaObject",
                "name": file.title or file.file,
                "contentUrl": site.attachment(entry.slug, file.file),
                "encodingFormat": file.media_type,
                "contentSize": str(file.size),
            }
            for file in entry.files
        ]
        or None,
    }
    return {key: value for key, value in said.items() if value is not None}


def _place(entry: Entry) -> dict[str, Any]:
    practice = entry.practice
    place: dict[str, Any] = {"@type": "AdministrativeArea", "name": practice.place or practice.voivodeship}
    if practice.teryt:
        place["identifier"] = {"@type": "PropertyValue", "propertyID": "TERYT", "value": practice.teryt}
    if practice.lat is not None and practice.lon is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": practice.lat, "longitude": practice.lon}
    return place
