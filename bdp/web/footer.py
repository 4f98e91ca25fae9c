"""footer: what the foot of every page tells of the base itself: who pays for it, how often it is read, whom to tell."""

import re
from urllib.parse import quote, urlencode

from flask import Flask, request
from flask_babel import gettext

from bdp.domain.links import is_email
from bdp.domain.page import Page
from bdp.domain.visits import Visits
from bdp.services import visits
from bdp.web import printing
from bdp.web.addresses import url_for
from bdp.web.context import canonical, library
from bdp.web.typography import NBSP

STATEMENT = "deklaracja-dostepnosci"
FUNDERS = "finansowanie"
_EMAIL = re.compile(r'id="a11y-email"[^>]*>([^<]+)<')


def install(app: Flask) -> None:
    """Give the templates what the footer shows."""
    app.jinja_env.globals.update(visits=counted, funders=funders, report_address=report_address)


def counted() -> Visits:
    """Return the visits of the base; nothing counted on an empty one."""
    return visits.shown(library().config)


def funders() -> Page | None:
    """Return the page of the base that names who pays for it, None where there is none."""
    return printing.ordinary(FUNDERS)


def report_address() -> str:
    """Return where a barrier on this page is reported: a letter that names the page, else what tells whom to ask."""
    page = printing.ordinary(STATEMENT)
    found = _EMAIL.search(page.html) if page else None
    if found is None or not is_email(found[1]):
        return f"{url_for('pages.show', slug=STATEMENT)}#a11y-kontakt"
    query = request.query_string.decode("ascii", "replace")
    where = f"{canonical()}?{query}" if query else canonical()
    page_line = gettext("Page: %(address)s", address=where)
    question = gettext("What does not work and with what help:")
    body = f"{page_line}\n\n{question}\n"
    letter = {"subject": gettext("Accessibility problem: Database of Good Practices"), "body": body}
    letter = {name: text.replace(NBSP, " ") for name, text in letter.items()}  # it is written on, not printed
    return f"mailto:{found[1]}?{urlencode(letter, quote_via=quote)}"
