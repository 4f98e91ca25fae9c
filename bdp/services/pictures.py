"""pictures: pages of attachments and the cards of practices as pictures, made when first asked for, and then kept."""

import hashlib
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bdp.domain.entry import AttachedFile
from bdp.domain.errors import Busy
from bdp.extraction import draw
from bdp.library import Library
from bdp.system import files, locks
from bdp.system.children import ChildFailed
from bdp.system.shelf import Shelf
from bdp.typesetting.typeset import typeset

AT_ONCE = 8  # pages drawn together and shown on one page of the site
CARD_VERSION = 1  # raise it when the template of the card changes
_FAILURE_SECONDS = 86_400  # a busy machine may fail where a quiet one does not, so another try a day is worth it
_PATIENCE_SECONDS = 4.0
_PAUSE_SECONDS = 0.05
_FOLDER = "pictures"
# Threads of this process that make or wait: the others stay free for readers of everything else.
_places = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of a page by its size in pixels; the bytes are asked for by ``page``."""

    page: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Pages:
    """Pictures of up to AT_ONCE pages; ``count`` and ``note`` as in draw.Drawing."""

    pictures: tuple[Shown, ...]
    count: int | None
    note: str


def pages(library: Library, slug: str, file: AttachedFile, kind: draw.Kind, first: int) -> Pages:
    """Return the pictures of the batch of pages that begins with ``first``, drawn now if they never were.

    One process draws at a time, so Busy is raised where one has drawn for too long already, and where the file has
    changed since it was indexed.
    """
    shelf, name = _shelf(library), _name(file, first)
    told = _told(shelf, name)
    if told is None:
        with _turn(library, "draw"):
            told = _told(shelf, name)  # another may have drawn it while this one waited
            if told is None:
                told = _drawn(library, slug, file, kind, first)
    return Pages(tuple(Shown(*size) for size in told["pictures"]), told["count"], told["note"])


def page(library: Library, slug: str, file: AttachedFile, kind: draw.Kind, number: int) -> bytes | None:
    """Return the picture of a page as WebP, None where there is none. Raises Busy."""
    first = number - (number - 1) % AT_ONCE
    name = f"{_name(file, first)}-{number}.webp"
    found = _shelf(library).take(name)
    if found is not None:
        return found
    if all(shown.page != number for shown in pages(library, slug, file, kind, first).pictures):
        return None
    found = _shelf(library).take(name)
    if found is None:  # its list outlived it
        with _turn(library, "draw"):
            _drawn(library, slug, file, kind, first)
        found = _shelf(library).take(name)
    return found


def card(library: Library, words: Mapping[str, Any]) -> bytes:
    """Return the picture, a PNG, by which other sites show a page of ours; ``words`` are what is written on it.

    Raises Busy, also where it cannot be made.
    """
    name = f"card-{card_name(words)}.png"
    shelf = _shelf(library)
    made = shelf.take(name)
    if made is None:
        with _turn(library, "card"):
            made = shelf.take(name)
            if made is None:
                try:
                    made = typeset("card.typ", words, "png")
                except ChildFailed as failed:
                    raise Busy(str(failed)) from failed
                with suppress(OSError):  # without room on the disk it is made again next time
                    shelf.put(name, made)
                    shelf.sweep()
    return made


def card_name(words: Mapping[str, Any]) -> str:
    """Return a name that is another for every other card."""
    said = json.dumps([CARD_VERSION, words], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _drawn(library: Library, slug: str, file: AttachedFile, kind: draw.Kind, first: int) -> dict[str, Any]:
    path = library.config.attachments / slug / file.file
    _unchanged(path, file)
    drawing = draw.draw(path, kind, first, first + AT_ONCE)
    try:
        return _kept(_shelf(library), _name(file, first), drawing)
    except OSError as error:
        raise Busy(str(error)) from error


def _kept(shelf: Shelf, name: str, drawing: draw.Drawing) -> dict[str, Any]:
    for picture in drawing.pictures:
        shelf.put(f"{name}-{picture.page}.webp", picture.webp)
    sizes = [[picture.page, picture.width, picture.height] for picture in drawing.pictures]
    told: dict[str, Any] = {"count": drawing.count, "note": drawing.note, "pictures": sizes}
    shelf.put(f"{name}.json", json.dumps(told, ensure_ascii=False).encode())
    shelf.sweep()
    return told


def _unchanged(path: Path, file: AttachedFile) -> None:
    try:
        same = files.measure(path)[1] == file.sha256
    except files.Refused:
        same = False
    if not same:
        message = f"{file.file}: plik właśnie się zmienił"
        raise Busy(message)


def _told(shelf: Shelf, name: str) -> dict[str, Any] | None:
    data = shelf.take(f"{name}.json")
    told: dict[str, Any] | None = json.loads(data) if data else None
    if told and told["note"] and shelf.take(f"{name}.json", seconds=_FAILURE_SECONDS) is None:
        return None
    return told


def _name(file: AttachedFile, first: int) -> str:
    return f"{file.sha256}-{draw.VERSION}-{first}"


def _shelf(library: Library) -> Shelf:
    return Shelf(library.config.search_index / _FOLDER, library.config.picture_megabytes << 20)


@contextmanager
def _turn(library: Library, work: str) -> Iterator[None]:
    """Wait, not for long, until no other process or thread does this work. Raises Busy."""
    message = f"{work}: inni czekają już na obrazy"
    if not _places.acquire(blocking=False):
        raise Busy(message)
    with ExitStack() as held:
        held.callback(_places.release)
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                held.enter_context(locks.held(library.config.search_index / f"LOCK-{work}", wait=False))
                break
            except Busy:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_PAUSE_SECONDS)
        yield
