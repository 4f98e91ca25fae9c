"""signposting: links in a record's headers by which programs find its data, files, licence and name; its citation."""

from flask import Response, after_this_request

from bdp.domain.entry import Entry
from bdp.exchange.plain import Frame, plain
from bdp.exchange.site import LICENCE, NAME
from bdp.web.addresses import url_for
from bdp.web.context import absolute, library, site
from bdp.web.formats import SINGLE
from bdp.web.language import address_in, language

TYPES = ("https://schema.org/AboutPage", "https://schema.org/Article")


def permanent(entry: Entry) -> str:
    """Return the address by which a record is cited: the Polish one, whole where the site knows its name."""
    return absolute(address_in("pl", path=f"/praktyki/{entry.slug}", query=""))


def point(entry: Entry) -> None:
    """Add the links (FAIR Signposting, level 1) to the answer that is being made for the page of this record."""
    links = [_link(permanent(entry), "cite-as")]
    links += [_link(address, "type") for address in TYPES]
    links += [_link(LICENCE, "license"), _link(absolute(url_for("practices.index")), "collection", "text/html")]
    for form in SINGLE:
        address = absolute(url_for("practices.show_as", slug=entry.slug, suffix=form.suffix))
        links.append(_link(address, "describedby", form.mimetype))
    for file in entry.files:
        links.append(_link(absolute(url_for("files.show", slug=entry.slug, file=file.file)), "item", file.media_type))

    @after_this_request
    def add(answer: Response) -> Response:
        answer.headers.add("Link", ", ".join(links))
        return answer


def _link(address: str, relation: str, media_type: str = "") -> str:
    kind = f'; type="{media_type}"' if media_type else ""
    return f'<{address}>; rel="{relation}"{kind}'


def citing(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Return what programs that keep references read of a page, as names and contents of its ``meta`` elements."""
    one = plain(entry, Frame(site(), language(), library().vocabularies))
    changed = one.stated.changed
    said = [
        ("citation_title", one.title),
        ("citation_author", one.author),
        ("citation_publisher", NAME[language()]),
        ("citation_publication_date", changed.isoformat().replace("-", "/") if changed else ""),
        ("citation_language", one.language),
        ("citation_public_url", permanent(entry)),
        ("citation_abstract", one.summary),
        *(("citation_keywords", subject) for subject in one.subjects),
        ("DC.title", one.title),
        ("DC.creator", one.author),
        ("DC.publisher", NAME[language()]),
        ("DC.date", changed.isoformat() if changed else ""),
        ("DC.type", "Text"),
        ("DC.identifier", permanent(entry)),
        ("DC.language", one.language),
        ("DC.rights", LICENCE),
    ]
    return tuple((name, content) for name, content in said if content)
