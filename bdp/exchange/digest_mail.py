"""digest_mail: what is new, changed and withdrawn as a letter for a mailing tool: HTML, or EML with text too."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from bdp.domain.entry import Entry
from bdp.domain.polish import plural_form
from bdp.domain.vocabulary import Vocabularies
from bdp.exchange.json_form import shortened
from bdp.exchange.site import NAME, Site

SUMMARY_MAX = 300
_NAMES = "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
_MONTHS = _NAMES.split()
_HEADINGS = {"new": "Nowe praktyki", "changed": "Zmienione praktyki", "withdrawn": "Wycofane praktyki"}
_COUNTED = {
    "new": ("nowa", "nowe", "nowych"),
    "changed": ("zmieniona", "zmienione", "zmienionych"),
    "withdrawn": ("wycofana", "wycofane", "wycofanych"),
}
_NOTHING = "W tych dniach nic się w bazie nie zmieniło."
_FONT = "font-family:Arial,Helvetica,sans-serif;color:#1a1a1a;line-height:1.5"
_LINK = "color:#0b4f8a"


@dataclass(frozen=True, slots=True)
class Item:
    """A practice and the day by which it is in the digest."""

    entry: Entry
    day: date


@dataclass(frozen=True, slots=True)
class Digest:
    """What happened from ``since`` to ``until``, both days included; each list newest first."""

    since: date
    until: date
    vocabularies: Vocabularies
    new: tuple[Item, ...] = ()
    changed: tuple[Item, ...] = ()
    withdrawn: tuple[Item, ...] = ()

    def parts(self) -> Iterator[tuple[str, tuple[Item, ...]]]:
        """Go through the lists that are not empty, by name."""
        yield from ((name, items) for name in _HEADINGS if (items := getattr(self, name)))


def counts(digest: Digest) -> str:
    """Return how many practices there are of each kind, "" for none."""
    return ", ".join(f"{len(items)} {_COUNTED[name][plural_form(len(items))]}" for name, items in digest.parts())


def period(digest: Digest) -> str:
    """Return the days as people write them: "16–22 listopada 2026"."""
    first, last = digest.since, digest.until
    end = _day(last)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {end}"
    return f"{_day(first)} – {end}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def subject(digest: Digest) -> str:
    """Return the line by which a reader decides whether to open the letter."""
    return f"{NAME['pl']}: {counts(digest) or 'bez zmian'} ({period(digest)})"


def html(digest: Digest, site: Site) -> bytes:
    """Return the letter as HTML that mail programs show: simple markup, styles in place, no pictures, no scripts."""
    body = "".join(_section(name, items, digest, site) for name, items in digest.parts()) or f"<p>{_NOTHING}</p>"
    page = (
        f'<!DOCTYPE html>\n<html lang="pl">\n<head>\n<meta charset="utf-8">\n<title>{escape(subject(digest))}</title>\n'
        '<meta name="viewport" content="width=device-width">\n</head>\n'
        f'<body style="margin:0;padding:16px;background:#ffffff;{_FONT}">\n'
        '<div style="max-width:640px;margin:0 auto">\n'
        f'<h1 style="font-size:22px;margin:0 0 4px">{NAME["pl"]}</h1>\n'
        f'<p style="margin:0 0 16px">{period(digest)}</p>\n'
        f"{body}\n"
        f'<p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #767676;font-size:14px">'
        f'Wszystkie praktyki: <a style="{_LINK}" href="{escape(_list(site))}">{escape(_list(site))}</a></p>\n'
        "</div>\n</body>\n</html>\n"
    )
    return page.encode("utf-8", "replace")


def _section(name: str, items: tuple[Item, ...], digest: Digest, site: Site) -> str:
    rows = "\n".join(_article(name, item, digest, site) for item in items)
    return f'<h2 style="font-size:18px;margin:24px 0 8px">{_HEADINGS[name]} ({len(items)})</h2>\n{rows}\n'


def _article(name: str, item: Item, digest: Digest, site: Site) -> str:
    practice = item.entry.practice
    title = escape(practice.title)
    if name != "withdrawn":
        title = f'<a style="{_LINK}" href="{escape(site.practice(item.entry.slug))}">{title}</a>'
    return (
        f'<h3 style="font-size:16px;margin:12px 0 0">{title}</h3>\n'
        f'<p style="margin:0;font-size:14px;color:#4a4a4a">{escape(_about(item, digest))}</p>\n'
        f'<p style="margin:4px 0 0">{escape(_said(name, item))}</p>'
    )


def _about(item: Item, digest: Digest) -> str:
    """Return place, voivodeship, themes and the day on one line."""
    practice = item.entry.practice
    lists = digest.vocabularies
    where = [practice.place, lists.voivodeships.label(practice.voivodeship) if practice.voivodeship else ""]
    themes = ", ".join(lists.themes.label(theme) for theme in practice.themes)
    return " · ".join(part for part in (", ".join(filter(None, where)), themes, _day(item.day)) if part)


def _said(name: str, item: Item) -> str:
    if name == "withdrawn":
        return f"Powód: {' '.join(item.entry.practice.withdrawn_reason.split())}"
    return shortened(item.entry.pl.summary_text, SUMMARY_MAX)


def text(digest: Digest, site: Site) -> str:
    """Return the letter as plain text."""
    lines = [NAME["pl"], period(digest), ""]
    for name, items in digest.parts():
        heading = f"{_HEADINGS[name]} ({len(items)})"
        lines += [heading.upper(), ""]
        for item in items:
            lines += [item.entry.practice.title, _about(item, digest), _said(name, item)]
            lines += [site.practice(item.entry.slug), ""] if name != "withdrawn" else [""]
    if not any(digest.parts()):
        lines += [_NOTHING, ""]
    return "\n".join([*lines, f"Wszystkie praktyki: {_list(site)}", ""])


def _list(site: Site) -> str:
    return site.whole(site.path("/praktyki"))


def eml(digest: Digest, site: Site) -> bytes:
    """Return the letter as a message of two parts, text and HTML.

    Whom it is from and to, and how to unsubscribe, the mailing tool adds; its date is the last day of the digest, so
    the same digest is the same bytes.
    """
    message = EmailMessage(policy=SMTP.clone(max_line_length=76))
    message["Subject"] = subject(digest)
    message["Date"] = format_datetime(datetime.combine(digest.until, time(12), UTC))
    message["X-Unsent"] = "1"
    message.set_content(text(digest, site), cte="quoted-printable")
    message.add_alternative(html(digest, site).decode(), subtype="html", cte="quoted-printable")
    message["Content-Language"] = "pl"
    message.set_boundary(f"=_bdp-{digest.since:%Y%m%d}-{digest.until:%Y%m%d}")
    return message.as_bytes()


WRITERS = {"html": html, "eml": eml}
