"""codebook: what each column of a table means, for those who analyse it and for the tables' own second sheet."""

from dataclasses import dataclass

from bdp.exchange import cells


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the kind of its values, its meaning in both languages."""

    name: str
    kind: str
    pl: str
    en: str

    def meaning(self, language: str) -> str:
        """Return the meaning in ``pl`` or ``en``."""
        return self.en if language == "en" else self.pl


KINDS = {
    "text": ("tekst", "text"),
    "id": ("identyfikator z listy", "id of a list"),
    "ids": ("lista identyfikatorów, rozdzielona „; ”", "list of ids, joined by “; ”"),
    "list": ("lista tekstów, rozdzielona „; ”", "list of texts, joined by “; ”"),
    "json": ("JSON", "JSON"),
    "number": ("liczba", "number"),
    "year": ("rok", "year"),
    "date": ("data RRRR-MM-DD", "date YYYY-MM-DD"),
    "markdown": ("tekst w Markdown", "text in Markdown"),
    "url": ("adres", "address"),
}
_TOLD = """
slug | text | stała nazwa wpisu, część jego adresu | permanent name of the record, part of its address
title | text | tytuł praktyki | title of the practice
status | id | stan wpisu: published – opublikowany | state of the record: published
themes | ids | działy i tematy | departments and themes
forms | ids | formy współpracy | forms of cooperation
unit_type | id | rodzaj jednostki samorządu | type of local government unit
teryt | text | kod TERYT jednostki: 2, 4 lub 7 cyfr | TERYT code of the unit: 2, 4 or 7 digits
place | text | miejscowość | place
powiat | text | powiat | powiat (county)
voivodeship | id | województwo | voivodeship
members | json | jednostki partnerstwa: teryt, name, unit_type | units of a partnership: teryt, name, unit_type
lat | number | szerokość geograficzna, stopnie WGS 84 | latitude, degrees WGS 84
lon | number | długość geograficzna, stopnie WGS 84 | longitude, degrees WGS 84
postal_code | text | kod pocztowy | postal code
post_office | text | poczta | post office
institution | text | instytucja, która odpowiada za praktykę | institution that answers for the practice
street | text | ulica i numer | street and number
websites | list | strony internetowe | websites
emails | list | adresy urzędowej poczty elektronicznej | office e-mail addresses
population | number | liczba mieszkańców | number of residents
entered | date | dzień wpisania do bazy | day on which the record came into the base
updated | date | dzień ostatniej zmiany | day of the last change
verified | date | dzień sprawdzenia | day of verification
verified_by | text | kto sprawdził | who verified
started | year | rok rozpoczęcia | year of beginning
ended | year | rok zakończenia; puste: praktyka trwa | year of ending; empty: still running
partners | list | partnerzy, oficjalne nazwy | partners, official names
cost_pln | number | koszt w złotych | cost in Polish złoty
funding | list | źródła pieniędzy | sources of money
results | list | rezultaty | results
keywords | list | słowa kluczowe | keywords
plain | text | praktyka w prostych słowach | the practice in plain words
notes | list | uwagi dla redakcji; w danych publicznych puste | remarks for editors; empty in public data
contacts | json | kontakty; tylko w eksporcie redakcji | contacts; in an editor's export only
attachments | json | załączniki: file, title, description, language | attachments: file, title, description, language
related | list | nazwy wpisów podobnych wybranych przez redakcję | slugs of related records chosen by editors
aliases | list | dawne nazwy i numery wpisu | former names and numbers of the record
source | json | źródło faktów: name, url, licence | source of the facts: name, url, licence
withdrawn_reason | text | powód wycofania | reason of withdrawal
summary | markdown | skrót: początek opisu | summary: the beginning of the description
presentation | markdown | pełna prezentacja, bez skrótu | full presentation, without the summary
url | url | adres strony praktyki | address of the practice's page
"""
COLUMNS = tuple(Column(*(part.strip() for part in line.split(" | "))) for line in _TOLD.strip().splitlines())
RULES = {
    "pl": (
        "W elemencie listy znak ; jest zapisany jako \\; a \\ jako \\\\.",
        "Tekst, który zaczyna się od = + - @ lub apostrofu, ma na początku dodatkowy apostrof: nie stanie się wzorem.",
        "Opisy praktyk: CC BY 4.0. Fakty i metadane: CC0 1.0.",
    ),
    "en": (
        "Inside an item of a list ; is written \\; and \\ is written \\\\.",
        "A text that begins with = + - @ or an apostrophe has one more before it: it will not become a formula.",
        "Descriptions of practices: CC BY 4.0. Facts and metadata: CC0 1.0.",
    ),
}


def columns(*, editor: bool = False) -> tuple[Column, ...]:
    """Return the columns of a table in its order."""
    known = {column.name: column for column in COLUMNS}
    return tuple(known[name] for name in cells.columns(editor=editor))


def kind(column: Column, language: str) -> str:
    """Say what kind of values a column has."""
    return KINDS[column.kind][language == "en"]
