"""harvesting: the records for those who take over what changed: portals of open data and harvesters by OAI-PMH."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from bdp.domain.entry import Entry, Outline
from bdp.domain.oai_request import Fault, Refusal, Stretch
from bdp.domain.practice import Status
from bdp.domain.vocabulary import Vocabularies
from bdp.exchange.open_data import Dataset
from bdp.exchange.site import Site
from bdp.index.manifest import Source
from bdp.index.reading import Generation
from bdp.library import Library

AT_ONCE = 100
_THEME, _VOIVODESHIP = "theme", "voivodeship"


@dataclass(frozen=True, slots=True)
class Header:
    """A record for a harvester: when its files last changed on this disk (UTC), the sets it is in.

    By the disk's clock and not by the dates in the record: one that comes in today with its old dates is new for those
    who asked yesterday. ``gone`` is a withdrawn one.
    """

    slug: str
    stamp: datetime
    sets: tuple[str, ...]
    gone: bool


@dataclass(frozen=True, slots=True)
class Portion:
    """One answer of a list: headers, the entries of those that are there, how many in all and before, what is next."""

    headers: tuple[Header, ...]
    entries: dict[str, Entry]
    total: int
    had: int
    following: Stretch | None


def dataset(library: Library, site: Site) -> Dataset:
    """Return the base as one dataset. Raises NotBuilt."""
    generation = library.index.current()
    known = _harvest(library, generation)
    return Dataset(site, known.practices, known.first, known.changed, generation.vocabularies)


def sets(vocabularies: Vocabularies) -> tuple[tuple[str, str], ...]:
    """Return the sets that can be harvested alone, (name, label): themes below their departments, voivodeships."""
    themes = ((_theme_set(term.id, vocabularies), term.pl) for term in vocabularies.themes)
    regions = ((f"{_VOIVODESHIP}:{term.id}", f"województwo {term.pl}") for term in vocabularies.voivodeships)
    return (*themes, *regions)


def _theme_set(name: str, vocabularies: Vocabularies) -> str:
    term = vocabularies.themes.find(name)
    return ":".join((_THEME, *([term.parent] if term and term.parent else []), name))


def one(library: Library, slug: str) -> tuple[Header, Entry | None]:
    """Return a record. Raises Refusal where no reader could ever see it, NotBuilt."""
    generation = library.index.current()
    header = next((header for header in _headers(library, generation) if header.slug == slug), None)
    if header is None:
        raise Refusal(Fault.NO_SUCH_RECORD, "there is no such record")
    return header, None if header.gone else generation.catalogue.entry(slug)


def portion(library: Library, wanted: Stretch, *, whole: bool) -> Portion:
    """Return what comes next of a list, with entries if ``whole``. Raises Refusal where nothing matches, NotBuilt."""
    generation = library.index.current()
    if wanted.set_ and wanted.set_ not in dict(sets(generation.vocabularies)):
        raise Refusal(Fault.NOTHING_MATCHES, "there is no such set")
    fitting = [header for header in _headers(library, generation) if _fits(header, wanted)]
    left = [h for h in fitting if (int(h.stamp.timestamp()), h.slug) > (wanted.after_stamp, wanted.after_slug)]
    if not left:
        raise Refusal(Fault.NOTHING_MATCHES, "no record matches")
    now, following = left[:AT_ONCE], None
    if len(left) > AT_ONCE:
        last = now[-1]
        stamp = int(last.stamp.timestamp())
        following = replace(wanted, after_stamp=stamp, after_slug=last.slug, had=wanted.had + len(now))
    shown = [header.slug for header in now if not header.gone] if whole else []
    return Portion(tuple(now), generation.catalogue.entries(shown), len(fitting), wanted.had, following)


def earliest(library: Library) -> datetime:
    """Return when the oldest record last changed; the beginning of time where there is none. Raises NotBuilt."""
    generation = library.index.current()
    return min((header.stamp for header in _headers(library, generation)), default=datetime(1970, 1, 1, tzinfo=UTC))


def _fits(header: Header, wanted: Stretch) -> bool:
    inside = not wanted.set_ or any(name == wanted.set_ or name.startswith(f"{wanted.set_}:") for name in header.sets)
    return inside and wanted.since <= int(header.stamp.timestamp()) <= wanted.until


@dataclass(frozen=True, slots=True)
class _Harvest:
    """All headers of a generation, the oldest change first; of its published records how many, and their days."""

    headers: tuple[Header, ...]
    practices: int
    first: date | None
    changed: date | None


_last: tuple[tuple[int, str], _Harvest] | None = None  # of the generation that was asked last


def _headers(library: Library, generation: Generation) -> tuple[Header, ...]:
    return _harvest(library, generation).headers


def _harvest(library: Library, generation: Generation) -> _Harvest:
    """Return what a generation has for harvesters; worked out once, because a list comes in hundreds of portions."""
    global _last  # noqa: PLW0603 - one assignment, of a value that any thread would make alike
    state = (generation.number, f"{library.config.root}\n{generation.manifest.time}")
    known = _last
    if known is None or known[0] != state:
        known = _last = (state, _made(library, generation))
    return known[1]


def _made(library: Library, generation: Generation) -> _Harvest:
    public = (Status.PUBLISHED.value, Status.WITHDRAWN.value)
    slugs = [slug for slug, status in generation.catalogue.statuses().items() if status in public]
    sources = library.index.sources.of(generation.number)
    outlines = generation.catalogue.outlines(slugs)
    found = [_header(outline, sources.get(outline.slug), generation.vocabularies) for outline in outlines]
    published = [outline.practice for outline in outlines if outline.practice.public]
    return _Harvest(
        headers=tuple(sorted(found, key=lambda header: (header.stamp, header.slug))),
        practices=len(published),
        first=min((practice.entered for practice in published if practice.entered), default=None),
        changed=max((practice.changed for practice in published if practice.changed), default=None),
    )


def _header(outline: Outline, source: Source | None, lists: Vocabularies) -> Header:
    changed = max((ctime for _, _, _, ctime, _ in source.stamp), default=0) if source else 0
    themes = tuple(_theme_set(name, lists) for name in outline.practice.themes)
    regions = tuple(f"{_VOIVODESHIP}:{name}" for name in outline.voivodeships)
    stamp = datetime.fromtimestamp(changed // 1_000_000_000, UTC)
    return Header(outline.slug, stamp, themes + regions, gone=not outline.practice.public)
