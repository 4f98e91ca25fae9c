"""questions: queries of nine classes drawn from the records themselves, the same in every run."""

import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bdp.domain.polish import fold
from bdp.domain.query import Query
from tests.benchmarks.search.corpus import Record

EACH = 8
CLASSES = ("common", "rare", "and2", "or2", "phrase", "prefix", "term+filter", "filter only", "unaccented")
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Question:
    """A query in parts that every engine can put in its own way; at most one of the first three is given."""

    kind: str
    words: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    prefix: str = ""
    either: bool = False
    filters: tuple[tuple[str, str], ...] = ()

    @property
    def query(self) -> Query:
        """The question as BDP understands it."""
        q = (" OR " if self.either else " ").join(self.words)
        q = f'"{" ".join(self.phrase)}"' if self.phrase else f"{self.prefix}*" if self.prefix else q
        return Query(q, **{name: (value,) for name, value in self.filters})  # type: ignore[arg-type]


def questions(records: Sequence[Record], seed: int = 7) -> list[Question]:
    """Draw the questions from the first records; words are as they stand in texts, in lower case."""
    chance = random.Random(seed)  # noqa: S311 - a benchmark must repeat
    texts = [_WORD.findall(f"{r.summary} {r.presentation}".lower()) for r in records]
    spread = Counter(word for words in texts for word in set(words))
    common = [w for w, n in spread.items() if n > len(texts) / 8]
    middle = [w for w, n in spread.items() if len(texts) / 50 < n <= len(texts) / 8]
    rare = [w for w, n in spread.items() if 2 <= n <= 5]
    accented = [w for w in middle if not w.isascii()]
    for words in (common, middle, rare, accented):
        words.sort()
    found: list[Question] = []
    for _ in range(EACH):
        two = chance.randrange(len(texts))
        at = chance.randrange(len(texts[two]) - 1)
        filters = (("voivodeship", chance.choice(records).facets["voivodeship"][0]),)
        themes = (*filters, ("theme", chance.choice(records).facets["theme"][0]))
        found += [
            Question("common", (chance.choice(common),)),
            Question("rare", (chance.choice(rare),)),
            Question("and2", (chance.choice(common), chance.choice(middle))),
            Question("or2", (chance.choice(common), chance.choice(middle)), either=True),
            Question("phrase", phrase=tuple(texts[two][at : at + 2])),
            Question("prefix", prefix=chance.choice(middle)[:4]),
            Question("term+filter", (chance.choice(common),), filters=filters),
            Question("filter only", filters=themes),
            Question("unaccented", (fold(chance.choice(accented)),)),
        ]
    return found
