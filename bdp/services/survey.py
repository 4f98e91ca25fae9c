"""survey: what differs between the files of a base and the generation that was built of them."""

import hashlib
import time
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePosixPath

from bdp import __version__
from bdp.catalogue.reader import CatalogueReader
from bdp.content import pages, vocabularies
from bdp.content.pages import Ordinary
from bdp.domain.errors import Problem
from bdp.domain.unit import Register
from bdp.domain.vocabulary import NAMES, Vocabularies
from bdp.index.changes import compare, content_of, ordinary_stamp, young
from bdp.index.manifest import CODE, Manifest, Stamp, pack, unpack
from bdp.library import Library
from bdp.search.morphology import dictionary_id
from bdp.system import files

_DAY_SECONDS = 86_400
ORDINARY = ""  # the name under which the ordinary files are remembered as settled; no slug is empty


@dataclass(frozen=True, slots=True)
class Lists:
    """Vocabularies, pages, news and offices as they stand; ``ordinary`` is None where they did not change."""

    stamp: Stamp
    seen_ns: int
    content: str
    vocabularies: Vocabularies
    problems: tuple[Problem, ...]
    ordinary: Ordinary | None


@dataclass(frozen=True, slots=True)
class Survey:
    """What is to be done: everything anew where ``whole``, else the records of ``take`` and ``removed``."""

    stamps: dict[str, Stamp]
    take: tuple[str, ...]
    removed: tuple[str, ...]
    lists: Lists
    strays: tuple[Problem, ...]
    made_with: str
    whole: bool
    due: bool


def survey(library: Library, before: Manifest | None, catalogue: CatalogueReader | None, *, full: bool) -> Survey:
    """Compare the files with a generation by stat, and read those that stat leaves in doubt."""
    made = made_with(library.register)
    lists = _lists(library, before, catalogue, anew=full or before is None or before.made_with != made)
    look = library.practices.look()
    stamps, strays = look.stamps, look.strays
    if look.hidden:
        files.sweep(library.config.practices, _DAY_SECONDS)
    if (
        full
        or before is None
        or catalogue is None
        or before.made_with != made
        or before.vocabularies != pack(lists.vocabularies)
    ):
        sources = library.index.sources.of(before.number) if before else {}
        removed = tuple(slug for slug in sources if slug not in stamps)
        return Survey(stamps, tuple(stamps), removed, lists, strays, made, whole=True, due=True)
    sources = library.index.sources.of(before.number)
    changes = compare(sources, stamps, library.index.settled)
    take = changes.added
    for slug in changes.changed + changes.doubtful:
        seen_ns, stamp = time.time_ns(), stamps[slug]
        if content_of(stamp, library.config.root) != sources[slug].content:
            take += (slug,)
        elif not young(stamp, seen_ns):
            library.index.settled[slug] = (stamp, sources[slug].content)
    due = bool(take or changes.removed or lists.ordinary is not None or strays != before.strays)
    return Survey(stamps, take, changes.removed, lists, strays, made, whole=False, due=due)


def stands(stamp: Stamp, before: Manifest, library: Library) -> bool:
    """Tell by stat alone whether vocabularies, pages, news and offices are those of a generation."""
    settled = library.index.settled.get(ORDINARY) == (stamp, before.ordinary_content)
    return settled or (stamp == before.ordinary and not young(stamp, before.ordinary_seen_ns))


def _lists(library: Library, before: Manifest | None, catalogue: CatalogueReader | None, *, anew: bool) -> Lists:
    folder = library.config.practices
    seen_ns, stamp = time.time_ns(), ordinary_stamp(folder)
    if before is not None and not anew:
        unchanged = stands(stamp, before, library)
        if not unchanged and content_of(stamp, library.config.root) == before.ordinary_content:
            unchanged = True
            if not young(stamp, seen_ns):
                library.index.settled[ORDINARY] = (stamp, before.ordinary_content)
        if unchanged:
            lists = unpack(before.vocabularies)
            return Lists(
                before.ordinary,
                before.ordinary_seen_ns,
                before.ordinary_content,
                lists,
                before.ordinary_problems,
                None,
            )
    content = content_of(stamp, library.config.root)
    lists, problems = vocabularies.load(folder)
    ordinary = pages.load(folder, library.register)
    faulty = {problem.path for problem in (*problems, *ordinary.problems) if not problem.warning}
    if before is not None:
        lists = _last_good_lists(lists, faulty, before)
    if catalogue is not None:
        ordinary = _last_good(ordinary, faulty, catalogue)
    return Lists(stamp, seen_ns, content, lists, (*problems, *ordinary.problems), ordinary)


def _last_good_lists(lists: Vocabularies, faulty: set[str], before: Manifest) -> Vocabularies:
    """Keep the list of the generation where the file of a list has problems now."""
    old = unpack(before.vocabularies)
    names = [name for name in NAMES if f"practices/_vocabulary/{name}.yaml" in faulty]
    return replace(lists, **{name: getattr(old, name) for name in names})


def _last_good(ordinary: Ordinary, faulty: set[str], catalogue: CatalogueReader) -> Ordinary:
    """Keep the pages, news and offices of the generation whose files have problems now."""

    def kept(folder: str) -> list[str]:
        paths = [PurePosixPath(path) for path in sorted(faulty)]
        return [path.name.partition(".")[0] for path in paths if path.parent.name == folder]

    old_pages = {slug: page for slug in kept("_pages") if (page := catalogue.page(slug))}
    old_news = {slug: item for slug in kept("_news") if (item := catalogue.news_item(slug))}
    old_offices = {teryt: office for teryt in kept("_units") if (office := catalogue.office(teryt))}
    return replace(
        ordinary,
        pages=tuple(({page.slug: page for page in ordinary.pages} | old_pages).values()),
        news=tuple(({item.slug: item for item in ordinary.news} | old_news).values()),
        offices=tuple(({office.teryt: office for office in ordinary.offices} | old_offices).values()),
    )


@cache
def made_with(register: Register) -> str:
    """Name everything behind an index beside the files: where it changes, all is built anew."""
    units = hashlib.sha256(repr(list(register)).encode()).hexdigest()[:16]
    return f"bdp {__version__}, {CODE}, {dictionary_id()}, {units}, {vocabularies.edition()}, {pages.edition()}"
