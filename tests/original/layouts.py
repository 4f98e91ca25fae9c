"""layouts: a practice laid out as people save pages of the original base: copied, wrapped, in columns, as HTML."""

import html
import re
import textwrap
from dataclasses import dataclass

from hypothesis import strategies as st

from bdp.domain.polish import fold

MENU = ("Strona główna", "Usługi społeczne", "» Kultura", "» Oświata", "Usługi techniczne", "SMUP", "Mapa Praktyk")
COUNTER = ("1.673.526", "gości odwiedziło nas", "od 1 kwietnia 2008 r.")
FOOTER = "Wsparcie udzielone przez Islandię, Liechtenstein i Norwegię ze środków Mechanizmu Finansowego EOG"
ARROWS = ("->", "→", ">", "–>", "  -&gt;  ")
_TEXT = """gmina miasto współpraca organizacje mieszkańcy rozwój żółć źródło Świątniki 2008 2009-2013 5%
„program” (patrz) sołtys, ośrodek; powiat: zadania – oraz www.x.example.pl 1. Telefon m.in. [1] a/b
12,5 A&B *gwiazdka* #nr Metryka Pełna prezentacja Łódź ąęć i w z"""
WORDS = _TEXT.split()

words = st.lists(st.sampled_from(WORDS), min_size=4, max_size=30)
sentence = words.map(lambda found: "Zdanie " + " ".join(found) + ".")
paragraphs = st.lists(sentence, min_size=1, max_size=4)
name = st.sampled_from(["Jan Przykładowy", "Anna Zmyślona-Wzorcowa", "dr Ewa Przykład", "Łukasz Żółw"])
role = st.sampled_from(["naczelnik wydziału", "inspektor", "Zastępca Burmistrza", "kierownik referatu promocji"])
phone = st.sampled_from(["16 675 20 47", "(32) 295 96 00", "+48 41 000 00 00 wew. 5", "0-71/000-00-00"])
email = st.sampled_from(["jan@x.example.pl", "a.b-c@urzad.example.pl", "biuro@ngo.example.org"])
_NAMES = "Urząd Miasta Gminy Biuro Rozwoju Ośrodek Kultury nr 5 im. Świętego Jana"
plain = st.lists(
    st.sampled_from(_NAMES.split()),
    min_size=2,
    max_size=7,
)


@dataclass(frozen=True, slots=True)
class Made:
    """A practice made up for a test; ``rows`` are labels with lines of their values, ``contacts`` as many persons."""

    title: str
    summary: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    contacts: tuple[tuple[str, str, str, str], ...]
    presentation: tuple[str, ...]
    attachments: tuple[str, ...]


def _rows() -> st.SearchStrategy[tuple[tuple[str, tuple[str, ...]], ...]]:
    one = {
        ("Data wprowadzenia do BDP",): st.sampled_from(["2008-08-19", "19.08.2008", "około 2008"]),
        ("Data aktualizacji",): st.sampled_from(["2011-03-06", "6 marca 2011 r.", "nie dotyczy"]),
        ("Typ jednostki",): st.sampled_from(
            ["gmina wiejska", "powiat grodzki", "powiat", "miasteczko", "gmina miejska"]
        ),
        ("Miejscowość",): st.sampled_from(["Morawica", "Dąbrowa Górnicza", "Nibylandia Górna", "Rawicz"]),
        ("Powiat",): st.sampled_from(["Kielecki", "rawicki", "grodzki"]),
        ("Województwo",): st.sampled_from(["świętokrzyskie", "warmińsko-mazurskie", "zaodrzańskie"]),
        ("Kod pocztowy i Poczta",): st.sampled_from(["26-026 Morawica", "00-950 Warszawa 1", "Morawica", "26 026"]),
        ("Jednostka wdrażająca",): plain.map(" ".join),
        ("Ulica i numer", "Ulica"): st.sampled_from(["Spacerowa 7", "Rynek 1/3 m. 5", "al. 3 Maja 12"]),
        ("Wirtyna internetowa", "Witryna internetowa"): st.lists(
            st.sampled_from(["www.x.example.pl", "http://y.example.pl/a?b=1", "bip.x.example.pl (BIP)"]),
            min_size=1,
            max_size=3,
        ),
        ("Adres e@mail", "Adres e-mail"): st.sampled_from(["a@x.example.pl", "www.x.example.pl", "brak"]),
        ("Liczba mieszkańców",): st.sampled_from(["123.869", "5 400", "ok. 64 tys.", "12000 osób", "nieznana"]),
        ("Nagroda w konkursie",): st.sampled_from(["I miejsce w 2008 r.", "wyróżnienie: złote"]),
    }
    values = [
        st.tuples(st.sampled_from(labels), value.map(lambda v: tuple(v) if isinstance(v, list) else (v,)))
        for labels, value in one.items()
    ]
    return st.tuples(*values).flatmap(
        lambda all_: st.lists(st.sampled_from(all_), min_size=3, unique_by=lambda r: r[0]).map(tuple)
    )


practices = st.builds(
    Made,
    title=plain.map(lambda found: "Wspólny plan: " + " ".join(found)),
    summary=paragraphs.map(tuple),
    rows=_rows(),
    contacts=st.lists(st.tuples(name, role, phone, email), max_size=2).map(tuple),
    presentation=paragraphs.map(tuple),
    attachments=st.lists(
        st.sampled_from(["Uchwała Rady (uchwala.pdf)", "Załącznik nr 2", "Sprawozdanie 2008"]), max_size=2
    ).map(tuple),
)


@dataclass(frozen=True, slots=True)
class Style:
    """How a page was saved. ``width`` 0 leaves lines as they are; ``gap`` stands between label and value."""

    width: int
    indent: str
    gap: str
    arrow: str
    newline: str
    loose: bool
    labelled: bool


styles = st.builds(
    Style,
    width=st.sampled_from([0, 0, 60, 72, 79]),
    indent=st.sampled_from(["", "   "]),
    gap=st.sampled_from([": ", ":  ", ":\t", " : ", ":\u00a0", ":\n", "\t", "\n"]),
    arrow=st.sampled_from(ARROWS),
    newline=st.sampled_from(["\n", "\r\n"]),
    loose=st.booleans(),
    labelled=st.booleans(),
)


def line_of_parts(style: Style) -> str:
    return f".:   Skrót i Metryka {style.arrow} Pełna prezentacja {style.arrow} Załączniki   :."


def text_page(made: Made, part: int, style: Style) -> str:
    """Return one part as the text of its page."""
    lines = [
        *MENU,
        "",
        *COUNTER,
        "",
        " Usługi społeczne : Kultura",
        *_wrapped(made.title, style),
        "",
        line_of_parts(style),
        "",
    ]
    lines += _parts(made, part, style)
    lines += ["", line_of_parts(style), "", FOOTER]
    return style.newline.join(style.indent + line if line else "" for line in lines)


def _parts(made: Made, part: int, style: Style) -> list[str]:
    if part == 3:
        return [line for title in made.attachments or ("Brak załączników",) for line in (title, "")]
    lines: list[str] = []
    for text in made.summary if part == 1 else made.presentation:
        lines += [*_wrapped(text, style), ""]
    if part == 1:
        lines += ["Metryka praktyki", *([""] if style.loose else []), *metryka(made, style)]
    return lines


def metryka(made: Made, style: Style) -> list[str]:
    lines: list[str] = []
    for label, values in made.rows:
        below = " " * (len(label) + 4) if style.gap == ":  " else ""
        lines += [*f"{label}{style.gap}{values[0]}".split("\n"), *(below + value for value in values[1:])]
    for who, what, number, mail in made.contacts:
        if style.labelled:
            pairs = (("Osoba do kontaktu", who), ("Stanowisko", what), ("Telefon", number), ("Adres e@mail", mail))
            lines += [line for label, value in pairs for line in f"{label}{style.gap}{value}".split("\n")]
        else:
            lines += [*f"Osoba do kontaktu{style.gap}{who}".split("\n"), what, f"tel. {number}", f"e-mail: {mail}"]
    return lines


def _wrapped(text: str, style: Style) -> list[str]:
    return textwrap.wrap(text, style.width, break_long_words=False, break_on_hyphens=False) if style.width else [text]


def html_page(made: Made, part: int, style: Style) -> str:
    """Return one part as the tables within tables of its page."""
    content = "".join(f"<p>{html.escape(text)}</p>" for text in (made.summary, made.presentation, ())[part - 1])
    if part == 1:
        rows = [(label, "<br>".join(map(html.escape, values))) for label, values in made.rows]
        for person in made.contacts:
            labels = ("Osoba do kontaktu", "Stanowisko", "Telefon", "Adres e@mail")
            rows += zip(labels, map(html.escape, person), strict=True)
        cells = "".join(f"<tr><td>{label}:&nbsp;<td>{value}" for label, value in rows)
        content += f"<b>Metryka praktyki</b><br><table>{cells}</table>"
    if part == 3:
        content += (
            "<br>".join(f'<a href="pliki/{n}.pdf">{title}</a>' for n, title in enumerate(made.attachments)) or "Brak"
        )
    line = line_of_parts(style).replace(">", "&gt;").replace("&amp;", "&")
    menu = "<br>".join((*MENU, "", *COUNTER))
    return (
        f"<html><head><title>BDP</title></head><body><table><tr><td>{menu}</td><td>Usługi społeczne : Kultura<br>"
        f"<b>{html.escape(made.title)}</b><br><center>{line}</center>{content}<center>{line}</center></td></tr></table>"
        f"<hr>{FOOTER}</body></html>"
    )


def squeezed(text: str) -> str:
    """Return letters and digits alone, which no layout and no mark of Markdown changes."""
    return re.sub(r"[\W_]+", "", fold(html.unescape(text)))
