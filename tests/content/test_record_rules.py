"""Every key and every kind of bad value: the problem stands at its line and key, and nothing else is found."""

import pytest

from bdp.content.fields import FIELDS, KEYS
from tests.content.records import PUBLISHED, faults, parsed

LONG = "słowo " * 101


@pytest.mark.parametrize(
    "line",
    [
        "title: Ogród",
        "status: review\ntitle: Ogród społeczny",
        "forms: [konsultacje, wolontariat]",
        "teryt: 3214011",
        "teryt: '32'",
        "lat: 53.3370\nlon: 15.05",
        "lat: 53,337\nlon: '15,05'",
        'postal_code: "73-110"',
        "postal_code: 00-950",
        "websites: [www.x.pl, https://łódź.pl/a?b=c#d, x.gov.pl]",
        "emails: [a.b+c@x.gov.pl]",
        "population: 123.869",
        "population: 123 869",
        "population: 123\u00a0869",
        "population: 1\u202f123\u202f869",
        "population: 0",
        "entered: 2024-02-29",
        "started: 2005\nended: 2005",
        "cost_pln: 1 500 000",
        "cost_pln: 185000.50",
        "cost_pln: 185000,5",
        "cost_pln: 0",
        f"plain: {'ż' * 600}",
        "related: [inny-wpis]",
        "aliases: [dawna-nazwa, art=685]",
        "source: {name: Opis urzędu, url: www.x.pl, licence: CC BY 4.0}",
        "contacts: [{organisation: Urząd, email: a@x.pl, until: 2020-01-01, confirmed: false}]",
        "members: [{teryt: '2401081'}, {name: Stowarzyszenie, unit_type: stowarzyszenie-jst}]",
        "title:\nthemes:\nforms: []\nsource:\ncontacts: [{}]\nwebsites: [~]\npopulation: ''\nlat: ~",
    ],
)
def test_a_good_value_is_accepted_in_silence(line: str) -> None:
    assert faults(f"{line}\n") == []


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("title: abcd", "title"),
        (f"title: {'a' * 301}", "title"),
        ("title: [a, b]", "title"),
        ("title: {a: b}", "title"),
        ("status: publiczny", "status"),
        ("status: Published", "status"),
        ("status: [draft]", "status"),
        ("themes: kultura", "themes"),
        ("themes: {kultura: tak}", "themes"),
        ("themes: [kultura, muzyka]", "themes.2"),
        ("themes: [Kultura]", "themes.1"),
        ("themes: [[kultura]]", "themes.1"),
        ("forms: [narada]", "forms.1"),
        ("unit_type: gmina", "unit_type"),
        ("unit_type: gmina wiejska", "unit_type"),
        ("teryt: '321401'", "teryt"),
        ("teryt: '9999992'", "teryt"),
        ("teryt: 32140l1", "teryt"),
        ("teryt: '３２'", "teryt"),
        ("teryt: '33'", "teryt"),
        ("teryt: '3299'", "teryt"),
        ("place: [Biecz]", "place"),
        ("powiat: {a: b}", "powiat"),
        ("voivodeship: śląskie", "voivodeship"),
        ("voivodeship: slask", "voivodeship"),
        ("members: Biecz", "members"),
        ("members: [Biecz]", "members.1"),
        ("members: [{teryt: '12'}, {teryt: '9999992'}]", "members.2.teryt"),
        ("members: [{teryt: '123'}]", "members.1.teryt"),
        ("members: [{name: X, unit_type: wies}]", "members.1.unit_type"),
        ("members: [{unit_type: powiat}]", "members.1"),
        ("members: [{nazwa: X, name: Y}]", "members.1.nazwa"),
        ("lat: 91\nlon: 20", "lat"),
        ("lat: -91\nlon: 20", "lat"),
        ("lat: '50.1.2'\nlon: 20", "lat"),
        ("lat: 50N\nlon: 20", "lat"),
        ("lat: nan\nlon: 20", "lat"),
        ("lat: 5e1\nlon: 20", "lat"),
        ("lat: [50]\nlon: 20", "lat"),
        ("postal_code: '38340'", "postal_code"),
        ("postal_code: 38-34", "postal_code"),
        ("postal_code: 38-340 Biecz", "postal_code"),
        ("post_office: [Biecz]", "post_office"),
        ("institution: {a: b}", "institution"),
        ("street: [a]", "street"),
        ("websites: www.x.pl", "websites"),
        ("websites: ['javascript:alert(1)']", "websites.1"),
        ("websites: [www.x.pl, ftp://x.pl]", "websites.2"),
        ("websites: [http://]", "websites.1"),
        ("websites: [nie ma]", "websites.1"),
        ("websites: ['//x.pl']", "websites.1"),
        ("websites: ['https://x.pl/\"onmouseover=\"a']", "websites.1"),
        ("emails: a@x.pl", "emails"),
        ("emails: [urzad(at)x.pl]", "emails.1"),
        ("emails: ['a@x.pl, b@x.pl']", "emails.1"),
        ("emails: ['mailto:a@x.pl']", "emails.1"),
        ("population: około 16 tys.", "population"),
        ("population: -5", "population"),
        ("population: 123.86", "population"),
        ("population: 12 34", "population"),
        ("population: 1e5", "population"),
        ("population: '99999999999'", "population"),
        ("population: [1]", "population"),
        ("entered: 2026-02-30", "entered"),
        ("entered: 10.02.2026", "entered"),
        ("entered: 2026-2-10", "entered"),
        ("entered: 2026-02", "entered"),
        ("entered: 2026-02-10T10:00", "entered"),
        ("entered: ２０２６-02-10", "entered"),
        ("entered: [2026-02-10]", "entered"),
        ("updated: wczoraj", "updated"),
        ("verified: 2026-13-01", "verified"),
        ("verified_by: [ja]", "verified_by"),
        ("started: dawno temu", "started"),
        ("started: 2019-2024", "started"),
        ("started: 205", "started"),
        ("started: 20190", "started"),
        ("ended: '0000'", "ended"),
        ("partners: Stowarzyszenie", "partners"),
        ("partners: [{name: X}]", "partners.1"),
        ("cost_pln: -1", "cost_pln"),
        ("cost_pln: 5 mln", "cost_pln"),
        ("cost_pln: 123.869", "cost_pln"),
        ("cost_pln: inf", "cost_pln"),
        ("funding: własne", "funding"),
        ("results: sto", "results"),
        ("keywords: [[a]]", "keywords.1"),
        (f"plain: {LONG}", "plain"),
        ("plain: [a]", "plain"),
        ("notes: uwaga", "notes"),
        ("contacts: urząd", "contacts"),
        ("contacts: {role: a}", "contacts"),
        ("contacts: [{role: a}, {role: b, email: zły}]", "contacts.2.email"),
        ("contacts: [{role: a, until: 31.12.2026}]", "contacts.1.until"),
        ("contacts: [{role: a, confirmed: może}]", "contacts.1.confirmed"),
        ("contacts: [{rola: a, name: b}]", "contacts.1.rola"),
        ("contacts: [{role: [a]}]", "contacts.1.role"),
        ("attachments: plan.pdf", "attachments"),
        ("attachments: [plan.pdf]", "attachments.1"),
        ("attachments: [{file: plan.exe}]", "attachments.1.file"),
        ("attachments: [{file: plan.pdf.exe}]", "attachments.1.file"),
        ("attachments: [{file: żółty.pdf}]", "attachments.1.file"),
        ("attachments: [{file: ../plan.pdf}]", "attachments.1.file"),
        ("attachments: [{file: a b.pdf}]", "attachments.1.file"),
        ("attachments: [{file: .pdf}]", "attachments.1.file"),
        ("attachments: [{file: pdf}]", "attachments.1.file"),
        (f"attachments: [{{file: {'a' * 117}.pdf}}]", "attachments.1.file"),
        ("attachments: [{file: a.pdf}, {file: b.pdf}, {file: a.pdf}]", "attachments.3.file"),
        ("attachments: [{file: a.pdf, plik: b.pdf}]", "attachments.1.plik"),
        ("related: inny-wpis", "related"),
        ("related: [Inny Wpis]", "related.1"),
        ("related: [ab]", "related.1"),
        ("related: [a--b]", "related.1"),
        ("aliases: [art=, dawna-nazwa]", "aliases.1"),
        ("aliases: ['Stara nazwa']", "aliases.1"),
        ("aliases: [dawna-nazwa, proba-formatu]", "aliases.2"),
        ("source: Opis urzędu", "source"),
        ("source: [a]", "source"),
        ("source: {url: 'javascript:alert(1)'}", "source.url"),
        ("source: {name: A, license: B}", "source.license"),
        ("withdrawn_reason: [a]", "withdrawn_reason"),
        ("keyword: [ogród]", "keyword"),
        ("Title: Ogród społeczny", "Title"),
        ("tytuł: Ogród społeczny", "tytuł"),
        ("summary: Skrót", "summary"),
        ("slug: inny", "slug"),
        ("<<: a", "<<"),
        ('title: "Ogr\\u202eód społeczny"', "title"),
        ('place: "a\\0b"', "place"),
        ('keywords: ["a\\x07b"]', "keywords.1"),
    ],
)
def test_a_bad_value_is_named_at_its_line_and_key_and_nothing_else_is(line: str, key: str) -> None:
    number = 3 + (line[: line.index(key)].count("\n") if key in line else 0)
    assert faults(f"institution: Urząd\n{line}\n" if "institution" not in line else f"place: Biecz\n{line}\n") == [
        f"{number}: {key}"
    ]


def test_all_problems_of_a_record_are_named_at_once() -> None:
    header = "title: abc\nkeyword: [a]\nlat: 91\nlon: 20\nentered: wczoraj\ncontacts:\n  - role: a\n  - email: zły\n"
    assert faults(header) == ["2: title", "3: keyword", "4: lat", "6: entered", "9: contacts.2.email"]


def test_a_list_in_block_style_names_the_line_of_its_item() -> None:
    assert faults("themes:\n  - kultura\n  - muzyka\n  - teatr\n") == ["4: themes.2", "5: themes.3"]


@pytest.mark.parametrize("key", [field.key for field in FIELDS if "published" in field.required])
def test_a_published_record_needs(key: str) -> None:
    header = "".join(line for line in PUBLISHED.splitlines(keepends=True) if not line.startswith(f"{key}:"))
    assert faults(header) == [f"1: {key}"]


@pytest.mark.parametrize("value", ["", " []", ' ""', " ~", " # nic"])
def test_a_required_key_without_value_is_named_where_it_stands(value: str) -> None:
    assert faults(PUBLISHED.replace("themes: [kultura]", f"themes:{value}")) == ["4: themes"]


def test_a_bad_value_of_a_required_key_is_one_problem() -> None:
    assert faults(PUBLISHED.replace("[kultura]", "[muzyka]")) == ["4: themes.1"]


@pytest.mark.parametrize("status", ["review", "withdrawn\nwithdrawn_reason: Zamknięto"])
def test_other_records_than_drafts_need_a_title(status: str) -> None:
    assert faults(f"status: {status}\n") == ["1: title"]


def test_a_draft_may_be_empty() -> None:
    assert faults("") == []


def test_a_withdrawn_record_needs_its_reason_and_no_more() -> None:
    assert faults("title: Karta mieszkańca\nstatus: withdrawn\n") == ["1: withdrawn_reason"]


def test_a_record_that_ended_before_it_started_is_named() -> None:
    assert faults("started: 2019\nended: 2018\n") == ["3: ended"]


def test_half_a_point_is_doubted() -> None:
    assert faults("lat: 50.1\n") == ["warning 2: lat"]


def test_a_point_outside_poland_is_doubted() -> None:
    assert faults("lat: 21.01\nlon: 52.23\n") == ["warning 2: lat", "warning 3: lon"]


def test_a_repeated_item_of_a_list_of_ids_is_doubted_and_counts_once() -> None:
    found = parsed("themes: [kultura, kultura]\n")
    assert [str(p) for p in found.problems] == [
        "practices/proba-formatu.md:2: themes.2: warning: „kultura” jest na liście już wcześniej; usuń powtórzenie"
    ]
    assert found.practice is not None
    assert found.practice.themes == ("kultura",)


@pytest.mark.parametrize(
    ("typed", "near"),
    [("keyword", "keywords"), ("tilte", "title"), ("TITLE", "title"), ("conctacts", "contacts"), ("e-mails", "emails")],
)
def test_an_unknown_key_is_told_the_nearest_known_one(typed: str, near: str) -> None:
    (problem,) = parsed(f"{typed}: x\n").problems
    assert f"„{near}”" in problem.message


def test_a_label_in_place_of_an_id_is_told_the_id() -> None:
    (problem,) = parsed("unit_type: Powiat Grodzki\n").problems
    assert "wpisz „miasto-na-prawach-powiatu”" in problem.message


def test_a_day_written_the_polish_way_is_told_the_iso_form() -> None:
    (problem,) = parsed("entered: 10.02.2026\n").problems
    assert "2026-02-10" in problem.message


def test_a_problem_stays_on_one_line_whatever_was_typed() -> None:
    header = '"zły\\nklucz": x\nstatus: "a\\nb"\nplace: [x]\n"' + "d" * 500 + '": 1\n'
    for problem in parsed(header).problems:
        assert "\n" not in str(problem)
        assert len(problem.key) <= 60


def test_the_table_has_the_keys_of_the_format_in_their_order() -> None:
    keys = (
        "title status themes forms unit_type teryt place powiat voivodeship members lat lon postal_code post_office "
        "institution street websites emails population entered updated verified verified_by started ended partners "
        "cost_pln funding results keywords plain notes contacts attachments related aliases source withdrawn_reason"
    )
    assert " ".join(KEYS) == keys
