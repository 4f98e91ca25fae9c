"""child: a fresh process that opens an index and answers, to see what memory is its own: mapped files apart."""

import re
import subprocess
import sys
from datetime import date
from itertools import islice
from pathlib import Path

from bdp.domain.vocabulary import Vocabulary
from bdp.search.reader import SearchReader
from tests.benchmarks.search import corpus
from tests.benchmarks.search.questions import questions


def memory_of_reader(folder: Path) -> float:
    """Return the megabytes that a process holds of its own after all questions, over one that did nothing."""
    said = subprocess.run([sys.executable, "-m", __name__, str(folder)], check=True, capture_output=True, text=True)
    return float(said.stdout)


def own() -> float:
    """Return the anonymous memory of this process in megabytes."""
    found = re.search(r"^RssAnon:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"), re.MULTILINE)
    return int(found[1]) / 1000 if found else 0.0


def main() -> None:
    """Answer all questions once and print what memory that took."""
    asked = questions(list(islice(corpus.records(500), 500)))
    corpus.sentences.cache_clear()
    before = own()
    reader = SearchReader(Path(sys.argv[1]), Vocabulary(()))
    for question in asked:
        reader.find(question.query, today=date(2026, 6, 30))
    print(own() - before)


if __name__ == "__main__":
    main()
