"""library: the stores of one base in one record."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

from bdp.config import Config
from bdp.content import vocabularies
from bdp.content.practices import PracticeFiles
from bdp.domain import unit
from bdp.domain.errors import NotBuilt
from bdp.domain.unit import Register
from bdp.domain.vocabulary import Vocabularies, Vocabulary
from bdp.geography import units
from bdp.index.changes import ordinary_stamp
from bdp.index.manifest import Stamp
from bdp.index.reading import Index


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that a service needs: the settings, the files, the register of units and the index."""

    config: Config
    practices: PracticeFiles
    register: Register
    index: Index

    @classmethod
    def of(cls, config: Config) -> Self:
        """Join the stores of the base that the settings name; nothing is read or opened yet but the register."""
        return cls(
            config=config,
            practices=PracticeFiles(config.root),
            register=units.load(),
            index=Index(config.search_index, keep=config.keep_generations),
        )

    @property
    def powiats(self) -> Vocabulary:
        """The powiats that the list can be narrowed to."""
        return unit.powiats(self.register)

    @property
    def vocabularies(self) -> Vocabularies:
        """The lists of the generation in use, of one age with what is found by them; without one those of the files."""
        try:
            return self.index.current().vocabularies
        except NotBuilt:
            practices = self.config.practices
            return _lists(practices, ordinary_stamp(practices))


@lru_cache(maxsize=1)
def _lists(practices: Path, _as_they_lie: Stamp) -> Vocabularies:
    return vocabularies.load(practices)[0]
