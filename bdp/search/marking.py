"""marking: a whole text, or safe HTML, with the words of a query marked in it."""

import html
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import NamedTuple

from bdp.search import text
from bdp.search.marks import Marker

_UNTOUCHED = frozenset({"code", "pre", "kbd", "samp", "script", "style", "textarea", "title", "mark"})
# What does not part words; any other tag does.
_INLINE = frozenset(
    {"a", "abbr", "b", "cite", "del", "em", "i", "ins", "q", "s", "small", "span", "strong", "sub", "sup"}
)

_Range = tuple[int, int]


class Marking(NamedTuple):
    """HTML with words marked, and how many."""

    html: str
    words: int


class _Piece(NamedTuple):
    """A part of a document: as it is written, and the text that it holds: all of it, some of it (``&amp;``), none."""

    raw: str
    text: str


def plain(marker: Marker, field: str, content: str) -> Marking:
    """Return plain text as HTML: escaped but for <mark>, line ends and spaces as they are."""
    clean = text.clean(content)
    ranges = _ranges(marker, field, clean)
    parts = [
        f"<mark>{html.escape(part)}</mark>" if marked else html.escape(part) for part, marked in _cut(clean, 0, ranges)
    ]
    return Marking("".join(parts), len(ranges))


def markup(marker: Marker, field: str, content: str) -> Marking:
    """Return HTML with words marked in its texts; tags and attributes stay byte for byte, code is left alone.

    ``content`` must be safe already: nothing is escaped here. What cannot be taken apart without loss is not marked.
    """
    pieces = _pieces(content)
    ranges = _ranges(marker, field, "".join(piece.text for piece in pieces))
    if not ranges or "".join(piece.raw for piece in pieces) != content:
        return Marking(content, 0)
    parts: list[str] = []
    at = 0
    for piece in pieces:
        if piece.raw == piece.text:
            cut = _cut(piece.raw, at, ranges)
            parts += [f"<mark>{part}</mark>" if marked else part for part, marked in cut]
        else:
            parts.append(piece.raw)
        at += len(piece.text)
    return Marking("".join(parts), len(ranges))


def _ranges(marker: Marker, field: str, content: str) -> list[_Range]:
    marked = marker.marked(field, content)
    return [marked.spans[number] for number in sorted(marked.targets)] if marked else []


def _cut(content: str, offset: int, ranges: Sequence[_Range]) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text that begins at ``offset`` of the whole, and whether each is to be marked."""
    at = 0
    for start, end in ranges:
        first, last = max(start - offset, at), min(end - offset, len(content))
        if first < last:
            yield content[at:first], False
            yield content[first:last], True
            at = last
    yield content[at:], False


def _pieces(content: str) -> list[_Piece]:
    parser = _Pieces()
    parser.feed(content)
    parser.close()
    return parser.found


class _Pieces(HTMLParser):
    """Takes HTML apart into pieces that make it up again when they are joined."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[_Piece] = []
        self._untouched = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the parser's
        """Keep a start tag as it is written."""
        self._tag(tag, self.get_starttag_text() or "")
        self._untouched += tag in _UNTOUCHED

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - likewise
        """Keep an element without content."""
        self._tag(tag, self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """Keep an end tag."""
        self._untouched -= tag in _UNTOUCHED
        self._tag(tag, f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Keep a text, to be marked but in code."""
        self.found.append(_Piece(data, "" if self._untouched else data))

    def handle_entityref(self, name: str) -> None:
        """Keep a sign that is written by its name."""
        self._sign(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Keep a sign that is written by its number."""
        self._sign(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        """Keep a comment."""
        self.found.append(_Piece(f"<!--{data}-->", ""))

    def _sign(self, written: str) -> None:
        self.found.append(_Piece(written, "" if self._untouched else html.unescape(written)))

    def _tag(self, tag: str, written: str) -> None:
        self.found.append(_Piece(written, "" if tag in _INLINE else "\n"))
