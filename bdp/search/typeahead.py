"""typeahead: what a reader may be about to type: titles and words of the index by the beginnings of their words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bdp.domain.polish import fold
from bdp.search import morphology
from bdp.search.analysis import ACRONYM, EXACT, PENALTY, TAB, exact, lemma_term, surface_of
from bdp.search.beginnings import Entries, entries, frequencies, terms
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
        """Return the slugs of records in whose titles a word begins with each of these, or is another form of it.

        Those with the words as typed come first, among them those whose title begins with the first, then the newest.
        """
        having, as_typed = self._store.live.copy(), self._store.live.copy()
        opening = np.zeros(self._store.size, np.bool_)
        for number, beginning in enumerate(beginnings):
            mask, typed = np.zeros(self._store.size, np.bool_), np.zeros(self._store.size, np.bool_)
            for offset, flat, numbers, other in self._in_titles(beginning, language):
                typed[flat.postings_of(numbers).ids + np.uint32(offset)] = True
                found = flat.postings_of(np.append(numbers, other))
                counts = found.weights.astype(np.int64)
                ids = found.ids + np.uint32(offset)
                mask[ids] = True
                if number == 0:
                    opening[ids[found.places[np.cumsum(counts) - counts] == 0]] = True
            having &= mask
            as_typed &= typed
        found_ids = np.flatnonzero(having)
        ranks = self._records.order("newest", language)[found_ids]
        best = found_ids[np.lexsort((ranks, ~opening[found_ids], ~as_typed[found_ids]))][:limit]
        return [self._records.slugs[number] for number in best.tolist()]

    def words(self, beginning: str, language: str, limit: int, among: Mask | None = None) -> list[str]:
        """Return words with this beginning, in their dictionary forms where these begin so too, the most used first.

        A beginning that is a whole word gives its dictionary forms as well, but never itself; names have their
        capitals. ``among`` counts only what stands in these records.
        """
        fields = searched(language)
        used: Counter[str] = Counter()
        for offset, flat in zip(self._store.offsets, self._store.flats, strict=True):
            part = None if among is None else among[offset : offset + flat.size]
            used.update(_most_used(flat, beginning, fields, part))
        best = {word: often for word, often in used.most_common(CANDIDATES) if word.isalpha() and len(word) >= SHORTEST}
        found = _dictionary_forms(best, beginning)
        for form in self._forms_of(beginning):
            if form not in found and (often := self._often(lemma_term(form), fields, among)):
                found[form] = often
        found.pop(beginning.lower(), None)
        by_letters: dict[str, str] = {}
        for form in sorted(found, key=lambda form: (-found[form], form)):
            by_letters.setdefault(fold(form), form)
        return [self._with_capitals(form) for form in list(by_letters.values())[:limit]]

    def _forms_of(self, word: str) -> tuple[str, ...]:
        """Return the dictionary forms that a whole word, maybe typed without its letters, may be a form of."""
        if len(word) < SHORTEST:
            return ()
        spellings = map(surface_of, self._store.terms_of_all(f"{EXACT}{fold(word)}{TAB}"))
        fitting = [spelling for spelling in spellings if begins(spelling, word.lower())] or [word.lower()]
        known = (reading for spelling in fitting for reading in morphology.readings(spelling))
        return tuple(dict.fromkeys(reading.lemma for reading in known if reading.cost <= PENALTY))

    def _often(self, term: str, fields: Sequence[str], among: Mask | None = None) -> int:
        """Return in how many of these fields of how many records a term stands."""
        if among is None:
            return sum(self._store.frequency(field, term) for field in fields)
        found = (self._store.postings(field, term) for field in fields)
        return sum(int(np.count_nonzero(among[postings.ids])) for postings in found if postings)

    def _with_capitals(self, word: str) -> str:
        """Return a word as texts write it: an acronym in capitals, a name with one.

        What the dictionary has as a name and as a word (Łódź, Brzeg) is a name where it mostly says where records are.
        """
        fields = searched("pl")
        often = self._often(exact(word), fields)
        if often and 2 * self._often(ACRONYM + fold(word), fields) >= often:
            return word.upper()
        named = morphology.is_name(word) or 2 * self._often(exact(word), ("place",)) > often
        return word.capitalize() if named else word

    def _in_titles(self, beginning: str, language: str) -> Iterator[tuple[int, Flat, Entries, Entries]]:
        """Yield for each segment the entries of titles' words that begin so, and of those that are forms of it."""
        fields = tuple(name for name in searched(language) if TEXT_FIELDS[name].where == "title")
        forms = [lemma_term(form).encode() for form in self._forms_of(beginning)]
        for offset, flat in zip(self._store.offsets, self._store.flats, strict=True):
            rows = [row for form in forms if (row := flat.row(form)) is not None]
            other = [entry for row in rows for name in fields if (entry := flat.entry(row, name)) is not None]
            yield offset, flat, entries(flat, beginning, fields), np.array(other, np.int64)


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


def _dictionary_forms(words: Mapping[str, int], beginning: str) -> dict[str, int]:
    """Return the dictionary forms of words, and how much each is used.

    A word that may be a form of several ("praktyk": praktyk or praktyka) counts for the one that the others speak for.
    """
    may_be = {word: _lemmas(word, beginning) or (word,) for word in words}
    spoken = Counter({lemma: 0 for lemmas in may_be.values() for lemma in lemmas})
    for word, lemmas in may_be.items():
        spoken.update(dict.fromkeys(lemmas, words[word]))
    used: Counter[str] = Counter()
    for word, lemmas in may_be.items():
        best = max(lemmas, key=lambda lemma: (spoken[lemma], not morphology.is_name(lemma), lemma))
        used[best] += words[word]
    return dict(used)


def _lemmas(word: str, beginning: str) -> tuple[str, ...]:
    """Return the likely dictionary forms of a word that begin as typed."""
    known = [reading for reading in morphology.readings(word) if begins(reading.lemma, beginning.lower())]
    return tuple(reading.lemma for reading in known if reading.cost == known[0].cost and reading.lemma.isalpha())
