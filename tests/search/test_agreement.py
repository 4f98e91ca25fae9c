"""test_agreement: arrays find what a search record by record finds, and what Whoosh's own searcher finds."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bdp.domain.entry import Entry
from bdp.domain.vocabulary import Vocabulary
from bdp.search.beginnings import Beginnings
from bdp.search.evaluate import Evaluator
from bdp.search.plan import Node, Sought, Without, wanted
from bdp.search.planner import Planner
from bdp.search.records import Records
from bdp.search.store import Store
from bdp.search.synonyms import Synonyms
from tests.search.reference import Reference, whoosh_find, whoosh_query
from tests.search.shelf import Shelf, entry, group

WORDS = [
    "rada",
    "rady",
    "radą",
    "seniorów",
    "senior",
    "gmina",
    "gmin",
    "PUP",
    "pupa",
    "NGO",
    "12 500",
    "w",
    "łąka",
    "laka",
]
SYNONYMS = (group("NGO", "rada seniorów"),)
words = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
record = st.builds(
    lambda title, summary, presentation, keywords: (title, summary, presentation, keywords),
    words,
    words,
    words,
    st.lists(words, max_size=3).map(tuple),
)
records = st.lists(record, min_size=1, max_size=6)
leaf = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map(lambda w: "=" + w),
    st.sampled_from(["ra*", "gmi*", "ła*", "la*", "zz*"]),
    st.sampled_from(["title:rada", "keywords:gmina", "summary:=rady", 'keywords:"gmina rada"']),
    st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(lambda p: f'"{p[0]} {p[1]}"'),
    st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).map(lambda p: f'="{p[0]} {p[1]}"'),
    st.sampled_from(["rada-seniorów", "gmina-senior"]),
)
queries = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: "(" + " ".join(parts) + ")"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: "(" + " OR ".join(parts) + ")"),
        inner.map(lambda part: f"NOT {part}"),
    ),
    max_leaves=5,
)


def made(number: int, fields: tuple[str, str, str, tuple[str, ...]]) -> Entry:
    title, summary, presentation, keywords = fields
    return entry(f"r{number}", title, summary=summary, presentation=presentation, keywords=keywords)


def plan_of(store: Store, q: str) -> Node | None:
    return Planner(store, Synonyms(Vocabulary(SYNONYMS))).plan(q, "pl").node


def found(store: Store, node: Node) -> dict[str, float]:
    slugs = Records(store).slugs
    hits = Evaluator(store, Beginnings(store)).evaluate(node)
    pairs = zip(hits.ids.tolist(), hits.scores.tolist(), strict=True)
    return {slugs[number]: score for number, score in pairs if store.live[number]}


@settings(max_examples=40)
@given(records, st.lists(queries, min_size=3, max_size=8))
def test_arrays_agree_with_a_search_record_by_record(
    fields: list[tuple[str, str, str, tuple[str, ...]]], qs: list[str]
) -> None:
    entries = [made(n, f) for n, f in enumerate(fields)]
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder)).add(*entries)
        store = Store(shelf.folder)
        reference = Reference(entries)
        for q in qs:
            if (node := plan_of(store, q)) is not None:
                assert found(store, node) == pytest.approx(reference.find(node), rel=1e-4), q


FILLERS = [entry(f"filler-{n}", "Pompa ciepła", summary="opis " * n) for n in range(20)]
Step = tuple[list[tuple[int, tuple[str, str, str, tuple[str, ...]]]], set[int]]
steps = st.lists(
    st.tuples(st.lists(st.tuples(st.integers(0, 9), record), max_size=12), st.sets(st.integers(0, 9))),
    min_size=1,
    max_size=3,
)


@settings(max_examples=30)
@given(steps, st.lists(queries, min_size=3, max_size=8))
def test_several_generations_agree_with_whoosh_and_with_the_records_left(steps: list[Step], qs: list[str]) -> None:
    left = {one.slug: one for one in FILLERS}
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder)).add(*FILLERS)
        for put, removed in steps:
            entries = [made(number, fields) for number, fields in put]
            gone = {f"r{number}" for number in removed}
            shelf.add(*entries, remove=gone)
            left = {slug: one for slug, one in left.items() if slug not in gone} | {one.slug: one for one in entries}
        store = Store(shelf.folder)
        reference = Reference(list(left.values()))
        assert {hit.slug for hit in shelf.find(everything=True).hits} == set(left)
        for q in qs:
            node = plan_of(store, q)
            if node is not None:
                ours = found(store, node)
                assert set(ours) == set(reference.find(node)), q
                agree_with_whoosh(shelf.folder, store, node, ours)


def agree_with_whoosh(folder: Path, store: Store, node: Node, ours: dict[str, float]) -> None:
    """Compare documents, and scores where Whoosh reckons as we do: one reading for each word, no phrases or NOT."""
    theirs = whoosh_query(node)
    if theirs is None:
        return
    scores = whoosh_find(folder, theirs)
    assert set(scores) == set(ours), node
    if not excludes(node) and all(simple(store, sought) for sought in wanted(node)):
        assert ours == pytest.approx(scores, rel=1e-4), node


def excludes(node: Node) -> bool:
    return isinstance(node, Without) or (not isinstance(node, Sought) and any(map(excludes, node.children)))


def simple(store: Store, sought: Sought) -> bool:
    return all(
        len(slots) == 1 and sum(store.postings(field, term.text) is not None for term in slots[0].terms) <= 1
        for field, slots in sought.fields
    )
