"""Trust: what one process read whole the next one does not read again, unless anything about it is odd."""

import contextlib
import json
import os
import shutil
from pathlib import Path

import pytest

from bdp.content.markdown import Renderer
from bdp.domain.errors import NotBuilt
from bdp.index import trust
from bdp.services import rebuild
from bdp.system.mounts import mounting
from tests.forks import fork, outcome
from tests.sample import SampleBase

pytestmark = pytest.mark.skipif(not mounting(Path("/")), reason="SKIPPED: Linux before 6.8 cannot tell mounts apart")
LARGE = 2_000_000


@pytest.fixture
def built(base: SampleBase, renderer: Renderer) -> SampleBase:
    """Return a base whose index is so large that reading it whole shows, in two tiers."""
    text = "\n\n".join("kwiaty " * 1000 for _ in range(10))
    for number in range(LARGE // len(text) + 1):
        base.write(f"wpis-{number}", summary=text)
    library = base.library()
    rebuild.run(library, renderer=renderer)
    base.write("wpis-0", "Nowszy")
    rebuild.run(library, renderer=renderer)
    return base


def read_by(base: SampleBase) -> int:
    """Return how many bytes a new process reads to open the index."""

    def said() -> int:
        return int(Path("/proc/self/io").read_text().split()[1])

    before = said()
    base.library().index.current()
    return said() - before


def tiers(base: SampleBase) -> list[Path]:
    folder = base.root / "search_index" / "generations"
    return sorted(max(folder.iterdir(), key=lambda path: int(path.name)).glob("catalogue/*"))


def record(base: SampleBase) -> Path:
    return base.root / "search_index" / "TRUST"


def test_what_the_builder_wrote_is_not_read_again_by_others(built: SampleBase) -> None:
    assert read_by(built) < LARGE / 4
    assert outcome(fork(lambda: None if read_by(built) < LARGE / 4 else os.abort())) == 0


def test_what_a_reader_found_right_is_not_read_again_by_others(built: SampleBase) -> None:
    record(built).unlink()
    assert read_by(built) > LARGE
    assert read_by(built) < LARGE / 4


def test_links_and_removed_generations_cost_no_trust(built: SampleBase, renderer: Renderer) -> None:
    for number in range(8):
        built.write("wpis-0", f"Wersja {number}")
        for path in (built.root / "search_index" / "generations").iterdir():
            os.utime(path, (0, 0))
        rebuild.run(built.library(), renderer=renderer)
        assert read_by(built) < LARGE / 4


@pytest.mark.parametrize("spoilt", ["missing", "cut", "flipped", "empty", "folder", "link", "writable", "other mount"])
def test_an_odd_record_is_worth_nothing(built: SampleBase, tmp_path: Path, spoilt: str) -> None:
    path = record(built)
    data = path.read_bytes()
    if spoilt == "writable":
        path.chmod(0o620)
    else:
        path.unlink()
    if spoilt in ("cut", "flipped", "empty"):
        path.write_bytes({"cut": data[:-9], "flipped": data.replace(b"1", b"2", 1), "empty": b""}[spoilt])
    elif spoilt == "folder":
        path.mkdir()
    elif spoilt == "link":
        (tmp_path / "elsewhere").write_bytes(data)
        path.symlink_to(tmp_path / "elsewhere")
    elif spoilt == "other mount":
        trusted = json.loads(data)["trusted"]
        path.write_bytes(data.replace(trusted["mounting"].encode(), b"another"))
    assert read_by(built) > LARGE


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to another user")
def test_a_record_of_another_user_is_worth_nothing(built: SampleBase) -> None:
    os.chown(record(built), 12345, 12345)
    assert read_by(built) > LARGE


def test_damage_to_a_trusted_file_is_seen_by_the_next_process_even_with_its_old_times(built: SampleBase) -> None:
    """The time of the last change of an inode cannot be set back."""
    for place in (-1, 0):
        path = tiers(built)[place]
        about, data = path.stat(), path.read_bytes()
        with path.open("r+b") as file:
            file.seek(len(data) // 2)
            file.write(bytes([data[len(data) // 2] ^ 1]))
        os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
        index = built.library().index
        with contextlib.suppress(NotBuilt):
            index.current()
        assert path.name in index.damage
        rebuild.run(built.library())
        assert not built.library().index.damage


def test_a_copy_of_a_base_is_read_whole(built: SampleBase, tmp_path: Path) -> None:
    copied = SampleBase(tmp_path / "copied")
    shutil.rmtree(copied.root, ignore_errors=True)
    shutil.copytree(built.root, copied.root)
    assert read_by(copied) > LARGE


def test_a_record_is_of_its_mounting_and_of_files_by_their_looks(tmp_path: Path) -> None:
    looks = {(1, 2, 3, 4): 5, (6, 7, 8, 9): 10}
    trust.save(tmp_path / "TRUST", looks)
    assert trust.load(tmp_path / "TRUST") == looks
    assert (tmp_path / "TRUST").stat().st_mode & 0o777 == 0o600
    assert mounting(tmp_path) == mounting(tmp_path / "TRUST")
    assert mounting(tmp_path) != mounting(Path("/proc"))
    assert trust.load(tmp_path / "nie-ma") == {}
