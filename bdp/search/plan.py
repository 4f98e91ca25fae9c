"""plan: what is to be evaluated: the tree of a query with its words turned into terms of the index."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bdp.search.analysis import Term


class Slot(NamedTuple):
    """What may stand at one place: any of the terms, or any word that begins with ``prefix`` (as typed, lower case)."""

    terms: tuple[Term, ...] = ()
    prefix: str = ""


SoughtFields = tuple[tuple[str, tuple[Slot, ...]], ...]  # (field, its slots), because languages differ


@dataclass(frozen=True, slots=True)
class Sought:
    """A word (one slot) or words side by side (several), and the fields where they count.

    ``fields`` pairs a field with its slots. ``relaxable`` says that it may be missing where no record has everything;
    ``words`` is how many words of the query it stands for (0 for a word without meaning of its own, such as "w"; a part
    of one for words made from what was typed), ``boost`` is how much it counts. ``said`` is what the reader typed for
    it, and ``synonym`` tells that it says so in other words.
    """

    fields: SoughtFields
    relaxable: bool
    words: float
    boost: float = 1.0
    said: str = field(default="", compare=False)  # two that look for the same are the same
    synonym: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class All:
    """All of these."""

    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Any of these; with ``one`` they are ways to say one thing, the first as typed: the best counts, not the sum."""

    children: tuple["Node", ...]
    one: bool = False


@dataclass(frozen=True, slots=True)
class Without:
    """All records but these."""

    child: "Node"


Node = Sought | All | Any | Without


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of the query that is wanted: where it stands in the query and what is looked for."""

    start: int
    end: int
    written: str
    sought: Sought


@dataclass(frozen=True, slots=True)
class Plan:
    """A query ready to be evaluated; ``node`` is None where it has no word."""

    text: str
    node: Node | None
    asked: tuple[Asked, ...]
    notes: tuple[str, ...]


def wanted(node: Node | None) -> Iterator[Sought]:
    """Yield what a record is to have, leaving out what it must not have."""
    if isinstance(node, Sought):
        yield node
    elif isinstance(node, All | Any):
        for child in node.children:
            yield from wanted(child)


def size(node: Node | None) -> int:
    """Return how many things are looked for, about what a plan takes in memory."""
    if node is None or isinstance(node, Sought):
        return 1
    return 1 + sum(map(size, (node.child,) if isinstance(node, Without) else node.children))


def joined(kind: type[All] | type[Any], nodes: Sequence[Node]) -> Node:
    """Return one node for one or more."""
    return nodes[0] if len(nodes) == 1 else kind(tuple(nodes))
