"""sample: a small base of believable records in a folder of its own, for tests of whatever stands above the files."""

from dataclasses import dataclass
from pathlib import Path

from bdp.config import Config
from bdp.library import Library

_RECORD = """\
---
title: {title}
status: {status}
themes: [wspolpraca-jst-ngo, kultura]
forms: [program-wspolpracy]
unit_type: gmina-miejska
place: Rydułtowy
voivodeship: slaskie
entered: 2024-05-06
partners: [Stowarzyszenie „Źródło”]
{keys}---
{summary}

## Opis sytuacji przed wdrożeniem

Mieszkańcy zgłaszali, że organizacje pozarządowe nie mają gdzie się spotykać.
"""


@dataclass(frozen=True, slots=True)
class SampleBase:
    """A folder with ``practices/`` and ``attachments/``; every file is written whole by rename, as editors do."""

    root: Path

    @property
    def config(self) -> Config:
        """Settings of this base; nothing is watched unless a test asks for it."""
        return Config(root=self.root, watch_seconds=0)

    def library(self) -> Library:
        """Return a new set of stores over the base, as another process would have it."""
        return Library.of(self.config)

    def path(self, slug: str) -> Path:
        """Return the file of a record."""
        return self.root / "practices" / f"{slug}.md"

    def write(
        self,
        slug: str,
        title: str = "Centrum organizacji pozarządowych",
        *,
        summary: str = "Miasto otworzyło dom spotkań dla stowarzyszeń.",
        status: str = "published",
        keys: str = "",
    ) -> None:
        """Write a record without problems; ``keys`` are further lines of front matter, each ended by a line break."""
        self.put(self.path(slug), _RECORD.format(title=title, status=status, summary=summary, keys=keys))

    def spoil(self, slug: str) -> None:
        """Write a record with a problem: a key that there is none of."""
        self.write(slug, "Zepsuty wpis", keys="tytuł: jeszcze jeden\n")

    def attach(self, slug: str, name: str, text: str) -> None:
        """Write a text file beside a record."""
        self.put(self.root / "attachments" / slug / name, text)

    @staticmethod
    def put(path: Path, text: str) -> None:
        """Write any file of the base."""
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.draft")
        draft.write_text(text, encoding="utf-8", newline="")
        draft.rename(path)
