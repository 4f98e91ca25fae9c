"""suggest: the query with its mistyped words put right, by the words of the index itself."""

import threading
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, groupby, pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bdp.domain.lexer import FIELDS
from bdp.domain.polish import fold
from bdp.search import morphology, text, vocabulary
from bdp.search.analysis import ACRONYM, EXACT, TAB, exact, lemma_term, surface_of
from bdp.search.fillers import FILLERS
from bdp.search.marks import begins
from bdp.search.plan import Asked, Plan
from bdp.search.store import Store
from bdp.search.synonyms import Synonyms
from bdp.search.vocabulary import SHORTEST

NEIGHBOURS = 30
CORRECTED_MAX = 5  # words of one query that are put right; guessing costs milliseconds each
AS_IT_SOUNDS = 0.5
SOUND_MAX = 2  # letters by which a word may be longer written as it sounds (ą, om)
ENDING = 4  # how many signs of an ending may stand between a word of the index and its dictionary form

_HEARD = (("ch", "h"), ("rz", "ż"), ("ó", "u"), ("ą", "on"), ("ę", "en"), ("om", "on"), ("em", "en"))


class Suggester:
    """Knows the words of one generation; any thread may use it. The words are read at the first slip."""

    def __init__(self, store: Store, synonyms: Synonyms) -> None:
        """Use the words of this index and of these synonyms."""
        self._store = store
        self._synonyms = synonyms
        self._words: dict[str, Sequence[str]] = {}
        self._lock = threading.Lock()

    def suggestion(self, plan: Plan, language: str) -> str | None:
        """Return the whole query with its unknown words put right, None where none is unknown or none is alike."""
        corrected = plan.text
        unknown = {asked.start: asked for asked in plan.asked if self._unknown(asked, plan.text)}
        fixes: list[tuple[int, int, str]] = []
        for first, second in pairwise(plan.asked):
            if (word := self._joined(plan.text, first, second)) is not None:
                fixes.append((first.start, second.end, _as_typed(word, first.written)))
                unknown.pop(first.start, None)
                unknown.pop(second.start, None)
        fixes += [
            (asked.start, asked.end, _as_typed(better, asked.written))
            for asked in list(unknown.values())[:CORRECTED_MAX]
            if (better := self._nearest(asked.written.lower(), language)) is not None
        ]
        for start, end, better in sorted(fixes, reverse=True):
            corrected = corrected[:start] + better + corrected[end:]
        return corrected if corrected != plan.text else None

    def words(self, language: str) -> Sequence[str]:
        """Return the words that are searched in a language, folded; of a large base the most used of each segment."""
        with self._lock:
            if language not in self._words:
                found = (vocabulary.of(flat, language) for flat in self._store.flats)
                self._words[language] = list(dict.fromkeys(chain.from_iterable(found)))
            return self._words[language]

    def _unknown(self, asked: Asked, typed: str) -> bool:
        """Tell whether neither the texts, nor the synonyms, nor the dictionary know a word."""
        if len(asked.written) < SHORTEST or not asked.written.isalpha():
            return False
        if typed[asked.end : asked.end + 1] == ":" and asked.written.lower() in FIELDS:
            return False  # the name of a field without a word after it
        sought = asked.sought
        word = text.clean(asked.written).lower()
        terms = frozenset(term.text for _, slots in sought.fields for slot in slots for term in slot.terms)
        if not morphology.readings(word) and morphology.readings(stem := morphology.stem(word)):
            terms -= {lemma_term(stem)}  # the dictionary knows all forms of that word, so that this is none of them
        if not word.isascii():  # who types some of the Polish letters slipped where one is missing
            own = {exact(word), *map(lemma_term, morphology.lemmas(word))}
            terms = frozenset(term for term in terms if term in own or term.startswith((ACRONYM, EXACT)))
        if any(self._store.has(field, term) for field, _ in sought.fields for term in terms):
            return False
        return not self._synonyms.known(terms) and not morphology.in_use(word)

    def _joined(self, typed: str, first: Asked, second: Asked) -> str | None:
        """Return the word of the texts that was typed as two of which one is none, or too short to be one."""
        parts = first.written.lower(), second.written.lower()
        if not typed[first.end : second.start].isspace() or not "".join(parts).isalpha():
            return None
        if all(map(self._spellings, parts)) and not any(map(_is_scrap, parts)):
            return None
        return self._word("".join(parts))

    def _split(self, word: str, shortest: int) -> str | None:
        """Return the two words of the index that were typed as one."""
        found = [
            (self._frequency(exact(second)), first, second)
            for n in range(shortest, len(word) - shortest + 1)
            if (first := self._word(word[:n])) and (second := self._word(word[n:]))
        ]
        return " ".join(max(found)[1:]) if found else None

    def _written(self, folded: str) -> list[str]:
        """Return the words of the texts that have these letters when folded."""
        return list(map(surface_of, self._store.terms_of_all(f"{EXACT}{folded}{TAB}")))

    def _spellings(self, word: str) -> list[str]:
        """Return the words of the texts that are this one, or what it may be with more Polish letters."""
        return [surface for surface in self._written(fold(word)) if begins(surface, word)]

    def _word(self, word: str) -> str | None:
        """Return a word that the texts have in some form: as typed, else with letters put back; None for another."""
        fitting = self._spellings(word)
        if word in fitting or (morphology.readings(word) and self._frequency(*_lemma_terms(word))):
            return word
        return max(fitting, key=lambda spelling: self._frequency(exact(spelling)), default=None)

    def _nearest(self, word: str, language: str) -> str | None:
        """Return the word of the index, or a form of one, that is most like a mistyped one; or two run together."""
        folded = fold(word)
        limit = _tolerance(folded)
        alike = process.extract(
            folded, self.words(language), scorer=OSA.distance, score_cutoff=limit + ENDING, limit=NEIGHBOURS
        )
        near = [surface for plain, _, _ in alike for surface in self._written(plain)]
        candidates = {form: plain for surface in near for form, plain in _forms(surface)}
        slips = {shown: _slips(shown, plain, word, folded, limit) for shown, plain in candidates.items()}
        fewest = min(slips.values(), default=limit + 1)
        if fewest > 1 and (two := self._split(word, SHORTEST + (fewest <= limit))) is not None:
            return two
        if fewest > limit:
            return None
        return min(
            (shown for shown, number in slips.items() if number == fewest),
            key=lambda shown: (
                # Letters in another order are the surest sign, but in the shortest words they say nothing.
                len(word) > SHORTEST and sorted(candidates[shown]) != sorted(folded),
                not morphology.readings(shown),  # addresses of sites hold words without their letters
                OSA.distance(shown, word),
                candidates[shown][:1] != folded[:1],
                len(shown) < len(word)
                and _squeezed(shown) != _squeezed(word),  # letters are rather left out than added
                -self._frequency(exact(shown)),
                -self._frequency(*_lemma_terms(shown)[:1]),
                shown,
            ),
        )

    def _frequency(self, *terms: str) -> int:
        fields = ("title", "summary", "presentation", "metadata", "attachments")
        return sum(self._store.frequency(field, term) for field in fields for term in terms)


def _is_scrap(word: str) -> bool:
    """Tell whether a word is too short to be one that says something, and none of those that say nothing either."""
    return len(word) < SHORTEST and word.islower() and word not in FILLERS


def _lemma_terms(word: str) -> tuple[str, ...]:
    return tuple(map(lemma_term, morphology.lemmas(word, 0)))


def _slips(shown: str, plain: str, word: str, folded: str, limit: int) -> float:
    """Return how many slips make a word what was typed; writing it as it sounds is half a one.

    More slips than are allowed need not be counted.
    """
    slips = OSA.distance(plain, folded, score_cutoff=limit + SOUND_MAX)
    if slips > limit + SOUND_MAX:
        return slips
    return min(float(slips), OSA.distance(_sound(shown), _sound(word)) + AS_IT_SOUNDS)


@lru_cache(maxsize=10_000)
def _sound(word: str) -> str:
    """Return a word as it sounds, near enough: what is often written in one of two ways is written in one."""
    for written, heard in _HEARD:
        word = word.replace(written, heard)
    return _squeezed(fold(word))


def _squeezed(word: str) -> str:
    """Return a word without double letters."""
    return "".join(letter for letter, _ in groupby(word))


@lru_cache(maxsize=2_000)  # some KB each
def _forms(surface: str) -> tuple[tuple[str, str], ...]:
    """Return a word and all forms of its likely dictionary forms, each with its letters and folded."""
    known = morphology.readings(surface)
    likely = (r.lemma for r in known if r.cost <= known[0].cost + 1 and r.lemma.isalpha())
    forms = (surface, *sorted({form for lemma in likely for form in morphology.forms(lemma)}))
    return tuple((form, fold(form)) for form in forms)


def _tolerance(word: str) -> int:
    """Return how many slips a word of this length may hold."""
    return 1 if len(word) <= 4 else 2 if len(word) <= 9 else 3  # noqa: PLR2004


def _as_typed(word: str, typed: str) -> str:
    """Give a word the capitals of the one it replaces."""
    if typed.isupper():
        return word.upper()
    return word.capitalize() if typed[:1].isupper() else word
