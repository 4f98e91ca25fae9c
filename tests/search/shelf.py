"""shelf: a search index in a temporary folder, filled with made-up records."""

import os
import shutil
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bdp.content import vocabularies
from bdp.domain.entry import AttachedFile, Body, Entry, PageText, facet_values
from bdp.domain.practice import Practice, Status
from bdp.domain.query import Query
from bdp.domain.results import Found, Match
from bdp.domain.vocabulary import Term, Vocabulary
from bdp.search.documents import labels
from bdp.search.reader import SearchReader
from bdp.search.writer import SearchWriter

TODAY = date(2026, 6, 30)
LISTS = vocabularies.shipped()


def body(title: str, plain: str, summary: str, presentation: str) -> Body:
    """Make the text of one language; the HTML does not matter to the index."""
    return Body(title, plain, "", "", summary, presentation)


def entry(
    slug: str,
    title: str = "",
    *,
    summary: str = "",
    presentation: str = "",
    english: tuple[str, str] | None = None,
    files: Sequence[tuple[str, str]] = (),
    **fields: Any,  # noqa: ANN401 - the fields of a practice
) -> Entry:
    """Make a published entry; ``english`` is a title and a summary, ``files`` are names and titles."""
    practice = Practice(slug, title=title, status=Status.PUBLISHED, **fields)
    return Entry(
        practice=practice,
        pl=body(title, practice.plain, summary, presentation),
        en=body(english[0], "", english[1], "") if english else None,
        files=tuple(AttachedFile(name, label, "", "", "text/plain", 1, "0") for name, label in files),
        voivodeships=(practice.voivodeship,) if practice.voivodeship else (),
        powiats=(),
        units=(),
        revision="0",
    )


def group(*spellings: str) -> Term:
    """Make a group of synonyms."""
    return Term(spellings[0], spellings[0], aliases=spellings[1:])


class Shelf:
    """An index that grows generation by generation, as the site's does."""

    def __init__(self, folder: Path, *synonyms: Term) -> None:
        """Start without a generation."""
        self._root = folder
        self._number = 0
        self.synonyms = Vocabulary(synonyms)
        self.reader: SearchReader

    @property
    def folder(self) -> Path:
        """Where the newest generation lies."""
        return self._root / str(self._number)

    def add(
        self, *entries: Entry, texts: Iterable[PageText] = (), remove: Iterable[str] = (), full: bool = False
    ) -> "Shelf":
        """Publish a generation: entries put, slugs removed, the files of the one before linked."""
        before = self.folder
        self._number += 1
        self.folder.mkdir(parents=True)
        extend = before.exists() and not full
        if extend:
            for file in before.iterdir():
                (shutil.copy if file.suffix == ".toc" else os.link)(file, self.folder / file.name)
        pages = tuple(texts)
        with SearchWriter.extend(self.folder) if extend else SearchWriter.create(self.folder) as writer:
            for slug in remove:
                writer.remove(slug)
            for one in entries:
                own = [page for page in pages if page.file in {file.file for file in one.files}]
                writer.put(one, facet_values(one, LISTS), own, labels(one, LISTS))
            writer.commit()
        self.reader = SearchReader(self.folder, self.synonyms)
        return self

    def find(self, q: str = "", **parameters: Any) -> Found:  # noqa: ANN401 - the fields of a query
        """Search; ``everything=True`` asks for all hits."""
        everything = parameters.pop("everything", False)
        return self.reader.find(Query(q, **parameters), today=TODAY, everything=everything)

    def slugs(self, q: str = "", **parameters: Any) -> list[str]:  # noqa: ANN401 - likewise
        """Return the slugs of all hits in order."""
        return [hit.slug for hit in self.find(q, everything=True, **parameters).hits]

    def matches(self, q: str, one: Entry, *texts: PageText, language: str = "pl") -> tuple[Match, ...]:
        """Return where an entry matched."""
        return self.reader.matches(Query(q, language=language), one, texts)
