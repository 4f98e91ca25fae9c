"""reasons: why a record answers a query: what was typed, what stands in its texts, and how one leads to the other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

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
    for run in marked.runs:
        start, end = marked.spans[run.first][0], marked.spans[run.end - 1][1]
        yield run.target, " ".join(content[start:end].split())


def reasons(marker: Marker, found: Forms) -> tuple[Reason, ...]:
    """Return the reasons in the order of the query, and last the words that are nowhere in the record."""
    gathered: dict[tuple[str, Kind], Counter[str]] = {}
    for (number, written), often in found.items():
        target = marker.targets[number]
        gathered.setdefault((target.said, _kind(target, written)), Counter())[written] += often
    for (words, kind), there in gathered.items():
        if kind != "relative":  # a form of the word itself may be one of its relatives', too
            for form in there:
                gathered.get((words, "relative"), Counter()).pop(form, None)
    typed = dict.fromkeys(target.said for target in marker.targets)
    said = [
        Reason(kind, words, *_told(gathered[words, kind]))
        for words in typed
        for kind in _ORDER
        if gathered.get((words, kind))
    ]
    return (*said, *_missing(marker.targets, said))


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


def _told(written: Counter[str]) -> tuple[tuple[str, ...], int]:
    """Return the forms, the most frequent first, each once whatever its capitals, and how often they stand."""
    shown: dict[str, str] = {}
    for form, _ in written.most_common():
        shown.setdefault(form.lower(), form)
    return tuple(list(shown.values())[:FORMS_MAX]), written.total()


def _missing(targets: Iterable[Sought], said: Sequence[Reason]) -> Iterator[Reason]:
    there = {word for reason in said for word in reason.typed.split()}
    typed = dict.fromkeys(target.said for target in targets if not target.synonym)
    return (Reason("missing", words) for words in typed if not there.issuperset(words.split()))
