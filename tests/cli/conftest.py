"""conftest: a small base of its own for every test of a command."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bdp.cli import main
from tests.project import TOP

CONTRACT = TOP / "tests" / "contract"
Bdp = Callable[..., Result]
Process = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Copy the base of the contract's example."""
    return shutil.copytree(CONTRACT / "base", tmp_path / "base")


@pytest.fixture
def bdp(root: Path) -> Bdp:
    """Return a function that runs a command on the base, inside this process."""

    def run(*args: str) -> Result:
        return CliRunner(env={"BDP_ROOT": str(root)}).invoke(main, args, prog_name="bdp")

    return run


@pytest.fixture
def process(root: Path) -> Process:
    """Return a function that runs a command on the base as users do; ``more`` are further variables."""

    def run(*args: str, **more: str) -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, "BDP_ROOT": str(root), **more}
        command = [sys.executable, "-m", "bdp", *args]
        return subprocess.run(
            command, env=environment, cwd=TOP, capture_output=True, encoding="utf-8", errors="replace", check=False
        )

    return run
