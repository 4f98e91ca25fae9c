"""questions: the judged questions of queries.yaml, later.yaml and third.yaml."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILES = tuple(Path(__file__).with_name(name) for name in ("queries.yaml", "later.yaml", "third.yaml"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an attachment the words must be shown; ``page`` is None where the kind of file has none."""

    slug: str
    file: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """One query with what it must find: ``want`` is slug -> grade (1 to 3), nothing at all where it is empty."""

    kind: str
    q: str
    want: dict[str, int]
    never: tuple[str, ...] = ()
    suggestion: str | None = None
    at: tuple[Place, ...] = ()
    language: str = "pl"


def load(*files: Path) -> tuple[Question, ...]:
    """Return the questions of some files, of all where none is named, in their order."""
    kinds = [kind for file in files or FILES for kind in yaml.safe_load(file.read_text(encoding="utf-8"))]
    return tuple(_question(kind["class"], one) for kind in kinds for one in kind["queries"])


def _question(kind: str, one: dict[str, Any]) -> Question:
    known = {"q", "want", "never", "suggestion", "at", "language"}
    if unknown := set(one) - known:
        message = f"{one['q']}: unknown keys {sorted(unknown)}"
        raise ValueError(message)
    return Question(
        kind=kind,
        q=one["q"],
        want=one["want"],
        never=tuple(one.get("never", ())),
        suggestion=one.get("suggestion"),
        at=tuple(Place(**place) for place in one.get("at", ())),
        language=one.get("language", "pl"),
    )
