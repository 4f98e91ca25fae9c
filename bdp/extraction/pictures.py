"""pictures: the child that draws pages of a PDF, scales a picture and takes the pictures out of slides."""

import base64
import io
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageOps

from bdp.extraction import notes, office
from bdp.extraction.package import Package
from bdp.extraction.pages import Unreadable
from bdp.system.children import serve
from bdp.system.files import read_regular

GRACE_SECONDS = 6  # of processor time; later the child is killed, and then nothing would be left
PIXELS_MAX = 60_000_000  # of a picture before it is scaled: a third of the memory of the child
ZOOM_MAX = 4.0  # pixels for a point of a PDF; a page of a stamp's size is not blown up to a wall's
QUALITY = 70
Image.MAX_IMAGE_PIXELS = None  # the bound here is narrower
_DAMAGE = (
    pypdfium2.PdfiumError,
    Image.DecompressionBombError,
    OSError,
    OverflowError,
    SyntaxError,
    TypeError,
    ValueError,
)

Drawn = tuple[int, Image.Image]
"""A page, counted from 1, and its picture."""


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Draw ``{"path", "limit", "kind", "pages", "box"}``: pages first and past the last, box width and height.

    Answers ``{"count", "note", "pictures"}``: page, width, height, and the WebP in base64.
    """
    data = read_regular(Path(request["path"]), request["limit"])
    box: tuple[int, int] = tuple(request["box"])
    first, past = request["pages"]
    said: dict[str, Any] = {"count": None, "note": "", "pictures": []}
    try:
        said["count"], drawn = _READERS[request["kind"]](data, range(first, past), box)
        for page, picture in drawn:
            webp = io.BytesIO()
            picture.save(webp, "WEBP", quality=QUALITY, method=3)  # nothing but pixels: no place, no date, no maker
            text = base64.b64encode(webp.getvalue()).decode("ascii")
            said["pictures"].append([page, picture.width, picture.height, text])
            if time.process_time() > GRACE_SECONDS:
                said["note"] = notes.UNDRAWN if page + 1 < min(past, (said["count"] or 0) + 1) else ""
                break
    except Unreadable as reason:
        said["note"] = reason.note.partition(":")[0]  # what comes after speaks of the text
    except _DAMAGE as error:
        said["note"] = notes.ENCRYPTED if "password" in str(error).lower() else notes.BROKEN
    return said


def _pdf(data: bytes, pages: range, box: tuple[int, int]) -> tuple[int, Iterator[Drawn]]:
    document = pypdfium2.PdfDocument(data)
    count = len(document)

    def drawn() -> Iterator[Drawn]:
        for number in islice(pages, max(0, count - pages.start + 1)):
            page = document[number - 1]
            width, height = (max(side, 1.0) for side in page.get_size())
            zoom = min(box[0] / width, box[1] / height, ZOOM_MAX)
            picture = page.render(scale=zoom, may_draw_forms=False).to_pil().convert("RGB")
            picture.thumbnail(box)  # the sides are rounded up
            yield number, picture
            page.close()

    return count, drawn()


def _picture(data: bytes, pages: range, box: tuple[int, int]) -> tuple[None, Iterable[Drawn]]:
    return None, [(1, _scaled(data, box))] if 1 in pages else []


def _slides(data: bytes, pages: range, box: tuple[int, int]) -> tuple[int, Iterator[Drawn]]:
    """Give of each slide its largest picture; a slide without one, or with one that cannot be read, has none."""
    package = Package(data)
    shown = office.pictures(package)

    def drawn() -> Iterator[Drawn]:
        for number in islice(pages, max(0, len(shown) - pages.start + 1)):
            for name in sorted(shown[number - 1], key=package.size, reverse=True)[:_TRIES]:
                try:
                    yield number, _scaled(package.part(name), box)
                except (*_DAMAGE, Unreadable):
                    continue
                break

    return len(shown), drawn()


def _scaled(data: bytes, box: tuple[int, int]) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
        if picture.width * picture.height > PIXELS_MAX:
            raise Unreadable(notes.PIXELS)
        picture.draft("RGB", box)  # a JPEG is unpacked at about the size that is needed
        turned = ImageOps.exif_transpose(picture)
    clear = turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info
    plain = turned.convert("RGBA" if clear else "RGB")
    plain.thumbnail(box)
    return plain


_TRIES = 3  # pictures of a slide, the largest first: some are drawings of kinds that are not read
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_READERS: dict[str, Callable[[bytes, range, tuple[int, int]], tuple[int | None, Iterable[Drawn]]]] = {
    "pdf": _pdf,
    "picture": _picture,
    "slides": _slides,
}

if __name__ == "__main__":
    serve(answer)
