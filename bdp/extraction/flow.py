"""flow: text out of a stream of XML, without ever holding the tree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from bdp.extraction import notes
from bdp.extraction.pages import APART, BLANK, CELL, TEXT_MAX, Full, Pages, Unreadable

_ASIDE = "\f"
_OF_TABLE = "\v"  # at the end of a line of several cells; no XML can hold it
_REPEATED_MAX = 64  # a row is filled up with empty cells to the 16,384th


@dataclass(frozen=True, slots=True)
class Rules:
    """Which elements mean what, by local name (both name spaces of Office have the same).

    Characters count inside ``text``; ``lines`` end a line, or a space where they lie in a ``cell``; ``row`` ends a
    line of cells; ``gaps`` stand for characters; what stands in ``aside`` comes apart from what was before; ``skip``
    is passed over; each ``page`` begins a new one, titled by its attribute ``title``.
    """

    text: frozenset[str]
    lines: frozenset[str] = frozenset()
    gaps: Mapping[str, str] = field(default_factory=dict)
    skip: frozenset[str] = frozenset()
    cell: str = ""
    row: str = ""
    aside: str = ""
    page: str = ""
    title: str = ""


class Flow:
    """The target of an XML parser: gathers text and gives each page to ``pages``."""

    def __init__(self, rules: Rules, pages: Pages, page: int | None = None) -> None:
        """Begin on a page; with ``rules.page`` the first such element is page 1."""
        self._rules, self._pages, self._page = rules, pages, page
        self._pieces: list[str] = []
        self._text = self._skipped = self._cells = self._side_by_side = self._letters = 0
        self._repeated = 1

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        name, rules = _local(tag), self._rules
        if self._skipped or name in rules.skip:
            self._skipped += 1
            return
        self._text += name in rules.text
        if name == rules.cell and rules.cell:
            self._cells += 1
            self._repeated = _repeated(attributes)
        if name in rules.gaps:
            self._pieces.append(rules.gaps[name])
        if name == rules.aside and rules.aside:
            self.turn_aside()
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
            self._side_by_side += 1
            self._pieces.append(CELL * self._repeated)
        if name == rules.row:
            # The rows of a sheet are filled up with empty cells, so that they tell nothing of its width.
            self._pieces.append(f"{_OF_TABLE}\n" if self._side_by_side > 1 and not rules.title else "\n")
            self._side_by_side = 0
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

    def turn_aside(self) -> None:
        """Keep what follows on this page apart from what was before."""
        self._pieces.append(_ASIDE)

    def flush(self) -> None:
        """Give the page so far to ``pages``."""
        text, self._pieces, self._letters = "".join(self._pieces), [], 0
        parts = (_lines(part) for part in text.split(_ASIDE))
        self._pages.add(self._page, APART.join(part for part in parts if part))

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


def _repeated(attributes: Mapping[str, str]) -> int:
    """Return for how many columns a cell of an open spreadsheet stands; the words in it are given once."""
    said = next((value for key, value in attributes.items() if _local(key) == "number-columns-repeated"), "1")
    return min(int(said), _REPEATED_MAX) if said.isascii() and said.isdigit() else 1


def _lines(text: str) -> str:
    return "\n".join(line for line in map(_line, text.split("\n")) if line)


def _line(text: str) -> str:
    """Return a line without its empty end; of a table, a row with words in its first cell alone can still be told."""
    line = text.strip(" \t\r\v").rstrip(BLANK)
    alone = line and text.endswith(_OF_TABLE) and CELL.lstrip() not in line
    return f"{line}{CELL.rstrip()}" if alone else line


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
