"""marks: which words of a text answer a query, found by analysing the text as the index did."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, Self

from bdp.domain.polish import fold
from bdp.domain.results import Kind
from bdp.search import text
from bdp.search.analysis import exact, is_word
from bdp.search.plan import Node, Slot, wanted
from bdp.search.schema import TEXT_FIELDS

_Places = tuple[tuple[int, int], ...]  # (target, slot) pairs that a word may fill
Filled = Mapping[int, Collection[tuple[int, int]]]  # the number of a word, or its place -> the pairs
Kinds = dict[tuple[int, str], Kind]  # target and words -> how they answer it
SEEN_MAX = 10_000  # words remembered for one plan and field
BARE_MIN = 4  # letters of a beginning that also stands for words written without Polish letters


class Run(NamedTuple):
    """Words side by side, mostly one, that answer a target: the number of the first, and of the one after the last."""

    first: int
    end: int
    target: int


class Marked(NamedTuple):
    """The words of a text: where each starts and ends, and by its number what a marked word answers.

    ``runs`` are the same marks as they were found, by their first words.
    """

    spans: Sequence[tuple[int, int]]
    targets: Mapping[int, Collection[int]]
    runs: Sequence[Run]

    @classmethod
    def of(cls, spans: Sequence[tuple[int, int]], runs: Sequence[Run]) -> Self:
        """Return the words of a text with these runs."""
        targets: dict[int, set[int]] = {}
        for first, end, target in runs:
            for number in range(first, end):
                targets.setdefault(number, set()).add(target)
        return cls(spans, targets, runs)


class Marker:
    """Finds the words of one plan in texts. Any thread may use it: what it remembers is the same for all."""

    def __init__(self, node: Node | None) -> None:
        """Look for all that a plan wants; words without meaning of their own only where there is nothing else."""
        self.kinds: Kinds = {}  # how words of texts answer targets: see ``reasons``
        sought = list(wanted(node))
        self.targets = [s for s in sought if s.words] or sought
        self._by_field: dict[str, _FieldMarker | None] = {}

    def marked(self, field: str, content: str) -> Marked | None:
        """Return the words of a text if any of them answers the query, else None."""
        marker = self._of(field)
        return marker.marked(content) if marker else None

    def stretches(self, field: str, content: str) -> list[tuple[int, int]]:
        """Return where what answers the query begins and ends in a text: of what overlaps the first, then the longest.

        Words that stand for one thing (a phrase, a synonym of several words) are one stretch.
        """
        marker = self._of(field)
        if marker is None:
            return []
        if marker.single:
            return marker.words(content)
        marked = marker.marked(content)
        runs = apart(marked.runs) if marked else ()
        return [(marked.spans[run.first][0], marked.spans[run.end - 1][1]) for run in runs] if marked else []

    def _of(self, field: str) -> "_FieldMarker | None":
        """Return what reads the texts of a field, made when the first of them is read."""
        if field not in self._by_field:
            answered = enumerate(dict(target.fields).get(field) for target in self.targets)
            slots = {number: each for number, each in answered if each is not None}
            self._by_field[field] = _FieldMarker(field, slots) if slots else None
        return self._by_field[field]


def runs(filled: Filled, lengths: Mapping[int, int]) -> Iterator[Run]:
    """Yield what answers a target, by places; ``lengths`` are how many words each has, of which none may be missing."""
    for first in sorted(filled):
        for target, place in filled[first]:
            length = lengths[target]
            if place == 0 and all((target, n) in filled.get(first + n, ()) for n in range(1, length)):
                yield Run(first, first + length, target)


def apart(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield the longest runs that do not overlap, from left to right."""
    end = 0
    for run in sorted(runs, key=lambda run: (run.first, -run.end)):
        if run.first >= end:
            end = run.end
            yield run


class _FieldMarker:
    def __init__(self, field: str, targets: Mapping[int, tuple[Slot, ...]]) -> None:
        self._terms_of = TEXT_FIELDS[field].terms
        self._lengths = {number: len(slots) for number, slots in targets.items()}
        self._by_term: dict[str, list[tuple[int, int]]] = {}
        self._prefixes: dict[str, list[tuple[str, tuple[int, int]]]] = {}  # by the first letter, folded
        for number, slots in targets.items():
            for place, slot in enumerate(slots):
                for term in slot.terms:
                    self._by_term.setdefault(term.text, []).append((number, place))
                if slot.prefix:
                    self._prefixes.setdefault(fold(slot.prefix[0]), []).append((slot.prefix, (number, place)))
        # What a word may fill, apart for words of lines in capitals. The pattern's group follows from the word.
        self._seen: dict[bool, dict[str, _Places]] = {False: {}, True: {}}
        self._shared: dict[_Places, _Places] = {}  # many words fill the same, most of them nothing

    @property
    def single(self) -> bool:
        """Whether every target is one word."""
        return all(length == 1 for length in self._lengths.values())

    def words(self, content: str) -> list[tuple[int, int]]:
        """Return where the words that answer begin and end: the same that ``marked`` finds, without the others."""
        return [(at + word.start(), at + word.end()) for at, word, places in self._words(content) if places]

    def marked(self, content: str) -> Marked | None:
        words: list[tuple[int, re.Match[str]]] = []
        filled: dict[int, _Places] = {}
        for at, word, places in self._words(content):
            if places:
                filled[len(words)] = places
            words.append((at, word))
        found = list(runs(filled, self._lengths))
        return Marked.of([(at + word.start(), at + word.end()) for at, word in words], found) if found else None

    def _words(self, content: str) -> Iterator[tuple[int, re.Match[str], _Places]]:
        """Yield where a line begins, a word of it, and what the word may fill."""
        at = 0
        for line in content.splitlines(keepends=True):
            shouted = text.shouted(line)
            seen = self._seen[shouted]
            for word in text.TOKEN.finditer(line):
                places = seen.get(word[0])
                if places is None:
                    places = self._places(word[0], word.lastgroup or "WORD", shouted=shouted)
                yield at, word, places
            at += len(line)

    def _places(self, written: str, group: str, *, shouted: bool) -> _Places:
        found = [place for term in self._terms_of(written, group, shouted) for place in self._by_term.get(term, ())]
        if self._prefixes:
            surface = text.token(written, group).surface
            found += [place for prefix, place in self._prefixes.get(fold(surface[0]), ()) if answers(surface, prefix)]
        places = tuple(dict.fromkeys(found))
        places = self._shared.setdefault(places, places)
        seen = self._seen[shouted]
        if len(seen) < SEEN_MAX:  # the words met first are those met most
            seen[written] = places
        return places


def begins(surface: str, prefix: str) -> bool:
    """Tell whether a word begins so; a letter typed without its diacritic stands for both."""
    return len(surface) >= len(prefix) and all(p in (s, fold(s)) for s, p in zip(surface, prefix, strict=False))


def answers(surface: str, prefix: str) -> bool:
    """Tell whether a word of a text answers a beginning: it begins so, or was written without Polish letters."""
    if begins(surface, prefix):
        return True
    bare = len(prefix) >= BARE_MIN and surface.isascii() and not prefix.isascii() and surface.startswith(fold(prefix))
    return bare and not is_word(exact(surface))
