"""explaining: the places of records that answer a query, found by the places in the index and cut out of the texts.

Only texts that have such places are read at all, and in them only what is shown. What the index cannot tell is found
by reading the texts.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from typing import overload

from bdp.domain.entry import Entry, PageText
from bdp.domain.results import Explained
from bdp.search import highlight, text
from bdp.search.documents import Item, Source, items
from bdp.search.locating import Located, Locator
from bdp.search.marks import Marked, Marker, Run
from bdp.search.records import Records
from bdp.search.schema import ITEM_GAP, TEXT_FIELDS
from bdp.search.store import Store

Texts = Callable[[str], Sequence[PageText]]  # slug -> the pages of its attachments


class Explainer:
    """Tells why records of one generation answer queries; any thread may use it."""

    def __init__(self, store: Store, records: Records, locator: Locator) -> None:
        """Look into these arrays."""
        self._store = store
        self._records = records
        self._locator = locator

    def explained(self, marker: Marker, entries: Sequence[Entry], texts: Texts, language: str) -> list[Explained]:
        """Return for each entry where it has the words of a query, and which words answer which."""
        if not marker.targets:
            return [Explained()] * len(entries)
        documents = [self._records.document(entry.slug) for entry in entries]
        known = [document for document in documents if document is not None]
        located = self._locator.located(marker.targets, known)
        places = dict(zip(known, located, strict=True)) if located is not None else {}
        told = []
        for entry, document in zip(entries, documents, strict=True):
            source = Source(entry, partial(texts, entry.slug), partial(self._records.labels, entry.slug))
            if document in places:
                there = places[document]
                found = partial(self._found, marker, source, document, there)
                told.append(highlight.explained(marker, found, there, language))
            else:
                told.append(highlight.explained(marker, partial(_read, marker, source), TEXT_FIELDS, language))
        return told

    def _found(
        self, marker: Marker, source: Source, document: int, places: Located, field: str
    ) -> Iterator[tuple[Item, Marked]]:
        """Yield the texts of a field that have places, with the words of these marked."""
        runs = places[field]
        starts = self._store.starts(document, field)
        for clean in (str, text.clean):  # most texts are clean as they are, which costs much to find out
            found = items(field, source, clean)
            if len(starts) and sum(len(item.text) for item in found) == starts[-1]:
                yield from _cut(found, starts, runs)
                return
        yield from _read(marker, source, field)


def _read(marker: Marker, source: Source, field: str) -> Iterator[tuple[Item, Marked]]:
    """Yield the texts of a field that answer, found by reading them."""
    for item in items(field, source):
        if (marked := marker.marked(field, item.text)) is not None:
            yield item, marked


def _cut(found: Sequence[Item], starts: memoryview, runs: Sequence[Run]) -> Iterator[tuple[Item, Marked]]:
    """Yield those of the texts of a field that have runs, the places in the field turned into words of the text."""
    count = len(starts) - 1
    if len(found) == 1:
        yield found[0], Marked.of(_Spans(found[0].text, starts[:count], 0), runs)
        return
    offsets = list(accumulate((len(item.text) for item in found), initial=0))
    firsts = [bisect_left(starts, offset, 0, count) for offset in offsets]
    begins = [first + ITEM_GAP * number for number, first in enumerate(firsts[:-1])]
    own: dict[int, list[Run]] = {}
    for first, end, target in runs:
        number = bisect_right(begins, first) - 1
        own.setdefault(number, []).append(Run(first - begins[number], end - begins[number], target))
    for number, here in own.items():
        words = starts[firsts[number] : firsts[number + 1]]
        yield found[number], Marked.of(_Spans(found[number].text, words, offsets[number]), here)


class _Spans(Sequence[tuple[int, int]]):
    """Where the words of a text begin and end; an end is looked for when it is asked."""

    def __init__(self, content: str, starts: memoryview, offset: int) -> None:
        self._content, self._starts, self._offset = content, starts, offset

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, number: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, number: slice) -> list[tuple[int, int]]: ...
    def __getitem__(self, number: int | slice) -> tuple[int, int] | list[tuple[int, int]]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        start = self._starts[number] - self._offset
        word = text.TOKEN.match(self._content, start)
        return start, word.end() if word else start
