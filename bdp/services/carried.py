"""carried: what a build takes over from the generation before it."""

from dataclasses import dataclass

from bdp.catalogue.reader import CatalogueReader, Extracted
from bdp.domain.entry import Entry, PageText


@dataclass(frozen=True, slots=True)
class Carried:
    """The catalogue of the generation before, if there is one.

    ``readable`` says that the texts in it were extracted as this program does; ``retried`` that files without text are
    read once more; ``whole`` that everything is built anew, so that even what stays as it was is put again; ``unread``
    that files are not read for their text at all.
    """

    catalogue: CatalogueReader | None = None
    readable: bool = True
    retried: bool = False
    whole: bool = True
    unread: bool = False

    def extracted(self, sha256: str, media_type: str) -> Extracted | None:
        """Return what is known of a file's text, None where it has to be read."""
        if self.unread:
            return Extracted(None, "", ())
        if self.catalogue is None or not self.readable:
            return None
        found = self.catalogue.extracted(sha256, media_type)
        return None if found is not None and found.note and self.retried else found

    def last_good(self, slug: str) -> Entry | None:
        """Return the entry that a record had so far."""
        return self.catalogue.entry(slug) if self.catalogue is not None else None

    def again(self, slug: str) -> tuple[Entry, tuple[PageText, ...]] | None:
        """Return what is put once more for a record that could not be taken over now."""
        if self.catalogue is None or not self.whole or (entry := self.catalogue.entry(slug)) is None:
            return None
        return entry, self.catalogue.texts(slug)
