"""statement: the accessibility statement, written in both languages from one file of facts.

The texts follow the technical conditions in version 2.0: their parts, their order and the names (``a11y-…``) by which
validators find each fact. A part about which the facts say nothing is left out; what a statement cannot do without is
marked as to be filled in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from string import Template
from typing import Any

from bdp.content.front_matter import parse
from bdp.content.groups import group, list_of
from bdp.content.judge import Judge, Spot, choice
from bdp.content.kinds import ADDRESS, EMAIL, TEXT, Kind
from bdp.content.nodes import FILE, Node
from bdp.content.numbers import DAY
from bdp.content.sources import values
from bdp.domain.page import Page
from bdp.domain.typography import NBSP
from bdp.system.files import Refused, read_regular

SLUG = "deklaracja-dostepnosci"
NAME = f"{SLUG}.yaml"
LANGUAGES = ("pl", "en")
_FILE_MAX = 64 * 1024
_TITLES = {"pl": "Deklaracja dostępności", "en": "Accessibility statement"}
_ACT = {
    "pl": "załącznikiem do ustawy z dnia 4 kwietnia 2019 r. o dostępności cyfrowej stron internetowych i aplikacji "
    "mobilnych podmiotów publicznych",
    "en": "the annex to the act of 4 April 2019 on the digital accessibility of websites and mobile applications of "
    "public bodies",
}
_BELOW = {
    "pl": "z powodu niezgodności lub wyłączeń wymienionych poniżej",
    "en": "because of the non-compliance or exemptions listed below",
}
_STATUS = {
    "fully": {
        "pl": f"Strona internetowa jest w pełni zgodna z {_ACT['pl']}.",
        "en": f"The website is fully compliant with {_ACT['en']}.",
    },
    "partly": {
        "pl": f"Strona internetowa jest częściowo zgodna z {_ACT['pl']} {_BELOW['pl']}.",
        "en": f"The website is partly compliant with {_ACT['en']} {_BELOW['en']}.",
    },
    "not": {
        "pl": f"Strona internetowa jest niezgodna z {_ACT['pl']} {_BELOW['pl']}.",
        "en": f"The website is not compliant with {_ACT['en']} {_BELOW['en']}.",
    },
}
_MODEL = {
    "pl": "> **To jest wzór.** Miejsca oznaczone „do uzupełnienia” wypełnia podmiot, który prowadzi tę stronę. "
    "Dopóki tego nie zrobi, poniższy tekst nie jest deklaracją w rozumieniu ustawy.",
    "en": '> **This is a model.** The body that runs this site fills in what is marked "to be filled in". '
    "Until it does, the text below is not a statement within the meaning of the act.",
}
_MISSING = {"pl": "do uzupełnienia", "en": "to be filled in"}
_NOBODY = {"pl": "Podmiot prowadzący stronę", "en": "The body that runs this site"}
_LACKS = ("barriers", "exempt", "costs")
_NEEDED = ("body", "published", "updated", "prepared", "unit", "email", "phone", "building", "communication")
_MONTHS = {
    "pl": [
        "stycznia",
        "lutego",
        "marca",
        "kwietnia",
        "maja",
        "czerwca",
        "lipca",
        "sierpnia",
        "września",
        "października",
        "listopada",
        "grudnia",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages; without English the Polish one stands for it."""

    pl: str = ""
    en: str = ""

    def of(self, language: str) -> str:
        """Return the text in a language."""
        return (self.en or self.pl) if language == "en" else self.pl


def _status(node: Node, spot: Spot, judge: Judge) -> str | None:
    value: str | None = TEXT.read(node, spot, judge)
    if value and value not in _STATUS:
        judge.wrong(spot, f"„{value}” nie jest stanem dostępności; {choice(value, _STATUS)}")
    return value if value in _STATUS else None


_WORDS = group({"pl": TEXT, "en": TEXT}, Words, needs=("pl",))
_KINDS = {
    "body": TEXT,
    "unit": _WORDS,
    "email": EMAIL,
    "phone": TEXT,
    "published": DAY,
    "updated": DAY,
    "prepared": DAY,
    "reviewed": DAY,
    "method": _WORDS,
    "status": Kind("status", _status),
    "barriers": list_of(_WORDS),
    "exempt": list_of(_WORDS),
    "costs": list_of(_WORDS),
    "assessment": ADDRESS,
    "aids": list_of(_WORDS),
    "shortcuts": list_of(_WORDS),
    "apps": list_of(TEXT),
    "building": _WORDS,
    "building_address": ADDRESS,
    "communication": _WORDS,
}


def load(path: Path, judge: Judge) -> Page | None:
    """Read the facts and write the page; None, with the reasons at the judge, where they are faulty."""
    try:
        text = read_regular(path, _FILE_MAX).decode("utf-8-sig")
    except Refused as error:
        judge.wrong(Spot(FILE, 1), str(error))
        return None
    except UnicodeDecodeError:
        judge.wrong(Spot(FILE, 1), "plik nie jest zapisany w UTF-8; zapisz go ponownie z kodowaniem UTF-8")
        return None
    return read(text.replace("\r\n", "\n"), judge)


def shipped() -> Page:
    """Return the statement of a base that has no facts yet: a model to be filled in."""
    page = read((resources.files("bdp.content") / "pages" / NAME).read_text(encoding="utf-8"), Judge(NAME))
    return page or Page(SLUG)


def read(text: str, judge: Judge) -> Page | None:
    """Write the page from the text of a file of facts; None for faulty ones."""
    mapping, faults = parse(text, 1)
    judge.faults(faults)
    facts = values(mapping, _KINDS, judge, {"status": "fully, partly albo not"})
    status, lacking = facts.get("status"), any(facts.get(name) for name in _LACKS)
    at = Spot("status", next((key.line for key, _ in mapping.items if key.text == "status"), 1))
    if status == "fully" and lacking:
        judge.wrong(at, f"strona, która ma wpisane {', '.join(_LACKS)}, nie jest w pełni zgodna; wpisz partly lub not")
    if status in ("partly", "not") and not lacking:
        judge.wrong(at, f"przy tym stanie wymień, co nie jest dostępne: {', '.join(_LACKS)}")
    if not judge.passed:
        return None
    texts = {language: written(facts, language) for language in LANGUAGES}
    return Page(SLUG, _TITLES["pl"], _TITLES["en"], None, facts.get("updated"), texts["pl"], texts["en"])


def written(facts: Mapping[str, Any], language: str) -> str:
    """Return the statement in a language as Markdown."""
    missing = dict.fromkeys(_NEEDED, _MISSING[language])
    told = {name: _told(value, language) for name, value in facts.items() if name != "status"}
    told["status"] = _STATUS[facts["status"]][language]
    told["owner"] = told.get("body", _NOBODY[language])
    told["model"] = "" if "body" in facts and "email" in facts else _MODEL[language]
    pattern = (resources.files("bdp.content") / "statement_texts" / f"{language}.md").read_text(encoding="utf-8")
    blocks = [_filled(block, missing | told) for block in re.split(r"\n\n|\n(?=- )", pattern.strip())]
    text = "\n\n".join(_without_bare_headings([block for block in blocks if block]))
    return re.sub(r"^(- .*)\n\n(?=- )", r"\1\n", text, flags=re.MULTILINE)


def _told(value: Any, language: str) -> str:  # noqa: ANN401 - whatever the kinds make
    if isinstance(value, tuple) and value and isinstance(value[0], Words):
        return "\n".join(f"- {words.of(language)}" for words in value)
    if isinstance(value, tuple):
        return ", ".join(map(_plain, value))
    if isinstance(value, date):
        parts = (str(value.day), _MONTHS[language][value.month - 1], str(value.year), "r." if language == "pl" else "")
        return NBSP.join(part for part in parts if part)
    return _plain(value.of(language) if isinstance(value, Words) else value)


def _plain(text: str) -> str:
    """Return a text that stands inside the brackets of Markdown."""
    return re.sub(r"([\[\]\\])", r"\\\1", text)


def _filled(block: str, told: Mapping[str, str]) -> str:
    """Return a piece of the text with its facts, "" where one of them is missing."""
    names = Template(block).get_identifiers()
    return Template(block).substitute(told) if all(told.get(name) for name in names) else ""


def _without_bare_headings(blocks: list[str]) -> list[str]:
    """Leave out headings below which nothing is left."""
    kept: list[str] = []
    for block in reversed(blocks):
        level = _level(block)
        below = _level(kept[-1]) if kept else 1
        if not level or not (not kept or 0 < below <= level):
            kept.append(block)
    return kept[::-1]


def _level(block: str) -> int:
    return len(block) - len(block.lstrip("#"))
