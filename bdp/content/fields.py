"""fields: the one table of a record's keys: kind, rule and a line for people, in the order of the format."""

from dataclasses import dataclass

from bdp.content.attachments import name_fault
from bdp.content.groups import group, list_of
from bdp.content.judge import Judge, Spot, shown
from bdp.content.kinds import (
    ADDRESS,
    ALIAS,
    EMAIL,
    LINES,
    POSTAL_CODE,
    SLUG,
    TERYT,
    TEXT,
    TRUTH,
    Kind,
    line,
    one_of,
    term,
    text,
)
from bdp.content.nodes import Node
from bdp.content.numbers import AMOUNT, COUNT, DAY, LATITUDE, LONGITUDE, YEAR
from bdp.domain.practice import Attachment, Contact, Member, Source, Status

TITLE_MIN, TITLE_MAX, PLAIN_MAX = 5, 300, 600
_PUBLIC, _WITHDRAWN = frozenset({Status.PUBLISHED}), frozenset({Status.WITHDRAWN})
_TITLED = frozenset(Status) - {Status.DRAFT}


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a record. ``about`` tells an editor in Polish what goes in; ``required`` are the states that need it."""

    key: str
    kind: Kind
    about: str
    required: frozenset[Status] = frozenset()
    example: str = ""


def _file_name(node: Node, spot: Spot, judge: Judge) -> str | None:
    value = line(node, spot, judge)
    fault = name_fault(value) if value else ""
    if value and fault:
        judge.wrong(spot, f"{shown(value)}: {fault}")
        return None
    return value


THEME = term("theme id", lambda v: v.themes)
FORM = term("cooperation-form id", lambda v: v.forms)
UNIT_TYPE = term("unit-type id", lambda v: v.unit_types)
VOIVODESHIP = term("voivodeship id", lambda v: v.voivodeships)
STATUS = one_of(*(status.value for status in Status))
MEMBER = group({"teryt": TERYT, "name": TEXT, "unit_type": UNIT_TYPE}, Member, needs=("teryt", "name"))
CONTACT = group(
    {
        "name": TEXT,
        "role": TEXT,
        "organisation": TEXT,
        "phone": TEXT,
        "email": EMAIL,
        "until": DAY,
        "confirmed": TRUTH,
    },
    Contact,
)
ATTACHMENT = group(
    {"file": Kind("file name", _file_name), "title": TEXT, "description": LINES, "language": TEXT},
    lambda file="", title="", description="", language="": Attachment(file, title, description, language),
)
SOURCE = group({"name": TEXT, "url": ADDRESS, "licence": TEXT}, Source)

FIELDS: tuple[Field, ...] = (
    Field("title", text(TITLE_MIN, TITLE_MAX), "tytuł praktyki, od 5 do 300 znaków", _TITLED),
    Field(
        "status", STATUS, "draft (szkic), review (do sprawdzenia), published (opublikowany) albo withdrawn (wycofany)"
    ),
    Field(
        "themes", list_of(THEME, unique=True), "tematy: identyfikatory ze słownika themes.yaml", _PUBLIC, "[kultura]"
    ),
    Field(
        "forms",
        list_of(FORM, unique=True),
        "formy współpracy: identyfikatory ze słownika forms.yaml",
        example="[konsultacje]",
    ),
    Field(
        "unit_type", UNIT_TYPE, "rodzaj jednostki: identyfikator ze słownika unit_types.yaml", _PUBLIC, "gmina-wiejska"
    ),
    Field(
        "teryt", TERYT, "kod TERYT w cudzysłowie: 2 cyfry (województwo), 4 (powiat) albo 7 (gmina)", example='"1862011"'
    ),
    Field("place", TEXT, "miejscowość; gdy jest kod TERYT gminy, można pominąć", _PUBLIC, "Przemyśl"),
    Field("powiat", TEXT, "powiat; gdy jest kod TERYT, można pominąć", example="przemyski"),
    Field(
        "voivodeship",
        VOIVODESHIP,
        "województwo: identyfikator ze słownika; gdy jest kod TERYT, można pominąć",
        _PUBLIC,
        "podkarpackie",
    ),
    Field(
        "members",
        list_of(MEMBER),
        "uczestnicy partnerstwa lub związku: teryt, name (nazwa), unit_type (rodzaj)",
        example='[{teryt: "1862011"}]',
    ),
    Field("lat", LATITUDE, "szerokość geograficzna, jeśli punkt ma być inny niż w rejestrze", example="49.7838"),
    Field("lon", LONGITUDE, "długość geograficzna, jeśli punkt ma być inny niż w rejestrze", example="22.7678"),
    Field("postal_code", POSTAL_CODE, "kod pocztowy", example='"37-700"'),
    Field("post_office", TEXT, "poczta", example="Przemyśl"),
    Field("institution", TEXT, "urząd lub instytucja, która prowadzi praktykę", example="Urząd Miejski"),
    Field("street", TEXT, "ulica i numer", example="Rynek 1"),
    Field("websites", list_of(ADDRESS), "strony internetowe", example="[www.przyklad.pl]"),
    Field("emails", list_of(EMAIL), "adresy e-mail urzędu (nie osób)", example="[urzad@przyklad.pl]"),
    Field("population", COUNT, "liczba mieszkańców; bez niej bierze się ją z rejestru", example="64706"),
    Field("entered", DAY, "dzień wpisania do bazy: rok-miesiąc-dzień", _PUBLIC, "2026-02-10"),
    Field("updated", DAY, "dzień ostatniej zmiany", example="2026-05-20"),
    Field("verified", DAY, "dzień potwierdzenia, że wpis jest aktualny", example="2026-05-18"),
    Field("verified_by", TEXT, "kto potwierdził wpis i kontakty", example="Urząd Miejski"),
    Field("started", YEAR, "rok rozpoczęcia", example="2019"),
    Field("ended", YEAR, "rok zakończenia; puste znaczy, że praktyka trwa", example="2024"),
    Field(
        "partners", list_of(TEXT), "druga strona współpracy, pod urzędową nazwą", example="[Stowarzyszenie Przykład]"
    ),
    Field("cost_pln", AMOUNT, "koszt w złotych", example="185000"),
    Field("funding", list_of(TEXT), "źródła finansowania", example="[środki własne gminy]"),
    Field("results", list_of(TEXT), "wyniki, krótko i z liczbami", example="[34 grupy korzystają z lokalu]"),
    Field("keywords", list_of(TEXT), "słowa kluczowe", example="[inkubator, sala spotkań]"),
    Field("plain", text(0, PLAIN_MAX, lines=True), "praktyka prostymi słowami, najwyżej 600 znaków"),
    Field("notes", list_of(LINES), "uwagi dla redakcji; czytelnicy ich nie widzą"),
    Field(
        "contacts", list_of(CONTACT), "kontakty: name, role, organisation, phone, email, until (do kiedy), confirmed"
    ),
    Field("attachments", list_of(ATTACHMENT), "pliki z katalogu attachments: file, title, description, language"),
    Field("related", list_of(SLUG, unique=True), "pokrewne praktyki: nazwy ich plików bez .md"),
    Field("aliases", list_of(ALIAS, unique=True), "dawne nazwy wpisu albo art=numer z dawnej bazy"),
    Field("source", SOURCE, "skąd są dane: name (nazwa), url (adres), licence (licencja)"),
    Field("withdrawn_reason", LINES, "dlaczego wpis wycofano", _WITHDRAWN),
)
KEYS: tuple[str, ...] = tuple(field.key for field in FIELDS)
