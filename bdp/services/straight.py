"""straight: a practice read straight from its files, as long as there is no index that could be opened."""

from bdp.content.markdown import Renderer
from bdp.domain.entry import Entry
from bdp.domain.errors import NotBuilt
from bdp.domain.polish import is_slug
from bdp.library import Library
from bdp.services import prepare
from bdp.services.carried import Carried
from bdp.services.prepare import Workshop


def entry(library: Library, slug: str) -> Entry:
    """Return a record of any status as its files have it now; its attachments are listed and not read.

    Raises NotBuilt where only an index could tell more: a slug without a good file may be the older name of a record,
    or have a last good version.
    """
    reading = None
    if is_slug(slug) and library.practices.stamp(slug):
        reading = library.practices.read(slug, library.vocabularies, library.register)
    if reading is None or reading.practice is None:
        message = f"praktyki {slug} nie da się pokazać bez indeksu; zbuduj go: bdp index"
        raise NotBuilt(message)
    with Renderer() as renderer:
        carried = Carried(unread=True)
        workshop = Workshop(library.config.root, library.register, library.vocabularies, renderer, carried)
        return prepare.entry(reading.practice, reading.revision, workshop).entry
