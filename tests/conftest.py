"""conftest: what every test shares: the seeds of hypothesis, and an empty base to write to."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bdp.content.markdown import Renderer
from bdp.services import rebuild
from tests.sample import SampleBase
from tests.served import copy_base

# A commit is judged by the same examples everywhere; a new find is added to the test as an @example. No deadline: tests
# state no times, and a busy machine is no fault of the code.
settings.register_profile("steady", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("steady")


@pytest.fixture
def base(tmp_path: Path) -> SampleBase:
    """Return a base without records, in a folder of its own."""
    (tmp_path / "base" / "practices").mkdir(parents=True)
    return SampleBase(tmp_path / "base")


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    """Return a renderer that stays open, for tests that rebuild again and again."""
    with Renderer() as opened:
        yield opened


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the real base with its index, which all processes of the tests share and leave as it is."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    root = shared / "built"
    with (shared / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not root.exists():
            draft = copy_base(shared / "built.draft")
            rebuild.run(SampleBase(draft).library())
            draft.rename(root)
    return root
