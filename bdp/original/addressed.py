"""addressed: the text of a page into which a program wrote where its links lead."""

import re

from bdp.original.markup import Link

_ANGLED = re.compile(r"<(?P<address>(?:https?|ftp|file)://[^<>\s]*|mailto:[^<>\s]*)>")
_MARKDOWN = re.compile(r"!?\[(?P<text>[^\]\[\n]{0,500})\]\(<?(?P<address>[^)\s>]{0,2000})>?\)")
_BEFORE = 2000  # characters before an address in which to look for what it belongs to
_OWN = re.compile(r"dobrepraktyki\.pl|index\.php|^(?:#|javascript:|\?)", re.IGNORECASE)
_TABS = re.compile(r"skr[óo]t\s+i\s+metryka|pe[łl]na\s+prezentacja|za[łl][ąa]czniki", re.IGNORECASE)


def freed(text: str) -> tuple[str, tuple[Link, ...]]:
    """Return the text without addresses that lead within the base or say what stands beside them, and all links.

    Browsers write `Strona główna <https://…>` when they save text, other programs `[Strona główna](index.php)`.
    """
    links: list[Link] = []

    def markdown(found: re.Match[str]) -> str:
        links.append(Link(found["text"], found["address"]))
        address = re.sub(r"^(?:https?://|mailto:)|/$", "", found["address"])
        return found["text"] if _OWN.search(found["address"]) or address in found["text"] else found[0]

    plain, start = [], 0
    whole = _MARKDOWN.sub(markdown, text)
    for found in _ANGLED.finditer(whole):
        before = whole[max(start, found.start() - _BEFORE) : found.start()]
        tab = _TABS.search(before)
        links.append(Link(tab[0] if tab else "", found["address"]))
        bare = re.sub(r"^(?:https?://|mailto:)|/$", "", found["address"]).casefold()
        if _OWN.search(found["address"]) or bare in (before.split() or [""])[-1].casefold():
            plain.append(whole[start : found.start()].rstrip())
            start = found.end()
    return "".join([*plain, whole[start:]]), tuple(links)
