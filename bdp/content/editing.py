"""editing: a record's text with some keys changed and every other byte as it was."""

import re
from collections.abc import Mapping

from bdp.content import yaml_writing
from bdp.content.body import split_body
from bdp.content.fields import FIELDS, KEYS
from bdp.content.front_matter import Document, parse, split
from bdp.content.judge import Judge, Spot
from bdp.content.nodes import Mapping as Keys
from bdp.content.nodes import Node, Scalar, Sequence
from bdp.content.yaml_writing import Typed
from bdp.domain.errors import BdpError

BODY_KEYS = ("summary", "presentation")
_ASIDE = re.compile(r"[ \t]*\r?\n?|#[^\n]*\n?")  # a blank line, or a comment that stands at the margin
_KINDS = {field.key: field.kind for field in FIELDS}


class NotEditable(BdpError):
    """The text has faults (of its YAML, its characters or its fences) that have to be mended by hand first."""


def update(text: str, changes: Mapping[str, object]) -> str:
    """Return a record's text with some keys changed; None or an empty value takes a key out.

    Values are texts, numbers, days, truths, and lists and mappings of them; ``summary`` and ``presentation`` change the
    body. A key whose value means the same as before keeps its lines. New keys go where the format has them. Raises
    NotEditable.
    """
    document, mapping = _opened(text)
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    end = document.body_line - 1  # the closing fence is the last of these
    given = {key.text: node for key, node in mapping.items}
    wanted = {key: yaml_writing.typed(value) for key, value in changes.items() if key not in BODY_KEYS}
    due = {key: value for key, value in wanted.items() if not _same(key, given.get(key), value)}
    inside = _Header(lines[1 : end - 1], mapping, document.newline).changed(due) if due else lines[1 : end - 1]
    body = _new_body(document, changes)
    if body is None:
        return "".join([lines[0], *inside, *lines[end - 1 :]])
    fence = lines[end - 1].rstrip("\r\n") + document.newline
    return "".join([lines[0], *inside, fence, body.replace("\n", document.newline)])


def said(text: str) -> dict[str, Typed]:
    """Return what a record's text says as it would be typed: its keys that have a value, ``summary``, ``presentation``.

    Raises NotEditable.
    """
    document, mapping = _opened(text)
    keys = {key.text: _typed(node) for key, node in mapping.items if not node.empty}
    return {**keys, **dict(zip(BODY_KEYS, split_body(document.body), strict=True))}


def _opened(text: str) -> tuple[Document, Keys]:
    document = split(text.encode("utf-8", "surrogatepass"))
    mapping, faults = parse(document.header) if document.whole else (Keys(), ())
    if not document.whole or document.faults or faults:
        fault = (*document.faults, *faults)[0]
        message = f"wiersz {fault.line}: {fault.message}"
        raise NotEditable(message)
    return document, mapping


def _same(key: str, old: Node | None, new: Typed) -> bool:
    """Tell whether a value means what the typed one means: ``66.200`` and 66200 are one population."""
    if old is None or old.empty:
        return not new
    if not new:
        return False
    kind, spot = _KINDS.get(key), Spot(key, 1)
    if kind is not None:
        before, after = Judge(""), Judge("")
        values = kind.read(old, spot, before), kind.read(_node(new), spot, after)
        if before.passed and after.passed:
            return bool(values[0] == values[1])
    return _typed(old) == new


def _node(value: Typed) -> Node:
    if isinstance(value, dict):
        return Keys(tuple((Scalar(key, 1), _node(part)) for key, part in value.items()), 1)
    if isinstance(value, list):
        return Sequence(tuple(_node(item) for item in value), 1)
    return Scalar(value, 1, plain=False)


def _typed(node: Node) -> Typed:
    if isinstance(node, Keys):
        return {key.text: _typed(value) for key, value in node.items}
    if isinstance(node, Sequence):
        return [_typed(item) for item in node.items]
    return node.text if isinstance(node, Scalar) else ""


class _Header:
    """The lines between the fences, each top-level key with those that are its own."""

    def __init__(self, lines: list[str], mapping: Keys, newline: str) -> None:
        self._lines, self._newline = lines, newline
        starts = [(key.text, key.line - 2) for key, _ in mapping.items]
        ends = [line for _, line in starts[1:]] + ([len(lines)] if starts else [])
        self._own = {key: self._extent(start, end) for (key, start), end in zip(starts, ends, strict=True)}
        # Keys in braces share their lines; then the header is one piece.
        places = {low for low, _ in self._own.values()}
        self._apart = len(places) == len(starts) and not any(lines[low].startswith(("{", " ")) for low in places)

    def _extent(self, low: int, high: int) -> tuple[int, int]:
        while high > low + 1 and _ASIDE.fullmatch(self._lines[high - 1]):
            high -= 1
        return low, high

    def changed(self, due: Mapping[str, Typed]) -> list[str]:
        """Return the lines with these keys set, or taken out where the value is empty."""
        if not self._apart:
            return self._rewritten(self._lines, due)
        lines = list(self._lines)
        last_first = sorted(due, key=self._place, reverse=True)
        for key in last_first:
            low, high = self._own.get(key, (self._after(key), self._after(key)))
            lines[low:high] = self._rewritten(lines[low:high], {key: due[key]}) if due[key] else []
        return lines

    def _place(self, key: str) -> tuple[int, int]:
        """Return what orders the changes by line, and keys that are new in one place by the format."""
        return self._own[key][0] if key in self._own else self._after(key), _rank(key)

    def _after(self, key: str) -> int:
        """Return the line before which a new key goes: after the last one that precedes it in the format."""
        before = [own[1] for name, own in self._own.items() if _rank(name) < _rank(key)]
        if before:
            return before[-1]
        return min((low for low, _ in self._own.values()), default=len(self._lines))

    def _rewritten(self, lines: list[str], changes: Mapping[str, Typed]) -> list[str]:
        text = "".join(lines).replace("\r\n", "\n")
        try:
            made = yaml_writing.rewrite(text, changes, _KINDS)
        except yaml_writing.Unwritable as error:
            if not self._apart:
                message = f"nagłówka nie da się zmienić z zachowaniem jego zapisu: {error}"
                raise NotEditable(message) from None
            made = yaml_writing.rewrite("", changes, _KINDS)  # the key's own lines only, and it is replaced anyway
        return [f"{line}{self._newline}" for line in made.rstrip("\n").split("\n")]


def _rank(key: str) -> int:
    """Return a key's place in the format; unknown ones come last."""
    return KEYS.index(key) if key in KEYS else len(KEYS)


def _new_body(document: Document, changes: Mapping[str, object]) -> str | None:
    """Return the body with changed parts, None where it stays as it is."""
    now = dict(zip(BODY_KEYS, split_body(document.body), strict=True))
    new = {key: str(changes.get(key, now[key]) or "").replace("\r\n", "\n").strip("\n") for key in BODY_KEYS}
    if new == now:
        return None
    lead = "\n" if document.body.startswith("\n") else ""
    return lead + "\n\n".join(part for part in new.values() if part.strip()) + "\n"
