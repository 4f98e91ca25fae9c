"""practices: the records of a base as files: which there are, what each says, and what lies where it should not."""

import hashlib
import os
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from bdp.content import attachments, schema, strays
from bdp.content.body import split_body
from bdp.content.fields import PLAIN_MAX, TITLE_MAX, TITLE_MIN
from bdp.content.hazards import hazards
from bdp.content.judge import Judge
from bdp.content.kinds import text
from bdp.content.sources import open_source, values
from bdp.content.strays import is_folder
from bdp.domain.errors import Problem
from bdp.domain.polish import is_slug
from bdp.domain.practice import Practice, Translation
from bdp.domain.unit import Register
from bdp.domain.vocabulary import Vocabularies
from bdp.system.files import Refused, exchange, measure

PRACTICES, ATTACHMENTS = "practices", "attachments"
_MD, _EN, _EN_MD = ".md", ".en", ".en.md"
_TRANSLATED = {"title": text(TITLE_MIN, TITLE_MAX), "plain": text(0, PLAIN_MAX, lines=True)}

Mark = tuple[str, int, int, int, int]
"""A file as it lies on disk: path relative to the base, size in bytes, mtime_ns, ctime_ns, inode."""
Stamp = tuple[Mark, ...]
"""Every file that a record is made of: the record, its translation, its attachments by name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one record's files say.

    ``practice`` is None where the record has problems beyond warnings. A translation with problems leaves the practice
    without it and sets ``translation_refused``, so that the last good one can be kept. ``revision`` is the SHA-256 over
    the bytes of all the record's files.
    """

    practice: Practice | None
    problems: tuple[Problem, ...]
    revision: str
    translation_refused: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What lies in a base: the stamp of every record, what is misplaced, and whether anything has a hidden name."""

    stamps: dict[str, Stamp]
    strays: tuple[Problem, ...]
    hidden: bool


class PracticeFiles:
    """The records under ``root/practices`` with their files under ``root/attachments``. Holds nothing open."""

    def __init__(self, root: Path) -> None:
        """Keep the folder of the base."""
        self.root = root
        self.practices = root / PRACTICES
        self.attachments = root / ATTACHMENTS
        self._marked: dict[str, Mark] = {}  # what the last look found

    def path(self, slug: str) -> Path:
        """Return the file of a record. Raises ValueError for what is no slug."""
        if not is_slug(slug):
            raise ValueError(slug)
        return self.practices / f"{slug}.md"

    def scan(self) -> dict[str, Stamp]:
        """Return the stamp of every record, by slug in order. Looks at each file's entry and opens none.

        Raises OSError where a folder may not be read: then it is not known which records there are.
        """
        return self.look().stamps

    def look(self) -> Look:
        """Return what ``scan`` and ``strays`` tell, for little more than the price of the first. Raises OSError."""
        if not is_folder(self.practices):
            return Look({}, self.strays(), hidden=False)
        folder = os.open(self.practices, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            marks, rest = self._marks(folder)
            records = {name[: -len(_MD)]: (mark,) for name, mark in marks.items() if not name.endswith(_EN_MD)}
            odd = [entry for entry in rest if entry.name not in marks or entry.name[: -len(_EN_MD)] not in records]
            misplaced = strays.among(self.root, odd, records)
        finally:
            os.close(folder)
        self._marked = marks
        stamps: dict[str, Stamp] = {slug: records[slug] for slug in sorted(records)}
        for entry in rest:
            if entry.name in marks and (slug := entry.name[: -len(_EN_MD)]) in stamps:
                stamps[slug] += (marks[entry.name],)
        for slug in _names(self.attachments):
            if slug in stamps:
                found = attachments.listing(self.attachments / slug)
                stamps[slug] += tuple(_mark(f"{ATTACHMENTS}/{slug}/{name}", about) for name, about in found.items())
        return Look(stamps, misplaced, hidden=any(entry.name.startswith(".") for entry in odd))

    def _marks(self, folder: int) -> tuple[dict[str, Mark], list[os.DirEntry[str]]]:
        """Return the marks of records and translations by name, and the entries that are no records.

        Marks are taken over from the last look where they are the same: with 100 000 files making them all anew and
        judging all names takes as long as asking the system for them. The folder is an open one: the system would else
        walk the whole path for each of its files.
        """
        marks: dict[str, Mark] = {}
        rest: list[os.DirEntry[str]] = []
        known = self._marked
        with os.scandir(folder) as entries:
            for entry in entries:
                name, mark = entry.name, known.get(entry.name)
                good = (mark is not None or _is_record(name)) and entry.is_file(follow_symlinks=False)
                if good:
                    marks[name] = _renewed(mark, name, entry.stat(follow_symlinks=False))
                if not good or name.endswith(_EN_MD):
                    rest.append(entry)
        return marks, rest

    def stamp(self, slug: str) -> Stamp:
        """Return the stamp of one record, () if there is no such file: to see whether it changed while it was read."""
        marks: list[Mark] = []
        for name in (f"{slug}.md", f"{slug}{_EN}.md"):
            about = _regular(self.practices / name)
            if about is None and not marks:
                return ()
            marks += [_mark(f"{PRACTICES}/{name}", about)] if about else []
        found = attachments.listing(self.attachments / slug)
        return (*marks, *(_mark(f"{ATTACHMENTS}/{slug}/{name}", about) for name, about in found.items()))

    def read(self, slug: str, vocabularies: Vocabularies, register: Register) -> Reading:
        """Read one record with all its files. Never raises for what is in them."""
        path = self.path(slug)
        files = attachments.listing(self.attachments / slug)
        judge = Judge(f"{PRACTICES}/{path.name}", vocabularies, register, tuple(files))
        source = open_source(path, judge)
        practice = schema.read(slug, source.mapping, source.document.body, judge, source.document.body_line)
        english = self.practices / f"{slug}{_EN}.md"
        translation, told, data = (None, (), b"") if _regular(english) is None else _translation(english)
        refused = translation is None and bool(data or told)
        digest = hashlib.sha256(hashlib.sha256(source.data).digest() + hashlib.sha256(data).digest())
        for name in files:
            digest.update(f"{name}\n{_digest(self.attachments / slug / name)}\n".encode())
        whole = replace(practice, translation=translation) if judge.passed else None
        return Reading(whole, (*judge.problems, *told), digest.hexdigest(), refused)

    def write(self, slug: str, data: bytes, expected_sha256: str | None) -> None:
        """Write a record's file durably if it is as the writer saw it (None: not there). Raises Conflict."""
        exchange(self.path(slug), data, expected_sha256)

    def strays(self) -> tuple[Problem, ...]:
        """Return what lies in the base under a name or in a form that no record can have."""
        return strays.find(self.root)


def _renewed(mark: Mark | None, name: str, about: os.stat_result) -> Mark:
    """Return the mark of a file of this name: the one it had, if it looks the same."""
    same = mark is not None and mark[2] == about.st_mtime_ns and mark[3] == about.st_ctime_ns
    if mark is not None and same and mark[1] == about.st_size and mark[4] == about.st_ino:
        return mark
    return _mark(f"{PRACTICES}/{name}", about)


def _is_record(name: str) -> bool:
    """Tell whether a name is that of a record or a translation."""
    return name.endswith(_MD) and is_slug(name.removesuffix(_MD).removesuffix(_EN))


def _names(folder: Path) -> list[str]:
    if not is_folder(folder):
        return []
    with os.scandir(folder) as entries:
        return [entry.name for entry in entries if entry.is_dir(follow_symlinks=False)]


def _regular(path: Path) -> os.stat_result | None:
    try:
        about = path.lstat()
    except OSError:
        return None
    return about if stat.S_ISREG(about.st_mode) else None


def _mark(name: str, about: os.stat_result) -> Mark:
    return name, about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino


def _digest(path: Path) -> str:
    try:
        return measure(path)[1]
    except (Refused, OSError):
        return ""


def _translation(path: Path) -> tuple[Translation | None, tuple[Problem, ...], bytes]:
    """Read the English version; None where it has problems beyond warnings."""
    judge = Judge(f"{PRACTICES}/{path.name}")
    source = open_source(path, judge)
    document = source.document
    given = values(source.mapping, _TRANSLATED, judge)
    for line, message in hazards(document.body):
        judge.warn_of_body(document.body_line + line, message)
    summary, presentation = split_body(document.body)
    translation = Translation(**given, summary=summary, presentation=presentation)
    return translation if judge.passed else None, judge.problems, source.data
