"""reading: the generation that readers are served from, found and checked anew whenever CURRENT changes."""

import logging
import os
import threading
import weakref
from dataclasses import dataclass
from pathlib import Path

from bdp.catalogue.reader import CatalogueReader, Damaged
from bdp.domain.errors import NotBuilt
from bdp.domain.practice import Status
from bdp.domain.vocabulary import Vocabularies
from bdp.index.generations import CATALOGUE, MANIFEST, SEARCH, Generations, Pointer
from bdp.index.integrity import Inspector
from bdp.index.manifest import Broken, Manifest, Stamp, unpack
from bdp.index.sources import Sources
from bdp.search.reader import SearchReader

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Generation:
    """One published state of everything derived; all its parts are of the same moment and never change.

    Keep it for the length of a request: what it has opened stays readable until the last user lets go of it.
    """

    number: int
    catalogue: CatalogueReader
    search: SearchReader
    vocabularies: Vocabularies
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class _Served:
    """What CURRENT was when it was looked up, and what is served since: ``generation``, or None with a ``reason``."""

    pointer: Pointer | None
    generation: Generation | None
    identity: tuple[int, int] = (0, 0)
    reason: str = ""


class Index:
    """The derived data of one base. One object serves all threads of a process, and its forked children."""

    def __init__(self, folder: Path, *, keep: int) -> None:
        """Take the search_index folder; ``keep`` is how many generations stay. Nothing is opened yet."""
        self.generations = Generations(folder)
        self.keep = keep
        self.inspector = Inspector(self.generations)
        self.sources = Sources(self.generations)
        self.damage = ""
        # What this process has read behind a stamp, by slug: stamp and content of files old enough not to be doubted.
        self.settled: dict[str, tuple[Stamp, str]] = {}
        self._served: _Served | None = None
        self._opening = threading.Lock()
        _alive.add(self)

    def current(self) -> Generation:
        """Return the generation to read from, at the price of one stat while CURRENT stays the same.

        A broken one is passed over for the newest good one before it; ``damage`` then says why until a good one is
        current. Raises NotBuilt if there is none.
        """
        pointer, served = self.generations.pointer(), self._served
        if served is None or served.pointer != pointer:
            served = self._switch(pointer)
        if served.generation is None:
            raise NotBuilt(served.reason)
        return served.generation

    def state(self) -> tuple[int, str] | None:
        """Return what tells the current generation from every other, also after the index was made anew; None: none."""
        try:
            generation = self.current()
        except NotBuilt:
            return None
        return generation.number, generation.manifest.time

    def close(self) -> None:
        """Let go of what is open; the next ``current`` opens it anew."""
        self._served = None

    def forked(self) -> None:
        """Start afresh in a forked child: connections and file positions of the parent are not to be shared."""
        self._opening = threading.Lock()
        self._served = None

    def _switch(self, pointer: Pointer | None) -> _Served:
        before = self._served
        usable = before is not None and before.generation is not None
        if not self._opening.acquire(blocking=not usable):
            # Another thread is opening the new one; meanwhile the old one answers, all of it of one age.
            return self._served or self._switch(pointer)
        try:
            if self._served is None or self._served.pointer != pointer:
                self._served = self._look_up(pointer, self._served)
        except OSError as error:
            if before is None or not usable:
                message = f"indeksu nie da się teraz otworzyć: {error}"
                raise NotBuilt(message) from error
            _LOG.warning("indeks: %s", error)  # what is open goes on serving; the next request tries again
            return before
        else:
            return self._served
        finally:
            self._opening.release()

    def _look_up(self, pointer: Pointer | None, before: _Served | None) -> _Served:
        numbers, named = self.generations.candidates()
        damage = [] if named else ["CURRENT nie wskazuje żadnego pokolenia indeksu"]
        for number in numbers:
            try:
                identity = self._identity(number)
                if before is not None and before.generation is not None and before.identity == identity:
                    self.damage = "\n".join(damage)
                    return _Served(pointer, before.generation, identity)
                generation = self._read(number, before.generation if before else None)
            except Broken as error:
                self.inspector.forget()
                damage.append(str(error))
                _LOG.warning("indeks: pokolenie %d pominięte: %s", number, error)
                continue
            self.damage = "\n".join(damage)
            return _Served(pointer, generation, identity)
        reason = "\n".join(["indeks nie jest zbudowany; uruchom „bdp index”", *damage])
        self.damage = reason
        if before is not None and before.generation is not None:
            # Deleted under our feet: what is open stays readable while it is built again.
            return _Served(pointer, before.generation, before.identity)
        return _Served(pointer, None, reason=reason)

    def _identity(self, number: int) -> tuple[int, int]:
        try:
            found = (self.generations.folder(number) / MANIFEST).stat()
        except OSError as error:
            raise Broken(str(error)) from error
        return found.st_ino, found.st_mtime_ns

    def _read(self, number: int, before: Generation | None) -> Generation:
        inspection = self.inspector.inspect(number)
        manifest = inspection.manifest
        folder = self.generations.folder(number)
        same = before is not None and before.manifest.vocabularies == manifest.vocabularies
        # What is worked out from the lists is kept for as long as they are the same objects.
        vocabularies = before.vocabularies if before is not None and same else unpack(manifest.vocabularies)
        catalogue = CatalogueReader(folder / CATALOGUE)
        try:
            # SQLite's own check costs a reading of the whole file: for what was found lying there, and nobody knew.
            counts = catalogue.check(
                thorough=[Path(name).name for name in inspection.read if name.startswith(CATALOGUE)]
            )
        except Damaged as error:
            raise Broken(str(error)) from error
        search = SearchReader(folder / SEARCH, vocabularies.synonyms)
        published = manifest.counts.get(Status.PUBLISHED, 0)
        if counts != manifest.counts or search.count != published:
            message = f"{folder}: katalog {counts}, wyszukiwarka {search.count}, opis {dict(manifest.counts)}"
            raise Broken(message)
        if inspection.read and before is None:  # later ones are told of by whoever builds them
            self.inspector.tell()
        return Generation(number, catalogue, search, vocabularies, manifest)


_alive: weakref.WeakSet[Index] = weakref.WeakSet()


def _forget_in_child() -> None:
    for index in list(_alive):
        index.forked()


os.register_at_fork(after_in_child=_forget_in_child)
