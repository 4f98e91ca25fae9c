"""front_matter: a file parted into header and body, and the header read into nodes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from bdp.content import events
from bdp.content.characters import forbidden, forgiven
from bdp.content.nodes import FILE, Fault, Mapping, Node, Scalar, Unread

HEADER_MAX, BODY_MAX = 64 * 1024, 256 * 1024  # bytes
FILE_MAX = HEADER_MAX + BODY_MAX + 64  # and the two fences
BOM = b"\xef\xbb\xbf"
_FENCE = re.compile(r"---[ \t]*")
_KEY_LINE = re.compile(r"[\"']?([^\s#:\"'\[\]{}][^:\n\"']{0,200})[\"']? *:(?=\s|$)")
_TAB = re.compile(r"^ *\t[ \t]*(?=\S)", re.MULTILINE)
_BLANK = re.compile(r"^[ \t]*\t[ \t]*$", re.MULTILINE)  # a tab that nobody sees indents nothing
_DOCUMENT = re.compile(r"^(?:\.\.\.|---)(?=\s|$).*$", re.MULTILINE)
_SINGLE_BYTE, _POLISH = ("windows-1250", "ISO-8859-2"), "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"
_TABULATOR = "tabulator na początku wiersza; wcinaj spacjami"
_SECOND = "drugi dokument YAML; nagłówek ma być jeden, bez wierszy „...” i „---” w środku"
_MOST = 20  # faults of one kind


@dataclass(frozen=True, slots=True)
class Document:
    """A file's text without its fences. Lines end in a line feed here; ``newline`` is what the file uses most.

    ``faults`` are those of the text; ``whole`` says whether header and body could be told apart at all.
    """

    header: str = ""
    body: str = ""
    body_line: int = 1
    newline: str = "\n"
    bom: bool = False
    faults: tuple[Fault, ...] = ()
    whole: bool = True


def split(data: bytes) -> Document:
    """Part a file at its ``---`` lines. Never raises: what is wrong stands in ``faults``."""
    bom = data.startswith(BOM)
    raw = data[len(BOM) :] if bom else data
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _refused(raw.count(b"\n", 0, error.start) + 1, _encoding(raw))
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    text = text.replace("\r\n", "\n")
    lines = text.split("\n")
    if not text.strip():
        return _refused(1, "plik jest pusty; zacznij od nagłówka między wierszami „---”")
    if not _FENCE.fullmatch(lines[0]):
        return _refused(1, "brak nagłówka; pierwszy wiersz pliku ma zawierać tylko „---”")
    end = next((n for n, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), 0)
    if not end:
        return _refused(1, "nagłówek nie ma końca; zamknij go wierszem „---”")
    header, body = "\n".join([*lines[1:end], ""]), "\n".join(lines[end + 1 :])
    if len(header.encode()) > HEADER_MAX:
        return _refused(1, f"nagłówek jest dłuższy niż {HEADER_MAX // 1024} KiB; przenieś tekst do treści wpisu")
    return Document(header, body, end + 2, newline, bom, tuple(_limits(header, body, end + 2)))


def _refused(line: int, message: str) -> Document:
    return Document(faults=(Fault(line, FILE, message),), whole=False)


def _limits(header: str, body: str, body_line: int) -> Iterator[Fault]:
    if len(body.encode()) > BODY_MAX:
        yield Fault(body_line, FILE, f"treść jest dłuższa niż {BODY_MAX // 1024} KiB; przenieś część do załącznika")
    for line, message in forbidden(header, header=True):
        yield Fault(line + 2, FILE, message)
    for line, message in forbidden(body):
        yield Fault(line + body_line, FILE, message)


def _encoding(raw: bytes) -> str:
    """Say that a file is not UTF-8, and what it looks like."""
    guess = ""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        guess = " (wygląda na UTF-16)"
    else:
        counts = [sum(raw.decode(name, "replace").count(sign) for sign in _POLISH) for name in _SINGLE_BYTE]
        most = max(counts)
        name = _SINGLE_BYTE[counts.index(most)]
        guess = f" (wygląda na {name})" if most else ""
    return f"plik nie jest zapisany w UTF-8{guess}; zapisz go ponownie z kodowaniem UTF-8"


def parse(header: str, first_line: int = 2) -> tuple[Mapping, tuple[Fault, ...]]:
    """Read a header into its keys and values, with everything that is wrong with its YAML.

    Where one key's value breaks the YAML, the others are still read, each from its own lines, so that all problems of a
    file can be named at once; the broken one is ``Unread``.
    """
    text = _BLANK.sub("", forgiven(header))
    faults = [Fault(first_line + line, FILE, _TABULATOR) for line in _lines(_TAB, text)]
    faults += [Fault(first_line + line, FILE, _SECOND) for line in _lines(_DOCUMENT, text)]
    text = _DOCUMENT.sub("", _TAB.sub(lambda m: m.group().replace("\t", "  "), text))
    kept = len(faults)
    try:
        node = events.read(text, first_line, faults)
    except events.Unreadable as error:
        del faults[kept:]
        node = Mapping(tuple(_piecemeal(text, first_line, faults)), first_line)
        if len(faults) == kept:
            faults.append(error.fault)
    if node is None:
        return Mapping((), first_line), tuple(faults)
    if not isinstance(node, Mapping):
        faults.append(Fault(node.line, FILE, "nagłówek ma się składać z wierszy „klucz: wartość”"))
        return Mapping((), first_line), tuple(faults)
    return node, tuple(faults)


def _lines(pattern: re.Pattern[str], text: str) -> list[int]:
    """Return the lines, from 0, of the first matches."""
    return [text.count("\n", 0, match.start()) for match in islice(pattern.finditer(text), _MOST)]


def _piecemeal(text: str, first_line: int, faults: list[Fault]) -> Iterator[tuple[Scalar, Node]]:
    """Read each top-level key from its own lines."""
    lines = text.split("\n")
    starts = [n for n, line in enumerate(lines) if _KEY_LINE.match(line)]
    if starts and any(line.strip() and not line.startswith("#") for line in lines[: starts[0]]):
        faults.append(Fault(first_line, FILE, "nagłówek ma się zaczynać wierszem „klucz: wartość”"))
    seen: dict[str, int] = {}
    for start, end in pairwise([*starts, len(lines)]):
        at = first_line + start
        for key, value in _piece("\n".join(lines[start:end]), at, faults):
            if key.text in seen:
                message = f"klucz powtórzony (pierwszy raz w wierszu {seen[key.text]}); zostaw jeden"
                faults.append(Fault(at, events.printable(key.text), message))
            else:
                seen[key.text] = at
                yield key, value


def _piece(text: str, line: int, faults: list[Fault]) -> tuple[tuple[Scalar, Node], ...]:
    kept = len(faults)
    try:
        node = events.read(text, line, faults)
    except events.Unreadable as error:
        del faults[kept:]
        faults.append(error.fault)
        found = _KEY_LINE.match(text)
        return ((Scalar(found[1].strip(), line), Unread(line)),) if found else ()
    return node.items if isinstance(node, Mapping) else ()
