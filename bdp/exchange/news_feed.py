"""news_feed: news as an Atom feed."""

from collections.abc import Sequence
from datetime import date

from bdp.domain.page import News
from bdp.domain.polish import slugify
from bdp.exchange import atom
from bdp.exchange.atom import Feed, Post
from bdp.exchange.site import NAME, Site

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
TITLE = {"pl": "aktualności", "en": "news"}
_BEGAN = date(2007, 1, 1)  # the age of a feed without entries


def write(news: Sequence[News], site: Site, language: str = "pl", *, tag: str = "") -> bytes:
    """Return the newest items, given the latest first; ``tag`` is the label of the tag that they all bear.

    Every date is that of the news: the same items give the same bytes.
    """
    chosen = f"?tag={slugify(tag)}" if tag else ""
    feed = Feed(
        page=site.path("/aktualnosci") + chosen,
        address=site.path("/aktualnosci.atom") + chosen,
        title=f"{NAME[language]}: {TITLE[language]}{f' ({tag})' if tag else ''}",
        site=site,
        language=language,
        updated=atom.midnight(_BEGAN),
    )
    return atom.write(feed, (_post(item, site) for item in news[: atom.NEWEST]))


def _post(item: News, site: Site) -> Post:
    day = atom.midnight(item.date)
    path = site.path(f"/aktualnosci/{item.slug}")
    return Post(path, item.title, day, day, html=item.html, categories=tuple((slugify(t), t) for t in item.tags))
