"""samples: practices for the tests of data formats, two of them those of the contract's spreadsheet."""

from datetime import date

from bdp.domain.entry import AttachedFile, Body, Entry
from bdp.domain.practice import Attachment, Contact, Member, Practice, Status
from bdp.exchange.plain import Frame, Plain
from bdp.exchange.plain import plain as plain_form
from bdp.exchange.site import Site

BUS = Practice(
    slug="wspolny-autobus-slawkow-bukowno",
    title="Łączy nas autobus: wspólna linia Sławkowa i Bukowna",
    status=Status.PUBLISHED,
    themes=("wspolpraca-miedzy-jst", "transport"),
    forms=("porozumienie-miedzygminne",),
    unit_type="partnerstwo",
    place="Sławków",
    voivodeship="slaskie",
    members=(Member("2401081", "Sławków", "gmina-miejska"), Member("1212011", "Bukowno", "gmina-miejska")),
    population=20000,
    entered=date(2026, 3, 1),
    started=2021,
    partners=("Przewoźnik Lokalny sp. z o.o.; oddział południe", "Rada Pasażerów"),
    results=("+18% pasażerów w dni robocze", "bilet kosztuje tyle samo po obu stronach granicy"),
    keywords=("taryfa A\\B", "rozkład jazdy"),
    plain="Dwa miasta z dwóch województw kupują razem kursy jednej linii, a koszt dzielą według kilometrów.",
    summary="Miasta po dwóch stronach granicy województw zamawiają wspólnie kursy i uznają jeden bilet.",
    presentation=(
        "## Porozumienie\n\n"
        "Rozliczenie następuje **co kwartał**; rozkład uzgadnia zespół złożony z pracowników obu urzędów."
    ),
)

WASTE = Practice(
    slug="punkt-zbiorki-odpadow-goniadz",
    title="Szybciej i czyściej: nowy punkt zbiórki odpadów w Goniądzu",
    status=Status.PUBLISHED,
    themes=("gospodarka-komunalna", "ochrona-srodowiska"),
    forms=("konsultacje",),
    unit_type="gmina-miejsko-wiejska",
    teryt="2008013",
    place="Goniądz",
    powiat="moniecki",
    voivodeship="podlaskie",
    lat=53.48953,
    lon=22.73578,
    population=5000,
    entered=date(2026, 1, 15),
    started=2015,
    ended=2018,
    plain="'Gabaryt' to duża rzecz, na przykład szafa. W tym miejscu można ją oddać bez opłaty.",
    notes=("dopisek obok adresu",),
    contacts=(
        Contact(role="kierownik budowy", organisation="Urząd Miejski", phone="85 000 00 01", until=date(2018, 12, 31)),
        Contact(name="Nikt Niewidoczny", phone="85 000 00 02", confirmed=False),
        Contact(role="sekretariat", organisation="Urząd Miejski", phone="85 000 00 03"),
    ),
    attachments=(Attachment("ilosci-odpadow.csv", "Ilości odpadów w latach 2015–2018"),),
    aliases=("nowy-punkt-goniadz", "art=701"),
    summary="Mieszkańcy oddają odpady w jednym miejscu, sześć dni w tygodniu i bez kolejki.",
    presentation=(
        "## Rozwiązanie\n\n"
        "Nowy punkt selektywnego zbierania odpadów komunalnych ma wagę, zadaszenie i kącik rzeczy używanych.\n"
        "Szkoła podstawowa prowadzi przy nim pokazowy kompostownik."
    ),
)

FILE = AttachedFile(
    file="ilosci-odpadow.csv",
    title="Ilości odpadów w latach 2015–2018",
    description="",
    language="",
    media_type="text/csv",
    size=97,
    sha256="0" * 64,
)


def entry(practice: Practice = WASTE, *, en: Body | None = None) -> Entry:
    """Return an entry as the index keeps it, with plain paragraphs for the rendered text."""
    body = Body(
        title=practice.title,
        plain=practice.plain,
        summary_html=f"<p>{practice.summary}</p>",
        presentation_html="<h2>Rozwiązanie</h2>" if practice.presentation else "",
        summary_text=practice.summary,
        presentation_text=practice.presentation,
    )
    return Entry(
        practice=practice,
        pl=body,
        en=en,
        files=(FILE,) if practice.attachments else (),
        voivodeships=(practice.voivodeship,),
        powiats=(),
        units=(practice.teryt,),
        revision="1" * 64,
    )


def frame(*, editor: bool = False, site: Site | None = None, language: str = "pl") -> Frame:
    """Return what holds for all practices of an answer."""
    return Frame(site or Site(), language, today=date(2026, 11, 22), editor=editor)


def plain(practice: Practice, within: Frame | None = None) -> Plain:
    """Return the form that every format starts from."""
    return plain_form(entry(practice), within or frame())
