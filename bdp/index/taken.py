"""taken: what became of the files of one record, and how one process hands it to another."""

from dataclasses import dataclass

import msgspec

from bdp.domain.entry import Entry, PageText
from bdp.index.manifest import Source


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one record's files.

    ``source`` describes them; it is None where they changed while they were read, so that they are looked at again.
    ``entry`` goes into the index with the ``texts`` of its attachments; None where there is nothing to put. ``fresh``
    says that it was made of these files; else it is the last good version of a record with problems.
    """

    slug: str
    source: Source | None
    entry: Entry | None = None
    texts: tuple[PageText, ...] = ()
    fresh: bool = False


_decoder = msgspec.json.Decoder(Taken)


def encode(taken: Taken) -> bytes:
    """Return one line of text."""
    return msgspec.json.encode(taken) + b"\n"


def decode(line: bytes) -> Taken:
    """Return what ``encode`` was given."""
    return _decoder.decode(line)
