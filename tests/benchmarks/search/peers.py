"""peers: the engines that people would pick instead, each answering as well as it can: first 20, total, five facets."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar

import tantivy
from whoosh import fields, index, query, sorting
from whoosh.analysis import LowercaseFilter, RegexTokenizer

from bdp.domain.query import FACETS
from tests.benchmarks.search.corpus import Record
from tests.benchmarks.search.questions import Question

TEXTS = ("title", "body")
Answer = tuple[int, dict[str, dict[str, int]]]


class Engine(ABC):
    """An engine with the corpus in it."""

    name: ClassVar[str]

    def __init__(self, folder: Path) -> None:
        """Keep the folder of its files, which may exist from an earlier run."""
        self.folder = folder / self.name

    @abstractmethod
    def build(self, records: Iterable[Record]) -> None:
        """Index the records."""

    @abstractmethod
    def open(self) -> None:
        """Make ready to answer."""

    def prepare(self) -> None:
        """Do what comes before a question and is not charged."""
        return

    @abstractmethod
    def answer(self, question: Question) -> Answer:
        """Find the first 20, the total and the counts of all facets."""


def body(record: Record) -> str:
    """Return the text that all peers index."""
    return f"{record.summary}\n{record.presentation}"


class Whoosh(Engine):
    """Whoosh's own collectors, the searcher kept open; facets as multi-valued terms."""

    name = "whoosh"

    def build(self, records: Iterable[Record]) -> None:
        """Index the records."""
        self.folder.mkdir(parents=True)
        text = fields.TEXT(RegexTokenizer() | LowercaseFilter())
        kinds = {facet: fields.KEYWORD(sortable=True) for facet in FACETS}
        schema = fields.Schema(slug=fields.ID(stored=True), day=fields.NUMERIC(sortable=True), title=text, body=text)
        for name, kind in kinds.items():
            schema.add(name, kind)
        writer: Any = index.create_in(str(self.folder), schema).writer(limitmb=256)
        for record in records:
            values = {facet: " ".join(record.facets[facet]) for facet in FACETS}
            day = record.entered.toordinal()
            writer.add_document(slug=record.slug, day=day, title=record.title, body=body(record), **values)
        writer.commit()

    def open(self) -> None:
        """Open one searcher."""
        self._searcher: Any = index.open_dir(str(self.folder)).searcher()

    def answer(self, question: Question) -> Answer:
        """Ask through the collectors with counting facets."""
        facets = {f: sorting.FieldFacet(f, allow_overlap=True, maptype=sorting.Count) for f in FACETS}
        wanted, only = self._query(question)
        order = {} if wanted is not None else {"sortedby": "day", "reverse": True}
        found = self._searcher.search(wanted or query.Every(), limit=20, filter=only, groupedby=facets, **order)
        [hit["slug"] for hit in found]
        return len(found), {facet: dict(found.groups(facet)) for facet in FACETS}

    def _query(self, question: Question) -> tuple[Any, Any]:
        def either(make: Any) -> Any:  # noqa: ANN401 - Whoosh has no types
            return query.Or([make(field) for field in TEXTS])

        only = query.And([query.Term(f, v) for f, v in question.filters]) if question.filters else None
        if question.phrase:
            return either(lambda field: query.Phrase(field, list(question.phrase))), only
        if question.prefix:
            return either(lambda field: query.Prefix(field, question.prefix)), only
        words = [either(lambda field, word=word: query.Term(field, word)) for word in question.words]
        joined = (query.Or if question.either else query.And)(words) if words else None
        return joined, only


class Fts5(Engine):
    """SQLite's full text search, facets counted with GROUP BY over the hits."""

    name = "fts5"

    def build(self, records: Iterable[Record]) -> None:
        """Index the records."""
        self.folder.mkdir(parents=True)
        with sqlite3.connect(self.folder / "base.sqlite") as base:
            base.execute("create virtual table texts using fts5(title, body, content='', tokenize='unicode61')")
            base.execute("create table records (id integer primary key, slug, day)")
            base.execute("create table facets (facet, value, id, primary key (facet, value, id)) without rowid")
            for number, record in enumerate(records, 1):
                base.execute(
                    "insert into texts (rowid, title, body) values (?, ?, ?)", (number, record.title, body(record))
                )
                base.execute("insert into records values (?, ?, ?)", (number, record.slug, record.entered.toordinal()))
                rows = [(f, value, number) for f in FACETS for value in record.facets[f]]
                base.executemany("insert into facets values (?, ?, ?)", rows)
            base.execute("create index by_id on facets (id, facet, value)")
            base.execute("create index by_day on records (day)")
        base.close()

    def open(self) -> None:
        """Open one connection."""
        self._base = sqlite3.connect(self.folder / "base.sqlite")
        self._base.execute("create temp table hits (id integer primary key, score)")

    def answer(self, question: Question) -> Answer:
        """Put the hits in a temporary table, then sort and count them."""
        base = self._base
        base.execute("delete from hits")
        only = "".join(
            f" and +{{id}} in (select id from facets where facet = '{facet}' and value = '{value}')"  # noqa: S608 - our lists
            for facet, value in question.filters
        )
        if match := _match(question):
            select = f"select rowid, bm25(texts, 5, 1) from texts where texts match ?{only.format(id='rowid')}"  # noqa: S608
            base.execute(f"insert into hits {select}", (match,))
        else:
            base.execute(f"insert into hits select id, -day from records where 1{only.format(id='id')}")  # noqa: S608
        base.execute("select slug from hits join records using (id) order by score limit 20").fetchall()
        total = base.execute("select count(*) from hits").fetchone()[0]
        counts: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
        grouped = "select facet, value, count(*) from hits join facets using (id) group by facet, value"
        for facet, value, number in base.execute(grouped):
            counts[facet][value] = number
        return total, counts


def _match(question: Question) -> str:
    if question.phrase:
        return f'"{" ".join(question.phrase)}"'
    if question.prefix:
        return f'"{question.prefix}" *'
    return (" OR " if question.either else " AND ").join(f'"{word}"' for word in question.words)


class Tantivy(Engine):
    """Tantivy, facets as terms aggregations over fast fields."""

    name = "tantivy"
    _searcher: Any  # the types of Tantivy lack what its results hold

    def build(self, records: Iterable[Record]) -> None:
        """Index the records."""
        self.folder.mkdir(parents=True)
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("slug", stored=True, tokenizer_name="raw")
        for name in TEXTS:
            schema.add_text_field(name)
        for facet in FACETS:
            schema.add_text_field(facet, tokenizer_name="raw", fast=True)
        schema.add_integer_field("day", fast=True)
        built = tantivy.Index(schema.build(), path=str(self.folder))
        writer = built.writer(heap_size=200_000_000, num_threads=1)
        for record in records:
            texts = {"slug": record.slug, "title": record.title, "body": body(record)}
            document = tantivy.Document(**texts, day=record.entered.toordinal())
            for facet in FACETS:
                for value in record.facets[facet]:
                    document.add_text(facet, value)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        """Open one searcher."""
        self._index = tantivy.Index.open(str(self.folder))
        self._searcher = self._index.searcher()
        self._wanted = {facet: {"terms": {"field": facet, "size": 100}} for facet in FACETS}

    def answer(self, question: Question) -> Answer:
        """Search for the best and the total, then aggregate."""
        wanted = self._query(question)
        searcher = self._searcher
        if question.words or question.phrase or question.prefix:
            found = searcher.search(wanted, 20, count=True)
        else:
            found = searcher.search(wanted, 20, count=True, order_by_field="day", order=tantivy.Order.Desc)
        [searcher.doc(address).get_first("slug") for _, address in found.hits]
        buckets = searcher.aggregate(wanted, self._wanted)
        counts = {f: {b["key"]: b["doc_count"] for b in buckets[f]["buckets"]} for f in FACETS}
        return found.count, counts

    def _query(self, question: Question) -> Any:  # noqa: ANN401 - Tantivy has no types
        schema, make, occur = self._index.schema, tantivy.Query, tantivy.Occur

        def either(made: list[Any]) -> Any:  # noqa: ANN401 - likewise
            return make.boolean_query([(occur.Should, one) for one in made])

        parts = []
        if question.phrase:
            parts.append(either([make.phrase_query(schema, name, list(question.phrase)) for name in TEXTS]))
        elif question.prefix:
            parts.append(either([make.regex_query(schema, name, f"{question.prefix}.*") for name in TEXTS]))
        elif question.words:
            words = [either([make.term_query(schema, name, word) for name in TEXTS]) for word in question.words]
            how = occur.Should if question.either else occur.Must
            parts.append(make.boolean_query([(how, word) for word in words]))
        for facet, value in question.filters:
            parts.append(make.const_score_query(make.term_query(schema, facet, value, index_option="basic"), 0.0))
        return make.boolean_query([(occur.Must, part) for part in parts]) if parts else make.all_query()
