"""pictures: pages of attachments as pictures, and the card by which other sites show a page of ours."""

from flask import Blueprint, Response, abort, request

from bdp.domain.entry import Entry
from bdp.domain.errors import Gone
from bdp.exchange.json_form import shortened
from bdp.exchange.site import NAME
from bdp.services import browse, pictures, previews
from bdp.web import printing, typography
from bdp.web.context import library
from bdp.web.language import gettext, language

blueprint = Blueprint("pictures", __name__)
CARD_SIZE = (1200, 630)
HOUR = "public, max-age=3600"
THEMES_LENGTH = 64  # letters of a card's lines


@blueprint.get("/zalaczniki/<slug>/<file>/podglad/<int:page>.webp")
def leaf(slug: str, file: str, page: int) -> Response:
    """Answer a page of a listed file as WebP."""
    try:
        found, webp = previews.picture(library(), slug, file, page)
    except Gone:
        abort(404)
    return _answer(webp, "image/webp", f"{found.sha256[:20]}-{page}")


@blueprint.get("/praktyki/<slug>/obraz.png")
def practice(slug: str) -> Response:
    """Answer the card of a practice."""
    return _card(practice_words(browse.show(library(), slug)))


@blueprint.get("/obraz.png")
def site() -> Response:
    """Answer the card of all other pages."""
    title = gettext("Proven practices of Polish local governments")
    return _card(_words(title, gettext("communes, towns, powiats and voivodeships")))


def practice_words(entry: Entry) -> dict[str, str]:
    """Return what stands on the card of a practice."""
    themes = ", ".join(printing.label("themes", theme) for theme in entry.practice.themes)
    title = entry.body(language()).title
    polish = language() == "pl" or entry.en is None
    return _words(typography.tied(title) if polish else title, printing.place_line(entry), themes)


def _words(title: str, place: str, themes: str = "") -> dict[str, str]:
    return {
        "language": language(),
        "site": NAME[language()],
        "title": title,
        "place": shortened(place, THEMES_LENGTH),
        "themes": shortened(themes, THEMES_LENGTH),
    }


def _card(words: dict[str, str]) -> Response:
    png = pictures.card(library(), words)
    answer = _answer(png, "image/png", pictures.card_name(words)[:20])
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # made to be shown by others
    return answer


def _answer(data: bytes, media_type: str, tag: str) -> Response:
    answer = Response(data, content_type=media_type)
    answer.headers["Cache-Control"] = HOUR
    answer.set_etag(tag)
    answer.make_conditional(request)
    return answer
