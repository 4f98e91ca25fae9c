"""gathering: the words of record after record, moved to temporary files so that never too many are in memory."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bdp.search import flat, merging, starts
from bdp.search.documents import Fields
from bdp.search.harvest import Harvest, Table
from bdp.search.starts import Starts

WORDS_KEPT = 400_000  # words of texts that are in memory before their postings go to a file
_TERMS_KNOWN = 200_000  # different terms that are remembered from one file to the next; some 50 MB


class Part(NamedTuple):
    """The words of some records, numbered from where the gathering began; ``lengths`` has a column for each record."""

    table: Table
    lengths: NDArray[np.uint32]
    starts: Starts


class Gathering:
    """Gathers records under rising numbers from 0. Not for several threads."""

    def __init__(self, folder: Path, name: str = "spilt", words_kept: int = WORDS_KEPT) -> None:
        """Keep where temporary files go and what their names begin with; none is written before it is needed."""
        self.paths: list[Path] = []
        self.count = 0
        self._folder, self._name, self._words_kept = folder, name, words_kept
        self._harvest = Harvest()
        self._spilt = 0  # records whose words are in files

    def add(self, fields: Fields, facets: Iterable[str], slug: str) -> None:
        """Add the next record. Raises OSError."""
        self._harvest.add(self.count, fields, facets, slug)
        self.count += 1
        if self._harvest.size >= self._words_kept:
            self.spill()

    def spill(self) -> None:
        """Move what is in memory to the next of ``paths``. Raises OSError."""
        if self.count == self._spilt:
            return
        path = self._folder / f"{self._name}-{len(self.paths)}"
        part = self._left()
        merging.save(path, part.table, {"lengths": part.lengths, **part.starts.arrays()})
        self.paths.append(path)
        if self._harvest.vocabulary > _TERMS_KNOWN:
            self._harvest = Harvest()  # most of the words known by now were met once and will not come again

    def restart(self, name: str) -> None:
        """Begin at 0 again with files of another name; words that are known stay known."""
        self.paths, self.count, self._spilt, self._name = [], 0, 0, name

    def parts(self) -> Iterator[Part]:
        """Yield all that was gathered, in order; the files are removed from their folder."""
        for path in self.paths:
            yield taken(path)
        if self.count > self._spilt:
            yield self._left()

    def _left(self) -> Part:
        lengths = self._harvest.lengths(self._spilt, self.count - self._spilt)
        found = self._harvest.starts(self._spilt, self.count - self._spilt)
        self._spilt = self.count
        return Part(self._harvest.table(), lengths, found)


def taken(path: Path) -> Part:
    """Return a part that was moved to a file; its arrays stay there, and it goes when nobody has them any more."""
    found = flat.load(path)
    path.unlink()
    return Part(merging.table_of(found), found.arrays["lengths"], starts.of(found.arrays))
