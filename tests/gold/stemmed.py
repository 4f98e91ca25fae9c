"""stemmed: a program that answers the questions with BDP's search where the dictionary of word forms is missing.

``python -m tests.gold.stemmed ROOT FOLDER`` takes the base that ROOT holds, indexes it in FOLDER with the Snowball
stemmer and without synonyms, and prints the slugs found for each question as JSON.
"""

import json
import sys
from pathlib import Path

# Before anything of BDP is imported: this makes the import of the dictionary fail, as it does where it has no wheel.
sys.modules["morfeusz2"] = None  # type: ignore[assignment]

from bdp.domain.vocabulary import Vocabulary  # noqa: E402
from tests.gold.questions import load  # noqa: E402
from tests.gold.samples import Base  # noqa: E402


def main(root: Path, folder: Path) -> None:
    """Answer all questions."""
    base = Base.read(root)
    reader = base.shelved(folder, Vocabulary(()))
    sys.stdout.write(json.dumps([base.answer(reader, question).slugs for question in load()]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
