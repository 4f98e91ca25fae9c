"""interpret: the rows of a metryka as keys of a record; what has no key or no place in the vocabularies as notes."""

import re

from bdp.domain.polish import fold
from bdp.domain.unit import Register
from bdp.domain.vocabulary import Vocabularies, Vocabulary
from bdp.original import labels, places, values
from bdp.original.contacts import People
from bdp.original.found import Found, Remark, Said, cleaned, doubtful, shown
from bdp.original.metryka import Row

_PERSONAL = ("contact", "role", "phone", "fax", "organisation")
_LINES = ("institution", "street", "place", "powiat", "post_office")
_DAYS = ("entered", "updated")
_AMONG = {"unit_type": "unit_types", "voivodeship": "voivodeships", "themes": "themes", "forms": "forms"}
_BEFORE = re.compile(r"^(?:wojew[oó]dztwo|woj\.?|powiat|pow\.?|typ|gmina:)\s+(?=\S)", re.IGNORECASE)


def interpret(rows: list[Row], vocabularies: Vocabularies, register: Register) -> Found:
    """Return everything that the rows say."""
    reader = _Reader(vocabularies)
    for row in rows:
        reader.take(row)
    return reader.done(register)


class _Reader:
    """Fills the keys in the order of the page."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        self._vocabularies = vocabularies
        self._keys: dict[str, Said] = {}
        self._notes: list[str] = []
        self._remarks: list[Remark] = []
        self._people = People()

    def take(self, row: Row) -> None:
        """Take one label with its value."""
        key = row.key
        if not row.text:
            return
        if key in _PERSONAL or (key == "emails" and self._people.begun):
            self._person(row)
        elif key in ("websites", "emails"):
            self._addresses(row)
        elif key in _AMONG:
            self._term(row)
        elif key in ("partners", "keywords", "funding", "results"):
            self._extend(key, values.items([v.text for v in row.values], commas=key == "keywords"))
        else:
            self._single(row)

    def _single(self, row: Row) -> None:
        """Take a value of which there is one; a second one, and lines below an empty one, go to the notes."""
        first = [row.values[0].text]
        for value in row.values[1:]:
            if value.apart or row.key not in (*_LINES, "title", "postal"):
                break
            first.append(value.text)
        rest = [value.text for value in row.values[len(first) :]]
        text = " ".join(first)
        if not self._read(row.key, text):
            self._note(row, text)
        if rest:
            self._note(row, " ".join(rest))
            self._remarks.append(
                doubtful(f"{row.label or 'Metryka'}: dalszy wiersz {shown(' '.join(rest))}; zapisano w uwagach")
            )

    def _read(self, key: str, text: str) -> bool:  # noqa: PLR0911 - one line for each kind of value
        """Read a value of which there is one; false where it is no value of this key, or the key has one already."""
        if not key or (key in self._keys and key != "postal"):
            return False
        if key == "place":
            self._keys[key] = re.sub(r"\s*\([^()]*\)$", "", text) or text
            return self._keys[key] == text
        if key in _LINES:
            self._keys[key] = _BEFORE.sub("", text) if key == "powiat" else text
        elif key in _DAYS:
            return self._exactly(key, text, values.day(text))
        elif key == "population":
            return self._exactly(key, text, values.count(text))
        elif key == "postal":
            return self._postal(text)
        elif key in ("period", "started", "ended"):
            return self._period(key, text)
        elif key == "cost_pln":
            amount = values.amount(text)
            self._keys |= {key: amount} if amount else {}
            return bool(amount)
        elif key == "teryt" and re.fullmatch(r"\d{2}|\d{4}|\d{7}", text):
            self._keys[key] = text
        else:
            return False
        return True

    def _exactly(self, key: str, text: str, taken: values.Taken | None) -> bool:
        """Keep a value; false asks for a note of what was said besides."""
        if taken is None:
            self._remarks.append(doubtful(f"{key}: {shown(text)} nie da się odczytać; pole zostało puste"))
            return False
        self._keys[key] = int(taken.value) if key == "population" else taken.value
        if taken.value != text:
            self._remarks.append(cleaned(f"{key}: {shown(text)} → {taken.value}"))
        return taken.exact

    def _postal(self, text: str) -> bool:
        code, office = values.postal(text)
        for key, value in (("postal_code", code), ("post_office", office)):
            if value and key in self._keys and self._keys[key] != value:
                return False
            self._keys |= {key: value.partition(",")[0]} if value else {}
        if code and code not in text:
            self._remarks.append(cleaned(f"postal_code: {shown(text)} → {code}"))
        return not any(sign.isdigit() or sign == "," for sign in office)

    def _period(self, key: str, text: str) -> bool:
        first, last, exact = values.years(text)
        if first and key != "ended":
            self._keys.setdefault("started", int(first))
        if key == "ended" or (key == "period" and last):
            year = last or first
            self._keys |= (
                {"ended": int(year)} if year and int(year) >= int(str(self._keys.get("started", year))) else {}
            )
        return exact

    def _term(self, row: Row) -> None:
        """Look a value up in its vocabulary; one that is not there leaves the key empty."""
        vocabulary: Vocabulary = getattr(self._vocabularies, _AMONG[row.key])
        several = row.key in ("themes", "forms")
        whole = row.text
        pieces = re.split(r"\s*(?:[;:,/]|\s[-–]\s)\s*", whole) if several and not _spelt(vocabulary, whole) else [whole]
        known = [term for piece in pieces if (term := _spelt(vocabulary, piece))]
        besides = "" if several or known else re.sub(r"\s*\([^()]*\)", "", whole)
        term = _spelt(vocabulary, besides) if besides not in ("", whole) else None
        if term and row.key not in self._keys:
            self._keys[row.key] = term
            self._note(row, whole)
            return
        if several:
            self._extend(row.key, known)
        elif known:
            known = [] if row.key in self._keys and self._keys[row.key] != known[0] else known
            self._keys |= {row.key: known[0]} if known else {}
        if len(known) < len(pieces):
            self._note(row, whole)
            self._remarks.append(doubtful(f"{row.key}: {shown(whole)} nie ma w słowniku; zapisano w uwagach"))

    def _addresses(self, row: Row) -> None:
        for value in row.values:
            found = values.addresses(value.text)
            self._extend("websites", list(found.websites))
            self._extend("emails", list(found.emails))
            if row.key == "emails":
                self._remarks += [cleaned(f"adres strony w polu e-mail: {w} → websites") for w in found.websites]
            elif found.emails:
                self._remarks += [cleaned(f"adres e-mail w polu strony: {e} → emails") for e in found.emails]
            if found.rest or found.mended or not (found.websites or found.emails):
                self._note(row, value.text)
                what = "poprawiono zapis" if found.mended and not found.rest else "jest tu nie tylko adres"
                self._remarks.append(doubtful(f"{row.label}: {shown(value.text)}: {what}; całość zapisano w uwagach"))

    def _person(self, row: Row) -> None:
        whole = row.text if row.key in ("role", "organisation") else ""
        for text in [whole] if whole else [value.text for value in row.values]:
            key = "name" if row.key == "contact" and "nazwisko" in labels.squeezed(row.label) else row.key
            first = text == (whole or row.values[0].text)
            self._people.add(key if first else "contact", text)

    def _extend(self, key: str, items: list[str]) -> None:
        before = self._keys.get(key, [])
        merged = list(dict.fromkeys([*(before if isinstance(before, list) else []), *items]))
        self._keys |= {key: merged} if merged else {}

    def _note(self, row: Row, text: str) -> None:
        self._notes.append(f"{row.label}: {text}" if row.label else text)

    def done(self, register: Register) -> Found:
        """Return what was found, with the unit's code where the rest of it leaves no doubt."""
        self._extend("websites", self._people.websites)
        if self._people.contacts:
            self._keys["contacts"] = self._people.contacts
        said = [str(self._keys.get(key, "")) for key in ("place", "unit_type", "powiat", "voivodeship")]
        if said[0] and "teryt" not in self._keys:
            code = places.code(register, *said)
            self._keys |= {"teryt": code} if code else {}
            if not code:
                self._remarks.append(
                    doubtful(f"teryt: {shown(said[0])} nie wskazuje jednej jednostki; wpisz kod ręcznie")
                )
        remarks = (*self._remarks, *self._people.remarks)
        return Found(tuple(self._keys.items()), tuple(dict.fromkeys([*self._notes, *self._people.notes])), remarks)


def _spelt(vocabulary: Vocabulary, text: str) -> str | None:
    """Return the id of a term in any of its spellings, with spaces around hyphens or a word such as województwo."""
    bare = re.sub(r"\s*([-–])\s*", "-", text.strip(" .;,"))
    district = re.sub(r"^powiat (?=grodzki|ziemski)", "powiat ", fold(bare))
    of_commune = f"gmina {bare}"  # "Typ gminy: wiejska"
    for spelling in (text, bare, _BEFORE.sub("", bare), district, of_commune):
        found = vocabulary.by_spelling(spelling)
        if found:
            return found
    return None
