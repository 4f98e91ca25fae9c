"""evaluate: which documents match a plan and how well, as operations on whole arrays.

The score is Whoosh's BM25F: BM25 for each field, weighed and summed. Where a word has several readings or synonyms the
best one counts in each field. Every score of a match by words is above 0.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bdp.search.beginnings import Beginnings
from bdp.search.flat import Postings
from bdp.search.hits import NOTHING, Hits, Ids, Scores, add, both, places, scored
from bdp.search.phrases import together
from bdp.search.plan import All, Any, Node, Slot, Sought, Without
from bdp.search.schema import TEXT_FIELDS
from bdp.search.store import K1, Cache, Store

CACHE_BYTES = 64 * 1024 * 1024
PLAN_BYTES = 12_000  # about what takes each thing looked for that is remembered with what was found


class Partly(NamedTuple):
    """For every document: whether it matches, its score, and how many words of the query it has."""

    mask: NDArray[np.bool_]
    scores: NDArray[np.float32]
    words: NDArray[np.float32]


class Evaluator:
    """Evaluates plans over the arrays of one generation; any thread may use it."""

    def __init__(self, store: Store, beginnings: Beginnings) -> None:
        """Use these arrays."""
        self._store = store
        self._beginnings = beginnings
        self._hits: Cache[Hits] = Cache(CACHE_BYTES, lambda hits: PLAN_BYTES + hits.ids.nbytes + hits.scores.nbytes)

    def evaluate(self, node: Node) -> Hits:
        """Return the documents that match, deleted ones among them."""
        if isinstance(node, Sought):
            return self._hits.get(node, lambda: self._sought(node))
        if isinstance(node, Any):
            return self._any(node)
        children = node.children if isinstance(node, All) else (node,)
        positive = sorted(
            (self.evaluate(child) for child in children if not isinstance(child, Without)), key=lambda h: len(h.ids)
        )
        every = Hits(self._store.ids, np.zeros(len(self._store.ids), np.float32))
        hits = positive[0] if positive else every
        for other in positive[1:]:
            hits = both(hits, other, self._store.size)
        for child in children:
            if isinstance(child, Without):
                hits = self._without(hits, child)
        return hits

    def partly(self, node: Node) -> Partly:
        """Return the documents that have at least some of the words and all that may not be missing."""
        if isinstance(node, All):
            return self._partly_all(node)
        if isinstance(node, Any):
            parts = [self.partly(child) for child in node.children]
            # Of words that say one thing the best of each field counts, not each by itself.
            apart = [not (node.one and isinstance(child, Sought)) for child in node.children]
            whole = [part.scores for part, counts in zip(parts, apart, strict=True) if counts]
            if node.one:
                total = np.max([self._best_ways(node), *whole], axis=0)
            else:
                total = np.sum(whole, axis=0, dtype=np.float32)
            return Partly(
                np.logical_or.reduce([p.mask for p in parts]), total, np.max([p.words for p in parts], axis=0)
            )
        mask = np.zeros(self._store.size, np.bool_)
        scores = np.zeros(self._store.size, np.float32)
        hits = self.evaluate(node)
        mask[hits.ids] = True
        scores[hits.ids] = hits.scores
        words = mask * np.float32(node.words if isinstance(node, Sought) else 0)
        return Partly(mask, scores, words)

    def limited(self, sought: Sought) -> bool:
        """Tell whether a beginning stands for more words than are searched."""
        return any(
            slot.prefix and self._beginnings.limited(field, slot.prefix)
            for field, slots in sought.fields
            for slot in slots
        )

    def exists(self, sought: Sought) -> bool:
        """Tell whether any text has any of the words."""
        return any(
            self._store.postings(field, term.text) is not None
            for field, slots in sought.fields
            for slot in slots
            for term in slot.terms
        )

    def _sought(self, sought: Sought) -> Hits:
        scores = np.zeros(self._store.size, np.float32)
        for field, slots in sought.fields:
            add(scores, self._standing(field, slots), TEXT_FIELDS[field].weight * sought.boost)
        return scored(scores)

    def _standing(self, field: str, slots: tuple[Slot, ...]) -> Hits | Scores:
        return self._slot(field, slots[0]) if len(slots) == 1 else self._phrase(field, slots)

    def _slot(self, field: str, slot: Slot, among: Ids | None = None) -> Hits | Scores:
        """Return where any of the terms of a slot stands in a field, by its best term; ``among`` some documents.

        Of several terms it is the scores of all documents: adding these up whole is several times as fast.
        """
        if slot.prefix:
            merged = self._merged(field, slot.prefix)
            return self._scored(field, merged, 1.0, among) if merged else NOTHING
        found = [(p, t.boost) for t in slot.terms if (p := self._store.postings(field, t.text)) is not None]
        if len(found) <= 1:
            return self._scored(field, *found[0], among) if found else NOTHING
        first = self._scored(field, *found[0], among)
        best = np.zeros(self._store.size, np.float32)
        best[first.ids] = first.scores
        for postings, boost in found[1:]:
            hits = self._scored(field, postings, boost, among)
            best[hits.ids] = np.maximum(best[hits.ids], hits.scores)
        return best

    def _scored(self, field: str, postings: Postings, boost: float, among: Ids | None) -> Hits:
        idf = np.float32(self._store.idf(len(postings.ids)) * boost * (K1 + 1))
        ids, weights = postings.ids, postings.weights
        if among is not None:
            kept = places(ids, among, self._store.size)
            ids, weights = ids[kept], weights[kept]
        return Hits(ids, idf * weights / (weights + self._store.norms(field)[ids]))

    def _merged(self, field: str, prefix: str) -> Postings | None:
        """Return the postings of all words with this beginning as if they were one word, without places."""
        found = self._beginnings.postings(field, prefix)
        if found is None:
            return None
        weights = np.bincount(found.ids, found.weights, self._store.size)
        ids = np.flatnonzero(weights != 0).astype(np.uint32)
        return Postings(ids, weights[ids].astype(np.float32), np.empty(0, np.uint32))

    def _phrase(self, field: str, slots: tuple[Slot, ...]) -> Hits:
        """Return where the slots stand side by side in a field; the score is the sum of the words' scores."""
        found: list[list[Postings]] = []
        for slot in slots:
            found.append(self._postings(field, slot))
            if not found[-1]:
                return NOTHING
        ids = together(found, self._store.size)
        if not len(ids):
            return NOTHING
        scores = np.zeros(self._store.size, np.float32)
        for slot in slots:
            add(scores, self._slot(field, slot, ids), 1.0)
        return Hits(ids, scores[ids])

    def _postings(self, field: str, slot: Slot) -> list[Postings]:
        if slot.prefix:
            found = self._beginnings.postings(field, slot.prefix)
            return [found] if found is not None else []
        return [p for term in slot.terms if (p := self._store.postings(field, term.text)) is not None]

    def _any(self, node: Any) -> Hits:
        if node.one:
            return self._hits.get(node, lambda: self._ways(node))
        mask = np.zeros(self._store.size, np.bool_)
        scores = np.zeros(self._store.size, np.float32)
        for child in node.children:
            hits = self.evaluate(child)
            mask[hits.ids] = True
            scores[hits.ids] += hits.scores
        ids = np.flatnonzero(mask).astype(np.uint32)
        return Hits(ids, scores[ids])

    def _ways(self, node: Any) -> Hits:
        scores = self._best_ways(node)
        for child in node.children:
            if not isinstance(child, Sought):
                hits = self.evaluate(child)
                scores[hits.ids] = np.maximum(scores[hits.ids], hits.scores)
        return scored(scores)

    def _best_ways(self, node: Any) -> NDArray[np.float32]:
        """Return for every document the sum over its fields of the best of the words that say one thing."""
        ways: dict[str, list[tuple[tuple[Slot, ...], float]]] = {}
        for child, boost in zip(node.children, self._boosts(node), strict=True):
            for field, slots in child.fields if isinstance(child, Sought) else ():
                ways.setdefault(field, []).append((slots, TEXT_FIELDS[field].weight * boost))
        scores = np.zeros(self._store.size, np.float32)
        for field, said in ways.items():
            best = np.zeros(self._store.size, np.float32)
            for slots, weight in said:
                found = self._standing(field, slots)
                if isinstance(found, Hits):
                    best[found.ids] = np.maximum(best[found.ids], found.scores * np.float32(weight))
                else:
                    np.maximum(best, found * np.float32(weight), out=best)
            scores += best
        return scores

    def _boosts(self, node: Any) -> list[float]:
        """Return how much each way to say one thing counts: a synonym no more than what was typed for being rarer."""
        often = self._holders(node.children[0])
        boosts = []
        for child in node.children:
            holders = self._holders(child) if often and isinstance(child, Sought) and child.synonym else None
            rarer = self._store.idf(often) / self._store.idf(holders) if often and holders and holders < often else 1.0
            boosts.append(child.boost * rarer if isinstance(child, Sought) else rarer)
        return boosts

    def _holders(self, node: Node) -> int | None:
        """Return in how many documents a single word stands, where it is in most; None for anything else."""
        if not isinstance(node, Sought) or any(len(slots) != 1 for _, slots in node.fields):
            return None
        often = self._store.frequency
        return max(often(field, term.text) for field, slots in node.fields for term in slots[0].terms)

    def _without(self, hits: Hits, node: Without) -> Hits:
        keep = np.ones(self._store.size, np.bool_)
        keep[self.evaluate(node.child).ids] = False
        kept = keep[hits.ids]
        return Hits(hits.ids[kept], hits.scores[kept])

    def _partly_all(self, node: All) -> Partly:
        mask = np.ones(self._store.size, np.bool_)
        scores = np.zeros(self._store.size, np.float32)
        words = np.zeros(self._store.size, np.float32)
        any_word = np.zeros(self._store.size, np.bool_)
        needs_word = True
        meaning = any(map(_has_meaning, node.children))
        for child in node.children:
            part = self.partly(child)
            scores += part.scores
            words += part.words
            if not _may_be_missing(child):
                mask &= part.mask
                needs_word = needs_word and isinstance(child, Without)
            elif _has_meaning(child) or not meaning:
                any_word |= part.mask
        if needs_word:
            mask &= any_word
        return Partly(mask, scores, words)


def _may_be_missing(node: Node) -> bool:
    """Tell whether a record may lack this; of several, whether it may lack all."""
    if isinstance(node, Sought):
        return node.relaxable
    return not isinstance(node, Without) and all(map(_may_be_missing, node.children))


def _has_meaning(node: Node) -> bool:
    """Tell whether having this makes a partial match: it is more than "w" or "jak"."""
    if isinstance(node, Sought):
        return node.words > 0
    return not isinstance(node, Without) and any(map(_has_meaning, node.children))
