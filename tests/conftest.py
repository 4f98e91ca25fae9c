"""conftest: what every test shares: the seeds of hypothesis, and an empty base to write to."""

from pathlib import Path

import pytest
from hypothesis import settings

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
