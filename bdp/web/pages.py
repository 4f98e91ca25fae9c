"""pages: ordinary pages of the base, the same for every base that brings none of its own."""

from flask import Blueprint, abort, render_template

from bdp.web import context, statement
from bdp.web.context import absolute, library, root
from bdp.web.language import language

blueprint = Blueprint("pages", __name__)
STATEMENT = "deklaracja-dostepnosci"


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
    return render_template("pages/show.html", page=page, html=html, text_language=text_language)
