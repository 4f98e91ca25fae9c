"""sections: the lines of one part, or of several below each other, parted at headings such as "Metryka praktyki"."""

from collections.abc import Iterator
from dataclasses import dataclass

from bdp.domain.polish import fold
from bdp.original.found import PRESENTATION
from bdp.original.furniture import bare_of
from bdp.original.markup import HEADING
from bdp.original.metryka import begins_at

_MARKERS = {
    "metryka praktyki": "metryka",
    "metryka": "metryka",
    "pelna prezentacja": "presentation",
    "pelna prezentacja praktyki": "presentation",
    "zalaczniki": "attachments",
    "zalaczniki do pobrania": "attachments",
    "lista zalacznikow": "attachments",
    "skrot": "summary",
    "skrot praktyki": "summary",
    "skrot i metryka": "summary",
}


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one part; ``mark`` is what said which part it is, "" where nothing did."""

    mark: str
    lines: list[str]


def names_metryka(content: list[str]) -> bool:
    """Tell whether lines have the heading "Metryka praktyki"."""
    return any(marker(line) == "metryka" for line in content)


def sections(content: list[str], title: str, *, unnamed: bool = True) -> Iterator[Section]:
    """Part the lines between two lines of parts at headings such as "Metryka praktyki".

    ``unnamed`` lets labels in a row above the full presentation begin a metryka that no heading names.
    """
    lines: list[str] = []
    mark = ""
    above = next((n for n, line in enumerate(content) if marker(line) == PRESENTATION), len(content))
    labels = begins_at(content[:above]) if unnamed and not names_metryka(content) else None
    for number, line in enumerate(content):
        found = "metryka" if number == labels else marker(line)
        if found:
            yield Section(mark, lines)
            lines, mark = [line] if number == labels else [], found
        elif not (not lines and mark == "" and title and fold(bare_of(line)) == bare_of(title)):
            lines.append(line)
    yield Section(mark, lines)


def marker(line: str) -> str:
    """Return what a line is the heading of, "metryka" or a part; "" for any other line."""
    text = line.replace(HEADING, "").strip()
    return "" if text.endswith(".") and not text.startswith(".") else _MARKERS.get(bare_of(text), "")
