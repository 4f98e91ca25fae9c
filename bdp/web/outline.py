"""outline: the headings of a presentation, each with a link to itself."""

import re

from markupsafe import escape

from bdp.web.language import gettext

_HEADING = re.compile(r'<h([23]) id="([^"<>]*)">(.*?)</h\1>', re.DOTALL)


def anchored(html: str) -> str:
    """Put beside every heading of safe HTML a link to it, so that it can be sent to others.

    Beside, not inside: a list of headings read aloud has their words alone, and a list of links says where each leads.
    """
    label = escape(gettext("Link to the section"))
    link = (
        r'<div class="titled"><h\1 id="\2">\3</h\1> '
        rf'<a class="anchor" href="#\2" id="link-\2" aria-label="{label}" aria-labelledby="link-\2 \2">#</a></div>'
    )
    return _HEADING.sub(link, html)
