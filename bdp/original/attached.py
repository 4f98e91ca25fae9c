"""attached: the list of attachments on a page: their titles and, where the page says them, the names of the files."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from bdp.domain.polish import fold, slugify
from bdp.original.found import Found, Remark, cleaned, dropped, shown
from bdp.original.markup import Link
from bdp.original.prose import blocks, wrap_width

_EXTENSIONS = [
    "pdf",
    "docx?",
    "odt",
    "rtf",
    "xlsx?",
    "ods",
    "csv",
    "pptx?",
    "odp",
    "txt",
    "jpe?g",
    "png",
    "webp",
    "svg",
    "zip",
]
_FILE = re.compile(rf"[^\s()\[\]/\\:*?\"<>|„”]+\.(?:{'|'.join(_EXTENSIONS)})\b", re.IGNORECASE)
_SURE = re.compile(
    rf"\.(?:{'|'.join(_EXTENSIONS)})\b|\b\d+(?:[.,]\d+)?\s*(?:[kMG]i?B|bajt)|^\W*(?:za[łl][ąa]cznik|pobierz)",
    re.IGNORECASE,
)
_WORDS = re.compile(r"\bzalaczni|\bprezentacj|\buchwal|\bsprawozdani|\bregulamin|\bprogram\b|\bpobierz|\bplik")
_NONE = re.compile(r"(?:brak|nie ma|bez) zalacznik\S*\.?|-+|brak\.?")
_FETCH = re.compile(r"(?:\[?(?:pobierz|pobierz plik|otworz|zobacz|plik|rozmiar|download)\]?:?)")
_WHOLE = re.compile(rf"(?:[kMG]i?B|\)|\.(?:{'|'.join(_EXTENSIONS)}))$", re.IGNORECASE)  # a size or a name ends a title
_HEAD_WORDS = "lp nazwa pliku plik rozmiar wielkosc typ format data opis pobierz tytul zalacznik"
_HEADS = frozenset(_HEAD_WORDS.split())
_TITLE_MOST, _MANY = 220, 60


def looks_like_list(lines: list[str]) -> bool:
    """Tell whether lines are titles of files and no running text."""
    titles = [" ".join(" ".join(block).split()) for block in blocks(lines)] if wrap_width(lines) else _titles(lines)
    if not titles or len(titles) > _MANY or max(map(len, titles)) > _TITLE_MOST:
        return False
    if len(titles) == 1 and _NONE.fullmatch(fold(titles[0])):
        return True
    sure = sum(_SURE.search(title) is not None for title in titles)
    hinted = any(_WORDS.search(fold(title)) for title in titles)
    sentences = sum(title.endswith((".", "!", "?", ":")) and not _SURE.search(title) for title in titles)
    return sentences == 0 and (sure * 2 >= len(titles) or hinted)


def _titles(lines: list[str]) -> list[str]:
    """Return one title for each line, or for each run of lines that were wrapped."""
    width = wrap_width(lines)
    titles: list[str] = []
    for block in blocks(lines):
        text, last = "", ""
        for line in block:
            words = line.split()
            if (
                text
                and width
                and len(last) + 1 + len(words[0]) > width
                and words[0][0].islower()
                and not _WHOLE.search(text)
            ):
                text = f"{text} {' '.join(words)}"
            else:
                titles += [text] if text else []
                text = " ".join(words)
            last = line.rstrip()
        titles.append(text)
    return [title for title in (re.sub(r"^(?:[-*+•·–»]|\ue000)\s*", "", t).strip() for t in titles) if title]


def attachments(lines: list[str], links: Iterable[Link]) -> Found:
    """Return the attachments in their order; their original names and addresses, where known, are notes."""
    rows: list[dict[str, str]] = []
    notes: list[str] = []
    remarks: list[Remark] = []
    by_text = {" ".join(link.text.split()): link.address for link in reversed(tuple(links))}
    taken: set[str] = set()
    for title in _titles(lines):
        head = set(re.findall(r"\w+", fold(title))) <= _HEADS and len(title.split()) > 1
        if head or _NONE.fullmatch(fold(title)) or _FETCH.fullmatch(fold(title)):
            remarks.append(dropped(f"załączniki: {shown(title)}"))
            continue
        address = next((a for text, a in by_text.items() if text and (text == title or text in title)), "")
        original = _original(title, address)
        name = _name(original, taken)
        if name and name != original:
            remarks.append(cleaned(f"nazwa pliku {shown(original)} → {name}"))
        if (name and name != original) or address:
            notes.append(f"Załącznik „{title}”: {address or original}")
        rows.append({"file": name, "title": title} if name else {"title": title})
    return Found((("attachments", rows),) if rows else (), tuple(notes), tuple(remarks))


def _original(title: str, address: str) -> str:
    """Return the name of a file as the text or the address has it, "" where neither has one."""
    path = unquote(PurePosixPath(urlsplit(address).path).name) if address else ""
    if _FILE.fullmatch(path.replace(" ", "_")):
        return path
    if _FILE.fullmatch(title.replace(" ", "_")):
        return title
    found = _FILE.search(title)
    return found[0] if found else ""


def _name(original: str, taken: set[str]) -> str:
    """Return a name that a file beside a record may have, one for each file."""
    if not original:
        return ""
    stem, _, extension = original.rpartition(".")
    plain = original if re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,100}", original) else ""
    name = plain or f"{slugify(stem, 100) or 'plik'}.{extension.lower()}"
    stem, _, extension = name.rpartition(".")
    number = 2
    while name.lower() in taken:
        name, number = f"{stem}-{number}.{extension}", number + 1
    taken.add(name.lower())
    return name
