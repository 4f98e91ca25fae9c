"""qr: an address as a square of modules that a telephone reads."""

from dataclasses import dataclass

import segno

QUIET = 4  # modules of white around, by the standard


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code as a drawing: the ``path`` of its black modules within a square whose sides are ``size`` long."""

    size: int
    path: str


def qr_code(text: str) -> QrCode:
    """Return the code of a text of at most some 2000 letters; a quarter of it may be soiled."""
    modules = segno.make_qr(text, error="q", boost_error=False).matrix
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(modules) for x, dark in enumerate(row) if dark
    )
    return QrCode(len(modules) + 2 * QUIET, path)
