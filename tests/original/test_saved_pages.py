"""Pages of the original base as people have them on disk; the municipalities, persons and addresses are invented."""

import pytest

from bdp.original.found import Unreadable
from tests.original.shelf import keys, notes, pages, report, saved, shown


def test_a_page_copied_from_a_browser() -> None:
    page = saved("skopiowana.txt")
    found = keys(page)
    assert page.title == "Zbiórka odpadów w Nibylandii"
    assert found["themes"] == ["gospodarka-komunalna"]
    assert found["summary"].startswith("Jednym z większych problemów")
    assert found["summary"].endswith("\n\nDrugi akapit: gmina szacuje, że ich liczba wzrośnie do 1000.")
    assert (found["entered"], found["updated"], found["unit_type"]) == ("2008-08-19", "2011-03-06", "gmina-wiejska")
    assert (found["postal_code"], found["post_office"], found["population"]) == ("26-026", "Morawica", 123869)
    assert found["websites"] == [
        "www.nibylandia.example.pl",
        "http://bip.nibylandia.example.pl",
        "www.nibylandia.example.pl/kontakt",
    ]
    assert [contact["name"] for contact in found["contacts"]] == ["Jan Przykładowy", "Anna Zmyślona-Wzorcowa"]
    assert {contact["confirmed"] for contact in found["contacts"]} == {"false"}
    assert found["contacts"][0]["phone"] == "41 000 00 00 wew. 15"
    assert notes(page) == ["Nagrody: finalista SLZ 2008"]


def test_the_report_says_what_was_left_out_and_changed() -> None:
    told = report(saved("skopiowana.txt"))
    assert "dropped menu: „Model współpracy administracji publicznej" in told
    assert "dropped licznik odwiedzin: „1.756.662 / gości odwiedziło nas" in told
    assert "dropped stopka: „Wsparcie udzielone przez Islandię" in told
    assert "cleaned population: „123.869” → 123869" in told
    assert "cleaned adres strony w polu e-mail" in told


def test_a_page_printed_by_a_text_browser_that_wraps_lines_and_numbers_links() -> None:
    page = saved("lynx.txt")
    found = keys(page)
    assert (page.title[-32:], page.art) == ("twórczość mieszkańców Nibylandii", "28")
    assert "mieszkańcy miasta i okolic. Do tej pory" in found["summary"]
    assert found["institution"].endswith("Publiczna imienia Włodzimierza Przykładowego")
    assert found["websites"] == ["www.a.example.pl", "www.b.example.pl"]
    assert found["emails"] == ["biuro@a.example.pl"]
    assert found["contacts"][1] == {
        "name": "Anna Zmyślona",
        "role": "dyrektor biblioteki",
        "phone": "16 000 00 01",
        "email": "anna@a.example.pl",
        "confirmed": "false",
    }
    assert (found["population"], notes(page)) == (64000, ["Liczba mieszkańców: ok. 64 tys."])


def test_a_page_printed_in_columns_beside_its_menu() -> None:
    page = saved("w3m.txt")
    found = keys(page)
    assert page.title == "Program Rozwoju Społeczeństwa Obywatelskiego w Nibylandii"
    assert found["summary"].endswith("kto to zrobił w całym mieście.")
    assert (found["entered"], found["voivodeship"]) == ("2011-03-03", "slaskie")
    assert (found["postal_code"], found["post_office"]) == ("41-300", "Dąbrowa Górnicza")
    assert found["teryt"] == "2465011"


def test_labels_and_values_on_lines_of_their_own_without_colons() -> None:
    found = keys(saved("dwa-wiersze.txt"))
    assert (found["unit_type"], found["place"], found["powiat"], found["teryt"]) == (
        "powiat",
        "Rawicz",
        "rawicki",
        "3022",
    )
    assert "updated" not in found
    assert found["websites"] == ["www.szkoly.example.pl", "www.powiat.example.pl"]
    assert found["contacts"][0]["phone"] == "65 000 00 00"


def test_a_page_saved_as_html_with_its_address() -> None:
    page = saved("zapisana.html")
    found = keys(page)
    assert (page.title, page.art) == ("Program „Razem” w Nibylandii", "255")
    assert "Pierwszy akapit z pogrubieniem i odnośnikiem." in found["summary"]
    assert "- punkt pierwszy\n- punkt drugi" in found["summary"]
    assert "- [odnośnikiem](<http://www.link.example.pl/x>)" in found["summary"]
    assert found["websites"] == ["www.x.example.pl", "y.example.pl"]
    assert "nie to" not in repr(page)


def test_a_full_presentation_saved_as_html() -> None:
    page = saved("prezentacja.html")
    text = keys(page, "presentation")["presentation"]
    assert text.startswith("## Opis sytuacji przed wdrożeniem\n\n")
    assert "| rok | spotkania |\n| --- | --- |\n| 2008 | 12 |\n| 2009 | 34 |" in text
    assert "a < b, zapis &lt;b> zostaje." in text
    assert "nie należy do strony" not in text
    assert page.art == "255"


def test_three_pages_in_one_file() -> None:
    page = saved("trzy-czesci.txt")
    assert [kind for kind, _ in page.parts] == ["summary", "presentation", "attachments"]
    assert "1. Pierwszy etap\n2. Drugi etap" in keys(page, "presentation")["presentation"]
    assert keys(page, "attachments")["attachments"] == [
        {"file": "regulamin.pdf", "title": "Regulamin wolontariatu (regulamin.pdf, 120 kB)"},
        {"title": "Porozumienie ze szkołą"},
    ]


def test_what_the_lists_do_not_have_leaves_its_key_empty_and_is_said() -> None:
    page = saved("trzy-czesci.txt")
    assert {"unit_type", "voivodeship", "teryt"} & keys(page).keys() == set()
    assert {"Typ jednostki: miasteczko", "Województwo: zaodrzańskie"} < set(notes(page))
    assert "doubtful unit_type: „miasteczko” nie ma w słowniku" in report(page)


def test_all_parts_within_one_frame() -> None:
    page = saved("jedna-ramka.txt")
    found = keys(page)
    assert [kind for kind, _ in page.parts] == ["summary", "presentation", "attachments"]
    assert found["emails"] == ["biuro@linia.example.pl"]
    assert [contact.get("role") for contact in found["contacts"]] == ["prezes zarządu", "księgowa"]
    assert "Wirtyna internetowa: http://linia.example.pl (od 2013 r.)" in notes(page)
    assert keys(page, "attachments")["attachments"][1] == {"file": "rozklad-jazdy.pdf", "title": "Rozkład jazdy.pdf"}


def test_text_into_which_a_browser_wrote_its_links() -> None:
    page = saved("firefox.txt")
    found = keys(page)
    assert (page.title, page.art) == ("Karta współpracy w Nibylandii", "300")
    assert "o karcie <http://karta.example.pl/>, którą podpisano." in found["summary"]
    assert found["websites"] == ["www.przyklad.example.pl", "www.drugi.example.pl"]
    assert found["emails"] == ["um@przyklad.example.pl"]
    assert found["contacts"][0]["phone"] == "16 000 00 00, 600 000 000"
    assert found["contacts"][1] == {
        "name": "mgr inż. Anna Zmyślona",
        "organisation": "Urząd Miejski",
        "role": "inspektor",
        "phone": "(16) 000 00 01",
        "email": "anna@przyklad.example.pl",
        "confirmed": "false",
    }


def test_a_page_turned_into_markdown() -> None:
    page = saved("pandoc.md")
    assert (page.title, page.art, keys(page)["population"]) == ("Dom kultury w Nibylandii", "77", 14000)
    assert "[odnośnikiem](http://www.dom.example.pl/o-nas)" in keys(page)["summary"]


def test_a_fragment_without_menu_and_with_roles_before_names() -> None:
    page = saved("fragment.txt")
    found = keys(page)
    assert found["summary"].endswith("Akapit drugi bez kropki na końcu")
    assert (found["entered"], found["teryt"]) == ("2009-12-31", "2604123")
    assert [(c["role"], c["name"]) for c in found["contacts"]] == [
        ("Wójt", "Jan Przykładowy"),
        ("sekretarz", "Anna Zmyślona"),
    ]
    assert notes(page) == ["Faks: 41 000 00 03"]


def test_a_page_without_its_upper_line_of_parts_and_with_spread_lines() -> None:
    page = saved("bezgory.txt")
    found = keys(page)
    assert page.title == "Autobus bez górnego wiersza"
    assert (found["postal_code"], found["websites"]) == ("26-026", ["www.a.example.pl", "www.b.example.pl"])
    assert "bez wiersza" in report(page)


def test_values_wrapped_within_their_column() -> None:
    found = keys(saved("links.txt"))
    assert found["institution"] == "Gminny Ośrodek Pomocy Społecznej w Słupnie"
    assert found["summary"].endswith("kolumnie i biegnie dalej w następnym wierszu.")


def test_a_page_saved_as_one_file_of_many_parts() -> None:
    page = saved("strona.mht")
    assert (page.title, page.art, page.parts[0][0]) == ("Program „Razem” w Nibylandii", "255", "presentation")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-2", "windows-1250"])
def test_encodings_are_told_apart(encoding: str) -> None:
    (page,) = pages(shown("Zażółć gęślą jaźń, śmiało!", title="Świętość żółwi").encode(encoding))
    assert page.title == "Świętość żółwi"
    assert "Zażółć gęślą jaźń, śmiało!" in repr(page.parts)


def test_letters_that_were_mangled_before_are_mended() -> None:
    (page,) = pages(shown("Gminy są różne, więc współpraca też; łąka, świat.").encode().decode("windows-1250").encode())
    assert "Gminy są różne, więc współpraca też" in repr(page.parts)


@pytest.mark.parametrize("arrow", ["->", "→", ">", "=>", "»", "|", "-&gt;", "  "])
def test_the_line_of_parts_with_any_arrows(arrow: str) -> None:
    line = f".:  Skrót i Metryka {arrow} Pełna prezentacja {arrow} Załączniki  :."
    (page,) = pages(f"Dialog społeczny : Praktyki\nTytuł praktyki\n{line}\nAkapit.\n{line}\nStopka")
    assert (page.title, len(page.parts)) == ("Tytuł praktyki", 1)


def test_a_year_on_a_line_of_its_own_belongs_to_the_title() -> None:
    (page,) = pages(shown("Akapit.", title="Program współpracy gminy z organizacjami na rok\n2010"))
    assert page.title == "Program współpracy gminy z organizacjami na rok 2010"


def test_the_number_is_found_in_the_name_of_the_file() -> None:
    (page,) = pages(shown("Akapit."), "index.php@p1=5&p2=18&art=255&s=2.txt")
    assert (page.art, page.parts[0][0]) == ("255", "presentation")


def test_signs_that_markdown_would_swallow_are_kept() -> None:
    (page,) = pages(
        shown("# 1 miejsce", "", "<b>znacznik</b>", "", "1. Cel", "", "5. edycja", "", "Dalej", "", "7. rok")
    )
    text = keys(page, "presentation")["presentation"]
    assert "\\# 1 miejsce" in text
    assert "&lt;b>znacznik&lt;/b>" in text
    assert "1. Cel\n\n5\\. edycja\n\nDalej\n\n7. rok" in text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n",
        b"%PDF-1.4 \x00\x01",
        bytes(range(256)) * 40,
        b"zwykly tekst bez niczego",
        b"<html><body><p>Inna strona</body></html>",
        "Straße ".encode("utf-16-le") * 10,
        "Współpraca, żółć i ąę".encode("cp852") * 20,
    ],
)
def test_what_is_no_page_is_refused_on_one_line(data: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        pages(data)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) > 10
