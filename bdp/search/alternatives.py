"""alternatives: other ways to say what stands side by side in a query: synonyms, days, places, parts of compounds."""

from collections.abc import Sequence
from dataclasses import replace

from bdp.search import analysis, dates, synonyms, text
from bdp.search.analysis import ACRONYM, Term
from bdp.search.plan import All, Any, Node, Slot, Sought, SoughtFields, joined
from bdp.search.schema import AREA, TEXT_FIELDS, searched
from bdp.search.synonyms import Member, Synonyms, query_terms

LONGEST = 16  # words that are said together
SYNONYM_BOOST = 0.8
AKIN_BOOST = 0.4  # GOPS for MOPS: each has a name of its own, and both are kinds of one thing
NAME_BOOST = 3.0  # to have the name of a thing is more than to have the words of it somewhere
PLACE_BOOST = 8.0  # to lie there is more than to have both words somewhere
PART_MIN = 3  # letters of a part of a compound that may stand apart from the other parts
AREAS = frozenset({"powiat", "wojewodztwo"})  # every record lies in one, so that the noun alone is not looked for there
TOWNS = frozenset({"gmina", "miasto"})


def fields(language: str, field: str, polish: tuple[Slot, ...], english: tuple[Slot, ...]) -> SoughtFields:
    """Return the fields that words are looked for in, with the words of each field's language."""
    names = searched(language, field)
    if len(polish) == 1 and _is_area(polish[0]):
        names = tuple(name for name in names if name != AREA)
    return tuple((name, english if TEXT_FIELDS[name].language == "en" else polish) for name in names)


def _is_area(slot: Slot) -> bool:
    if slot.prefix:
        return any(noun.startswith(slot.prefix) for noun in AREAS)
    return any(analysis.letters_of(term.text) in AREAS for term in slot.terms)


class Alternatives:
    """Finds the other ways to say parts of a run of plain words."""

    def __init__(self, synonyms: Synonyms, language: str, *, bare: bool) -> None:
        """Use these synonyms, and the fields of a language; ``bare`` words may lack their letters."""
        self._synonyms = synonyms
        self._language = language
        self._bare = bare

    def nodes(self, run: Sequence[Sought], field: str, most: int = LONGEST) -> list[Node]:
        """Return the words of a run in order, those that can be said in another way joined with it.

        At most ``most`` words are taken together; the words of a longer way have synonyms of their own.
        """
        found: list[Node] = []
        at = 0
        while at < len(run):
            length, others = self._others(run[at:], field, most)
            said = _meaningful(run[at : at + length])
            parts = [self._apart(said[0])] if length == 1 else self.nodes(said, field, length - 1)
            typed = joined(All, parts)
            found.append(Any((typed, *others), one=True) if others else typed)
            at += length
        return found

    def _others(self, run: Sequence[Sought], field: str, most: int) -> tuple[int, list[Node]]:
        """Return how many words of a run, at least one, are said together, and how else."""
        day = dates.day_of([sought.said for sought in run])
        if day is not None and day.words <= most:
            return day.words, self._day(day, run[: day.words], field)
        terms, starts = _flat(run, bare=self._bare)
        said = self._synonyms.at(terms, starts[min(most, len(run))])
        count = starts.index(said.length) if said.length in starts else 0
        place = self._place(run[:2]) if not field and count <= 2 <= most else None  # noqa: PLR2004 - a noun and a name
        others: list[Node] = []
        if count:
            others += [self._synonym(member, field, run[:count], SYNONYM_BOOST) for member in said.same]
            others += [self._synonym(member, field, run[:count], AKIN_BOOST) for member in said.akin]
        if others and count > 1:
            others.append(_side_by_side(run[:count]))
        if place is not None and count in (0, 2):
            return 2, [*others, place]
        return max(1, count), others

    def _synonym(self, member: Member, field: str, said: Sequence[Sought], much: float) -> Sought:
        polish = tuple(Slot(_written(*word)) for word in member.words)
        english = tuple(Slot(analysis.english_query(*word)) for word in member.words if self._language == "en")
        words, typed = sum(sought.words for sought in said), " ".join(sought.said for sought in said)
        name = NAME_BOOST if len(said) > 1 else 1.0
        boost = much * name * words / len(polish)  # many words for one count as one, one for many as many
        return Sought(
            fields(self._language, field, polish, english), said[0].relaxable, words, boost, typed, synonym=True
        )

    def _day(self, day: dates.Day, said: Sequence[Sought], field: str) -> list[Node]:
        polish, english = [], []
        for written, base, name, roman in dates.in_words(day.day):
            numbers = (Term(written),) if written == base else (*_terms(written), *_terms(base))
            romans = () if roman == written else (Term(ACRONYM + roman if len(roman) > 1 else roman),)
            polish.append(Slot((*numbers, *romans)))
            english.append(Slot(analysis.english_query(name, "WORD")))
        digits = (Slot(tuple(map(Term, dates.in_digits(day.day)))),)
        ways = ((tuple(polish), tuple(english)), (digits, digits))
        words, typed = sum(sought.words for sought in said), " ".join(sought.said for sought in said)
        return [Sought(fields(self._language, field, *slots), said[0].relaxable, words, said=typed) for slots in ways]

    def _place(self, run: Sequence[Sought]) -> Sought | None:
        """Return how else a place is named after what kind of place it is: "powiat nyski", "miasto Żory"."""
        if len(run) < 2 or any(len(sought.fields[0][1]) > 1 and sought is run[0] for sought in run):  # noqa: PLR2004
            return None
        noun, name = run
        slots = dict(noun.fields).get("metadata", ()), dict(name.fields).get(AREA, ())
        if not all(slots):  # "gmina powiat": a noun alone is no name of a place
            return None
        nouns = {analysis.letters_of(term.text) for slot in slots[0] for term in slot.terms}
        if nouns & AREAS:
            where: SoughtFields = ((AREA, (*slots[0], *slots[1])),)
        elif nouns & TOWNS:
            where = (("place", slots[1]),)
        else:
            return None
        return Sought(where, noun.relaxable, 2, PLACE_BOOST, f"{noun.said} {name.said}")

    @staticmethod
    def _apart(compound: Sought) -> Node:
        """Return a word of several parts (polsko-ukraiński) with a way to match its parts where they stand apart."""
        parts = [written for _, _, written, _ in text.spans(compound.said)]
        slots = compound.fields[0][1]
        if len(slots) < 2 or any(len(part) < PART_MIN or not part.isalpha() for part in parts):  # noqa: PLR2004
            return compound
        single = [
            replace(compound, fields=tuple((name, slots[n : n + 1]) for name, slots in compound.fields), words=1)
            for n in range(len(slots))
        ]
        return Any((compound, All(tuple(single))), one=True)


def _side_by_side(said: Sequence[Sought]) -> Sought:
    """Return the words of a name next to each other: having them somewhere is less than having the name."""
    slots = [dict(sought.fields) for sought in said]
    names = [name for name in slots[-1] if all(name in one for one in slots)]
    together = tuple((name, tuple(slot for one in slots for slot in one[name])) for name in names)
    words, typed = sum(sought.words for sought in said), " ".join(sought.said for sought in said)
    return Sought(together, said[0].relaxable, words, NAME_BOOST, typed)


def _meaningful(said: Sequence[Sought]) -> Sequence[Sought]:
    return [sought for sought in said if sought.words] or said


def _written(written: str, group: str) -> tuple[Term, ...]:
    """Return what a word of a list stands for: one in small letters is no acronym."""
    terms = query_terms(written, group)
    return tuple(term for term in terms if not (written.islower() and term.text.startswith(ACRONYM)))


def _terms(written: str) -> tuple[Term, ...]:
    return query_terms(written, "WORD")


def _flat(run: Sequence[Sought], *, bare: bool) -> tuple[list[frozenset[str]], list[int]]:
    """Return the terms of every place of a run of words, and the places where words begin and where the last ends.

    A word that may lack its letters is recognised by its folded forms, too.
    """
    terms: list[frozenset[str]] = []
    starts = [0]
    for sought in run:
        slots = sought.fields[0][1]
        terms += [synonyms.recognised(slot.terms, bare=bare) for slot in slots]
        starts.append(len(terms))
    return terms, starts
