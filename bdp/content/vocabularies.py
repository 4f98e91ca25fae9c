"""vocabularies: the controlled lists of a base, each from its file or, where that is missing or faulty, as shipped."""

import hashlib
import re
from dataclasses import replace
from importlib import resources
from pathlib import Path

from bdp.content import events
from bdp.content.characters import forbidden
from bdp.content.groups import group, list_of, pairs
from bdp.content.judge import Judge, Spot, nearest
from bdp.content.kinds import TEXT, matching
from bdp.content.nodes import FILE, Fault, Mapping, Node, Sequence
from bdp.domain.errors import Problem
from bdp.domain.polish import SLUG
from bdp.domain.vocabulary import NAMES, Term, Vocabularies, Vocabulary
from bdp.system.files import Refused, read_regular

FILE_MAX, EVENTS_MAX = 1024 * 1024, 200_000
FOLDER = "_vocabulary"
_ID = matching(
    "id",
    lambda value: len(value) <= 80 and SLUG.fullmatch(value),  # noqa: PLR2004 - as long as a slug
    "nie jest identyfikatorem; wpisz polską nazwę bez ogonków, z łącznikami (a-z, 0-9, -)",
)
_TERYT = matching("two digits", re.compile(r"[0-9]{2}").fullmatch, "nie jest dwucyfrowym kodem TERYT")
_KINDS = {
    "id": _ID,
    "label": group({"pl": TEXT, "en": TEXT}, lambda pl="", en="": (pl, en)),
    "parent": _ID,
    "aliases": list_of(TEXT),
    "teryt": _TERYT,
}


def load(practices: Path) -> tuple[Vocabularies, tuple[Problem, ...]]:
    """Return the five lists and what is wrong with the files of ``practices/_vocabulary``."""
    ours = shipped()
    found: dict[str, Vocabulary] = {}
    problems: list[Problem] = []
    for name in NAMES:
        vocabulary, faults = _from_file(practices / FOLDER / f"{name}.yaml", name, getattr(ours, name))
        found[name] = vocabulary
        problems += faults
    return Vocabularies(**found), tuple(sorted(problems))


def shipped() -> Vocabularies:
    """Return the lists that come with the package."""
    return Vocabularies(**{name: _shipped(name) for name in NAMES})


def edition() -> str:
    """Name the lists that come with the package: an index made with other ones has their words."""
    return hashlib.sha256("".join(map(_written, NAMES)).encode()).hexdigest()[:16]


def _written(name: str) -> str:
    return (resources.files("bdp.content") / "vocabulary" / f"{name}.yaml").read_text(encoding="utf-8")


def _shipped(name: str) -> Vocabulary:
    return Vocabulary(_terms(_written(name), Judge(f"vocabulary/{name}.yaml")))


def _from_file(path: Path, name: str, ours: Vocabulary) -> tuple[Vocabulary, tuple[Problem, ...]]:
    """Read one list of a base; with any problem the shipped one takes its place."""
    judge = Judge(f"{path.parent.parent.name}/{FOLDER}/{path.name}")
    spot = Spot(FILE, 1)
    try:
        text = read_regular(path, FILE_MAX).decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")
    except Refused as error:
        if error.reason != "missing":
            judge.wrong(spot, str(error))
        return ours, judge.problems
    except UnicodeDecodeError:
        judge.wrong(spot, "plik nie jest zapisany w UTF-8; zapisz go ponownie z kodowaniem UTF-8")
        return ours, judge.problems
    terms = _terms(text, judge)
    if judge.passed and not terms:
        judge.wrong(spot, "wykaz jest pusty; usuń plik, aby używać wykazu dostarczonego z programem")
    if not judge.passed:
        return ours, judge.problems
    if name == "voivodeships":
        terms = [replace(t, teryt=t.teryt or _teryt(ours, t.id)) for t in terms]
    return Vocabulary(terms), judge.problems


def _teryt(ours: Vocabulary, term_id: str) -> str:
    term = ours.find(term_id)
    return term.teryt if term else ""


def _terms(text: str, judge: Judge) -> list[Term]:
    """Read the entries of a list; every problem is with the judge."""
    faults = [Fault(line + 1, FILE, message) for line, message in forbidden(text, header=True)]
    root: Node | None = None
    try:
        root = events.read(text, 1, faults, EVENTS_MAX) if not faults else None
    except events.Unreadable as error:
        faults.append(error.fault)
    judge.faults(faults)
    if root is not None and not isinstance(root, Sequence):
        judge.wrong(Spot(FILE, root.line), "oczekiwano listy; zacznij każdy wpis słownika od „- id: …”")
    terms: dict[str, Term] = {}
    lines: dict[str, int] = {}
    for number, item in enumerate(root.items if isinstance(root, Sequence) else (), 1):
        term = _term(item, Spot(str(number), item.line), judge)
        if term is not None and term.id in terms:
            judge.wrong(
                Spot(f"{number}.id", item.line), f"„{term.id}” jest na liście już wcześniej; zmień identyfikator"
            )
        elif term is not None:
            terms[term.id], lines[term.id] = term, item.line
    for number, term in enumerate(terms.values(), 1):
        if term.parent:
            _judge_parent(term, terms, Spot(f"{number}.parent", lines[term.id]), judge)
    return list(terms.values())


def _term(item: Node, spot: Spot, judge: Judge) -> Term | None:
    known = pairs(item, spot, judge, _KINDS)
    values = {name: _KINDS[name].read(node, at, judge) for name, (node, at) in known.items() if not node.empty}
    pl, en = values.get("label") or ("", "")
    label = known["label"][0] if "label" in known else None
    wanted = {
        "id": "id" not in values,
        "label.pl": not pl and (label is None or label.empty or isinstance(label, Mapping)),
    }
    for name, missing in wanted.items():
        if missing and isinstance(item, Mapping):
            judge.wrong(Spot(f"{spot.key}.{name}", spot.line), f"brak „{name}”; każdy wpis słownika go wymaga")
    if not values.get("id") or not pl:
        return None
    return Term(
        values["id"], pl, en, values.get("parent") or "", values.get("aliases") or (), values.get("teryt") or ""
    )


def _judge_parent(term: Term, terms: dict[str, Term], spot: Spot, judge: Judge) -> None:
    above = terms.get(term.parent)
    if above is None:
        judge.wrong(spot, f"nie ma wpisu „{term.parent}”; najbliższy to „{nearest(term.parent, terms)}”")
    elif above.parent:
        judge.wrong(spot, f"„{term.parent}” sam leży pod „{above.parent}”; słownik ma najwyżej dwa poziomy")
