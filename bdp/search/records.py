"""records: slugs, facet values, sort orders and filters of all documents as arrays."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bdp.domain.query import FACETS, HAS, Query
from bdp.search import columns
from bdp.search.columns import MISSING
from bdp.search.ranking import Ranking
from bdp.search.schema import FACET, SLUG
from bdp.search.store import Store

LIKENESS = {"theme": 3, "form": 2, "unit_type": 1, "size": 1, "voivodeship": 1}  # what a shared value says
NUMBERS_KEPT = 2_000
ALIKE_BY = ("theme", "form")

POWIAT = "powiat"

Mask = NDArray[np.bool_]


class Records:
    """What is known of each document beside its words. Immutable; arrays must not be changed."""

    def __init__(self, store: Store) -> None:
        """Read what is kept of every document."""
        self._store = store
        self.slugs: list[str] = [slug.decode() for flat in store.flats for slug in flat.texts("slug")]
        self._numbers: dict[str, int] = {}  # of documents that were found
        self._days, self._population = self._column("changed"), self._column("population")
        self._started, self._ended = self._column("started"), self._column("ended")
        self._contact = self._column("contact")
        self._has = {name: self._column(name).astype(np.bool_) for name in columns.TRUTHS}
        self.by_slug = columns.ranks(store.flats, "slug")
        self._orders = {("newest", language): _falling(self._days, self.by_slug) for language in columns.LANGUAGES}
        for language in columns.LANGUAGES:
            self._orders["population", language] = _falling(self._population, self.by_slug)
            titles = columns.ranks(store.flats, f"title_{language}")
            self._orders["title", language] = _combined(titles, self.by_slug)
        self._read_facets(store)
        self._read_powiats(store)

    def named(self, documents: Sequence[int]) -> list[str]:
        """Return the slugs of documents, and remember which is which: what was found is mostly looked at next."""
        found = [self.slugs[number] for number in documents]
        if len(self._numbers) > NUMBERS_KEPT:
            self._numbers.clear()
        self._numbers.update(zip(found, documents, strict=True))
        return found

    def document(self, slug: str) -> int | None:
        """Return the number of a record's document, None where there is none."""
        known = self._numbers.get(slug)
        return self._looked_up(slug) if known is None else known

    def _looked_up(self, slug: str) -> int | None:
        postings = self._store.postings(SLUG, slug)
        live = [number for number in postings.ids.tolist() if self._store.live[number]] if postings else []
        return live[0] if live else None

    def labels(self, slug: str) -> dict[str, tuple[str, ...]]:
        """Return the labels of a record by language; none for one that is not there."""
        number = self.document(slug)
        if number is None:
            return {}
        segment = bisect_right(self._store.offsets, number) - 1
        return columns.labels(self._store.flats[segment], number - self._store.offsets[segment])

    def similar(self, slug: str, limit: int) -> list[tuple[int, tuple[str, ...]]]:
        """Return the documents most like a record's, each with the facets of which they share values.

        A document that shares neither a theme nor a form is not like it.
        """
        number = self.document(slug)
        if number is None:
            return []
        mine = [(facet, self._rows[row]) for (facet, _), row in self._row_of.items() if self._rows[row][number]]
        weights = np.zeros(self._store.size, np.int16)
        alike = np.zeros(self._store.size, np.bool_)
        for facet, row in mine:
            weights += row * np.int16(LIKENESS[facet])
            if facet in ALIKE_BY:
                alike |= row
        alike[number] = False
        ids = np.flatnonzero(alike & self._store.live)
        best = Ranking(ids, -weights[ids], self.by_slug[ids]).first(limit)
        return [(other, tuple(dict.fromkeys(facet for facet, row in mine if row[other]))) for other in best]

    def order(self, sort: str, language: str) -> NDArray[np.uint32]:
        """Return the place of each document in this order (newest, title, population), smallest first."""
        return self._orders[sort, language]

    def facet(self, facet: str, values: tuple[str, ...]) -> Mask:
        """Return the documents that have any of these values of a facet, or are of any of these powiats."""
        mask = np.zeros(self._store.size, np.bool_)
        if facet == POWIAT:
            wanted = [place for place, code in enumerate(self._powiats) if code in values]
            mask[self._settled[np.isin(self._where, wanted)]] = True
            return mask
        for value in values:
            row = self._row_of.get((facet, value))
            if row is not None:
                mask |= self._rows[row]
        return mask

    def values(self, facet: str) -> list[str]:
        """Return the values of a facet that some document has."""
        return self._planes[facet][0]

    def plain_filters(self, query: Query, today: date) -> Mask | None:
        """Return the documents that ``has``, ``from`` and ``to`` let through, None where all."""
        masks = [self._having(name, today) for name in query.has]
        if query.from_year is not None or query.to_year is not None:
            masks.append(self._overlapping(query.from_year, query.to_year, today.year))
        return every(*masks) if masks else None

    def counts(self, mask: Mask, facets: tuple[str, ...] = FACETS) -> dict[str, dict[str, int]]:
        """Count the documents of a mask for every value of these facets, zeros left out."""
        packed = _packed(mask[np.newaxis])
        found: dict[str, dict[str, int]] = {}
        for facet in facets:
            if facet == POWIAT:
                found[facet] = self._by_powiat(mask)
                continue
            values, planes = self._planes[facet]
            numbers = np.bitwise_count(planes & packed).sum(axis=1, dtype=np.int64).tolist()
            found[facet] = {value: n for value, n in zip(values, numbers, strict=True) if n}
        return found

    def _by_powiat(self, mask: Mask) -> dict[str, int]:
        numbers = np.bincount(self._where[mask[self._settled]], minlength=len(self._powiats)).tolist()
        return {code: number for code, number in zip(self._powiats, numbers, strict=True) if number}

    def having(self, mask: Mask, today: date) -> dict[str, int]:
        """Count the documents of a mask that each value of ``has`` lets through."""
        return {name: int(np.count_nonzero(mask & self._having(name, today))) for name in HAS}

    def crossed(self, mask: Mask, one: str, other: str) -> dict[str, dict[str, int]]:
        """Count the documents of a mask for every pair of values of two facets, zeros left out."""
        found = {
            value: self.counts(mask & self.facet(other, (value,)), (one,))[one] for value in self._planes[other][0]
        }
        pairs = {
            name: {v: counts[name] for v, counts in found.items() if name in counts} for name in self._planes[one][0]
        }
        return {name: counts for name, counts in pairs.items() if counts}

    def years(self, mask: Mask, this_year: int) -> dict[int, int]:
        """Count the documents of a mask that ran in each year, from the first in which one started to this one."""
        dated = np.flatnonzero(mask & (self._started != MISSING))
        if not len(dated):
            return {}
        started, ended = self._started[dated], self._until(this_year)[dated]
        first, last = int(started.min()), max(this_year, int(started.max()))
        steps = np.zeros(last - first + 2, np.int64)
        np.add.at(steps, started - first, 1)
        np.add.at(steps, np.minimum(ended, last) - first + 1, -1)
        return dict(zip(range(first, last + 1), np.cumsum(steps)[:-1].tolist(), strict=True))

    def undated(self, mask: Mask) -> int:
        """Count the documents of a mask without a year in which they started."""
        return int((mask & (self._started == MISSING)).sum())

    def _until(self, this_year: int) -> NDArray[np.int64]:
        """Return the last year of each document; one that runs ends today."""
        return np.where(self._ended == MISSING, np.maximum(self._started, this_year), self._ended)

    def _column(self, name: str) -> NDArray[np.int64]:
        found = [flat.arrays[name] for flat in self._store.flats]
        return np.concatenate([np.empty(0, np.int64), *found]).astype(np.int64)

    def _having(self, name: str, today: date) -> Mask:
        return self._contact >= today.toordinal() if name == "contact" else self._has[name]

    def _overlapping(self, first: int | None, last: int | None, this_year: int) -> Mask:
        """Return the practices whose span meets these years; without ``started`` none."""
        mask: Mask = self._started != MISSING
        ended = self._until(this_year)
        if first is not None:
            mask = mask & (ended >= first)
        if last is not None:
            mask = mask & (self._started <= last)
        return mask

    def _read_facets(self, store: Store) -> None:
        by_facet: dict[str, list[str]] = {facet: [] for facet in FACETS}
        for term in store.facet_terms():
            facet, _, value = term.partition("=")
            by_facet[facet].append(value)
        self._rows: list[Mask] = []
        self._row_of: dict[tuple[str, str], int] = {}
        self._planes: dict[str, tuple[list[str], NDArray[np.uint64]]] = {}
        for facet, values in by_facet.items():
            rows = np.zeros((len(values), store.size), np.bool_)
            for number, value in enumerate(values):
                postings = store.postings(FACET, f"{facet}={value}")
                if postings is not None:
                    rows[number, postings.ids] = True
                self._row_of[facet, value] = len(self._rows)
                self._rows.append(rows[number])
            self._planes[facet] = values, _packed(rows)

    def _read_powiats(self, store: Store) -> None:
        """Read which document is of which powiat: of hundreds of them rows of bits would be mostly empty."""
        terms = store.terms(FACET, f"{POWIAT}=")
        found = [(place, p.ids) for place, term in enumerate(terms) if (p := store.postings(FACET, term)) is not None]
        self._powiats = [term.partition("=")[2] for term in terms]
        self._settled = np.concatenate([np.empty(0, np.int64), *(ids.astype(np.int64) for _, ids in found)])
        self._where = np.repeat(
            np.array([place for place, _ in found], np.int64), np.array([len(ids) for _, ids in found], np.int64)
        )


def every(first: Mask, *others: Mask) -> Mask:
    """Return the documents that are in all masks."""
    for other in others:
        first = first & other
    return first


def _combined(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return places by the first key and, among equal ones, by the second."""
    places = np.empty(len(first), np.uint32)
    places[np.lexsort((second, first))] = np.arange(len(first), dtype=np.uint32)
    return places


def _falling(values: NDArray[np.int64], by_slug: NDArray[np.int64]) -> NDArray[np.uint32]:
    """Return places with the largest value first and missing ones (-1) last."""
    return _combined(-values, by_slug)


def _packed(rows: Mask) -> NDArray[np.uint64]:
    """Return each row as a bit set of 64-bit words."""
    width = max(1, -(-rows.shape[1] // 64)) * 64
    padded = np.zeros((rows.shape[0], width), np.bool_)
    padded[:, : rows.shape[1]] = rows
    return np.packbits(padded, axis=1).view(np.uint64)
