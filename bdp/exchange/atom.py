"""atom: feeds. Practices, the latest change first, or whatever else has an address and a day of its last change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from urllib.parse import quote, urlsplit

from lxml import etree

from bdp.exchange.plain import Frame, Plain
from bdp.exchange.site import NAME, Site
from bdp.exchange.xml_text import moment, writable

NEWEST = 100
_SPACE = "http://www.w3.org/2005/Atom"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_SINCE = "2026"  # a tag address names a year in which the host was ours; any will do, but it must stay


@dataclass(frozen=True, slots=True)
class Post:
    """One entry of a feed; ``path`` is its address below the site, ``html`` may be empty."""

    path: str
    title: str
    updated: datetime
    published: datetime | None = None
    summary: str = ""
    html: str = ""
    language: str = "pl"
    author: str = ""
    categories: tuple[tuple[str, str], ...] = ()  # id and label


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: the path of the page that shows the same, that of the feed itself, what it is called, its language."""

    page: str
    address: str
    title: str
    site: Site
    language: str
    updated: datetime  # where there are no entries


def write(feed: Feed, posts: Iterable[Post]) -> bytes:
    """Return the document; it is as old as its latest entry."""
    entries = list(posts)
    root = etree.Element("feed", {_XML + "lang": feed.language}, nsmap={None: _SPACE})
    if feed.site.origin:
        root.set(_XML + "base", feed.site.origin + feed.site.path("/"))
    _text(root, "id", tag(feed.site, feed.address))
    _text(root, "title", feed.title)
    _text(root, "updated", moment(max((post.updated for post in entries), default=feed.updated)))
    _author(root, NAME[feed.language])
    _link(root, "self", "application/atom+xml", feed.site.origin + feed.address)
    _link(root, "alternate", "text/html", feed.site.origin + feed.page)
    _text(root, "rights", "CC BY 4.0")
    for post in entries:
        _entry(etree.SubElement(root, "entry"), post, feed.site)
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _entry(node: "etree._Element", post: Post, site: Site) -> None:
    node.set(_XML + "lang", post.language)
    _text(node, "id", tag(site, post.path))
    _text(node, "title", post.title)
    _text(node, "updated", moment(post.updated))
    if post.published:
        _text(node, "published", moment(post.published))
    if post.author:
        _author(node, post.author)
    _link(node, "alternate", "text/html", site.origin + post.path)
    for term, label in post.categories:
        etree.SubElement(node, "category", {"term": term, "label": writable(label)})
    if post.summary:
        _text(node, "summary", post.summary)
    if post.html:
        _text(node, "content", post.html).set("type", "html")


def tag(site: Site, path: str) -> str:
    """Return the permanent name of a thing at a path: it stays when the site moves to https or another port."""
    host = urlsplit(site.origin).hostname or "localhost"
    return f"tag:{host},{_SINCE}:{quote(path, safe='/?=&%+-._~')}"


def _author(node: "etree._Element", name: str) -> None:
    _text(etree.SubElement(node, "author"), "name", name)


def _link(node: "etree._Element", rel: str, kind: str, address: str) -> None:
    etree.SubElement(node, "link", {"rel": rel, "type": kind, "href": address})


def _text(node: "etree._Element", name: str, text: str) -> "etree._Element":
    child = etree.SubElement(node, name)
    child.text = writable(text)
    return child


def midnight(day: date) -> datetime:
    """Return the beginning of a day."""
    return datetime.combine(day, time(), UTC)


def practices(found: Iterable[Plain], frame: Frame) -> Iterator[bytes]:
    """Yield the feed of a list of practices, which must come with the latest change first and be short."""
    page, _, parameters = frame.address.partition("?")
    feed = Feed(
        page=frame.address,
        address=f"{page}.atom?{parameters}" if parameters else f"{page}.atom",
        title=NAME[frame.language] + (f": {frame.words}" if frame.words else ""),
        site=frame.site,
        language=frame.language,
        updated=frame.made,
    )
    yield write(feed, (_post(one) for one in found))


def _post(one: Plain) -> Post:
    practice, frame = one.stated, one.frame
    return Post(
        path=frame.site.path(f"/praktyki/{one.slug}"),
        title=one.title,
        updated=midnight(practice.changed) if practice.changed else frame.made,
        published=midnight(practice.entered) if practice.entered else None,
        summary=one.summary,
        html=one.body.summary_html,
        language=one.language,
        author=one.author,
        categories=tuple(zip((*practice.themes, *practice.forms), (*one.themes, *one.forms), strict=True)),
    )
