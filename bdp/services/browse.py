"""browse: finding and showing practices, the path that every reader's page and every data format takes."""

from dataclasses import dataclass, replace
from datetime import date

from bdp.domain.entry import SIZE_BOUNDS, Entry, Outline, facet_values
from bdp.domain.errors import Gone, Moved, NotBuilt, NotFound
from bdp.domain.practice import Practice, Status
from bdp.domain.query import FACETS, Query
from bdp.domain.results import Explained, FacetValue, Found, Neighbours, Result, Results
from bdp.domain.vocabulary import Vocabularies, Vocabulary
from bdp.index.reading import Generation
from bdp.library import Library
from bdp.services import straight

_KNOWN_TO_READERS = (Status.PUBLISHED, Status.WITHDRAWN)
NBSP = "\N{NO-BREAK SPACE}"
SIZE_LABELS = {
    "0-5000": ("poniżej 5000", "under 5,000"),
    "5000-20000": (f"5000–20{NBSP}000", "5,000–20,000"),
    "20000-50000": (f"20{NBSP}000–50{NBSP}000", "20,000–50,000"),
    "50000-100000": (f"50{NBSP}000–100{NBSP}000", "50,000–100,000"),
    "100000-": (f"100{NBSP}000 i więcej", "100,000 and more"),
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much is in the base: published practices, units that have or share one, voivodeships, attachments."""

    practices: int
    units: int
    voivodeships: int
    attachments: int


@dataclass(frozen=True, slots=True)
class Similar:
    """A practice like the one read: chosen by an editor, or by what both have.

    ``shared`` names the facets, "department" where the themes are different ones of the same department.
    """

    entry: Outline
    chosen: bool
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rescue:
    """What a list without results would have if one choice were dropped; ``value`` is None for a single-valued one.

    The name "filters" stands for all of them together.
    """

    name: str
    value: str | None
    total: int


def find(library: Library, query: Query, *, today: date, everything: bool = False) -> Results:
    """Return the page of the list that a query asks for, all matches on it for ``everything``.

    Facets list every value of their vocabulary in its order. Matches are looked up for words only, and not for
    ``everything``, which is what exports and the map ask.
    """
    generation = library.index.current()
    found = generation.search.find(query, today=today, everything=everything)
    entries = generation.catalogue.entries([hit.slug for hit in found.hits])
    reasons = [Explained()] * len(entries)
    if query.q and not everything:
        reasons = generation.search.all_explained(query, tuple(entries.values()), generation.catalogue.texts)
    scores = {hit.slug: hit.score for hit in found.hits}
    results = [
        Result(entry, scores[slug], why.matches, why.reasons)
        for (slug, entry), why in zip(entries.items(), reasons, strict=True)
    ]
    return Results(
        query=query,
        total=found.total,
        practices=tuple(results),
        facets=facets(found, query, generation.vocabularies, library.powiats),
        relaxed=found.relaxed,
        suggestion=found.suggestion,
        notes=found.notes,
        having=found.having,
    )


def facets(
    found: Found, query: Query, vocabularies: Vocabularies, powiats: Vocabulary
) -> dict[str, tuple[FacetValue, ...]]:
    """Return every value of every facet with its label and count, zeros included, in the order of the vocabulary.

    Under "powiat" stand the chosen powiats and those with practices in the voivodeships that are chosen.
    """
    terms: dict[str, list[tuple[str, str, str]]] = {
        "voivodeship": [(t.id, t.label(query.language), "") for t in vocabularies.voivodeships],
        "unit_type": [(t.id, t.label(query.language), "") for t in vocabularies.unit_types],
        "theme": [(t.id, t.label(query.language), t.parent) for t in vocabularies.themes],
        "form": [(t.id, t.label(query.language), "") for t in vocabularies.forms],
        "size": [(name, size_label(name, query.language), "") for name, _, _ in SIZE_BOUNDS],
    }
    near = tuple(t.teryt for t in vocabularies.voivodeships if t.teryt and t.id in query.voivodeship)
    there = (code for code in found.counts.get("powiat", {}) if near and code.startswith(near))
    terms["powiat"] = [
        (code, powiats.label(code, query.language), "") for code in sorted({*there, *query.powiat} & {*powiats.ids})
    ]
    return {
        facet: tuple(
            FacetValue(value, label, found.counts.get(facet, {}).get(value, 0), value in query.chosen(facet), parent)
            for value, label, parent in values
        )
        for facet, values in terms.items()
    }


def size_label(band: str, language: str) -> str:
    """Return how a population band is called in a language."""
    return SIZE_LABELS[band][1 if language == "en" else 0]


def rescues(library: Library, query: Query, *, today: date) -> tuple[Rescue, ...]:
    """Return the single choices whose removal would bring results back, the most fruitful first; else all filters."""
    search = library.index.current().search
    choices: list[tuple[str, str | None]] = [*query.choices]
    choices += [("has", value) for value in query.has]
    choices += [(name, None) for name in ("from_year", "to_year") if getattr(query, name) is not None]
    choices += [("q", None)] if query.q and choices else []
    tried = [Rescue(n, v, search.find(replace(query.without(n, v), per_page=1), today=today).total) for n, v in choices]
    fruitful = sorted((rescue for rescue in tried if rescue.total), key=lambda rescue: -rescue.total)
    if fruitful or not query.q:
        return tuple(fruitful)
    bare = search.find(Query(q=query.q, language=query.language, per_page=1), today=today).total
    return (Rescue("filters", None, bare),) if bare else ()


def show(library: Library, slug: str) -> Entry:
    """Return a published practice. Raises NotFound, Gone with the reason, or Moved with the slug of today.

    As long as no index can be opened it is read straight from its files, which cannot tell all; NotBuilt then.
    """
    try:
        generation = library.index.current()
    except NotBuilt:
        return _for_readers(straight.entry(library, slug))
    return shown_of(generation, slug)


def shown_of(generation: Generation, slug: str) -> Entry:
    """Return a published practice of one generation; raises as ``show``."""
    entry = generation.catalogue.entry(slug)
    if entry is None:
        moved = generation.catalogue.by_alias(slug)
        there = generation.catalogue.entry(moved) if moved is not None else None
        if there is None or there.practice.status not in _KNOWN_TO_READERS:
            raise NotFound(slug)
        raise Moved(there.slug)
    return _for_readers(entry)


def _for_readers(entry: Entry) -> Entry:
    if entry.practice.status is Status.WITHDRAWN:
        raise Gone(entry.practice.withdrawn_reason)
    if not entry.practice.public:
        raise NotFound(entry.slug)
    return entry


def neighbours(library: Library, query: Query, slug: str, *, today: date) -> Neighbours | None:
    """Return the neighbours of a practice in the reader's own list, None where it is not on it or there is no index."""
    try:
        return library.index.current().search.neighbours(query, slug, today=today)
    except NotBuilt:
        return None


def similar(library: Library, entry: Entry, limit: int = 4) -> tuple[Similar, ...]:
    """Return practices like this one: those that an editor chose, then those that share most themes and forms.

    None as long as no index can be opened.
    """
    try:
        generation = library.index.current()
    except NotBuilt:
        return ()
    chosen = [slug for slug in entry.practice.related if slug != entry.slug]
    alike = [slug for slug, _ in generation.search.similar(entry.slug, limit + len(chosen))]
    found = generation.catalogue.outlines([*chosen, *(slug for slug in alike if slug not in chosen)])
    public = [other for other in found if other.practice.public][:limit]
    return tuple(Similar(e, e.slug in chosen, _shared(entry, e, generation.vocabularies)) for e in public)


def _shared(entry: Entry, other: Outline, vocabularies: Vocabularies) -> tuple[str, ...]:
    """Return the facets in which two practices have a value in common; themes of one department are no one theme."""
    mine, theirs = facet_values(entry, vocabularies), facet_values(other, vocabularies)
    found = tuple(facet for facet in FACETS if set(mine[facet]) & set(theirs[facet]))
    if set(entry.practice.themes) & set(other.practice.themes):
        return found
    return tuple("department" if facet == "theme" else facet for facet in found)


def numbers(results: Results, library: Library) -> Numbers:
    """Count what is in the base; ``results`` are those of a query without choices."""
    units, files = library.index.current().catalogue.totals()
    regions = sum(value.count > 0 for value in results.facets["voivodeship"])
    return Numbers(practices=results.total, units=units, voivodeships=regions, attachments=files)


def published(library: Library, today: date) -> tuple[Practice, ...]:
    """Return all published practices, the newest first, for the site map."""
    generation = library.index.current()
    hits = generation.search.find(Query(), today=today, everything=True).hits
    return tuple(entry.practice for entry in generation.catalogue.stream(hit.slug for hit in hits))
