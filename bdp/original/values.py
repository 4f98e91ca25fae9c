"""values: what stands beside a label read as the key's kind of value; what does not fit is left for a note."""

import re
from dataclasses import dataclass
from datetime import date

from bdp.domain.links import is_address, is_email
from bdp.domain.polish import fold

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "stycznia styczen",
            " lutego luty",
            " marca marzec",
            " kwietnia kwiecien",
            " maja maj",
            " czerwca czerwiec",
            " lipca lipiec",
            "sierpnia sierpien",
            " wrzesnia wrzesien",
            " pazdziernika pazdziernik",
            " listopada listopad",
            " grudnia grudzien",
        ],
        start=1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})[-./ ](\d{1,2})[-./ ](\d{1,2})")
_POLISH = re.compile(r"(\d{1,2})[-./ ]+(\d{1,2})[-./ ]+(\d{4})")
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()}
_ROMAN_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN = {name: number for number, name in enumerate(_ROMAN_NUMERALS, start=1)}
_NAMED = re.compile(r"(\d{1,2})\.?[ .-]?([a-z]+)[ .-]{1,2}(\d{4})")
_AFTER_DAY = re.compile(r"(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?[ ,]*(?:r\.?|roku)?\.?", re.IGNORECASE)
_POSTAL = re.compile(r"(?<!\d)(\d{2}) ?[-–—] ?(\d{3})(?!\d)|(?<!\d)(\d{2}) ?(\d{3})(?!\d)")
_COUNT = re.compile(r"(?<!\d)(\d{1,3}(?:[. ,'’`]\d{3})+|\d{1,9})(?![\d,.]*\d)")
_ROUND = re.compile(r"(?<![\d.,])(\d{1,4})(?:[.,](\d{1,3}))?\s*(tys|mln|milion)")
_YEARS = re.compile(r"(?<!\d)((?:18|19|20)\d{2})(?!\d)")
_PIECES = re.compile(r"[\s,;]+")
_AROUND = "<>()[]{}\"'„”,;.|"
_AT = re.compile(r"\s*(?:\(at\)|\[at\]|\(małpa\)|\[małpa\]|@)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken out of a text. ``exact`` says that the value is all there was, so that no note is needed."""

    value: str
    exact: bool = True


def day(text: str) -> Taken | None:
    """Return a day in ISO form, None for what is none."""
    bare = re.sub(r"^(?:w )?dni[au] ", "", " ".join(text.split()))
    named = _NAMED.match(fold(bare))
    bare = re.sub(r"(?<=\d) ?([-./]) ?(?=\d)", r"\1", bare)
    for found, order in ((_ISO.match(bare), (1, 2, 3)), (_POLISH.match(bare), (3, 2, 1)), (named, (3, 2, 1))):
        if found:
            parts = [found[n] for n in order]
            month = parts[1] if parts[1].isdigit() else str((_MONTHS | _ROMAN).get(parts[1], 0))
            try:
                iso = date(int(parts[0]), int(month), int(parts[2])).isoformat()
            except ValueError:
                return None
            return Taken(iso, exact=_AFTER_DAY.fullmatch(bare[found.end() :]) is not None)
    return None


def postal(text: str) -> tuple[str, str]:
    """Return postal code and post office of a text that may have either, "" for what it has not."""
    found = _POSTAL.search(text)
    if found is None:
        return "", text.strip(" ,;-–")
    first, second = (found[1], found[2]) if found[1] else (found[3], found[4])
    rest = re.sub(r"^PL[ -]", "", f"{text[: found.start()]} {text[found.end() :]}")
    return f"{first}-{second}", " ".join(rest.split()).strip(" ,;-–")


def count(text: str) -> Taken | None:
    """Return a number of people as digits; "tys.", "mln" and what else stands beside it leaves it in doubt."""
    rounded = _ROUND.search(fold(text))
    if rounded:
        zeros = 3 if rounded[3] == "tys" else 6
        return Taken(str(int(rounded[1] + (rounded[2] or "").ljust(zeros, "0"))), exact=False)
    found = _COUNT.search(text)
    if found is None:
        return None
    digits = re.sub(r"\D", "", found[1])
    rest = fold(f"{text[: found.start()]} {text[found.end() :]}").strip(" .,:;")
    return Taken(str(int(digits)), exact=rest in ("", "osob", "mieszkancow", "os", "osoby", "mieszk"))


def years(text: str) -> tuple[str, str, bool]:
    """Return the first and last year of a period and whether that is all it says; the last is "" where it goes on."""
    found: list[str] = _YEARS.findall(text)
    bare = fold(text)
    if not found:
        return "", "", False
    rest = re.sub(
        r"[\s\-–—.,/]+|\b(?:od|do|roku|r|lata|rok|w|latach|nadal|trwa|obecnie|teraz|dzis)\b", "", _YEARS.sub("", bare)
    )
    last = found[1] if len(found) > 1 else ("" if re.search(r"\bod\b|nadal|trwa|obecnie|[-–—]\s*$", bare) else found[0])
    return found[0], last, not rest and len(found) < 3  # noqa: PLR2004 - more than a beginning and an end


def amount(text: str) -> str:
    """Return an amount in złoty as digits, "" for what is not one plain number."""
    found = re.fullmatch(r"(\d{1,3}(?:[ .]\d{3})+|\d+)(?:,(\d{1,2}))?\s*(?:zl|pln|zlotych)?\.?", fold(text.strip()))
    if found is None:
        return ""
    cents = found[2] or ""
    return re.sub(r"\D", "", found[1]) + (f".{cents.ljust(2, '0')}" if cents.strip("0") else "")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The web and e-mail addresses of a text; ``rest`` is what else it says."""

    websites: tuple[str, ...]
    emails: tuple[str, ...]
    rest: str
    mended: bool = False


def addresses(text: str) -> Addresses:
    """Take web and e-mail addresses out of a text, whatever stands between them."""
    whole = re.sub(r"(?i)\b(https?)\s*[:;]?\s*/\s*/\s*", r"\1://", text)
    whole = re.sub(r"(?i)mailto:", "", _AT.sub("@", whole))
    websites, emails, rest = [], [], []
    for piece in _PIECES.split(whole):
        bare = piece.strip(_AROUND)
        if is_email(bare):
            emails.append(bare)
        elif is_address(bare):
            websites.append(bare)
        elif bare:
            rest.append(piece)
    kept = whole.split() == text.split()
    return Addresses(
        tuple(dict.fromkeys(websites)), tuple(dict.fromkeys(emails)), " ".join(rest).strip(" ,;|/-–"), not kept
    )


def items(lines: list[str], *, commas: bool) -> list[str]:
    """Return the items of a list: one a line, or parted by semicolons (then lines are wraps), or by usual commas."""
    if any(";" in line for line in lines):
        lines = [" ".join(lines)]
    pieces: list[str] = []
    for line in lines:
        pieces += re.split(r"[;,]" if commas else ";", re.sub(r"^[-*•·–]\s+", "", line))
    return [piece for piece in dict.fromkeys(" ".join(piece.split()).strip() for piece in pieces) if piece]
