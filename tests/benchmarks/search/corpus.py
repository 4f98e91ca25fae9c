"""corpus: real Polish prose, made into as many practices as asked for; the same for the same number and seed.

The sentences come from two Debian packages, the help of LibreOffice and the manual pages in Polish; where Debian's list
of word forms is there too, one word in twelve is drawn from it, so that the vocabulary keeps growing as it does in real
texts. What a practice consists of beside its prose is drawn from BDP's own lists and the register of units.
"""

import gzip
import html
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from bdp.content.vocabularies import shipped
from bdp.domain.polish import slugify
from bdp.geography import units

SEED = 2026
WORDS = 620
HELP, MANUALS = Path("/usr/share/libreoffice/help/pl"), Path("/usr/share/man/pl")
FORMS = Path("/usr/share/dict/polish")
MISSING = "brak tekstów: apt-get install libreoffice-help-pl manpages-pl wpolish"

_TAG = re.compile(r"<(script|style|head)\b.*?</\1>|<[^>]+>", re.DOTALL)
_ROFF = re.compile(r"^\.\S+ ?|\\f[BIRP]|\\[&|]|\\-|\\\(..", re.MULTILINE)
_SENTENCE = re.compile(r"[A-ZĄĆĘŁŃÓŚŹŻ][^.!?<>{}\\|]{30,300}[.!?]")
_SPREAD = 7_368_787  # a prime: the frequent forms are spread over the alphabet
_HEADINGS = ("Opis sytuacji", "Cele", "Przebieg wdrożenia", "Rezultaty", "Wnioski")


class NoTexts(Exception):
    """The packages with the prose are not installed."""


@dataclass(frozen=True, slots=True)
class Record:
    """A practice: its name, the lines of its front matter, and its text in two parts."""

    slug: str
    title: str
    header: tuple[str, ...]
    summary: str
    presentation: str
    facets: dict[str, tuple[str, ...]]
    entered: date
    started: int

    @property
    def markdown(self) -> str:
        """The file of the record."""
        return "\n".join(("---", *self.header, "---", self.summary, "", self.presentation, ""))


def _prose() -> Iterator[str]:
    for path in sorted(HELP.rglob("*.html")):
        yield html.unescape(_TAG.sub(" ", path.read_text(encoding="utf-8", errors="replace")))
    for path in sorted(MANUALS.rglob("*.gz")):
        yield _ROFF.sub(" ", gzip.decompress(path.read_bytes()).decode("utf-8", errors="replace"))


@cache
def sentences() -> tuple[str, ...]:
    """Return all different sentences. Raises NoTexts."""
    found = dict.fromkeys(" ".join(s.split()) for text in _prose() for s in _SENTENCE.findall(text))
    if len(found) < 1000:
        raise NoTexts(MISSING)
    return tuple(sorted(found))


@cache
def _forms() -> tuple[str, ...]:
    if not FORMS.exists():
        return ()
    return tuple(word for word in FORMS.read_text(encoding="utf-8", errors="replace").split() if word.isalpha())


def records(count: int, seed: int = SEED) -> Iterator[Record]:
    """Make so many records; the first ones are the same however many are made."""
    lists, register = shipped(), list(units.load())
    towns = [unit for unit in register if len(unit.teryt) == 7 and unit.unit_type in lists.unit_types]
    for number in range(count):
        chance = random.Random(f"{seed}-{number}")  # noqa: S311 - a benchmark must repeat
        unit = chance.choice(towns)
        themes = tuple(chance.sample(lists.themes.ids, chance.randint(1, 3)))
        forms = tuple(chance.sample(lists.forms.ids, chance.randint(0, 2)))
        title = _title(chance)
        day = date(2009, 1, 1) + timedelta(days=chance.randrange(6000))
        started = chance.randint(1999, 2025)
        header = [f"title: {title!r}", "status: published", f"themes: [{', '.join(themes)}]"]
        header += [f"forms: [{', '.join(forms)}]", f"unit_type: {unit.unit_type}", f'teryt: "{unit.teryt}"']
        header += [f"voivodeship: {unit.voivodeship}", f"entered: {day}", f"started: {started}"]
        header += [
            "results:",
            f"  - {_text(chance, 12)!r}",
            "keywords:",
            *(f"  - {w!r}" for w in _text(chance, 2).split()[:2]),
        ]
        facets = {"theme": themes, "form": forms, "unit_type": (unit.unit_type,), "voivodeship": (unit.voivodeship,)}
        facets["size"] = (chance.choice(("0-5000", "5000-20000", "20000-50000")),)
        words = chance.randint(WORDS * 2 // 3, WORDS * 7 // 6)
        parts = [f"## {name}\n\n{_text(chance, words // 6)}" for name in _HEADINGS]
        slug = f"{slugify(title, 60)}-{number}"
        yield Record(slug, title, tuple(header), _text(chance, words // 6), "\n\n".join(parts), facets, day, started)


def write(root: Path, count: int) -> None:
    """Write so many records as the files of a base. Raises NoTexts."""
    (root / "practices").mkdir(parents=True)
    for record in records(count):
        (root / "practices" / f"{record.slug}.md").write_text(record.markdown, encoding="utf-8")


def _title(chance: random.Random) -> str:
    words = chance.choice(sentences()).replace("'", "").split()
    return " ".join(words[: chance.randint(4, 9)]).strip(' ,;:.(„"')[:200].replace("[", "").replace("]", "") + " PL"


def _text(chance: random.Random, words: int) -> str:
    found: list[str] = []
    forms = _forms()
    while len(found) < words:
        for word in chance.choice(sentences()).replace("'", "").replace('"', "").split():
            drawn = forms and chance.random() < 1 / 12
            found.append(forms[int(len(forms) * chance.random() ** 3) * _SPREAD % len(forms)] if drawn else word)
    return " ".join(found)
