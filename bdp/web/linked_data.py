"""linked_data: the site and a practice as schema.org describes things, for search engines; no personal data."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from bdp.domain.entry import Entry
from bdp.domain.page import News
from bdp.domain.results import Results
from bdp.exchange.event_calendar import ZONE
from bdp.exchange.open_data import DESCRIPTION, KEYWORDS
from bdp.exchange.site import LICENCE, NAME, Site
from bdp.web.formats import Face
from bdp.web.language import address_in

LIST = {"pl": "Praktyki", "en": "Practices"}


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


def collection(results: Results, site: Site, address: str, name: str) -> dict[str, Any]:
    """Return the JSON-LD object of a page of the list: what it holds, in its order; ``name`` says what was asked."""
    query = results.query
    first = (query.page - 1) * query.per_page + 1
    return {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "@id": address,
        "name": name,
        "inLanguage": query.language,
        "isPartOf": {"@type": "Dataset", "name": NAME[query.language], "url": site.origin + site.path("/")},
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": results.total,
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": place,
                    "url": site.practice(result.entry.slug),
                    "name": result.entry.body(query.language).title,
                }
                for place, result in enumerate(results.practices, first)
            ],
        },
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
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": site.practice(entry.slug),
            "breadcrumb": _breadcrumb(site, language, body.title),
        },
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


def _breadcrumb(site: Site, language: str, title: str) -> dict[str, Any]:
    steps = ((NAME[language], site.origin + site.path("/")), (LIST[language], site.origin + site.path("/praktyki")))
    items = [
        {"@type": "ListItem", "position": n, "name": name, "item": address}
        for n, (name, address) in enumerate(steps, 1)
    ]
    last = {"@type": "ListItem", "position": len(items) + 1, "name": title}
    return {"@type": "BreadcrumbList", "itemListElement": [*items, last]}


def _place(entry: Entry) -> dict[str, Any]:
    practice = entry.practice
    place: dict[str, Any] = {"@type": "AdministrativeArea", "name": practice.place or practice.voivodeship}
    if practice.teryt:
        place["identifier"] = {"@type": "PropertyValue", "propertyID": "TERYT", "value": practice.teryt}
    if practice.lat is not None and practice.lon is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": practice.lat, "longitude": practice.lon}
    return place


def happening(item: News, site: Site) -> dict[str, Any]:
    """Return the JSON-LD object of an item of news: the event that it invites to, else an article."""
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event" if item.event else "NewsArticle",
        "@id": site.news(item.slug),
        "url": site.news(item.slug),
        "inLanguage": "pl",
    }
    if item.event is None:
        return said | {"headline": item.title, "datePublished": item.date.isoformat()}
    event = item.event
    said |= {"name": item.title, "startDate": _when(event.start)}
    if event.end:
        said["endDate"] = _when(event.end)
    if event.place:
        said["location"] = {"@type": "Place", "name": event.place, "address": event.place}
    return said | {"organizer": {"@type": "Organization", "name": NAME["pl"], "url": site.origin + site.path("/")}}


def _when(moment: date) -> str:
    return (moment.replace(tzinfo=ZONE) if isinstance(moment, datetime) else moment).isoformat()


def dataset(faces: Sequence[Face], absolute: Callable[[str], str], changed: date, language: str) -> dict[str, Any]:
    """Return the JSON-LD object of the base as data, with every format as a distribution."""
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": absolute(address_in(language, path="/dane", query="")),
        "name": NAME[language],
        "description": DESCRIPTION[language],
        "keywords": list(KEYWORDS[language]),
        "inLanguage": language,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "dateModified": changed.isoformat(),
        "creator": {"@type": "Organization", "name": NAME[language]},
        "spatialCoverage": {"@type": "Country", "name": "Polska" if language == "pl" else "Poland"},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": face.label,
                "encodingFormat": face.kind,
                "contentUrl": absolute(face.address),
            }
            for face in faces
        ],
    }
