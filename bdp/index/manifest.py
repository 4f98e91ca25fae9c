"""manifest: what a generation was made of and what it holds, so that it can be extended, compared and trusted."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

import msgspec

from bdp.domain.errors import BdpError, Problem
from bdp.domain.vocabulary import Term, Vocabularies, Vocabulary
from bdp.system import files

# Raise LAYOUT when older code could not read the catalogue or the manifest; older generations are then not opened.
# Raise CODE when the same files would give other entries or another index: everything is then built anew.
LAYOUT = 3
CODE = 3
_LIMIT = 1 << 30

Stamp = tuple[tuple[str, int, int, int, int], ...]
"""(path under the root, size, mtime_ns, ctime_ns, inode) of every file of a record."""


class Broken(BdpError):
    """A generation is damaged, foreign or of another layout and must not be opened."""


@dataclass(frozen=True, slots=True)
class Source:
    """One record's files as they were when the generation was built; the catalogue keeps these, by slug.

    ``seen_ns`` is when they were looked at, ``content`` the SHA-256 over their names and bytes, ``held`` whether the
    catalogue has an entry: a good one of this content, or an older one if ``problems`` has more than warnings.
    """

    stamp: Stamp
    seen_ns: int
    content: str
    held: bool
    problems: tuple[Problem, ...] = ()

    def refused(self, path: str) -> bool:
        """Tell whether one of the files, as it stands, was not taken over; a bad translation leaves the record good."""
        return any(problem.path == path and not problem.warning for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The description of a generation.

    ``layout``, ``search`` and ``extraction`` are the versions of the catalogue, of the index and of the texts in it;
    ``made_with`` names everything else behind the content: code, dictionary, register. ``record_problems`` are those
    of the records; ``ordinary`` stamps vocabularies, pages, news and offices, ``ordinary_content`` is the SHA-256 over
    them and ``ordinary_problems`` what is wrong with them; ``strays`` are misplaced files; ``vocabularies`` are the
    lists in force; ``files`` gives size and CRC-32 of every file of the generation.
    """

    layout: int
    search: int
    extraction: int
    number: int
    made_with: str
    time: str
    vocabularies: Mapping[str, tuple[Term, ...]]
    ordinary: Stamp = ()
    ordinary_seen_ns: int = 0
    ordinary_content: str = ""
    ordinary_problems: tuple[Problem, ...] = ()
    strays: tuple[Problem, ...] = ()
    record_problems: tuple[Problem, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems and warnings, in the order of files and lines."""
        found = [*self.strays, *self.ordinary_problems, *self.record_problems]
        return tuple(sorted(found, key=lambda problem: (problem.path, problem.line)))


@dataclass(frozen=True, slots=True)
class _Sealed:
    layout: int
    crc32: int
    manifest: msgspec.Raw


def write(folder: Path, name: str, manifest: Manifest) -> None:
    """Write a manifest with its own checksum into a folder that is not published yet."""
    content = msgspec.json.encode(manifest)
    sealed = _Sealed(manifest.layout, zlib.crc32(content), msgspec.Raw(content))
    (folder / name).write_bytes(msgspec.json.encode(sealed) + b"\n")


def read(path: Path) -> Manifest:
    """Read a manifest. Raises Broken if it is missing, damaged or of another layout."""
    try:
        sealed = msgspec.json.decode(files.read_regular(path, _LIMIT), type=_Sealed)
        if sealed.layout != LAYOUT:
            message = f"{path}: układ {sealed.layout}, a ta wersja programu czyta układ {LAYOUT}"
            raise Broken(message)
        if zlib.crc32(sealed.manifest) != sealed.crc32:
            message = f"{path}: uszkodzony (zła suma kontrolna)"
            raise Broken(message)
        return msgspec.json.decode(sealed.manifest, type=Manifest)
    except (files.Refused, msgspec.DecodeError, UnicodeDecodeError) as error:
        message = f"{path}: {error}"
        raise Broken(message) from error


def pack(vocabularies: Vocabularies) -> dict[str, tuple[Term, ...]]:
    """Return vocabularies as plain data."""
    return {list_.name: tuple(getattr(vocabularies, list_.name)) for list_ in fields(vocabularies)}


def unpack(lists: Mapping[str, Iterable[Term]]) -> Vocabularies:
    """Return the vocabularies of a manifest."""
    return Vocabularies(**{name: Vocabulary(terms) for name, terms in lists.items()})
