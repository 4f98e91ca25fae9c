"""Locks: one holder at a time, freed by death, deaf to deleted files, not kept by forked children."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bdp.domain.errors import Busy
from bdp.system.locks import held
from tests.forks import fork, outcome

HOLD = """
import sys, time
from pathlib import Path
from bdp.system.locks import held
with held(Path(sys.argv[1]), wait=True):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_holder_in_the_same_process_is_told_that_it_is_busy(tmp_path: Path) -> None:
    with held(tmp_path / "LOCK", wait=True), pytest.raises(Busy), held(tmp_path / "LOCK", wait=False):
        pass
    with held(tmp_path / "LOCK", wait=False):
        pass


def test_a_waiting_holder_follows_the_first(tmp_path: Path) -> None:
    order: list[str] = []

    def follow() -> None:
        with held(tmp_path / "LOCK", wait=True):
            order.append("second")

    with held(tmp_path / "LOCK", wait=True):
        thread = threading.Thread(target=follow)
        thread.start()
        thread.join(0.05)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path / "LOCK")], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        with pytest.raises(Busy), held(tmp_path / "LOCK", wait=False):
            pass
        process.send_signal(signal.SIGKILL)
        process.wait()
    with held(tmp_path / "LOCK", wait=False):
        pass


def test_a_forked_child_does_not_keep_its_parents_lock(tmp_path: Path) -> None:
    read, write = os.pipe()

    def outlive() -> None:
        os.close(write)
        os.read(read, 1)

    with held(tmp_path / "LOCK", wait=True):
        child = fork(outlive)
    os.close(read)
    with held(tmp_path / "LOCK", wait=False):
        pass
    os.close(write)
    assert outcome(child) == 0


def test_a_lock_on_a_deleted_file_binds_nobody(tmp_path: Path) -> None:
    path = tmp_path / "LOCK"
    with held(path, wait=True):
        path.unlink()
        with held(path, wait=False):
            assert path.exists()


def test_a_link_is_not_locked(tmp_path: Path) -> None:
    (tmp_path / "LOCK").symlink_to("elsewhere")
    with pytest.raises(OSError, match="LOCK"), held(tmp_path / "LOCK", wait=True):
        pass
    assert not (tmp_path / "elsewhere").exists()
