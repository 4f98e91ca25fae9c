"""outline: the headings of a presentation: a link to each, and the one under which others read how to repeat it."""

import re
from collections.abc import Sequence

from markupsafe import escape

from bdp.domain.entry import Heading
from bdp.web.language import gettext

_HEADING = re.compile(r'<h([23]) id="([^"<>]*)">(.*?)</h\1>', re.DOTALL)
_REPEATING = re.compile(
    r"przenie|powt[óo]rz|powiel|upowszechni|replik|do siebie|dla innych|dla naśladowc|wskazówk|rady\b|lekcj"
    r"|repeat|replicat|transfer|lessons|advice|for others",
    re.IGNORECASE,
)


def anchored(html: str) -> str:
    """Give every heading of safe HTML a link to itself, so that it can be sent to others."""
    label = escape(gettext("Link to this section"))
    link = rf'<h\1 id="\2">\3 <a class="anchor" href="#\2" aria-label="{label}">#</a></h\1>'
    return _HEADING.sub(link, html)


def repeating(headings: Sequence[Heading]) -> Heading | None:
    """Return the heading under which the presentation says how others can do the same, None if there is none."""
    return next((heading for heading in headings if _REPEATING.search(heading.title)), None)
