"""recent: the entries that were read last, which lists and pages of a busy hour ask for again and again."""

import threading
from collections import OrderedDict
from collections.abc import Iterable

from bdp.domain.entry import Entry

_SHARE = 4  # an entry of more than this part of the limit is not kept: it would drive out too many


class Recent:
    """Entries by slug, those used last, as long as their encoded sizes add up to no more than a limit.

    Any thread may use it; entries are immutable, so all may have the same. Nobody waits: who comes while another is at
    it does without, for a lock that was held during a fork is never freed.
    """

    def __init__(self, limit: int) -> None:
        """Keep at most ``limit`` bytes; in memory an entry takes about twice what it does encoded."""
        self._limit = limit
        self._kept: OrderedDict[str, tuple[Entry, int]] = OrderedDict()
        self._total = 0
        self._lock = threading.Lock()

    def known(self, slugs: Iterable[str]) -> dict[str, Entry]:
        """Return those of the entries that are kept."""
        found: dict[str, Entry] = {}
        if self._lock.acquire(blocking=False):
            try:
                for slug in slugs:
                    if (kept := self._kept.get(slug)) is not None:
                        self._kept.move_to_end(slug)
                        found[slug] = kept[0]
            finally:
                self._lock.release()
        return found

    def keep(self, entries: Iterable[tuple[Entry, int]]) -> None:
        """Keep entries, each with the bytes that it takes encoded, but for those as long as a good part of all."""
        if self._lock.acquire(blocking=False):
            try:
                for entry, size in entries:
                    if size > self._limit // _SHARE:
                        continue
                    self._total += size - self._kept.get(entry.slug, (entry, 0))[1]
                    self._kept[entry.slug] = entry, size
                while self._total > self._limit:
                    _, (_, freed) = self._kept.popitem(last=False)
                    self._total -= freed
            finally:
                self._lock.release()
