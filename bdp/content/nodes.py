"""nodes: front matter as it was typed: texts, lists and mappings, each with its line."""

from dataclasses import dataclass

FILE = "file"  # the key of a problem where no key is at fault


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. ``plain`` says that it was written without quotes."""

    text: str
    line: int
    plain: bool = True

    @property
    def empty(self) -> bool:
        """Tell whether nothing was written; a bare ``~`` is YAML's way to write nothing."""
        return not self.text.strip() or (self.plain and self.text == "~")


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple["Node", ...]
    line: int

    @property
    def empty(self) -> bool:
        """Tell whether it has no item with a value."""
        return all(item.empty for item in self.items)


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, each key once."""

    items: tuple[tuple[Scalar, "Node"], ...] = ()
    line: int = 1

    @property
    def empty(self) -> bool:
        """Tell whether it has no key."""
        return not self.items


@dataclass(frozen=True, slots=True)
class Unread:
    """A value that could not be read; its fault has been reported already."""

    line: int

    @property
    def empty(self) -> bool:
        """Something was written."""
        return False


Node = Scalar | Sequence | Mapping | Unread


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the text itself, before any rule of a key is asked; ``line`` counts in the file."""

    line: int
    key: str
    message: str
