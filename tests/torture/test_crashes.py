"""A save that was acknowledged survives kills, failing disks and power cuts; readers never notice."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.torture.power import NO_MOUNT

LONG = pytest.mark.torture


def trial(capsys: pytest.CaptureFixture[str], name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a trial in a process of its own, which may fork, and show its counts."""
    command = [sys.executable, "-m", f"tests.torture.{name}", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    with capsys.disabled():
        print(f"\n{done.stdout.strip()}")  # noqa: T201 - torture says what it did
    return done


@pytest.mark.parametrize("rounds", [20, pytest.param(1000, marks=LONG)])
def test_writers_killed_at_random_moments_lose_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rounds: int
) -> None:
    done = trial(capsys, "kills", tmp_path / "base", rounds, 2026)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("strace") is None, reason="SKIPPED: strace is not installed (apt install strace)")
@pytest.mark.parametrize(
    ("how", "step"),
    [
        ("KILL", 6),
        ("ENOSPC", 9),
        ("EIO", 13),
        *(pytest.param(how, 1, marks=LONG) for how in ("KILL", "ENOSPC", "EIO", "EMFILE", "EDQUOT")),
    ],
)
def test_no_system_call_may_fail_in_a_way_that_loses_a_save(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], how: str, step: int
) -> None:
    done = trial(capsys, "faults", tmp_path / "base", how, step)
    if "could not attach" in done.stderr:
        pytest.skip("SKIPPED: this machine does not let strace attach to a process")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("cuts", [5, pytest.param(200, marks=LONG)])
def test_power_cuts_lose_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str], cuts: int) -> None:
    if shutil.which("mkfs.ext4") is None:
        pytest.skip("SKIPPED: mkfs.ext4 is not installed (apt install e2fsprogs)")
    done = trial(capsys, "power", tmp_path, cuts, 2026)
    if done.returncode == NO_MOUNT:
        pytest.skip(f"SKIPPED: this machine does not let us mount a file system: {done.stderr.strip()}")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("number", [60, pytest.param(3000, marks=LONG)])
def test_readers_are_answered_rightly_while_everything_is_built_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    done = trial(capsys, "load", tmp_path / "base", number)
    assert (done.returncode, done.stderr) == (0, "")
