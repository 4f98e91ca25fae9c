"""place_names: the units that a reader may mean by a name, as typed so far or whole."""

import difflib
import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from bdp.domain.polish import fold
from bdp.domain.unit import Register, Unit
from bdp.domain.vocabulary import Vocabularies

TYPED_MAX = 200  # letters; the longest name with its kind and way has 90
LIKE = 8  # names offered for one that there is not
NEAR = 0.75  # of the letters, in their order
_WORD = re.compile(r"[^\W_]+")
_END = "\N{REPLACEMENT CHARACTER}"  # sorts after every letter of a folded name
# Said before a name or after it, and no part of any: what a unit is called, and its office.
_COMMUNE = frozenset(("gmina", "gminy", "gm", "ug", "umig", "gminny"))
_TOWN = frozenset(("miasto", "miasta", "m", "st", "stoleczne", "um", "miejski"))
_AROUND = frozenset(
    ("pow", "powiat", "powiatu", "woj", "wojewodztwo", "wojewodztwa", "urzad", "starostwo", "powiatowe", "i")
) | (_COMMUNE | _TOWN)
_NO_TOWNS = ("gmina-wiejska", "powiat", "wojewodztwo")
_KINDS = frozenset(("miejska", "wiejska", "miejsko"))  # one that is said wrongly does not make another unit


def beginning(register: Register, typed: str) -> tuple[Unit, ...]:
    """Return the units with a word of their name on that begins so: whole names first, then the largest."""
    return _names(register).find(typed)


def meant(register: Register, vocabularies: Vocabularies, text: str) -> tuple[Unit, ...]:
    """Return the units whose whole name a text has, the largest first; the rest of it must fit: kind, powiat, region.

    "Krasne (gmina wiejska, pow. rzeszowski, podkarpackie)" is one unit, "Krasne" are two; a TERYT code is one too.
    """
    coded = register.resolve(text.strip())
    if coded is not None:
        return (coded,)
    typed = _words(text[:TYPED_MAX])
    words = [word for word in typed if word not in _AROUND]
    for said in (words, [word for word in words if word not in _KINDS]):
        fitting = [
            unit
            for unit in _names(register).of_words(said)
            if set(_words(unit.name)) <= set(said) <= _described(unit, vocabularies)
        ]
        if fitting:
            # "Nowy Sącz" is not a place called Nowy: of names one inside the other the longer is meant.
            longest = max(len(unit.name) for unit in fitting)
            whole = [unit for unit in fitting if len(unit.name) == longest]
            # A town is meant; "miasto i gmina" is a commune with its town.
            if _TOWN.intersection(typed) and not _COMMUNE.intersection(typed):
                whole = [unit for unit in whole if unit.unit_type not in _NO_TOWNS] or whole
            return tuple(sorted(whole, key=lambda unit: (-(unit.population or 0), unit.teryt)))
    return ()


def like(register: Register, text: str) -> tuple[Unit, ...]:
    """Return the units whose names begin as a text does, or where there are none, are spelled nearly so."""
    typed = text[:TYPED_MAX].strip()
    return (beginning(register, typed) or _names(register).near(typed)) if typed else ()


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _described(unit: Unit, vocabularies: Vocabularies) -> set[str]:
    """Return every word that may be said of a unit, in both languages."""
    terms = (
        (vocabularies.unit_types, unit.unit_type),
        (vocabularies.voivodeships, unit.voivodeship),
    )
    labels = [vocabulary.label(value, language) for vocabulary, value in terms for language in ("pl", "en")]
    return set(_words(" ".join((unit.name, unit.powiat, *labels))))


class _Names:
    """The names of all units by the beginnings of their words. Immutable."""

    def __init__(self, register: Register) -> None:
        """Sort the names; of a city with two codes the one of its page counts."""
        self._units = [unit for unit in register if unit.address_teryt == unit.teryt]
        self._called = [_called(unit) for unit in self._units]
        keys = [
            (key, number)
            for number, name in enumerate(self._called)
            for key in {fold(name[found.start() :]) for found in _WORD.finditer(name)}
        ]
        self._keys = sorted(keys)
        self._by_name: dict[str, list[int]] = {}
        self._by_word: dict[str, list[int]] = {}
        for number, unit in enumerate(self._units):
            self._by_name.setdefault(fold(unit.name), []).append(number)
            for word in set(_words(unit.name)):
                self._by_word.setdefault(word, []).append(number)

    def find(self, typed: str) -> tuple[Unit, ...]:
        """Return the units with a word of their name on that begins so: whole names first, then the largest."""
        folded, exact = fold(typed), not typed.isascii()
        first = bisect_left(self._keys, (folded, -1))
        last = bisect_left(self._keys, (folded + _END, -1))
        numbers = {number for _, number in self._keys[first:last]}
        fitting = [number for number in numbers if not exact or typed.lower() in self._called[number].lower()]
        ranked = sorted(fitting, key=lambda number: self._rank(number, folded))
        return tuple(self._units[number] for number in ranked)

    def of_words(self, words: Sequence[str]) -> tuple[Unit, ...]:
        """Return the units that have any of these words in their names."""
        return tuple(self._units[n] for n in {number for word in words for number in self._by_word.get(word, ())})

    def near(self, typed: str) -> tuple[Unit, ...]:
        """Return the units whose names are spelled nearly so, the nearest first."""
        names = difflib.get_close_matches(fold(typed), self._by_name, n=LIKE, cutoff=NEAR)
        return tuple(self._units[number] for name in names for number in self._by_name[name])

    def _rank(self, number: int, folded: str) -> tuple[bool, bool, int, str]:
        unit = self._units[number]
        name = fold(unit.name)
        return name != folded, not name.startswith(folded), -(unit.population or 0), unit.teryt


def _called(unit: Unit) -> str:
    """Return the name of a unit with the word that it is called by."""
    kind = {"powiat": "powiat ", "wojewodztwo": "województwo "}.get(unit.unit_type, "")
    return kind + unit.name


@lru_cache(maxsize=2)
def _names(register: Register) -> _Names:
    return _Names(register)
