"""One writer at a time, an index brought up to date at the start, and folders that only their owner may change."""

import time

import pytest

from bdp.domain.errors import Busy
from bdp.services import rebuild, upkeep
from bdp.system import locks
from bdp.system.files import Unsafe
from tests.sample import SampleBase


def test_while_another_process_builds_one_that_does_not_wait_is_told_so(base: SampleBase) -> None:
    base.write("wpis")
    library = base.library()
    rebuild.run(library)
    with locks.held(library.index.generations.lock, wait=True):
        with pytest.raises(Busy):
            rebuild.run(library, wait=False)
        assert upkeep.ensure(library) is None


def test_starting_builds_a_missing_index_and_mends_a_stale_one(base: SampleBase) -> None:
    base.write("wpis")
    library = base.library()
    built = upkeep.ensure(library)
    assert built is not None
    assert built.published
    base.write("nowy")
    mended = upkeep.ensure(base.library())
    assert mended is not None
    assert mended.added == ("nowy",)


@pytest.mark.parametrize("mode", [0o770, 0o707])
def test_a_folder_of_generations_that_others_may_write_to_is_refused(base: SampleBase, mode: int) -> None:
    base.write("wpis")
    rebuild.run(base.library())
    (base.root / "search_index" / "generations").chmod(mode)
    with pytest.raises(Unsafe, match="generations"):
        rebuild.run(base.library())


def test_search_index_itself_may_have_any_mode_and_what_is_made_in_it_is_private(base: SampleBase) -> None:
    (base.root / "search_index").mkdir(mode=0o777)
    (base.root / "search_index").chmod(0o777)
    base.write("wpis")
    library = base.library()
    rebuild.run(library)
    assert library.index.current().catalogue.statuses()
    made = [path for path in (base.root / "search_index").rglob("*") if path.is_dir()]
    assert {path.stat().st_mode & 0o777 for path in made} == {0o700}
    assert len(made) == 4


def test_a_look_sees_every_change_and_rests_where_nothing_came_of_one(base: SampleBase) -> None:
    base.write("wpis")
    library = base.library()
    rebuild.run(library)
    time.sleep(2.1)  # so long a file counts as young
    rebuild.run(library)
    look = upkeep.Look(library)
    assert [look(), look()] == [False, False]
    base.write("wpis")  # the same content in a new file
    assert [look(), look()] == [True, True]
    assert not rebuild.run(library).published
    time.sleep(2.1)
    rebuild.run(library)
    assert [look(), look()] == [False, False]
    base.put(base.root / "practices" / "Zła Nazwa.md", "x")
    assert look()
    rebuild.run(library)
    assert [look(), look()] == [False, False]
    base.path("wpis").unlink()
    assert look()
