"""brief: the compared practices as a note for a council, in four formats to take away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from bdp.domain.comparison import Voice
from bdp.domain.note import Note
from bdp.domain.query import COMPARED_MAX
from bdp.exchange import note_docx, note_markdown, note_odt, note_typst
from bdp.exchange.site import Site
from bdp.services import brief, comparing
from bdp.typesetting.typeset import typeset
from bdp.web import comparison
from bdp.web.addresses import url_for
from bdp.web.context import library, origin, today
from bdp.web.language import gettext, ngettext

blueprint = Blueprint("brief", __name__)


@dataclass(frozen=True, slots=True)
class Form:
    """A format of the note: the suffix of its address, its media type, what it is called, and what writes it."""

    suffix: str
    media_type: str
    name: str
    write: Callable[[Note], bytes]


def _pdf(note: Note) -> bytes:
    return typeset(note_typst.TEMPLATE, note_typst.data(note), "pdf", day=note.day)


FORMS = (
    Form("docx", note_docx.MEDIA_TYPE, "Word (DOCX)", note_docx.write),
    Form("odt", note_odt.MEDIA_TYPE, "OpenDocument (ODT)", note_odt.write),
    Form("pdf", "application/pdf", "PDF", _pdf),
    Form("md", note_markdown.MEDIA_TYPE, "Markdown", note_markdown.write),
)


@blueprint.get(f"/porownanie.<any({', '.join(repr(form.suffix) for form in FORMS)}):suffix>")
def show(suffix: str) -> AnyResponse:
    """Answer the note about the practices of the address."""
    slugs = comparison.asked()
    if not slugs or len(slugs) > COMPARED_MAX:
        abort(400, description=gettext("A note is about one to four practices, each as p in the address."))
    choice = comparing.choose(library(), slugs)
    if choice.missing:
        abort(
            404,
            description=gettext("There are no such practices, or they are not public:") + " " + missing(choice.missing),
        )
    if choice.moved:
        return redirect(address(choice.slugs, suffix), 301)
    form = next(form for form in FORMS if form.suffix == suffix)
    site = Site(request.script_root, origin())
    one = len(choice.slugs) == 1
    back = site.practice(choice.slugs[0]) if one else origin() + comparison.address(choice.slugs)
    note = brief.note(library(), choice.entries, voice(len(choice.entries)), site, day=today(), address=back)
    answer = Response(form.write(note), content_type=form.media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name(choice.slugs)}.{suffix}"'
    return answer


def missing(slugs: Sequence[str]) -> str:
    """Name what there is not, cut to what a sentence bears."""
    return ", ".join(slug[:80] for slug in slugs)


def name(slugs: Sequence[str]) -> str:
    """Return what the file is called."""
    return f"notatka-{slugs[0]}" if len(slugs) == 1 else f"notatka-porownanie-{len(slugs)}-{slugs[0]}"


def address(slugs: Sequence[str], suffix: str) -> str:
    """Return the address of a note."""
    return comparison.address(slugs).replace(url_for("comparison.show"), url_for("brief.show", suffix=suffix), 1)


@blueprint.app_template_global()
def brief_links(*slugs: str) -> tuple[tuple[str, str], ...]:
    """Return the (name, address) of the note about these practices in each format."""
    return tuple((form.name, address(slugs, form.suffix)) for form in FORMS)


def voice(count: int) -> Voice:
    """Return how a note about so many practices speaks."""
    spoken = comparison.voice()
    return replace(spoken, words={**spoken.words, **words(count)})


def words(count: int) -> Mapping[str, str]:
    """Return the words that a note has beside those of a comparison."""
    return {
        "title": ngettext("Note", "Note: %(num)s good practices compared", count),
        "as_of": gettext("as of"),
        "asked": gettext("What was asked"),
        "about": ngettext(
            "This note is about a practice of a local government chosen from the base:",
            "This note compares practices of local governments chosen from the base:",
            count,
        ),
        "again": ngettext("The practice in the base, up to date:", "The same comparison, up to date:", count),
        "table": ngettext("The facts", "Side by side", count),
        "caption": ngettext("Facts of %(num)s practice", "Facts of %(num)s practices side by side", count),
        "matter": gettext("Matter"),
        "not_told": gettext("not stated"),
        "money": gettext("Cost and money"),
        "repeating": gettext("How to repeat it"),
        "whom": gettext("Whom to ask"),
        "cite": gettext("How to cite"),
        "licence": gettext("Licence of the description:"),
        "sources": gettext("Sources and licences"),
        "descriptions": gettext("Descriptions of practices:"),
        "facts": gettext("facts and metadata:"),
        "page": gettext("page"),
    }
