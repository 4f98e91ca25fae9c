"""sources: what the records of a generation were made of, kept in its catalogue, read whole by whoever builds."""

from collections.abc import Mapping

import msgspec

from bdp.catalogue.reader import CatalogueReader, Damaged
from bdp.index.generations import CATALOGUE, MANIFEST, Generations
from bdp.index.manifest import Broken, Source

_decoder = msgspec.json.Decoder(Source)


class Sources:
    """Reads the sources of generations; those asked for last, or just written, are kept."""

    def __init__(self, generations: Generations) -> None:
        """Start with nothing in memory."""
        self._generations = generations
        self._kept: tuple[tuple[int, int], Mapping[str, Source]] | None = None

    def of(self, number: int) -> Mapping[str, Source]:
        """Return the sources of a generation by slug. Raises Broken."""
        kept, identity = self._kept, self._identity(number)
        if kept is not None and kept[0] == identity:
            return kept[1]
        reader = CatalogueReader(self._generations.folder(number) / CATALOGUE)
        try:
            found = {slug: _decoder.decode(source) for slug, source in reader.sources().items()}
        except (Damaged, msgspec.DecodeError) as error:
            raise Broken(str(error)) from error
        finally:
            reader.close()
        self._kept = (identity, found)
        return found

    def keep(self, number: int, sources: Mapping[str, Source]) -> None:
        """Keep the sources of a generation that this process has just written; they must not be changed after."""
        self._kept = (self._identity(number), sources)

    def _identity(self, number: int) -> tuple[int, int]:
        try:
            found = (self._generations.folder(number) / MANIFEST).stat()
        except OSError as error:
            raise Broken(str(error)) from error
        return found.st_ino, found.st_mtime_ns


def encode(source: Source | None) -> bytes | None:
    """Return what the catalogue keeps of a source."""
    return None if source is None else msgspec.json.encode(source)
