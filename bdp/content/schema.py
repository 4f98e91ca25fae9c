"""schema: a record's keys and body judged by the rules of the format, all problems at once."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from bdp.content.attachments import name_fault
from bdp.content.body import split_body
from bdp.content.fields import FIELDS, KEYS
from bdp.content.groups import pairs, rows
from bdp.content.hazards import hazards
from bdp.content.judge import Judge, Spot, nearest, shown
from bdp.content.nodes import Mapping, Node, Scalar, Sequence
from bdp.content.register_rules import judge_codes
from bdp.domain.errors import Problem
from bdp.domain.practice import Attachment, Practice, Status
from bdp.domain.unit import Register
from bdp.domain.vocabulary import Vocabularies

_FIRST = 1  # the line shown for a key that is missing
Given = dict[str, tuple[Node, Spot]]


@dataclass(frozen=True, slots=True)
class Parsed:
    """``practice`` is None where there are problems beyond warnings; it is not completed from the register."""

    practice: Practice | None
    problems: tuple[Problem, ...]


def parse(
    slug: str,
    mapping: Mapping,
    text: str,
    *,
    vocabularies: Vocabularies,
    register: Register,
    files: Container[str] | None,
    path: str,
    body_line: int = 1,
) -> Parsed:
    """Judge a record. ``text`` is its Markdown, which begins on ``body_line``; ``files`` None looks for no files."""
    judge = Judge(path, vocabularies, register, files)
    practice = read(slug, mapping, text, judge, body_line)
    return Parsed(practice if judge.passed else None, judge.problems)


def read(slug: str, mapping: Mapping, text: str, judge: Judge, body_line: int) -> Practice:
    """Return what could be read; every problem is with the judge."""
    typed = pairs(mapping, None, judge, dict.fromkeys(KEYS))
    given = {key: value for key, value in typed.items() if not value[0].empty}
    values: dict[str, Any] = {}
    for field in FIELDS:
        if field.key in given:
            value = field.kind.read(*given[field.key], judge)
            if value not in (None, ()):
                values[field.key] = value
    status = Status(values.get("status", Status.DRAFT))
    summary, presentation = split_body(text)
    practice = Practice(slug, **{**values, "status": status, "summary": summary, "presentation": presentation})
    filled = judge_codes(practice, given, judge)
    _required(status, typed, given, filled, judge)
    _order(practice, given, judge)
    _own_names(practice, given, judge)
    practice = replace(practice, attachments=_attachments(practice, given, judge))
    for line, message in hazards(text):
        judge.warn_of_body(body_line + line, message)
    return practice


def _required(status: Status, typed: Given, given: Given, filled: frozenset[str], judge: Judge) -> None:
    """Name the keys that this status needs and that neither the file nor the register has."""
    for field in FIELDS:
        if status in field.required and field.key not in given and field.key not in filled:
            line = typed[field.key][1].line if field.key in typed else _FIRST
            example = f", np. {field.key}: {field.example}" if field.example else ""
            judge.wrong(Spot(field.key, line), f"brak wartości, a wpis „{status}” jej wymaga: {field.about}{example}")


def _order(practice: Practice, given: Given, judge: Judge) -> None:
    """Hold years against each other, and a coordinate against its pair."""
    if practice.started is not None and practice.ended is not None and practice.ended < practice.started:
        judge.wrong(given["ended"][1], f"{practice.ended} jest wcześniej niż started ({practice.started}); popraw rok")
    for one, other in (("lat", "lon"), ("lon", "lat")):
        if one in given and other not in given:
            judge.doubt(given[one][1], f"podano „{one}” bez „{other}”; punkt bierze się z rejestru")


def _own_names(practice: Practice, given: Given, judge: Judge) -> None:
    """Refuse a record that redirects to itself; doubt one that is related to itself."""
    for spot in _items(given, "aliases", practice.slug):
        judge.wrong(spot, f"„{practice.slug}” to obecna nazwa tego wpisu; usuń ją z listy")
    for spot in _items(given, "related", practice.slug):
        judge.doubt(spot, "wpis wymienia sam siebie; usuń tę pozycję")


def _items(given: Given, key: str, value: str) -> Iterator[Spot]:
    """Yield the spots of the items of a list that say a value."""
    node, spot = given.get(key, (None, Spot(key, _FIRST)))
    for number, item in enumerate(node.items if isinstance(node, Sequence) else (), 1):
        if isinstance(item, Scalar) and item.text.strip() == value:
            yield spot.at(number, item.line)


def _attachments(practice: Practice, given: Given, judge: Judge) -> tuple[Attachment, ...]:
    """Hold the list of attachments against the folder and itself; return those that name a file."""
    seen: set[str] = set()
    draft = practice.status is Status.DRAFT
    for spot, keys in rows(*given["attachments"]) if "attachments" in given else ():
        node, at = keys.get("file", (None, Spot(f"{spot.key}.file", _FIRST)))
        name = node.text.strip() if isinstance(node, Scalar) else ""
        if not name:
            if keys and draft:
                judge.doubt(spot, "załącznik bez nazwy pliku („file”) nie będzie pokazany")
            elif keys and (node is None or node.empty):
                judge.wrong(at, f"brak nazwy pliku; wpisz nazwę pliku z katalogu attachments/{practice.slug}/")
        elif name in seen:
            judge.wrong(at, f"{shown(name)} jest na liście już wcześniej; usuń powtórzenie")
        elif not name_fault(name):
            _file_is_there(name, at, practice, judge)
        seen.add(name)
    return tuple(attachment for attachment in practice.attachments if attachment.file)


def _file_is_there(name: str, spot: Spot, practice: Practice, judge: Judge) -> None:
    if judge.files is None or name in judge.files:
        return
    near = nearest(name, tuple(judge.files)) if isinstance(judge.files, Iterable) else ""
    hint = f"; jest tam „{near}”" if near else ""
    message = f"nie ma pliku attachments/{practice.slug}/{name}{hint}; dodaj plik albo usuń pozycję"
    if practice.status is Status.PUBLISHED:
        judge.wrong(spot, message)
    elif practice.status is Status.REVIEW:
        judge.doubt(spot, message)
