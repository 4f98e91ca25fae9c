"""attached: the attachments of a record measured and read, and what editors are told where one gave no text."""

from collections.abc import Callable, Iterator
from pathlib import Path

from bdp.catalogue.reader import Extracted
from bdp.content import attachments
from bdp.domain.entry import AttachedFile
from bdp.domain.errors import Problem
from bdp.domain.practice import Attachment, Practice
from bdp.extraction.extract import extract
from bdp.system import files

Known = Callable[[str, str], Extracted | None]
"""What was extracted from a file before, by its SHA-256 and media type, or None."""


def measured(root: Path, practice: Practice, known: Known) -> Iterator[tuple[AttachedFile, Extracted]]:
    """Yield every attachment that a record lists and that is an ordinary file of the base, with its text."""
    folder = root / "attachments" / practice.slug
    lying = attachments.listing(folder) if practice.attachments else ()
    for attachment in practice.attachments:
        # A draft may list what is not there yet; a link, or what lies in a folder that is one, is not listed.
        if attachment.file in lying and (found := _measured(folder / attachment.file, attachment, known)) is not None:
            yield found


def _measured(path: Path, attachment: Attachment, known: Known) -> tuple[AttachedFile, Extracted] | None:
    try:
        size, sha256 = files.measure(path)
    except files.Refused:
        return None
    media_type = attachments.media_type(attachment.file)
    extracted = known(sha256, media_type)
    if extracted is None:
        found = extract(path, media_type)
        extracted = Extracted(found.page_count, found.note, found.pages)
    file = AttachedFile(
        file=attachment.file,
        title=attachment.title,
        description=attachment.description,
        language=attachment.language,
        media_type=media_type,
        size=size,
        sha256=sha256,
        pages=extracted.pages,
        note=extracted.note,
    )
    return file, extracted


def doubt(slug: str, file: AttachedFile) -> tuple[Problem, ...]:
    """Return a warning about a file that gave no text, or not all of it."""
    if not file.note:
        return ()
    message = f"{file.note}; plik jest udostępniany, ale wyszukiwarka nie zna całej jego treści"
    return (Problem(f"attachments/{slug}/{file.file}", 1, "file", message, warning=True),)
