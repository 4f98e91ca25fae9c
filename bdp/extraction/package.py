"""package: the parts of a zipped document, opened only if what they unpack to is within bounds."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from bdp.extraction import notes
from bdp.extraction.pages import Unreadable

PARTS_MAX = 10_000
PART_MAX = 64 << 20  # bytes unpacked
WHOLE_MAX = 256 << 20
_PIECE = 1 << 16
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError)


class Package:
    """A zip whose declared sizes were looked at before anything is unpacked."""

    def __init__(self, data: bytes) -> None:
        """Open the directory. Raises Unreadable for a damaged or an oversized one."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise Unreadable(notes.BROKEN) from error
        listed = self._zip.infolist()
        if len(listed) > PARTS_MAX or sum(entry.file_size for entry in listed) > WHOLE_MAX:
            raise Unreadable(notes.UNPACKED)
        self._parts = {entry.filename: entry for entry in listed}

    def __contains__(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return name in self._parts

    def size(self, name: str) -> int:
        """Return what a part unpacks to, in bytes; 0 for one that is missing."""
        return self._parts[name].file_size if name in self._parts else 0

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a part in pieces, nothing for one that is missing. Raises Unreadable; never more than was declared."""
        entry = self._parts.get(name)
        if entry is None:
            return
        if entry.flag_bits & 1:
            raise Unreadable(notes.ENCRYPTED)
        if entry.file_size > PART_MAX:
            raise Unreadable(notes.UNPACKED)
        try:
            with self._zip.open(entry) as part:
                while piece := part.read(_PIECE):
                    yield piece
        except (*_DAMAGE, RuntimeError) as error:
            raise Unreadable(notes.BROKEN) from error

    def part(self, name: str) -> bytes:
        """Return a part whole, b"" for one that is missing. Raises Unreadable."""
        return b"".join(self.pieces(name))
