"""Values of a metryka, however they are written."""

import pytest

from tests.original.shelf import keys, metryka, notes, pages, shown


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("Data wprowadzenia do BDP: 19.08.2008 r.", "entered", "2008-08-19"),
        ("Data wprowadzenia do BDP: 19 sierpnia 2008", "entered", "2008-08-19"),
        ("Data aktualizacji : 2011-3-6", "updated", "2011-03-06"),
        ("Typ jednostki: Powiat Grodzki", "unit_type", "miasto-na-prawach-powiatu"),
        ("Typ jednostki:\u00a0gmina miejsko - wiejska", "unit_type", "gmina-miejsko-wiejska"),
        ("Województwo: woj. Kujawsko – Pomorskie", "voivodeship", "kujawsko-pomorskie"),
        ("WOJEWÓDZTWO:\tłódzkie", "voivodeship", "lodzkie"),
        ("Kod pocztowy i Poczta: 37 - 700 Przemyśl 1", "postal_code", "37-700"),
        ("Kod pocztowy: 37700", "postal_code", "37-700"),
        ("Wirtyna  internetowa: http:// www.x.example.pl", "websites", ["http://www.x.example.pl"]),
        ("Witryna internetowa www: www.x.example.pl; y.example.pl", "websites", ["www.x.example.pl", "y.example.pl"]),
        ("Adres e@mail: <a@x.example.pl>, b@x.example.pl", "emails", ["a@x.example.pl", "b@x.example.pl"]),
        ("Liczba mieszkanców: 123 869 mieszkańców", "population", 123869),
        ("Liczba mieszkańców:123.869", "population", 123869),
        ("Liczba mieszkańców: około 47 tysięcy", "population", 47000),
        ("Liczba mieszkańców: 2,1 mln", "population", 2100000),
        ("Liczba mieszkańców: 96'000", "population", 96000),
        ("Data wprowadzenia: 10 XI 2008", "entered", "2008-11-10"),
        ("Data wprowadzenia: dnia 5.V.2009 r.", "entered", "2009-05-05"),
        ("Data wprowadzenia: 2009 - 06 - 15", "entered", "2009-06-15"),
        ("Kod pocztowy i Poczta: PL 66-600 Krosno Odrzańskie", "post_office", "Krosno Odrzańskie"),
        ("Kod pocztowy i Poczta: 99-300\nKutno", "post_office", "Kutno"),
        ("Wirtyna internetowa: http//www.x.example.pl", "websites", ["http://www.x.example.pl"]),
        ("Rodzaj jednostki: związek międzygminny (12 gmin)", "unit_type", "zwiazek"),
        ("Data wprowadzenia: 03-mar-2010", "entered", "2010-03-03"),
        (
            "Partnerzy: Rada Wsi; Ministerstwo Sportu i\nTurystyki",
            "partners",
            ["Rada Wsi", "Ministerstwo Sportu i Turystyki"],
        ),
        ("Typ gminy: wiejska", "unit_type", "gmina-wiejska"),
        ("Rodzaj jednostki samorządu: powiat ziemski", "unit_type", "powiat"),
        ("Rodzaj jednostki: partnerstwo gmin i powiatów", "unit_type", "partnerstwo"),
        ("Okres realizacji: 2008-2013", "started", 2008),
        ("Okres realizacji: od 2004 r.", "started", 2004),
        ("Koszt: 185 000,50 zł", "cost_pln", "185000.50"),
    ],
)
def test_values_are_read_however_they_are_written(line: str, key: str, value: object) -> None:
    assert metryka(line, "Poczta: Nibylandia")[key] == value


@pytest.mark.parametrize("between", [" ", " – ", "\t", "\n"])
def test_labels_without_colons(between: str) -> None:
    rows = {
        "Data wprowadzenia do BDP": "2010-05-05",
        "Typ jednostki": "gmina wiejska",
        "Miejscowość": "Morawica",
        "Liczba mieszkańców": "12 345",
        "Osoba do kontaktu": "Jan Przykładowy",
        "Telefon": "22 000 00 00",
    }
    found = metryka(*(f"{label}{between}{value}" for label, value in rows.items()))
    assert (found["entered"], found["unit_type"], found["place"]) == ("2010-05-05", "gmina-wiejska", "Morawica")
    assert (found["population"], found["contacts"][0]["phone"]) == (12345, "22 000 00 00")


def test_a_metryka_drawn_as_a_table_with_strokes() -> None:
    found = metryka(
        "| Miejscowość | Szczecin |",
        "| Liczba mieszkańców | 687.000 |",
        "| Osoba do kontaktu | Roman Umowny |",
        "| | dyrektor biura |",
        "| | roman@x.example.pl |",
    )
    assert (found["place"], found["population"]) == ("Szczecin", 687000)
    assert found["contacts"] == [
        {"name": "Roman Umowny", "role": "dyrektor biura", "email": "roman@x.example.pl", "confirmed": "false"}
    ]


def test_a_column_of_labels_before_a_column_of_values() -> None:
    found = metryka("Miejscowość:", "Województwo:", "Liczba mieszkańców:", "Kłodzko", "dolnośląskie", "28.250")
    assert (found["place"], found["voivodeship"], found["population"]) == ("Kłodzko", "dolnoslaskie", 28250)


def test_a_post_after_a_name_is_no_second_person() -> None:
    found = metryka("Osoba do kontaktu: Bożena Przykładowa, Inżynier Miejski", "tel. 34 000 00 00", "b@x.example.pl")
    assert [(person["name"], person["role"]) for person in found["contacts"]] == [
        ("Bożena Przykładowa", "Inżynier Miejski")
    ]


@pytest.mark.parametrize("word", ["tel.", "tel. kom.", "kom.", "nr tel.", "telefon komórkowy:", "tel./fax"])
def test_the_word_before_a_telephone_is_no_post(word: str) -> None:
    found = metryka("Osoba do kontaktu: Jan Przykładowy", "dyrektor", f"{word} 600 000 000, 87 000 00 00")
    assert (found["contacts"][0]["role"], found["contacts"][0]["phone"]) == ("dyrektor", "600 000 000, 87 000 00 00")


def test_a_value_that_cannot_be_read_stays_in_the_notes() -> None:
    (page,) = pages(shown("Skrót.", "Metryka praktyki", "Data aktualizacji: wiosną 2011", "Miejscowość: Nibylandia"))
    assert "updated" not in keys(page)
    assert "Data aktualizacji: wiosną 2011" in notes(page)


def test_a_place_that_several_units_share_gets_no_code() -> None:
    assert "teryt" not in metryka("Miejscowość: Kościerzyna", "Województwo: pomorskie")
    told = metryka("Miejscowość: Kościerzyna", "Województwo: pomorskie", "Typ jednostki: gmina miejska")
    assert told["teryt"] == "2206011"
