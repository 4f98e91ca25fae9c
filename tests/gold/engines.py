"""engines: what people would pick instead, set up as their documentation shows, over the same texts."""

import re
import sqlite3
from pathlib import Path
from typing import Any

from whoosh import fields, index
from whoosh.analysis import StandardAnalyzer
from whoosh.qparser import MultifieldParser, OrGroup, PlusMinusPlugin

from tests.gold.measures import Answer
from tests.gold.questions import Question
from tests.gold.samples import Base, Record

FIELDS = ("title", "summary", "presentation", "place", "institution", "partners", "keywords", "metadata", "attachments")
_QUOTED = re.compile(r'"[^"]*"|\S+')
_EXCLUDED = re.compile(r"(?<=\s)-(?=\S)")


def text_of(record: Record, field: str, language: str) -> str:
    """Return one field of a record as plain text, its translation after it where English is asked for."""
    names = (field, f"{field}_en") if language == "en" else (field,)
    return "\n".join(item.text for name in names for item in record.fields.get(name, ()))


class Whoosh:
    """Whoosh with its standard analyser and its query parser: all words, else any of them."""

    name = "plain Whoosh"

    def __init__(self, base: Base, folder: Path) -> None:
        """Index the records once for each language."""
        self._searchers = {language: self._searcher(base, folder, language) for language in ("pl", "en")}

    def answer(self, question: Question) -> Answer:
        """Ask for all words; where nothing has them, for any."""
        searcher = self._searchers[question.language]
        found: list[str] = []
        for group in ({}, {"group": OrGroup}):
            if not found:
                parser = MultifieldParser(list(FIELDS), searcher.schema, **group)
                parser.add_plugin(PlusMinusPlugin())
                query = parser.parse(question.q)
                found = [hit["slug"] for hit in searcher.search(query, limit=None)]
        return Answer(tuple(found))

    @staticmethod
    def _searcher(base: Base, folder: Path, language: str) -> Any:  # noqa: ANN401 - the library has no types
        place = folder / language
        place.mkdir(parents=True)
        words = {name: fields.TEXT(analyzer=StandardAnalyzer(stoplist=None, minsize=1)) for name in FIELDS}
        made = index.create_in(str(place), fields.Schema(slug=fields.ID(stored=True), **words))
        writer = made.writer()
        for slug, record in base.records.items():
            writer.add_document(slug=slug, **{name: text_of(record, name, language) for name in FIELDS})
        writer.commit()
        return made.searcher()


class Fts5:
    """SQLite's full-text search: unicode61 without diacritics, bm25; all words, else any of them."""

    name = "SQLite FTS5"

    def __init__(self, base: Base) -> None:
        """Fill a table for each language."""
        self._database = sqlite3.connect(":memory:")
        for language in ("pl", "en"):
            self._database.execute(
                f"CREATE VIRTUAL TABLE {language} USING fts5(slug UNINDEXED, {', '.join(FIELDS)},"
                " tokenize = 'unicode61 remove_diacritics 2')"
            )
            rows = ([slug, *(text_of(r, name, language) for name in FIELDS)] for slug, r in base.records.items())
            self._database.executemany(f"INSERT INTO {language} VALUES (?{', ?' * len(FIELDS)})", rows)  # noqa: S608

    def answer(self, question: Question) -> Answer:
        """Ask as the documentation advises: what is typed where it parses, else every word in quotation marks."""
        quoted = [f'"{part.strip(chr(34)).replace(chr(34), "")}"' for part in _QUOTED.findall(question.q)]
        typed = _EXCLUDED.sub("NOT ", question.q)
        for expression in (typed, " AND ".join(quoted), " OR ".join(quoted)):
            try:
                found = self._matching(expression, question.language)
            except sqlite3.OperationalError:
                continue
            if found:
                return Answer(found)
        return Answer(())

    def close(self) -> None:
        """Forget the tables."""
        self._database.close()

    def _matching(self, expression: str, language: str) -> tuple[str, ...]:
        statement = f"SELECT slug FROM {language} WHERE {language} MATCH ? ORDER BY bm25({language}), slug"  # noqa: S608
        return tuple(slug for (slug,) in self._database.execute(statement, (expression,)))
