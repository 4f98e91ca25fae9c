"""reader: which practices match a query, in what order, with which counts, and where each matched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bdp.domain.concordance import Counting, Occurrence
from bdp.domain.entry import Entry, PageText
from bdp.domain.figures import Tally
from bdp.domain.query import NARROWING, Query
from bdp.domain.results import Explained, Found, Hit, Match, Neighbours
from bdp.domain.vocabulary import Vocabulary
from bdp.search import counting, documents, marking
from bdp.search.beginnings import Beginnings
from bdp.search.evaluate import Evaluator
from bdp.search.explaining import Explainer, Texts
from bdp.search.locating import Locator
from bdp.search.marking import Marking
from bdp.search.marks import Marker
from bdp.search.occurrences import occurrences
from bdp.search.plan import Node, Plan, Sought
from bdp.search.planner import Planner
from bdp.search.ranking import Ranking
from bdp.search.records import Mask, Records, every
from bdp.search.store import Cache, Store
from bdp.search.suggest import Suggester
from bdp.search.synonyms import groups_of
from bdp.search.typeahead import Typeahead

PREFIX_LIMITED = "prefix_limited"  # a note: word* stands for more words than are searched
HITS_KEPT = 20_000  # about five hundred answers of a page
MARKERS_KEPT = 20
TEXTS_BYTES = 2 * 1024 * 1024  # who narrows or pages a list asks for the same words again
_PER_WORD = 1e6  # far above any score: the number of words counts first in a relaxed search


@dataclass(frozen=True, slots=True)
class _Text:
    """The documents that the words find, before any filter; ``scores`` is None without words."""

    mask: Mask
    scores: NDArray[np.float32] | None
    relaxed: bool = False
    keys: NDArray[np.float64] | None = None  # what relevance sorts by, where it is not the score

    @property
    def size(self) -> int:
        """Bytes of memory."""
        return self.mask.nbytes + sum(each.nbytes for each in (self.scores, self.keys) if each is not None)


class SearchReader:
    """One generation of the search index. Many threads may use one reader at once."""

    def __init__(self, folder: Path, synonyms: Vocabulary) -> None:
        """Open the index in a folder that only we write to. Raises OSError and Whoosh's errors if it is damaged."""
        self._store = Store(folder)
        groups = groups_of(synonyms)
        self._records = Records(self._store)
        self._planner = Planner(self._store, groups)
        beginnings = Beginnings(self._store)
        self._evaluator = Evaluator(self._store, beginnings)
        self._explainer = Explainer(self._store, self._records, Locator(self._store, beginnings))
        self._typeahead = Typeahead(self._store, self._records)
        self._suggester = Suggester(self._store, groups)
        self._answers: Cache[Found] = Cache(HITS_KEPT, lambda found: 20 + len(found.hits))
        self._texts: Cache[_Text] = Cache(TEXTS_BYTES, lambda text: text.size)
        self._markers: Cache[Marker] = Cache(MARKERS_KEPT, lambda _: 1)

    @property
    def count(self) -> int:
        """Number of records."""
        return int(self._store.live.sum())

    def close(self) -> None:
        """Release the files; finds that are under way must have ended."""
        self._store.close()

    def find(self, query: Query, *, today: date, everything: bool = False) -> Found:
        """Return the page asked for, or with ``everything`` all hits in order, and the counts.

        Notes are ids from ``grammar.NOTES`` or PREFIX_LIMITED. A text that no record has in full is relaxed before the
        filters, so that the counts of facets stay true to what a click finds.
        """
        query = replace(query, compared=())
        if everything:
            return self._found(query, today, everything=True)
        return self._answers.get((query, today), lambda: self._found(query, today, everything=False))

    def slugs(self, query: Query, *, today: date) -> list[str]:
        """Return the slugs of all hits in their order: no more objects than that, for those who ask for thousands."""
        _, text = self._asked(query)
        mask, chosen = self._filtered(query, text, today)
        ids = np.flatnonzero(every(mask, *chosen.values()))
        slugs = self._records.slugs
        return [slugs[number] for number in self._ranking(query, text, ids).first(len(ids))]

    def neighbours(self, query: Query, slug: str, *, today: date) -> Neighbours | None:
        """Return where a record stands in the whole list of a query, None where it is not on it."""
        document = self._records.document(slug)
        if document is None:
            return None
        _, text = self._asked(query)
        mask, chosen = self._filtered(query, text, today)
        ids = np.flatnonzero(every(mask, *chosen.values()))
        place = self._ranking(query, text, ids).beside(document)
        if place is None:
            return None
        previous, following = (None if n is None else self._records.slugs[n] for n in (place.previous, place.following))
        return Neighbours(place.before + 1, len(ids), previous, following)

    def tally(self, query: Query, *, today: date) -> Tally:
        """Count what the statistics of a query show; see ``Tally``."""
        _, text = self._asked(query)
        mask, chosen = self._filtered(query, text, today)
        full = every(mask, *chosen.values())
        beside = [each for facet, each in chosen.items() if facet not in ("theme", "voivodeship")]
        ageless, _ = self._filtered(replace(query, from_year=None, to_year=None), text, today)
        ageless = every(ageless, *chosen.values())
        return Tally(
            counts=self._counts(mask, full, chosen),
            crossed=self._records.crossed(every(mask, *beside), "theme", "voivodeship"),
            years=self._records.years(ageless, today.year),
            undated=self._records.undated(ageless),
        )

    def similar(self, slug: str, limit: int) -> list[tuple[str, tuple[str, ...]]]:
        """Return the slugs of the records most like one, by themes and forms first, each with the facets shared."""
        return [(self._records.slugs[number], facets) for number, facets in self._records.similar(slug, limit)]

    def matches(self, query: Query, entry: Entry, texts: Sequence[PageText]) -> tuple[Match, ...]:
        """Return where a hit has the words of the query: title, summary, presentation, metadata, then attachments."""
        return self.explained(query, entry, texts).matches

    def explained(self, query: Query, entry: Entry, texts: Sequence[PageText]) -> Explained:
        """Return where a hit has the words of the query, and which words answer which."""
        return self.all_explained(query, (entry,), lambda _: texts)[0]

    def all_explained(self, query: Query, entries: Sequence[Entry], texts: Texts) -> list[Explained]:
        """Do as ``explained`` for several hits at once; ``texts`` are asked for by slug where words are in them."""
        return self._explainer.explained(self._marker(query), entries, texts, query.language)

    def occurrences(self, query: Query, entry: Entry, texts: Sequence[PageText]) -> Iterator[Occurrence]:
        """Yield every place of a record where the words of the query stand, in the order of its texts."""
        return occurrences(self._marker(query), self._fields(entry, texts))

    def counting(self, query: Query, *, today: date) -> Counting | None:
        """Return how often the words of a query stand in all records that it finds, in the order of the list.

        None where the index cannot tell, because the query has beginnings of words.
        """
        _, text = self._asked(query)
        mask, chosen = self._filtered(query, text, today)
        full = every(mask, *chosen.values())
        counts = counting.by_field(self._store, self._marker(query).targets)
        if counts is None:
            return None
        often = np.sum([np.zeros(self._store.size, np.int64), *counts.values()], axis=0) * full
        ids = np.flatnonzero(often)
        ordered = self._ranking(query, text, ids).first(len(ids))
        slugs = self._records.slugs
        attached = np.flatnonzero(counts["attachments"] * full) if "attachments" in counts else ()
        return Counting(
            [slugs[number] for number in ordered],
            often[ordered].tolist(),
            frozenset(slugs[number] for number in attached),
            {value: self._shared(often, "voivodeship", value) for value in self._records.values("voivodeship")},
        )

    def _shared(self, often: NDArray[np.int64], facet: str, value: str) -> tuple[int, int]:
        having = often[self._records.facet(facet, (value,))]
        return int(having.sum()), int(np.count_nonzero(having))

    def titles(self, beginnings: Sequence[str], language: str, limit: int) -> list[str]:
        """Return the slugs of records whose titles have words that begin so; see ``Typeahead``."""
        return self._typeahead.titles(beginnings, language, limit)

    def words(self, beginning: str, language: str, limit: int, before: str = "") -> list[str]:
        """Return the most used words of the texts that begin so, as a dictionary has them; see ``Typeahead``.

        With words ``before`` them only the records are counted that have these.
        """
        plan = self._planner.plan(before, language)
        return self._typeahead.words(beginning, language, limit, self._text(plan).mask if plan.node else None)

    def mark_text(self, query: Query, field: str, content: str) -> Marking:
        """Return a plain text of a field as HTML, escaped, with the words of the query marked."""
        return marking.plain(self._marker(query), field, content)

    def mark_html(self, query: Query, field: str, content: str) -> Marking:
        """Return safe HTML of a field with the words of the query marked in its texts and nothing else changed."""
        return marking.markup(self._marker(query), field, content)

    def _marker(self, query: Query) -> Marker:
        """Return what finds the words of a query in texts; it finds nothing where the query has no word."""
        return self._markers.get((query.q, query.language), lambda: Marker(self._in_force(query)))

    def _in_force(self, query: Query) -> Node | None:
        """Return what the records of a query are found by: its words, or where no record has all of them, some."""
        plan, text = self._asked(query)
        if plan is None:
            return None
        return self._planner.loosened(plan) if text.relaxed else plan.node

    def _fields(self, entry: Entry, texts: Sequence[PageText]) -> documents.Fields:
        return documents.fields(entry, texts, self._records.labels(entry.slug))

    def _found(self, query: Query, today: date, *, everything: bool) -> Found:
        plan, text = self._asked(query)
        mask, chosen = self._filtered(query, text, today)
        full = every(mask, *chosen.values())
        ids = np.flatnonzero(full)
        first = 0 if everything else (query.page - 1) * query.per_page
        last = len(ids) if everything else min(len(ids), first + query.per_page)
        ordered = self._ranking(query, text, ids).first(last)[first:]
        scores = [None] * len(ordered) if text.scores is None else text.scores[ordered].tolist()
        slugs = [self._records.slugs[n] for n in ordered] if everything else self._records.named(ordered)
        return Found(
            total=len(ids),
            hits=tuple(Hit(slug, score) for slug, score in zip(slugs, scores, strict=True)),
            counts=self._counts(mask, full, chosen),
            relaxed=text.relaxed and len(ids) > 0,
            suggestion=self._suggester.suggestion(plan, query.language) if plan else None,
            notes=self._notes(plan),
            having=self._records.having(full, today),
        )

    def _asked(self, query: Query) -> tuple[Plan | None, _Text]:
        plan = self._planner.plan(query.q, query.language) if query.q else None
        return plan, self._texts.get((query.q, query.language), lambda: self._text(plan))

    def _filtered(self, query: Query, text: _Text, today: date) -> tuple[Mask, dict[str, Mask]]:
        """Return what the words and the plain filters let through, and what each facet with a choice does."""
        plain = self._records.plain_filters(query, today)
        chosen = {facet: self._records.facet(facet, values) for facet in NARROWING if (values := query.chosen(facet))}
        return text.mask if plain is None else text.mask & plain, chosen

    def _text(self, plan: Plan | None) -> _Text:
        if plan is None:
            return _Text(self._store.live, None)
        scores = np.zeros(self._store.size, np.float32)
        if plan.node is None:
            return _Text(self._store.live, scores)
        hits = self._evaluator.evaluate(plan.node)
        mask = np.zeros(self._store.size, np.bool_)
        mask[hits.ids] = True
        mask &= self._store.live
        if mask.any() or not _several(plan.node):
            scores[hits.ids] = hits.scores
            return _Text(mask, scores)
        part = self._evaluator.partly(self._planner.loosened(plan) or plan.node)
        keys = part.words.astype(np.float64) * _PER_WORD + part.scores
        return _Text(part.mask & self._store.live, part.scores, relaxed=True, keys=keys)

    def _ranking(self, query: Query, text: _Text, ids: NDArray[np.intp]) -> Ranking:
        """Return documents with what they are sorted by."""
        order = query.order
        if order == "relevance" and text.scores is not None:
            keys = text.scores if text.keys is None else text.keys
            return Ranking(ids, -keys[ids], self._records.by_slug[ids])
        ranks = self._records.order("newest" if order == "relevance" else order, query.language)[ids]
        return Ranking(ids, ranks, ranks)

    def _counts(self, mask: Mask, full: Mask, chosen: dict[str, Mask]) -> dict[str, dict[str, int]]:
        """Count each facet, and the powiats, under the choices in the others."""
        counts = self._records.counts(full, tuple(facet for facet in NARROWING if facet not in chosen))
        for facet in chosen:
            others = [m for name, m in chosen.items() if name != facet]
            counts |= self._records.counts(every(mask, *others), (facet,))
        return {facet: counts[facet] for facet in NARROWING}

    def _notes(self, plan: Plan | None) -> tuple[str, ...]:
        if plan is None:
            return ()
        limited = any(map(self._evaluator.limited, _all_sought(plan.node)))
        return (*plan.notes, PREFIX_LIMITED) if limited else plan.notes


def _several(node: Node) -> bool:
    """Tell whether there is anything to relax: more than one thing to have."""
    return not isinstance(node, Sought)


def _all_sought(node: Node | None) -> list[Sought]:
    if node is None:
        return []
    if isinstance(node, Sought):
        return [node]
    children = getattr(node, "children", None) or (node.child,)  # type: ignore[union-attr]
    return [sought for child in children for sought in _all_sought(child)]
