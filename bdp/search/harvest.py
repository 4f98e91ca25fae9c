"""harvest: the words of many records gathered as numbers, and turned into sorted postings all at once."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length, length_to_byte

from bdp.search import starts, text
from bdp.search.documents import Fields, Item
from bdp.search.flat import FIELDS, NUMBER, joined, ranges, sizes
from bdp.search.schema import FACET, ITEM_GAP, SLUG, TEXT_FIELDS
from bdp.search.starts import Starts

_FIELD_COUNT = len(FIELDS)
LENGTHS = np.array([byte_to_length(n) for n in range(256)], np.float32)  # what the bytes of lengths stand for
_LENGTH_BYTES = np.array([length_to_byte(n) for n in range(1 << 16)], np.uint8)


class Table(NamedTuple):
    """Postings sorted by term, field and document; see ``flat.Flat`` for the arrays. ``terms`` are sorted."""

    terms: Sequence[bytes]
    firsts: NDArray[np.uint32]
    fields: NDArray[np.uint8]
    starts: NDArray[np.uint64]
    at: NDArray[np.uint64]
    ids: NDArray[np.uint32]
    counts: NDArray[np.uint32]
    places: NDArray[np.uint32]


class _Words:
    """The words of one language, each with a number and the numbers of its terms."""

    def __init__(self, terms: Callable[[str, str, bool], tuple[str, ...]]) -> None:
        self.terms = terms
        self.known: dict[bool, dict[str | tuple[str, str], int]] = {False: {}, True: {}}


class Harvest:
    """Gathers the words of records until ``table`` is taken. Not for several threads."""

    def __init__(self) -> None:
        """Start without any record."""
        self._words = {language: _Words(_analysis(language)) for language in ("pl", "en")}
        self._term_numbers: dict[str, int] = {}
        self._word_terms = array("I")  # the terms of every word, one word after another
        self._word_ends = array("I")
        self._filed: dict[str, int] = {}
        self._start()

    def _start(self) -> None:
        self._sought = array("I")  # words as they stand in the texts
        self._places = array("I")
        self._starts = array("I")  # of the words of texts, and behind those of each field its length
        self._chunks = array("I")  # how many words each field of each record has
        self._chunk_fields = array("B")
        self._chunk_documents = array("I")

    @property
    def size(self) -> int:
        """Number of words gathered."""
        return len(self._sought)

    @property
    def vocabulary(self) -> int:
        """Number of different terms remembered."""
        return len(self._term_numbers)

    def add(self, document: int, fields: Fields, facets: Iterable[str], slug: str) -> None:
        """Add a record under its number; numbers rise, and fields come in the order of TEXT_FIELDS."""
        for name, items in fields.items():
            before = len(self._sought)
            self._read(self._words[TEXT_FIELDS[name].language], items)
            self._close(document, name, before)
        for name, values in ((FACET, facets), (SLUG, (slug,))):
            before = len(self._sought)
            for value in values:
                self._sought.append(self._whole(value))
                self._places.append(0)
            self._close(document, name, before)

    def lengths(self, first: int, count: int) -> NDArray[np.uint32]:
        """Return the length of each field (rows) in each document from ``first`` on, in words and their readings."""
        found = np.zeros((_FIELD_COUNT, count), np.uint32)
        counts = self._sizes()[np.frombuffer(self._sought, np.uint32)]
        ends = np.cumsum(np.frombuffer(self._chunks, np.uint32), dtype=np.int64)
        totals = np.concatenate([[0], np.cumsum(counts)])[np.concatenate([[0], ends])]
        documents = np.frombuffer(self._chunk_documents, np.uint32) - np.uint32(first)
        found[np.frombuffer(self._chunk_fields, np.uint8), documents] = np.diff(totals)
        found[len(TEXT_FIELDS) :] = 0
        return found

    def starts(self, first: int, count: int) -> Starts:
        """Return where the words of each field of each document from ``first`` on begin."""
        counts = np.zeros((count, _FIELD_COUNT), np.uint32)
        documents = np.frombuffer(self._chunk_documents, np.uint32) - np.uint32(first)
        counts[documents, np.frombuffer(self._chunk_fields, np.uint8)] = np.frombuffer(self._chunks, np.uint32) + 1
        return starts.counted(np.array(self._starts, np.uint32), counts[:, : len(TEXT_FIELDS)])

    def table(self) -> Table:
        """Return the postings of all records added since the last time, and forget them."""
        words = np.frombuffer(self._sought, np.uint32)
        counts = self._sizes()[words]
        begins = np.concatenate([[0], np.frombuffer(self._word_ends, np.uint32)])[words]
        terms = np.frombuffer(self._word_terms, np.uint32)[ranges(begins, counts)]
        chunks = np.frombuffer(self._chunks, np.uint32)
        fields = np.repeat(np.repeat(np.frombuffer(self._chunk_fields, np.uint8), chunks), counts)
        documents = np.repeat(np.repeat(np.frombuffer(self._chunk_documents, np.uint32), chunks), counts)
        places = np.repeat(np.frombuffer(self._places, np.uint32), counts)
        used = np.flatnonzero(np.bincount(terms, minlength=len(self._term_numbers)))
        names = [name.encode() for name in self._term_numbers]
        known = sorted((names[number], number) for number in used.tolist())
        rank = np.zeros(len(names), np.uint32)
        rank[[number for _, number in known]] = np.arange(len(known), dtype=np.uint32)
        keys = rank[terms] * np.uint32(_FIELD_COUNT) + fields
        order = np.argsort(keys, kind="stable")
        self._start()
        return _sorted([name for name, _ in known], keys[order], documents[order], places[order])

    def _read(self, words: _Words, items: Sequence[Item]) -> None:
        at = character = 0
        seek, begins = self._sought.append, self._starts.append
        for item in items:
            for line in item.text.splitlines(keepends=True) or ("",):
                before = len(self._sought)
                shouted = text.shouted(line)
                known = words.known[shouted]
                find = known.get
                for word in text.TOKEN.finditer(line):
                    # The same signs may be of several groups, by what stands beside them; letters alone are one.
                    key = word[0] if word.lastgroup == "WORD" else (word[0], word.lastgroup or "")
                    number = find(key)
                    if number is None:
                        number = known[key] = self._new(words.terms(word[0], word.lastgroup or "WORD", shouted))
                    seek(number)
                    begins(character + word.start())
                character += len(line)
                count = len(self._sought) - before
                self._places.extend(range(at, at + count))
                at += count
            at += ITEM_GAP
        begins(character)

    def _close(self, document: int, name: str, before: int) -> None:
        self._chunks.append(len(self._sought) - before)
        self._chunk_fields.append(NUMBER[name])
        self._chunk_documents.append(document)

    def _new(self, terms: tuple[str, ...]) -> int:
        numbers = self._term_numbers
        self._word_terms.extend(numbers.setdefault(term, len(numbers)) for term in terms)
        self._word_ends.append(len(self._word_terms))
        return len(self._word_ends) - 1

    def _whole(self, value: str) -> int:
        """Return the number of a word that is its own term."""
        number = self._filed.get(value)
        if number is None:
            number = self._filed[value] = self._new((value,))
        return number

    def _sizes(self) -> NDArray[np.int64]:
        return sizes(np.concatenate([[0], np.frombuffer(self._word_ends, np.uint32)]))


def _analysis(language: str) -> Callable[[str, str, bool], tuple[str, ...]]:
    return next(field.terms for field in TEXT_FIELDS.values() if field.language == language)


def length_bytes(lengths: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Return lengths as Whoosh keeps them, one byte each, coarse above 108."""
    return _LENGTH_BYTES[np.minimum(lengths, len(_LENGTH_BYTES) - 1)]


def _sorted(
    terms: list[bytes], keys: NDArray[np.uint32], documents: NDArray[np.uint32], places: NDArray[np.uint32]
) -> Table:
    """Return the table of occurrences sorted by key (term and field) and document."""
    new_entry = np.concatenate([[True], keys[1:] != keys[:-1]]) if len(keys) else np.empty(0, np.bool_)
    new_posting = new_entry.copy()
    new_posting[1:] |= documents[1:] != documents[:-1]
    postings = np.flatnonzero(new_posting)
    entries = np.flatnonzero(new_entry)
    entry_keys = keys[entries]
    rows = entry_keys // _FIELD_COUNT
    starts = np.searchsorted(postings, entries)
    return Table(
        terms,
        np.searchsorted(rows, np.arange(len(terms) + 1)).astype(np.uint32),
        (entry_keys % _FIELD_COUNT).astype(np.uint8),
        np.append(starts, len(postings)).astype(np.uint64),
        np.append(entries, len(keys)).astype(np.uint64),
        documents[postings].astype(np.uint32),
        np.diff(postings, append=len(keys)).astype(np.uint32),
        places.astype(np.uint32),
    )


def lexicon(table: Table) -> dict[str, NDArray[np.generic]]:
    """Return the small arrays of a table by their names in a file."""
    content, at = joined(table.terms)
    return {
        "term_bytes": content,
        "term_at": at,
        "firsts": table.firsts,
        "fields": table.fields,
        "starts": table.starts,
        "at": table.at,
    }
