"""trust: which files were read whole and found right since they were last mounted, told from process to process.

Reading all files of a large generation takes seconds. While a file keeps its inode, its size and its times, and the
file system stays mounted, its content is what was synced; after a power cut everything is read again.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bdp.system import files, mounts

_LIMIT = 1 << 20

Look = tuple[int, int, int, int]
"""Inode, size in bytes, mtime_ns, ctime_ns of a file."""


@dataclass(frozen=True, slots=True)
class _Trusted:
    mounting: str
    files: list[tuple[Look, int]]


@dataclass(frozen=True, slots=True)
class _Sealed:
    crc32: int
    trusted: msgspec.Raw


def load(path: Path) -> dict[Look, int]:
    """Return the CRC-32 of each file that may be trusted; nothing where anything about the record is odd."""
    try:
        files.require_private(path)
        sealed = msgspec.json.decode(files.read_regular(path, _LIMIT), type=_Sealed)
        if zlib.crc32(sealed.trusted) != sealed.crc32:
            return {}
        found = msgspec.json.decode(sealed.trusted, type=_Trusted)
    except (OSError, files.Unsafe, files.Refused, msgspec.DecodeError, UnicodeDecodeError):
        return {}
    return dict(found.files) if found.mounting and found.mounting == mounts.mounting(path) else {}


def save(path: Path, trusted: Mapping[Look, int]) -> None:
    """Write the record anew; nothing where the system cannot tell one mounting from another. Raises OSError."""
    mounting = mounts.mounting(path.parent)
    if mounting:
        content = msgspec.json.encode(_Trusted(mounting, sorted(trusted.items())))
        sealed = msgspec.json.encode(_Sealed(zlib.crc32(content), msgspec.Raw(content)))
        files.write_durably(path, sealed + b"\n", mode=0o600)
