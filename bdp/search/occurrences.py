"""occurrences: every place of a record where words of a query stand, with the words around it."""

import re
from collections.abc import Iterator

from bdp.domain.concordance import Occurrence
from bdp.search.documents import Fields
from bdp.search.marks import Marker
from bdp.search.schema import TEXT_FIELDS

CONTEXT = 50  # characters on each side, whole words
_READ = 4 * CONTEXT  # characters looked at: white space may be wide
_SPACE = re.compile(r"\s+")


def occurrences(marker: Marker, fields: Fields) -> Iterator[Occurrence]:
    """Yield what answers the query, field by field and from the beginning of each text to its end.

    Words that stand for one thing (a phrase, a synonym of several words) are one occurrence.
    """
    for name, field in TEXT_FIELDS.items():
        for item in fields.get(name, ()):
            for start, end in marker.stretches(name, item.text):
                yield Occurrence(
                    where=field.where,
                    left=_before(item.text[max(0, start - _READ) : start], whole=start <= _READ),
                    words=_SPACE.sub(" ", item.text[start:end]),
                    right=_after(item.text[end : end + _READ], whole=end + _READ >= len(item.text)),
                    file=item.file,
                    page=item.page,
                    language=field.language,
                )


def _before(text: str, *, whole: bool) -> str:
    """Return the last words of a text on one line; the space at its end is kept, so that the parts can be joined."""
    line = _SPACE.sub(" ", text)
    if len(line) > CONTEXT or not whole:
        line = line[-CONTEXT - 1 :].partition(" ")[2]
    return line.lstrip()


def _after(text: str, *, whole: bool) -> str:
    """Return the first words of a text on one line, the space before them kept."""
    line = _SPACE.sub(" ", text)
    if len(line) > CONTEXT or not whole:
        line = line[: CONTEXT + 1].rpartition(" ")[0]
    return line.rstrip()
