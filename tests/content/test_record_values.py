"""What good values of a record become."""

from datetime import date

import pytest

from bdp.domain.practice import Attachment, Contact, Member, Practice, Source, Status
from tests.content.records import PUBLISHED, SLUG, good


def test_an_empty_header_is_an_empty_draft() -> None:
    assert good("", body="") == Practice(SLUG, status=Status.DRAFT)


@pytest.mark.parametrize(
    ("typed", "population"),
    [("123.869", 123869), ("123 869", 123869), ("123\u00a0869", 123869), ("1.234.567", 1234567), ("0264", 264)],
)
def test_a_population_may_be_grouped(typed: str, population: int) -> None:
    assert good(f"population: {typed}\n").population == population


@pytest.mark.parametrize(
    ("typed", "amount"), [("185000", 185000), ("1 500 000", 1500000), ("185000,5", 185000.5), ("10.00", 10)]
)
def test_a_cost_is_in_zlote_with_or_without_grosze(typed: str, amount: float) -> None:
    cost = good(f"cost_pln: {typed}\n").cost_pln
    assert cost == amount
    assert type(cost) is type(amount)


@pytest.mark.parametrize("typed", ["NO", "on", "12:30", "0264", "1.10", "null", "2024-01-02", "0x1F", "1e3", ".inf"])
def test_a_text_is_the_text_that_was_typed(typed: str) -> None:
    assert good(f"place: {typed}\nkeywords: [{typed}]\n").place == typed
    assert good(f"keywords: [{typed}]\n").keywords == (typed,)


def test_a_text_with_diacritics_typed_apart_is_the_same_text() -> None:
    assert good("place: Lo\u0301dz\u0301\n").place == "Lódź"


def test_a_folded_title_is_one_line() -> None:
    assert good("title: >\n  Ogród\n  społeczny\n").title == "Ogród społeczny"
    assert good("title: |\n  Ogród\n  społeczny\n").title == "Ogród społeczny"


def test_plain_words_keep_their_lines() -> None:
    assert good("plain: |\n  Pierwszy.\n  Drugi.\n").plain == "Pierwszy.\nDrugi."


def test_lists_leave_out_what_is_empty() -> None:
    assert good("keywords:\n  - a\n  -\n  - ''\n  - b\ncontacts: [{}]\n").keywords == ("a", "b")


def test_groups_of_keys_are_read_with_their_defaults() -> None:
    practice = good(
        "members: [{teryt: '2401081', name: Sławków, unit_type: gmina-miejska}]\n"
        "contacts:\n  - {role: sekretariat, phone: 85 000 00 01, until: 2030-12-31}\n  - {name: X, confirmed: false}\n"
        "attachments: [{file: a.PDF, title: Plan, description: Opis, language: pl}]\n"
        "source: {name: Opis, url: www.x.pl, licence: CC0}\n",
        files=("a.PDF",),
    )
    assert practice.members == (Member("2401081", "Sławków", "gmina-miejska"),)
    assert practice.contacts == (
        Contact(role="sekretariat", phone="85 000 00 01", until=date(2030, 12, 31)),
        Contact(name="X", confirmed=False),
    )
    assert practice.attachments == (Attachment("a.PDF", "Plan", "Opis", "pl"),)
    assert practice.source == Source("Opis", "www.x.pl", "CC0")


def test_the_practice_is_not_filled_from_the_register() -> None:
    practice = good("title: Ogród społeczny\nteryt: '1210163'\n")
    assert (practice.place, practice.voivodeship, practice.population, practice.lat) == ("", "", None, None)


def test_the_body_is_parted_at_the_first_heading() -> None:
    practice = good(PUBLISHED, body="\nSkrót.\n\n### Nie tu\n\n## Opis\n\nTekst.\n\n## Dalej\n")
    assert practice.summary == "Skrót.\n\n### Nie tu"
    assert practice.presentation == "## Opis\n\nTekst.\n\n## Dalej"
