"""lexer: cuts a query into words, phrases and signs; what has no pair or no meaning is left out with a note."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

FIELDS = ("title", "summary", "presentation", "place", "institution", "partners", "keywords", "attachments")
WORDS_MAX = 16
DEPTH_MAX = 6

# Notes: ids of what a page may tell the reader about how the query was understood.
TOO_MANY_WORDS = "too_many_words"  # only the first WORDS_MAX words are searched
TOO_DEEP = "too_deep"  # brackets nested deeper than DEPTH_MAX are left out
STRAY_QUOTE = "stray_quote"  # a quotation mark without its pair is left out
STRAY_BRACKET = "stray_bracket"  # a bracket without its pair is left out
UNKNOWN_FIELD = "unknown_field"  # name:word with a name that is no field: searched as plain words
STRAY_STAR = "stray_star"  # a star that does not end a word is left out


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed, without its signs; ``start`` is its place in the query, ``field`` is "" for all fields."""

    text: str
    exact: bool = False
    prefix: bool = False
    field: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand next to each other; ``text`` is what stood between the quotes, ``start`` its place."""

    text: str
    exact: bool = False
    field: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Sign:
    """An operator or bracket: ``kind`` is one of ( ) or and not; ``field`` belongs to an opening bracket."""

    kind: str
    field: str = ""


Token = Word | Phrase | Sign
Notes = dict[str, None]  # ids of notes in the order in which they came up, each once

_QUOTES = str.maketrans(dict.fromkeys("„”“«»″‟", '"'))
_OPERATOR = re.compile(r'(OR|NOT|AND)(?=[\s()"]|$)')
_FIELD = re.compile(r"([A-Za-z_]+):(?=[^\s:)])")
_COLON = re.compile(r"[^\W\d_]+:(?=[^\s:])")
# 123 869 is one number: 1–3 digits and blocks of three, so that years stay whole.
_NUMBER = re.compile(r'\d{1,3}(?: \d{3})+(?=[\s()"]|$)')
_RUN = re.compile(r'[^\s()"]+')
_MINUS = re.compile(r"-[^\s)-]")
_EQUALS = re.compile(r"=[^\s()=]")
_HAS_WORD = re.compile(r"[^\W_]")


def tokens(text: str, notes: Notes) -> list[Token]:
    """Cut a query; brackets that are left have pairs, words are at most WORDS_MAX. Adds to the notes."""
    found: Iterator[Token] = _Lexer(text.translate(_QUOTES), notes).tokens()
    return _balanced(list(_limited(found, notes)), notes)


class _Lexer:
    """Goes through one query from left to right."""

    def __init__(self, text: str, notes: Notes) -> None:
        self._text = text
        self._notes = notes
        self._at = 0

    def tokens(self) -> Iterator[Token]:
        text = self._text
        while self._at < len(text):
            if text[self._at].isspace():
                self._at += 1
            elif text[self._at] in "()":
                yield Sign(text[self._at])
                self._at += 1
            elif operator := _OPERATOR.match(text, self._at):
                self._at = operator.end()
                yield Sign(operator[1].lower())
            else:
                yield from self._operand()

    def _operand(self) -> Iterator[Token]:
        """Read ``-field:=word`` or a part of it."""
        if _MINUS.match(self._text, self._at):
            self._at += 1
            yield Sign("not")
        field = ""
        if (name := _FIELD.match(self._text, self._at)) and name[1].lower() in FIELDS:
            field, self._at = name[1].lower(), name.end()
        if self._text[self._at] == "(":
            self._at += 1
            yield Sign("(", field)
            return
        exact = _EQUALS.match(self._text, self._at) is not None
        self._at += exact
        if self._text[self._at] == '"':
            phrase = self._phrase(field, exact=exact)
            if phrase is not None:
                yield from phrase
                return
        run = _NUMBER.match(self._text, self._at) or _RUN.match(self._text, self._at)
        if run is not None:
            self._at = run.end()
            yield from self._words(Word(run[0], exact, field=field, start=run.start()))

    def _phrase(self, field: str, *, exact: bool) -> Iterable[Phrase] | None:
        """Read what is quoted; None where the quotation mark has no pair."""
        start = self._at + 1
        end = self._text.find('"', start)
        if end < 0:
            self._notes[STRAY_QUOTE] = None
            self._at = start
            return None
        self._at = end + 1
        return (Phrase(self._text[start:end], exact, field, start),) if _HAS_WORD.search(self._text, start, end) else ()

    def _words(self, word: Word) -> Iterator[Word]:
        """Yield the word without its stars; ``name:word`` with an unknown name gives its parts."""
        text, start = word.text, word.start
        while not word.exact and (name := _COLON.match(text)):
            self._notes[UNKNOWN_FIELD] = None
            yield replace(word, text=text[: name.end() - 1], start=start)
            start += name.end()
            text = text[name.end() :]
        bare = text.rstrip("*")
        prefix = bare != text and bare[-1:].isalnum()
        if "*" in bare or (bare != text and not prefix):
            self._notes[STRAY_STAR] = None
        if _HAS_WORD.search(bare):
            yield replace(word, text=bare, prefix=prefix, start=start)


def _limited(found: Iterator[Token], notes: Notes) -> Iterator[Token]:
    """Yield the tokens up to the last word that is allowed; a phrase is cut where the allowance ends."""
    left = WORDS_MAX
    for token in found:
        if isinstance(token, Sign):
            yield token
            continue
        size = len(token.text.split()) if isinstance(token, Phrase) else 1
        if size <= left:
            yield token
        else:
            notes[TOO_MANY_WORDS] = None
            if left and isinstance(token, Phrase):
                yield replace(token, text=" ".join(token.text.split()[:left]))
            return
        left -= size


def _balanced(found: list[Token], notes: Notes) -> list[Token]:
    """Return the tokens without brackets that have no pair or lie too deep."""
    opened: list[int] = []
    dropped: set[int] = set()
    for number, token in enumerate(found):
        if isinstance(token, Sign) and token.kind == "(":
            opened.append(number)
        elif isinstance(token, Sign) and token.kind == ")":
            if not opened:
                notes[STRAY_BRACKET] = None
                dropped.add(number)
                continue
            if len(opened) > DEPTH_MAX:
                notes[TOO_DEEP] = None
                dropped |= {number, opened[-1]}
            opened.pop()
    if opened and TOO_MANY_WORDS not in notes:
        notes[STRAY_BRACKET] = None
    dropped.update(opened)
    return [token for number, token in enumerate(found) if number not in dropped]
