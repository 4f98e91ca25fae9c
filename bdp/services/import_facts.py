"""import_facts: rows of a table of facts about practices (its columns are those of research, not of records)."""

import re
from collections.abc import Mapping

from bdp.domain.unit import Register
from bdp.domain.vocabulary import Vocabularies, Vocabulary
from bdp.exchange.table_reading import Row
from bdp.original import places, values
from bdp.original.found import SUMMARY, Found, Page, Remark, Said, doubtful, shown

MARKS = frozenset({"title_kind", "date_entered", "source_kind"})
_COLUMNS = """id title title_kind place powiat unit_type unit_type_basis voivodeship postal_code institution street
website population population_approx date_entered date_updated years_implemented themes partners keywords attachments
source_kind source_url extra_source_url source_note"""
COLUMNS = frozenset(_COLUMNS.split())
_PLAIN = ("place", "powiat", "institution", "street")
_LISTS = {"website": "websites", "partners": "partners", "keywords": "keywords"}
_NUMBER = re.compile(r"[?&]art=(\d{1,9})\b")


def is_facts(columns: Mapping[str, object]) -> bool:
    """Tell whether a table has the columns of facts."""
    return "id" in columns and bool(MARKS & columns.keys())


def page(row: Row, vocabularies: Vocabularies, register: Register) -> Page:
    """Return what a row says, as if it were a page; what has no key goes to the notes under the column's name."""
    cells = {name: str(value or "").strip() for name, value in row.cells.items()}
    reader = _Reader(cells, vocabularies)
    for name in cells:
        reader.take(name)
    found = reader.done(register)
    addresses = [cells.get(name, "") for name in ("source_url", "extra_source_url")]
    numbers = [match[1] for address in addresses if (match := _NUMBER.search(address))]
    return Page(
        cells.get("title", ""),
        numbers[0] if numbers else "",
        addresses[0],
        cells.get("id", ""),
        ((SUMMARY, found),),
        found.remarks,
    )


class _Reader:
    """Fills the keys column by column."""

    def __init__(self, cells: Mapping[str, str], vocabularies: Vocabularies) -> None:
        self._cells, self._vocabularies = cells, vocabularies
        self._keys: dict[str, Said] = {}
        self._notes: list[str] = []
        self._remarks: list[Remark] = []

    def take(self, name: str) -> None:
        """Take one column."""
        text = self._cells[name]
        if not text or name in ("id", "title"):
            return
        if name in _PLAIN:
            self._keys[name] = text
        elif name in _LISTS:
            self._keys[_LISTS[name]] = values.items([text], commas=False)
        elif not self._read(name, text):
            self._notes.append(f"{name}: {text}")

    def _read(self, name: str, text: str) -> bool:
        """Read a column that needs thought; false asks for a note of the whole cell."""
        if name in ("unit_type", "voivodeship"):
            return self._term(name, text)
        if name == "themes":
            return self._themes(text)
        if name in ("date_entered", "date_updated"):
            day = values.day(text)
            self._keys |= {name.replace("date_", ""): day.value} if day else {}
            return day is not None and day.exact
        if name == "population":
            count = values.count(text)
            self._keys |= {name: int(count.value)} if count else {}
            return count is not None and count.exact
        return self._rest(name, text)

    def _rest(self, name: str, text: str) -> bool:
        if name == "postal_code":
            code, office = values.postal(text)
            self._keys |= {name: code} if code else {}
            return bool(code) and not office
        if name == "years_implemented":
            first, last, exact = values.years(text)
            self._keys |= {"started": int(first)} if first else {}
            self._keys |= {"ended": int(last)} if last else {}
            return exact
        if name == "attachments":
            self._keys[name] = [{"title": title} for title in values.items([text], commas=False)]
        return name in ("attachments", "source_url")

    def _term(self, name: str, text: str) -> bool:
        vocabulary: Vocabulary = getattr(self._vocabularies, f"{name}s")
        found = vocabulary.by_spelling(text)
        self._keys |= {name: found} if found else {}
        if not found:
            self._remarks.append(doubtful(f"{name}: {shown(text)} nie ma w słowniku; zapisano w uwagach"))
        return found is not None

    def _themes(self, text: str) -> bool:
        """Take a department or, after a stroke, its sub-theme; several are parted by semicolons."""
        themes: list[str] = []
        whole = True
        for item in values.items([text], commas=False):
            steps = [self._vocabularies.themes.by_spelling(step) for step in item.split("/")]
            themes += [step for step in steps[-1:] if step]
            whole = whole and None not in steps
        self._keys |= {"themes": list(dict.fromkeys(themes))} if themes else {}
        if not whole:
            self._remarks.append(doubtful(f"themes: {shown(text)} nie ma w słowniku; zapisano w uwagach"))
        return whole

    def done(self, register: Register) -> Found:
        """Return what was found, with the unit's code where the rest leaves no doubt."""
        said = [str(self._keys.get(key, "")) for key in ("place", "unit_type", "powiat", "voivodeship")]
        code = places.code(register, *said) if said[0] and said[3] else ""
        self._keys |= {"teryt": code} if code else {}
        return Found(tuple(self._keys.items()), tuple(self._notes), tuple(self._remarks))
