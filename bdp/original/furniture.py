"""furniture: what stands on every page of the original base around a practice: menu, counter, path, line of parts."""

import html
import re

from bdp.domain.polish import fold
from bdp.domain.vocabulary import Vocabularies

# The line of parts, `.: Skrót i Metryka -> Pełna prezentacja -> Załączniki :.`: any arrows, wrapped or not, with the
# numbers that text browsers give to links.
_BETWEEN = r"(?:[^\w]|_|\[\d{1,4}\]|&#?\w{2,6};){0,60}?"
_PARTS = re.compile(
    rf"^[^\w\n]*(?:\[\d{{1,4}}\][^\w\n]*)?Skr[óo]t\s+i\s+Metryka{_BETWEEN}(?:\d{{1,4}}\])?Pe[łl]na\s+prezentacja"
    rf"(?:{_BETWEEN}(?:\d{{1,4}}\])?Za[łl][ąa]czniki)?(?:[^\w\n]*\[\d{{1,4}}\])?[^\w\n]*",
    re.IGNORECASE | re.MULTILINE,
)
_RUN_ON = re.compile(r"^([^\w\n]*Metryka praktyki[^\w\n]*)(?=\w[^\n:]{0,40}:)", re.IGNORECASE | re.MULTILINE)
PARTS_LINE = "\ue001"  # stands for the line of parts; a sign for private use
_MENU = """strona glowna; mapa praktyk; inne bazy danych; publikacje i dokumenty; portal jst.org.pl; praktyki; mapa
serwisu; kontakt; szukaj; wyszukiwarka; aktualnosci; o bazie; historia bdp; historia; metodologia;
logowanie; zaloguj; baza dobrych praktyk; menu; drukuj; wersja do druku; wydrukuj; powrot; wstecz; do gory;
w gore; rss; forum; linki; grupy wymiany doswiadczen; o projekcie; wydarzenia; newsletter; english; polski;
metodyka"""
_COUNTED = re.compile(
    r"(?:\d{1,3}(?:[. ]\d{3})+|\d{5,12})\s*(?:gosci|osob|odwiedzin|wizyt)?(?:\s+odwiedzilo nas)?(?:\s+od\s+.{4,30})?"
    r"|(?:gosci|osob|odwiedzin)\s+odwiedzilo nas(?:\s+od\s+.{4,30})?|odwiedzilo nas.{0,60}|licznik.{0,40}"
    r"|od \d{1,2}\.? ?[a-z]+ ?\d{4} ?(?:r\.?|roku)?|od \d{1,2}[.-]\d{1,2}[.-]\d{4} ?(?:r\.?|roku)?"
    r"|jestes (?:naszym )?\d.*gosciem.*|gosci:? [\d. ]+|odwiedzin:? [\d. ]+"
)
_FOOTER = re.compile(
    r"wsparcie udzielone przez|mechanizmu? finansow|(?:wspol|do)finansowan|finansowan[aey] (?:ze|z|przez)|copyright|©"
    r"|\(c\) ?\d{4}|wszelkie prawa|prawa zastrzezone|zwiaz(?:ek|ku) (?:miast|gmin|powiatow)|uni[ai] europejsk"
    r"|polityka prywatnosci|cookies|ciasteczk|projekt i wykonanie|wykonanie|realizacja:|administrator|webmaster"
    r"|islandi|liechtenstein|norweg|norway|kapital ludzki|fundusz spoleczny|budzetu panstwa|dobrepraktyki\.pl"
    r"|^do gory$|^powrot$|^drukuj$|^wstecz$|^references$|^odnosniki$|visible links|^\s*\d+\. (?:https?|file|mailto):"
)
_FUNDERS = re.compile(
    r"wsparcie udzielone przez (?:norweg|islandi|liechtenstein)|^(?:©|copyright|\(c\))|projekt i wykonanie|"
    r"(?:portal|baza|strona|serwis)\S* (?:jest )?(?:wspol|do)?finansowan|wszelkie prawa zastrzezone"
)
_PAID = re.compile(
    r"copyright|©|wsparcie udzielone przez|prawa zastrzezone|finansowan.{0,80}(?:europejsk|fundusz\S* spol|"
    r"mechanizm\S* finansow|norweg|islandi|szwajcar)"
)
_LINK_NUMBER = re.compile(r"\[\d{1,4}\](?=\S)")
_PATH_MOST = 300
_MARKED_MOST = 2  # a department and its sub-theme
_LONG, _LONG_ALL = 250, 2000  # characters of a paragraph and of a footer as none is


class Furniture:
    """Knows the words of menus from the lists of themes."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        """Learn the departments and their sub-themes."""
        self._themes = vocabularies.themes
        self._words = {word.strip() for word in _MENU.replace("\n", " ").split(";")}
        for term in vocabularies.themes:
            self._words |= {fold(text) for text in (term.pl, term.en, *term.aliases) if text}

    def is_menu(self, line: str) -> bool:
        """Tell whether a line is one of a menu; the section that is open is marked by »."""
        bare = bare_of(line)
        return bare in self._words or (line.strip().startswith("»") and ":" not in line and len(bare) < 60)  # noqa: PLR2004

    def path(self, line: str) -> tuple[str, ...]:
        """Return the steps of a path such as "Usługi społeczne : Kultura"; () for any other line."""
        if len(line) > _PATH_MOST:
            return ()
        steps = [
            step.strip(" \t»>›:/-")
            for step in re.split(r"\s*(?::|»|›|>|/|→|-{1,2}>)\s*", _numbered(line).strip(" :»>›"))
        ]
        steps = [step for step in steps if step]
        known = [bare_of(step) in self._words for step in steps]
        if len(steps) < 2 or not (all(known) or (known[-1] and len(line) < 100 and bare_of(steps[-1]) == "praktyki")):  # noqa: PLR2004
            return ()
        return tuple(steps)

    def marked(self, lines: list[str]) -> tuple[str, ...]:
        """Return the department, and its sub-theme, that a menu marks with »; () where it marks none or many."""
        pieces = (piece.strip() for line in lines for piece in line.split("|") if "»" in piece)
        found = dict.fromkeys(bare_of(piece) for piece in pieces if piece.startswith("»") or piece.endswith("»"))
        known = [text for text in found if self._themes.by_spelling(text)]
        return tuple(known) if len(known) <= _MARKED_MOST else ()


def says_who_paid(line: str) -> bool:
    """Tell whether a line is surely of the foot of a page: whose money paid for the portal, whose its rights are."""
    return _PAID.search(fold(line)) is not None


def is_footer_line(line: str) -> bool:
    """Tell whether a line is of the foot of a page or counts visitors."""
    return _FOOTER.search(fold(line)) is not None or is_counter(line)


def is_counter(line: str) -> bool:
    """Tell whether a line counts visitors."""
    return _COUNTED.fullmatch(bare_of(line)) is not None and bool(line.strip())


def is_footer(lines: list[str]) -> bool:
    """Tell whether lines after the last line of parts are the foot of a page and nothing of a practice."""
    texts = [fold(line) for line in lines if line.strip()]
    whole = " ".join(texts)
    if not texts or len(whole) < _LONG:
        return True
    return _FOOTER.search(whole) is not None and len(whole) < _LONG_ALL and max(map(len, texts)) < 2 * _LONG


def names_funders(text: str) -> bool:
    """Tell whether a paragraph says who pays for the portal itself; meant for pages without a closing line of parts."""
    return _FUNDERS.search(fold(text)) is not None


def mark_parts(text: str) -> str:
    """Put one sign on a line in the place of each line of parts; a metryka's heading gets a line of its own."""
    return _PARTS.sub(f"\n{PARTS_LINE}\n", _RUN_ON.sub("\\1\n", text))


def unescaped(text: str) -> str:
    """Return a text without entities where its line of parts has them ("-&gt;"): copied from a page's source."""
    found = _PARTS.search(text)
    return html.unescape(text) if found and "&" in found[0] else text


def bare_of(line: str) -> str:
    """Return a line folded, without marks, bullets and numbers of links around it."""
    return " ".join(fold(_numbered(line)).strip(" \t*»>›·•:-–+|[]().").split())


def _numbered(line: str) -> str:
    return _LINK_NUMBER.sub("", line)
