"""imports: files of any kind taken into the base: pages of the original base, tables of the export, tables of facts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bdp.domain.errors import BdpError
from bdp.domain.polish import is_slug
from bdp.exchange import table_reading
from bdp.exchange.table_reading import BadTable, Row
from bdp.library import Library
from bdp.original.encodings import as_written
from bdp.original.found import Page, Remark, Unreadable
from bdp.original.pages import read
from bdp.services import import_facts, import_pages, import_tables
from bdp.services.import_writing import Outcome, Refusal
from bdp.system.files import Refused, read_regular

FILE_MAX = 20 << 20  # bytes; a saved page has some 50 KB
TABLE_MAX = 256 << 20  # 100 000 records as CSV; an export must come back whole
_TABLES = {".csv": "csv", ".tsv": "csv", ".xlsx": "xlsx", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl"}


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be imported: a file, or one of its rows (``place`` from 1, 0 for the whole file)."""

    file: str
    place: int
    key: str
    message: str

    def __str__(self) -> str:
        """Print as ``FILE:ROW: KEY: MESSAGE``, without the row for a whole file."""
        return f"{self.file}:{self.place}: {self.key}: {self.message}" if self.place else f"{self.file}: {self.message}"


@dataclass(frozen=True, slots=True)
class Taken:
    """A record that was imported: from which files, what became of it and what there is to say."""

    files: tuple[str, ...]
    outcome: Outcome
    remarks: tuple[Remark, ...] = ()


Step = Taken | Failure


def run(library: Library, paths: Iterable[Path], *, dry_run: bool = False) -> Iterator[Step]:
    """Import files and yield what became of each record and of each that failed; tables first, then pages.

    Pages of one record may stand in several files, so all are read before the first is written. Records are written one
    by one, each whole or not at all; ``dry_run`` judges and compares in the same way and writes nothing.
    """
    pages: list[tuple[str, Page]] = []
    shelf: import_pages.Shelf | None = None
    for path in paths:
        name = str(path)
        try:
            data = read_regular(path, TABLE_MAX if path.suffix.lower() in _TABLES else FILE_MAX)
            kind = _kind(path, data)
            if kind:
                for step in _table(library, name, _rows(kind, data), dry_run=dry_run):
                    if isinstance(step, Page):
                        pages.append((name, step))
                    else:
                        yield step
            else:
                pages += [(name, page) for page in read(data, path.name, library.vocabularies, library.register)]
        except (Refused, Unreadable, BadTable) as error:
            yield Failure(name, 0, "file", str(error))
    if pages:
        shelf = import_pages.Shelf(library)
        for record in import_pages.gather(pages):
            yield _page(library, record, shelf, dry_run=dry_run)


def _kind(path: Path, data: bytes) -> str:
    """Return csv, xlsx or jsonl, "" for a page; by the name, else by how the file begins."""
    named = _TABLES.get(path.suffix.lower())
    if named:
        return named
    start = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"PK\x03\x04"):
        return "xlsx"
    return "jsonl" if start.startswith((b'{"', b'[{"')) else ""


def _rows(kind: str, data: bytes) -> Iterator[Row]:
    if kind == "xlsx":
        return table_reading.from_xlsx(data)
    if kind == "jsonl" and not data.removeprefix(b"\xef\xbb\xbf").strip():
        return iter(())  # as an export of nothing is
    text = as_written(data).text
    return table_reading.from_csv(text) if kind == "csv" else table_reading.from_jsonl(text)


def _table(library: Library, name: str, rows: Iterator[Row], *, dry_run: bool) -> Iterator[Step | Page]:
    seen: set[str] = set()
    told: set[str] = set()
    for row in rows:
        facts = import_facts.is_facts(row.cells)
        for fault in import_tables.unknown_columns(row.cells):
            if fault.key not in told and not (facts and fault.key in import_facts.COLUMNS):
                told.add(fault.key)
                yield Failure(name, fault.place, fault.key, fault.message)
        slug = str(row.cells.get("id" if facts else "slug") or "").strip()
        if row.fault:
            yield Failure(name, row.place, "file", row.fault)
        elif facts and not is_slug(slug):
            yield Failure(name, row.place, "id", f"„{slug}” nie jest nazwą wpisu (a-z, 0-9, łączniki)")
        elif slug in seen and slug:
            yield Failure(name, row.place, "slug", f"„{slug}” jest w tabeli już wcześniej")
        elif facts:
            seen.add(slug)
            yield import_facts.page(row, library.vocabularies, library.register)
        else:
            seen.add(slug)
            yield from _row(library, name, row, dry_run=dry_run)


def _row(library: Library, name: str, row: Row, *, dry_run: bool) -> Iterator[Step]:
    try:
        yield Taken((f"{name}:{row.place}",), import_tables.take(library, row, dry_run=dry_run))
    except Refusal as refusal:
        for key, message in refusal.problems:
            yield Failure(name, row.place, key, message)


def _page(library: Library, record: import_pages.Gathered, shelf: import_pages.Shelf, *, dry_run: bool) -> Step:
    files = ", ".join(record.files)
    try:
        outcome, remarks = import_pages.take(library, record, shelf, dry_run=dry_run)
    except Refusal as refusal:
        return Failure(files, 0, "file", "; ".join(f"{key}: {message}" for key, message in refusal.problems))
    except BdpError as error:
        return Failure(files, 0, "file", str(error))
    return Taken(record.files, outcome, (*record.page.remarks, *remarks))
