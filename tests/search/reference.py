"""reference: plans evaluated record by record in plain Python, and translated for Whoosh's own searcher."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from whoosh import index, query
from whoosh.util.numeric import byte_to_length, length_to_byte

from bdp.domain.entry import Entry
from bdp.search import documents, plan
from bdp.search.analysis import Term, surface_of
from bdp.search.documents import labels
from bdp.search.marks import answers
from bdp.search.plan import All, Node, Slot, Sought, Without
from bdp.search.schema import TEXT_FIELDS, whoosh_schema
from tests.search.shelf import LISTS

B, K1 = 0.75, 1.2
Places = Mapping[str, Mapping[str, Sequence[int]]]  # field -> term -> places


class Reference:
    """A handful of records searched the slow way. No record is deleted."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        """Analyse every record."""
        self._places: dict[str, Places] = {}
        for one in entries:
            found = documents.fields(one, (), labels(one, LISTS))
            self._places[one.slug] = {name: documents.places(name, items) for name, items in found.items()}

    def find(self, node: Node) -> dict[str, float]:
        """Return the slugs that match and their scores."""
        scores = {slug: self._score(node, slug) for slug in self._places}
        return {slug: score for slug, score in scores.items() if score is not None}

    def _score(self, node: Node, slug: str) -> float | None:
        if isinstance(node, Sought):
            found = [self._field(node, slug, field, slots) for field, slots in node.fields]
            return sum(s for s in found if s is not None) if any(s is not None for s in found) else None
        if isinstance(node, Without):
            return 0.0 if self._score(node.child, slug) is None else None
        if isinstance(node, plan.Any) and node.one:
            return self._one(node, slug)
        scores = [self._score(child, slug) for child in node.children]
        known = [score for score in scores if score is not None]
        wanted = len(scores) if isinstance(node, All) else 1
        return sum(known) if len(known) >= wanted else None

    def _one(self, node: plan.Any, slug: str) -> float | None:
        """Return the score of ways to say one thing: in each field the best of the words counts."""
        by_field: dict[str, float] = {}
        found: list[float] = []
        typed = node.children[0]
        for child in node.children:
            if not isinstance(child, Sought):
                found += [score for score in [self._score(child, slug)] if score is not None]
                continue
            rarer = 1.0
            often, holders = self._holders(typed), self._holders(child)
            if child.synonym and often and holders and holders < often:
                rarer = self._idf(often) / self._idf(holders)
            for field, slots in child.fields:
                score = self._field(child, slug, field, slots)
                if score is not None:
                    by_field[field] = max(by_field.get(field, 0.0), score * rarer)
        return max((*found, *([sum(by_field.values())] if by_field else [])), default=None)

    def _holders(self, node: Node) -> int | None:
        def often(field: str, term: Term) -> int:
            return sum(bool(places.get(field, {}).get(term.text)) for places in self._places.values())

        if not isinstance(node, Sought) or any(len(slots) != 1 for _, slots in node.fields):
            return None
        return max(often(field, term) for field, slots in node.fields for term in slots[0].terms)

    def _idf(self, holders: int) -> float:
        return math.log(len(self._places) / (holders + 1)) + 1

    def _field(self, sought: Sought, slug: str, field: str, slots: Sequence[Slot]) -> float | None:
        standing = [self._where(slug, field, slot) for slot in slots]
        if not any(all(first + n in places for n, places in enumerate(standing)) for first in standing[0]):
            return None
        weight = TEXT_FIELDS[field].weight * sought.boost
        return weight * sum(self._best(slug, field, slot) for slot in slots)

    def _where(self, slug: str, field: str, slot: Slot) -> set[int]:
        places = self._places[slug].get(field, {})
        return {place for term in _terms(places, slot) for place in places.get(term.text, ())}

    def _best(self, slug: str, field: str, slot: Slot) -> float:
        """Return the score of the best term; all words with a beginning count as one word."""
        if slot.prefix:
            return self._bm25(
                slug, field, {t.text for p in self._places.values() for t in _terms(p.get(field, {}), slot)}
            )
        return max(self._bm25(slug, field, {term.text}) * term.boost for term in slot.terms)

    def _bm25(self, slug: str, field: str, terms: set[str]) -> float:
        def times(name: str) -> int:
            return sum(len(self._places[name].get(field, {}).get(term, ())) for term in terms)

        tf = times(slug)
        if not tf:
            return 0.0
        holders = sum(times(name) > 0 for name in self._places)
        idf = self._idf(holders)
        lengths = {name: sum(map(len, places.get(field, {}).values())) for name, places in self._places.items()}
        average = sum(lengths.values()) / len(lengths)
        length: float = byte_to_length(length_to_byte(lengths[slug]))
        return idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * length / average))


def _terms(places: Mapping[str, Sequence[int]], slot: Slot) -> list[Term]:
    if not slot.prefix:
        return list(slot.terms)
    return [Term(term) for term in places if term.startswith("=") and answers(surface_of(term), slot.prefix)]


def whoosh_query(node: Node) -> query.Query | None:
    """Translate a plan for Whoosh, None where it knows no such query."""
    if isinstance(node, Sought):
        parts = [_whoosh_field(node, field, slots) for field, slots in node.fields]
        return None if None in parts else query.Or(parts)
    if isinstance(node, Without):
        child = whoosh_query(node.child)
        return None if child is None else query.And([query.Every(), query.Not(child)])
    children = [whoosh_query(child) for child in node.children]
    if None in children:
        return None
    return (query.And if isinstance(node, plan.All) else query.Or)(children)


def _whoosh_field(sought: Sought, field: str, slots: Sequence[Slot]) -> query.Query | None:
    weight = TEXT_FIELDS[field].weight * sought.boost
    if any(slot.prefix for slot in slots):
        return None
    if len(slots) > 1:
        if any(len(slot.terms) > 1 for slot in slots):
            return None
        return query.Phrase(field, [slot.terms[0].text for slot in slots], boost=weight)
    # Not DisjunctionMax: Whoosh's gives a record that has one of the words the score of another record for the other.
    return query.Or([query.Term(field, term.text, boost=weight * term.boost) for term in slots[0].terms])


def whoosh_find(folder: Path, node: query.Query) -> dict[str, float]:
    """Return what Whoosh's own searcher finds."""
    with index.open_dir(str(folder), schema=whoosh_schema()).searcher() as searcher:
        return {hit["record"]["slug"]: hit.score for hit in searcher.search(node, limit=None)}
