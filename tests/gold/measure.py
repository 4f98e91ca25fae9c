"""measure: a program that prints how well the judged questions are answered, by BDP and by simple engines.

``python -m tests.gold.measure`` prints the tables; ``--write`` puts them into .docs/search-quality.md, with the date;
``--misses`` lists the questions that BDP could answer better.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.gold.engines import Fts5, Whoosh
from tests.gold.measures import Answer, Figures, counts, figures, ndcg, recall, wrong
from tests.gold.questions import Question, load
from tests.gold.samples import Base
from tests.project import TOP

PAGE = TOP / ".docs" / "search-quality.md"
OURS = "BDP"
_TABLES = re.compile(r"(?<=<!-- figures -->\n).*(?=<!-- end of figures -->)", re.DOTALL)

Answered = list[tuple[Question, Answer]]


def asked(questions: Sequence[Question], answer: Callable[[Question], Answer]) -> Answered:
    """Ask every question."""
    return [(question, answer(question)) for question in questions]


def ours(base: Base, folder: Path) -> Answered:
    """Ask BDP, by an index of its own."""
    reader = base.shelved(folder, base.vocabularies.synonyms)
    return asked(load(), lambda question: base.answer(reader, question))


def everyone(root: Path) -> dict[str, Answered]:
    """Ask every engine about the sample base; what they need is built in a folder."""
    questions = load()
    base = Base.built(root)
    found = {OURS: ours(base, root / "ours")}
    command = [sys.executable, "-m", "tests.gold.stemmed", str(root), str(root / "stemmed")]
    stemmed = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, cwd=TOP).stdout)
    found["Snowball"] = [(q, Answer(tuple(slugs))) for q, slugs in zip(questions, stemmed, strict=True)]
    tables = Fts5(base)
    found[Fts5.name] = asked(questions, tables.answer)
    tables.close()
    found[Whoosh.name] = asked(questions, Whoosh(base, root / "whoosh").answer)
    return found


def tables(found: dict[str, Answered]) -> str:
    """Return the figures as two tables in Markdown."""
    lines = ["| engine | nDCG@10 | recall@20 | MRR | distractors shown |", "|---|---|---|---|---|"]
    for name, answered in found.items():
        one, shown = figures(answered), counts(answered).distractors
        lines.append(f"| {name} | {_figures(one)} | {one.mrr:.3f} | {shown[0]} of {shown[1]} |")
    said = counts(found[OURS])
    lines += [
        "",
        f"Mistyped words put right: {said.suggestions[0]} of {said.suggestions[1]}.",
        f"Pages of attachments right: {said.pages[0]} of {said.pages[1]}.",
        "",
        f"| kind of question | number | {' | '.join(found)} |",
        f"|---|---|{'---|' * len(found)}",
    ]
    for kind in dict.fromkeys(question.kind for question in load()):
        of_kind = {name: figures([(q, a) for q, a in answered if q.kind == kind]) for name, answered in found.items()}
        if number := of_kind[OURS].questions:
            lines.append(f"| {kind} | {number} | {' | '.join(_figures(one, ' / ') for one in of_kind.values())} |")
    return "\n".join(lines) + "\n"


def _figures(one: Figures, between: str = " | ") -> str:
    return f"{one.ndcg:.3f}{between}{one.recall:.3f}"


def misses(answered: Answered) -> str:
    """Return a line for every question that could be answered better, and what was wanted and found."""
    lines = []
    for question, answer in answered:
        if wrong(question, answer):
            scores = f"{ndcg(question.want, answer.slugs):.2f} {recall(question.want, answer.slugs):.2f}"
            lines.append(f"{question.kind}: {question.q}  [{scores}] suggestion: {answer.suggestion}")
            lines += [f"    wanted {grade} {slug}" for slug, grade in question.want.items() if slug not in answer.slugs]
            for slug in answer.slugs[:10]:
                lines.append(f"    {question.want.get(slug, '-')}{'!' if slug in question.never else ' '} {slug}")
            lines += [f"    {place} {answer.pages.get((place.slug, place.file))}" for place in question.at]
    return "\n".join(lines) + "\n"


def write(text: str) -> None:
    """Put the tables into the page, with the date."""
    today = datetime.now(tz=UTC).date()
    dated = f"\nMeasured on {today.isoformat()} over {len(load())} questions.\n\n{text}\n"
    PAGE.write_text(_TABLES.sub(lambda _: dated, PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def recorded() -> tuple[float, float]:
    """Return the nDCG@10 and recall@20 of BDP that the page holds."""
    row = re.search(rf"^\| {OURS} \| ([\d.]+) \| ([\d.]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    if row is None:
        message = f"{PAGE.name} has no row of {OURS}; run `make gold WRITE=1`"
        raise ValueError(message)
    return float(row[1]), float(row[2])


def main(arguments: Sequence[str]) -> None:
    """Measure, print, and write where asked to."""
    with tempfile.TemporaryDirectory(prefix="bdp-gold-") as folder:
        found = everyone(Path(folder))
    text = tables(found)
    sys.stdout.write(misses(found[OURS]) if "--misses" in arguments else text)
    if "--write" in arguments:
        write(text)


if __name__ == "__main__":
    main(sys.argv[1:])
