"""characters: which characters a file may not hold, whoever typed them."""

import re
import unicodedata
from collections.abc import Iterator

# Controls but tab and line feed (line ends are \n here), and those that turn the direction of text.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# These end a line for YAML though no editor shows it, and a byte-order mark belongs to the very beginning.
_IN_HEADER = re.compile(_FORBIDDEN.pattern[:-1] + "\u2028\u2029\ufeff]")
_MOST = 20  # a binary file needs no thousand messages
_NAMES = {
    "\x00": "znak NUL",
    "\r": "znak powrotu karetki bez końca wiersza",
    "\ufeff": "znacznik BOM w środku pliku",
    "\u2028": "niewidoczny znak podziału wiersza",
    "\u2029": "niewidoczny znak podziału akapitu",
}


def forbidden(text: str, *, header: bool = False) -> Iterator[tuple[int, str]]:
    """Go through forbidden characters as (line from 0, description): each once a line, at most 20 in all."""
    seen: set[tuple[int, str]] = set()
    line, counted = 0, 0
    for match in (_IN_HEADER if header else _FORBIDDEN).finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        if (line, match.group()) not in seen:
            seen.add((line, match.group()))
            yield line, _describe(match.group())
            if len(seen) == _MOST:
                return


def forgiven(text: str) -> str:
    """Return a header with its forbidden characters replaced, so that the rest of it can be read and judged too."""
    return _IN_HEADER.sub("\ufffd", text)


def _describe(sign: str) -> str:
    if sign in _NAMES:
        name = _NAMES[sign]
    elif "\ud800" <= sign <= "\udfff":
        name = "pół pary zastępczej (surogat)"
    elif unicodedata.category(sign) == "Cf":
        name = "znak zmieniający kierunek tekstu"
    else:
        name = "znak sterujący"
    return f"niedozwolony {name} (U+{ord(sign):04X}); usuń go"
