"""reference: an address where a base names it, and what became of following it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reference:
    """An address where it stands. ``shown`` are the paths of the pages that have it as a link, () where none does.

    ``anchors`` are the names of parts in the same text; ``public`` tells whether readers see it.
    """

    path: str
    line: int
    key: str
    address: str
    shown: tuple[str, ...] = ()
    anchors: frozenset[str] = frozenset()
    public: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with an address; a doubt may pass by itself, or is for a person to look at."""

    message: str
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What the site said of one of its own addresses: where it sends on to, the names of the page's parts.

    ``anchors`` is None for what is no page.
    """

    status: int
    location: str = ""
    anchors: frozenset[str] | None = None
