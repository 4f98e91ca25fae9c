"""repeating: the part of a presentation in which others read how to do the same."""

import re
from collections.abc import Iterator, Sequence

from bdp.domain.entry import Body, Heading

_REPEATING = re.compile(
    r"przenie|powt[óo]rz|powiel|upowszechni|replik|do siebie|dla innych|dla naśladowc|wskazówk|rady\b|lekcj"
    r"|repeat|replicat|transfer|lessons|advice|for others",
    re.IGNORECASE,
)


def heading(headings: Sequence[Heading]) -> Heading | None:
    """Return the heading under which the presentation says how others can do the same, None if there is none."""
    return next((each for each in headings if _REPEATING.search(each.title)), None)


def told(body: Body) -> tuple[str, ...]:
    """Return the lines under that heading, up to the next one that is not below it."""
    found = heading(body.headings)
    if found is None:
        return ()
    lines = iter(body.presentation_text.splitlines())
    for each in body.headings[: body.headings.index(found) + 1]:
        _up_to(lines, each.title)
    after = body.headings[body.headings.index(found) + 1 :]
    end = next((each.title for each in after if each.level <= found.level), None)
    return tuple(line for line in _up_to(lines, end) if line.strip())


def _up_to(lines: Iterator[str], end: str | None) -> list[str]:
    """Take the lines before one that is this heading, all for None; the heading is taken too and left out."""
    taken: list[str] = []
    for line in lines:
        if line.strip() == end:
            break
        taken.append(line)
    return taken
