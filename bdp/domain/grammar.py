"""grammar: what a reader types into the search box, as a tree. Never an error.

``parse`` understands words, ``"phrases"``, ``=exact``, ``-word`` and ``NOT word``, ``OR``, ``word*``, ``field:word`` and
brackets. ``OR`` binds weaker than standing side by side; operators are capitals. What cannot be parsed is searched as
plain words, and a note says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

FIELDS = ("title", "summary", "presentation", "place", "institution", "partners", "keywords", "attachments")
WORDS_MAX = 16
DEPTH_MAX = 6

# Notes: ids of what a page may tell the reader about how the query was understood.
TOO_MANY_WORDS = "too_many_words"  # only the first WORDS_MAX words are searched
TOO_DEEP = "too_deep"  # brackets nested deeper than DEPTH_MAX are left out
STRAY_QUOTE = "stray_quote"  # a quotation mark without its pair is left out
STRAY_BRACKET = "stray_bracket"  # a bracket without its pair is left out
STRAY_OPERATOR = "stray_operator"  # OR, NOT or AND without a word beside it is left out
UNKNOWN_FIELD = "unknown_field"  # name:word with a name that is no field: searched as plain words
STRAY_STAR = "stray_star"  # a star that does not end a word is left out
NO_WORDS = "no_words"  # nothing in the query is a word: everything is shown
NOTES = (
    TOO_MANY_WORDS,
    TOO_DEEP,
    STRAY_QUOTE,
    STRAY_BRACKET,
    STRAY_OPERATOR,
    UNKNOWN_FIELD,
    STRAY_STAR,
    NO_WORDS,
)


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
class Not:
    """Records without this."""

    child: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """Records that have all of these; at least two."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Records that have any of these; at least two."""

    children: tuple["Node", ...]


Node = Word | Phrase | Not | And | Or


@dataclass(frozen=True, slots=True)
class Parsed:
    """The understood query; ``tree`` is None where there is no word, ``notes`` are ids from NOTES, each once."""

    tree: Node | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sign:
    """An operator or bracket: ``kind`` is one of ( ) or and not; ``field`` belongs to an opening bracket."""

    kind: str
    field: str = ""


_Token = Word | Phrase | _Sign

_QUOTES = str.maketrans(dict.fromkeys("„”“«»″‟", '"'))
_OPERATOR = re.compile(r'(OR|NOT|AND)(?=[\s()"]|$)')
_FIELD = re.compile(r"([A-Za-z_]+):(?=[^\s:)])")
_COLON = re.compile(r"[^\W\d_]+:(?=[^\s:])")
# 123 869 is one number: 1–3 digits and blocks of three, so that years stay whole.
_NUMBER = re.compile(r'\d{1,3}(?: \d{3})+(?=[\s()"]|$)')
_RUN = re.compile(r'[^\s()"]+')
_HAS_WORD = re.compile(r"[^\W_]")


def parse(text: str) -> Parsed:
    """Understand a query of any text; brackets, quotes and operators that make no sense are left out with a note."""
    notes: dict[str, None] = {}
    tokens = list(_limited(_tokens(text.translate(_QUOTES), notes), notes))
    tokens = _balanced(tokens, notes)
    tree = _Reader(tokens, notes).alternatives("")
    if tree is None:
        notes[NO_WORDS] = None
    return Parsed(tree, tuple(notes))


def leaves(node: Node | None) -> Iterator[Word | Phrase]:
    """Yield the words and phrases of a tree from left to right, excluded ones too."""
    if isinstance(node, Word | Phrase):
        yield node
    elif isinstance(node, Not):
        yield from leaves(node.child)
    elif node is not None:
        for child in node.children:
            yield from leaves(child)


def _tokens(text: str, notes: dict[str, None]) -> Iterator[_Token]:
    """Cut the text into words, phrases and signs."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        elif text[at] in "()":
            yield _Sign(text[at])
            at += 1
        elif operator := _OPERATOR.match(text, at):
            yield _Sign(operator[1].lower())
            at = operator.end()
        else:
            at = yield from _operand(text, at, notes)


def _operand(text: str, at: int, notes: dict[str, None]) -> "Iterator[_Token]":
    """Read ``-field:=word`` or a part of it and return where it ends."""
    if text[at] == "-" and re.match(r"-[^\s)-]", text[at : at + 2]):
        yield _Sign("not")
        at += 1
    field = ""
    if (name := _FIELD.match(text, at)) and name[1].lower() in FIELDS:
        field, at = name[1].lower(), name.end()
    if text[at] == "(":
        yield _Sign("(", field)
        return at + 1
    exact = text[at] == "=" and re.match(r"=[^\s()=]", text[at : at + 2]) is not None
    at += exact
    if text[at] == '"':
        end = text.find('"', at + 1)
        if end >= 0:
            if _HAS_WORD.search(text, at, end):
                yield Phrase(text[at + 1 : end], exact, field, at + 1)
            return end + 1
        notes[STRAY_QUOTE] = None
        at += 1
    run = _NUMBER.match(text, at) or _RUN.match(text, at)
    if run is None:
        return at
    yield from _words(Word(run[0], exact, field=field, start=at), notes)
    return run.end()


def _words(word: Word, notes: dict[str, None]) -> Iterator[Word]:
    """Yield the word without its stars; ``name:word`` with an unknown name gives its parts."""
    text, start = word.text, word.start
    while name := _COLON.match(text):
        if not word.exact:
            notes[UNKNOWN_FIELD] = None
            yield replace(word, text=text[: name.end() - 1], start=start)
            start += name.end()
            text = text[name.end() :]
        else:
            break
    bare = text.rstrip("*")
    prefix = bare != text and bare[-1:].isalnum()
    if "*" in bare or (bare != text and not prefix):
        notes[STRAY_STAR] = None
    if _HAS_WORD.search(bare):
        yield replace(word, text=bare, prefix=prefix, start=start)


def _limited(tokens: Iterator[_Token], notes: dict[str, None]) -> Iterator[_Token]:
    """Yield the tokens up to the last word that is allowed; a phrase is cut where the allowance ends."""
    left = WORDS_MAX
    for token in tokens:
        if isinstance(token, _Sign):
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


def _balanced(tokens: list[_Token], notes: dict[str, None]) -> list[_Token]:
    """Return the tokens without brackets that have no pair or lie too deep."""
    opened: list[int] = []
    dropped: set[int] = set()
    for number, token in enumerate(tokens):
        if isinstance(token, _Sign) and token.kind == "(":
            opened.append(number)
        elif isinstance(token, _Sign) and token.kind == ")":
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
    return [token for number, token in enumerate(tokens) if number not in dropped and number not in opened]


class _Reader:
    """Builds the tree from tokens whose brackets are balanced; the depth of recursion is that of the brackets."""

    def __init__(self, tokens: list[_Token], notes: dict[str, None]) -> None:
        self._tokens = tokens
        self._notes = notes
        self._at = 0

    def alternatives(self, field: str) -> Node | None:
        """Read ``a b OR c`` up to a closing bracket or the end."""
        branches = [self._together(field)]
        while self._next_is("or"):
            self._at += 1
            branches.append(self._together(field))
        if None in branches and len(branches) > 1:
            self._stray()
        found = [branch for branch in branches if branch is not None]
        return _joined(Or, found)

    def _together(self, field: str) -> Node | None:
        found: list[Node] = []
        while self._at < len(self._tokens) and not self._next_is("or", ")"):
            if self._next_is("and"):
                self._at += 1
                if not found or self._at >= len(self._tokens) or self._next_is("or", ")", "and"):
                    self._stray()
                continue
            node = self._one(field)
            if node is not None:
                found.append(node)
        return _joined(And, found)

    def _one(self, field: str) -> Node | None:
        excluded = False
        while self._next_is("not"):
            excluded = not excluded
            self._at += 1
        if self._at >= len(self._tokens) or self._next_is("or", ")", "and"):
            self._stray()
            return None
        token = self._tokens[self._at]
        self._at += 1
        node: Node | None
        if isinstance(token, _Sign):  # only an opening bracket is left
            node = self.alternatives(token.field or field)
            self._at += 1
        else:
            node = token if token.field else replace(token, field=field)
        return Not(node) if excluded and node is not None else node

    def _next_is(self, *kinds: str) -> bool:
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        return isinstance(token, _Sign) and token.kind in kinds

    def _stray(self) -> None:
        if TOO_MANY_WORDS not in self._notes:
            self._notes[STRAY_OPERATOR] = None


def _joined(kind: type[And] | type[Or], found: list[Node]) -> Node | None:
    """Return one node for several; nested ones of the same kind are joined."""
    flat: list[Node] = []
    for node in found:
        flat.extend(node.children if isinstance(node, kind) else (node,))
    if len(flat) <= 1:
        return flat[0] if flat else None
    return kind(tuple(flat))
