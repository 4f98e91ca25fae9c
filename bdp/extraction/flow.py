"""flow: text out of a stream of XML, without ever holding the tree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from bdp.extraction import notes
from bdp.extraction.pages import CELL, TEXT_MAX, Full, Pages, Unreadable


@dataclass(frozen=True, slots=True)
class Rules:
    """Which elements mean what, by local name (both name spaces of Office have the same).

    Characters count inside ``text``; ``lines`` end a line, or a space where they lie in a ``cell``; ``row`` ends a
    line of cells; ``gaps`` stand for characters; ``skip`` is passed over; each ``page`` begins a new one, titled by its
    attribute ``title``.
    """

    text: frozenset[str]
    lines: frozenset[str] = frozenset()
    gaps: Mapping[str, str] = field(default_factory=dict)
    skip: frozenset[str] = frozenset()
    cell: str = ""
    row: str = ""
    page: str = ""
    title: str = ""


class Flow:
    """The target of an XML parser: gathers text and gives each page to ``pages``."""

    def __init__(self, rules: Rules, pages: Pages, page: int | None = None) -> None:
        """Begin on a page; with ``rules.page`` the first such element is page 1."""
        self._rules, self._pages, self._page = rules, pages, page
        self._pieces: list[str] = []
        self._text = self._skipped = self._cells = self._letters = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        name, rules = _local(tag), self._rules
        if self._skipped or name in rules.skip:
            self._skipped += 1
            return
        self._text += name in rules.text
        self._cells += name == rules.cell
        if name in rules.gaps:
            self._pieces.append(rules.gaps[name])
        if name == rules.page and rules.page:
            self._page = (self._page or 0) + 1
            self._pieces.append("".join(f"{v}\n" for k, v in attributes.items() if _local(k) == rules.title))

    def end(self, tag: str) -> None:
        """Close an element."""
        name, rules = _local(tag), self._rules
        if self._skipped:
            self._skipped -= 1
            return
        self._text -= name in rules.text
        if name in rules.lines:
            self._pieces.append(" " if self._cells else "\n")
        if name == rules.cell and rules.cell:
            self._cells -= 1
            self._pieces.append(CELL)
        if name == rules.row:
            self._pieces.append("\n")
        if name == rules.page and rules.page:
            self.flush()

    def data(self, text: str) -> None:
        """Take characters."""
        if self._text and not self._skipped:
            self._pieces.append(text)
            self._letters += len(text)
            if self._letters > TEXT_MAX:
                self.flush()

    def close(self) -> None:
        """End the document."""

    def flush(self) -> None:
        """Give the page so far to ``pages``."""
        text, self._pieces, self._letters = "".join(self._pieces), [], 0
        lines = (line.strip(" |\t\r") for line in text.split("\n"))
        self._pages.add(self._page, "\n".join(line for line in lines if line))

    @property
    def page(self) -> int | None:
        """The page reached."""
        return self._page

    def check_time(self) -> None:
        """Give what there is to ``pages`` and raise Full when most of the processor time is used up."""
        try:
            self._pages.check_time()
        except Full:
            self.flush()
            raise


def run(pieces: Iterable[bytes], flow: Flow) -> None:
    """Feed XML to a flow. Raises Unreadable for broken or hostile XML; entities are never expanded."""
    parser = DefusedXMLParser(target=flow, forbid_entities=True, forbid_external=True)
    try:
        for piece in pieces:
            parser.feed(piece)
            flow.check_time()
        parser.close()
    except DefusedXmlException as error:
        raise Unreadable(notes.ENTITIES) from error
    except (ParseError, LookupError, ValueError) as error:
        raise Unreadable(notes.BROKEN) from error


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
