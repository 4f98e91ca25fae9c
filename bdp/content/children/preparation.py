"""preparation: Markdown as people type it, brought to the form that the Markdown library reads the same way.

The library wants a blank line before a list or a table, four spaces for each level of a list, and fences at the
beginning of a line. People write lists right under a sentence, two spaces a level, as other readers of Markdown accept.
"""

import re

from bdp.content.body import Line, lines

_ITEM = re.compile(r"(?P<indent> *)(?P<mark>[-*+]|\d{1,9}[.)])(?P<gap> {1,4})(?=\S)")
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *")
_TABLE_LINE = re.compile(r" {0,3}\|?[ :]*-[-| :]*")
_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,}) *(?P<language>[\w#.+-]*)")
_STEP, _INDENTED = 4, 4


def prepare(text: str) -> str:
    """Return the text with its lists, tables and fenced code in the library's form."""
    work = _Preparation()
    for line in lines(text):
        work.take(line)
    return work.text()


class _Preparation:
    def __init__(self) -> None:
        self._out: list[str] = []
        self._levels: list[int] = []  # the column at which the text of each open list item begins
        self._fence = ""

    def text(self) -> str:
        """Return what was taken; a fence that nothing closed is closed."""
        return "\n".join([*self._out, *([self._fence] if self._fence else [])])

    def take(self, line: Line) -> None:
        """Take the next line."""
        if line.code:
            self._code(line)
            return
        text = line.text.expandtabs(_STEP)
        item = None if _RULE.fullmatch(text) else _ITEM.match(text)
        indent = len(text) - len(text.lstrip(" "))
        if not text.strip():
            self._out.append("")
        elif item and self._begins_item(item):
            self._item(item, text)
        elif self._levels and not self._blank:
            self._out.append(text)  # goes on with the item's paragraph
        else:
            self._paragraph(text, indent)

    @property
    def _blank(self) -> bool:
        return not self._out or not self._out[-1].strip()

    def _code(self, line: Line) -> None:
        self._levels.clear()
        found = _FENCE.match(line.text)
        if line.kind == "open" and found:
            self._fence = found["mark"]
            self._out += [*([] if self._blank else [""]), f"{found['mark']}{found['language']}"]
        elif line.kind == "close":
            self._out.append(self._fence)
            self._fence = ""
        else:
            self._out.append(line.text)

    def _begins_item(self, item: re.Match[str]) -> bool:
        """Tell an item from indented code, and from a number that a sentence happens to wrap at."""
        if self._levels:
            return True
        if len(item["indent"]) >= _INDENTED:
            return False
        return self._blank or item["mark"][0] in "-*+" or item["mark"][:-1] == "1"

    def _item(self, item: re.Match[str], text: str) -> None:
        indent = len(item["indent"])
        if not self._levels and not self._blank:
            self._out.append("")
        while self._levels and indent < self._levels[-1]:
            self._levels.pop()
        mark = item["mark"].replace(")", ".")
        self._out.append(" " * (_STEP * len(self._levels)) + mark + item["gap"] + text[item.end() :])
        self._levels.append(item.end())

    def _paragraph(self, text: str, indent: int) -> None:
        """Put a line that is no item: within an item where it is indented so far, else after all lists."""
        while self._levels and indent < self._levels[-1]:
            self._levels.pop()
        if self._levels:
            text = " " * (_STEP * len(self._levels)) + text[self._levels[-1] :]
        header = self._out[-1] if self._out else ""
        if "|" in text and _TABLE_LINE.fullmatch(text) and "|" in header:
            above = self._out[-2] if len(self._out) > 1 else ""
            if above.strip() and "|" not in above:
                self._out.insert(-1, "")
        self._out.append(text)
