"""extract: the text of one attachment, read in a fresh limited process."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from bdp.extraction import kinds, notes
from bdp.extraction.pages import TEXT_MAX
from bdp.system.children import Child, ChildFailed
from bdp.system.files import Refused, read_regular

VERSION = 3  # raise it when a reader learns something, so that texts kept by an older one are read anew
INPUT_MAX = 50 << 20
CPU_SECONDS = 20
MEMORY_BYTES = 1 << 30
ANSWER_BYTES = 8 * TEXT_MAX  # JSON writes a letter of Polish in six characters

_UNREAD = {kinds.EMPTY: notes.EMPTY_FILE, kinds.ENCRYPTED: notes.ENCRYPTED}
_FAILURES = {"time": notes.TIME, "memory": notes.MEMORY, "output": notes.CUT, "crash": notes.BROKEN}


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a file says. ``pages`` are (page, text): the page counts from 1 (PDF page, slide with notes, worksheet) or
    is None where the kind of file has none. ``page_count`` counts pages with and without text, None if unknown.
    ``note`` says in Polish why there is no text, or only a part; "" where nothing is amiss (a picture has no text).
    """  # noqa: D205 - one paragraph reads better

    pages: tuple[tuple[int | None, str], ...] = ()
    page_count: int | None = None
    note: str = ""


def extract(path: Path, media_type: str = "") -> Extraction:
    """Return the text of a file of at most 50 MB; whatever is wrong with it ends in a note, never in an error.

    The kind is told from the bytes; ``media_type`` (by the suffix) only tells tables from other plain text. Each file
    has a process of its own, so that no file meets what another left behind and limits count from zero: 20 s of
    processor time, 1 GB of memory, 2 MB of text.
    """
    try:
        data = read_regular(path, INPUT_MAX)
    except Refused as refused:
        return Extraction(note=notes.INPUT if refused.reason == "size" else str(refused))
    kind = kinds.detect(data, media_type)
    del data
    if kind.family == kinds.PICTURE:
        return Extraction()
    if kind.family == kinds.UNKNOWN:
        return Extraction(note=_UNREAD.get(kind.name, notes.UNKNOWN))
    if any(find_spec(library) is None for library in kinds.NEEDS[kind.family]):
        return Extraction(note=notes.MISSING)
    return _ask(f"bdp.extraction.{kind.family}", path, kind.name)


def _ask(module: str, path: Path, kind: str) -> Extraction:
    with Child(module, cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES, answer_bytes=ANSWER_BYTES) as child:
        try:
            answer = child.ask({"path": str(path), "kind": kind, "limit": INPUT_MAX})
        except ChildFailed as failed:
            return Extraction(note=_FAILURES[failed.reason])
    pages = tuple((page, text) for page, text in answer["pages"])
    return Extraction(pages, answer["count"], answer["note"])
