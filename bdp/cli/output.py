"""output: bytes to a file, whole or not at all, or to standard output."""

import os
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path

from bdp.domain.errors import WrongUse
from bdp.system.files import sync_folder


def write(pieces: Iterator[bytes], target: Path | None) -> None:
    """Write to standard output, or to a file that appears only when all is written. Raises WrongUse, OSError."""
    if target is None or str(target) == "-":
        out = sys.stdout.buffer
        for piece in pieces:
            out.write(piece)
        out.flush()
    elif target.exists() and not target.is_file():  # a device or a pipe is written to as it is
        with target.open("wb") as file:
            file.writelines(pieces)
    else:
        _replace(pieces, target)


def _replace(pieces: Iterator[bytes], target: Path) -> None:
    if not target.parent.is_dir():
        message = f"{target}: nie ma katalogu {target.parent}"
        raise WrongUse(message)
    temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(8)}")
    try:
        with temporary.open("xb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
        sync_folder(target.parent)
    finally:
        temporary.unlink(missing_ok=True)
