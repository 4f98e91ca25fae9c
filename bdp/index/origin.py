"""origin: what a new generation can start from: the current one if it is whole, else what is left of older ones."""

import contextlib
from dataclasses import dataclass

from bdp.domain.errors import NotBuilt
from bdp.index.manifest import Broken, Manifest
from bdp.index.reading import Index


@dataclass(frozen=True, slots=True)
class Origin:
    """``extended`` describes a generation fit to be extended; ``carried`` the newest whose catalogue can be read.

    An entry whose file has problems now, and the text of unchanged attachments, are carried over from the latter.
    ``distrusted`` says that readers cannot use the current generation although its files are as they were written.
    """

    extended: Manifest | None = None
    carried: Manifest | None = None
    distrusted: bool = False


def origin_of(index: Index) -> Origin:
    """Inspect the generations, the newest first. Damage seen by readers is looked for anew, with nothing trusted."""
    if index.damage:
        index.inspector.forget()
        with contextlib.suppress(NotBuilt):
            index.current()  # another process may have mended it meanwhile
    numbers, _ = index.generations.candidates()
    for place, number in enumerate(numbers):
        try:
            manifest = index.inspector.inspect(number).manifest
        except Broken:
            carried = _catalogue_of(index, number)
            if carried is not None:
                return Origin(carried=carried)
        else:
            # An older one is not extended: it was replaced, and what replaced it is damaged. All is built anew.
            distrusted = bool(index.damage) and number == index.generations.current()
            return Origin(manifest if place == 0 else None, manifest, distrusted)
    return Origin()


def _catalogue_of(index: Index, number: int) -> Manifest | None:
    try:
        return index.inspector.inspect(number, search=False).manifest
    except Broken:
        return None
