"""vocabulary: controlled lists with labels in Polish and English, and the synonyms."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bdp.domain.polish import fold

NAMES = ("themes", "unit_types", "forms", "voivodeships", "synonyms")


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of a vocabulary; ``aliases`` are other spellings, ``teryt`` is for voivodeships."""

    id: str
    pl: str
    en: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()
    teryt: str = ""

    def label(self, language: str) -> str:
        """Return the label in ``pl`` or ``en``, the Polish one where there is no English."""
        return (self.en or self.pl) if language == "en" else self.pl


class Vocabulary:
    """One list of terms in the order of its file."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Keep the terms in order."""
        self._terms = {term.id: term for term in terms}
        self._spellings = {fold(s): t.id for t in self for s in (t.id, t.pl, t.en, *t.aliases) if s}

    def __iter__(self) -> Iterator[Term]:
        """Go through the terms in the order of the file."""
        return iter(self._terms.values())

    def __len__(self) -> int:
        """Count the terms."""
        return len(self._terms)

    def __contains__(self, term_id: object) -> bool:
        """Tell whether an id is known."""
        return term_id in self._terms

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids in order."""
        return tuple(self._terms)

    def find(self, term_id: str) -> Term | None:
        """Return the term with this id, or None."""
        return self._terms.get(term_id)

    def label(self, term_id: str, language: str = "pl") -> str:
        """Return a label; an id that is not in the list is its own label."""
        term = self._terms.get(term_id)
        return term.label(language) if term else term_id

    def by_spelling(self, text: str) -> str | None:
        """Return the id that a label, alias or id in any case and without diacritics stands for (imports)."""
        return self._spellings.get(fold(text.strip()))

    def with_parents(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the ids and the departments above them, each once, in the order of the file."""
        wanted = set(ids)
        wanted |= {term.parent for i in tuple(wanted) if (term := self._terms.get(i)) and term.parent}
        return tuple(i for i in self._terms if i in wanted)


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """The five lists of a base."""

    themes: Vocabulary
    unit_types: Vocabulary
    forms: Vocabulary
    voivodeships: Vocabulary
    synonyms: Vocabulary

    def voivodeship_of(self, teryt: str) -> str:
        """Return the voivodeship id for a TERYT code of any length, "" if none."""
        return next((term.id for term in self.voivodeships if term.teryt and term.teryt == teryt[:2]), "")
