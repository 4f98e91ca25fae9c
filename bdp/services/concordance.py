"""concordance: keyword in context: every occurrence of a query's words in the practices that it finds."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from bdp.domain.concordance import Concordance, Line, Share
from bdp.domain.polish import sort_key
from bdp.domain.query import Query
from bdp.domain.results import Found, Results
from bdp.domain.vocabulary import Vocabulary
from bdp.index.reading import Generation
from bdp.library import Library
from bdp.services import browse

# What is read for one answer, about a second of work. A base of some hundred practices is far below.
CHARACTERS_MAX, LINES_MAX, PRACTICES_MAX = 3_000_000, 12_000, 2_000
_SORTED_BY = 3  # words from the found one outwards
_WORD = re.compile(r"[^\W_]+")
_Ranks = tuple[tuple[str, int], ...]


def find(library: Library, query: Query, neighbour: str = "", *, today: date) -> Concordance:
    """Return the concordance of a query with all its lines; the words are looked for in the order of the list.

    ``neighbour`` ("left", "right") sorts the lines by the words on that side in the Polish alphabet. A query that
    finds more text than the limits is answered from its first practices: ``read`` says from how many.
    """
    generation = library.index.current()
    found = generation.search.find(replace(query, page=1, per_page=PRACTICES_MAX), today=today)
    lines: list[Line] = []
    read, complete = 0, True
    for of_one, whole in _read(generation, query, found) if query.q else ():
        lines += of_one
        read, complete = read + 1, complete and whole
    if neighbour:
        lines.sort(key=lambda line: _outwards(line, neighbour))
    return Concordance(
        results=_results(query, found, generation),
        neighbour=neighbour,
        read=read,
        complete=complete and (read == found.total or not query.q),
        practices=len({line.entry.slug for line in lines}),
        lines=lines,
        years=_by_year(lines),
        voivodeships=_by_voivodeship(lines, generation.vocabularies.voivodeships, query.language),
    )


def _results(query: Query, found: Found, generation: Generation) -> Results:
    """Return what the list would say of the query, without its practices."""
    facets = browse.facets(found, query, generation.vocabularies)
    return Results(query, found.total, (), facets, found.relaxed, found.suggestion, found.notes, found.having)


def _read(generation: Generation, query: Query, found: Found) -> Iterator[tuple[list[Line], bool]]:
    """Yield the lines of each practice, and whether all its texts were read, until enough was read."""
    characters = lines = 0
    for entry in generation.catalogue.stream(hit.slug for hit in found.hits):
        bodies = (entry.pl, entry.en) if query.language == "en" and entry.en else (entry.pl,)
        characters += sum(len(body.summary_text) + len(body.presentation_text) for body in bodies)
        texts = generation.catalogue.texts(entry.slug) if entry.files else ()
        pages = []
        for page in texts:
            if characters > CHARACTERS_MAX:
                break
            characters += len(page.text)
            pages.append(page)
        of_one = [Line(entry, occurrence) for occurrence in generation.search.occurrences(query, entry, pages)]
        lines += len(of_one)
        yield of_one, len(pages) == len(texts)
        if characters > CHARACTERS_MAX or lines > LINES_MAX:
            return


def _outwards(line: Line, neighbour: str) -> tuple[_Ranks, ...]:
    """Return the words next to the found one as they are sorted, the nearest first."""
    if neighbour == "left":
        words: Sequence[str] = _WORD.findall(line.occurrence.left)[: -_SORTED_BY - 1 : -1]
    else:
        words = _WORD.findall(line.occurrence.right)[:_SORTED_BY]
    return tuple(map(_ranks, words))


@lru_cache(maxsize=50_000)
def _ranks(word: str) -> _Ranks:
    """Return the place of a word in the alphabet; capitals do not count."""
    return sort_key(word)[0]


def _by_year(lines: Sequence[Line]) -> tuple[Share, ...]:
    """Count by year, the oldest first, lines without a year last."""
    counts = Counter(line.year for line in lines)
    practices = Counter(year for _, year in {(line.entry.slug, line.year) for line in lines})
    known = sorted(year for year in counts if year is not None)
    told = [Share(str(year), str(year), counts[year], practices[year]) for year in known]
    return (*told, *([Share("", "", counts[None], practices[None])] if None in counts else ()))


def _by_voivodeship(lines: Sequence[Line], vocabulary: Vocabulary, language: str) -> tuple[Share, ...]:
    """Count by voivodeship in the order of the alphabet; a practice of several units counts in each of theirs."""
    counts = Counter(name for line in lines for name in line.entry.voivodeships)
    regions = {line.entry.slug: line.entry.voivodeships for line in lines}
    practices = Counter(name for names in regions.values() for name in names)
    shares = [Share(name, vocabulary.label(name, language), counts[name], practices[name]) for name in counts]
    return tuple(sorted(shares, key=lambda share: sort_key(share.label)))
