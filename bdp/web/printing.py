"""printing: the words and filters that templates share: dates, places, addresses, labels, the menu."""

from functools import lru_cache

from flask import Flask
from markupsafe import Markup

from bdp.domain.entry import Entry, Outline
from bdp.domain.links import href, is_address, is_email
from bdp.domain.page import Page
from bdp.domain.query import Query
from bdp.exchange.json_form import shortened
from bdp.web import context, record, snippets, typography, wording
from bdp.web.addresses import url_for
from bdp.web.language import address_in, environ, gettext, language


def install(app: Flask) -> None:
    """Give every template its filters and functions."""
    app.jinja_env.filters.update(
        day=lambda value: typography.day(value, language()),
        month=lambda value: typography.month(value, language()),
        number=lambda value: typography.number(value, language()),
        file_size=lambda value: typography.size(value, language()),
        headline=lambda text: typography.headline(text) if language() == "pl" else text,
        tied=lambda text: typography.tied(text) if language() == "pl" else text,
        shortened=shortened,
        site_name=typography.site_name,
        href=href,
        kind=record.kind,
        moment=lambda value: typography.moment(value, language()),
        linked=linked,
        named=lambda text: typography.named(text, language()),
        passages=lambda result: snippets.passages(result, language()),
        capitalized=lambda text: text[:1].upper() + text[1:],
    )
    app.jinja_env.globals.update(
        absolute=context.absolute,
        address_in=address_in,
        alternates=context.alternates,
        canonical=context.canonical,
        counted=wording.practices,
        label=label,
        language=language,
        list_address=list_address,
        menu=menu,
        has_page=has_page,
        having=wording.having,
        place_line=place_line,
        query_hidden=query_hidden,
        root=context.root,
        text_lang=text_lang,
        today=context.today,
        result_title=lambda result: snippets.title(result, language()),
        where=wording.where,
        years=years,
    )


def linked(text: str) -> str:
    """Make a link of a web or e-mail address; other words stay as they are."""
    if is_email(text):
        return Markup('<a href="mailto:{0}">{0}</a>').format(text)
    if is_address(text):
        return Markup('<a href="{0}" rel="noopener external">{1}</a>').format(href(text), typography.site_name(text))
    return text


def label(vocabulary: str, value: str) -> str:
    """Return the label of a term in the language of the request."""
    found = getattr(context.vocabularies(), vocabulary)
    return typography.named(found.label(value, language()), language())


def list_address(**chosen: tuple[str, ...] | str) -> str:
    """Return the address of the list with these choices only."""
    return url_for("practices.index") + _narrowed(**chosen)


@lru_cache(2048)
def _narrowed(**chosen: tuple[str, ...] | str) -> str:
    return Query(**chosen).address("")  # type: ignore[arg-type]


def place_line(entry: Entry | Outline) -> str:
    """Say where: "Stargard, zachodniopomorskie"; a partnership names all its voivodeships."""
    practice = entry.practice
    place = practice.place or (f"powiat {practice.powiat}" if practice.powiat else practice.institution)
    regions = " / ".join(label("voivodeships", name) for name in entry.voivodeships)
    return ", ".join(part for part in (place, regions) if part)


def years(entry: Entry) -> str:
    """Say when: "2019–2024", "od 2019", "" where the record does not tell."""
    return typography.years(entry.practice.started, entry.practice.ended, gettext("since"))


def text_lang(entry: Entry | Outline) -> str:
    """Return the lang attribute for the texts of a record where they are not in the language of the page."""
    return Markup('lang="pl"') if language() == "en" and entry.en is None else ""


def query_hidden(query: Query) -> list[tuple[str, str]]:
    """Return what the form keeps though it has no field for it: sort, length of a page, practices to compare."""
    return [(name, value) for name, value in query.pairs() if name in ("sort", "per_page", "p")]


def menu() -> tuple[Page, ...]:
    """Return the pages of the menu in their order; none while the index is not built."""
    return tuple(sorted((p for p in _pages() if p.menu is not None), key=lambda p: (p.menu or 0, p.slug)))


def ordinary(slug: str) -> Page | None:
    """Return this ordinary page of the base, None where there is none."""
    return next((page for page in _pages() if page.slug == slug), None)


def has_page(slug: str) -> bool:
    """Tell whether the base has this ordinary page."""
    return ordinary(slug) is not None


def _pages() -> tuple[Page, ...]:
    """Return the ordinary pages, read once a request: error pages must print without an index too."""
    asked = environ()
    if "bdp.pages" not in asked:
        asked["bdp.pages"] = context.pages()
    pages: tuple[Page, ...] = asked["bdp.pages"]
    return pages
