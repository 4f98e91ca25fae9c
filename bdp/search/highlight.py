"""highlight: where a record matched, as short pieces of its texts with the words marked."""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from bdp.domain.results import Explained, Match, Where
from bdp.search.documents import Item
from bdp.search.marks import Marked, Marker
from bdp.search.reasons import forms, reasons
from bdp.search.schema import TEXT_FIELDS

WINDOW = 30  # words of context
BEFORE = 8  # of these at least so many before the first marked word, where there are as many
METADATA_MAX, PAGES_MAX = 3, 10
_PARTS: tuple[Where, ...] = ("title", "summary", "presentation")
Find = Callable[[str], Iterable[tuple[Item, Marked]]]  # field -> its texts with words of the query, marked
_ELLIPSIS = "…"
_SPACE = re.compile(r"\s+")


class _Piece(NamedTuple):
    """A text with marked words and what makes it a good one to show: how many targets, how many words."""

    item: Item
    words: Marked
    first: int
    targets: int
    marked: int


def explained(marker: Marker, found_in: Find, language: str) -> Explained:
    """Return the places where the words stand: the best window of each part, the best items and pages; and why.

    In English a translation goes before the Polish text where both match.
    """
    found: list[Match] = []
    seen: list[_Piece] = []
    for where in _PARTS:
        for name in _names(where, language):
            pieces = [_window(*each) for each in found_in(name)]
            if pieces:
                found.append(Match(where, _excerpt(pieces[0], whole=where == "title")))
                seen += pieces
                break
    metadata = [_window(*each) for name in _names("metadata", language) for each in found_in(name)]
    found += [Match("metadata", _excerpt(p)) for p in _best(metadata, METADATA_MAX)]
    pages = [_window(*each) for each in found_in("attachments")]
    found += [Match("attachment", _excerpt(p), p.item.file, p.item.page) for p in _best(pages, PAGES_MAX)]
    seen += [*metadata, *pages]
    written = Counter(form for piece in seen for form in forms(piece.words, piece.item.text))
    return Explained(tuple(found), reasons(marker, written) if found else ())


def _names(where: Where, language: str) -> list[str]:
    names = [f.name for f in TEXT_FIELDS.values() if f.where == where and f.language in ("pl", language)]
    return sorted(names, key=lambda name: TEXT_FIELDS[name].language != language) if language == "en" else names


def _best(pieces: list[_Piece], most: int) -> list[_Piece]:
    """Return the pieces with most of the words, then most often, then in the order of the record.

    Of equals a page goes before the title of its file: it leads closer.
    """
    return sorted(pieces, key=lambda p: (-p.targets, -p.marked, p.item.page is None))[:most]


def _window(item: Item, words: Marked) -> _Piece:
    """Choose the stretch of WINDOW words that answers most of the query; the first of equals."""
    marked = sorted(words.targets)
    best: tuple[int, int, int] = (0, 0, 0)
    last = 0
    for n, first in enumerate(marked):
        last = max(last, n)
        while last + 1 < len(marked) and marked[last + 1] - first < WINDOW:
            last += 1
        inside = marked[n : last + 1]
        targets = len(set().union(*(words.targets[number] for number in inside)))
        if (targets, len(inside)) > best[:2]:
            best = targets, len(inside), n
    targets, count, n = best
    width = marked[n + count - 1] - marked[n] + 1
    first = max(0, marked[n] - min(BEFORE, WINDOW - width))
    first = max(0, min(first, len(words.spans) - WINDOW))
    return _Piece(item, words, first, targets, len(marked))


def _excerpt(piece: _Piece, *, whole: bool = False) -> str:
    """Return the window as HTML: escaped but for <mark>."""
    content, spans = piece.item.text, piece.words.spans
    first, last = (0, len(spans)) if whole else (piece.first, min(len(spans), piece.first + WINDOW))
    start = 0 if first == 0 else spans[first][0]
    end = len(content) if last == len(spans) else spans[last - 1][1]
    parts = [_ELLIPSIS + " "] if first else []
    at = start
    for number in range(first, last):
        if number in piece.words.targets:
            begin, over = spans[number]
            parts += [_plain(content[at:begin]), "<mark>", _plain(content[begin:over]), "</mark>"]
            at = over
    parts.append(_plain(content[at:end]))
    if last < len(spans):
        parts.append(" " + _ELLIPSIS)
    return "".join(parts).strip()


def _plain(content: str) -> str:
    return html.escape(_SPACE.sub(" ", content))
