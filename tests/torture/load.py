"""load: all is built anew while readers ask without end; run as ``python -m`` with a folder and a number of records."""

import mmap
import os
import resource
import signal
import struct
import sys
import time
from functools import partial
from pathlib import Path

from bdp.content import vocabularies
from bdp.domain.query import Query
from bdp.geography import units
from bdp.services import rebuild
from tests.benchmarks import records
from tests.forks import fork
from tests.sample import SampleBase
from tests.torture.trial import TODAY

WORDS = ("współpraca", "budżet obywatelski", "rada", "organizacje pozarządowe", "młodzież -szkoła", "gmin*")
READERS = 2
_READS = struct.Struct("Q")


def main(root: Path, number: int) -> None:
    """Build with and without readers; raises AssertionError where one of them was answered wrongly."""
    base = SampleBase(root)
    base.root.mkdir(parents=True)
    records.write(root, number, units.load(), vocabularies.shipped())
    idle = build(base)
    counts = mmap.mmap(-1, _READS.size * READERS)
    readers = [fork(partial(read, base, number, counts, place)) for place in range(READERS)]
    loaded = build(base)
    for reader in readers:
        assert os.waitpid(reader, os.WNOHANG) == (0, 0), "a reader found a fault"
        os.kill(reader, signal.SIGKILL)
        os.waitpid(reader, 0)
    reads = sum(_READS.unpack_from(counts, _READS.size * place)[0] for place in range(READERS))
    print(  # noqa: T201
        f"{number} records built in {idle[0]:.1f} s, with {READERS} readers in {loaded[0]:.1f} s of wall time "
        f"({idle[1]:.1f} and {loaded[1]:.1f} s of CPU); {reads} reads, 0 failed; builder's peak {peak_mb()} MB"
    )


def build(base: SampleBase) -> tuple[float, float]:
    """Build all; return seconds of wall time and of this process's CPU."""
    wall, cpu = time.monotonic(), time.process_time()
    rebuild.run(base.library(), full=True)
    return time.monotonic() - wall, time.process_time() - cpu


def read(base: SampleBase, number: int, counts: mmap.mmap, place: int) -> None:
    """Ask all the time; the records are the same before and after, so every answer is known."""
    index = base.library().index
    known: dict[str, int] = {}
    reads = 0
    while True:
        generation = index.current()
        for words in WORDS:
            found = generation.search.find(Query(q=words), today=TODAY)
            assert known.setdefault(words, found.total) == found.total, words
            assert len(generation.catalogue.entries(hit.slug for hit in found.hits)) == len(found.hits)
            reads += 1
        assert generation.search.count == number
        _READS.pack_into(counts, _READS.size * place, reads)


def peak_mb() -> int:
    """Return the most memory that this process had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
