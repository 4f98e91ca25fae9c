"""packed: a document that is a zip archive, packed alike every time."""

import io
import zipfile
from datetime import date

_FIRST = "mimetype"  # OpenDocument wants it first, and not compressed


def repacked(archive: bytes, day: date, without: tuple[str, ...] = ()) -> bytes:
    """Return the archive with its files in one order, all of one day and permission; ``without`` are left out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in sorted(set(old.namelist()), key=lambda name: (name != _FIRST, name)):
            if name.endswith("/") or name in without:
                continue
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name == _FIRST else zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()
