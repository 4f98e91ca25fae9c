"""encodings: bytes of a saved page as text: UTF-8, UTF-16 with a mark, ISO-8859-2 and windows-1250 told apart."""

import re
import unicodedata
from dataclasses import dataclass

from bdp.original.found import Remark, Unreadable, cleaned, doubtful

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"{\\rtf")
_POLISH = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
_USUAL = _POLISH | frozenset("„”“‘’‚–—…«»‹›§°·•×÷€™©®\xa0\xadáäčéëíöřšüýžÁÄČÉËÍÖŘŠÜÝŽß²³½±´¨|")
_CANDIDATES = ("windows-1250", "iso-8859-2")
_STRANGE_MOST = 0.3  # of the letters beyond ASCII; real pages have next to none
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060]")
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_WIDE = re.compile("[ \t]{200,}")  # wider than any page; keeps what looks at gaps quick
_LINE_END = re.compile("\r+\n|\r|\x0b|\x0c|\x85|\u2028|\u2029")
_MANGLED = re.compile("(?:Ä[…‡™„†]|Ĺ[‚„›şĽ\x82]|Ăł)")  # UTF-8 that some program took for windows-1250
_MANGLED_SOME = 3


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text with line feeds, plain spaces and no invisible signs."""

    text: str
    remarks: tuple[Remark, ...] = ()


def decode(data: bytes) -> Text:
    """Return the text of a saved page. Raises Unreadable for empty and binary files and encodings not known here."""
    found = as_written(data)
    text, more = _mended(found.text)
    return Text(tidy(text), (*found.remarks, *more))


def as_written(data: bytes) -> Text:
    """Return the text of a file with every sign as it is. Raises Unreadable as ``decode`` does."""
    if not data.strip():
        message = "plik jest pusty"
        raise Unreadable(message)
    if data.startswith(_BINARY):
        message = "to nie jest strona zapisana jako HTML ani tekst"
        raise Unreadable(message)
    return Text(*_decoded(data))


def _decoded(data: bytes) -> tuple[str, tuple[Remark, ...]]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(name), ()
            except UnicodeDecodeError:
                break
    if b"\0" in data or _controls(data) * 50 > len(data):
        message = "to nie jest plik tekstowy"
        raise Unreadable(message)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _mixed(data) or _single_byte(data)


def _controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, bytes([*range(9), *range(14, 32), 127])))


def _mixed(data: bytes) -> tuple[str, tuple[Remark, ...]] | None:
    """Return UTF-8 with some foreign bytes, which are read as windows-1250; None where it is mostly not UTF-8."""
    text = data.decode("utf-8", "surrogateescape")
    stray = len(re.findall("[\udc80-\udcff]", text))
    if stray > sum(sign in _POLISH for sign in text):
        return None
    text = re.sub("[\udc80-\udcff]", lambda m: _byte(ord(m[0]) - 0xDC00), text)
    return text, (doubtful(f"w pliku UTF-8 jest {stray} bajtów z innego kodowania; odczytano je jako windows-1250"),)


def _byte(value: int) -> str:
    return bytes([value]).decode("windows-1250", "replace")


def _single_byte(data: bytes) -> tuple[str, tuple[Remark, ...]]:
    texts = [data.decode(name, "replace") for name in _CANDIDATES]
    name, text = max(zip(_CANDIDATES, texts, strict=True), key=lambda pair: _likeness(pair[1]))
    beyond = [sign for sign in text if ord(sign) > 127]  # noqa: PLR2004 - the end of ASCII
    if _strange(text) > len(beyond) * _STRANGE_MOST:
        message = "nieznane kodowanie znaków; zapisz plik jako UTF-8, ISO-8859-2 albo windows-1250"
        raise Unreadable(message)
    # Browsers read windows-1250's quotes and dashes on pages that call themselves ISO-8859-2, so people wrote them.
    text = re.sub("[\x80-\x9f]", lambda m: _byte(ord(m[0])), text)
    return text, (cleaned(f"odczytano kodowanie {name}"),)


def _strange(text: str) -> int:
    return sum(ord(sign) > 127 and sign not in _USUAL for sign in text)  # noqa: PLR2004


def _likeness(text: str) -> int:
    return sum(sign in _POLISH for sign in text) - 2 * _strange(text)


def _mended(text: str) -> tuple[str, tuple[Remark, ...]]:
    """Undo what a program did that took UTF-8 for windows-1250, where all of the text can be turned back."""
    pairs = len(_MANGLED.findall(text))
    if pairs < _MANGLED_SOME or sum(sign in _POLISH for sign in text) > 2 * pairs:
        return text, ()
    try:
        back = b"".join(_raw(sign) for sign in text).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text, (doubtful("polskie litery wyglądają na zepsute przy wcześniejszym zapisie"),)
    return back, (cleaned("naprawiono polskie litery zepsute przy wcześniejszym zapisie"),)


def _raw(sign: str) -> bytes:
    """Return the byte that became this sign; those without a letter stay what they are."""
    return bytes([ord(sign)]) if "\x80" <= sign <= "\x9f" else sign.encode("windows-1250")


def tidy(text: str) -> str:
    """Return a text with line feeds, plain spaces, composed letters and without signs that nobody sees."""
    text = _CONTROL.sub("", _LINE_END.sub("\n", re.sub(".\x08", "", text)))
    text = _WIDE.sub(" " * 200, _SPACE.sub(" ", _INVISIBLE.sub("", text)))
    return unicodedata.normalize("NFC", text)
