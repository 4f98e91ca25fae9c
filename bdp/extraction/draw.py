"""draw: pages of one attachment as pictures, drawn in a fresh limited process."""

import base64
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from bdp.extraction import notes
from bdp.extraction.extract import INPUT_MAX
from bdp.system.children import Child, ChildFailed

VERSION = 1  # raise it when pictures come out otherwise, so that those kept are drawn anew
BOX = (900, 1350)  # pixels that a picture fits in: to be read; whoever wants more takes the file
CPU_SECONDS = 8
WALL_SECONDS = 25  # a reader waits
MEMORY_BYTES = 1 << 30
ANSWER_BYTES = 24 << 20

Kind = Literal["pdf", "picture", "slides"]
_NEEDS = ("pypdfium2", "PIL")
_FAILURES = {"time": notes.DRAWN_LONG, "memory": notes.DRAWN_LARGE, "output": notes.DRAWN_LARGE, "crash": notes.BROKEN}


@dataclass(frozen=True, slots=True)
class Picture:
    """A WebP of ``width`` × ``height`` pixels that shows ``page``, counted from 1."""

    page: int
    width: int
    height: int
    webp: bytes


@dataclass(frozen=True, slots=True)
class Drawing:
    """The pictures of the pages asked for, those that there are; ``count`` is of all pages, None if they are not told.

    ``note`` says in Polish why some are missing, "" where nothing is amiss.
    """

    pictures: tuple[Picture, ...] = ()
    count: int | None = None
    note: str = ""


def draw(path: Path, kind: Kind, first: int, past: int) -> Drawing:
    """Draw the pages from ``first`` to the one before ``past``; whatever is wrong ends in a note, never in an error.

    Limits: a file of 50 MB, 8 s of processor time, 1 GB of memory.
    """
    if any(find_spec(library) is None for library in _NEEDS):
        return Drawing(note=notes.UNDRAWABLE)
    limits = {"cpu_seconds": CPU_SECONDS, "memory_bytes": MEMORY_BYTES, "answer_bytes": ANSWER_BYTES}
    request = {"path": str(path), "limit": INPUT_MAX, "kind": kind, "pages": [first, past], "box": BOX}
    with Child("bdp.extraction.pictures", wall_seconds=WALL_SECONDS, **limits) as child:
        try:
            said = child.ask(request)
        except ChildFailed as failed:
            return Drawing(note=_FAILURES[failed.reason])
    pictures = (Picture(page, width, height, base64.b64decode(text)) for page, width, height, text in said["pictures"])
    return Drawing(tuple(pictures), said["count"], said["note"])
