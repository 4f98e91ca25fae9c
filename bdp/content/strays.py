"""strays: what lies in a base under a name or in a form in which nothing is read there, each named as a problem."""

import os
import stat
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from bdp.content.judge import nearest
from bdp.content.nodes import FILE
from bdp.domain.errors import Problem
from bdp.domain.polish import is_slug, slugify
from bdp.domain.vocabulary import NAMES

FOLDERS = ("_vocabulary", "_pages", "_news", "_units")
READ_TOO = ("practices/_pages/deklaracja-dostepnosci.yaml",)  # facts from which a page is written
_LINK = "to dowiązanie symboliczne; wstaw sam plik lub katalog"
_NOT_A_FILE = "to nie jest zwykły plik; wpis ma być plikiem Markdown"
_LISTS = tuple(f"{name}.yaml" for name in NAMES)
_README = "README.md"  # tells people about the folder; everyone expects that it may be there


def is_folder(path: Path) -> bool:
    """Tell whether there is a folder that is no link."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def find(root: Path) -> tuple[Problem, ...]:
    """Return every stray under ``practices/`` and ``attachments/``, by path."""
    return tuple(sorted({*_practices(root), *_attachments(root)}))


def among(root: Path, odd: Iterable[os.DirEntry[str]], records: Container[str]) -> tuple[Problem, ...]:
    """Return every stray, where ``odd`` is all in the folder of practices that belongs to none of the ``records``."""
    return tuple(sorted({*_judged(odd, records), *_folders(root), *_attachments(root)}))


def _entries(root: Path, name: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Go through a folder's entries but hidden ones, each with its path in the base; none where it may not be read."""
    try:
        with os.scandir(root / name) as entries:
            found = sorted(entries, key=lambda e: e.name)
    except OSError:
        return
    for entry in found:
        if not entry.name.startswith("."):
            yield f"{name}/{printable(entry.name)}", entry


def _closed(root: Path, name: str) -> Iterator[Problem]:
    """Name a folder that may not be read."""
    if is_folder(root / name) and not os.access(root / name, os.R_OK | os.X_OK):
        yield Problem(name, 1, FILE, "brak prawa odczytu katalogu; popraw uprawnienia")


def printable(name: str) -> str:
    """Return a file's name fit for a line: undecodable bytes and controls are shown as question marks."""
    return name if name.isprintable() else "".join(sign if sign.isprintable() else "?" for sign in name)


def _practices(root: Path) -> Iterator[Problem]:
    folder = root / "practices"
    if folder.is_symlink():
        yield Problem("practices", 1, FILE, _LINK)
    elif not is_folder(folder):
        yield Problem("practices", 1, FILE, "nie ma katalogu z wpisami; utwórz go albo popraw BDP_ROOT")
    else:
        yield from _closed(root, "practices")
        found = [entry for _, entry in _entries(root, "practices")]
        yield from _judged(found, {entry.name.removesuffix(".md") for entry in found})
        yield from _folders(root)


def _judged(odd: Iterable[os.DirEntry[str]], records: Container[str]) -> Iterator[Problem]:
    for entry in odd:
        if not entry.name.startswith("."):
            yield from _practice(f"practices/{printable(entry.name)}", entry, records)


def _folders(root: Path) -> Iterator[Problem]:
    for name in FOLDERS:
        if is_folder(root / "practices" / name):
            yield from _inside(root, f"practices/{name}", ".yaml" if name == "_vocabulary" else ".md")


def _practice(path: str, entry: os.DirEntry[str], records: Container[str]) -> Iterator[Problem]:
    """Judge one entry of the folder of practices."""
    name = entry.name
    if entry.is_symlink():
        yield Problem(path, 1, FILE, _LINK)
    elif name.endswith(".md") and name != _README:
        slug = name.removesuffix(".md").removesuffix(".en")
        if not entry.is_file(follow_symlinks=False):
            yield Problem(path, 1, FILE, _NOT_A_FILE)
        elif not is_slug(slug):
            better = slugify(slug) if is_slug(slugify(slug)) else "nazwa-praktyki"
            message = f"nazwa pliku ma mieć 3–80 znaków a-z, 0-9 i pojedyncze łączniki, np. „{better}.md”"
            yield Problem(path, 1, FILE, message)
        elif name.endswith(".en.md") and slug not in records:
            yield Problem(path, 1, FILE, f"tłumaczenie bez polskiego wpisu; brak pliku practices/{slug}.md")
    elif name.startswith("_") and name not in FOLDERS:
        message = f"takiego katalogu się nie czyta; najbliższy to „{nearest(name, FOLDERS)}”"
        yield Problem(path, 1, FILE, message, warning=True)
    elif name not in (*FOLDERS, _README):
        yield Problem(path, 1, FILE, "takiego pliku ani katalogu się tu nie czyta", warning=True)
    elif name in FOLDERS and not entry.is_dir(follow_symlinks=False):
        yield Problem(path, 1, FILE, "to ma być katalog")


def _inside(root: Path, folder: str, ending: str) -> Iterator[Problem]:
    """Judge the entries of a folder whose name begins with an underscore: only files with one ending are read."""
    yield from _closed(root, folder)
    for path, entry in _entries(root, folder):
        if entry.is_symlink():
            yield Problem(path, 1, FILE, _LINK)
        elif entry.name.endswith(ending) and not entry.is_file(follow_symlinks=False):
            yield Problem(path, 1, FILE, _NOT_A_FILE)
        elif folder.endswith("_vocabulary") and entry.name.endswith(ending) and entry.name not in _LISTS:
            message = f"takiego wykazu nie ma; najbliższy to „{nearest(entry.name, _LISTS)}”"
            yield Problem(path, 1, FILE, message, warning=True)
        elif not entry.name.endswith(ending) and path not in READ_TOO:
            yield Problem(
                path, 1, FILE, f"takiego pliku się tu nie czyta; pliki kończą się na „{ending}”", warning=True
            )


def _attachments(root: Path) -> Iterator[Problem]:
    folder = root / "attachments"
    if folder.is_symlink():
        yield Problem("attachments", 1, FILE, _LINK)
    yield from _closed(root, "attachments")
    if not is_folder(folder):
        return
    for path, entry in _entries(root, "attachments"):
        if entry.is_symlink():
            yield Problem(path, 1, FILE, _LINK)
        elif entry.is_dir(follow_symlinks=False):
            yield from _record_folder(root, path, entry.name)
        elif entry.name != _README:
            yield Problem(path, 1, FILE, "plik poza katalogiem wpisu nie jest czytany", warning=True)


def _record_folder(root: Path, path: str, slug: str) -> Iterator[Problem]:
    """Judge the folder of one record's attachments."""
    if not os.path.lexists(root / "practices" / f"{slug}.md"):
        message = f"katalog załączników bez wpisu; brak pliku practices/{printable(slug)}.md"
        yield Problem(path, 1, FILE, message, warning=True)
        return
    yield from _closed(root, f"attachments/{slug}")
    for inner, file in _entries(root, f"attachments/{slug}"):
        if file.is_symlink():
            yield Problem(inner, 1, FILE, _LINK)
        elif not file.is_file(follow_symlinks=False):
            yield Problem(inner, 1, FILE, "to nie jest zwykły plik i nie będzie udostępniony", warning=True)
