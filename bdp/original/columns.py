"""columns: pages whose menu and text stand side by side, as some text browsers print a table, parted again."""

import re
from collections import Counter

from bdp.original.furniture import Furniture, is_counter

_FEWEST = 4  # lines that must agree before a gap is taken for the edge between columns
_GAP = re.compile(r"\S(\s{2,})\S")


def parted(text: str, furniture: Furniture) -> str:
    """Return the left column, then the right one, where there are two; else the text as it is."""
    lines = [line.expandtabs() for line in text.split("\n")]
    edge = _edge(lines, furniture)
    if not edge:
        return text
    left, right = [], []
    for line in lines:
        if _crosses(line, edge) and not (line[edge - 1] == " " and furniture.is_menu(line[:edge])):
            right.append(line)
        else:
            left.append(line[:edge].strip())
            right.append(line[edge:].rstrip())
    return "\n".join([*(line for line in left if line), "", *right])


def _edge(lines: list[str], furniture: Furniture) -> int:
    """Return where the right column begins, 0 if there is none: where text stands beside words of a menu."""
    starts: Counter[int] = Counter()
    for line in lines:
        gap = _GAP.search(line)
        if gap and (furniture.is_menu(line[: gap.start(1)]) or is_counter(line[: gap.start(1)])):
            starts[gap.end(1)] += 1
    agreeing = sum(starts.values())
    if agreeing < _FEWEST:
        return 0
    low = min(starts)
    crossing = sum(_crosses(line, low) for line in lines if line.strip())
    return low if crossing * 5 < len(lines) else 0


def _crosses(line: str, edge: int) -> bool:
    """Tell whether a line runs over the edge."""
    return len(line) > edge and line[edge - 2 : edge] != "  "
