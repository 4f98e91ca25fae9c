"""atlas: a base whose practices stand in known units, and a reader of the links that a drawing has."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from flask.testing import FlaskClient

from bdp.app import create_app
from bdp.services import rebuild
from tests.sample import SampleBase
from tests.web.page import Page, text

_RECORD = """\
---
title: {title}
status: {status}
themes: [{theme}]
unit_type: {unit_type}
place: {place}
voivodeship: {voivodeship}
entered: 2024-05-06
{keys}---
Skrót praktyki.
"""
MEMBERS = 'members:\n  - teryt: "2401081"\n  - teryt: "1212011"\n'
CITY = "miasto-na-prawach-powiatu"
# slug, unit type, place, voivodeship, theme, further keys
RECORDS = (
    ("dabrowa-rada", CITY, "Dąbrowa Górnicza", "slaskie", "dialog-spoleczny", 'teryt: "2465011"\n'),
    ("dabrowa-odpady", CITY, "Dąbrowa Górnicza", "slaskie", "gospodarka-komunalna", 'teryt: "2465"\n'),
    ("katowice-energia", CITY, "Katowice", "slaskie", "efektywnosc-energetyczna", 'teryt: "2469011"\n'),
    ("psary-swietlica", "gmina-wiejska", "Psary", "slaskie", "kultura", 'teryt: "2401062"\n'),
    ("bedzin-powiat", "powiat", "Będzin", "slaskie", "oswiata", 'teryt: "2401"\n'),
    ("slaskie-strategia", "wojewodztwo", "Katowice", "slaskie", "partnerstwo", 'teryt: "24"\n'),
    ("bez-kodu", "gmina-miejska", "Gdzieś", "slaskie", "kultura", ""),
    ("autobus-slawkow-bukowno", "partnerstwo", "Sławków i Bukowno", "slaskie", "transport", MEMBERS),
    ("zory-wiejska", "gmina-wiejska", "Żary", "lubuskie", "kultura", 'teryt: "0811102"\n'),
    ("lomza-wiejska", "gmina-wiejska", "Łomża", "podlaskie", "sport-i-rekreacja", 'teryt: "2007022"\n'),
    ("przemysl-karta", CITY, "Przemyśl", "podkarpackie", "wspolpraca-jst-ngo", 'teryt: "1862011"\n'),
)
HIDDEN = ("katowice-szkic", CITY, "Katowice", "slaskie", "kultura", 'teryt: "2469011"\n')
_OFFICE = """\
---
name: Urząd Miejski w Dąbrowie Górniczej
address: ul. Graniczna 21, 41-300 Dąbrowa Górnicza
teams:
  - name: Biuro Organizacji Pozarządowych
    head_role: kierownik
    email: ngo@example.org
    tasks: [konsultacje, inkubator]
---
Urząd przyjmuje od poniedziałku.
"""


def fill(base: SampleBase, copies: int = 0, like: str = "katowice-energia") -> None:
    """Write the records, copies of one of them, one hidden draft and one office."""
    (model,) = (record for record in RECORDS if record[0] == like)
    more = tuple((f"{like}-{number}", *model[1:]) for number in range(copies))
    for status, records in (("published", (*RECORDS, *more)), ("draft", (HIDDEN,))):
        for slug, unit_type, place, voivodeship, theme, keys in records:
            text = _RECORD.format(
                title=f"Praktyka {slug}",
                status=status,
                theme=theme,
                unit_type=unit_type,
                place=place,
                voivodeship=voivodeship,
                keys=keys,
            )
            base.put(base.path(slug), text)
    base.put(base.root / "practices" / "_units" / "2465011.md", _OFFICE)


def client(folder: Path, copies: int = 0, like: str = "katowice-energia") -> FlaskClient:
    """Return a reader of the site over these records and copies of one."""
    base = SampleBase(folder)
    fill(base, copies, like)
    report = rebuild.run(base.library())
    assert [str(problem) for problem in report.problems] == []
    return create_app(base.config).test_client()


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: its address, its text (a title inside a drawing is text too), whether it is in a drawing."""

    address: str
    text: str
    drawn: bool
    current: bool

    @property
    def pairs(self) -> set[tuple[str, str]]:
        """The parameters of the address."""
        return set(parse_qsl(urlsplit(self.address).query))


class Reading:
    """A page as a reader without scripts has it: its links in order, its ids, all its text."""

    def __init__(self, html: str) -> None:
        """Read it."""
        root = Page(html).root
        drawn = {id(link) for drawing in root.iter("svg") for link in drawing.iter("a")}
        self.text = text(root)
        self.ids = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
        self.links = [
            Link(link.get("href", ""), text(link), id(link) in drawn, "aria-current" in link.attrib)
            for link in root.iter("a")
        ]

    @property
    def drawn(self) -> list[Link]:
        """The links of drawings."""
        return [link for link in self.links if link.drawn]

    @property
    def practices(self) -> list[str]:
        """The slugs of the practices that it links to, in order."""
        paths = [urlsplit(link.address).path for link in self.links]
        return [path.removeprefix("/praktyki/") for path in paths if path.startswith("/praktyki/")]


def page(client: FlaskClient, address: str) -> Reading:
    """Return a page that is there."""
    answer = client.get(address)
    assert answer.status_code == 200
    return Reading(answer.text)
