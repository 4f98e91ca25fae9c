"""piecework: what the processes of ``pieces`` do: records read, prepared and analysed, and left in files."""

import contextlib
import gc
import signal
from pathlib import Path
from typing import Any, BinaryIO

from bdp import config
from bdp.catalogue.reader import CatalogueReader
from bdp.content.markdown import Renderer
from bdp.domain.entry import Entry, PageText, facet_values
from bdp.domain.errors import BdpError
from bdp.domain.vocabulary import Term, Vocabularies, Vocabulary
from bdp.index.generations import CATALOGUE
from bdp.index.manifest import Stamp
from bdp.index.taken import encode
from bdp.library import Library
from bdp.search.documents import labels
from bdp.search.gathering import Gathering
from bdp.search.writer import words
from bdp.services.carried import Carried
from bdp.services.intake import take
from bdp.services.prepare import Workshop
from bdp.system.children import serve

_COLLECT_AFTER = 200_000  # objects; what lives long here are words, and looking through them finds nothing


class _Bench:
    """Where pieces are made one after another for one order."""

    def __init__(self, order: dict[str, Any]) -> None:
        self._library = Library.of(config.read({"BDP_ROOT": order["root"]}))
        lists = {name: Vocabulary(map(_term, terms)) for name, terms in order["vocabularies"].items()}
        catalogue = None
        if order["carried"] is not None:
            catalogue = CatalogueReader(self._library.index.generations.folder(order["carried"]) / CATALOGUE)
        self._workshop = Workshop(
            root=self._library.config.root,
            register=self._library.register,
            vocabularies=Vocabularies(**lists),
            renderer=Renderer(),
            carried=Carried(catalogue, order["readable"], order["retried"], order["whole"]),
        )
        self._folder = Path(order["folder"])
        self._gathering = Gathering(self._folder)
        self._file = contextlib.ExitStack()

    def begin(self, piece: int) -> None:
        """Begin a piece; what another process left of it is written over."""
        self._gathering.restart(f"{piece}-words")
        self._file.close()
        self._records: BinaryIO = self._file.enter_context((self._folder / f"{piece}").open("wb"))

    def add(self, slug: str, stamp: Stamp) -> None:
        """Make the next record."""
        taken = take(slug, stamp, self._library, self._workshop)
        self._records.write(encode(taken))
        if taken.entry is not None and taken.entry.practice.public:
            self._gather(taken.entry, taken.texts)

    def _gather(self, entry: Entry, texts: tuple[PageText, ...]) -> None:
        lists = self._workshop.vocabularies
        self._gathering.add(*words(entry, facet_values(entry, lists), texts, labels(entry, lists)))

    def end(self) -> list[str]:
        """Write out the piece; returns the names of the files with its words."""
        self._gathering.spill()
        self._file.close()
        return [path.name for path in self._gathering.paths]


class _Worker:
    def __init__(self) -> None:
        self._order: dict[str, Any] | None = None

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Make some records of a piece: {order where one begins, piece, records, ends} gives {words} or {error}."""
        try:
            if request["order"] is not None:
                if request["order"] != self._order:
                    self._bench, self._order = _Bench(request["order"]), request["order"]
                self._bench.begin(request["piece"])
            for slug, stamp in request["records"]:
                self._bench.add(slug, tuple(map(tuple, stamp)))
            return {"words": self._bench.end() if request["ends"] else []}
        except (OSError, BdpError) as error:
            return {"error": str(error)}


def _term(given: list[Any]) -> Term:
    term_id, pl, en, parent, aliases, teryt = given
    return Term(term_id, pl, en, parent, tuple(aliases), teryt)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asks is interrupted too, and ends this one
    gc.freeze()
    gc.set_threshold(_COLLECT_AFTER, 20, 100)
    serve(_Worker().answer)
