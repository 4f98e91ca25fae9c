"""schema: the fields of the index, how much they weigh, and the Whoosh schema over them."""

import random
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import whoosh.util
from whoosh import fields, formats

from bdp.domain.results import Where
from bdp.search.analysis import IndexTerms, english_terms, polish_terms

# Whoosh names segments with the global random module. Code that seeds it would make two writers choose one name.
whoosh.util.random = random.SystemRandom()

VERSION = 7  # raise it whenever what is written changes: an older index is then rebuilt
ITEM_GAP = 100  # places between two items of a list, two files or two pages, so that no phrase crosses them


@dataclass(frozen=True, slots=True)
class TextField:
    """A searchable field: its weight in the score, where its matches are shown, and the language of its words."""

    name: str
    weight: float
    where: Where
    language: str = "pl"

    @property
    def terms(self) -> IndexTerms:
        """The analysis of its words."""
        return english_terms if self.language == "en" else polish_terms


AREA = "area"  # "powiat nyski", "województwo opolskie": searched by the name, or by both words side by side

TEXT_FIELDS: Mapping[str, TextField] = {
    f.name: f
    for f in (
        TextField("title", 5.0, "title"),
        TextField("summary", 2.5, "summary"),
        TextField("presentation", 1.0, "presentation"),
        TextField("place", 3.0, "metadata"),
        TextField("institution", 1.5, "metadata"),
        TextField("partners", 1.5, "metadata"),
        TextField("keywords", 3.0, "metadata"),
        TextField("metadata", 1.5, "metadata"),
        TextField(AREA, 1.5, "metadata"),
        TextField("attachments", 0.7, "attachment"),
        TextField("title_en", 5.0, "title", "en"),
        TextField("summary_en", 2.5, "summary", "en"),
        TextField("presentation_en", 1.0, "presentation", "en"),
        TextField("metadata_en", 1.5, "metadata", "en"),
    )
}
POLISH = tuple(name for name, f in TEXT_FIELDS.items() if f.language == "pl")
SLUG, FACET, RECORD = "slug", "facet", "record"


def searched(language: str, field: str = "") -> tuple[str, ...]:
    """Return the fields that a word is looked for in: all of the language, or one ``field:`` of the query."""
    names = POLISH if language == "pl" else tuple(TEXT_FIELDS)
    if not field:
        return names
    return tuple(name for name in names if name in (field, f"{field}_en"))


Places = Mapping[str, Sequence[int]]  # term -> the places where it stands, rising


class PlacesFormat(formats.Format):  # type: ignore[misc]
    """Postings whose value is the places as 32-bit numbers, so that a block is decoded in one go."""

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """Return the places of one posting."""
        places = array("I")
        places.frombytes(valuestring)
        return places.tolist()

    def decode_frequency(self, valuestring: bytes) -> int:
        """Return how many places there are."""
        return len(valuestring) // 4

    def decode_weight(self, valuestring: bytes) -> float:
        """Return the weight of one posting."""
        return float(len(valuestring) // 4)


class Words(fields.FieldType):  # type: ignore[misc]
    """A Whoosh field whose value is already analysed: a mapping of terms to places."""

    indexed = True
    scorable = True

    def __init__(self) -> None:
        """Set what Whoosh asks of a field."""
        self.format = PlacesFormat()
        self.analyzer = None
        self.vector = None
        self.stored = False
        self.unique = False
        self.spelling = False
        self.column_type = None

    def index(self, value: Places, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:  # noqa: ANN401 - Whoosh's
        """Yield a posting for each term: (term, frequency, weight, places)."""
        for term, places in value.items():
            yield term.encode(), len(places), float(len(places)), array("I", places).tobytes()


@lru_cache(maxsize=1)
def whoosh_schema() -> fields.Schema:
    """Return the schema: text fields, facet values as terms ``facet=value``, the slug, and what is kept of a record."""
    return fields.Schema(
        **{name: Words() for name in TEXT_FIELDS},
        **{SLUG: fields.ID(unique=True), FACET: fields.KEYWORD(), RECORD: fields.STORED()},
    )
