"""pages: ordinary pages of the base; those that it does not write are the same for every base."""

from flask import Blueprint, abort, render_template
from flask_babel import gettext

from bdp.web import context, statement, typography
from bdp.web.context import absolute, library, root, today
from bdp.web.language import language

blueprint = Blueprint("pages", __name__)
STATEMENT, REUSE = "deklaracja-dostepnosci", "ponowne-wykorzystanie"


@blueprint.get("/strona")
def index() -> str:
    """Show where everything is: a map of the site for people."""
    return render_template("pages/index.html", pages=context.pages(), lists=library().vocabularies)


@blueprint.get("/strona/<slug>")
def show(slug: str) -> str:
    """Show an ordinary page."""
    page = library().index.current().catalogue.page(slug)
    if page is None:
        abort(404)
    english = language() == "en" and bool(page.html_en)
    html, text_language = (page.html_en, "en") if english else (page.html, "pl")
    if slug == STATEMENT:
        html = statement.finished(html, absolute(root()))
    return render_template(
        "pages/show.html",
        page=page,
        html=html,
        text_language=text_language,
        pages=context.pages(),
        attribution=_attribution() if slug == REUSE else "",
    )


def _attribution() -> str:
    """Return the sentence by which somebody who re-uses the base as a whole names it."""
    told = {"address": absolute(root()), "day": typography.day(today(), language())}
    return str(gettext("Database of Good Practices, %(address)s, accessed %(day)s, CC BY 4.0.", **told))
