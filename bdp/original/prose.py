"""prose: lines of running text, wrapped or not, as paragraphs of Markdown that say the same."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise

from bdp.original.markup import HEADING, Link

_RULE = re.compile(r"\s*(?:[-=_*~–—.·]\s*){3,}")
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s+\S")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s)")
_ENDED = re.compile(r"[.!?:;][\"”»')\]]*$")
_WIDEST, _NARROWEST = 135, 36  # columns at which text browsers wrap
_MOSTLY = 0.6
_LINE_MAX = 10_000  # longer lines are not rendered by BDP
_UNFIT = re.compile(r"[\s<>]")
_HEADING_MARK = "### "


def paragraphs(lines: list[str]) -> list[str]:
    """Return the paragraphs of some lines: wrapped lines joined, others kept apart; lists and tables stay together.

    A heading of HTML begins with HEADING. Rules made of signs are layout and left out.
    """
    width = wrap_width(lines)
    found: list[str] = []
    for block in blocks(lines):
        joined = list(_joined(block, width))
        found += _tables(joined)
    return list(_in_order(found))


def blocks(lines: list[str]) -> Iterator[list[str]]:
    """Go through runs of lines that have no empty line or rule inside."""
    block: list[str] = []
    for line in [*lines, ""]:
        heading = line.startswith(HEADING)
        if (not line.strip() or _RULE.fullmatch(line) or heading) and block:
            yield block
            block = []
        if heading:
            yield [line]
        elif line.strip() and not _RULE.fullmatch(line):
            block.append(line)


def wrap_width(lines: list[str]) -> int:
    """Return the column at which a program wrapped these lines, 0 where nothing was wrapped."""
    pairs = [
        (first.rstrip(), second.split(None, 1)[0])
        for first, second in pairwise(lines)
        if first.strip() and second.strip()
    ]
    width = max((len(first) for first, _ in pairs), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    full = sum(_is_full(first, word, width) for first, word in pairs)
    halfway = sum(not _ENDED.search(first) for first, _ in pairs)
    return width if full >= len(pairs) * _MOSTLY and halfway * 2 >= len(pairs) else 0


def _is_full(line: str, next_word: str, width: int) -> bool:
    """Tell whether the next word had no room in a line."""
    return len(line.rstrip()) + 1 + len(next_word) > width


def _joined(block: list[str], width: int) -> Iterator[str]:
    """Join lines that were wrapped; a list's item takes the lines below it that were wrapped off it."""
    text, last = "", ""
    for line in block:
        begins = _ITEM.match(line.strip()) is not None
        if text and width and _is_full(last, line.split(None, 1)[0], width) and not begins:
            text = f"{text} {line.strip()}"
        else:
            if text:
                yield text
            text = line.strip()
        last = line
    if text:
        yield text


def _tables(lines: list[str]) -> Iterator[str]:
    """Write rows of equally many cells as a table, items of a list without empty lines between, other lines apart."""
    rest = list(lines)
    while rest:
        cells = rest[0].count("\t")
        rows = _run(rest, partial(_has_cells, cells)) if cells else []
        items = _run(rest, lambda line: _ITEM.match(line) is not None)
        if len(rows) > 1:
            yield _table(rows)
            del rest[: len(rows)]
        elif items:
            yield "\n".join(_escaped(re.sub(r"\s*\t\s*", " ", line)) for line in items)
            del rest[: len(items)]
        else:
            yield _paragraph(re.sub(r"\s*\t\s*", " ", rest.pop(0)))


def _has_cells(count: int, line: str) -> bool:
    return line.count("\t") == count


def _run(lines: list[str], fits: Callable[[str], bool]) -> list[str]:
    run: list[str] = []
    for line in lines:
        if not fits(line):
            break
        run.append(line)
    return run


def _table(rows: list[str]) -> str:
    cells = [[_inline(cell.strip()).replace("|", "\\|") for cell in row.split("\t")] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([lines[0], "|" + " --- |" * len(cells[0]), *lines[1:]])


def _in_order(texts: list[str]) -> Iterator[str]:
    """Keep the numbers of items that would go on a list above them with another number."""
    expected = 0
    for text in texts:
        lines = []
        for line in text.split("\n"):
            found = _NUMBERED.match(line)
            wrong = found is not None and expected not in (0, int(found[1]))
            lines.append(f"{found[1]}\\{line[len(found[1]) :]}" if found and wrong else line)
            expected = int(found[1]) + 1 if found and not wrong else 0
        yield "\n".join(lines)


def _paragraph(text: str) -> str:
    if text.startswith(HEADING):
        heading = text.removeprefix(HEADING).strip()
        return f"{_HEADING_MARK}{_inline(heading)}" if heading else ""
    return _escaped(text)


def _escaped(text: str) -> str:
    """Return a line that Markdown shows as it is: signs at its beginning and pairs of marks lose their meaning."""
    text = _inline(text)
    text = re.sub(r"^(#{1,6}(?=\s|$)|>|=(?==*$))", r"\\\1", text)
    return text if len(text) <= _LINE_MAX else "\n".join(_cut(text))


def _cut(text: str) -> Iterator[str]:
    while len(text) > _LINE_MAX:
        head, space, _ = text[:_LINE_MAX].rpartition(" ")
        piece = head if space else text[:_LINE_MAX]
        yield piece
        text = text[len(piece) :].lstrip()
    yield text


def _inline(text: str) -> str:
    """Keep the signs that Markdown or HTML would swallow inside a line."""
    text = re.sub(r"&(?=#?\w{1,31};)", "&amp;", text)
    text = re.sub(r"<(?=[A-Za-z/!?])(?!(?:https?://|mailto:)[^\s<>]+>)", "&lt;", text)
    text = re.sub(r"\\(?=[\\`*_{}\[\]()<>#+.!|-])", r"\\\\", text)
    if text.count("`") > 1:
        text = text.replace("`", "\\`")
    return re.sub(r"\[(?=[^\]\[]*\][(\[:])(?![^\]\[]*\]\((?:https?://|mailto:)[^\s()<>]+\))", r"\\[", text)


def with_links(text: list[str], links: list[Link]) -> list[str]:
    """Add the addresses to which words of the text led, as a list at its end; those that it names itself are there."""
    whole = " ".join(text)
    rows = []
    for link in dict.fromkeys(links):
        name = link.text.strip() or link.address
        if (
            link.address.startswith(("http://", "https://"))
            and link.address not in whole
            and not _UNFIT.search(link.address)
        ):
            rows.append(f"- [{_inline(name).replace('[', '(').replace(']', ')')}](<{link.address}>)")
    return [*text, "Odnośniki:", "\n".join(rows)] if rows else text
