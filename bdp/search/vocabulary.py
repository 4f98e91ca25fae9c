"""vocabulary: the words of a segment that a mistyped one is compared with, listed when the segment is written."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bdp.search.analysis import EXACT, TAB
from bdp.search.flat import NUMBER, Arrays, Flat, ranges, sizes
from bdp.search.schema import searched

SHORTEST = 3  # shorter words have too many neighbours to guess
WORDS_MAX = 40_000  # words of a segment that are compared; the rest of a large base are mostly slips themselves
LANGUAGES = ("pl", "en")
_FOLDED = re.compile(rf"{EXACT}([^\W\d_]{{{SHORTEST},}}){TAB}")  # of an exact term: the word without its diacritics


def arrays(lexicon: Arrays) -> dict[str, NDArray[Any]]:
    """Return the most used words of a lexicon as arrays of a flat segment: folded, each once, a line each."""
    listed = {language: "\n".join(_most_used(lexicon, language)).encode() for language in LANGUAGES}
    return {f"words_{language}": np.frombuffer(lines, np.uint8) for language, lines in listed.items()}


def of(flat: Flat, language: str) -> Sequence[str]:
    """Return the words of a segment that are searched in a language, folded."""
    listed = flat.arrays.get(f"words_{language}")
    if listed is None:  # the file was written before there were such lists
        return _most_used(flat.arrays, language)
    return listed.tobytes().decode().split("\n") if len(listed) else ()


def _most_used(lexicon: Arrays, language: str) -> list[str]:
    at = lexicon["term_at"].astype(np.int64)
    rows = _exact(lexicon["term_bytes"], at)
    firsts = lexicon["firsts"][rows.start : rows.stop + 1].astype(np.int64)
    chosen = np.arange(len(rows))
    if len(rows) > WORDS_MAX:
        times = sizes(lexicon["starts"][firsts])
        chosen = np.sort(np.argpartition(-times, WORDS_MAX)[:WORDS_MAX])
    wanted = np.isin(np.arange(len(NUMBER)), [NUMBER[name] for name in searched(language)])
    counts = sizes(firsts)[chosen]
    standing = wanted[lexicon["fields"][ranges(firsts[chosen], counts)]]
    kept = np.bincount(np.repeat(np.arange(len(chosen)), counts)[standing], minlength=len(chosen)) > 0
    begins = at[rows.start + chosen[kept]]
    lengths = at[rows.start + chosen[kept] + 1] - begins
    content = lexicon["term_bytes"][ranges(begins, lengths)].tobytes().decode()
    return list(dict.fromkeys(_FOLDED.findall(content)))


def _exact(content: NDArray[np.uint8], at: NDArray[np.int64]) -> range:
    """Return which of the terms, which are sorted, are words exactly as written."""
    filled = np.flatnonzero(np.diff(at))  # a slug or a value may be empty
    signs = content[at[filled]]
    first, last = np.searchsorted(signs, [ord(EXACT), ord(EXACT) + 1]).tolist()
    offset = len(at) - 1 - len(filled)  # the empty ones sort first
    return range(first + offset, last + offset)
