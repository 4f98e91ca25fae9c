"""synonyms: groups of words and of several words that a search treats as one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bdp.domain.vocabulary import Vocabulary
from bdp.search import analysis, text

Spans = tuple[tuple[str, str], ...]  # (word as written, group of the pattern), see text.spans


@dataclass(frozen=True, slots=True)
class Member:
    """One way to say it: its words, and for each the terms by which a query word is recognised."""

    group: int
    words: Spans
    terms: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """How many words of a query say something together, the other ways to say it, and to say what is akin to it."""

    length: int
    same: tuple[Member, ...] = ()
    akin: tuple[Member, ...] = ()


class Synonyms:
    """The groups of a base. Immutable."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Read each entry's Polish label and aliases as one group."""
        self._groups: list[tuple[Member, ...]] = []
        self._beginning: dict[str, list[Member]] = {}
        for number, entry in enumerate(vocabulary):
            spelt = dict.fromkeys(_words(label) for label in (entry.pl, *entry.aliases))
            members = tuple(Member(number, words, tuple(map(_recognised, words))) for words in spelt if words)
            self._groups.append(members)
            for member in members:
                # Two words are looked for by both: they may stand the other way round.
                for term in frozenset().union(*member.terms[:2]) if len(member.terms) == 2 else member.terms[0]:  # noqa: PLR2004
                    self._beginning.setdefault(term, []).append(member)

    def at(self, words: Sequence[frozenset[str]], most: int) -> Said:
        """Return how many of the words at the beginning say something with synonyms, and the other ways to say it.

        ``words`` are the terms of each query word. The longest way of at most ``most`` words wins. What is said in
        several groups means what the smallest of them does; the others hold what is only akin to it.
        """
        if not words:
            return Said(0)
        candidates = {id(m): m for term in words[0] for m in self._beginning.get(term, ())}
        said = [m for m in candidates.values() if len(m.terms) <= most and _says(words, m)]
        length = max((len(m.terms) for m in said), default=0)
        spoken = {m.words for m in said if len(m.terms) == length}
        numbers = sorted({m.group for m in said if len(m.terms) == length})
        smallest = min((len(self._groups[number]) for number in numbers), default=0)
        same: dict[Spans, Member] = {}
        akin: dict[Spans, Member] = {}
        for number in numbers:
            found = same if len(self._groups[number]) == smallest else akin
            found.update({m.words: m for m in self._groups[number] if m.words not in spoken})
        return Said(length, tuple(same.values()), tuple(m for words, m in akin.items() if words not in same))

    def known(self, terms: frozenset[str]) -> bool:
        """Tell whether a word is part of some way to say it."""
        return any(terms & recognised for group in self._groups for m in group for recognised in m.terms)


@lru_cache(maxsize=4)
def groups_of(vocabulary: Vocabulary) -> Synonyms:
    """Return the groups of a list; worked out once for each, for as long as generations share it."""
    return Synonyms(vocabulary)


def _says(words: Sequence[frozenset[str]], member: Member) -> bool:
    """Tell whether words say it; two words may stand the other way round (obywatelski budżet)."""
    said = words[: len(member.terms)]
    return _in_order(said, member.terms) or (len(member.terms) == 2 and _in_order(said, member.terms[::-1]))  # noqa: PLR2004


def _in_order(said: Sequence[frozenset[str]], terms: Sequence[frozenset[str]]) -> bool:
    return len(said) == len(terms) and all(w & t for w, t in zip(said, terms, strict=True))


def _words(label: str) -> Spans:
    return tuple((written, group) for _, _, written, group in text.spans(text.clean(label)))


def _recognised(word: tuple[str, str]) -> frozenset[str]:
    return recognised(query_terms(*word), bare=True)


def recognised(terms: Iterable[analysis.Term], *, bare: bool) -> frozenset[str]:
    """Return the terms by which a word is recognised; with ``bare`` also what they look like without their letters."""
    found = frozenset(term.text for term in terms)
    return found | frozenset(map(analysis.letters_of, found)) if bare else found


def query_terms(written: str, group: str) -> tuple[analysis.Term, ...]:
    """Return what a word of a vocabulary stands for: acronyms are acronyms, letters are all there."""
    if analysis.acronym(written, group):
        return analysis.acronym_query(written, group)
    return analysis.polish_query(written, group, analysis.Typed(restore=False, shouted=False))


def members(vocabulary: Vocabulary) -> Iterator[str]:
    """Yield every word of every group as written."""
    for entry in vocabulary:
        for label in (entry.pl, *entry.aliases):
            yield from (written for written, _ in _words(label))
