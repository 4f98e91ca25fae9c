"""reader: answers what is known about practices, pages and units from one published catalogue.

All rows of a record lie in one tier, the newest that has it, so a statement is made for each tier and their answers are
put together: ``{t}`` stands for the tier, ``{n}`` for its number, the newest has the highest, ``{hidden}`` for the
condition that the rows of ``slug`` there were changed by a newer one, ``{old}`` the same of pages, news and offices.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bdp.catalogue import tables, tiers
from bdp.catalogue.connections import Connections
from bdp.catalogue.recent import Recent
from bdp.domain.entry import Entry, Outline, PageText, Placed
from bdp.domain.errors import BdpError
from bdp.domain.page import News, Office, Page
from bdp.domain.practice import Member

_AT_ONCE = 500  # entries in memory while streaming
_RECENT_BYTES = 3 << 20  # encoded; some hundred entries
_entry = msgspec.json.Decoder(Entry)
_outline = msgspec.json.Decoder(Outline)
_page = msgspec.json.Decoder(Page)
_office = msgspec.json.Decoder(Office)
_texts = msgspec.json.Decoder(tuple[tuple[int | None, str], ...])
_members = msgspec.json.Decoder(tuple[Member, ...])

_COUNTS = """
    select status, count(*) as number from {t}.practices group by status
    union all select status, -count(*) from {t}.practices where {hidden} group by status
"""
_TOTALS = "select (select count(distinct teryt) from (%s)), (select sum(number) from (%s))"
_UNITS = """
    select units.teryt from {t}.units as units join {t}.practices using (slug)
    where own and status = 'published' and not ({hidden})
"""
_BY_UNIT = """
    select units.teryt as code, slug, coalesce(updated, entered) as day
    from {t}.units as units join {t}.practices using (slug)
    where own and status = 'published' and not ({hidden})
"""
_BY_CODE = """
    select units.teryt as code, count(*) as number from {t}.units as units join {t}.practices using (slug)
    where status = 'published' and not ({hidden}) group by units.teryt
"""
_IN_UNITS = "select code, sum(number) from (%s) group by code"
_FILES = """
    select count(*) as number from {t}.attachments join {t}.practices using (slug)
    where status = 'published' and not ({hidden})
"""
_PLACED = """
    select slug, teryt, coalesce(nullif(place, ''), 'powiat ' || nullif(powiat, ''), nullif(institution, ''), title),
    voivodeship, lat, lon, members from {t}.practices where status = 'published' and not ({hidden})
"""
_YEARS = """
    select slug, coalesce(nullif(started, 0), cast(substr(entered, 1, 4) as integer)) from {t}.practices
    where status = 'published' and not ({hidden})
"""
_POWIATS = """
    select units.slug, units.teryt from {t}.units as units join {t}.practices using (slug)
    where length(units.teryt) = 4 and status = 'published' and not ({hidden})
"""


class Damaged(BdpError):
    """The file is no catalogue that SQLite can read."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What is already known about a file's text: its page count, why there is none, and the pages."""

    pages: int | None
    note: str
    texts: tuple[tuple[int | None, str], ...]


class CatalogueReader:
    """Reads a catalogue that never changes. One object serves all threads and forked children."""

    def __init__(self, folder: Path) -> None:
        """Remember the tiers in a folder; they are opened by the first question."""
        self._folder = folder
        self._tiers = tiers.of(folder)
        self._totals: tuple[int, int] | None = None
        self._pages: tuple[Page, ...] | None = None
        self._by_unit: Mapping[str, tuple[str, ...]] | None = None
        self._in_units: Mapping[str, int] | None = None
        self._placed: Mapping[str, Placed] | None = None
        self._recent = Recent(_RECENT_BYTES)
        connections = Connections(self._tiers)
        self._rows, self.close = connections.rows, connections.close

    def _over(self, statement: str, order: str = "") -> str:
        """Return the union of a statement over all tiers, in an order."""
        count = len(self._tiers)
        if not count:
            message = f"{self._folder}: nie ma w nim katalogu"
            raise Damaged(message)
        union = " union all ".join(
            statement.format(t=f"t{n}", n=n, hidden=tiers.hidden(n, count), old=tiers.hidden(n, count, "''"))
            for n in reversed(range(count))
        )
        return f"{union} {order}"

    def check(self, *, thorough: Iterable[str] = ()) -> Mapping[str, int]:
        """Return ``counts`` if the files can be read; those that ``thorough`` names are read whole. Raises Damaged."""
        try:
            for name in thorough:
                number = next(n for n, path in enumerate(self._tiers) if path.name == name)
                if self._rows(f"pragma t{number}.quick_check(1)") != [("ok",)]:
                    message = f"{self._folder / name}: SQLite zgłasza uszkodzenie"
                    raise Damaged(message)
            return self.counts()
        except sqlite3.Error as error:
            message = f"{self._folder}: {error}"
            raise Damaged(message) from error

    def probe(self, slug: str) -> None:
        """Read one entry from the files, whatever is remembered of it. Raises Damaged where that fails."""
        try:
            next(map(_entry.decode, self._encoded((slug,))))
        except (sqlite3.Error, msgspec.DecodeError, StopIteration) as error:
            message = f"{self._folder}: nie da się odczytać wpisu {slug} ({error})"
            raise Damaged(message) from error

    def entry(self, slug: str) -> Entry | None:
        """Return the entry of a slug, whatever its status, or None."""
        return self.entries((slug,)).get(slug)

    def entries(self, slugs: Iterable[str]) -> dict[str, Entry]:
        """Return the entries of these slugs in the order asked for; unknown ones are left out."""
        wanted = tuple(dict.fromkeys(slugs))
        found = self._recent.known(wanted)
        encoded = self._encoded(slug for slug in wanted if slug not in found)
        read = [(_entry.decode(each), len(each)) for each in encoded]
        self._recent.keep(read)
        found |= {entry.slug: entry for entry, _ in read}
        return {slug: found[slug] for slug in wanted if slug in found}

    def stream(self, slugs: Iterable[str]) -> Iterator[Entry]:
        """Yield entries in the order asked for without holding all in memory."""
        return map(_entry.decode, self._encoded(slugs))

    def outlines(self, slugs: Iterable[str]) -> list[Outline]:
        """Return entries without their texts, in the order asked for; a tenth of the work where there are many."""
        return list(map(_outline.decode, self._encoded(slugs)))

    def _encoded(self, slugs: Iterable[str]) -> Iterator[bytes]:
        wanted = tuple(dict.fromkeys(slugs))
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            rows: dict[str, bytes] = dict(
                self._rows(
                    self._over(
                        "select slug, entry from {t}.entries"
                        " where slug in (select value from json_each(?1)) and not ({hidden})"
                    ),
                    msgspec.json.encode(part).decode(),
                )
            )
            yield from (rows[slug] for slug in part if slug in rows)

    def statuses(self) -> dict[str, str]:
        """Return the status of every slug, in the order of slugs."""
        return dict(
            self._rows(self._over("select slug, status from {t}.practices where not ({hidden})", "order by slug"))
        )

    def texts(self, slug: str) -> tuple[PageText, ...]:
        """Return the text of a record's attachments, page by page in their order."""
        rows = self._rows(
            self._over(
                "select file, texts, position from {t}.attachments join {t}.extractions using (sha256, media_type)"
                " where slug = ?1 and not ({hidden})",
                "order by position",
            ),
            slug,
        )
        return tuple(PageText(file, page, text) for file, texts, _ in rows for page, text in _texts.decode(texts))

    def extracted(self, sha256: str, media_type: str) -> Extracted | None:
        """Return what was extracted from a file of this content before, or None."""
        rows = self._rows(
            self._over(
                "select pages, note, texts, {n} as tier from {t}.extractions where sha256 = ?1 and media_type = ?2",
                "order by tier desc limit 1",
            ),
            sha256,
            media_type,
        )
        return Extracted(rows[0][0], rows[0][1], _texts.decode(rows[0][2])) if rows else None

    def by_alias(self, text: str) -> str | None:
        """Return the slug that has this alias (the first in the alphabet, published ones before others), or None."""
        rows = self._rows(
            self._over(
                "select slug, status <> 'published' as last from {t}.aliases join {t}.practices using (slug)"
                " where alias = ?1 and not ({hidden})",
                "order by last, slug limit 1",
            ),
            text,
        )
        return rows[0][0] if rows else None

    def of_unit(self, teryt: str) -> tuple[str, ...]:
        """Return the published practices of a unit and of those inside it: its own first, then by slug."""
        rows = self._rows(
            self._over(
                "select slug, own from {t}.units as units join {t}.practices using (slug)"
                " where units.teryt = ?1 and status = 'published' and not ({hidden})",
                "order by own desc, slug",
            ),
            teryt,
        )
        return tuple(slug for slug, _ in rows)

    def in_units(self) -> Mapping[str, int]:
        """Return how many published practices ``of_unit`` finds for every code that has any."""
        if self._in_units is None:
            self._in_units = dict(self._rows(_IN_UNITS % self._over(_BY_CODE)))
        return self._in_units

    def by_unit(self) -> Mapping[str, tuple[str, ...]]:
        """Return the published practices of every unit that has or shares one, the latest first."""
        if self._by_unit is None:
            found: dict[str, list[str]] = {}
            for code, slug, _ in self._rows(self._over(_BY_UNIT, "order by day desc, slug")):
                found.setdefault(code, []).append(slug)
            self._by_unit = {code: tuple(slugs) for code, slugs in found.items()}
        return self._by_unit

    def placed(self) -> Mapping[str, Placed]:
        """Return where each published practice stands, by slug; read once, since the map asks it of all of them."""
        if self._placed is None:
            powiats: dict[str, list[str]] = {}
            for slug, code in self._rows(self._over(_POWIATS)):
                powiats.setdefault(slug, []).append(code)
            self._placed = {
                row[0]: Placed(*row[:6], _members.decode(row[6] or "[]"), tuple(powiats.get(row[0], ())))  # type: ignore[call-arg]
                for row in self._rows(self._over(_PLACED))
            }
        return self._placed

    def years(self) -> Mapping[str, int | None]:
        """Return the year under which each published practice is counted, by slug: see ``domain.concordance.Line``."""
        return dict(self._rows(self._over(_YEARS)))

    def pages(self) -> tuple[Page, ...]:
        """Return the ordinary pages, those of the menu first and in its order, the others by slug; read once."""
        if self._pages is None:
            rows = self._rows(self._over("select page from {t}.pages where not ({old})"))
            found = [_page.decode(row) for (row,) in rows]
            self._pages = tuple(sorted(found, key=lambda page: (page.menu is None, page.menu or 0, page.slug)))
        return self._pages

    def page(self, slug: str) -> Page | None:
        """Return one ordinary page, or None."""
        rows = self._rows(self._over("select page from {t}.pages where slug = ?1 and not ({old})"), slug)
        return _page.decode(rows[0][0]) if rows else None

    def news(self) -> tuple[News, ...]:
        """Return all news, the latest first."""
        rows = self._rows(
            self._over("select item, date, slug from {t}.news where not ({old})", "order by date desc, slug")
        )
        return tuple(tables.decode_news(row) for row, _, _ in rows)

    def news_item(self, slug: str) -> News | None:
        """Return one item of news, or None."""
        rows = self._rows(self._over("select item from {t}.news where slug = ?1 and not ({old})"), slug)
        return tables.decode_news(rows[0][0]) if rows else None

    def office(self, teryt: str) -> Office | None:
        """Return what is known about a unit's office, or None."""
        rows = self._rows(self._over("select office from {t}.offices where teryt = ?1 and not ({old})"), teryt)
        return _office.decode(rows[0][0]) if rows else None

    def sources(self) -> dict[str, bytes]:
        """Return what the index knows of the files of every record."""
        found: dict[str, bytes | None] = {}
        for number in range(len(self._tiers)):
            found |= dict(self._rows(f"select slug, source from t{number}.sources"))  # noqa: S608 - a number
        return {slug: source for slug, source in found.items() if source is not None}

    def counts(self) -> Mapping[str, int]:
        """Return how many records there are of each status, only those that occur."""
        rows = self._rows(f"select status, sum(number) from ({self._over(_COUNTS)}) group by status")  # noqa: S608
        return {status: number for status, number in rows if number}

    def totals(self) -> tuple[int, int]:
        """Return how many units the published practices are of, and how many attachments they have."""
        if self._totals is None:
            self._totals = self._rows(_TOTALS % (self._over(_UNITS), self._over(_FILES)))[0]
        return self._totals
