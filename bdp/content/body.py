"""body: the Markdown of a record, parted into summary and presentation."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})(?P<info>[^\n]*)")
_HEADING = re.compile(r" {0,3}##(?:[ \t]+\S.*)")
_UNDERLINE = re.compile(r" {0,3}(?:-+|=+)[ \t]*")
_ALONE = re.compile(r" {0,3}(?:#{1,6}[ \t]|-+[ \t]*$|=+[ \t]*$)")  # a line after which a new block begins
# A line that cannot be the text of an underlined heading: another block begins on it.
_BLOCK = re.compile(r"(?: {4}|\t)| {0,3}(?:[-*+][ \t]|\d{1,9}[.)][ \t]|>|#{1,6}[ \t]|[|=]|<|$)")


class Line(NamedTuple):
    """A line of a body. ``kind`` is text, or open, code and close for those of a fenced block of code."""

    text: str
    kind: Literal["text", "open", "code", "close"] = "text"

    @property
    def code(self) -> bool:
        """Tell whether it belongs to a block of code."""
        return self.kind != "text"


def lines(text: str) -> Iterator[Line]:
    """Go through the lines, told apart by fenced blocks of code. A fence that nothing closes lasts to the end."""
    closing = ""
    for line in text.split("\n"):
        found = _FENCE.fullmatch(line)
        if closing:
            ends = found is not None and found["mark"].startswith(closing) and not found["info"].strip()
            yield Line(line, "close" if ends else "code")
            closing = "" if ends else closing
        elif found and not (found["mark"].startswith("`") and "`" in found["info"]):
            closing = found["mark"]
            yield Line(line, "open")
        else:
            yield Line(line)


def split_body(text: str) -> tuple[str, str]:
    """Return summary and presentation: what is before the first level-2 heading, and that heading with all after it.

    A heading is ``## …`` or its form underlined with hyphens, not in a block of code. Both parts are stripped of blank
    lines at their ends.
    """
    told = list(lines(text))
    start = next((n for n in range(len(told)) if _heading_at(told, n)), len(told))
    summary = "\n".join(line.text for line in told[:start])
    return _trimmed(summary), _trimmed("\n".join(line.text for line in told[start:]))


def _heading_at(told: list[Line], number: int) -> bool:
    line = told[number]
    if line.code:
        return False
    if _HEADING.fullmatch(line.text):
        return True
    below = told[number + 1] if number + 1 < len(told) else None
    if below is None or below.code or not is_underlined(line.text, below.text) or "=" in below.text:
        return False
    above = told[number - 1] if number else None
    return above is None or above.code or not above.text.strip() or _ALONE.match(above.text) is not None


def is_underlined(line: str, below: str) -> bool:
    """Tell whether a line at the beginning of a block is a heading underlined by the one below."""
    return _UNDERLINE.fullmatch(below) is not None and _BLOCK.match(line) is None


def _trimmed(text: str) -> str:
    return re.sub(r"^(?:[ \t]*\n)+", "", text.rstrip())
