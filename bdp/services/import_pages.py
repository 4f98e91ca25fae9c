"""import_pages: pages of the original base joined into records, recognised again, merged with what editors did."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bdp.content import editing
from bdp.content.front_matter import HEADER_MAX
from bdp.content.yaml_writing import Typed
from bdp.domain.polish import SLUG_MIN, fold, slugify
from bdp.library import Library
from bdp.original.found import PARTS, Found, Kind, Page, Remark, doubtful, shown
from bdp.original.pages import joined
from bdp.services import imported
from bdp.services.import_writing import NEW, SAME, Current, Outcome, Refusal, apply, current, faults
from bdp.services.imported import Known
from bdp.system.files import Refused, read_regular

_ROUNDS = 4
_LONG = 10_000  # of a title that is compared


@dataclass(frozen=True, slots=True)
class Gathered:
    """All pages of one record that were given, with the files that they came from."""

    files: tuple[str, ...]
    page: Page
    parts: dict[Kind, Found]

    @property
    def place(self) -> str:
        """The place that the metryka names, "" where it was not given."""
        return next((str(place) for found in self.parts.values() if (place := found.get("place"))), "")


def gather(pages: Iterable[tuple[str, Page]]) -> list[Gathered]:
    """Join the pages of each record: by number, else by title; one title at two places is two records."""
    records: list[Gathered] = []
    for file, page in pages:
        new = Gathered((file,), page, dict(page.parts))
        at = next((n for n, other in enumerate(records) if _is_one(other, new)), None)
        if at is None:
            records.append(new)
        else:
            records[at] = _with(records[at], new)
    return records


def _is_one(one: Gathered, other: Gathered) -> bool:
    if one.page.art and other.page.art:
        return one.page.art == other.page.art
    place = not (one.place and other.place) or fold(one.place) == fold(other.place)
    return place and bool(one.page.title) and slugify(one.page.title, _LONG) == slugify(other.page.title, _LONG)


def _with(one: Gathered, other: Gathered) -> Gathered:
    parts = dict(one.parts)
    for kind, found in other.parts.items():
        parts[kind] = joined(parts[kind], found) if kind in parts and parts[kind] != found else found
    page = replace(
        one.page,
        title=one.page.title or other.page.title,
        art=one.page.art or other.page.art,
        address=one.page.address or other.page.address,
        slug=one.page.slug or other.page.slug,
        remarks=(*one.page.remarks, *(r for r in other.page.remarks if r not in one.page.remarks)),
    )
    return Gathered(tuple(dict.fromkeys([*one.files, *other.files])), page, {k: parts[k] for k in PARTS if k in parts})


class Shelf:
    """The records that there are, looked through once for those that pages may belong to."""

    def __init__(self, library: Library) -> None:
        """Read the beginning of every record."""
        self._library = library
        self._headers = dict(_headers(library))
        self._letters = {slug: slugify(text, HEADER_MAX) for slug, text in self._headers.items()}
        self._taken = set(self._headers)

    def slug_of(self, record: Gathered) -> tuple[str, bool]:
        """Return the slug of a record and whether it is there already; a new one gets a name that is free."""
        own = record.page.slug if record.page.slug in self._headers else ""
        found = own or self._by_number(record.page.art) or self._by_title(record)
        if found:
            return found, True
        return self._free(record), False

    def _by_number(self, art: str) -> str:
        if not art:
            return ""
        number = re.compile(rf"\bart={art}\b")
        return next((slug for slug, text in self._headers.items() if number.search(text)), "")

    def _by_title(self, record: Gathered) -> str:
        title = slugify(record.page.title, _LONG)
        if not title:
            return ""
        near = [slug for slug, letters in self._letters.items() if title in letters]
        return next((slug for slug in near if self._fits(slug, record)), "")

    def _fits(self, slug: str, record: Gathered) -> bool:
        try:
            said = editing.said(current(self._library, slug).text)
        except (editing.NotEditable, Refusal):
            return False
        unit = self._library.register.resolve(str(said.get("teryt", "")))
        place = str(said.get("place", "")) or (unit.name if unit else "")
        aliases = [alias for alias in said.get("aliases", []) if str(alias).startswith("art=")]
        other = bool(record.page.art and aliases and f"art={record.page.art}" not in aliases)
        same = slugify(str(said.get("title", "")), _LONG) == slugify(record.page.title, _LONG)
        return same and not other and (not record.place or not place or fold(place) == fold(record.place))

    def _free(self, record: Gathered) -> str:
        wanted = record.page.slug or slugify(record.page.title)
        if len(wanted) < SLUG_MIN:
            wanted = f"praktyka-{record.page.art or wanted or 'bez-tytulu'}"
        slug, number = wanted, 2
        while slug in self._taken or self._library.practices.path(slug).exists():
            tail = f"-{number}"
            slug, number = slugify(wanted, 80 - len(tail)) + tail, number + 1
        self._taken.add(slug)
        return slug


def _headers(library: Library) -> Iterator[tuple[str, str]]:
    for slug in library.practices.scan():
        try:
            text = read_regular(library.practices.path(slug), 1 << 20).decode("utf-8", "replace")
        except (Refused, OSError):
            continue
        yield slug, text[:HEADER_MAX].split("\n---", 1)[0]


def take(library: Library, record: Gathered, shelf: Shelf, *, dry_run: bool) -> tuple[Outcome, tuple[Remark, ...]]:
    """Make or update one record. Raises Refusal where that is not possible; then nothing is written."""
    if not record.page.title and not record.page.art:
        raise Refusal((("title", "nie znaleziono tytułu praktyki ani jej numeru"),))
    slug, there = shelf.slug_of(record)
    before = current(library, slug)
    known = _known(library, slug, before) if there else None
    fresh = {kind: imported.as_typed(found) for kind, found in record.parts.items()}
    page = record.page
    after = Known(
        page.title or (known.title if known else ""),
        page.art or (known.art if known else ""),
        page.address or (known.address if known else ""),
        {**(known.parts if known else {}), **fresh},
    )
    try:
        disk = editing.said(before.text) if before.text else {}
    except editing.NotEditable as error:
        raise Refusal((("file", f"obecny plik wpisu ma błędy: {error}"),)) from None
    base = known.together() if known else (None if before.text else {})
    changes, left = imported.merged(base, after.together(), disk)
    remarks = [_left(slug, left, known)] if left else []
    outcome, more = _fitting(library, before, changes, dry_run=dry_run)
    if not dry_run and (after != known):
        imported.save(library, slug, after)
    return outcome, (*remarks, *more)


def _known(library: Library, slug: str, before: Current) -> Known | None:
    """Return what is known of a record by its name or, since editors may rename it, by one of its former names."""
    found = imported.load(library, slug)
    if found is None and before.text:
        try:
            aliases = editing.said(before.text).get("aliases", [])
        except editing.NotEditable:
            return None
        former = (imported.load(library, alias) for alias in aliases if re.fullmatch("[a-z0-9-]+", str(alias)))
        found = next((known for known in former if known), None)
    return found


def _left(slug: str, keys: list[str], known: Known | None) -> Remark:
    why = "redakcja je zmieniła" if known else "wpis nie pochodzi z importu, uzupełnia się tylko puste"
    return doubtful(f"wpis {slug}: pozostawiono {', '.join(keys)} ({why})")


def _fitting(
    library: Library, before: Current, changes: dict[str, Typed], *, dry_run: bool
) -> tuple[Outcome, tuple[Remark, ...]]:
    """Apply the changes; a value that the format refuses goes to the notes, where an editor finds it."""
    remarks: list[Remark] = []
    wanted = dict(changes)
    for _ in range(_ROUNDS):
        try:
            return apply(library, before, wanted, dry_run=dry_run), tuple(remarks)
        except Refusal as refusal:
            bad = {key.split(".")[0]: message for key, message in refusal.problems}
            movable = [key for key in bad if key in wanted and wanted[key] and key not in ("notes", *editing.BODY_KEYS)]
            if not movable:
                raise
            for key in movable:
                remarks.append(doubtful(f"{key}: {shown(str(wanted[key]))}: {bad[key]}; zapisano w uwagach"))
                notes = (
                    wanted.get("notes") or editing.said(before.text).get("notes", [])
                    if before.text
                    else wanted.get("notes", [])
                )
                wanted["notes"] = [*notes, f"{key}: {_flat(wanted.pop(key))}"]
    raise Refusal(tuple(bad.items()))


def _flat(value: Typed) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_flat(part)}" for key, part in value.items())
    return "; ".join(map(_flat, value)) if isinstance(value, list) else value


__all__ = ["NEW", "SAME", "Gathered", "Shelf", "faults", "gather", "take"]
