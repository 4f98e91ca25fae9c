"""archive: files in one ZIP that is the same bytes for the same files, with a list of what is in it and its hashes."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import IO, Any

MANIFEST = "manifest.json"
_READABLE = 0o644 << 16  # the rights of a file, where ZIP keeps those of Unix
_UNIX = 3
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Packed:
    """A file of the archive: where it lies, its size in bytes, its hash."""

    path: str
    bytes: int
    sha256: str


class Archive:
    """Takes files one after the other; every one bears the time of the whole, so that nothing but content tells."""

    def __init__(self, target: IO[bytes], folder: str, made: datetime) -> None:
        """Write into an open file, all below one folder."""
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL, strict_timestamps=False)
        self._folder, self._made = PurePosixPath(folder), made
        self._packed: list[Packed] = []

    def add(self, path: str, pieces: Iterable[bytes]) -> None:
        """Write one file, piece by piece."""
        info = zipfile.ZipInfo(str(self._folder / path), self._made.timetuple()[:6])
        info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, _READABLE, _UNIX
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as file:
            for piece in pieces:
                digest.update(piece)
                size += file.write(piece)
        self._packed.append(Packed(path, size, digest.hexdigest()))

    def close(self, about: dict[str, Any]) -> None:
        """Write the list of all files with what there is to say of the whole, and end."""
        said = {**about, "files": [asdict(packed) for packed in self._packed]}
        self.add(MANIFEST, [json.dumps(said, ensure_ascii=False, indent=2).encode(), b"\n"])
        self._zip.close()


def pieces(file: IO[bytes], size: int = 1 << 16) -> Iterator[bytes]:
    """Yield an open file from where it stands."""
    while piece := file.read(size):
        yield piece
