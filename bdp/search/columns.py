"""columns: what is kept of each record beside its words, as arrays of one segment, and orders over several segments."""

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bdp.domain.polish import sort_key
from bdp.search.flat import Flat, joined

MISSING = -1
NUMBERS = ("changed", "population", "started", "ended", "contact")
TRUTHS = ("attachments", "results")
LANGUAGES = ("pl", "en")


class Columns:
    """Gathers what is kept of records, one after another."""

    def __init__(self) -> None:
        """Start without any record."""
        self._numbers = {name: array("q") for name in NUMBERS}
        self._truths = {name: array("B") for name in TRUTHS}
        self._texts: dict[str, list[bytes]] = {name: [] for name in ("slug", "labels", "title_pl", "title_en")}

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self._texts["slug"])

    def add(self, kept: Mapping[str, Any]) -> None:
        """Add what the writer keeps of a record."""
        for name, numbers in self._numbers.items():
            numbers.append(MISSING if kept[name] is None else kept[name])
        for name, truths in self._truths.items():
            truths.append(kept[name])
        self._texts["slug"].append(kept["slug"].encode())
        self._texts["labels"].append(json.dumps(kept["labels"], ensure_ascii=False).encode())
        for language in LANGUAGES:
            self._texts[f"title_{language}"].append(_collated(kept["titles"][language]))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return the arrays by their names in a flat segment."""
        found: dict[str, NDArray[Any]] = {n: np.array(values, np.int64) for n, values in self._numbers.items()}
        found |= {name: np.array(values, np.uint8) for name, values in self._truths.items()}
        for name, texts in self._texts.items():
            found[f"{name}_bytes"], found[f"{name}_at"] = joined(texts)
            if name != "labels":
                found[f"{name}_rank"] = _ranks(texts)
        return found


def labels(flat: Flat, number: int) -> dict[str, tuple[str, ...]]:
    """Return the labels of a record by language."""
    return {language: tuple(items) for language, items in json.loads(flat.text("labels", number)).items()}


def ranks(flats: Sequence[Flat], name: str) -> NDArray[np.int64]:
    """Return for each document how many texts of this name come before its own, equal ones not counted.

    Each segment knows its own order; only the texts of the smaller of two are looked for in the larger.
    """
    found = [flat.arrays[f"{name}_rank"].astype(np.int64) for flat in flats]
    orders = [np.argsort(own, kind="stable") for own in found] if len(flats) > 1 else []
    for one, flat in enumerate(flats):
        for two in range(one + 1, len(flats)):
            small, large = (one, two) if flat.size <= flats[two].size else (two, one)
            below, not_above = _met(flats[small], flats[large], orders[large], name)
            found[small] += below
            # A text of the larger one has those of the smaller before it that it is not among or before.
            places = np.empty(flats[large].size, np.int64)
            places[orders[large]] = np.searchsorted(np.sort(not_above), np.arange(flats[large].size), "right")
            found[large] += places
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _met(small: Flat, large: Flat, order: NDArray[np.intp], name: str) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each text of the smaller segment how many of the larger one are below it, and how many not above."""
    sorted_texts = _Sorted(large, order, name)
    below, not_above = [], []
    for text in small.texts(name):
        place = bisect_left(sorted_texts, text)
        below.append(place)
        while place < len(sorted_texts) and sorted_texts[place] == text:
            place += 1
        not_above.append(place)
    return np.array(below, np.int64), np.array(not_above, np.int64)


class _Sorted(Sequence[bytes]):
    """The texts of a segment in order, read where they are looked at."""

    def __init__(self, flat: Flat, order: NDArray[np.intp], name: str) -> None:
        self._flat, self._order, self._name = flat, order, name

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 - slices are not asked for
        return self._flat.text(self._name, int(self._order[place]))


def _collated(title: str) -> bytes:
    """Return a title as bytes in the order of the Polish alphabet: the key of ``sort_key`` written out."""
    letters, text = sort_key(title)
    written = b"".join(sign.encode() + bytes((0, place + 1)) for sign, place in letters)
    return written + b"\0" + text.encode(errors="surrogatepass")


def _ranks(texts: Sequence[bytes]) -> NDArray[np.uint32]:
    places: dict[bytes, int] = {}
    for place, text in enumerate(sorted(texts)):
        places.setdefault(text, place)
    return np.fromiter((places[text] for text in texts), np.uint32, len(texts))


def of(kept: Iterable[Mapping[str, Any]]) -> Columns:
    """Return the columns of records."""
    columns = Columns()
    for one in kept:
        columns.add(one)
    return columns
