"""imported: what imports of pages wrote into each record, so that later ones change nothing but what is their own."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from bdp.content.yaml_writing import Typed, typed
from bdp.library import Library
from bdp.original.found import PARTS, Found, Kind
from bdp.system.files import Refused, make_private, read_regular, write_durably

_FOLDER = "imports"
_ORIGINAL = "Baza Dobrych Praktyk (dobrepraktyki.pl)"
_MOST = 4 << 20  # bytes of one record's history; a record itself has at most 320 KiB


@dataclass(frozen=True, slots=True)
class Known:
    """What pages said about a record, part by part, as the last import took it."""

    title: str = ""
    art: str = ""
    address: str = ""
    parts: dict[Kind, dict[str, Typed]] = field(default_factory=dict)

    def together(self) -> dict[str, Typed]:
        """Return all parts as one set of keys: lists joined, of single values the first; the others become notes."""
        keys: dict[str, Typed] = {"title": self.title} if self.title else {}
        for kind in PARTS:
            for key, value in self.parts.get(kind, {}).items():
                _join(keys, key, value)
        if self.art:
            keys["aliases"] = [f"art={self.art}"]
        if self.title:
            original = not self.address or "dobrepraktyki.pl" in self.address
            keys["source"] = typed({"name": _ORIGINAL if original else "", "url": self.address})
        return keys


def _join(keys: dict[str, Typed], key: str, value: Typed) -> None:
    before = keys.get(key)
    if before is None:
        keys[key] = value
    elif isinstance(before, list) and isinstance(value, list):
        keys[key] = [*before, *(item for item in value if item not in before)]
    elif before != value:
        _join(keys, "notes", [f"{key}: {value}"])


def as_typed(found: Found) -> dict[str, Typed]:
    """Return the keys and notes of one part as the front matter would have them."""
    keys = {key: typed(value) for key, value in found.keys}
    return {**keys, "notes": list(found.notes)} if found.notes else keys


def load(library: Library, slug: str) -> Known | None:
    """Return what earlier imports wrote into a record, None where that is not known."""
    try:
        said = json.loads(read_regular(_folder(library) / f"{slug}.json", _MOST))
        parts = {kind: dict(said["parts"][kind]) for kind in PARTS if kind in said["parts"]}
        return Known(str(said["title"]), str(said["art"]), str(said["address"]), parts)
    except (Refused, ValueError, KeyError, TypeError):
        return None


def save(library: Library, slug: str, known: Known) -> None:
    """Remember what was written. Raises OSError, files.Unsafe."""
    make_private(library.config.instance)
    make_private(_folder(library))
    said: dict[str, Any] = {"title": known.title, "art": known.art, "address": known.address, "parts": known.parts}
    write_durably(_folder(library) / f"{slug}.json", json.dumps(said, ensure_ascii=False, indent=1).encode(), 0o600)


def _folder(library: Library) -> Any:  # noqa: ANN401
    return library.config.instance / _FOLDER


_ITEMWISE = re.compile("themes|forms|websites|emails|partners|keywords|funding|results|notes|aliases")


def merged(
    base: dict[str, Typed] | None, new: dict[str, Typed], disk: dict[str, Typed]
) -> tuple[dict[str, Typed], list[str]]:
    """Return what to change on disk, and the keys that were left because an editor has changed them.

    ``base`` is what the last import wrote, None where that is not known: then only empty keys are filled. A key in
    which the pages say what they said before stays as it is on disk, whatever that is now.
    """
    changes: dict[str, Typed] = {}
    left: list[str] = []
    for key in dict.fromkeys([*new, *(base or {})]):
        now, then, there = new.get(key, ""), (base or {}).get(key, ""), disk.get(key, "")
        if now in (then, there):
            continue
        if _ITEMWISE.fullmatch(key) and (base is not None or key in ("notes", "aliases") or not there):
            both = _items(then, now, there)
            changes |= {key: both} if both != there else {}
        elif there == then:
            changes[key] = now
        else:
            left.append(key)
    return changes, left


def _items(then: Typed, now: Typed, there: Typed) -> list[Any]:
    """Take out of a list what the pages no longer say and add what they say anew; an editor's items stay."""
    before, after, kept = (list(value) if isinstance(value, list) else [] for value in (then, now, there))
    gone = [item for item in before if item not in after]
    fresh = [item for item in after if item not in before and item not in kept]
    return [*(item for item in kept if item not in gone), *fresh]
