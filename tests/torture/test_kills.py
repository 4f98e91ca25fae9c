"""A save that was acknowledged survives ``kill -9``; readers never notice."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("rounds", [25, pytest.param(1000, marks=pytest.mark.torture)])
def test_writers_killed_at_random_moments_lose_nothing(tmp_path: Path, rounds: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture.kills", str(tmp_path / "base"), str(rounds), "2026"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    print("\n" + done.stdout.strip())  # noqa: T201 - torture says what it did
    assert done.stderr == ""
