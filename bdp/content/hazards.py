"""hazards: what in a body is neutralised when it is shown, and bodies too tangled to render."""

import html
import re
from collections.abc import Iterator

from bdp.content.body import lines

LINE_MAX, NESTING_MAX = 20_000, 20
_CODE_SPAN = re.compile(r"``[^\n]*?``|`[^`\n]+`")
_ESCAPED = re.compile(r"\\[`*_{}\[\]()<>#+.!|-]")
_AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^\s<>]*>|<[^\s<>@:]+@[^\s<>]+>")
_HTML = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>]|$)|<(!--|!\[CDATA\[|!DOCTYPE|\?)", re.IGNORECASE)
_BRACKET = re.compile(r"(!?\[)|\](?:\(\s*<?([^)\s>]*))?")
_REFERENCE = re.compile(r" {0,3}\[[^\]\[]+\]:\s*<?([^\s>]+)")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_INDENT = re.compile(r"[ \t>]*")
_SAFE = ("http", "https", "mailto")


def hazards(text: str) -> Iterator[tuple[int, str]]:
    """Go through (line from 0, what will not be shown as it was written), in Polish."""
    reason, at = tangled(text)
    if reason:
        yield at, f"{reason}; treść będzie pokazana bez formatowania"
    for number, line in enumerate(lines(text)):
        if not line.code and len(line.text) <= LINE_MAX:
            bare = _ESCAPED.sub("  ", _CODE_SPAN.sub("", line.text))
            for message in dict.fromkeys(_in_line(bare)):
                yield number, message


def _in_line(line: str) -> Iterator[str]:
    for found in _HTML.finditer(_AUTOLINK.sub("", line)):
        yield f"znacznik HTML „<{found[1] or found[2]}>” zostanie usunięty albo ograniczony; użyj zapisu Markdown"
    for address, image in _addresses(line):
        if image and (_SCHEME.match(address) or is_foreign(address)):
            yield f"obraz spoza bazy „{address[:80]}” nie będzie pokazany; dodaj plik do załączników"
        elif not is_safe(address):
            yield f"odnośnik „{address[:80]}” zostanie usunięty; dozwolone są http, https, mailto i adresy względne"


def _addresses(line: str) -> Iterator[tuple[str, bool]]:
    """Go through the addresses of links and images, told apart by the bracket that each one closes."""
    opened: list[str] = []
    for found in _BRACKET.finditer(line):
        if found[1]:
            opened.append(found[1])
        elif opened:
            opening = opened.pop()
            if found[2]:
                yield html.unescape(found[2]), opening == "!["
    reference = _REFERENCE.match(line)
    if reference:
        yield html.unescape(reference[1]), False


def is_foreign(address: str) -> bool:
    """Tell whether an address without scheme still leads to another host, by two slashes or a backslash."""
    bare = re.sub(r"[\x00-\x20]", "", address)
    return re.match(r"[/\\]{2}|\\", bare) is not None


def is_safe(address: str) -> bool:
    """Tell whether a link may lead there: http, https, mailto, or a place within the base."""
    bare = re.sub(r"[\x00-\x20\x7f-\x9f]", "", address)
    scheme = _SCHEME.match(bare)
    return scheme[1].lower() in _SAFE if scheme else not is_foreign(bare)


def tangled(text: str) -> tuple[str, int]:
    """Return why a body is not rendered, in Polish, and the line from 0; ("", 0) for an ordinary one.

    Such bodies keep the renderer busy for minutes and are no one's text: lines over 20 000 characters, and lists,
    quotations or brackets nested over 20 deep.
    """
    depth = 0
    for number, line in enumerate(text.split("\n")):
        if len(line) > LINE_MAX:
            return f"wiersz ma ponad {LINE_MAX} znaków", number
        depth = _brackets(line, depth) if line.strip() else 0
        lead = _INDENT.match(line)
        indent = lead.group().expandtabs(4) if lead else ""
        if max(depth, indent.count(">"), indent.count(" ") // 4 if line.strip() else 0) > NESTING_MAX:
            return f"zagnieżdżenie głębsze niż {NESTING_MAX}", number
    return "", 0


def _brackets(line: str, depth: int) -> int:
    """Return how deep square brackets stay open at the end of a line; the deepest if that is too deep."""
    for sign in re.findall(r"[\[\]]", line):
        depth = depth + 1 if sign == "[" else max(0, depth - 1)
        if depth > NESTING_MAX:
            break
    return depth
