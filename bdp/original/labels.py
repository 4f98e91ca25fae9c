"""labels: the labels of a "Metryka praktyki", historic and other spellings, and the key that each stands for."""

import difflib
import re

from bdp.domain.polish import fold

# Keys of a record, and those that need more thought: postal (code and post office), period (years), contact, fax.
_SPELLINGS = {
    "title": "tytul; tytul praktyki; nazwa praktyki",
    "entered": "data wprowadzenia do bdp; data wprowadzenia; data wprowadzenia opisu do bdp; data wprowadzenia do "
    "bazy; data wpisu; data dodania; wprowadzono; data wpisu do bdp; data publikacji; data wprowadzenia "
    "opisu",
    "updated": "data aktualizacji; aktualizacja; ostatnia aktualizacja; data ostatniej aktualizacji; data "
    "modyfikacji; zaktualizowano; data aktualizacji opisu",
    "unit_type": "typ jednostki; rodzaj jednostki; typ jst; rodzaj jst; typ gminy; typ samorzadu; rodzaj gminy; typ "
    "jednostki samorzadu terytorialnego; typ jednostki samorzadu; rodzaj jednostki samorzadu; rodzaj "
    "jednostki samorzadu terytorialnego; rodzaj samorzadu; rodzaj jednostki samorzadowej; typ jednostki samorzadowej",
    "teryt": "teryt; kod teryt",
    "place": "miejscowosc; miasto; gmina; nazwa gminy; miejscowosc gmina; nazwa miejscowosci",
    "powiat": "powiat; nazwa powiatu",
    "voivodeship": "wojewodztwo; woj",
    "postal": "kod pocztowy i poczta; kod pocztowy poczta; kod i poczta; kod pocztowy; poczta i kod pocztowy; kod",
    "post_office": "poczta",
    "institution": "jednostka wdrazajaca; jednostka wdrazajaca praktyke; instytucja wdrazajaca; instytucja; nazwa "
    "instytucji; urzad; nazwa urzedu; podmiot; nazwa podmiotu; podmiot realizujacy; podmiot wdrazajacy; "
    "realizator; jednostka realizujaca; jednostka realizujaca praktyke; jednostka; nazwa jednostki; "
    "nazwa; wdrazajacy; instytucja realizujaca; instytucja wdrazajaca praktyke",
    "street": "ulica; ulica i numer; ulica numer; ulica i nr; ulica nr; ul; adres; adres pocztowy; adres urzedu; "
    "siedziba; ulica i numer domu; adres jednostki; ulica nr domu",
    "websites": "witryna internetowa; wirtyna internetowa; witryna; witryny internetowe; strona internetowa; strony "
    "internetowe; strona www; www; adres www; adres strony; adres strony internetowej; adres internetowy; "
    "strona; adres witryny internetowej; adres strony www",
    "emails": "adres e@mail; e@mail; adres e mail; mail; poczta elektroniczna; adres poczty elektronicznej; adresy "
    "e mail; adres mailowy; adres mail",
    "population": "liczba mieszkancow; ludnosc; liczba ludnosci; mieszkancy; ilosc mieszkancow; populacja",
    "contact": "osoba do kontaktu; osoby do kontaktu; osoba do kontaktow; osoby do kontaktow; osoba kontaktowa; "
    "osoby kontaktowe; kontakt; kontakty; dane kontaktowe; imie i nazwisko; nazwisko i imie; osoba "
    "odpowiedzialna; osoba; nazwisko; koordynator; osoba do kontaktu imie i nazwisko; kontakt osoba; dane "
    "osoby do kontaktu; osoba upowazniona",
    "role": "stanowisko; funkcja; rola; stanowisko sluzbowe; stanowisko osoby do kontaktu",
    "phone": "telefon; tel; telefony; numer telefonu; nr telefonu; telefon kontaktowy; tel kontaktowy; tel kom; "
    "telefon fax; telefon faks; tel fax; tel faks; telefon komorkowy; kom; tel stacjonarny; telefon i "
    "fax; telefon do kontaktu",
    "fax": "fax; faks; numer faksu; nr faksu; nr fax",
    "organisation": "wydzial; referat; komorka; komorka organizacyjna; biuro; departament",
    "partners": "partnerzy; partner; partnerzy praktyki; partnerzy projektu; partnerzy spoleczni; organizacje "
    "partnerskie; podmioty wspolpracujace; instytucje partnerskie; partner spoleczny",
    "keywords": "slowa kluczowe; slowo kluczowe; tagi; hasla",
    "started": "data rozpoczecia; rok rozpoczecia; rozpoczecie; rok wdrozenia; data wdrozenia; poczatek realizacji; "
    "data rozpoczecia realizacji",
    "ended": "data zakonczenia; rok zakonczenia; zakonczenie; koniec realizacji; data zakonczenia realizacji",
    "period": "okres realizacji; okres wdrazania; lata realizacji; czas realizacji; termin realizacji; okres "
    "wdrozenia; czas trwania; lata wdrazania; okres",
    "cost_pln": "koszt; koszty; koszt praktyki; calkowity koszt; koszt calkowity; wartosc projektu; koszt wdrozenia; "
    "budzet; koszt realizacji; koszt projektu",
    "funding": "zrodla finansowania; zrodlo finansowania; finansowanie",
    "themes": "dzial; dziedzina; obszar; temat; tematyka; tematy; kategoria; obszar tematyczny; poddzial; dziedziny",
    "forms": "forma wspolpracy; formy wspolpracy",
    "results": "rezultaty; efekty; wyniki; osiagniete rezultaty",
}
_SURE = 0.86  # how alike a mistyped label has to be
_SHORTEST = 6  # shorter labels have to be right to the letter
_MOST_WORDS = 7


def squeezed(text: str) -> str:
    """Return the letters of a label, folded and run together."""
    return re.sub(r"[^a-z]+", "", fold(text))


_KEYS = {squeezed(text): key for key, texts in _SPELLINGS.items() for text in texts.split(";")}


def exact(text: str) -> str:
    """Return the key of a label right to the letter, "" for none; a number beside it may stand."""
    text = re.sub(r"\([^()\d]*\)", " ", text)
    label = re.sub(
        r"^(?:\d+|I{1,3}|IV|pierwsza|druga|trzecia)[.)]?\s+|\s*[(#]?(?:\d+|I{1,3}|IV)[.)]?$", "", text.strip()
    )
    return "" if any(sign.isdigit() for sign in label) else _KEYS.get(squeezed(label), "") or _of_several(label)


def _of_several(text: str) -> str:
    """Return the key of the first of several labels with strokes between ("Funkcja / stanowisko"), if all are known."""
    keys = [_KEYS.get(squeezed(part), "") for part in text.split("/")]
    return keys[0] if len(keys) > 1 and all(keys) else ""


def key_of(text: str) -> str:
    """Return the key of a label as ``exact`` does, or of the one it is a mistyped form of; "" if there is none."""
    found = exact(text)
    label = squeezed(text)
    if found or len(label) < _SHORTEST or any(sign.isdigit() for sign in text):
        return found
    near = difflib.get_close_matches(label, _KEYS, n=1, cutoff=_SURE)
    return _KEYS[near[0]] if near else ""


def at_start(line: str) -> tuple[str, str]:
    """Return the longest label, right to the letter, with which a line begins, and what comes after; "" for none."""
    words = line.split()
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        label = " ".join(words[:count])
        if exact(label) and not any(sign.isdigit() for sign in label):
            return label, " ".join(words[count:])
    return "", line
