"""sources: one Markdown file of a base, read whole, its header parsed and its faults noted."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bdp.content.front_matter import FILE_MAX, Document, parse, split
from bdp.content.groups import pairs
from bdp.content.judge import Judge, Spot
from bdp.content.kinds import Kind
from bdp.content.nodes import FILE, Mapping
from bdp.domain.errors import cause
from bdp.system.files import Refused, read_regular

_TOO_LARGE = "plik jest za duży: nagłówek może mieć najwyżej 64 KiB, a treść 256 KiB; przenieś tekst do załącznika"


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: its bytes (b"" if it could not be read), text and keys."""

    data: bytes
    document: Document
    mapping: Mapping


def open_source(path: Path, judge: Judge) -> Source:
    """Read a Markdown file with front matter; whatever is wrong with it is with the judge, nothing is raised."""
    try:
        data = read_regular(path, FILE_MAX)
    except Refused as error:
        message = _TOO_LARGE if error.reason == "size" else str(error)
        judge.wrong(Spot(FILE, 1), message)
        return Source(b"", Document(whole=False), Mapping())
    except OSError as error:
        judge.wrong(Spot(FILE, 1), f"pliku nie da się odczytać ({cause(error)})")
        return Source(b"", Document(whole=False), Mapping())
    return judged(data, judge)


def judged(data: bytes, judge: Judge) -> Source:
    """Part and parse the bytes of a file."""
    document = split(data)
    judge.faults(document.faults)
    if not document.whole:
        return Source(data, document, Mapping())
    mapping, faults = parse(document.header)
    judge.faults(faults)
    return Source(data, document, mapping)


def values(
    mapping: Mapping, kinds: dict[str, Kind], judge: Judge, required: dict[str, str] | None = None
) -> dict[str, Any]:
    """Return the values of the known keys. Unknown keys are named, and empty ``required`` ones (with what they are)."""
    known = pairs(mapping, None, judge, kinds)
    given = {key: value for key, value in known.items() if not value[0].empty}
    for key, about in (required or {}).items():
        if key not in given:
            judge.wrong(known[key][1] if key in known else Spot(key, 1), f"brak wartości: {about}")
    read = {key: kinds[key].read(node, at, judge) for key, (node, at) in given.items()}
    return {key: value for key, value in read.items() if value not in (None, ())}
