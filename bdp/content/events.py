"""events: YAML read event by event into nodes, within bounds, every scalar as text.

The C parser gives events one at a time and does not recurse, so a header of a hundred thousand brackets ends at the
seventh of them. (Its loaders, which build objects, would crash the process; they are never used.)
"""

from collections.abc import Iterator

import yaml

from bdp.content import yaml_faults
from bdp.content.nodes import FILE, Fault, Mapping, Node, Scalar, Sequence, Unread

EVENTS_MAX = 10_000  # a record with a hundred members and contacts has two thousand
DEPTH_MAX = 6
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the slower one where PyYAML was built without libyaml
_SCALAR = (yaml.ScalarEvent, yaml.AliasEvent)


class Unreadable(Exception):
    """The text is not YAML, or is beyond the bounds; ``fault`` says where and what."""

    def __init__(self, fault: Fault) -> None:
        """Keep the fault."""
        super().__init__(fault.message)
        self.fault = fault


def read(text: str, first_line: int, faults: list[Fault], most: int = EVENTS_MAX) -> Node | None:
    """Return the one document of a text, None for an empty one; refused constructs are appended to ``faults``.

    Raises Unreadable where reading cannot go on.
    """
    return _Reader(text, first_line, faults, most).document()


class _Reader:
    def __init__(self, text: str, first_line: int, faults: list[Fault], most: int) -> None:
        self._events = self._bounded(text, first_line, most)
        self._first = first_line
        self._faults = faults
        self._path: list[str] = []

    def _bounded(self, text: str, first_line: int, most: int) -> Iterator[yaml.Event]:
        try:
            for number, event in enumerate(yaml.parse(text, Loader=_Loader)):
                if number > most:
                    message = f"za dużo wartości (ponad {most // 2}); skróć listy"
                    raise Unreadable(Fault(self._line(event), self._top, message))
                yield event
        except yaml.YAMLError as error:
            last = first_line + text.rstrip().count("\n")
            raise Unreadable(yaml_faults.explain(error, first_line, last)) from None

    @property
    def _top(self) -> str:
        return self._path[0] if self._path and not self._path[0].isdigit() else FILE

    def _line(self, event: yaml.Event) -> int:
        return (event.start_mark.line if event.start_mark else 0) + self._first

    def _fault(self, line: int, message: str, key: str = "") -> None:
        self._faults.append(Fault(line, ".".join([*self._path, *([key] if key else [])]) or FILE, message))

    def document(self) -> Node | None:
        """Read the whole stream."""
        root: Node | None = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                if root is not None:
                    self._fault(self._line(event), "drugi dokument YAML; nagłówek ma być jeden")
                    break
                root = self._node(next(self._events), 0)
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line = self._line(event)
        if isinstance(event, yaml.AliasEvent):
            self._fault(line, f"odsyłacz YAML „*{event.anchor}” jest niedozwolony; wpisz wartość wprost")
            return Unread(line)
        if getattr(event, "anchor", None):
            self._fault(line, "kotwica YAML (&) jest niedozwolona; usuń ją albo ujmij wartość w cudzysłów")
        if getattr(event, "tag", None):
            self._fault(line, "znacznik typu YAML (!) jest niedozwolony; usuń go albo ujmij wartość w cudzysłów")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, line, not event.style)
        if depth == DEPTH_MAX:
            message = f"za głębokie zagnieżdżenie (ponad {DEPTH_MAX} poziomów)"
            raise Unreadable(Fault(line, self._top, message))
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(depth + 1)), line)
        return Mapping(tuple(self._pairs(depth + 1)), line)

    def _items(self, depth: int) -> Iterator[Node]:
        number = 0
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            number += 1
            self._path.append(str(number))
            yield self._node(event, depth)
            self._path.pop()

    def _pairs(self, depth: int) -> Iterator[tuple[Scalar, Node]]:
        seen: dict[str, int] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth)
            name = key.text if isinstance(key, Scalar) else ""
            self._path.append(printable(name) or FILE)
            value = self._node(next(self._events), depth)
            self._path.pop()
            if not isinstance(key, Scalar) or not name:
                self._fault(key.line, "klucz ma być jednym słowem przed dwukropkiem")
            elif name in seen:
                first = f"klucz powtórzony (pierwszy raz w wierszu {seen[name]}); zostaw jeden"
                self._fault(key.line, first, printable(name))
            else:
                seen[name] = key.line
                yield key, value


def printable(name: str) -> str:
    """Return a key as typed, but short and on one line, fit for a line of ``bdp check``."""
    shown = "".join(sign if sign.isprintable() else "?" for sign in name)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"  # noqa: PLR2004 - longer than any key of ours
