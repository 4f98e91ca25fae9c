"""kit_parts: what a corpus kit says of practices beside their tables: rows for SQLite, texts, words about the whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bdp.domain.entry import Body, PageText
from bdp.domain.vocabulary import Vocabulary
from bdp.exchange import cells, codebook, csvw
from bdp.exchange.plain import Frame, Plain, values
from bdp.exchange.site import LICENCE, NAME, as_of

Row = dict[str, Any]
_NUMBERS: dict[str, type] = {"lat": float, "lon": float, "cost_pln": float}
PRACTICE_COLUMNS: dict[str, type] = {
    **{c.name: _NUMBERS.get(c.name, int if c.kind in ("number", "year") else str) for c in codebook.columns()},
    "title_en": str,
}
FILE_COLUMNS: dict[str, type] = {
    "slug": str,
    "position": int,
    **dict.fromkeys(("file", "title", "description", "language", "media_type"), str),
    "bytes": int,
    "pages": int,
    "sha256": str,
    "url": str,
}
TEXT_COLUMNS: dict[str, type] = {"slug": str, "file": str, "position": int, "page": int, "text": str}
TERM_COLUMNS: dict[str, type] = dict.fromkeys(("id", "parent", "label_pl", "label_en", "teryt"), str)
ZERO = "https://creativecommons.org/publicdomain/zero/1.0/"
PAGE_BREAK = "\f\n"


@dataclass(frozen=True, slots=True)
class About:
    """Of which state the kit is: the number of the generation, when it was made, what the kit's folder is called."""

    generation: int
    made: datetime
    folder: str


def practice(one: Plain) -> Row:
    """Return the row of a practice; lists and groups are JSON, by which Datasette counts values."""
    told = {n: cells.compact(v) if isinstance(v, list | dict) else v for n, v in values(one).items()}
    return told | {"title_en": one.entry.en.title if one.entry.en else None}


def files(one: Plain) -> Iterator[Row]:
    """Yield the rows of the attachments of a practice, in their order."""
    for position, file in enumerate(one.entry.files, 1):
        yield {
            "slug": one.slug,
            "position": position,
            "file": file.file,
            "title": file.title or None,
            "description": file.description or None,
            "language": file.language or None,
            "media_type": file.media_type,
            "bytes": file.size,
            "pages": file.pages,
            "sha256": file.sha256,
            "url": one.frame.site.attachment(one.slug, file.file),
        }


def texts(slug: str, found: tuple[PageText, ...]) -> Iterator[Row]:
    """Yield the rows of the text of attachments, a row a page."""
    for position, each in enumerate(found, 1):
        yield {"slug": slug, "file": each.file, "position": position, "page": each.page, "text": each.text}


def terms(vocabulary: Vocabulary) -> Iterator[Row]:
    """Yield the rows of a controlled list."""
    for term in vocabulary:
        yield {
            "id": term.id,
            "parent": term.parent or None,
            "label_pl": term.pl,
            "label_en": term.en or None,
            "teryt": term.teryt or None,
        }


def columns() -> Iterator[Row]:
    """Yield the rows of the codebook."""
    for column in codebook.columns():
        yield {"column": column.name, "kind": column.kind, "pl": column.pl, "en": column.en}


def text(body: Body) -> bytes:
    """Return one language's text of a practice, as plain text."""
    parts = (body.title, body.plain, body.summary_text, body.presentation_text)
    return ("\n\n".join(part.strip() for part in parts if part.strip()) + "\n").encode("utf-8", "replace")


def attached_text(pages: list[str]) -> bytes:
    """Return the text of an attachment, its pages parted by form feeds."""
    return (PAGE_BREAK.join(pages) + "\n").encode("utf-8", "replace")


def about(frame: Frame, of: About) -> dict[str, Any]:
    """Return what the manifest says of the whole."""
    return {
        "name": NAME[frame.language],
        "address": frame.site.whole(frame.address),
        "language": frame.language,
        "generation": of.generation,
        "made": of.made.isoformat(),
        "practices": frame.total,
        "licence": LICENCE,
        "licence_of_facts": ZERO,
    }


def cited(frame: Frame, made: datetime) -> str:
    """Return the sentence by which a set of practices is cited."""
    state = as_of(made.date(), frame.language).rstrip(".")
    return f"{NAME[frame.language]}, {state}. {frame.site.whole(frame.address)}"


def readme(frame: Frame, of: About) -> bytes:
    """Return the words for whoever opens the kit."""
    told = _README[frame.language].format(name=NAME[frame.language], total=frame.total, cited=cited(frame, of.made))
    return f"{told}\n{csvw.markdown(frame.language)}".encode()


def licence(language: str) -> bytes:
    """Return the terms on which the kit may be used."""
    return _LICENCE[language].encode()


_LICENCE = {
    "pl": f"""\
# Warunki

* Opisy praktyk (`texts/`, kolumny summary i presentation): CC BY 4.0, {LICENCE}
* Fakty i metadane (pozostałe kolumny, listy, opis kolumn): CC0 1.0, {ZERO}
* Załączniki (`attachments/`): na warunkach, które podaje każdy z nich

Przy opisach podaj nazwę bazy, adres praktyki i dzień, na który jest stan danych.
""",
    "en": f"""\
# Terms

* Descriptions of practices (`texts/`, the columns summary and presentation): CC BY 4.0, {LICENCE}
* Facts and metadata (the other columns, lists, codebook): CC0 1.0, {ZERO}
* Attachments (`attachments/`): on the terms that each of them gives

With descriptions name the base, the address of the practice and the day that the data are of.
""",
}
_README = {
    "pl": """\
# {name}: zestaw danych

Praktyk w zestawie: {total}.

* `tables/praktyki.csv` – tabela praktyk; `tables/praktyki.csv-metadata.json` opisuje jej kolumny (CSVW)
* `tables/zalaczniki.csv` – tabela załączników
* `texts/` – opisy praktyk jako zwykły tekst, `.en.txt` to tłumaczenia
* `attachments/` – tekst załączników; strony dzieli znak nowej strony
* `katalog.sqlite` – to samo jako baza SQLite, na przykład: `datasette katalog.sqlite`
* `manifest.json` – pytanie, pokolenie indeksu i sumy SHA-256 wszystkich plików

Ten sam zestaw z tego samego pokolenia ma te same bajty. Kontaktów do osób w nim nie ma.

Licencja: opisy CC BY 4.0, fakty i metadane CC0 1.0, załączniki na własnych warunkach.

Jak cytować: {cited}

## Kolumny tabeli praktyk
""",
    "en": """\
# {name}: corpus kit

Practices in the kit: {total}.

* `tables/praktyki.csv` – the table of practices; `tables/praktyki.csv-metadata.json` describes its columns (CSVW)
* `tables/zalaczniki.csv` – the table of attachments
* `texts/` – descriptions of practices as plain text, `.en.txt` are translations
* `attachments/` – the text of attachments; form feeds part the pages
* `katalog.sqlite` – the same as an SQLite database, for instance: `datasette katalog.sqlite`
* `manifest.json` – the query, the generation of the index, SHA-256 hashes of all files

The same kit of the same generation has the same bytes. Personal contacts are not in it.

Licence: descriptions CC BY 4.0, facts and metadata CC0 1.0, attachments on terms of their own.

How to cite: {cited}

## Columns of the table of practices
""",
}
