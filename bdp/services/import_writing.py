"""import_writing: a record made or changed by an import: judged first, then written through the one durable door."""

import difflib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from bdp.content import attachments, editing, schema
from bdp.content.front_matter import FILE_MAX, parse, split
from bdp.domain.errors import BdpError, Conflict, Problem
from bdp.library import Library
from bdp.system.files import Refused, read_regular

NEW, CHANGED, SAME = "new", "changed", "same"
_EMPTY = "---\nstatus: draft\n---\n"


class Refusal(BdpError):
    """A record cannot be written; ``problems`` are pairs of a key and a message."""

    def __init__(self, problems: tuple[tuple[str, str], ...]) -> None:
        """Keep every problem."""
        super().__init__("; ".join(f"{key}: {message}" for key, message in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record. ``difference`` is in the form of ``diff -u``; ``state`` is new, changed or same.

    ``warnings`` are what ``bdp check`` will say of it.
    """

    slug: str
    state: str
    keys: tuple[str, ...] = ()
    difference: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Current:
    """A record's file as it lies: its text and hash, both empty where there is none yet."""

    slug: str
    text: str = ""
    sha256: str = ""


def current(library: Library, slug: str) -> Current:
    """Read a record's file, or find that there is none. Raises Refusal for one that cannot be read."""
    try:
        data = read_regular(library.practices.path(slug), FILE_MAX)
    except Refused as error:
        if error.reason == "missing":
            return Current(slug)
        raise Refusal((("file", str(error)),)) from None
    try:
        return Current(slug, data.decode("utf-8"), hashlib.sha256(data).hexdigest())
    except UnicodeDecodeError:
        raise Refusal((("file", "obecny plik wpisu nie jest zapisany w UTF-8"),)) from None


def apply(library: Library, before: Current, changes: Mapping[str, object], *, dry_run: bool) -> Outcome:
    """Write the changes, unless nothing differs or it is only tried. Raises Refusal, and then writes nothing."""
    try:
        text = editing.update(before.text or _EMPTY, changes)
    except editing.NotEditable as error:
        raise Refusal((("file", f"obecnego pliku wpisu nie da się zmienić: {error}"),)) from None
    if text == before.text:
        return Outcome(before.slug, SAME)
    found = faults(library, before.slug, text)
    wrong = tuple((problem.key, problem.message) for problem in found if not problem.warning)
    if wrong:
        raise Refusal(wrong)
    warnings = tuple(f"{problem.key}: {problem.message}" for problem in found if problem.warning)
    if not dry_run:
        _write(library, before, text)
    keys = tuple(changes) if not before.text else _changed(before.text, text)
    return Outcome(before.slug, CHANGED if before.text else NEW, keys, _difference(before, text), warnings)


def _write(library: Library, before: Current, text: str) -> None:
    library.practices.practices.mkdir(parents=True, exist_ok=True)
    try:
        library.practices.write(before.slug, text.encode(), before.sha256 or None)
    except Conflict as error:
        raise Refusal((("file", str(error)),)) from None


def faults(library: Library, slug: str, text: str) -> tuple[Problem, ...]:
    """Judge a record's text as the index would."""
    path = f"practices/{slug}.md"
    document = split(text.encode("utf-8", "replace"))
    mapping, found = parse(document.header)
    problems = tuple(Problem(path, fault.line, fault.key, fault.message) for fault in (*document.faults, *found))
    parsed = schema.parse(
        slug,
        mapping,
        document.body,
        vocabularies=library.vocabularies,
        register=library.register,
        files=tuple(attachments.listing(library.practices.attachments / slug)),
        path=path,
        body_line=document.body_line,
    )
    return problems + parsed.problems


def _changed(before: str, after: str) -> tuple[str, ...]:
    old, new = editing.said(before), editing.said(after)
    return tuple(key for key in dict.fromkeys([*old, *new]) if old.get(key) != new.get(key))


def _difference(before: Current, text: str) -> str:
    name = f"practices/{before.slug}.md"
    old = before.text.splitlines()
    lines = difflib.unified_diff(old, text.splitlines(), f"a/{name}" if old else "/dev/null", f"b/{name}", lineterm="")
    return "\n".join(lines)
