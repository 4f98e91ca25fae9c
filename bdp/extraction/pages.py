"""pages: the text of a file as it is gathered inside the child, within its limits."""

import re
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bdp.extraction import notes
from bdp.system.files import read_regular

CELL = " | "  # between the cells of a table; an empty one keeps its place, but for those that end a row
BLANK = " |\t"  # what such an end is made of
APART = "\n\n"  # between a slide and its notes; no other line of a slide is empty
TEXT_MAX = 2_000_000  # bytes of UTF-8
GRACE_SECONDS = 15  # of processor time; the child is killed later, and then nothing would be left

# Line ends and tabs stay; other controls, lone surrogates, marks of direction and soft hyphens are noise in a text.
_NOISE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\xa0": " ", "\u2028": "\n"})
_SPACES, _BLANKS = re.compile(r"[^\S\n]+"), re.compile(r"\n{3,}")


class Full(Exception):
    """The limit of text or time is reached; what was gathered stands."""


class Unreadable(Exception):
    """The file gives no text; ``note`` says why."""

    def __init__(self, note: str) -> None:
        """Keep the note."""
        super().__init__(note)
        self.note = note


class Pages:
    """Texts by page. ``count`` is the number of pages if known; ``note`` is "" unless something is missing."""

    def __init__(self) -> None:
        """Start empty."""
        self.texts: list[tuple[int | None, str]] = []
        self.count: int | None = None
        self.note = ""
        self._left = TEXT_MAX

    def add(self, page: int | None, text: str) -> None:
        """Add text to a page, cleaned; a page without text is left out. Raises Full when a limit is reached."""
        data = cleaned(text).encode()
        if data:
            text = data[: self._left].decode("utf-8", "ignore")
            if self.texts and self.texts[-1][0] == page:
                text = f"{self.texts.pop()[1]}\n{text}"
            self.texts.append((page, text))
        self._left -= len(data)
        if self._left <= 0:
            self.note = notes.CUT
            raise Full
        self.check_time()

    def check_time(self) -> None:
        """Raise Full when most of the processor time is used up."""
        if time.process_time() > GRACE_SECONDS:
            self.note = notes.SLOW
            raise Full


def cleaned(text: str) -> str:
    """Return text composed (NFC), with plain spaces, no controls, at most one empty line in a row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_LIGATURES)
    text = unicodedata.normalize("NFC", _NOISE.sub("", text))
    lines = (line.strip() for line in _SPACES.sub(" ", text).split("\n"))
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip()


Reader = Callable[[bytes, str, Pages], None]


def answering(read: Reader) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Return a child's answer to ``{"path", "kind", "limit"}``: ``{"pages", "count", "note"}``.

    ``read`` gets the bytes, the kind and the pages to fill; it may raise Unreadable.
    """

    def answer(request: dict[str, Any]) -> dict[str, Any]:
        pages = Pages()
        try:
            read(read_regular(Path(request["path"]), request["limit"]), request["kind"], pages)
        except Full:
            pass
        except Unreadable as reason:
            pages.note = reason.note
        note = pages.note or ("" if pages.texts else notes.EMPTY)
        return {"pages": pages.texts, "count": pages.count, "note": note}

    return answer
