"""The base in this repository: without problems, wide enough to show what BDP can do, without any private person."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from bdp.content import pages
from bdp.content.practices import PracticeFiles
from bdp.content.vocabularies import shipped
from bdp.domain.practice import Practice
from bdp.domain.unit import complete
from bdp.geography import units
from bdp.services import check
from tests.project import TOP

FILES = PracticeFiles(TOP)
# Parts of an accessibility statement that the Polish technical conditions (version 2.0) name.
STATED = [
    "wstep",
    "podmiot",
    "zakres",
    "url",
    "data-publikacja",
    "data-aktualizacja",
    "status",
    "data-sporzadzenie",
    "kontakt",
    "email",
    "telefon",
    "procedura",
    "architektura",
    "komunikacja",
]
# A phone as offices write it, an e-mail, and a first name before a surname where a post is named.
PHONE = re.compile(
    r"(?<![\w=/.-])(?:\+48[ -]?)?(?:\(?\d{2}\)?[ -]\d{3}[ -]\d{2}[ -]\d{2}|\d{3}[ -]\d{3}[ -]\d{3})(?![\w/-])"
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
OF_A_PERSON = re.compile(
    r"\b(?:pan|pani|dr|mgr|burmistrz|prezydent|wójt|starosta)\s+[A-ZŁŚŻ][a-ząćęłńóśźż]+\s+[A-ZŁŚŻ][a-ząćęłńóśźż]+"
)
# Types that no fact of the sources supports (a voivodeship is a partner in some records, nowhere the one described).
WITHOUT_FACTS = {"wojewodztwo"}


@cache
def records() -> Mapping[str, Practice]:
    """Return every published record as readers see it."""
    found = {slug: FILES.read(slug, shipped(), units.load()).practice for slug in FILES.scan()}
    return {slug: complete(practice, units.load()) for slug, practice in found.items() if practice and practice.public}


def voivodeships(practice: Practice) -> set[str]:
    """Return where a practice is found: its own voivodeship and its members'."""
    of_members = (units.load().resolve(member.teryt) for member in practice.members)
    return {practice.voivodeship, *(unit.voivodeship for unit in of_members if unit)}


def texts() -> list[Path]:
    """Return every Markdown file of the base."""
    return sorted((TOP / "practices").rglob("*.md"))


def test_the_base_has_no_problems() -> None:
    assert [str(p) for p in check.of_base(FILES, units.load()) if not p.warning] == []


def test_the_only_doubt_is_the_district_that_stands_under_its_city() -> None:
    told = [(p.path, p.key) for p in check.of_base(FILES, units.load())]
    assert told == [("practices/warszawa-praga-poludnie-strategia-ngo.md", "unit_type")]


def test_every_voivodeship_has_a_practice() -> None:
    assert set().union(*map(voivodeships, records().values())) == set(shipped().voivodeships.ids)


def test_every_type_of_unit_that_facts_support_has_a_practice() -> None:
    assert {practice.unit_type for practice in records().values()} == set(shipped().unit_types.ids) - WITHOUT_FACTS


def test_there_are_enough_records_to_search_and_enough_of_them_go_deeper() -> None:
    assert len(records()) >= 60
    assert len([p for p in records().values() if len(p.presentation) > 900]) >= 8
    assert len([p for p in records().values() if p.plain]) >= 40
    assert len([p for p in records().values() if p.translation]) >= 6


def test_every_record_says_where_its_facts_come_from() -> None:
    assert [slug for slug, practice in records().items() if not practice.source.name] == []


def test_an_address_of_the_original_base_leads_to_one_record() -> None:
    addresses = [alias for practice in records().values() for alias in practice.aliases]
    assert len(addresses) == len(set(addresses)) >= 15


def test_what_is_listed_lies_there_and_what_lies_there_is_listed() -> None:
    listed = {f"{slug}/{attachment.file}" for slug, p in records().items() for attachment in p.attachments}
    folder = TOP / "attachments"
    assert listed == {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_there_are_attachments_of_several_kinds() -> None:
    kinds = [Path(attachment.file).suffix for p in records().values() for attachment in p.attachments]
    assert len(kinds) >= 15
    assert {".pdf", ".csv", ".xlsx", ".docx", ".txt", ".svg"} <= set(kinds)


def test_every_attachment_has_a_title_and_a_language() -> None:
    attachments = [attachment for practice in records().values() for attachment in practice.attachments]
    assert [a.file for a in attachments if not a.title or a.language != "pl"] == []


@pytest.mark.parametrize("path", sorted((TOP / "attachments").rglob("*.pdf")), ids=lambda path: path.parent.name)
def test_a_card_is_tagged_and_says_its_title_and_language(path: Path) -> None:
    with pikepdf.open(path) as card:
        assert card.Root.Lang == "pl"
        assert bool(card.Root.MarkInfo.Marked)
        assert card.docinfo["/Title"] == records()[path.parent.name].title


def test_nothing_in_the_base_reaches_a_private_person() -> None:
    wrong = []
    for path in [*texts(), *(TOP / "attachments").rglob("*.csv"), *(TOP / "attachments").rglob("*.txt")]:
        text = re.sub(r"https?://\S+", "", path.read_text(encoding="utf-8"))
        found = [m.group() for pattern in (PHONE, EMAIL, OF_A_PERSON) for m in pattern.finditer(text)]
        wrong += [f"{path.relative_to(TOP)}: {what}" for what in found]
    assert wrong == []
    assert [slug for slug, practice in records().items() if practice.contacts] == []


def test_every_page_can_be_read_in_both_languages() -> None:
    ordinary = pages.load(TOP / "practices")
    assert {"o-bazie", "metodyka", "jak-szukac", "deklaracja-dostepnosci", "prywatnosci"} <= {
        p.slug for p in ordinary.pages
    }
    assert [page.slug for page in ordinary.pages if not page.text_en or not page.title_en] == []


def test_links_between_records_and_pages_lead_somewhere() -> None:
    known = {page.slug for page in pages.load(TOP / "practices").pages}
    wrong = []
    for path in texts():
        text = re.sub(r"https?://\S+", "", path.read_text(encoding="utf-8"))
        wrong += [f"{path.name}: {slug}" for slug in re.findall(r"/strona/([a-z0-9-]+)", text) if slug not in known]
        wrong += [f"{path.name}: {s}" for s in re.findall(r"/praktyki/([a-z0-9-]+)", text) if s not in records()]
    assert wrong == []


def test_the_accessibility_statement_names_every_part_once() -> None:
    (page,) = [page for page in pages.load(TOP / "practices").pages if page.slug == "deklaracja-dostepnosci"]
    for text in (page.text, page.text_en):
        assert re.findall(r"\]\(#a11y-([a-z-]+)\)", text) == STATED
