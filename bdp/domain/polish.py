"""polish: fold, sort_key, slugify and the plural rule of Polish."""

import re
import unicodedata
from functools import lru_cache

# ł and Ł have no canonical decomposition, so NFKD alone leaves them; the others are letters of neighbours' names.
_STROKES = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "œ": "oe"})
_POLISH = str.maketrans("ąćęłńóśźż", "acelnoszz")

# Place of each Polish letter between the plain ones: ą sorts after a and before b. ż is after ź.
_RANK = {"ą": ("a", 1), "ć": ("c", 1), "ę": ("e", 1), "ł": ("l", 1), "ń": ("n", 1), "ó": ("o", 1), "ś": ("s", 1)}
_RANK |= {"ź": ("z", 1), "ż": ("z", 2)}

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_MIN, SLUG_MAX = 3, 80


def fold(text: str) -> str:
    """Lower case without diacritics: ``Łódź`` gives ``lodz``."""
    plain = text.lower().translate(_POLISH)
    if plain.isascii():  # nearly always, and several times sooner
        return plain
    decomposed = unicodedata.normalize("NFKD", text.translate(_STROKES))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()


@lru_cache(maxsize=4096)  # labels of facets and names of units are ordered again for every page
def sort_key(text: str) -> tuple[tuple[tuple[str, int], ...], str]:
    """Collation key in the order of the Polish alphabet; digits before letters, marks and spaces do not count.

    Ties (capitals, punctuation) are settled by the text itself, so the order is total.
    """
    ranks = []
    for sign in unicodedata.normalize("NFC", text).casefold():
        if sign in _RANK:
            ranks.append(_RANK[sign])
        elif sign.isalnum():
            ranks.append((fold(sign), 0))
    return tuple(ranks), text


def slugify(text: str, longest: int = SLUG_MAX) -> str:
    """ASCII letters, digits and single hyphens, cut at ``longest`` characters at a word."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(slug) <= longest:
        return slug
    head = slug[: longest + 1].rpartition("-")[0]
    return head or slug[:longest]


def is_slug(text: str) -> bool:
    """Tell whether a text is a slug: a-z, 0-9 and single hyphens, 3 to 80 characters."""
    return SLUG_MIN <= len(text) <= SLUG_MAX and SLUG.fullmatch(text) is not None


def plural_form(number: int) -> int:
    """Index of the Polish plural form: 0 for 1, 1 for 2–4 (not 12–14), 2 else."""
    if number == 1:
        return 0
    tens, units = number % 100, number % 10
    return 1 if units in (2, 3, 4) and tens not in (12, 13, 14) else 2
