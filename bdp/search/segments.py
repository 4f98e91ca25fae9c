"""segments: the committed segments of an index, each from its flat file or, where that is missing, decoded from Whoosh.

Whoosh's matchers share the position of one open file; all that is read through them here is read while opening, by one
thread, and the files are closed then.
"""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray
from whoosh import index
from whoosh.reading import SegmentReader
from whoosh.util.numeric import length_to_byte

from bdp.search import columns, flat, starts, vocabulary
from bdp.search.flat import ENDING, FIELDS, NUMBER, Flat
from bdp.search.harvest import Table, lexicon
from bdp.search.schema import RECORD, TEXT_FIELDS, whoosh_schema

_LOG = logging.getLogger(__name__)
_in_use: WeakValueDictionary[tuple[int, int, int], Flat] = WeakValueDictionary()


class Segment(NamedTuple):
    """A committed segment: its arrays and the documents of it that are deleted."""

    flat: Flat
    deleted: NDArray[np.bool_]


def committed(folder: Path) -> tuple[Any, list[Any]]:
    """Return the index of a folder that only we write to (opening one runs pickles) and Whoosh's segments in it."""
    opened = index.open_dir(str(folder), schema=whoosh_schema())
    return opened, list(opened._segments())  # noqa: SLF001 - the table of contents has no public reader


def open_segments(folder: Path) -> list[Segment]:
    """Open all segments of an index."""
    opened, segments = committed(folder)
    return [Segment(arrays_of(folder, opened, one), _deleted(one)) for one in segments]


def arrays_of(folder: Path, opened: Any, segment: Any) -> Flat:  # noqa: ANN401 - Whoosh has no types
    """Return the arrays of a segment: mapped from its flat file or decoded if that is missing or broken."""
    path = folder / f"{segment.segment_id()}{ENDING}"
    try:
        found = _loaded(path)
        if found.size == segment.doc_count_all():
            return found
        fault = f"{found.size} != {segment.doc_count_all()}"
    except (OSError, flat.Unreadable) as error:
        fault = str(error)
    _LOG.warning("wyszukiwarka: czytam z plików Whoosha, bo plik tablic jest zły: %s", fault)
    reader = SegmentReader(opened.storage, whoosh_schema(), segment)
    try:
        return decoded(reader)
    finally:
        reader.close()


def _loaded(path: Path) -> Flat:
    """Load a flat file, or return it as it was loaded by somebody who still uses it: generations share them."""
    about = path.stat()
    identity = about.st_ino, about.st_size, about.st_mtime_ns
    found = _in_use.get(identity)
    if found is None:
        found = _in_use[identity] = flat.load(path)
    return found


def _deleted(segment: Any) -> NDArray[np.bool_]:  # noqa: ANN401 - Whoosh has no types
    gone = np.zeros(segment.doc_count_all(), np.bool_)
    gone[list(segment.deleted_docs())] = True
    return gone


def stored(reader: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - likewise
    """Yield what is kept of each document in order, deleted ones too."""
    for number in range(reader.doc_count_all()):
        yield reader.stored_fields(number)[RECORD]


def decoded(reader: Any) -> Flat:  # noqa: ANN401 - likewise
    """Read a whole segment through Whoosh's codec into arrays."""
    small: dict[str, NDArray[Any]] = columns.of(stored(reader)).arrays()
    size = reader.doc_count_all()
    per_document = reader._perdoc  # noqa: SLF001 - lengths have no public reader in bulk
    small["lengths"] = np.zeros((len(FIELDS), size), np.uint8)
    small["totals"] = np.zeros(len(FIELDS), np.int64)
    for name in TEXT_FIELDS:
        lengths = (length_to_byte(per_document.doc_field_length(n, name) or 0) for n in range(size))
        small["lengths"][NUMBER[name]] = np.fromiter(lengths, np.uint8, size)
        small["totals"][NUMBER[name]] = reader.field_length(name)
    table = _table(reader)
    large = {"ids": table.ids, "counts": table.counts, "places": table.places}
    words = lexicon(table)
    return Flat({**words, **vocabulary.arrays(words), **small, **large, **starts.unknown(size).arrays()})


def _table(reader: Any) -> Table:  # noqa: ANN401 - likewise
    """Decode every term, sorted by term and field."""
    keys = sorted(((term, NUMBER[field]) for field, term in reader.all_terms()))
    found = [_postings(reader, FIELDS[number], term) for term, number in keys]
    terms = sorted({term for term, _ in keys})
    place = {term: row for row, term in enumerate(terms)}
    rows = np.array([place[term] for term, _ in keys], np.int64)
    sizes = np.array([len(ids) for ids, _, _ in found], np.int64)
    extents = np.array([len(places) for _, _, places in found], np.int64)
    empty = np.empty(0, np.uint32)
    ids, counts, places = zip(*found, strict=True) if found else ((empty,),) * 3
    return Table(
        terms,
        np.searchsorted(rows, np.arange(len(terms) + 1)).astype(np.uint32),
        np.array([number for _, number in keys], np.uint8),
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.uint64),
        np.concatenate([[0], np.cumsum(extents)]).astype(np.uint64),
        np.concatenate(ids),
        np.concatenate(counts),
        np.concatenate(places),
    )


Arrays = tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32]]


def _postings(reader: Any, field: str, term: bytes) -> Arrays:  # noqa: ANN401 - likewise
    matcher = reader.postings(field, term)
    if reader.has_deletions():
        matcher = matcher.child  # the filter around it knows no blocks; deleted documents are not live anyway
    ids, counts, places = zip(*_blocks(matcher), strict=True)
    numbers = np.concatenate(ids)
    if field not in TEXT_FIELDS:  # no places are kept of these: a record has each value once
        return numbers, np.ones(len(numbers), np.uint32), np.zeros(len(numbers), np.uint32)
    return numbers, np.concatenate(counts), np.concatenate(places)


def _blocks(matcher: Any) -> Iterator[Arrays]:  # noqa: ANN401 - Whoosh has no types
    """Decode a fresh W3 matcher block by block instead of posting by posting."""
    while True:
        matcher._read_data()  # noqa: SLF001 - Whoosh has no public way to a whole block
        deltas, weights, values = matcher._data  # noqa: SLF001
        ids = np.cumsum(np.array(deltas, np.uint32), dtype=np.uint32)
        if isinstance(weights, tuple):
            counts = np.array(weights, np.float32).astype(np.uint32)
        else:
            counts = np.full(len(ids), 1 if weights is None else int(weights), np.uint32)
        places = np.frombuffer(b"".join(values), np.uint32) if isinstance(values, tuple) else np.empty(0, np.uint32)
        yield ids, counts, places
        if matcher._lastblock:  # noqa: SLF001
            return
        matcher._goto(matcher._nextoffset)  # noqa: SLF001
