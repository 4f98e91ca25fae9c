"""news: what happens around the base, and invitations to events."""

from flask import Blueprint, abort, render_template

from bdp.web.context import library, today

blueprint = Blueprint("news", __name__)


@blueprint.get("/aktualnosci")
def index() -> str:
    """Show all news, coming events first."""
    items = library().index.current().catalogue.news()
    coming = [item for item in items if item.event and item.event.last_day >= today()]
    coming.sort(key=lambda item: (item.event.last_day if item.event else item.date, item.slug))
    return render_template("news/index.html", coming=coming, items=[item for item in items if item not in coming])


@blueprint.get("/aktualnosci/<slug>")
def show(slug: str) -> str:
    """Show one item of news."""
    item = library().index.current().catalogue.news_item(slug)
    if item is None:
        abort(404)
    return render_template("news/show.html", item=item, over=item.event is not None and item.event.last_day < today())
