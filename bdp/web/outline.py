"""outline: the headings of a presentation, each with a link to itself."""

import re

from markupsafe import escape

from bdp.web.language import gettext

_HEADING = re.compile(r'<h([23]) id="([^"<>]*)">(.*?)</h\1>', re.DOTALL)


def anchored(html: str) -> str:
    """Give every heading of safe HTML a link to itself, so that it can be sent to others."""
    label = escape(gettext("Link to this section"))
    link = rf'<h\1 id="\2">\3 <a class="anchor" href="#\2" aria-label="{label}">#</a></h\1>'
    return _HEADING.sub(link, html)
