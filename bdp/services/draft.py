"""draft: a new record to fill in: every key with a line that says what goes there."""

from pathlib import Path

from bdp.content.fields import FIELDS, Field
from bdp.domain.errors import Conflict, WrongUse
from bdp.domain.polish import is_slug, slugify
from bdp.library import Library
from bdp.system.files import exchange

_BEGINNING = """\
# Szkic wpisu. Wiersze zaczynające się od „#” są objaśnieniami; można je usunąć.
# Wartość, w której jest dwukropek lub „#”, ujmij w cudzysłów. Puste klucze można zostawić.
"""
_BODY = """
Skrót: w dwóch lub trzech zdaniach, co zrobiono, kto to zrobił i co z tego wynikło.

## Opis sytuacji przed wdrożeniem

Jaki był problem i kogo dotyczył.

## Przebieg

Co zrobiono krok po kroku, z kim i za ile.

## Wyniki

Co się zmieniło, najlepiej w liczbach.

## Wskazówki dla naśladowców

Co warto powtórzyć, a czego unikać.
"""


def new(library: Library, slug: str) -> Path:
    """Write the draft of a record durably and return its path. Raises WrongUse for a bad or taken slug."""
    if not is_slug(slug):
        better = slugify(slug)
        hint = f", np. „{better}”" if is_slug(better) else ""
        message = f"„{slug}” nie może być nazwą wpisu: potrzeba 3–80 znaków a-z, 0-9 i pojedynczych łączników{hint}"
        raise WrongUse(message)
    path = library.practices.path(slug)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        exchange(path, text().encode(), None)
    except Conflict:
        message = f"wpis „{slug}” już jest: {path}"
        raise WrongUse(message) from None
    return path


def text() -> str:
    """Return the text of an empty draft: every key in the order of the format."""
    return f"---\n{_BEGINNING}\n{''.join(map(_line, FIELDS))}---\n{_BODY}"


def _line(field: Field) -> str:
    needed = " (wymagane w opublikowanym wpisie)" if field.required and field.key != "withdrawn_reason" else ""
    example = f", np. {field.example}" if field.example else ""
    value = " draft" if field.key == "status" else ""
    return f"# {field.about}{example}{needed}\n{field.key}:{value}\n"
