"""body: the Markdown of a record, parted into summary and presentation."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})(?P<info>[^\n]*)")
_HEADING = re.compile(r" {0,3}##(?:[ \t]+\S.*)")
_UNDERLINE = re.compile(r" {0,3}-+[ \t]*")
# A line that cannot be the text of an underlined heading: another block begins on it.
_BLOCK = re.compile(r"(?: {4}|\t)| {0,3}(?:[-*+][ \t]|\d{1,9}[.)][ \t]|>|#{1,6}[ \t]|[|=]|<|$)")


class Line(NamedTuple):
    """A line of a body; ``code`` says that it lies in a fenced block of code (or is one of its fences)."""

    text: str
    code: bool


def lines(text: str) -> Iterator[Line]:
    """Go through the lines, told apart by fenced blocks of code. A fence that nothing closes lasts to the end."""
    closing = ""
    for line in text.split("\n"):
        found = _FENCE.fullmatch(line)
        if closing:
            yield Line(line, code=True)
            if found and found["mark"].startswith(closing) and not found["info"].strip():
                closing = ""
        elif found and not (found["mark"].startswith("`") and "`" in found["info"]):
            closing = found["mark"]
            yield Line(line, code=True)
        else:
            yield Line(line, code=False)


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
    alone = number == 0 or told[number - 1].code or not told[number - 1].text.strip()
    underlined = below is not None and not below.code and _UNDERLINE.fullmatch(below.text) is not None
    return alone and underlined and _BLOCK.match(line.text) is None


def _trimmed(text: str) -> str:
    return re.sub(r"^(?:[ \t]*\n)+", "", text.rstrip())
