"""whereabouts: the lines of a Markdown file on which its keys and its addresses stand."""

from pathlib import Path
from urllib.parse import unquote

from bdp.content.judge import Judge
from bdp.content.nodes import Mapping, Node, Sequence
from bdp.content.sources import open_source


class Whereabouts:
    """One file of a base, read once; a file that cannot be read has everything on line 1."""

    def __init__(self, root: Path, path: str) -> None:
        """Read the file; ``path`` is relative to the base."""
        source = open_source(root / path, Judge(path))
        self.path = path
        self._header = source.mapping
        self._body = source.document.body.split("\n")
        self._first = source.document.body_line

    def key(self, key: str) -> int:
        """Return the line of a value: of ``source.url``, of ``websites.2``; of what is around it where it lacks."""
        node: Node = self._header
        line = 1
        for name in key.split("."):
            found = _inside(node, name)
            if found is None:
                break
            line, node = found
        return line

    def body(self, address: str) -> int:
        """Return the first line of the body that has an address, written in any way; the body's first one else."""
        for wanted in (address, unquote(address), address.replace("&", "&amp;")):
            for number, line in enumerate(self._body):
                if wanted in line:
                    return self._first + number
        return self._first


def _inside(node: Node, name: str) -> tuple[int, Node] | None:
    if isinstance(node, Mapping):
        return next(((key.line, value) for key, value in node.items if key.text == name), None)
    if isinstance(node, Sequence) and name.isdigit() and 0 < int(name) <= len(node.items):
        item = node.items[int(name) - 1]
        return item.line, item
    return None
