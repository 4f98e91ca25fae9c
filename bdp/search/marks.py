"""marks: which words of a text answer a query, found by analysing the text as the index did."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bdp.domain.polish import fold
from bdp.search import text
from bdp.search.plan import Plan, Slot, Sought, wanted
from bdp.search.schema import TEXT_FIELDS

_Places = tuple[tuple[int, int], ...]  # (target, slot) pairs that a word may fill
_NONE: _Places = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: where it stands, and the targets of the query that it answers (none for most)."""

    start: int
    end: int
    targets: frozenset[int]


_UNMARKED: frozenset[int] = frozenset()


class Marker:
    """Finds the words of one plan in texts. Not shared between threads: it remembers what it has analysed."""

    def __init__(self, plan: Plan) -> None:
        """Look for all that the plan wants; words without meaning of their own only where there is nothing else."""
        sought = list(wanted(plan.node))
        self._targets = [s for s in sought if s.words] or sought
        self._fields = [dict(s.fields) for s in self._targets]
        self._by_field: dict[str, _FieldMarker] = {}

    def looks_in(self, field: str) -> bool:
        """Tell whether any word of the query counts in a field."""
        return any(field in fields for fields in self._fields)

    def words(self, field: str, content: str) -> tuple[list[Word], bool]:
        """Return the words of a text in order, and whether any is marked."""
        if field not in self._by_field:
            targets = {n: fields[field] for n, fields in enumerate(self._fields) if field in fields}
            self._by_field[field] = _FieldMarker(field, targets)
        return self._by_field[field].words(content)


class _FieldMarker:
    def __init__(self, field: str, targets: dict[int, tuple[Slot, ...]]) -> None:
        self._terms_of = TEXT_FIELDS[field].terms
        self._lengths = {number: len(slots) for number, slots in targets.items()}
        self._by_term: dict[str, list[tuple[int, int]]] = {}
        self._prefixes: list[tuple[str, tuple[int, int]]] = []
        for number, slots in targets.items():
            for place, slot in enumerate(slots):
                for term in slot.terms:
                    self._by_term.setdefault(term.text, []).append((number, place))
                if slot.prefix:
                    self._prefixes.append((slot.prefix, (number, place)))
        self._seen: dict[tuple[str, str, bool], _Places] = {}

    def words(self, content: str) -> tuple[list[Word], bool]:
        spans: list[tuple[int, int]] = []
        filled: list[_Places] = []
        at = 0
        for line in content.splitlines(keepends=True):
            shouted = text.shouted(line)
            for start, end, written, group in text.spans(line):
                spans.append((at + start, at + end))
                key = written, group, shouted
                places = self._seen.get(key)
                if places is None:
                    places = self._seen[key] = self._places(*key)
                filled.append(places)
            at += len(line)
        targets = self._answered(filled) if any(filled) else {}
        words = [Word(start, end, targets.get(n, _UNMARKED)) for n, (start, end) in enumerate(spans)]
        return words, bool(targets)

    def _places(self, written: str, group: str, shouted: bool) -> _Places:  # noqa: FBT001 - a key of the memory
        found = [place for term in self._terms_of(written, group, shouted) for place in self._by_term.get(term, ())]
        if self._prefixes and group == "WORD":
            surface = written.lower()
            found += [place for prefix, place in self._prefixes if begins(surface, prefix)]
        return tuple(dict.fromkeys(found))

    def _answered(self, filled: Sequence[_Places]) -> dict[int, frozenset[int]]:
        """Return the targets that each word answers; of a phrase only complete ones count."""
        answered: dict[int, set[int]] = {}
        for number, places in enumerate(filled):
            for target, place in places:
                if place == 0:
                    for word in self._complete(filled, number, target):
                        answered.setdefault(word, set()).add(target)
        return {number: frozenset(targets) for number, targets in answered.items()}

    def _complete(self, filled: Sequence[_Places], first: int, target: int) -> Iterator[int]:
        last = first + self._lengths[target]
        if last <= len(filled) and all((target, n - first) in filled[n] for n in range(first, last)):
            yield from range(first, last)


def begins(surface: str, prefix: str) -> bool:
    """Tell whether a word begins so; a letter typed without its diacritic stands for both."""
    return len(surface) >= len(prefix) and all(p in (s, fold(s)) for s, p in zip(surface, prefix, strict=False))


__all__ = ["Marker", "Sought", "Word", "begins"]
