"""text: clean text and the words in it, where they start and end."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

WORD_MAX = 64  # longer runs of letters are no words; they are cut on both sides alike

# What no reader sees is taken out; lone surrogates and NUL become spaces because they break the analysers.
_HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_HARMFUL = "\ud800-\udfff\x00-\x08\x0e-\x1f\x7f"
_UNSEEN, _BROKEN, _ODD = (re.compile(f"[{signs}]") for signs in (_HIDDEN, _HARMFUL, _HIDDEN + _HARMFUL))

_CAPITAL = "A-ZĄĆĘŁŃÓŚŹŻ"
_ENDING_JOINED = "u|em|ie|owi|ów|ami|ach|om|y|i|a|ą|ę"
_ENDING_HYPHEN = f"s?(?:{_ENDING_JOINED}|owie|e|owych|owym|owe|owy|owa|owej|owego)"

# The order counts: numbers in groups, codes that keep their separators, acronyms with an ending, words. A span of
# years is two words, so that each year is found; so are a number and the letters that follow it at once (2015r., 20km).
TOKEN = re.compile(
    rf"""
    (?P<GROUPED>(?<![\w.,])\d{{1,3}}(?P<gap>[.\x20\u00a0\u2009\u202f])\d{{3}}(?:(?P=gap)\d{{3}})*(?:,\d+)?(?![\w]|[.,/]\d))
  | (?P<CODE>(?!\d{{4}}[-/]\d{{4}}(?![\w./:,-]*\d))\d+(?:[.,/:-]\d+)+)
  | (?P<ACRONYM>[{_CAPITAL}]{{2,6}}(?:[-\u2010\u2011](?:{_ENDING_HYPHEN})|(?:{_ENDING_JOINED}))(?!\w))
  | (?P<WORD>\d+(?=[^\W\d_])|[^\W_]+)
    """,
    re.VERBOSE,
)
_RAISED = str.maketrans("²³", "23")  # km², m³
_DECIMAL = re.compile(r"\d+[.,]\d+")
_IN_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+")
_GROUPABLE = re.compile(r"\d{5,12}")
_CAPITALS = re.compile(rf"[{_CAPITAL}]{{2,6}}")
_STEM = re.compile(rf"[{_CAPITAL}]{{2,6}}")
_SHOUT = re.compile(rf"[{_CAPITAL}]{{7,}}")


class Kind(Enum):
    """What sort of token it is; each is analysed in its own way."""

    WORD = auto()
    CAPITALS = auto()
    NUMBER = auto()
    CODE = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: where it stands, its kind, and the form to analyse.

    ``surface`` is lower case as written; for CAPITALS with an ending ``stem`` holds the bare letters in lower case, for
    NUMBER and CODE the digits without grouping. ``kind`` CAPITALS means two to six capitals that are not shouted.
    """

    start: int
    end: int
    kind: Kind
    surface: str
    stem: str


def clean(text: str) -> str:
    """Return the text composed (NFC), without invisible signs, with spaces for what breaks analysers."""
    if text.isascii() and text.isprintable():
        return text
    if _ODD.search(text) is None and unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", _BROKEN.sub(" ", _UNSEEN.sub("", text)))


def shouted(line: str) -> bool:
    """Tell whether a line is written in capitals throughout, so that capitals do not mark acronyms."""
    return line.isupper() and _SHOUT.search(line) is not None


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a clean text in order."""
    for match in TOKEN.finditer(text):
        yield token(match[0], match.lastgroup or "WORD", match.start(), match.end())


def spans(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Yield (start, end, text as written, group of the pattern) for callers that remember what a word means."""
    for match in TOKEN.finditer(text):
        yield match.start(), match.end(), match[0], match.lastgroup or "WORD"


def token(written: str, group: str, start: int = 0, end: int = 0) -> Token:
    """Classify one run of signs that the pattern found."""
    if group == "WORD":
        surface = written.lower()[:WORD_MAX].translate(_RAISED)
        kind = Kind.CAPITALS if _CAPITALS.fullmatch(written) else Kind.WORD
        if written.isdigit():
            kind = Kind.NUMBER
        return Token(start, end, kind, surface, surface)
    if group == "ACRONYM":
        stem = _STEM.match(written)
        letters = (stem[0] if stem else written).lower()
        return Token(start, end, Kind.CAPITALS, written.lower(), letters)
    if group == "GROUPED":
        digits = re.sub(r"[^\d,]", "", written)
        return Token(start, end, Kind.NUMBER, digits, digits)
    return Token(start, end, Kind.CODE, written[:WORD_MAX], written[:WORD_MAX])


def parts(code: str) -> tuple[str, ...]:
    """Return the numbers inside a code such as 12.05.2015 or 41-300."""
    return tuple(re.findall(r"\d+", code))


def spellings(number: str) -> tuple[str, ...]:
    """Return the ways in which texts may write a number: with the comma of Poland or the dot of others, in groups."""
    found = {number: None}
    if _DECIMAL.fullmatch(number):
        found |= dict.fromkeys((number.replace(",", "."), number.replace(".", ",")))
    if _IN_GROUPS.fullmatch(number):
        found[number.replace(",", "")] = None
    elif _GROUPABLE.fullmatch(number):
        found[f"{int(number):,}"] = None
    return tuple(found)
