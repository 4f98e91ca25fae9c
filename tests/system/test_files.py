"""Files: what is read is a plain file, what is written is whole, and nobody's text disappears unseen."""

import hashlib
import os
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bdp.domain.errors import Conflict
from bdp.system import files
from bdp.system.files import Refused, Unsafe


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def a_link(path: Path) -> None:
    path.with_name("inny").write_bytes(b"tajne")
    path.symlink_to("inny")


def a_dangling_link(path: Path) -> None:
    path.symlink_to("nie-ma")


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


HOSTILE: list[tuple[str, Callable[[Path], object]]] = [
    ("missing", lambda _: None),
    ("link", a_link),
    ("link", a_dangling_link),
    ("special", lambda path: path.mkdir()),
    ("special", os.mkfifo),
    ("special", a_socket),
    ("special", lambda path: os.mknod(path, 0o600 | 0o020000, os.makedev(1, 3)) if os.geteuid() == 0 else path.mkdir()),
    ("size", lambda path: path.write_bytes(b"x" * 11)),
]


@pytest.mark.parametrize(("reason", "make"), HOSTILE)
def test_only_a_regular_file_within_the_limit_is_read(
    tmp_path: Path, reason: str, make: Callable[[Path], object]
) -> None:
    path = tmp_path / "plik.md"
    make(path)
    with pytest.raises(Refused) as refused:
        files.read_regular(path, 10)
    assert refused.value.reason == reason
    assert str(refused.value)


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"0123456789")
    assert files.read_regular(tmp_path / "a", 10) == b"0123456789"


def test_a_file_below_another_file_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(Refused, match="nie ma"):
        files.read_regular(tmp_path / "a" / "b", 10)


def test_measuring_gives_size_and_sha256(tmp_path: Path) -> None:
    data = b"wsp\xc3\xb3\xc5\x82praca" * 100_000
    (tmp_path / "a").write_bytes(data)
    assert files.measure(tmp_path / "a") == (len(data), sha256(data))


def test_a_durable_write_replaces_the_whole_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "plik.md"
    files.write_durably(path, b"pierwszy")
    files.write_durably(path, "Żółć".encode())
    assert path.read_bytes() == "Żółć".encode()
    assert names(tmp_path) == {"plik.md"}


def test_a_durable_write_replaces_a_link_and_not_what_it_points_to(tmp_path: Path) -> None:
    (tmp_path / "obcy").write_bytes(b"obce")
    (tmp_path / "plik").symlink_to("obcy")
    files.write_durably(tmp_path / "plik", b"nasze")
    assert (tmp_path / "obcy").read_bytes() == b"obce"
    assert not (tmp_path / "plik").is_symlink()


def test_a_failed_write_leaves_the_old_file_and_no_temporary_one(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    with pytest.raises(OSError, match="folder"):
        files.write_durably(target, b"x")
    assert names(tmp_path) == {"folder"}


def test_a_write_of_a_very_long_name_works(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 255)
    files.write_durably(path, b"x")
    assert path.read_bytes() == b"x"


def test_an_exchange_writes_when_the_file_is_the_one_seen(tmp_path: Path) -> None:
    path = tmp_path / "plik.md"
    files.exchange(path, b"pierwszy", None)
    path.chmod(0o640)
    files.exchange(path, b"drugi", sha256(b"pierwszy"))
    assert path.read_bytes() == b"drugi"
    assert path.stat().st_mode & 0o777 == 0o640
    assert names(tmp_path) == {"plik.md"}


@pytest.mark.parametrize("expected", [None, sha256(b"dawny"), "", "nie hash"])
def test_an_exchange_refuses_when_the_file_is_another(tmp_path: Path, expected: str | None) -> None:
    path = tmp_path / "plik.md"
    path.write_bytes(b"cudzy")
    with pytest.raises(Conflict):
        files.exchange(path, b"nasz", expected)
    assert path.read_bytes() == b"cudzy"
    assert names(tmp_path) == {"plik.md"}


def test_an_exchange_with_a_deleted_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Conflict):
        files.exchange(tmp_path / "plik.md", b"nasz", sha256(b"dawny"))
    assert names(tmp_path) == set()


def test_an_exchange_never_follows_a_link(tmp_path: Path) -> None:
    (tmp_path / "obcy").write_bytes(b"obce")
    (tmp_path / "plik").symlink_to("obcy")
    with pytest.raises(Conflict):
        files.exchange(tmp_path / "plik", b"nasze", sha256(b"obce"))
    assert (tmp_path / "obcy").read_bytes() == b"obce"


def test_of_many_creators_of_one_file_one_wins(tmp_path: Path) -> None:
    won: list[int] = []

    def create(number: int) -> None:
        try:
            files.exchange(tmp_path / "plik", str(number).encode(), None)
            won.append(number)
        except Conflict:
            pass

    threads = [threading.Thread(target=create, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert (tmp_path / "plik").read_bytes() == str(won[0]).encode()
    assert names(tmp_path) == {"plik"}


def keep_replacing(path: Path, stop: threading.Event, overwritten: list[bytes]) -> None:
    """Replace a file by rename until told to stop, and note every text that did not stay."""
    number = 0
    draft = path.with_name("draft")
    while not stop.is_set():
        number += 1
        text = b"other %d" % number
        draft.write_bytes(text)
        draft.rename(path)
        time.sleep(0.0002)
        # An exchange that finds our text puts it back a moment later: only what stays away was overwritten.
        for _ in range(100):
            if path.read_bytes() == text:
                break
            time.sleep(0.0005)
        else:
            overwritten.append(text)


def test_no_text_of_a_program_without_locks_is_overwritten_unseen(tmp_path: Path) -> None:
    """The other program replaces the file by rename, as git and editors do; each of its texts must survive or be seen.

    A text is seen when an exchange that succeeded was told its hash.
    """
    path, stop = tmp_path / "plik.md", threading.Event()
    path.write_bytes(b"other 0")
    seen: set[bytes] = set()
    overwritten: list[bytes] = []

    writer = threading.Thread(target=keep_replacing, args=(path, stop, overwritten))
    writer.start()
    saved = 0
    for number in range(600):
        before = path.read_bytes()
        try:
            files.exchange(path, b"ours %d" % number, sha256(before))
        except Conflict:
            continue
        seen.add(before)
        saved += 1
        time.sleep(0.0001)
    stop.set()
    writer.join()
    lost = [text for text in overwritten if text not in seen]
    assert lost == []
    assert names(tmp_path) == {"plik.md"}
    print(f"\n600 exchanges, {saved} saved, {600 - saved} refused, {len(overwritten)} texts replaced knowingly, 0 lost")  # noqa: T201


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777, 0o720])
def test_a_private_folder_that_others_may_write_to_is_refused(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "folder"
    files.make_private(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(mode)
    with pytest.raises(Unsafe, match="folder"):
        files.make_private(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to another user")
def test_a_private_folder_of_another_user_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    files.make_private(folder)
    os.chown(folder, 12345, 12345)
    with pytest.raises(Unsafe, match="12345"):
        files.require_private(folder)


def test_a_link_is_never_private(tmp_path: Path) -> None:
    files.make_private(tmp_path / "folder")
    (tmp_path / "link").symlink_to("folder")
    with pytest.raises(Unsafe):
        files.make_private(tmp_path / "link")


def test_syncing_a_tree_passes_over_links_and_pipes(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c").write_bytes(b"x")
    (tmp_path / "a" / "dangling").symlink_to("nowhere")
    os.mkfifo(tmp_path / "a" / "pipe")
    files.sync_tree(tmp_path)
