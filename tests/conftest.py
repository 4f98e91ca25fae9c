"""conftest: what every test shares: the seeds of hypothesis, and an empty base to write to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bdp.content.markdown import Renderer
from tests.sample import SampleBase

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
