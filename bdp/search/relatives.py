"""relatives: words made from one another (bezdomny, bezdomność; młodzież, młodzieżowy), told by what they share.

They are no forms of one word, so a search looks for them only where no record has all words of a query. There it also
takes the unlikely readings of a word (zamknięty as a form of zamknąć).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from bdp.search import morphology
from bdp.search.analysis import EXACT, Term, lemma_term, letters_of
from bdp.search.plan import All, Any, Node, Slot, Without
from bdp.search.schema import TEXT_FIELDS

BOOST = 0.5
SHARE = 0.5  # of a word: what a record has that has only a word made from it
SHORTEST = 4  # what shorter words share is in too many others
MOST = 12  # relatives of one word
LOOKED_AT = 2000  # words with one beginning

# Folded endings of dictionary forms, some with what stands for them in the shared part.
_ENDINGS: dict[str, str] = {
    ending: left
    for item in """
    a e i y o ie ia ja je um ic ec ac yc nac iec ek ka ik nik ownik ca ce
    owac izowac ywac iwac owanie anie enie
    acja ycja ucja ocja cja acje acyjny ycyjny ucyjny ocyjny ucjonalny yjny acyjnosc
    ny nosc niczy niczka nictwo nica ni owy owosc iowy owo owiec ownia alny alnosc elny ilny ylny aniowy eniowy aniec
    iczny yczny yka ika atyczny atyka etyczny etyka atywny ywny ywnosc
    ski owski zki cki ki ztwo ctwo stwo two ostwo ielski ielstwo arski arstwo arz
    izm ista izacja zysta ysta ystka istka ak arka acz aczka iusz iuszka iat iacki or orka orski ator
    osc liwy otny otnosc lany alnia lnia liwosc awczy
    eczny=ek ecznosc=ek eczenstwo=ek czny=k ocie=ot otny=ot
    """.split()  # noqa: SIM905 - a list of quoted endings reads worse
    for ending, _, left in [item.partition("=")]
}
_LONGEST = max(map(len, _ENDINGS))
_VERB = ("ac", "ic", "yc", "ec")
_PREFIXES = ("z", "s", "za", "na", "po", "u", "wy", "o")
_WITHOUT_PREFIX = 5  # letters of the shortest verb that a prefix is taken off from

# Pairs that no rule tells: verbs for doing once and often, and words whose root changes.
_KNOWN = """
    pomoc pomagac pomocny | spotkac spotykac spotkanie | zglosic zglaszac zgloszenie | wlaczyc wlaczac wlaczenie |
    oddac oddawac | zalozyc zakladac zalozenie | otworzyc otwierac otwarcie | zebrac zbierac zbiorka | wesprzec
    wspierac wsparcie | kupic kupowac zakup | sprzedac sprzedawac sprzedaz | zapobiec zapobiegac | zmienic zmieniac
    zmiana | decyzja decydowac zdecydowac wspoldecydowac | chronic ochrona | laczyc polaczyc polaczenie | uczyc
    nauczyc nauka | dziecko dzieciecy | uczen uczniowski uczennica | miasto miejski | wies wiejski | soltys solecki
    solectwo | rzeka rzeczny | woda wodny | las lesny | pies psi | oszczedzac oszczednosc zaoszczedzic | leczyc
    lecznictwo | mlody mlodziez mlodosc | stary starszy starosc | choroba chory chorowac | ubogi ubostwo | niewidomy
    wzrok | glos glosowac glosowanie zaglosowac | zachecic zachecac zacheta | zatrudnic zatrudniac zatrudnienie |
    zlikwidowac likwidowac likwidacja | wybrac wybierac wybory | powstac powstawac | przyjac przyjmowac | jezdzic
    jechac dojazd dojechac | mieszkac mieszkaniec mieszkanie | sasiad sasiedni sasiedzki | uchodzca uchodzczy
    uchodzstwo
"""
_GROUPS = [group.split() for group in _KNOWN.split("|")]
_KNOWN_TO = {word: tuple(other for other in group if other != word) for group in _GROUPS for word in group}

Beginning = Callable[[str], Mapping[str, Sequence[str]]]  # folded words of the index with a beginning -> their terms


@lru_cache(maxsize=50_000)
def shared(lemma: str) -> frozenset[str]:
    """Return what a folded dictionary form may share with words made from it: what is left without each ending."""
    found = {lemma}
    for length in range(1, min(_LONGEST, len(lemma) - 1) + 1):
        left = _ENDINGS.get(lemma[-length:])
        if left is not None:
            found.add(lemma[:-length] + left)
    return frozenset(part for part in found if len(part) >= SHORTEST)


def of(lemma: str, beginning: Beginning) -> tuple[str, ...]:
    """Return the relatives of a folded dictionary form, those that share most first."""
    if not lemma.isalpha():
        return ()
    found: dict[str, None] = {}
    for word in (lemma, *_KNOWN_TO.get(lemma, ()), *_other_verbs(lemma)):
        if word in beginning(word):
            found[word] = None
        if word == lemma or word in found:
            found |= dict.fromkeys(_family(word, beginning))
    found.pop(lemma, None)
    return tuple(found)[:MOST]


def _other_verbs(lemma: str) -> Iterator[str]:
    """Yield a verb without its prefix and with one: of doing something, it says that it is done."""
    if lemma.endswith(_VERB):
        yield from (
            lemma.removeprefix(p) for p in _PREFIXES if lemma.startswith(p) and len(lemma) - len(p) >= _WITHOUT_PREFIX
        )
        yield from (p + lemma for p in _PREFIXES)


def _family(lemma: str, beginning: Beginning) -> list[str]:
    if not (parts := shared(lemma)):
        return []
    found = {
        word: max(map(len, common))
        for word in islice(beginning(_common(parts)), LOOKED_AT)
        if word.isalpha() and (common := parts & shared(word))
    }
    return sorted(found, key=lambda word: (-found[word], len(word), word))


def _common(words: frozenset[str]) -> str:
    """Return the letters that all of the words begin with but the last, which may change (bezrobotny, bezrobocie)."""
    first, last = min(words), max(words)
    same = next((n for n, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    return first[: max(SHORTEST, same - 1)]


def loosened(node: Node, beginning: Beginning) -> Node:
    """Return a plan in which the relatives of its words count too, where words may be missing at all."""
    if isinstance(node, Without):
        return node
    if isinstance(node, All | Any):
        return replace(node, children=tuple(loosened(child, beginning) for child in node.children))
    if not node.relaxable or not node.words or node.synonym:
        return node
    polish = next((slots for name, slots in node.fields if TEXT_FIELDS[name].language == "pl"), ())
    if len(polish) != 1 or polish[0].prefix:
        return node
    made = (_relatives(polish[0], node.said, beginning),)
    if not made[0].terms:
        return node
    fields = tuple((name, made) for name, slots in node.fields if slots is polish)
    return Any((node, replace(node, fields=fields, words=node.words * SHARE)), one=True)


def _relatives(slot: Slot, said: str, beginning: Beginning) -> Slot:
    terms: dict[str, Term] = {}
    for term in slot.terms:
        if term.text.startswith(EXACT):  # a form of a word that is among the terms
            continue
        for word in of(letters_of(term.text), beginning):
            for spelt in beginning(word)[word]:
                terms.setdefault(spelt, Term(spelt, term.boost * BOOST))
    for spelt in map(lemma_term, morphology.lemmas(said.lower())):
        terms.setdefault(spelt, Term(spelt, BOOST))
    own = {term.text for term in slot.terms}
    return Slot(tuple(term for term in terms.values() if term.text not in own))
