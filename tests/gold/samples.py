"""samples: the sample base with its index, built in a folder of its own."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from bdp.config import Config
from bdp.domain.entry import Entry, PageText, facet_values
from bdp.domain.query import Query
from bdp.domain.vocabulary import Vocabularies, Vocabulary
from bdp.library import Library
from bdp.search.documents import Fields, fields, labels
from bdp.search.reader import SearchReader
from bdp.search.writer import SearchWriter
from bdp.services import rebuild
from tests.gold.measures import Answer
from tests.gold.questions import Question
from tests.project import TOP

TODAY = date(2026, 12, 1)


@dataclass(frozen=True, slots=True)
class Record:
    """A published record, the texts of its attachments, and all its searched texts field by field."""

    entry: Entry
    texts: tuple[PageText, ...]
    fields: Fields


@dataclass(frozen=True, slots=True)
class Base:
    """The records of one base in order, and its vocabularies."""

    records: dict[str, Record]
    vocabularies: Vocabularies

    @classmethod
    def built(cls, root: Path) -> Self:
        """Copy the sample base to a folder, bring its index up to date, and read its records."""
        for name in ("practices", "attachments"):
            shutil.rmtree(root / name, ignore_errors=True)
            shutil.copytree(TOP / name, root / name)
        rebuild.run(Library.of(Config(root=root, watch_seconds=0)))
        return cls.read(root)

    @classmethod
    def read(cls, root: Path) -> Self:
        """Read the records of a base whose index is built."""
        library = Library.of(Config(root=root, watch_seconds=0))
        generation = library.index.current()
        found: dict[str, Record] = {}
        for slug, status in sorted(generation.catalogue.statuses().items()):
            entry = generation.catalogue.entry(slug)
            if entry is not None and status == "published":
                texts = generation.catalogue.texts(slug)
                found[slug] = Record(entry, texts, fields(entry, texts, labels(entry, generation.vocabularies)))
        vocabularies = generation.vocabularies
        library.index.close()
        return cls(found, vocabularies)

    def shelved(self, folder: Path, synonyms: Vocabulary) -> SearchReader:
        """Index the records anew, as the program of this process does it."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        lists = self.vocabularies
        with SearchWriter.create(folder) as writer:
            for record in self.records.values():
                writer.put(record.entry, facet_values(record.entry, lists), record.texts, labels(record.entry, lists))
            writer.commit()
        return SearchReader(folder, synonyms)

    def answer(self, reader: SearchReader, question: Question) -> Answer:
        """Ask the search of BDP."""
        query = Query(question.q, language=question.language)
        found = reader.find(query, today=TODAY, everything=True)
        pages: dict[tuple[str, str], tuple[int | None, ...]] = {}
        for slug in {place.slug for place in question.at}:
            for match in reader.matches(query, self.records[slug].entry, self.records[slug].texts):
                if match.file is not None:
                    pages[slug, match.file] = (*pages.get((slug, match.file), ()), match.page)
        return Answer(tuple(hit.slug for hit in found.hits), found.suggestion, pages)
