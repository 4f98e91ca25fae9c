"""analysis: which terms of the index a word stands for, when a text is indexed and when a query is read.

Terms are of three sorts, told apart by their first sign: dictionary forms, acronyms (``^pup``, never mixed up with the
word "pupa") and words exactly as written but for case, which begin with ``=``. Forms and words are
``fold<TAB>word`` (nothing after the tab where the word has no diacritics), so that in the sorted dictionary all
spellings of a folded word, and all words with a folded beginning, stand next to each other: a word typed without its
letters finds all of them (przemysł and Przemyśl), one typed with them only its own. Numbers and English stems are bare.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from bdp.domain.polish import fold
from bdp.search import morphology, text

EXACT, ACRONYM, TAB = "=", "^", "\t"
PENALTY = 1  # a query keeps the readings within this distance of the best one
RESTORED_BOOST = 0.7  # readings that need Polish letters put back where the word is one as typed, too
PLAIN_CAPITALS_MAX = 4  # longer capitals that the dictionary knows (BUDŻET) are words as well as acronyms

IndexTerms = Callable[[str, str, bool], tuple[str, ...]]


class Term(NamedTuple):
    """A term of the index that a query word may stand for; ``boost`` is at most 1."""

    text: str
    boost: float = 1.0


def exact(surface: str) -> str:
    """Return the term of a lower-case word exactly as written."""
    folded = fold(surface)
    return f"{EXACT}{folded}{TAB}{'' if surface == folded else surface}"


def lemma_term(lemma: str) -> str:
    """Return the term of a dictionary form in lower case."""
    return exact(lemma)[1:]


def letters_of(term: str) -> str:
    """Return the folded letters of a term of any sort but acronyms."""
    return term.lstrip(EXACT).partition(TAB)[0]


def surface_of(term: str) -> str:
    """Return the word as written, or the dictionary form, that a term of either sort stands for."""
    folded, _, surface = term.removeprefix(EXACT).partition(TAB)
    return surface or folded


@lru_cache(maxsize=50_000)  # whoever indexes remembers more on its own
def polish_terms(written: str, group: str, shouted: bool) -> tuple[str, ...]:  # noqa: FBT001 - a key of the cache
    """Return all terms of a word in a Polish text, each once; ``group`` is the pattern's (see text.spans)."""
    token = text.token(written, group)
    if token.kind is text.Kind.WORD:
        lemmas = _lemma_terms(token.surface)
    elif token.kind is text.Kind.CAPITALS:
        lemmas = (ACRONYM + fold(token.stem),)
        if shouted or (len(written) > PLAIN_CAPITALS_MAX and written.isupper() and morphology.readings(token.surface)):
            lemmas += _lemma_terms(token.surface)
    else:
        lemmas = _digits(token)
    return tuple(dict.fromkeys((*lemmas, exact(token.surface))))


def _lemma_terms(word: str, penalty: int | None = None) -> tuple[str, ...]:
    return tuple(map(lemma_term, morphology.lemmas(word, penalty)))


@lru_cache(maxsize=20_000)
def english_terms(written: str, group: str, shouted: bool) -> tuple[str, ...]:  # noqa: ARG001, FBT001 - as polish_terms
    """Return all terms of a word in an English text, each once."""
    token = text.token(written, group)
    lemmas = _english(token)
    return tuple(dict.fromkeys((*lemmas, exact(token.surface))))


def _english(token: text.Token) -> tuple[str, ...]:
    if token.kind is text.Kind.CAPITALS:
        return (ACRONYM + fold(token.stem), fold(morphology.english_stem(token.surface)))
    if token.kind is text.Kind.WORD:
        return (fold(morphology.english_stem(token.surface)),)
    return _digits(token)


def _digits(token: text.Token) -> tuple[str, ...]:
    """Numbers stand for themselves; a code also for the numbers in it, all at its place."""
    return (token.surface, *text.parts(token.surface)) if token.kind is text.Kind.CODE else (token.surface,)


@lru_cache(maxsize=5_000)
def english_query(written: str, group: str) -> tuple[Term, ...]:
    """Return what a query word may stand for in English texts."""
    token = text.token(written, group)
    number = token.kind in (text.Kind.NUMBER, text.Kind.CODE)
    found = text.spellings(token.surface) if number else _english(token)
    return tuple(Term(t) for t in dict.fromkeys((*found, *_acronyms(token, found))))


class Typed(NamedTuple):
    """How a query was typed, for all its words alike."""

    restore: bool  # the query has no Polish letter: words may lack theirs
    shouted: bool  # several words in capitals throughout


def acronym(written: str, group: str, *, shouted: bool = False) -> str | None:
    """Return the term of a word that can only be meant as an acronym (PUP, MOPSu), None for any other."""
    token = text.token(written, group)
    if token.kind is not text.Kind.CAPITALS or shouted:
        return None
    short = len(token.stem) <= PLAIN_CAPITALS_MAX or token.stem != token.surface
    return ACRONYM + fold(token.stem) if short else None


@lru_cache(maxsize=2_000)
def acronym_query(written: str, group: str) -> tuple[Term, ...]:
    """Return what an acronym may stand for: itself, and the word in small letters if the dictionary lacks it."""
    token = text.token(written, group)
    plain = () if morphology.readings(token.stem) else (Term(lemma_term(morphology.stem(token.stem))),)
    return (Term(ACRONYM + fold(token.stem)), *plain)


@lru_cache(maxsize=5_000)
def polish_query(written: str, group: str, typed: Typed, spellings: tuple[str, ...] = ()) -> tuple[Term, ...]:
    """Return what a query word may stand for in Polish texts.

    ``spellings`` are words of the index that are this word when folded: where letters may have been left out, their
    readings count. Only where the dictionary knows none of them all its ways to put letters back are tried, which
    costs milliseconds.
    """
    token = text.token(written, group)
    if token.kind in (text.Kind.NUMBER, text.Kind.CODE):
        return tuple(map(Term, text.spellings(token.surface)))
    lemmas = _lemma_terms(token.surface, PENALTY)
    best: dict[str, float] = dict.fromkeys((*lemmas, *_acronyms(token, lemmas)), 1.0)
    if (boost := restored_boost(written, group, typed)) is not None:
        others = [spelling for spelling in spellings if spelling != token.surface]
        if not any(map(_likely, spellings)):
            others += morphology.restored(token.surface)
        for spelling in others:
            if spelling != token.surface:
                for lemma in _lemma_terms(spelling, PENALTY):
                    best.setdefault(lemma, boost)
    return tuple(Term(t, boost) for t, boost in best.items())


def restored_boost(written: str, group: str, typed: Typed) -> float | None:
    """Return how much readings count that need letters put back into a query word; None where it has all of its own.

    A word that is none as typed may lack letters even where it has others (wspólpraca).
    """
    word = text.token(written, group).surface
    if not _likely(word):
        return 1.0
    return RESTORED_BOOST if typed.restore and word.isascii() else None


@lru_cache(maxsize=20_000)
def unlettered(term: str) -> tuple[str, ...]:
    """Return the terms that the forms of a dictionary form may have where they were written without Polish letters.

    Those that would be another word of the dictionary may be among them: see ``is_word``.
    """
    lemma = surface_of(term)
    if not lemma.isascii() and not morphology.readings(lemma):
        return (lemma_term(fold(lemma)),)  # what the dictionary lacks is in the index by its stem, which has no forms
    forms = morphology.forms(lemma)
    return tuple(f"{EXACT}{folded}{TAB}" for folded in fold(" ".join(forms)).split() if folded not in forms)


def is_word(term: str) -> bool:
    """Tell whether the dictionary has a plain reading of the word, or the dictionary form, that a term stands for."""
    return _likely(surface_of(term))


def _likely(word: str) -> bool:
    """Tell whether the dictionary has a plain reading of a word."""
    known = morphology.readings(word)
    return bool(known) and known[0].cost < morphology.UNLIKELY


def _acronyms(token: text.Token, lemmas: tuple[str, ...]) -> tuple[str, ...]:
    """Return the acronyms that the word, or a short dictionary form of it, may be ("mopsu" is MOPS too)."""
    names = (fold(token.stem), *map(letters_of, lemmas))
    return tuple(ACRONYM + n for n in dict.fromkeys(names) if 1 < len(n) <= 6 and n.isalnum())  # noqa: PLR2004


def exact_query(written: str, group: str) -> tuple[Term, ...]:
    """Return the one term for a word after ``=``."""
    return (Term(exact(text.token(written, group).surface)),)
