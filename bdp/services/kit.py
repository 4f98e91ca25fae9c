"""kit: a set of practices with everything that research needs, in one archive that can be made again byte by byte."""

import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from bdp.catalogue import handout
from bdp.catalogue.handout import Sheet
from bdp.domain.entry import Entry
from bdp.domain.errors import Busy
from bdp.domain.query import Query
from bdp.exchange import archive, cells, csv_table, csvw, json_form, kit_parts
from bdp.exchange.archive import Archive
from bdp.exchange.kit_parts import About, Row
from bdp.exchange.plain import Frame, Plain, plain
from bdp.index.reading import Generation
from bdp.library import Library
from bdp.services import export
from bdp.services.export import Asked

WAIT_SECONDS = 2  # those who wait keep a thread from others
_one_at_a_time = threading.Lock()  # a kit of the whole base keeps a core busy for seconds
_FILE_COLUMNS: tuple[str, ...] = (
    "slug",
    "position",
    "file",
    "title",
    "description",
    "language",
    "media_type",
    "bytes",
    "pages",
)
_FILE_COLUMNS += ("sha256", "url")


@dataclass(frozen=True, slots=True)
class _Set:
    """The practices of a kit, to be read as often as a part of it needs them."""

    generation: Generation
    slugs: tuple[str, ...]
    frame: Frame
    query: Query

    def entries(self) -> Iterator[Entry]:
        return self.generation.catalogue.stream(self.slugs)

    def plains(self) -> Iterator[Plain]:
        return (plain(entry, self.frame) for entry in self.entries())

    def rows(self, of: Callable[[Plain], Iterable[Row]]) -> Iterator[Row]:
        return (row for one in self.plains() for row in of(one))


def make(library: Library, query: Query, asked: Asked) -> IO[bytes]:
    """Return the archive of all practices that a query finds, open at its beginning; closing it removes it.

    It is put together on disk, from one generation. Raises NotBuilt, and Busy where others are being made.
    """
    if not _one_at_a_time.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        generation, slugs, frame = export.all_of(library, query, asked)
        made = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
        _fill(made, _Set(generation, slugs, frame, query))
    finally:
        _one_at_a_time.release()
    made.seek(0)
    return made


def name(library: Library) -> str:
    """Return what the file of a kit is called: the day of its generation tells it from others."""
    return f"bdp-{export.made(library.index.current()).date().isoformat()}.zip"


def _fill(made: IO[bytes], found: _Set) -> None:
    frame = found.frame
    about = About(found.generation.number, frame.made, f"bdp-{frame.made.date().isoformat()}")
    kit = Archive(made, about.folder, frame.made)
    kit.add("README.md", [kit_parts.readme(frame, about)])
    kit.add("LICENCE.md", [kit_parts.licence(frame.language)])
    kit.add("tables/praktyki.csv", csv_table.write(found.plains(), frame))
    metadata = csvw.metadata("praktyki.csv", frame.language)
    kit.add("tables/praktyki.csv-metadata.json", [cells.compact(metadata).encode()])
    rows = ([cells.guarded(_text(row[name])) for name in _FILE_COLUMNS] for row in found.rows(kit_parts.files))
    kit.add("tables/zalaczniki.csv", csv_table.table(_FILE_COLUMNS, rows))
    for entry in found.entries():
        for place, data in _texts(found.generation, entry):
            kit.add(place, [data])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "katalog.sqlite"
        handout.write(path, _sheets(found, about))
        with path.open("rb") as file:
            kit.add("katalog.sqlite", archive.pieces(file))
    kit.close({**kit_parts.about(frame, about), "query": json_form.understood(found.query)})


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _texts(generation: Generation, entry: Entry) -> Iterator[tuple[str, bytes]]:
    """Yield the texts of a practice by their place: its own in both languages, then those of its attachments."""
    yield f"texts/{entry.slug}.txt", kit_parts.text(entry.pl)
    if entry.en:
        yield f"texts/{entry.slug}.en.txt", kit_parts.text(entry.en)
    if not entry.files:
        return
    pages: dict[str, list[str]] = {}
    for page in generation.catalogue.texts(entry.slug):
        pages.setdefault(page.file, []).append(page.text)
    for file in entry.files:
        if file.file in pages:
            yield f"attachments/{entry.slug}/{file.file}.txt", kit_parts.attached_text(pages[file.file])


def _sheets(found: _Set, about: About) -> Iterator[Sheet]:
    lists = found.frame.vocabularies
    told = kit_parts.about(found.frame, about)
    yield Sheet("about", {"key": str, "value": str}, ("key",), [{"key": k, "value": str(v)} for k, v in told.items()])
    yield Sheet("codebook", dict.fromkeys(("column", "kind", "pl", "en"), str), ("column",), kit_parts.columns())
    for name_ in ("themes", "forms", "unit_types", "voivodeships"):
        yield Sheet(name_, kit_parts.TERM_COLUMNS, ("id",), kit_parts.terms(getattr(lists, name_)))
    yield Sheet(
        "practices",
        kit_parts.PRACTICE_COLUMNS,
        ("slug",),
        map(kit_parts.practice, found.plains()),
        links=(("unit_type", "unit_types", "id"), ("voivodeship", "voivodeships", "id")),
        searched=("title", "plain", "summary", "presentation"),
    )
    for one, many in (("theme", "themes"), ("form", "forms")):
        pairs = ({"slug": p.slug, one: v} for p in found.plains() for v in getattr(p.stated, many))
        links = (("slug", "practices", "slug"), (one, many, "id"))
        yield Sheet(f"practice_{many}", {"slug": str, one: str}, ("slug", one), pairs, links)
    own = (("slug", "practices", "slug"),)
    yield Sheet("attachments", kit_parts.FILE_COLUMNS, ("slug", "file"), found.rows(kit_parts.files), own)
    texts = found.rows(lambda p: kit_parts.texts(p.slug, found.generation.catalogue.texts(p.slug)))
    yield Sheet("attachment_texts", kit_parts.TEXT_COLUMNS, ("slug", "position"), texts, own, searched=("text",))
