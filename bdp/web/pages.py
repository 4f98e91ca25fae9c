"""pages: ordinary pages of the base, the same for every base that brings none of its own."""

from flask import Blueprint, abort, render_template

from bdp.web.context import library
from bdp.web.language import language

blueprint = Blueprint("pages", __name__)


@blueprint.get("/strona/<slug>")
def show(slug: str) -> str:
    """Show an ordinary page."""
    page = library().index.current().catalogue.page(slug)
    if page is None:
        abort(404)
    english = language() == "en" and bool(page.html_en)
    return render_template(
        "pages/show.html",
        page=page,
        html=page.html_en if english else page.html,
        text_language="en" if english else "pl",
    )
