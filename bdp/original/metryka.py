"""metryka: the lines of a "Metryka praktyki" as labels with their values, however they were laid out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bdp.domain.vocabulary import Vocabulary
from bdp.original import labels

_COLON = re.compile(r"(?P<label>[^\W\d_][^:\t\n]{0,70}?)\s*:(?P<gap>\s*)(?P<value>.*)")
_COLUMNS = re.compile(r"(?P<label>[^\W\d_]\S*(?: \S+)*?)(?:\s*\t\s*|\s{2,})(?P<value>\S.*)")
_SOME, _WORDS = 2, 8
_COLUMN = 3  # fewer labels in a row have empty values


@dataclass(frozen=True, slots=True)
class Value:
    """A line of a value; ``apart`` says that an empty line stands before it."""

    text: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A label as written, the key that it stands for ("" if none is known) and the lines of its value."""

    label: str
    key: str
    values: tuple[Value, ...] = ()

    @property
    def text(self) -> str:
        """The value on one line."""
        return " ".join(value.text for value in self.values)


def rows(lines: list[str], unit_types: Vocabulary) -> list[Row]:
    """Return the labels with their values in order; lines before the first label have an empty one."""
    found: list[tuple[str, str, list[Value]]] = []
    layout = _Layout(lines, unit_types)
    apart = False
    for line in layout.lines:
        if not line.strip():
            apart = True
            continue
        waiting = found[-1][1] if found and not found[-1][2] else ""
        label, key, value = layout.split(line, waiting)
        if label or not found:
            found.append((label, key, [Value(value)] if value else []))
        else:
            found[-1][2].append(Value(value, apart=apart and bool(found[-1][2])))
        apart = False
    return [Row(label, key, tuple(values)) for label, key, values in found]


def begins_at(lines: list[str]) -> int | None:
    """Return the line where labels begin on a page that does not say "Metryka praktyki": three known ones in a row."""
    known = [n for n, line in enumerate(lines) if (m := _COLON.match(line.strip())) and labels.exact(m["label"])]
    return next((a for a, _, c in zip(known, known[1:], known[2:], strict=False) if c - a <= 8), None)  # noqa: PLR2004


class _Layout:
    """How the labels of one page stand: with colons, in columns, on lines of their own, or by one space."""

    def __init__(self, lines: list[str], unit_types: Vocabulary) -> None:
        self.lines = list(_unwrapped(_paired(_told([_unmarked(line) for line in lines]))))
        self._unit_types = unit_types
        bare = [line.strip() for line in self.lines if line.strip()]
        self._colons = (
            sum((m := _COLON.match(line)) is not None and labels.key_of(m["label"]) != "" for line in bare) >= _SOME
        )
        tabbed = [m for line in bare if "\t" in line and (m := _COLUMNS.match(line))]
        self._tabs = sum(labels.key_of(m["label"]) != "" for m in tabbed) >= _SOME
        alone = sum(labels.exact(line) != "" for line in bare)
        self._by_space = not (self._colons or self._tabs or alone > _SOME)

    def split(self, line: str, waiting: str) -> tuple[str, str, str]:
        """Return label, key and value of a line; "" for the label where it goes on with the value before.

        ``waiting`` is the key of the label above if that has no value yet.
        """
        text = line.strip()
        plain = " ".join(text.split())
        return (
            self._by_colon(text) or self._by_columns(text, waiting) or self._by_words(plain, waiting) or ("", "", plain)
        )

    def _by_colon(self, text: str) -> tuple[str, str, str] | None:
        found = _COLON.match(text)
        if found is None or found["value"].startswith("//"):
            return None
        label, value = found["label"], " ".join(found["value"].split())
        key = labels.key_of(label)
        if not key and (not (found["gap"] or not value) or len(label.split()) > _WORDS or not label[0].isupper()):
            return None
        return label, key, value

    def _by_columns(self, text: str, waiting: str) -> tuple[str, str, str] | None:
        found = _COLUMNS.match(text)
        if found is None:
            return None
        label, value = found["label"], " ".join(found["value"].split())
        key = labels.exact(label) if self._colons or waiting else labels.key_of(label)
        if key or (self._tabs and not self._colons and "\t" in text and len(label.split()) <= _WORDS):
            return label, key, value
        return None

    def _by_words(self, text: str, waiting: str) -> tuple[str, str, str] | None:
        key = "" if any(sign.isdigit() for sign in text) else labels.exact(text)
        if waiting == "unit_type" and self._unit_types.by_spelling(text):
            return None
        if key and not self._colons:
            return text, key, ""
        dashed = re.match(r"(\D{3,50}?) [-–—] (.+)", text)
        if dashed and not self._colons and labels.exact(dashed[1]):
            return dashed[1], labels.exact(dashed[1]), dashed[2]
        if self._by_space:
            label, value = labels.at_start(text)
            if label and label[0].isupper():
                return label, labels.exact(label), value
        return None


def _unmarked(line: str) -> str:
    """Take off bullets, and the stars that browsers put around bold words when they save text."""
    line = re.sub(r"(?<![\w*])(\*{1,3})(\S(?:[^*\n]*\S)?)\1(?![\w*])", r"\2", line)
    line = re.sub(r"^\s*\|\s*([^|]*?)\s*\|\s*(.*?)\s*\|?\s*$", r"\1\t\2", line)  # a table drawn with strokes
    return re.sub(r"^(\s*)[-*•·▪]\s+(?=\S)", r"\1", line)


def _paired(lines: list[str]) -> list[str]:
    """Put beside each label its value where all labels stand first and as many values below, as in two columns."""
    kept = [line.strip() for line in lines if line.strip()]
    half = len(kept) // 2
    known = [labels.exact(line.rstrip(": ")) != "" for line in kept]
    if len(kept) % 2 or half < _COLUMN or not all(known[:half]) or any(known[half:]):
        return lines
    return [f"{label.rstrip(': ')}: {value}" for label, value in zip(kept[:half], kept[half:], strict=True)]


def _told(lines: list[str]) -> list[str]:
    """Write a table whose head names several labels ("Imię i nazwisko, Telefon, E-mail") as one label a line."""
    told: list[str] = []
    heads: list[str] = []
    for line in lines:
        cells = [cell.strip() for cell in line.strip().split("\t")]
        if len(cells) > 1 and all(labels.exact(cell) for cell in cells):
            heads = cells
            told.append(line)
        elif heads and 1 < len(cells) <= len(heads) and not labels.exact(cells[0]):
            if told[-1].count("\t") + 1 == len(heads) and all(map(labels.exact, told[-1].split("\t"))):
                told.pop()
            told += [f"{head}: {cell}" for head, cell in zip(heads[-len(cells) :], cells, strict=True) if cell]
        else:
            heads = heads if not line.strip() else []
            told.append(line)
    return told


def _unwrapped(lines: list[str]) -> Iterator[str]:
    """Put together labels that were wrapped within a narrow column, with what stands beside them."""
    rest = list(lines)
    while rest:
        line = rest.pop(0)
        left, gap, right = _parted(line)
        below = _parted(rest[0]) if rest else ("", "", "")
        whole = labels.exact(f"{left} {below[0]}".rstrip(":")) if gap and below[0] and ":" not in left else ""
        if whole and not (labels.exact(left) or (labels.exact(below[0]) and below[2])):
            rest.pop(0)
            yield f"{left} {below[0].rstrip(': ')}: {right} {below[2]}".rstrip()
        else:
            yield line


def _parted(line: str) -> tuple[str, str, str]:
    """Return what stands before and after the first wide gap of a line that is not indented."""
    left, gap, right = re.match(r"(.*?)(?:(\t|\s{2,})(.*))?$", line.rstrip(), re.DOTALL).groups("")  # type: ignore[union-attr]
    return (left.strip(), gap, right.strip()) if line[:1].strip() else ("", "", "")
