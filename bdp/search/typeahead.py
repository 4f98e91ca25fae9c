"""typeahead: what a reader may be about to type: titles and words of the index by the beginnings of their words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bdp.domain.polish import fold
from bdp.search import morphology
from bdp.search.analysis import surface_of
from bdp.search.beginnings import entries, frequencies, terms
from bdp.search.flat import Flat
from bdp.search.marks import begins
from bdp.search.records import Mask, Records
from bdp.search.schema import TEXT_FIELDS, searched
from bdp.search.store import Store

SHORTEST = 3  # letters of a word worth completing to
CANDIDATES = 60  # words of the index of which dictionary forms are made


class Typeahead:
    """Looks into the mapped dictionary of one generation; it keeps nothing, and any thread may use it.

    Beginnings are words as typed: a letter without its diacritic stands for both.
    """

    def __init__(self, store: Store, records: Records) -> None:
        """Use these arrays."""
        self._store = store
        self._records = records

    def titles(self, beginnings: Sequence[str], language: str, limit: int) -> list[str]:
        """Return the slugs of records in whose titles a word begins with each of these.

        Those whose title begins with the first of them come first, the newest before the older.
        """
        having = self._store.live.copy()
        opening = np.zeros(self._store.size, np.bool_)
        for number, beginning in enumerate(beginnings):
            mask = np.zeros(self._store.size, np.bool_)
            for ids, first_places in self._in_titles(beginning, language):
                mask[ids] = True
                if number == 0:
                    opening[ids[first_places == 0]] = True
            having &= mask
        found = np.flatnonzero(having)
        ranks = self._records.order("newest", language)[found]
        best = found[np.lexsort((ranks, ~opening[found]))][:limit]
        return [self._records.slugs[number] for number in best.tolist()]

    def words(self, beginning: str, language: str, limit: int, among: Mask | None = None) -> list[str]:
        """Return words with this beginning, in their dictionary forms where these begin so too, the most used first.

        ``among`` counts only what stands in these records.
        """
        used: Counter[str] = Counter()
        for offset, flat in zip(self._store.offsets, self._store.flats, strict=True):
            part = None if among is None else among[offset : offset + flat.size]
            used.update(_most_used(flat, beginning, searched(language), part))
        best = {word: often for word, often in used.most_common(CANDIDATES) if word.isalpha() and len(word) >= SHORTEST}
        return _dictionary_forms(best, beginning)[:limit]

    def _in_titles(self, beginning: str, language: str) -> Iterator[tuple[NDArray[np.uint32], NDArray[np.uint32]]]:
        """Yield the records of the words of titles with this beginning, and the first place of each in each."""
        fields = tuple(name for name in searched(language) if TEXT_FIELDS[name].where == "title")
        for offset, flat in zip(self._store.offsets, self._store.flats, strict=True):
            postings = flat.postings_of(entries(flat, beginning, fields))
            counts = postings.weights.astype(np.int64)
            yield postings.ids + np.uint32(offset), postings.places[np.cumsum(counts) - counts]


def _most_used(flat: Flat, beginning: str, fields: Sequence[str], among: Mask | None) -> dict[str, int]:
    """Return the words with this beginning that are used most in a segment: in how many fields of how many records."""
    numbers = entries(flat, beginning, fields)
    if not len(numbers):
        return {}
    of = terms(flat, numbers)
    first = np.flatnonzero(np.diff(of, prepend=-1))
    times = np.add.reduceat(frequencies(flat, numbers), first)
    best = _largest(times, CANDIDATES)
    if among is None:
        return {_surface(flat, int(of[first[n]])): int(times[n]) for n in best.tolist()}
    ends = np.append(first[1:], len(numbers))
    found = {}
    for n in best.tolist():
        often = np.count_nonzero(among[flat.postings_of(numbers[first[n] : ends[n]]).ids])
        if often:
            found[_surface(flat, int(of[first[n]]))] = int(often)
    return found


def _largest(values: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Return where the largest values are, the largest first, of equals the first first."""
    keys = values * len(values) - np.arange(len(values))  # so that no two are equal
    if len(keys) > most:
        best = np.argpartition(-keys, most)[:most]
        return best[np.argsort(-keys[best])]
    return np.argsort(-keys)


def _surface(flat: Flat, row: int) -> str:
    return surface_of(flat.term(row).decode())


def _dictionary_forms(words: Mapping[str, int], beginning: str) -> list[str]:
    """Return the dictionary forms of words, the most used first; of several with the same letters the most used.

    A word that may be a form of several ("praktyk": praktyk or praktyka) counts for the one that the others speak for.
    """
    may_be = {word: _lemmas(word, beginning) or (word,) for word in words}
    spoken = Counter({lemma: 0 for lemmas in may_be.values() for lemma in lemmas})
    for word, lemmas in may_be.items():
        spoken.update(dict.fromkeys(lemmas, words[word]))
    used: Counter[str] = Counter()
    for word, lemmas in may_be.items():
        used[max(lemmas, key=lambda lemma: (spoken[lemma], lemma))] += words[word]
    ranked = sorted(used, key=lambda form: (-used[form], form))
    by_letters: dict[str, str] = {}
    for form in ranked:
        by_letters.setdefault(fold(form), form)
    return list(by_letters.values())


def _lemmas(word: str, beginning: str) -> tuple[str, ...]:
    """Return the likely dictionary forms of a word that begin as typed."""
    known = [reading for reading in morphology.readings(word) if begins(reading.lemma, beginning.lower())]
    return tuple(reading.lemma for reading in known if reading.cost == known[0].cost and reading.lemma.isalpha())
