"""shelf: reads saved pages of the original base for tests; the municipalities, persons and addresses are invented."""

from pathlib import Path
from typing import Any

from bdp.content.vocabularies import shipped
from bdp.geography import units
from bdp.original.found import Page
from bdp.original.pages import read

SAVED = Path(__file__).parent / "saved"
MANY = "Kultura\nOświata\nTransport\nSMUP\nMapa Praktyk\n"
LINE = ".: Skrót i Metryka -> Pełna prezentacja -> Załączniki :."


def pages(data: bytes | str, name: str = "strona.txt") -> tuple[Page, ...]:
    raw = data.encode() if isinstance(data, str) else data
    return read(raw, name, shipped(), units.load())


def saved(name: str) -> Page:
    (page,) = pages((SAVED / name).read_bytes(), name)
    return page


def keys(page: Page, kind: str = "summary") -> dict[str, Any]:
    return dict(dict(page.parts)[kind].keys)  # type: ignore[index]


def notes(page: Page) -> list[str]:
    return [note for _, found in page.parts for note in found.notes]


def report(page: Page) -> str:
    return "\n".join(f"{remark.kind} {remark.text}" for remark in page.remarks)


def shown(*lines: str, title: str = "Praktyka z Nibylandii", path: str = "Usługi społeczne : Kultura") -> str:
    return "\n".join(
        ["Strona główna", MANY, "1.111.111", path, title, LINE, *lines, LINE, "Copyright Związek Miast Polskich"]
    )


def metryka(*lines: str) -> dict[str, Any]:
    (page,) = pages(shown("Skrót.", "Metryka praktyki", *lines))
    return keys(page)
