"""beginnings: the words of the index that begin as typed, and their postings, from the mapped dictionaries.

A beginning is a word as typed: a letter without its diacritic stands for both, one with it for itself, and in words
that are none (swietlica) for the letter without it. Words are not read one by one, since two letters may begin a tenth
of a large dictionary.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bdp.domain.polish import fold
from bdp.search.analysis import EXACT, TAB, is_word
from bdp.search.flat import NUMBER, Flat, Postings, sizes
from bdp.search.marks import BARE_MIN
from bdp.search.schema import TEXT_FIELDS
from bdp.search.store import Cache, Store

WORDS_MAX = 1000  # words of one field that a beginning may stand for; of more the most frequent count
BARE_MAX = 300  # words written without Polish letters that are looked up in the dictionary, the most frequent
_KEPT = 4_000_000  # bytes
_ANY_LETTER = rb"(?:[^=\t\x80-\xff]|[\xc2-\xf4][\x80-\xbf]+)"
_NUMBERS = {name: NUMBER[name] for name in TEXT_FIELDS}

Entries = NDArray[np.int64]  # numbers of words in fields, rising: see ``flat.Flat``


class _Standing(NamedTuple):
    """The words with a beginning in one field: their entries in each segment, and whether there were more."""

    entries: tuple[Entries, ...]
    limited: bool


class Beginnings:
    """Finds words of one generation by how they begin; any thread may use it."""

    def __init__(self, store: Store) -> None:
        """Look into these arrays."""
        self._store = store
        self._standing: Cache[Mapping[str, _Standing]] = Cache(_KEPT, _size)

    def limited(self, field: str, beginning: str) -> bool:
        """Tell whether a field has more words that begin so than are searched."""
        return self._of(beginning)[field].limited

    def postings(self, field: str, beginning: str) -> Postings | None:
        """Return the postings of all words of a field that begin so, None where there are none.

        They come word after word: documents do not rise, and may come more than once.
        """
        standing = self._of(beginning)[field].entries
        if not any(map(len, standing)):
            return None
        found = [flat.postings_of(entries) for flat, entries in zip(self._store.flats, standing, strict=True)]
        ids = [postings.ids + np.uint32(offset) for offset, postings in zip(self._store.offsets, found, strict=True)]
        return Postings(
            np.concatenate(ids),
            np.concatenate([postings.weights for postings in found]),
            np.concatenate([postings.places for postings in found]),
        )

    def _of(self, beginning: str) -> Mapping[str, _Standing]:
        return self._standing.get(beginning, lambda: self._looked_up(beginning))

    def _looked_up(self, beginning: str) -> Mapping[str, _Standing]:
        found = [(flat, entries(flat, beginning, tuple(_NUMBERS))) for flat in self._store.flats]
        fields = [flat.arrays["fields"][numbers] for flat, numbers in found]
        standing = {}
        for name, number in _NUMBERS.items():
            here = [numbers[of == number] for (_, numbers), of in zip(found, fields, strict=True)]
            kept = [_most_frequent(flat, own) for (flat, _), own in zip(found, here, strict=True)]
            standing[name] = _Standing(tuple(kept), any(len(own) > WORDS_MAX for own in here))
        return standing


def entries(flat: Flat, beginning: str, fields: Sequence[str]) -> Entries:
    """Return the entries of all words of a segment with this beginning in these fields."""
    rows = flat.rows((EXACT + fold(beginning)).encode())
    firsts = flat.arrays["firsts"]
    first, last = int(firsts[rows.start]), int(firsts[rows.stop])
    wanted = np.zeros(len(NUMBER), np.bool_)
    wanted[[NUMBER[name] for name in fields]] = True
    found: Entries = first + np.flatnonzero(wanted[flat.arrays["fields"][first:last]]).astype(np.int64)
    if beginning.isascii() or not len(found):
        return found
    fitting = np.zeros(len(rows), np.bool_)
    fitting[_with_letters(flat, rows, beginning.lower())] = True
    if len(beginning) >= BARE_MIN:
        fitting[_without_letters(flat, rows, fold(beginning))] = True
    return found[fitting[terms(flat, found) - rows.start]]


def terms(flat: Flat, numbers: Entries) -> NDArray[np.int64]:
    """Return the numbers of the terms of neighbouring entries, which rise."""
    if not len(numbers):
        return numbers
    low, high = flat.row_of(int(numbers[0])), flat.row_of(int(numbers[-1]))
    found: NDArray[np.int64] = np.searchsorted(flat.arrays["firsts"][low : high + 1], numbers, "right") - 1 + low
    return found


def frequencies(flat: Flat, numbers: Entries) -> NDArray[np.int64]:
    """Return how many documents have each of these entries."""
    starts = flat.arrays["starts"]
    found: NDArray[np.int64] = starts[numbers + 1].astype(np.int64) - starts[numbers].astype(np.int64)
    return found


def _most_frequent(flat: Flat, numbers: Entries) -> Entries:
    if len(numbers) <= WORDS_MAX:
        return numbers
    return np.sort(numbers[np.argpartition(-frequencies(flat, numbers), WORDS_MAX)[:WORDS_MAX]])


def _size(standing: Mapping[str, _Standing]) -> int:
    return 200 + sum(numbers.nbytes for one in standing.values() for numbers in one.entries)


def _with_letters(flat: Flat, rows: range, beginning: str) -> NDArray[np.intp]:
    """Return which of the words with these folded letters are written with those of the beginning."""
    letters = b"".join(_ANY_LETTER if letter.isascii() else re.escape(letter.encode()) for letter in beginning)
    return _matching(flat, rows, re.escape(EXACT.encode()) + rb"[^=\t]*" + TAB.encode() + letters)


def _without_letters(flat: Flat, rows: range, beginning: str) -> list[int]:
    """Return which of the words with these folded letters are written so and are no words of the dictionary."""
    pattern = re.escape((EXACT + beginning).encode()) + rb"[a-z]*" + TAB.encode() + rb"(?=" + EXACT.encode() + rb"|\Z)"
    bare = _matching(flat, rows, pattern)
    if len(bare) > BARE_MAX:
        firsts = flat.arrays["firsts"][rows.start : rows.stop + 1].astype(np.int64)
        times = sizes(flat.arrays["starts"][firsts])[bare]
        bare = bare[np.argpartition(-times, BARE_MAX)[:BARE_MAX]]
    return [number for number in bare.tolist() if not is_word(flat.term(rows.start + number).decode())]


def _matching(flat: Flat, rows: range, pattern: bytes) -> NDArray[np.intp]:
    """Return which of neighbouring terms match a pattern of their bytes."""
    at = flat.arrays["term_at"][rows.start : rows.stop + 1].astype(np.int64)
    words = flat.arrays["term_bytes"][at[0] : at[-1]].tobytes()
    return np.searchsorted(at - at[0], [match.start() for match in re.finditer(pattern, words)])
