"""The shelf: files that can be made again, within a bound."""

import os
import time
from pathlib import Path

import pytest

from bdp.system.files import Unsafe
from bdp.system.shelf import Shelf


def test_what_was_put_is_taken_by_whoever_knows_the_name(tmp_path: Path) -> None:
    Shelf(tmp_path / "deep" / "shelf", 1000).put("a-1.webp", b"obraz")
    other = Shelf(tmp_path / "deep" / "shelf", 1000)
    assert (other.take("a-1.webp"), other.take("a-2.webp")) == (b"obraz", None)
    assert other.folder.stat().st_mode & 0o777 == 0o700


def test_a_file_that_is_too_old_for_the_asker_is_not_taken(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf", 1000)
    shelf.put("a", b"x")
    yesterday = time.time() - 86_400
    os.utime(tmp_path / "shelf" / "a", (yesterday, yesterday))
    assert shelf.take("a", seconds=3600) is None
    assert shelf.take("a") == b"x"
    assert shelf.take("a", seconds=3600) is None  # being taken does not make it younger


def test_what_was_not_taken_for_longest_goes_first(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf", 1000)
    for age, name in enumerate(("newest", "middle", "oldest", "asked-for")):
        shelf.put(name, bytes(300))
        past = time.time() - 7200 * (age + 1)
        os.utime(tmp_path / "shelf" / name, (past, past))
    assert shelf.take("asked-for")
    shelf.sweep()
    assert {path.name for path in shelf.folder.iterdir()} == {"newest", "asked-for"}
    shelf.sweep()
    assert len(list(shelf.folder.iterdir())) == 2


def test_a_shelf_that_is_not_there_is_empty(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf", 10)
    shelf.sweep()
    assert shelf.take("a") is None


@pytest.mark.parametrize("name", ["../a", "a/b", "", ".a", "A", "a\0", "a" * 300])
def test_no_name_leads_elsewhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="shelf"):
        Shelf(tmp_path, 10).take(name)


def test_a_folder_that_others_may_write_to_is_not_used(tmp_path: Path) -> None:
    folder = tmp_path / "shelf"
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(Unsafe):
        Shelf(folder, 10).put("a", b"x")
