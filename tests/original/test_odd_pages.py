"""Pages laid out unlike most: what is doubled, marked elsewhere, drawn or hidden; all of it is invented."""

import pytest

from tests.original.shelf import LINE, keys, notes, pages, report, shown

TITLE = "Razem przez granice, czyli praktyka z Nibylandii"
METRYKA = "\nMetryka praktyki\nMiejscowość: Rawicz\nWojewództwo: wielkopolskie\n"


def test_a_title_that_stands_twice_is_one() -> None:
    (page,) = pages(shown("Skrót praktyki.", title=f"{TITLE}\n{TITLE}"))
    assert page.title == TITLE


@pytest.mark.parametrize("mark", ["»Efektywność energetyczna", "Efektywność energetyczna »"])
@pytest.mark.parametrize("below", [False, True])
def test_without_a_path_the_section_marked_in_the_menu_is_the_theme(mark: str, *, below: bool) -> None:
    menu = f"Usługi społeczne\nUsługi techniczne\n{mark}\nWspółpraca JST-NGO\n"
    page_text = f"{TITLE}\n{LINE}\nPierwsze zdanie skrótu.\n{METRYKA}{LINE}\n"
    (page,) = pages(page_text + menu if below else menu + page_text)
    assert (page.title, keys(page)["themes"]) == (TITLE, ["efektywnosc-energetyczna"])
    assert "przyjęto dział zaznaczony w menu" in report(page)


def test_a_menu_that_marks_every_section_says_nothing_of_the_theme() -> None:
    menu = "» Usługi społeczne\n» Usługi techniczne\n» Efektywność energetyczna\n"
    (page,) = pages(f"{menu}{TITLE}\n{LINE}\nPierwsze zdanie skrótu.\n{METRYKA}{LINE}\n")
    assert "themes" not in keys(page)


def test_a_text_below_both_lines_of_parts_is_kept_where_the_record_has_no_other() -> None:
    values = "Metryka praktyki\nMiejscowość: Rawicz\nLiczba mieszkańców: 20 000"
    text = "Rodzice kupują podręczniki w szkole po cenie hurtowej.\n\nZysk wraca do uczniów."
    foot = "Projekt współfinansowany przez Norwegię.\nOdwiedzin: 1 234"
    page_text = f"{TITLE}\n{LINE}\n{values}\n{LINE}\n{text}\n{foot}"
    (page,) = pages(f"Usługi społeczne : Oświata : Praktyki\n{page_text}")
    assert keys(page)["summary"] == text
    assert "dropped stopka: „Projekt współfinansowany przez Norwegię.”" in report(page)
    assert "dropped licznik odwiedzin: „Odwiedzin: 1 234”" in report(page)
    assert "doubtful tekst pod dolnym wierszem części" in report(page)


@pytest.mark.parametrize("arrow", ["-&gt;", "&#8594;", "&rarr;"])
def test_a_page_copied_from_its_source_has_its_entities_read(arrow: str) -> None:
    line = LINE.replace("->", arrow)
    (page,) = pages(
        f"Usługi społeczne : Kultura\n{TITLE}\n{line}\nPowstało w 2005&nbsp;r. &amp; działa.\n{METRYKA}{line}\n"
    )
    assert keys(page)["summary"] == "Powstało w 2005 r. & działa."


def test_addresses_behind_words_of_the_metryka_are_kept() -> None:
    row = "<TR><TD>{}</TD><TD>{}</TD></TR>"
    rows = [
        row.format("Miejscowość:", "Przasnysz"),
        row.format("Wirtyna internetowa:", '<A HREF="http://www.x.example.pl">zobacz stronę</A>'),
        row.format("Adres e@mail:", '<A HREF="mailto:urzad@x.example.pl?subject=BDP">napisz do nas</A>'),
    ]
    line = LINE.replace("->", "-&gt;")
    (page,) = pages(
        f"<HTML><BODY><P>Usługi społeczne : Kultura</P><H1>{TITLE}</H1><P>{line}</P><P>Skrót praktyki.</P>"
        f"<P>Metryka praktyki</P><TABLE>{''.join(rows)}</TABLE><P>{line}</P></BODY></HTML>"
    )
    assert keys(page)["websites"] == ["http://www.x.example.pl"]
    assert keys(page)["emails"] == ["urzad@x.example.pl"]


def test_each_line_of_a_numbered_list_of_files_is_an_attachment() -> None:
    (page,) = pages(
        shown("Nazwa\tRozmiar", "1. Uchwała Rady (PDF, 125 KB)", "2. Plakat (JPG, 1,2 MB)", "regulamin_x.doc 45 kB")
    )
    rows = keys(page, "attachments")["attachments"]
    assert [row["title"] for row in rows] == [
        "1. Uchwała Rady (PDF, 125 KB)",
        "2. Plakat (JPG, 1,2 MB)",
        "regulamin_x.doc 45 kB",
    ]


def test_a_remark_beside_the_place_or_the_post_office_goes_to_the_notes() -> None:
    (page,) = pages(
        shown(
            "Skrót praktyki.",
            "Metryka praktyki",
            "Miejscowość: Proszowice (siedziba lidera)",
            "Kod pocztowy i Poczta: 32-100 Proszowice, skr. poczt. 12",
            "Województwo: małopolskie",
        )
    )
    found = keys(page)
    assert (found["place"], found["teryt"]) == ("Proszowice", "1214053")
    assert (found["postal_code"], found["post_office"]) == ("32-100", "Proszowice")
    assert notes(page) == [
        "Miejscowość: Proszowice (siedziba lidera)",
        "Kod pocztowy i Poczta: 32-100 Proszowice, skr. poczt. 12",
    ]


def test_lines_of_a_presentation_that_read_like_labels_stay_in_it() -> None:
    summary = f"Krótko.\n{METRYKA}"
    told = ["Miejscowość: każda dzielnica ma swoją.", "Liczba mieszkańców: od 2.000 do 30.000.", "Kontakt: rada."]
    foot = "Usługi społeczne\nUsługi techniczne »\nLicznik odwiedzin: 10"
    body = "\n".join(told)
    (page,) = pages(f"SMUP : Praktyki\n{TITLE}\n{LINE}\n{summary}\n{LINE}\n{body}\n{LINE}\n{foot}")
    assert keys(page, "presentation")["presentation"].split("\n\n")[1:] == told
    assert "population" not in keys(page)
    assert "dropped menu: „Usługi społeczne / Usługi techniczne »”" in report(page)


def test_the_foot_below_the_last_of_three_parts_is_none_of_them() -> None:
    foot = "Projekt współfinansowany ze środków Europejskiego Funduszu Społecznego\nZwiązek Gmin, ul. Robocza 1"
    parts = [f"Krótko.\n{METRYKA}", "Tu jest pełny opis.", f"regulamin.pdf\ncennik.xls\n{LINE}\n\n{foot}"]
    (page,) = pages(f"SMUP : Praktyki\n{TITLE}\n{LINE}\n" + f"\n{LINE}\n".join(parts))
    assert [row["file"] for row in keys(page, "attachments")["attachments"]] == ["regulamin.pdf", "cennik.xls"]
    assert keys(page, "presentation")["presentation"].endswith("Tu jest pełny opis.")
    assert "dropped stopka: „Projekt współfinansowany" in report(page)
    assert "Robocza" not in repr(page.parts)


def test_a_table_of_contacts_with_a_head() -> None:
    (page,) = pages(
        shown(
            "Skrót praktyki.",
            "Metryka praktyki",
            "Miejscowość\tKutno",
            "Osoby do kontaktu\tImię i nazwisko\tTelefon\tE-mail",
            "Ilona Wzorowa\t24 000 00 00\tilona@x.example.pl",
            "Jan Wzorowy\t24 000 00 01\tjan@x.example.pl",
        )
    )
    people = keys(page)["contacts"]
    assert [(person["name"], person["phone"]) for person in people] == [
        ("Ilona Wzorowa", "24 000 00 00"),
        ("Jan Wzorowy", "24 000 00 01"),
    ]
    assert [person["email"] for person in people] == ["ilona@x.example.pl", "jan@x.example.pl"]


def test_an_extension_belongs_to_the_number_above_it_and_a_missing_value_to_the_notes() -> None:
    (page,) = pages(
        shown(
            "Skrót praktyki.",
            "Metryka praktyki",
            "Miejscowość: Kutno",
            "Osoba do kontaktu: Henryk Wymyślony",
            "(prezes stowarzyszenia)",
            "24 000 00 00",
            "wew. 12",
            "brak adresu",
        )
    )
    (person,) = keys(page)["contacts"]
    assert (person["role"], person["phone"]) == ("prezes stowarzyszenia", "24 000 00 00 wew. 12")
    assert notes(page) == ["Kontakt: brak adresu"]


def test_a_file_named_by_its_address_says_its_number_and_part() -> None:
    (page,) = pages(shown("Przed rokiem 2005 nie było nic."), "index.php?p1=6&p2=20&art=621&s=2")
    assert (page.art, [kind for kind, _ in page.parts]) == ("621", ["presentation"])
