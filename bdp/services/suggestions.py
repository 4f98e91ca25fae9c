"""suggestions: what a reader may mean who has typed some letters: words, themes, places, practices."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from bdp.domain.entry import Entry
from bdp.domain.polish import fold
from bdp.domain.query import Query
from bdp.domain.results import FacetValue
from bdp.domain.unit import Unit
from bdp.domain.vocabulary import Vocabularies, Vocabulary
from bdp.index.reading import Generation
from bdp.library import Library
from bdp.services import browse, place_names

TYPED_MAX = 100  # letters; a longer beginning is none
SHORTEST = 2
WORDS, TERMS, PLACES, PRACTICES = 3, 2, 3, 3
PLACES_ALONE = 8
_LAST_WORD = re.compile(r"[^\W\d_]{2,}$")
_OPERATORS = re.compile(r'["„”=*():]|(?:^|\s)-|\b(?:OR|AND|NOT)\b')
_WORD = re.compile(r"[^\W_]+")

Facet = Literal["theme", "form"]
FACETS: tuple[Facet, ...] = ("theme", "form")


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What fits the letters typed, the best of each sort first.

    ``words`` are whole queries with the last word completed, ``terms`` pairs of a facet and its value with its count.
    """

    words: tuple[str, ...] = ()
    terms: tuple[tuple[Facet, FacetValue], ...] = ()
    places: tuple[Unit, ...] = ()
    practices: tuple[Entry, ...] = ()


def find(library: Library, typed: str, language: str, *, today: date) -> Suggestions:
    """Return suggestions for what stands in a search field so far; none for one letter or a very long text.

    Letters without diacritics stand for both. A query with operators is only helped to complete its last word.
    """
    typed = " ".join(typed.split()) + (" " if typed[-1:].isspace() else "")
    if not SHORTEST <= len(typed.strip()) <= TYPED_MAX:
        return Suggestions()
    generation = library.index.current()
    words = tuple(_words(generation, typed, language))
    beginnings = _WORD.findall(typed)
    if _OPERATORS.search(typed) or not beginnings:
        return Suggestions(words)
    slugs = generation.search.titles(beginnings, language, PRACTICES)
    return Suggestions(
        words=words,
        terms=tuple(_terms(library, beginnings, language, today))[:TERMS],
        places=place_names.beginning(library.register, typed.strip())[:PLACES],
        practices=tuple(generation.catalogue.entries(slugs).values()),
    )


def places(library: Library, typed: str) -> tuple[Unit, ...]:
    """Return the units whose names begin with what stands in a field for a place so far."""
    typed = " ".join(typed.split())
    fits = SHORTEST <= len(typed) <= TYPED_MAX
    return place_names.beginning(library.register, typed)[:PLACES_ALONE] if fits else ()


def _words(generation: Generation, typed: str, language: str) -> Iterator[str]:
    """Yield the text with its last word completed."""
    last = _LAST_WORD.search(typed)
    if last is not None:
        before = typed[: last.start()]
        for word in generation.search.words(last[0], language, WORDS, before.rpartition(" ")[0]):
            yield before + word


def _terms(library: Library, beginnings: Sequence[str], language: str, today: date) -> list[tuple[Facet, FacetValue]]:
    """Return the themes and forms that have practices and words that begin so; the first word first, then the most."""
    generation, query = library.index.current(), Query(per_page=1, language=language)
    found = generation.search.find(query, today=today)
    facets = browse.facets(found, query, generation.vocabularies, library.powiats)
    values = {(facet, value.value): value for facet in FACETS for value in facets[facet] if value.count}
    folded = [fold(beginning) for beginning in beginnings]
    fitting: list[tuple[bool, int, Facet, FacetValue]] = []
    for facet, term_id, words in _labels(generation.vocabularies, language):
        value = values.get((facet, term_id))
        if value and all(any(word.startswith(beginning) for word in words) for beginning in folded):
            fitting.append((not words[0].startswith(folded[0]), -value.count, facet, value))
    return [(facet, value) for _, _, facet, value in sorted(fitting, key=lambda each: each[:2])]


@lru_cache(maxsize=8)
def _labels(vocabularies: Vocabularies, language: str) -> tuple[tuple[Facet, str, tuple[str, ...]], ...]:
    """Return every theme and form with the folded words of its label, then of its other spellings."""
    lists: tuple[tuple[Facet, Vocabulary], ...] = (("theme", vocabularies.themes), ("form", vocabularies.forms))
    return tuple(
        (facet, term.id, tuple(_WORD.findall(fold(" ".join((term.label(language), *term.aliases))))))
        for facet, vocabulary in lists
        for term in vocabulary
    )
