"""comparison: practices that the reader chose, side by side; the choice is in the address and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from bdp.domain.comparison import Comparison, Voice
from bdp.domain.entry import Entry, Outline
from bdp.domain.query import COMPARED_MAX, Query
from bdp.domain.typography import day as written
from bdp.services import browse, comparing
from bdp.services.comparing import Choice
from bdp.web import typography
from bdp.web.addresses import url_for
from bdp.web.context import library
from bdp.web.language import gettext, language, ngettext

blueprint = Blueprint("comparison", __name__)
CHOSEN, ONLY, DIFFERENCES = "p", "only", "differences"  # parameters, and what the second may ask for
NAMED_MAX = 12  # of practices chosen beyond what fits, so many are named to take one away
SUGGESTED = 4


@dataclass(frozen=True, slots=True)
class Offer:
    """A practice that may be added, or taken away; ``address`` is the comparison afterwards."""

    entry: Entry | Outline
    address: str
    reason: str = ""


def asked() -> tuple[str, ...]:
    """Return the slugs of the address, each once, whatever they are."""
    return tuple(dict.fromkeys(slug for slug in map(str.strip, request.args.getlist(CHOSEN)) if slug))


@blueprint.get("/porownanie")
def show() -> Response | tuple[str, int]:
    """Show the practices of the address side by side, or say what is still missing for that."""
    slugs = asked()
    choice = comparing.choose(library(), slugs[:NAMED_MAX])
    if choice.moved:
        return redirect(address((*choice.slugs, *choice.missing)), 301)
    many = len(slugs) > COMPARED_MAX
    status = 400 if many else 404 if choice.missing else 200
    comparison = None if status != 200 or not slugs else comparing.compare(library(), choice.entries, voice())  # noqa: PLR2004
    return render_template("comparison/show.html", **_context(choice, comparison, many=many)), status


def _context(choice: Choice, comparison: Comparison | None, *, many: bool) -> dict[str, object]:
    """Return what the page prints."""
    slugs, only = choice.slugs, request.args.get(ONLY) == DIFFERENCES
    return {
        "choice": choice,
        "comparison": comparison,
        "many": many,
        "most": COMPARED_MAX,
        "rows": (comparison.different if only else comparison.rows) if comparison else (),
        "only": only,
        "switch": address(slugs) if only else address(slugs, only=True),
        "words": words(),
        "removals": [Offer(entry, address(_without(slugs, entry.slug))) for entry in choice.entries],
        "suggestions": _suggestions(choice.entries) if 0 < len(slugs) < COMPARED_MAX else (),
        "list_address": Query(compared=slugs).address(url_for("practices.index")),
        "robots": "noindex, follow" if slugs else "",
    }


def _without(slugs: Sequence[str], slug: str) -> tuple[str, ...]:
    return tuple(other for other in slugs if other != slug)


def _suggestions(entries: Sequence[Entry]) -> tuple[Offer, ...]:
    """Return what could stand beside these: the practices most like them, those like the first before others."""
    chosen = tuple(entry.slug for entry in entries)
    alike = {s.entry.slug: s.entry for entry in entries for s in browse.similar(library(), entry)}
    offered = [entry for slug, entry in alike.items() if slug not in chosen][:SUGGESTED]
    return tuple(Offer(entry, address((*chosen, entry.slug))) for entry in offered)


def address(slugs: Sequence[str], *, only: bool = False, endpoint: str = "comparison.show") -> str:
    """Return the address of a comparison."""
    pairs = [(CHOSEN, slug) for slug in slugs] + ([(ONLY, DIFFERENCES)] if only else [])
    path = url_for(endpoint)
    return f"{path}?{urlencode(pairs)}" if pairs else path


@blueprint.app_template_global()
def compare_address(*slugs: str) -> str:
    """Return the address of a comparison in a template."""
    return address(slugs)


@blueprint.app_template_global()
def compared_with(similar: Sequence[tuple[Entry, str]]) -> tuple[str, ...]:
    """Return the slugs of the similar practices that fit beside the one read."""
    return tuple(entry.slug for entry, _ in similar[: COMPARED_MAX - 1])


@blueprint.app_template_global()
def chosen_to_compare(query: Query) -> tuple[Entry, ...]:
    """Return the practices that the reader chose on the way to this list."""
    return comparing.choose(library(), query.compared).entries if query.compared else ()


@blueprint.app_template_global()
def choosing_address(query: Query, path: str, slug: str) -> str:
    """Return the same list with one more practice chosen, or one less if it was; "" where no more fits."""
    if slug in query.compared:
        return replace(query, compared=_without(query.compared, slug)).address(path)
    return replace(query, compared=(*query.compared, slug)).address(path) if len(query.compared) < COMPARED_MAX else ""


@blueprint.app_template_filter()
def unsaid(keys: Sequence[str], count: int) -> str:
    """Say on which matters so many practices say nothing: "We wpisie nie ma informacji o koszcie ani partnerach."."""
    names = _within()
    *others, last = (names[key] for key in keys)
    what = gettext("%(others)s or %(last)s", others=", ".join(others), last=last) if others else last
    return ngettext(
        "This practice says nothing of %(what)s.",
        "None of these practices says anything of %(what)s.",
        count,
        what=what,
    )


def voice() -> Voice:
    """Return how tables and notes speak in the language of the request."""
    spoken, since = language(), gettext("since")
    return Voice(
        language=spoken,
        words=words(),
        unsaid=unsaid,
        number=lambda value: typography.number(value, spoken),
        day=lambda value: written(value, spoken),
        years=lambda started, ended: typography.years(started, ended, since),
    )


def words() -> dict[str, str]:
    """Return what the matters of a comparison are called, and the words within."""
    return {
        "summary": gettext("In short"),
        "where": gettext("Where"),
        "voivodeship": gettext("Voivodeship"),
        "unit_type": gettext("Type of unit"),
        "population": gettext("Number of residents"),
        "theme": gettext("Theme"),
        "form": gettext("Form of cooperation"),
        "when": gettext("When"),
        "cost": gettext("Cost"),
        "funding": gettext("Source of money"),
        "results": gettext("Results"),
        "institution": gettext("Who runs it"),
        "partners": gettext("Partners"),
        "members": gettext("Taking part"),
        "verified": gettext("Verified"),
        "changed": gettext("As of"),
        "attachments": gettext("Attachments"),
        "powiat": gettext("powiat"),
        "running": gettext("still running"),
        "pln": gettext("PLN"),
    }


def _within() -> dict[str, str]:
    """Return what the matters of a comparison are called within "says nothing of …"."""
    return {
        "summary": gettext("the summary"),
        "where": gettext("the place"),
        "voivodeship": gettext("the voivodeship"),
        "unit_type": gettext("the type of unit"),
        "population": gettext("the number of residents"),
        "theme": gettext("the theme"),
        "form": gettext("the form of cooperation"),
        "when": gettext("the years in which it ran"),
        "cost": gettext("the cost"),
        "funding": gettext("the source of money"),
        "results": gettext("the results"),
        "institution": gettext("the office that runs it"),
        "partners": gettext("the partners"),
        "members": gettext("the units that take part"),
        "verified": gettext("when it was verified"),
        "changed": gettext("when it was described"),
        "attachments": gettext("the attachments"),
    }
