"""morphology: what Polish words may be forms of, by Morfeusz, else by the Snowball stemmer; the one door to both."""

import itertools
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import snowballstemmer

try:
    import morfeusz2
except ImportError:  # no wheel for this machine (ARM, musl): the stemmer does all words
    morfeusz2 = None

CANDIDATES_MAX = 1024  # spellings tried for a word typed without Polish letters
ABBREVIATION_MAX = 5
UNKNOWN_DICTIONARY = "snowball"

# How much less likely a reading is than the best one; query words keep the readings within one point (search quality
# was measured with these). In the index every reading stands.
_TAG_COSTS = {"impt": 4, "ger": 2, "pact": 2, "ppas": 2}
_SURNAME_COST = 3
_RARE_COST = 2
_JOINING = ("prep", "conj")
_MEANT_SO = 2  # who writes "w" hardly means the abbreviation of "wiersz"
_RARE = re.compile(r"(?:^|[,_])(?:przest|daw|gwar|reg|rzad)\.")  # archaic, regional, rare
_NAMES_ONLY = frozenset({"nazwisko", "imię", "nazwa_własna"})
_FIRM = "nazwa_firmy"
UNLIKELY = 3  # a word that has only readings of this cost or more is hardly a word of the language

# The first half of a compound (społeczno-gospodarczy) looks like an adverb. Mostly there is none, but of adjectives of
# places there is; in texts of today it is nearly always half of a compound.
_OF_PLACES = ("sko", "cko", "dzko")

_PUT_BACK = {"a": "aą", "c": "cć", "e": "eę", "l": "lł", "n": "nń", "o": "oó", "s": "sś", "z": "zźż"}
_IMPOSSIBLE = re.compile("[ćńśź][aąeęioóuy]|^[ąę]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A dictionary form in lower case that a word may stand for; ``cost`` is 0 for a plain reading."""

    lemma: str
    cost: int


class _PerThread(threading.local):
    """The pure-Python stemmers keep state while they work: one for each thread."""

    def __init__(self) -> None:
        self.polish: Any = snowballstemmer.stemmer("polish")
        self.english: Any = snowballstemmer.stemmer("english")


_stemmers = _PerThread()


@lru_cache(maxsize=1)
def _dictionary() -> Any:  # noqa: ANN401 - the library has no types
    if morfeusz2 is None:
        return None
    return morfeusz2.Morfeusz(generate=False, praet="composite", case_handling=morfeusz2.IGNORE_CASE)


def load() -> None:
    """Load the dictionary in both directions: that takes too long for a first query."""
    _dictionary()
    _generator()


def dictionary_id() -> str:
    """Return the name and date of the dictionary; an index made with another one must be rebuilt."""
    dictionary = _dictionary()
    return UNKNOWN_DICTIONARY if dictionary is None else str(dictionary.dict_id())


class _Sense(NamedTuple):
    """What the tag, the kinds of name and the labels of an analysis say together; there are some thousands in all."""

    tag: str
    cost: int

    @property
    def void(self) -> bool:
        """Tell whether the dictionary says that it knows nothing."""
        return self.tag.startswith(("interp", "ign"))


_senses: dict[tuple[int, int, int], _Sense] = {}


def _analyses(word: str) -> Iterator[tuple[int, int, str, _Sense]]:
    """Yield the analyses of a word: from and to which of its parts, the dictionary form, the sense; void ones are none.

    The tuples of the dictionary's public method take twice as long, and most of the time of an index goes here.
    """
    dictionary = _dictionary()._morfeusz_obj  # noqa: SLF001
    for found in dictionary.analyse(word):
        key = (found.tagId, found.nameId, found.labelsId)
        sense = _senses.get(key)
        if sense is None:
            tag = found.getTag(dictionary)
            sense = _senses[key] = _Sense(tag, _cost(tag, found.getName(dictionary), found.getLabels(dictionary)))
        if not sense.void:
            yield found.startNode, found.endNode, found.lemma, sense


@lru_cache(maxsize=20_000)  # the terms made of them are remembered too
def readings(word: str) -> tuple[Reading, ...]:
    """Return the readings of a lower-case word, cheapest first; empty for a word that the dictionary lacks."""
    if _dictionary() is None:
        return ()
    found: dict[str, int] = {}
    _collect(word, found)
    if len(word) <= ABBREVIATION_MAX:
        short: dict[str, int] = {}
        _collect(word + ".", short, only="brev")
        dearer = _MEANT_SO if any(sense.tag.startswith(_JOINING) for _, _, _, sense in _analyses(word)) else 0
        for lemma, cost in short.items():
            found.setdefault(lemma, cost + dearer)
    if word.endswith("o") and (not found or word.endswith(_OF_PLACES)):
        _collect(word + "-", found, only="adja")
    return tuple(Reading(lemma, cost) for lemma, cost in sorted(found.items(), key=lambda item: (item[1], item[0])))


def _collect(word: str, found: dict[str, int], *, only: str = "") -> None:
    """Add the readings of a whole word: its parts ("aby" of "abyśmy") count only where the whole is unknown."""
    analyses = [*_analyses(word)]
    last = max((end for _, end, _, _ in analyses), default=0)
    whole = [a for a in analyses if a[0] == 0 and a[1] == last] or [a for a in analyses if a[0] == 0]
    plural: list[str] = []
    for _, _, lemma, sense in whole:
        if not sense.tag.startswith(only):
            continue
        name = lemma.partition(":")[0].lower() or lemma.lower()
        found[name] = min(found.get(name, 99), sense.cost)
        if sense.tag.endswith(":pt"):
            plural.append(name)
    for name in plural:  # "odpady" is a word of its own; its singular "odpad" is marked archaic, yet is the same thing
        if name[:-1] in found:
            found[name[:-1]] = found[name]


def _cost(tag: str, names: list[str], labels: list[str]) -> int:
    cost = _TAG_COSTS.get(tag.partition(":")[0], 0)
    if names and _NAMES_ONLY.issuperset(names) and "nazwisko" in names:
        cost += _SURNAME_COST
    if any(map(_RARE.search, labels)):
        cost += _RARE_COST
    return cost


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the Snowball stem of a lower-case Polish word, for words that the dictionary lacks."""
    return str(_stemmers.polish.stemWord(word))


@lru_cache(maxsize=20_000)
def english_stem(word: str) -> str:
    """Return the Snowball stem of a lower-case English word."""
    return str(_stemmers.english.stemWord(word))


@lru_cache(maxsize=5_000)
def restored(word: str) -> tuple[str, ...]:
    """Return the dictionary words that a word may be when the Polish letters that it lacks are put back."""
    return tuple(s for s in _spellings(word) if any(r.cost < UNLIKELY for r in _quick(s)))


def _spellings(word: str) -> Iterator[str]:
    """Yield the ways to put letters back into a word, likely or not; those that it has stay."""
    choices = [_PUT_BACK.get(letter, letter) for letter in word] if word.isalpha() else []
    if _dictionary() is None or sum(len(choice) > 1 for choice in choices) > CANDIDATES_MAX.bit_length() * 2:
        return
    spellings = itertools.islice(map("".join, itertools.product(*choices)), CANDIDATES_MAX * 4)
    yield from itertools.islice((s for s in spellings if s != word and not _IMPOSSIBLE.search(s)), CANDIDATES_MAX)


@lru_cache(maxsize=5_000)
def in_use(word: str) -> bool:
    """Tell whether a word, maybe typed without its letters, is Polish of today: not archaic, and not only a surname."""
    dictionary = _dictionary()
    if dictionary is None:
        return False
    spellings = (word, *_spellings(word)) if word.isascii() else (word,)
    analyses = ((s, analysis) for s in spellings for analysis in dictionary.analyse(s))
    return any(
        start == 0
        and not tag.startswith(("interp", "ign"))
        and not _cost("", names, labels)
        and (s == word or names != [_FIRM])  # "autobs" is no firm autoBŚ typed without its letters
        for s, (start, _, (_, _, tag, names, labels)) in analyses
    )


def is_name(word: str) -> bool:
    """Tell whether a dictionary form in lower case is one of a proper name and of nothing else (Kraków, not rada)."""
    dictionary = _dictionary()
    analyses = dictionary.analyse(word) if dictionary is not None else ()
    lemmas = [found[1].partition(":")[0] for _, _, found in analyses if not found[2].startswith(("interp", "ign"))]
    own = [lemma for lemma in lemmas if lemma.lower() == word]
    return bool(own) and all(lemma[0].isupper() for lemma in own)


def _quick(word: str) -> tuple[Reading, ...]:
    """Return readings without filling the large cache with spellings that are no words."""
    found: dict[str, int] = {}
    _collect(word, found)
    return tuple(Reading(lemma, cost) for lemma, cost in found.items())


@lru_cache(maxsize=1)
def _generator() -> Any:  # noqa: ANN401 - the library has no types
    return None if morfeusz2 is None else morfeusz2.Morfeusz(analyse=False)


@lru_cache(maxsize=1_000)
def forms(lemma: str) -> frozenset[str]:
    """Return all inflected forms of a dictionary form, in lower case, itself among them."""
    generator = _generator()
    if generator is None:
        return frozenset({lemma})
    # The tuples of the public method take three times as long, and of them the forms alone are wanted.
    found = (form for name in (lemma, lemma.capitalize()) for form in generator._morfeusz_obj.generate(name, None))  # noqa: SLF001
    return frozenset({lemma, *(form.orth.lower() for form in found)})


def lemmas(word: str, penalty: int | None = None) -> tuple[str, ...]:
    """Return the dictionary forms of a lower-case word, each once; its stem for an unknown word.

    ``penalty`` leaves out the readings that cost that much more than the best one; None keeps all.
    """
    known = readings(word)
    if not known:
        return (stem(word) or word,)
    limit = known[0].cost + penalty if penalty is not None else 99
    return tuple(r.lemma for r in known if r.cost <= limit)
