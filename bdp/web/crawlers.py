"""crawlers: what programs ask for at fixed addresses: robots.txt, the site map, OpenSearch, the icon."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from bdp.services import browse
from bdp.web.addresses import url_for
from bdp.web.context import absolute, library, today
from bdp.web.language import address_in, language

blueprint = Blueprint("crawlers", __name__)


@dataclass(frozen=True, slots=True)
class Address:
    """A public page in both languages and the day of its last change."""

    polish: str
    english: str
    changed: date | None = None


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Let everything be read but the endless combinations of filters."""
    lines = ["User-agent: *", "Disallow: /index.php", "Disallow: /*?*&*&", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """List every public page once, in both languages."""
    fixed = ("start.index", "practices.index", "map.show", "figures.show", "news.index", "pages.index")
    found = [_address(_path(endpoint)) for endpoint in fixed]
    catalogue = library().index.current().catalogue
    found += [_address(_path("practices.show", slug=p.slug), p.changed) for p in browse.published(library(), today())]
    found += [_address(_path("pages.show", slug=page.slug), page.updated) for page in catalogue.pages()]
    found += [_address(_path("news.show", slug=item.slug), item.date) for item in catalogue.news()]
    return Response(render_template("crawlers/sitemap.xml", addresses=found), content_type="application/xml")


def _path(endpoint: str, slug: str | None = None) -> str:
    """Return the path of a page without the mount of a language."""
    return url_for(endpoint, slug=slug).removeprefix(address_in(language(), path="", query=""))


def _address(path: str, changed: date | None = None) -> Address:
    polish, english = (absolute(address_in(code, path=path, query="")) for code in ("pl", "en"))
    return Address(polish, english, changed)


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """Describe the search to browsers."""
    return Response(
        render_template("crawlers/opensearch.xml"), content_type="application/opensearchdescription+xml; charset=utf-8"
    )


@blueprint.get("/favicon.ico")
def icon() -> AnyResponse:
    """Send browsers that ask by habit to the mark of the site."""
    return redirect(url_for("assets.show", name="img/mark.svg"), 301)
