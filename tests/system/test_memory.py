"""memory: what a process still holds when the large blocks of an answer are gone."""

import subprocess
import sys

_WORK = """
from pathlib import Path

from bdp.system import memory

def own():
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:"))

memory.keep_little()
before = own()
bytearray(b"x") * 30_000_000  # once such a block was freed, the C library keeps smaller ones
answer = [bytearray(b"x") * 6_000_000 for _ in range(5)]
kept = [bytes(1000) for _ in range(100)]  # something that stays, behind them
answer.clear()
print(own() - before)
"""


def test_large_blocks_are_given_back_at_once() -> None:
    said = subprocess.run([sys.executable, "-c", _WORK], check=True, capture_output=True, text=True)
    assert int(said.stdout) < 4 * 1024
