"""concordance: keyword in context: every occurrence of a query's words in the practices that it finds."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import accumulate

from bdp.domain.concordance import PER_PAGE, Concordance, Line, Share
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
    for of_one, whole in _read(generation, query, [hit.slug for hit in found.hits]) if query.q else ():
        lines += of_one
        read, complete = read + 1, complete and whole
    if neighbour:
        lines.sort(key=lambda line: _outwards(line, neighbour))
    return Concordance(
        results=_results(library, query, found, generation),
        neighbour=neighbour,
        read=read,
        complete=complete and (read == found.total or not query.q),
        practices=len({line.entry.slug for line in lines}),
        lines=lines,
        years=_by_year([(line.entry.slug, line.year, 1) for line in lines]),
        voivodeships=_by_voivodeship(lines, generation.vocabularies.voivodeships, query.language),
        total=len(lines),
    )


def page(library: Library, query: Query, neighbour: str = "", *, today: date) -> Concordance:
    """Return the concordance of a query with the lines of its page, as ``find`` does with all.

    In the order of the practices the index counts all lines, and only the texts of practices on the page are read.
    """
    generation = library.index.current()
    counting = generation.search.counting(query, today=today) if query.q and not neighbour else None
    if counting is None:
        return find(library, query, neighbour, today=today)
    found = generation.search.find(replace(query, page=1, per_page=1), today=today)
    first, shown = _on_page(counting.lines, query.page)
    lines: list[Line] = []
    complete = True
    for of_one, whole in _read(generation, query, counting.slugs[shown], counting.attached):
        lines += of_one
        complete = complete and whole
    years = generation.catalogue.years()
    vocabulary = generation.vocabularies.voivodeships
    shares = [
        Share(name, vocabulary.label(name, query.language), *numbers) for name, numbers in counting.voivodeships.items()
    ]
    return Concordance(
        results=_results(library, query, found, generation),
        neighbour=neighbour,
        read=found.total,
        complete=complete,
        practices=len(counting.slugs),
        lines=lines,
        years=_by_year([(slug, years.get(slug), n) for slug, n in zip(counting.slugs, counting.lines, strict=True)]),
        voivodeships=_sorted(share for share in shares if share.lines),
        total=sum(counting.lines),
        first=first,
    )


def _on_page(lines: Sequence[int], number: int) -> tuple[int, slice]:
    """Return how many lines there are before the practices with those of a page, and which practices these are."""
    ends = list(accumulate(lines))
    begin = (number - 1) * PER_PAGE
    first, last = bisect_right(ends, begin), bisect_left(ends, begin + PER_PAGE)
    return ends[first - 1] if first else 0, slice(first, last + 1)


def _results(library: Library, query: Query, found: Found, generation: Generation) -> Results:
    """Return what the list would say of the query, without its practices."""
    facets = browse.facets(found, query, generation.vocabularies, library.powiats)
    return Results(query, found.total, (), facets, found.relaxed, found.suggestion, found.notes, found.having)


def _read(
    generation: Generation, query: Query, slugs: Sequence[str], attached: Collection[str] | None = None
) -> Iterator[tuple[list[Line], bool]]:
    """Yield the lines of each practice, and whether all its texts were read, until enough was read.

    ``attached`` are those whose attachments are worth reading; None means all.
    """
    characters = lines = 0
    for entry in generation.catalogue.stream(slugs):
        bodies = (entry.pl, entry.en) if query.language == "en" and entry.en else (entry.pl,)
        characters += sum(len(body.summary_text) + len(body.presentation_text) for body in bodies)
        worth = bool(entry.files) and (attached is None or entry.slug in attached)
        texts = generation.catalogue.texts(entry.slug) if worth else ()
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


def _by_year(counted: Sequence[tuple[str, int | None, int]]) -> tuple[Share, ...]:
    """Count lines, given as slug, year and number, by year, the oldest first, lines without a year last."""
    counts: Counter[int | None] = Counter()
    for _, year, number in counted:
        counts[year] += number
    practices = Counter(year for _, year in {(slug, year) for slug, year, _ in counted})
    known = sorted(year for year in counts if year is not None)
    told = [Share(str(year), str(year), counts[year], practices[year]) for year in known]
    return (*told, *([Share("", "", counts[None], practices[None])] if None in counts else ()))


def _by_voivodeship(lines: Sequence[Line], vocabulary: Vocabulary, language: str) -> tuple[Share, ...]:
    """Count by voivodeship in the order of the alphabet; a practice of several units counts in each of theirs."""
    counts = Counter(name for line in lines for name in line.entry.voivodeships)
    regions = {line.entry.slug: line.entry.voivodeships for line in lines}
    practices = Counter(name for names in regions.values() for name in names)
    shares = [Share(name, vocabulary.label(name, language), counts[name], practices[name]) for name in counts]
    return _sorted(shares)


def _sorted(shares: Iterable[Share]) -> tuple[Share, ...]:
    return tuple(sorted(shares, key=lambda share: sort_key(share.label)))
