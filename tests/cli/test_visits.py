"""The command that counts visits, and the log that ``bdp serve`` can write for it."""

import time
from pathlib import Path

import pytest

from bdp.cli.access import cut, without_parameters
from tests.cli.conftest import Bdp
from tests.served import ask, serving

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
LINE = f'192.0.2.1 - - [21/Nov/2026:12:00:00 +0100] "GET /praktyki HTTP/1.1" 200 5120 "-" "{FIREFOX}"\n'


def test_visits_are_counted_once_and_told(bdp: Bdp, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    log.write_text(LINE + "coś innego\n", encoding="utf-8")
    first, again, bare = bdp("visits", str(log)), bdp("visits", str(log)), bdp("visits")
    assert (first.exit_code, first.stdout) == (0, "Odwiedzin: 1, 2026-11-21: 1; nowych: 1\n")
    assert "innym formacie niż combined: 1" in first.stderr
    assert again.stdout == bare.stdout == "Odwiedzin: 1, 2026-11-21: 1; nowych: 0\n"


def test_a_log_that_is_not_there_is_wrong_use(bdp: Bdp) -> None:
    done = bdp("visits", "brak.log")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "brak.log: nie można odczytać dziennika" in done.stderr
    assert bdp("visits").stdout == "Odwiedzin: 0; nowych: 0\n"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("192.0.2.17", "192.0.2.0"),
        ("2001:db8:1:2::3", "2001:db8:1::"),
        ("127.0.0.1", "127.0.0.0"),
        ("", "-"),
        ("ktoś", "-"),
    ],
)
def test_an_address_is_cut(address: str, kept: str) -> None:
    assert cut(address) == kept


@pytest.mark.parametrize(
    ("request_line", "kept"),
    [
        ("GET /praktyki?q=dom HTTP/1.1", "GET /praktyki?q=dom HTTP/1.1"),
        ("GET /redakcja/praktyki?q=dom HTTP/1.1", "GET /redakcja/praktyki HTTP/1.1"),
        ("POST /en/redakcja?a=1 HTTP/1.1", "POST /en/redakcja HTTP/1.1"),
    ],
)
def test_parameters_of_the_editors_pages_are_not_logged(request_line: str, kept: str) -> None:
    assert without_parameters(request_line) == kept


def test_the_log_of_the_server_itself_is_counted_though_it_names_nobody(bdp: Bdp, root: Path, tmp_path: Path) -> None:
    log = tmp_path / "access.log"
    with serving(root, options=("--access-log", str(log))) as server:
        for reader in ("203.0.113.7", "198.51.100.20"):
            ask(f"{server.address}/praktyki", {"User-Agent": FIREFOX, "X-Forwarded-For": f"192.0.2.9, {reader}"})
        ask(f"{server.address}/praktyki.json", {"User-Agent": FIREFOX})
        end = time.monotonic() + 60  # only a failing test waits so long
        while "/praktyki.json" not in log.read_text(encoding="utf-8") and time.monotonic() < end:
            time.sleep(0.05)
    text = log.read_text(encoding="utf-8")
    assert "203.0.113.0 - - [" in text
    assert "203.0.113.7" not in text
    assert bdp("visits", str(log)).stdout.endswith("nowych: 2\n")
