"""records: a base of made-up practices: the same for the same number and seed, and much like the real ones in shape."""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bdp.domain.polish import slugify
from bdp.domain.unit import Register, Unit
from bdp.domain.vocabulary import Vocabularies
from tests.benchmarks.phrases import GAPS, SECTIONS, SUMMARIES, TITLES

SEED = 2026
SENTENCES_OF_SUMMARY = (4, 7)
SENTENCES_OF_SECTION = (4, 9)
WITH_PRESENTATION = 0.6
WITH_ATTACHMENT = 0.1
FIRST_DAY = date(2009, 1, 1)
DAYS = 6000


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: number of records, words in their bodies, files attached."""

    records: int
    words: int
    files: int


def sentence(pattern: str, chance: random.Random) -> str:
    """Fill a sentence's gaps and begin it with a capital."""
    filled = pattern.format(
        **{name: chance.choice(values) for name, values in GAPS.items()},
        skutki2=chance.choice(GAPS["skutki"]),
        rok=chance.randint(1999, 2025),
        liczba=chance.randint(12, 4800),
        liczba2=chance.randint(2, 9),
        kwota=f"{chance.randint(5, 900)} 000",
    )
    return filled[0].upper() + filled[1:]


def body(chance: random.Random) -> str:
    """Write a summary, for most records a presentation of four to six sections too, one of them with a list."""
    parts = [" ".join(sentence(p, chance) for p in chance.sample(SUMMARIES, chance.randint(*SENTENCES_OF_SUMMARY)))]
    if chance.random() < WITH_PRESENTATION:
        for heading in list(SECTIONS)[: chance.randint(4, len(SECTIONS))]:
            patterns = SECTIONS[heading]
            count = min(len(patterns), chance.randint(*SENTENCES_OF_SECTION))
            lines = [sentence(pattern, chance) for pattern in chance.sample(patterns, count)]
            parts.append(f"## {heading}")
            parts.append("\n".join(f"* {line}" for line in lines) if heading == "Rezultaty" else " ".join(lines))
    return "\n\n".join(parts)


def header(title: str, unit: Unit, lists: Vocabularies, chance: random.Random, file: str) -> list[str]:
    """Write the front matter's lines; every value is legal and some keys are left out, as editors do."""
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    started = chance.randint(1999, 2025)
    some = {
        "themes": chance.sample(lists.themes.ids, chance.randint(1, 3)),
        "forms": chance.sample(lists.forms.ids, chance.randint(0, 3)),
        "partners": [chance.choice(GAPS["strona"]).capitalize() for _ in range(chance.randint(0, 3))],
        "keywords": [chance.choice(GAPS["kim"]) for _ in range(chance.randint(0, 4))],
        "results": [sentence(chance.choice(SECTIONS["Rezultaty"]), chance) for _ in range(chance.randint(0, 3))],
    }
    lines = [f"title: {title!r}", "status: published", f"unit_type: {unit.unit_type}", f'teryt: "{unit.teryt}"']
    lines += [f"voivodeship: {unit.voivodeship}", f"entered: {day}", f"started: {started}"]
    lines += [f"ended: {chance.randint(started, 2025)}"] if chance.random() < 1 / 3 else []
    lines += [f"place: {unit.name!r}"] if len(unit.teryt) < 7 else []
    for key, values in some.items():
        lines += [f"{key}:", *(f"  - {value!r}" for value in values)] if values else []
    lines += ["institution: Urząd", "contacts:", "  - organisation: Urząd", "    phone: '22 000 00 00'"]
    lines += ["attachments:", f"  - file: {file}", "    title: Zestawienie danych"] if file else []
    return lines


def table(chance: random.Random) -> str:
    """Write a small table as CSV."""
    rows = [f"{year},{chance.randint(10, 900)},{chance.choice(GAPS['skutki'])}" for year in range(2015, 2026)]
    return "\n".join(["rok,liczba osób,uwagi", *rows]) + "\n"


def write(root: Path, count: int, register: Register, lists: Vocabularies, seed: int = SEED) -> Written:
    """Write ``count`` records and their attachments below ``root``, spread over all units of the register."""
    chance = random.Random(seed)  # noqa: S311 - a benchmark must repeat
    units = [unit for unit in register if len(unit.teryt) != 2 and unit.unit_type in lists.unit_types]
    words = files = 0
    (root / "practices").mkdir(parents=True, exist_ok=True)
    for number in range(count):
        title = sentence(chance.choice(TITLES), chance)
        slug = f"{slugify(title, 60)}-{number}"
        file = "zestawienie.csv" if chance.random() < WITH_ATTACHMENT else ""
        text = body(chance)
        lines = ["---", *header(title, chance.choice(units), lists, chance, file), "---", text, ""]
        (root / "practices" / f"{slug}.md").write_text("\n".join(lines), encoding="utf-8")
        if file:
            folder = root / "attachments" / slug
            folder.mkdir(parents=True)
            (folder / file).write_text(table(chance), encoding="utf-8")
        words += len(text.split())
        files += bool(file)
    return Written(count, words, files)
