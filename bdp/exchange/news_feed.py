"""news_feed: news as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from datetime import date, datetime, time
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from feedgen.feed import FeedGenerator  # type: ignore[import-untyped]

from bdp.domain.page import News
from bdp.domain.polish import slugify
from bdp.exchange.site import NAME, Site

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
NEWEST = 50
TITLE = {"pl": "aktualności", "en": "news"}
ZONE = ZoneInfo("Europe/Warsaw")
_BEGAN = date(2007, 1, 1)


def write(news: Sequence[News], site: Site, language: str = "pl", *, tag: str = "") -> bytes:
    """Return the newest items, given the latest first; ``tag`` is the label of the tag that they all bear.

    Ids are tag URIs, which never change, and every date is that of the news: the same items give the same bytes.
    """
    feed = FeedGenerator()
    chosen = f"?tag={slugify(tag)}" if tag else ""
    feed.id(_id(site, f"/aktualnosci{chosen}", str(_BEGAN.year)))
    feed.title(f"{NAME[language]}: {TITLE[language]}{f' ({tag})' if tag else ''}")
    feed.author(name=NAME[language])
    feed.link(href=f"{site.origin}{site.path('/aktualnosci')}{chosen}", rel="alternate", type="text/html")
    feed.link(href=f"{site.origin}{site.path('/aktualnosci.atom')}{chosen}", rel="self", type="application/atom+xml")
    feed.generator("BDP")
    feed.language("pl")
    feed.updated(_moment(max((item.date for item in news), default=_BEGAN)))
    for item in news[:NEWEST]:
        entry = feed.add_entry(order="append")
        entry.id(_id(site, f"/aktualnosci/{item.slug}", item.date.isoformat()))
        entry.title(item.title)
        entry.link(href=site.news(item.slug), rel="alternate", type="text/html")
        entry.published(_moment(item.date))
        entry.updated(_moment(item.date))
        entry.content(_absolute(item.html, site), type="html")
        for label in item.tags:
            entry.category(term=label)
    return bytes(feed.atom_str(pretty=True))


def _id(site: Site, path: str, since: str) -> str:
    return f"tag:{urlsplit(site.origin).hostname or 'bdp'},{since}:{path}"


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


def _absolute(html: str, site: Site) -> str:
    """Give links inside the site its host: in a reader of feeds they stand alone."""
    return html.replace(' href="/', f' href="{site.origin}/') if site.origin else html
