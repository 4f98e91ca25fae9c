"""news: what happens around the base, and invitations to events: as pages, a calendar and a feed."""

from collections.abc import Iterable
from dataclasses import replace

from flask import Blueprint, Response, abort, render_template, request

from bdp.domain import selection
from bdp.domain.page import Event, News
from bdp.domain.polish import slugify
from bdp.domain.selection import Selection
from bdp.exchange import event_calendar, news_feed
from bdp.services import bulletin
from bdp.web import context, linked_data, typography
from bdp.web.addresses import url_for
from bdp.web.context import library, today
from bdp.web.language import language, ngettext

blueprint = Blueprint("news", __name__)


@blueprint.get("/aktualnosci")
def index() -> str:
    """Show the news, coming events first, or those of a tag, a month or a day."""
    chosen = _chosen()
    board = bulletin.board(_news(), chosen, today=today())
    label = next((tag.label for tag in board.tags if tag.slug == chosen.tag), chosen.tag)
    return render_template(
        "news/index.html",
        chosen=chosen,
        canonical_query=chosen,
        board=board,
        chosen_tag=lambda tag: Selection(tag=tag),
        chosen_month=lambda month: replace(chosen, month=month, day=None, page=1),
        chosen_day=lambda day: replace(chosen, month=None, day=day, page=1),
        chosen_page=lambda page: replace(chosen, page=page),
        tag_label=label,
        days=typography.weekdays(language()),
        robots="noindex, follow" if chosen.first_day else "",
    )


@blueprint.get("/aktualnosci/<slug>")
def show(slug: str) -> str:
    """Show one item of news."""
    item = _item(slug)
    over = item.event is not None and item.event.last_day < today()
    closed = item.event is not None and not item.event.open_on(today())
    return render_template(
        "news/show.html",
        item=item,
        over=over,
        closed=closed,
        letter=_letter(item),
        linked_data=linked_data.happening(item, context.site()),
    )


@blueprint.get("/aktualnosci.ics")
def calendar() -> Response:
    """Give all events, or those of a tag, to calendars."""
    return _calendar(bulletin.with_tag(_news(), _chosen().tag))


@blueprint.get("/aktualnosci/<slug>.ics")
def show_calendar(slug: str) -> Response:
    """Give one event to a calendar; news without an event have none."""
    item = _item(slug)
    if item.event is None:
        abort(404)
    return _calendar((item,))


@blueprint.get("/aktualnosci.atom")
def feed() -> Response:
    """Give the newest items, or those of a tag, to readers of feeds."""
    news, tag = _news(), _chosen().tag
    label = next((found.label for found in bulletin.tags(news) if found.slug == tag), tag)
    body = news_feed.write(tuple(bulletin.with_tag(news, tag)), context.site(), language(), tag=label)
    return Response(body, content_type=news_feed.MEDIA_TYPE)


def _news() -> tuple[News, ...]:
    return library().index.current().catalogue.news()


def _chosen() -> Selection:
    return selection.parse(request.args.items(multi=True))


def _item(slug: str) -> News:
    item = library().index.current().catalogue.news_item(slug)
    if item is None:
        abort(404)
    return item


def _calendar(news: Iterable[News]) -> Response:
    return Response(event_calendar.write(news, context.site(), language()), content_type=event_calendar.MEDIA_TYPE)


def _letter(item: News) -> str:
    """Return the address by which a reader's own mail program sends the item on."""
    return context.letter(item.title, context.absolute(url_for("news.show", slug=item.slug)))


@blueprint.app_template_global()
def news_address(chosen: Selection | None = None) -> str:
    """Return the address of the news with these choices."""
    return (chosen or Selection()).address(url_for("news.index"))


@blueprint.app_template_global()
def happening(day: bulletin.Day) -> str:
    """Say what a day of the calendar has: "2 wydarzenia, 1 aktualność"."""
    told = [
        ngettext("%(num)d event", "%(num)d events", day.events) if day.events else "",
        ngettext("%(num)d item of news", "%(num)d items of news", day.news) if day.news else "",
    ]
    return ", ".join(text for text in told if text)


@blueprint.app_template_filter()
def when(event: Event) -> str:
    """Print when an event takes place."""
    return typography.span(event.start, event.end, language())


@blueprint.app_template_filter()
def when_days(event: Event) -> str:
    """Print the days of an event without its hours."""
    return typography.span(event.first_day, event.last_day, language())


@blueprint.app_template_filter()
def tag_slug(label: str) -> str:
    """Return the slug by which the addresses know a tag."""
    return slugify(label)
