"""project: the project's own files and syntax trees, as the gates read them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
MADE = {
    "__pycache__",
    ".git",
    ".venv",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    ".audit",
    ".bench",
}
MADE |= {"build", "dist", "instance", "node_modules", "generations"}


@dataclass(frozen=True, eq=False)
class Source:
    """A Python file: where it lies, its dotted name, its text and its syntax tree, read when first asked for."""

    path: Path
    name: str

    @cached_property
    def text(self) -> str:
        """The whole file."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)

    @property
    def place(self) -> str:
        """The path from the top of the repository, as a person would write it."""
        return self.path.relative_to(TOP).as_posix()


def files(*folders: str, suffix: str = "") -> Iterator[Path]:
    """Every file below these folders of the repository that no tool made, in order."""
    for folder in folders:
        for path in sorted((TOP / folder).rglob(f"*{suffix}")):
            if path.is_file() and MADE.isdisjoint(path.relative_to(TOP).parts):
                yield path


def everything() -> Iterator[Path]:
    """Every file of the repository that no tool made."""
    for path in sorted(TOP.iterdir()):
        if path.is_dir() and path.name not in MADE:
            yield from files(path.name)
        elif path.is_file():
            yield path


@cache
def source(path: Path) -> Source:
    """Return a Python file; each is read and parsed once."""
    return Source(path, ".".join(path.relative_to(TOP).with_suffix("").parts).removesuffix(".__init__"))


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Every Python file below these folders."""
    return tuple(map(source, files(*folders, suffix=".py")))


@cache
def modules() -> frozenset[str]:
    """Return the dotted name of every module of BDP and its tests."""
    return frozenset(source.name for source in sources("bdp", "tests"))


@cache
def walked(source: Source) -> tuple[ast.AST, ...]:
    """Return every node of a file."""
    return tuple(ast.walk(source.tree))


def imports(source: Source) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, with its line; ``from a import b`` gives a.b where that is a module of BDP."""
    for node in walked(source):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            above = source.name.split(".")[: -node.level] if node.level else []
            start = ".".join([*above, node.module] if node.module else above)
            for alias in node.names:
                whole = f"{start}.{alias.name}"
                yield (whole if whole in modules() else start), node.lineno


def called(node: ast.Call) -> str:
    """Return the dotted name of what a call calls, "" where it is no name."""
    parts: list[str] = []
    function = node.func
    while isinstance(function, ast.Attribute):
        parts.append(function.attr)
        function = function.value
    if isinstance(function, ast.Name):
        parts.append(function.id)
    return ".".join(reversed(parts))
