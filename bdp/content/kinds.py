"""kinds: how each kind of value is read from what was typed; a wrong one is named, with what would be right."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bdp.content import nodes
from bdp.content.characters import forbidden
from bdp.content.judge import Judge, Spot, choice, shown
from bdp.content.nodes import Node, Scalar, Sequence, Unread
from bdp.domain.links import is_address, is_email
from bdp.domain.polish import is_slug
from bdp.domain.vocabulary import Vocabularies, Vocabulary

Reader = Callable[[Node, Spot, Judge], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: its English name as in the format's description, and how it is read (None: no valid value).

    ``item`` is the kind of a list's items, ``parts`` are the keys of a value that has its own. ``bare`` says that it is
    a number, a day or a truth, which nobody writes in quotes.
    """

    name: str
    read: Reader
    item: "Kind | None" = None
    parts: Mapping[str, "Kind"] = field(default_factory=dict)
    bare: bool = False


def _shape(node: Node) -> str:
    return {Scalar: "tekst", Sequence: "lista", nodes.Mapping: "zbiór kluczy"}.get(type(node), "wartość")


def scalar(node: Node, spot: Spot, judge: Judge) -> str | None:
    """Return the text of a scalar without white space around it, in NFC; None (with a problem) for anything else."""
    if not isinstance(node, Scalar):
        if not isinstance(node, Unread):
            judge.wrong(spot, f"oczekiwano tekstu, a jest {_shape(node)}; wpisz jedną wartość")
        return None
    for _, message in forbidden(node.text):
        judge.wrong(spot, message)
        return None
    return unicodedata.normalize("NFC", node.text.strip())


def line(node: Node, spot: Spot, judge: Judge) -> str | None:
    """Read a text of one line; a line end inside, as a folded value has it, is a space."""
    text = scalar(node, spot, judge)
    return None if text is None else re.sub(r"[ \t]*\n\s*", " ", text)


def text(shortest: int = 0, longest: int = 0, *, lines: bool = False) -> Kind:
    """Make a kind of text with a length in characters; ``lines`` keeps its line ends."""

    def read(node: Node, spot: Spot, judge: Judge) -> str | None:
        value = (scalar if lines else line)(node, spot, judge)
        if value and len(value) < shortest:
            judge.wrong(spot, f"{shown(value)} jest za krótkie; potrzeba co najmniej {shortest} znaków")
        elif value and longest and len(value) > longest:
            judge.wrong(spot, f"tekst ma {len(value)} znaków; może mieć najwyżej {longest}")
        else:
            return value
        return None

    return Kind("text", read)


def matching(name: str, fits: Callable[[str], object], right: str) -> Kind:
    """Make a kind of one-line text that has to fit; ``right`` goes on after the wrong value in a message."""

    def read(node: Node, spot: Spot, judge: Judge) -> str | None:
        value = line(node, spot, judge)
        if value and not fits(value):
            judge.wrong(spot, f"{shown(value)} {right}")
            return None
        return value

    return Kind(name, read)


TEXT = text()
LINES = text(lines=True)
POSTAL_CODE = matching(
    "postal code",
    re.compile(r"[0-9]{2}-[0-9]{3}").fullmatch,
    'nie jest kodem pocztowym; wpisz dwie cyfry, łącznik i trzy cyfry, np. "38-340"',
)
ADDRESS = matching("address", is_address, "nie jest adresem strony; wpisz np. www.przyklad.pl")
EMAIL = matching("e-mail address", is_email, "nie jest adresem e-mail; wpisz jeden adres, np. urzad@przyklad.pl")
SLUG = matching("slug", is_slug, "nie jest nazwą wpisu; wpisz nazwę jego pliku bez „.md” (a-z, 0-9, łączniki)")
ALIAS = matching(
    "old slug or art=N",
    lambda value: is_slug(value) or re.fullmatch(r"art=[0-9]{1,9}", value),
    "nie jest dawną nazwą wpisu (a-z, 0-9, łączniki) ani numerem „art=685” z dawnej bazy",
)
TERYT = matching(
    "text of 2, 4 or 7 digits",
    re.compile(r"[0-9]{2}|[0-9]{4}|[0-9]{7}").fullmatch,
    "nie jest kodem TERYT; wpisz 2 cyfry (województwo), 4 (powiat) albo 7 (gmina z cyfrą rodzaju)",
)


def one_of(*values: str) -> Kind:
    """Make a kind that is one of a few words."""

    def read(node: Node, spot: Spot, judge: Judge) -> str | None:
        value = line(node, spot, judge)
        if value and value not in values:
            judge.wrong(spot, f"{shown(value)} jest niedozwolone; dozwolone: {', '.join(values)}")
            return None
        return value

    return Kind(f"one of {', '.join(values)}", read)


def term(name: str, of: Callable[[Vocabularies], Vocabulary]) -> Kind:
    """Make a kind that is an id of a vocabulary."""

    def read(node: Node, spot: Spot, judge: Judge) -> str | None:
        value = line(node, spot, judge)
        vocabulary = of(judge.vocabularies) if judge.vocabularies else None
        if not value or vocabulary is None or value in vocabulary:
            return value
        meant = vocabulary.by_spelling(value)
        advice = f"wpisz „{meant}”" if meant else choice(value, vocabulary.ids)
        judge.wrong(spot, f"{shown(value)} nie jest identyfikatorem ze słownika; {advice}")
        return None

    return Kind(name, read)


def _truth(node: Node, spot: Spot, judge: Judge) -> bool | None:
    value = line(node, spot, judge)
    if value and value.casefold() not in ("true", "false", "tak", "nie"):
        judge.wrong(spot, f"{shown(value)} jest niedozwolone; wpisz true (tak) albo false (nie)")
        return None
    return value.casefold() in ("true", "tak") if value else None


TRUTH = Kind("true or false", _truth, bare=True)
