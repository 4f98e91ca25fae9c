"""statement: the accessibility statement as its legal model wants it: dates, addresses and numbers as elements."""

import re
from datetime import date

from babel.dates import get_month_names
from markupsafe import escape

from bdp.domain.links import href, is_address, is_email

# What the text marks with an id comes as a span; these kinds must be more than that.
_MARKED = re.compile(r'<span id="(a11y-(?:data-[a-z]+|url|email|telefon|ocena|architektura-url))">([^<]*)</span>')
_DAY = re.compile(r"(\d{1,2})\s+([^\W\d]+)\s+(\d{4})")
_MONTHS = {
    name.casefold(): number
    for language in ("pl", "en")
    for number, name in get_month_names("wide", locale=language).items()
}
_PHONE_DIGITS = 9


def finished(html: str, home: str) -> str:
    """Return the page's HTML with its marked parts in the right elements; ``home`` is the full address of the site."""
    return _MARKED.sub(lambda found: _element(found[1], found[2], home), html)


def _element(name: str, text: str, home: str) -> str:
    if name.startswith("a11y-data-"):
        day = written_day(text)
        return f'<time id="{name}" datetime="{day.isoformat()}">{text}</time>' if day else _span(name, text)
    if name == "a11y-url":
        return f'<a id="{name}" href="{escape(home)}">{text}</a>'
    if name == "a11y-email" and is_email(text):
        return f'<a id="{name}" href="mailto:{text}">{text}</a>'
    if name in ("a11y-ocena", "a11y-architektura-url") and is_address(text):
        return f'<a id="{name}" href="{escape(href(text))}">{text}</a>'
    digits = re.sub(r"[^\d+]", "", text)
    if name == "a11y-telefon" and len(digits) >= _PHONE_DIGITS:
        return f'<a id="{name}" href="tel:{digits}">{text}</a>'
    return _span(name, text)


def _span(name: str, text: str) -> str:
    return f'<span id="{name}">{text}</span>'


def written_day(text: str) -> date | None:
    """Read a day written out in Polish or English: ``21 listopada 2026 r.``; None for other words."""
    found = _DAY.search(text)
    month = _MONTHS.get(found[2].casefold()) if found else None
    if found is None or month is None:
        return None
    try:
        return date(int(found[3]), month, int(found[1]))
    except ValueError:
        return None
