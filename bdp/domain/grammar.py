"""grammar: what a reader types into the search box, as a tree. Never an error.

``parse`` understands words, ``"phrases"``, ``=exact``, ``-word`` and ``NOT word``, ``OR``, ``word*``, ``field:word``
and brackets. ``OR`` binds weaker than standing side by side; operators are capitals. What cannot be parsed is searched
as plain words, and a note says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bdp.domain import lexer
from bdp.domain.lexer import TOO_MANY_WORDS, Phrase, Sign, Token, Word

STRAY_OPERATOR = "stray_operator"  # OR, NOT or AND without a word beside it is left out
NO_WORDS = "no_words"  # nothing in the query is a word: everything is shown
NOTES = (
    TOO_MANY_WORDS,
    lexer.TOO_DEEP,
    lexer.STRAY_QUOTE,
    lexer.STRAY_BRACKET,
    STRAY_OPERATOR,
    lexer.UNKNOWN_FIELD,
    lexer.STRAY_STAR,
    NO_WORDS,
)


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


def parse(text: str) -> Parsed:
    """Understand a query of any text; brackets, quotes and operators that make no sense are left out with a note."""
    notes: lexer.Notes = {}
    tree = _Reader(lexer.tokens(text, notes), notes).alternatives("")
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


class _Reader:
    """Builds the tree from tokens whose brackets are balanced; the depth of recursion is that of the brackets."""

    def __init__(self, tokens: list[Token], notes: lexer.Notes) -> None:
        self._tokens = tokens
        self._notes = notes
        self._at = 0

    def alternatives(self, field: str) -> Node | None:
        """Read ``a b OR c`` up to a closing bracket or the end."""
        branches = [self._together(field)]
        while self._next_is("or"):
            self._at += 1
            branches.append(self._together(field))
        found = [branch for branch in branches if branch is not None]
        if len(found) < len(branches) > 1:
            self._stray()
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
        if isinstance(token, Sign):  # only an opening bracket is left
            node = self.alternatives(token.field or field)
            self._at += 1
        else:
            node = token if token.field else replace(token, field=field)
        return Not(node) if excluded and node is not None else node

    def _next_is(self, *kinds: str) -> bool:
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        return isinstance(token, Sign) and token.kind in kinds

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
