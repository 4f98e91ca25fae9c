"""reasons: why a record answers a query: what was typed, what stands in its texts, and how one leads to the other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bdp.domain.polish import fold
from bdp.domain.results import Kind, Reason
from bdp.search import morphology, relatives
from bdp.search.analysis import polish_terms
from bdp.search.marks import Marked, Marker
from bdp.search.plan import Sought
from bdp.search.text import spans

FORMS_MAX = 6
_ORDER: Sequence[Kind] = ("same", "form", "letters", "beginning", "synonym", "relative")

Forms = Counter[tuple[int, str]]  # how often each target stands written so


def forms(marked: Marked, content: str) -> Iterator[tuple[int, str]]:
    """Yield what was found in a text: the target and the words as they stand."""
    spans = marked.spans
    for first, end, target in marked.runs:
        start, over = spans[first]
        if end - first > 1:
            yield target, " ".join(content[start : spans[end - 1][1]].split())
        else:
            yield target, content[start:over]


def reasons(marker: Marker, found: Forms) -> tuple[Reason, ...]:
    """Return the reasons in the order of the query, and last the words that are nowhere in the record."""
    gathered: dict[Kind, dict[str, dict[str, int]]] = {}
    for (number, written), often in found.items():
        kind = marker.kinds.get((number, written))
        if kind is None:
            kind = marker.kinds[number, written] = _kind(marker.targets[number], written)
        there = gathered.setdefault(kind, {}).setdefault(marker.targets[number].said, {})
        there[written] = there.get(written, 0) + often
    related = gathered.get("relative", {})
    for words, by_relation in related.items():
        # A form of the word itself may be one of its relatives', too.
        own = [said.get(words, {}) for one, said in gathered.items() if one != "relative"]
        related[words] = {form: often for form, often in by_relation.items() if not any(form in each for each in own)}
    typed = dict.fromkeys(target.said for target in marker.targets)
    told = [
        Reason(kind, words, *_told(stand))
        for words in typed
        for kind in _ORDER
        if kind in gathered and (stand := gathered[kind].get(words))
    ]
    return (*told, *_missing(marker.targets, told))


def _kind(target: Sought, written: str) -> Kind:
    if target.synonym:
        return "synonym"
    if any(slot.prefix for _, slots in target.fields for slot in slots):
        return "beginning"
    if written.lower() == " ".join(target.said.lower().split()):
        return "same"
    if _only_related(target, written):
        return "relative"
    pairs = zip(target.said.lower().split(), written.lower().split(), strict=False)
    return "letters" if any(_letters_put_back(typed, there) for typed, there in pairs) else "form"


def _only_related(target: Sought, written: str) -> bool:
    """Tell whether a word that stands there is only made from what was typed, or that from it."""
    terms = {term.text: term.boost for _, slots in target.fields if len(slots) == 1 for term in slots[0].terms}
    there = [
        terms[term]
        for *_, word, group in spans(written)
        for term in polish_terms(word, group, shouted=False)
        if term in terms
    ]
    return bool(there) and max(there) <= relatives.BOOST


def _letters_put_back(typed: str, written: str) -> bool:
    """Tell whether a word was typed without its Polish letters: it is no form of the word that stands there."""
    if not typed.isascii() or written.isascii():
        return False
    if fold(written) == typed:
        return True
    there = {reading.lemma for reading in morphology.readings(written)}
    return bool(there) and there.isdisjoint(reading.lemma for reading in morphology.readings(typed))


def _told(written: Mapping[str, int]) -> tuple[tuple[str, ...], int]:
    """Return the forms, the most frequent first, each once whatever its capitals, and how often they stand."""
    shown: dict[str, str] = {}
    for form in sorted(written, key=written.__getitem__, reverse=True):
        shown.setdefault(form.lower(), form)
    return tuple(list(shown.values())[:FORMS_MAX]), sum(written.values())


def _missing(targets: Iterable[Sought], said: Sequence[Reason]) -> Iterator[Reason]:
    there = {word for reason in said for word in reason.typed.split()}
    typed = dict.fromkeys(target.said for target in targets if not target.synonym)
    return (Reason("missing", words) for words in typed if not there.issuperset(words.split()))
