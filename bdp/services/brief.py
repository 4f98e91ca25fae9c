"""brief: a note for a council or a mayor: practices beside each other, each in short, whom to ask, sources."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bdp.domain import repeating
from bdp.domain.comparison import Comparison, Row, Voice
from bdp.domain.entry import Entry
from bdp.domain.errors import NotBuilt
from bdp.domain.links import href, is_address
from bdp.domain.note import Block, Cell, Heading, Link, Listing, Note, Paragraph, Run, Table, clean
from bdp.domain.page import Office
from bdp.domain.practice import Contact, Practice
from bdp.exchange.json_form import shortened
from bdp.exchange.site import NAME, Site, citation
from bdp.library import Library
from bdp.services import comparing

SUMMARY_LENGTH = 1500  # characters of a practice's own words; a note is read before a meeting
TITLE_LENGTH = 90  # in the head of the table
LICENCES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def note(library: Library, entries: Sequence[Entry], voice: Voice, site: Site, *, day: date, address: str) -> Note:
    """Describe the note about one to four practices, as of a day.

    ``address`` is that of the page that says the same; addresses that are not whole stay words. Persons are not named,
    and contacts only with a post that readers may see on that day.
    """
    words = voice.words
    comparison = comparing.compare(library, entries, voice)
    blocks: list[Block] = [
        Paragraph((f"{NAME[voice.language]}, {words['as_of']} {voice.day(day)}",), small=True),
        Heading(words["asked"], 1),
        Paragraph((words["about"],)),
        Listing(tuple((_named(entry, voice, library),) for entry in entries)),
        Paragraph((f"{words['again']} ", *_link(address))),
        Heading(words["table"], 1),
        _table(comparison, voice),
    ]
    if comparison.silent:
        blocks.append(Paragraph((voice.unsaid(comparison.silent, len(entries)),), small=True))
    for number, entry in enumerate(entries):
        blocks += _practice(library, entry, voice, site, day=day, cells=_cells(comparison, number))
    blocks += _sources(entries, voice)
    alone = f": {entries[0].body(voice.language).title}" if len(entries) == 1 else ""
    return Note(clean(words["title"] + alone), voice.language, day, NAME[voice.language], words["page"], tuple(blocks))


def _named(entry: Entry, voice: Voice, library: Library) -> str:
    regions = (library.vocabularies.voivodeships.label(name, voice.language) for name in entry.voivodeships)
    where = ", ".join(filter(None, (entry.practice.place or entry.practice.institution, " / ".join(regions))))
    return clean(f"{entry.body(voice.language).title} ({where})")


def _link(address: str, text: str = "") -> tuple[Run, ...]:
    """Return a link where the address is whole, else its words."""
    text = clean(text or address)
    return (Link(text, address),) if address.startswith(("http://", "https://")) else (text,)


def _table(comparison: Comparison, voice: Voice) -> Table:
    words = voice.words
    heads = (_heading(entry, voice) for entry in comparison.entries)
    rows = ((Cell((words[row.key],)), *_said(row, words["not_told"])) for row in comparison.rows)
    return Table(words["caption"], (Cell((words["matter"],)), *heads), tuple(rows))


def _heading(entry: Entry, voice: Voice) -> Cell:
    body = entry.body(voice.language)
    return Cell((clean(shortened(body.title, TITLE_LENGTH)),), _own_language(entry, voice))


def _said(row: Row, nothing: str) -> Iterator[Cell]:
    """Yield what the practices say on a matter."""
    for cell, polish in zip(row.cells, row.polish, strict=True):
        lines = tuple(clean(item.text) for item in cell)
        yield Cell(lines, "pl" if polish else "") if lines else Cell((nothing,))


def _own_language(entry: Entry, voice: Voice) -> str:
    """Return "pl" where a note in another language has the Polish words of a practice."""
    return "pl" if voice.language != "pl" and entry.body(voice.language) is entry.pl else ""


def _cells(comparison: Comparison, number: int) -> Mapping[str, tuple[str, ...]]:
    """Return what one practice says by matter."""
    told: dict[str, Row] = {row.key: row for row in comparison.rows}
    return {key: tuple(clean(item.text) for item in row.cells[number]) for key, row in told.items()}


def _practice(
    library: Library, entry: Entry, voice: Voice, site: Site, *, day: date, cells: Mapping[str, tuple[str, ...]]
) -> Iterator[Block]:
    """Yield the part about one practice."""
    words, body = voice.words, entry.body(voice.language)
    foreign = "pl" if voice.language != "pl" else ""  # what records tell beside their translation is in Polish
    own = _own_language(entry, voice)
    yield Heading(clean(body.title), 1, own)
    where = (*cells.get("where", ()), " / ".join(cells.get("voivodeship", ())), *cells.get("when", ()))
    yield Paragraph((clean(", ".join(filter(None, where))),), small=True)
    yield from _lines((body.summary_text or entry.pl.summary_text).splitlines(), own)
    if results := cells.get("results"):
        yield Heading(words["results"], 2)
        yield Listing(tuple((text,) for text in results), foreign)
    if money := (*cells.get("cost", ()), *cells.get("funding", ())):
        yield Heading(words["money"], 2)
        yield Listing(tuple((text,) for text in money), foreign)
    if forms := cells.get("form"):
        yield Heading(words["form"], 2)
        yield Paragraph((", ".join(forms),))
    presented = body if body.presentation_text else entry.pl
    if how := repeating.told(presented):
        yield Heading(words["repeating"], 2)
        yield from _lines(how, foreign if presented is entry.pl else "")
    if asked := tuple(_whom(entry.practice, _office(library, entry.practice), day)):
        yield Heading(words["whom"], 2)
        yield Listing(asked, foreign)
    yield Heading(words["cite"], 2)
    address = site.practice(entry.slug)
    cited = citation(entry, site, voice.language).removesuffix(address)
    licence = (f". {words['licence']} ", *_link(LICENCES["CC BY 4.0"], "CC BY 4.0"), ".")
    yield Paragraph((f"{clean(cited)} ", *_link(address), *licence), own)


def _lines(lines: Sequence[str], language: str) -> Iterator[Block]:
    """Yield the first lines of a text as paragraphs."""
    left = SUMMARY_LENGTH
    for line in lines:
        if line.strip() and left > 0:
            yield Paragraph((clean(shortened(line, left)),), language)
            left -= len(line)


def _office(library: Library, practice: Practice) -> Office | None:
    try:
        return library.index.current().catalogue.office(practice.teryt) if practice.teryt else None
    except NotBuilt:
        return None


def _whom(practice: Practice, office: Office | None, day: date) -> Iterator[tuple[Run, ...]]:
    """Yield whom to ask: the institution with its address, posts that readers may see, teams of the unit's office."""
    street = ", ".join(
        filter(None, (practice.street, f"{practice.postal_code} {practice.post_office or practice.place}"))
    )
    yield from _line(
        practice.institution,
        street if practice.street or (practice.institution and practice.postal_code) else "",
        *practice.emails,
    )
    for contact in practice.contacts:
        if contact.shown(day):
            yield from _line(*_post(contact))
    if office is not None:
        yield from _line(office.name, office.address)
        for team in office.teams:
            yield from _line(team.name or team.head_role, team.phone, team.email)
    sites = [clean(text) for text in practice.websites]
    yield from (_link(href(text), text) if is_address(text) else (text,) for text in sites)


def _post(contact: Contact) -> tuple[str, ...]:
    """Return what a note tells of a contact: never the person."""
    return contact.role, contact.organisation, contact.phone, contact.email


def _line(*texts: str) -> Iterator[tuple[Run, ...]]:
    if told := ", ".join(filter(None, map(clean, texts))):
        yield (told,)


def _sources(entries: Sequence[Entry], voice: Voice) -> Iterator[Block]:
    """Yield where the facts come from and under which terms."""
    words = voice.words
    yield Heading(words["sources"], 1)
    items = []
    for entry in entries:
        source = entry.practice.source
        name, title = clean(source.name or source.url), clean(entry.body(voice.language).title)
        if name:
            linked = _link(href(source.url), name) if is_address(source.url) else (name,)
            terms = f" ({clean(source.licence)})" if source.licence else ""
            items.append((f"{title}: ", *linked, terms) if terms else (f"{title}: ", *linked))
    if items:
        yield Listing(tuple(items))
    zero, by = _link(LICENCES["CC0 1.0"], "CC0 1.0"), _link(LICENCES["CC BY 4.0"], "CC BY 4.0")
    yield Paragraph((f"{words['descriptions']} ", *by, f"; {words['facts']} ", *zero, "."), small=True)
