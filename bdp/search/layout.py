"""layout: a flat file in the making."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bdp.search.flat import ALIGNED, FIELDS, HEADER, MAGIC, Arrays

_BEGIN = 1 << 13  # where the first array begins: room for a description that is written last


class Layout:
    """The large arrays come first, written piece by piece since they never are in memory whole, then the small ones."""

    def __init__(self, path: Path, large: Mapping[str, tuple[str, int]]) -> None:
        """Make the file and leave room for arrays of these types and lengths. Raises OSError."""
        self._about: dict[str, tuple[str, tuple[int, ...], int]] = {}
        self._at: dict[str, int] = {}
        self._size = 0
        for name, (kind, length) in large.items():
            self._place(name, kind, (length,))
        self._file = path.open("xb")

    def write(self, name: str, piece: NDArray[Any]) -> None:
        """Add a piece to an array."""
        content = np.ascontiguousarray(piece, self._about[name][0])
        self._file.seek(self._at[name])
        self._file.write(content.data if content.size else b"")
        self._at[name] += content.nbytes

    def close(self, small: Arrays) -> None:
        """Write the arrays that are in memory, and the description of all; the file is done."""
        for name, array in small.items():
            self._place(name, array.dtype.str, array.shape)
            self.write(name, array)
        self._file.truncate(_BEGIN + self._size)
        header = json.dumps({"fields": FIELDS, "arrays": self._about, "size": self._size}).encode()
        self._file.seek(0)
        self._file.write(HEADER.pack(MAGIC, _BEGIN - HEADER.size) + header.ljust(_BEGIN - HEADER.size))
        self._file.close()

    def __enter__(self) -> Self:
        """Return the layout; the file is closed in any case."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._file.close()

    def _place(self, name: str, kind: str, shape: tuple[int, ...]) -> None:
        self._about[name] = (kind, shape, self._size)
        self._at[name] = _BEGIN + self._size
        self._size += -(-int(np.prod(shape)) * np.dtype(kind).itemsize // ALIGNED) * ALIGNED


def write(path: Path, arrays: Arrays) -> None:
    """Write arrays that are in memory."""
    with Layout(path, {}) as layout:
        layout.close(arrays)
