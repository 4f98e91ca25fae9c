"""pieces: a build of many records in pieces, each read, prepared and analysed by a process of its own."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Self

from bdp.domain.errors import BdpError
from bdp.domain.vocabulary import Vocabularies
from bdp.index.manifest import Stamp
from bdp.index.taken import Taken, decode
from bdp.services.intake import ahead
from bdp.system.children import Child, ChildFailed

RECORDS = 400  # of a piece at most: some 250 000 words
_EACH = 3  # pieces for each process at least, so that all end at about the same time
_ASKED = 20  # records of one request: so often progress is told, and so soon a build that fails has ended
_MODULE = "bdp.services.piecework"
_CPU_SECONDS, _WALL_SECONDS, _MEMORY_BYTES, _ANSWER_BYTES = 3600, 86_400, 4 << 30, 1 << 20  # no record is so hard


class PieceLost(BdpError):
    """A piece could not be made, twice."""


@dataclass(frozen=True, slots=True)
class Order:
    """What every process is told first: the base, its lists, and what is carried over from which generation."""

    root: Path
    vocabularies: Vocabularies
    carried: int | None
    readable: bool
    retried: bool
    whole: bool
    folder: Path

    def message(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        lists = {f.name: [astuple(t) for t in getattr(self.vocabularies, f.name)] for f in fields(self.vocabularies)}
        plain = {name: getattr(self, name) for name in ("carried", "readable", "retried", "whole")}
        return {"root": str(self.root), "folder": str(self.folder), "vocabularies": lists, **plain}


@dataclass(frozen=True, slots=True)
class Piece:
    """What was made of some records: a file with a line for each, in order, and the files with their words."""

    records: Path
    words: tuple[Path, ...]

    def taken(self) -> Iterator[Taken]:
        """Yield the records; the file is gone then."""
        with self.records.open("rb") as lines:
            yield from map(decode, lines)
        self.records.unlink()


Numbered = tuple[int, Sequence[tuple[str, Stamp]]]


class Pieces:
    """Some processes that make pieces; use it as a context manager to have them ended.

    A process that dies is replaced once for each piece. ``tell`` is called for every record that is done, by one thread
    at a time.
    """

    def __init__(self, order: Order, workers: int, tell: Callable[[str], None]) -> None:
        """Start nothing yet; the order's folder is made for the files and removed again."""
        self._order, self._tell, self._workers = order, tell, workers
        self._children = [
            Child(
                _MODULE,
                cpu_seconds=_CPU_SECONDS,
                wall_seconds=_WALL_SECONDS,
                memory_bytes=_MEMORY_BYTES,
                answer_bytes=_ANSWER_BYTES,
            )
            for _ in range(workers)
        ]
        self._idle: SimpleQueue[Child] = SimpleQueue()
        for child in self._children:
            self._idle.put(child)
        self._telling, self._told = threading.Lock(), Counter[int]()  # how many records of each piece were told of
        self._stopped = threading.Event()

    def __enter__(self) -> Self:
        """Make the folder."""
        self._order.folder.mkdir(mode=0o700)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes; what is left in the folder goes with the whole build."""
        self._stopped.set()
        for child in self._children:
            child.close()
        if kind is None:
            self._order.folder.rmdir()

    def made(self, records: Sequence[tuple[str, Stamp]]) -> Iterator[Piece]:
        """Yield the pieces of all records in order. Raises PieceLost."""
        size = max(_ASKED, min(RECORDS, -(-len(records) // (self._workers * _EACH))))
        parted = [records[at : at + size] for at in range(0, len(records), size)]
        return ahead(self._make, list(enumerate(parted)), self._workers, self._workers, self._stopped.set)

    def _make(self, numbered: Numbered) -> Piece:
        child = self._idle.get()
        try:
            try:
                return self._asked(child, *numbered)
            except ChildFailed:
                return self._asked(child, *numbered)
        except ChildFailed as failed:
            raise PieceLost(str(failed)) from failed
        finally:
            self._idle.put(child)

    def _asked(self, child: Child, number: int, records: Sequence[tuple[str, Stamp]]) -> Piece:
        """Have a piece made from its beginning by one process."""
        words: list[str] = []
        for at in range(0, len(records), _ASKED):
            if self._stopped.is_set():
                raise PieceLost
            some, ends = records[at : at + _ASKED], at + _ASKED >= len(records)
            order = None if at else self._order.message()
            answer = child.ask({"order": order, "piece": number, "records": some, "ends": ends})
            if "error" in answer:
                raise PieceLost(answer["error"])
            words = answer["words"]
            self._say(number, records, at + len(some))
        return Piece(self._order.folder / f"{number}", tuple(self._order.folder / name for name in words))

    def _say(self, number: int, records: Sequence[tuple[str, Stamp]], done: int) -> None:
        """Tell of the records that were not told of by a process that died."""
        with self._telling:
            for slug, _ in records[self._told[number] : done]:
                self._tell(slug)
            self._told[number] = max(self._told[number], done)
