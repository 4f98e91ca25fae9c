"""highlight: where a record matched, as short pieces of its texts with the words marked."""

import html
import re
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from bdp.domain.results import Explained, Match, Where
from bdp.search import text
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
_APART = " · "  # between blocks of which the first has no sign at its end: headings, rows of tables, points of a list
_LINE_END = re.compile(r"(?<![.!?…:;,\s])\s*\n\s*")
_BLANK_LINE = re.compile(r"(?<![.!?…:;,\s])[^\S\n]*\n\s*\n\s*")
_LETTERS = "A-Za-zĄĆĘŁŃÓŚŹŻąćęłńóśźż0-9.,:;()/%+!?…„”–-"
_SIMPLE = re.compile(rf"(?:[{_LETTERS}]+ )*[{_LETTERS}]*")  # what is clean, and HTML, as it stands
_WRAPPED = (".pdf", ".txt")  # files whose lines may end in the middle of a sentence


class _Piece(NamedTuple):
    """A text with marked words and what makes it a good one to show: how many targets, how many words."""

    field: str
    item: Item
    words: Marked
    first: int
    targets: int
    marked: int


def explained(marker: Marker, found_in: Find, fields: Container[str], language: str) -> Explained:
    """Return the places where the words stand: the best window of each part, the best items and pages; and why.

    Only texts of these ``fields`` are asked for. In English a translation goes before the Polish text where both match.
    """
    shown: list[tuple[Where, _Piece]] = []
    seen: list[_Piece] = []

    def pieces(name: str) -> list[_Piece]:
        return [_window(name, item, words) for item, words in found_in(name)] if name in fields else []

    for where in _PARTS:
        found = next(filter(None, map(pieces, _names(where, language))), [])
        shown += [(where, piece) for piece in found[:1]]
        seen += found
    metadata = [piece for name in _names("metadata", language) for piece in pieces(name)]
    pages = pieces("attachments")
    shown += [("metadata", piece) for piece in _best(metadata, METADATA_MAX)]
    shown += [("attachment", piece) for piece in _best(pages, PAGES_MAX)]
    written = Counter(form for piece in (*seen, *metadata, *pages) for form in forms(piece.words, piece.item.text))
    return Explained(tuple(_match(*each) for each in shown), reasons(marker, written) if shown else ())


def _match(where: Where, piece: _Piece) -> Match:
    item, language = piece.item, TEXT_FIELDS[piece.field].language
    return Match(where, _excerpt(piece, whole=where == "title"), item.file, item.page, language)


@cache
def _names(where: Where, language: str) -> Sequence[str]:
    names = [f.name for f in TEXT_FIELDS.values() if f.where == where and f.language in ("pl", language)]
    return sorted(names, key=lambda name: TEXT_FIELDS[name].language != language) if language == "en" else names


def _best(pieces: list[_Piece], most: int) -> list[_Piece]:
    """Return the pieces with most of the words, then most often, then in the order of the record.

    Of equals a page goes before the title of its file: it leads closer.
    """
    return sorted(pieces, key=lambda p: (-p.targets, -p.marked, p.item.page is None))[:most]


def _window(field: str, item: Item, words: Marked) -> _Piece:
    """Choose the stretch of WINDOW words that answers most of the query; the first of equals."""
    marked = sorted(words.targets)
    begin, end, targets = _best_stretch(marked, words.targets)
    width = marked[end - 1] - marked[begin] + 1
    first = max(0, marked[begin] - min(BEFORE, WINDOW - width))
    first = max(0, min(first, len(words.spans) - WINDOW))
    return _Piece(field, item, words, first, targets, len(marked))


def _best_stretch(marked: Sequence[int], targets: Mapping[int, Collection[int]]) -> tuple[int, int, int]:
    """Return which of the marked words are in the best stretch, from and to, and how many targets they answer."""
    if marked[-1] - marked[0] < WINDOW:
        return 0, len(marked), len(set().union(*targets.values()))
    best = (0, 0, 0, 0)
    inside: dict[int, int] = {}
    last = 0
    for n, first in enumerate(marked):
        while last < len(marked) and marked[last] - first < WINDOW:
            for target in targets[marked[last]]:
                inside[target] = inside.get(target, 0) + 1
            last += 1
        if (len(inside), last - n) > best[:2]:
            best = len(inside), last - n, n, last
        if last == len(marked):
            break  # what follows is less of the same
        for target in targets[first]:
            inside[target] -= 1
            if not inside[target]:
                del inside[target]
    return best[2], best[3], best[0]


def _excerpt(piece: _Piece, *, whole: bool = False) -> str:
    """Return the window as HTML: escaped but for <mark>."""
    content, spans = piece.item.text, piece.words.spans
    first, last = (0, len(spans)) if whole else (piece.first, min(len(spans), piece.first + WINDOW))
    start = 0 if first == 0 else spans[first][0]
    end = len(content) if last == len(spans) else spans[last - 1][1]
    marked = [spans[number] for number in sorted(piece.words.targets) if first <= number < last]
    parts: list[str] = []
    at = start
    for begin, over in marked:
        parts += (content[at:begin], content[begin:over])
        at = over
    parts.append(content[at:end])
    if not _SIMPLE.fullmatch(content, start, end):
        parts = [part if _SIMPLE.fullmatch(part) else _plain(part, piece.item) for part in parts]
    parts[1::2] = [f"<mark>{part}</mark>" for part in parts[1::2]]
    shown = "".join(parts).strip()
    return f"{_ELLIPSIS + ' ' if first else ''}{shown}{' ' + _ELLIPSIS if last < len(spans) else ''}"


def _plain(content: str, item: Item) -> str:
    """Return a piece of a text as HTML on one line, the ends of its blocks to be seen."""
    wrapped = item.file is not None and item.file.lower().endswith(_WRAPPED)
    ends = _BLANK_LINE if wrapped else _LINE_END
    return html.escape(_SPACE.sub(" ", ends.sub(_APART, text.clean(content))))
