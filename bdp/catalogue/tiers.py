"""tiers: the files that a catalogue is made of; each is written once, and hides what it changed of the older ones.

A generation shares all but its newest tier with the one that it extends, so a save costs what changed. Tiers of like
size become one, as cards of a patience do: each is at least ``_RATIO`` times the next, so there are never more than
eight, and a record is copied a few times however many saves follow each other. The oldest one, nearly all of a
catalogue, is copied when what changed since has grown to half of it: one save in tens of thousands pays for that.
"""

import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

_NAME = re.compile(r"([0-9]+)-[0-9a-f]{16}\.sqlite")
_RATIO, _RATIO_OF_THE_OLDEST = 8, 2


def of(folder: Path) -> tuple[Path, ...]:
    """Return the tiers in a folder, the oldest first; none where there is no folder. Raises OSError."""
    if not folder.exists():
        return ()
    found = [(int(name[1]), path) for path in folder.iterdir() if (name := _NAME.fullmatch(path.name))]
    return tuple(path for _, path in sorted(found))


def fresh(folder: Path, older: Sequence[Path]) -> Path:
    """Return the path of a new tier above the others."""
    number = int(older[-1].name.partition("-")[0]) + 1 if older else 1
    return folder / f"{number}-{secrets.token_hex(8)}.sqlite"


def address(path: Path) -> str:
    """Return the address under which SQLite opens a tier to read it.

    immutable: no locks and no look for changes, which holds because a published file is never written again.
    """
    return f"file:{quote(str(path))}?mode=ro&immutable=1"


def absorbed(older: Sequence[Path], size: int) -> tuple[Path, ...]:
    """Return those of the older tiers, the oldest first, that become part of a new one of so many bytes."""
    kept = len(older)
    while kept:
        found = older[kept - 1].stat().st_size
        if found > size * (_RATIO if kept > 1 else _RATIO_OF_THE_OLDEST):
            break
        size += found
        kept -= 1
    return tuple(older[kept:])


def hidden(number: int, count: int, what: str = "slug") -> str:
    """Return the condition that tier ``number`` of ``count``, attached as t0, t1, …, has what a newer one changed."""
    return " or ".join(f"{what} in (select slug from t{newer}.touched)" for newer in range(number + 1, count)) or "0"  # noqa: S608 - numbers
