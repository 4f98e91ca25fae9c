"""snippets: where in a practice the words were found, as the list prints it."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bdp.domain.entry import AttachedFile, Entry
from bdp.domain.results import Match, Result
from bdp.exchange.json_form import shortened
from bdp.web import record, wording
from bdp.web.language import gettext

SHOWN = 2
SUMMARY = 180  # characters of the summary beside a match in the facts


@dataclass(frozen=True, slots=True)
class Passage:
    """A place where words were found: what it is called ("" for the summary) and the marked text.

    ``file`` and ``page`` are those of an attachment, whose text has a page of its own; ``language`` is the text's.
    """

    where: str
    html: Markup
    language: str
    file: str | None = None
    page: int | None = None


def title(result: Result, language: str) -> Markup:
    """Return the title of a result, its found words marked."""
    own = result.entry.body(language).title
    marked = (Markup(match.html) for match in result.matches if match.where == "title")  # noqa: S704 - escaped by search
    return next((html for html in marked if html.striptags() == " ".join(own.split())), Markup.escape(own))


def passages(result: Result, language: str) -> list[Passage]:
    """Return the first places outside the title, the summary before the rest."""
    found = sorted((m for m in result.matches if m.where != "title"), key=lambda match: match.where != "summary")
    if found and found[0].where == "metadata":
        # The facts alone would not tell what the practice is about.
        summary = Markup.escape(shortened(result.entry.body(language).summary_text, SUMMARY))
        return [Passage("", summary, record.text_language(result.entry)), _passage(found[0], result.entry)]
    return [_passage(match, result.entry) for match in found[:SHOWN]]


def _passage(match: Match, entry: Entry) -> Passage:
    file = next((each for each in entry.files if each.file == match.file), None)
    language = (file and file.language) or match.language
    html = Markup(match.html)  # noqa: S704 - escaped by search
    return Passage(_where(match, file), html, language, match.file, match.page)


def notes(results_notes: Sequence[str], *, cut: bool) -> list[str]:
    """Say how odd or limited input was understood."""
    said = [gettext("The question was longer than 500 characters, so only its beginning was searched.")] if cut else []
    return said + [text for note in results_notes if (text := wording.note(note))]


def _where(match: Match, file: AttachedFile | None) -> str:
    if match.where != "attachment":
        return wording.where(match.where)
    name = (file.title or file.file) if file else (match.file or "")
    kind = f" ({record.kind(file)})" if file else ""
    if match.page is not None:
        return str(gettext("In the attachment “%(name)s”%(kind)s, p. %(page)s", name=name, kind=kind, page=match.page))
    return str(gettext("In the attachment “%(name)s”%(kind)s", name=name, kind=kind))
