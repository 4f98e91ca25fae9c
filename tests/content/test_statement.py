"""The accessibility statement is written from one file of facts, in the order and with the names of its legal model."""

import re
from pathlib import Path

import pytest

from bdp.content import pages, statement, strays
from bdp.content.judge import Judge
from bdp.domain.page import Page
from tests.content.records import places

ALWAYS = [
    "a11y-wstep",
    "a11y-podmiot",
    "a11y-zakres",
    "a11y-url",
    "a11y-data-publikacja",
    "a11y-data-aktualizacja",
    "a11y-status",
    "a11y-data-sporzadzenie",
    "a11y-kontakt",
    "a11y-email",
    "a11y-telefon",
    "a11y-procedura",
    "a11y-architektura",
    "a11y-komunikacja",
]
FULL = """\
# fakty
body: Związek [Przykładowy]
unit: {pl: rzecznik, en: spokesperson}
email: dostepnosc@example.pl
phone: "22 000 00 00"
published: 2026-03-01
updated: 2026-05-02
prepared: 2026-03-01
reviewed: 2027-02-05
method: {pl: samoocena, en: self-assessment}
status: partly
barriers: [{pl: Skany bez tekstu., en: Scans without text.}]
exempt: [{pl: Mapy.}]
costs: [{pl: Napisy do nagrań., en: Captions.}]
assessment: https://example.pl/koszty
aids: [{pl: Kontrast., en: Contrast.}]
shortcuts: [{pl: s – szukaj}]
apps: [Aplikacja]
building: {pl: Winda., en: A lift.}
building_address: https://example.pl/dojazd
communication: {pl: Tłumacz., en: An interpreter.}
"""
HEADINGS = [
    "## Stan dostępności cyfrowej",
    "## Niedostępne treści",
    "### Niezgodność z załącznikiem",
    "### Treści nieobjęte przepisami",
    "### Nadmierne koszty",
    "## Przygotowanie deklaracji dostępności i jej aktualizacja",
    "## Udogodnienia, ograniczenia i inne informacje",
    "## Skróty klawiszowe",
    "## Informacje zwrotne i dane kontaktowe",
    "## Obsługa wniosków i skarg związanych z dostępnością",
    "## Pozostałe informacje",
    "### Aplikacje mobilne",
    "### Dostępność architektoniczna",
    "### Dostępność komunikacyjno-informacyjna",
]


def made(text: str) -> Page:
    judge = Judge("x")
    page = statement.read(text, judge)
    assert judge.problems == ()
    assert page is not None
    return page


def names(text: str) -> list[str]:
    return re.findall(r"\(#(a11y-[a-z-]+)\)", text)


def headings(text: str) -> list[str]:
    return re.findall(r"^#+ .*$", text, re.MULTILINE)


def test_all_facts_give_every_part_in_the_order_of_the_model_with_every_name_once() -> None:
    page = made(FULL)
    assert (page.slug, page.title, page.title_en) == (
        "deklaracja-dostepnosci",
        "Deklaracja dostępności",
        "Accessibility statement",
    )
    assert headings(page.text) == HEADINGS
    assert len(headings(page.text_en)) == len(HEADINGS)
    more = ["a11y-data-przeglad", "a11y-ocena", "a11y-aplikacje", "a11y-architektura-url"]
    for text in (page.text, page.text_en):
        assert sorted(names(text)) == sorted([*ALWAYS, *more])
        assert "$" not in text
    assert "[5\u00a0lutego\u00a02027\u00a0r.](#a11y-data-przeglad)" in page.text
    assert "[5\u00a0February\u00a02027](#a11y-data-przeglad)" in page.text_en
    assert r"[Związek \[Przykładowy\]](#a11y-podmiot)" in page.text
    assert "wzór" not in page.text


def test_what_the_facts_do_not_tell_is_left_out_or_marked_as_to_be_filled_in() -> None:
    page = made("status: fully\n")
    assert headings(page.text) == [HEADINGS[n] for n in (0, 5, 8, 9, 10, 12, 13)]
    assert sorted(names(page.text)) == sorted(names(page.text_en)) == sorted(ALWAYS)
    assert "To jest wzór" in page.text
    assert "[do uzupełnienia](#a11y-email)" in page.text
    assert "[to be filled in](#a11y-email)" in page.text_en


def test_the_way_of_a_complaint_is_told_with_its_limits() -> None:
    page = made("status: fully\n")
    for said in ("**7 dni**", "**2 miesiące**", "skargę", "Rzecznika Praw Obywatelskich", "https://bip.brpo.gov.pl"):
        assert said in page.text
    for said in ("**7 days**", "**2 months**", "complaint", "Polish Ombudsman", "https://bip.brpo.gov.pl"):
        assert said in page.text_en


@pytest.mark.parametrize(
    ("status", "lacks", "polish", "english"),
    [
        ("fully", "", "jest w pełni zgodna z załącznikiem do ustawy", "is fully compliant with the annex"),
        ("partly", "exempt: [{pl: A}]", "jest częściowo zgodna z załącznikiem do ustawy", "is partly compliant"),
        ("not", "barriers: [{pl: A}]", "jest niezgodna z załącznikiem do ustawy", "is not compliant"),
    ],
)
def test_the_state_is_said_in_a_fixed_sentence(status: str, lacks: str, polish: str, english: str) -> None:
    page = made(f"status: {status}\n{lacks}\n")
    assert f"[Strona internetowa {polish} z dnia 4 kwietnia 2019 r." in page.text
    assert f"[The website {english}" in page.text_en


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("stan: fully\nstatus: fully\n", "1: stan"),
        ("body: Urząd\n", "1: status"),
        ("body: a\nstatus: zgodna\n", "2: status"),
        ("status: fully\nbarriers: [{pl: A}]\n", "1: status"),
        ("body: a\nstatus: partly\n", "2: status"),
        ("status: fully\nemail: brak\n", "2: email"),
        ("status: fully\nupdated: wczoraj\n", "2: updated"),
        ("status: fully\nunit: rzecznik\n", "2: unit"),
        ("status: fully\nassessment: javascript:alert(1)\n", "2: assessment"),
        ("status: fully\nbody: [\n", "2: file"),
    ],
)
def test_a_wrong_fact_is_named_at_its_line(text: str, fault: str) -> None:
    judge = Judge("x")
    assert statement.read(text, judge) is None
    assert places(judge.problems)[0] == fault


def put(root: Path, name: str, text: str) -> Path:
    path = root / "practices" / "_pages" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root / "practices"


def test_the_facts_of_a_base_are_a_page_of_it(tmp_path: Path) -> None:
    found = pages.load(put(tmp_path, statement.NAME, FULL))
    (page,) = (page for page in found.pages if page.slug == statement.SLUG)
    assert (page != statement.shipped(), found.problems) == (True, ())
    assert strays.find(tmp_path) == ()


def test_a_page_of_its_own_stands_before_the_facts(tmp_path: Path) -> None:
    put(tmp_path, statement.NAME, FULL)
    found = pages.load(put(tmp_path, "deklaracja-dostepnosci.md", "---\ntitle: Deklaracja\n---\nTekst.\n"))
    assert [page.text for page in found.pages if page.slug == statement.SLUG] == ["Tekst."]
    assert places(found.problems) == ["warning 1: file"]


def test_faulty_facts_are_named_by_their_file(tmp_path: Path) -> None:
    found = pages.load(put(tmp_path, statement.NAME, "status: nie wiem\n"))
    assert statement.SLUG not in {page.slug for page in found.pages}
    assert [(problem.path, problem.key) for problem in found.problems] == [
        ("practices/_pages/deklaracja-dostepnosci.yaml", "status")
    ]


def test_the_shipped_facts_are_a_model_to_be_filled_in() -> None:
    assert "To jest wzór" in statement.shipped().text
    assert "This is a model" in statement.shipped().text_en
