"""groups: lists of values, and values made of keys of their own."""

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Keys
from typing import Any

from bdp.content.events import printable
from bdp.content.judge import Judge, Spot, nearest
from bdp.content.kinds import Kind
from bdp.content.nodes import Mapping, Node, Scalar, Sequence, Unread


def list_of(kind: Kind, *, unique: bool = False) -> Kind:
    """Make the kind of a list; items without a value are left out, ``unique`` doubts and drops repetitions."""

    def read(node: Node, spot: Spot, judge: Judge) -> tuple[Any, ...]:
        if not isinstance(node, Sequence):
            if not isinstance(node, Unread):
                judge.wrong(spot, _not_a_list(node))
            return ()
        values: list[Any] = []
        for number, item in enumerate(node.items, 1):
            if item.empty:
                continue
            at = spot.at(number, item.line)
            value = kind.read(item, at, judge)
            if unique and value in values:
                judge.doubt(at, f"„{value}” jest na liście już wcześniej; usuń powtórzenie")
            elif value is not None:
                values.append(value)
        return tuple(values)

    return Kind(f"list of {kind.name}", read, item=kind)


def _not_a_list(node: Node) -> str:
    if isinstance(node, Scalar):
        return f"oczekiwano listy; wpisz [{printable(node.text.strip())}] albo każdą pozycję w wierszu od „- ”"
    return "oczekiwano listy; zacznij każdą pozycję od „- ”"


def pairs(node: Node, spot: Spot | None, judge: Judge, allowed: Keys[str, object]) -> dict[str, tuple[Node, Spot]]:
    """Return the known keys of a mapping with values, each with its spot; unknown keys are named.

    ``spot`` is that of the mapping, None for the whole front matter.
    """
    if not isinstance(node, Mapping):
        if not isinstance(node, Unread) and spot is not None:
            judge.wrong(spot, f"oczekiwano kluczy ({', '.join(allowed)}) w wierszach „klucz: wartość”")
        return {}
    known: dict[str, tuple[Node, Spot]] = {}
    for key, value in node.items:
        name = printable(key.text)
        at = spot.at(name, key.line) if spot else Spot(name, key.line)
        if key.text not in allowed:
            judge.wrong(at, f"nie ma takiego klucza; najbliższy to „{nearest(key.text, allowed)}”")
        else:
            known[key.text] = (value, at)
    return known


def rows(node: Node, spot: Spot) -> Iterator[tuple[Spot, dict[str, tuple[Node, Spot]]]]:
    """Go through the mappings of a list as typed: each one's spot and its keys with their spots."""
    for number, item in enumerate(node.items if isinstance(node, Sequence) else (), 1):
        if isinstance(item, Mapping):
            at = spot.at(number, item.line)
            yield at, {key.text: (value, at.at(printable(key.text), key.line)) for key, value in item.items}


def group(kinds: Keys[str, Kind], build: Callable[..., Any], needs: tuple[str, ...] = ()) -> Kind:
    """Make the kind of a value with its own keys, which ``build`` takes by name; one of ``needs`` has to be there.

    A mapping without any value is no value.
    """

    def read(node: Node, spot: Spot, judge: Judge) -> Any:  # noqa: ANN401 - whatever build makes
        known = pairs(node, spot, judge, kinds)
        given = {name: value for name, value in known.items() if not value[0].empty}
        if given and needs and not given.keys() & set(needs):
            wanted = " albo ".join(f"„{name}”" for name in needs)
            judge.wrong(spot, f"brak {wanted}; uzupełnij albo usuń tę pozycję")
            return None
        values = {name: kinds[name].read(value, at, judge) for name, (value, at) in given.items()}
        return build(**{name: value for name, value in values.items() if value is not None}) if given else None

    return Kind("{" + ", ".join(kinds) + "}", read, parts=kinds)
