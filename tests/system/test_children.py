"""Children: limits end a request, and only that request."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from bdp.system.children import Child, ChildFailed
from tests.forks import fork, outcome

MODULE = "tests.system.obedient"


@pytest.fixture
def child() -> Iterator[Child]:
    with Child(MODULE, cpu_seconds=0.5, memory_bytes=256 * 1024 * 1024, answer_bytes=100_000) as one:
        yield one


def test_a_child_answers_one_request_after_another(child: Child) -> None:
    first = child.ask({"do": "number"})["number"]
    assert [child.ask({"do": "number"})["number"] for _ in range(3)] == [first] * 3
    assert child.ask({"do": "echo", "text": "zażółć\n\ud800" * 1000})["text"] == "zażółć\n\ud800" * 1000


@pytest.mark.parametrize(
    ("work", "reason"),
    [
        ("loop", "time"),
        ("loop in a library", "time"),
        ("sleep", "time"),
        ("memory", "memory"),
        ("output", "output"),
        ("recursion", "crash"),
        ("error", "crash"),
        ("exit", "crash"),
        ("abort", "crash"),
    ],
)
def test_a_request_beyond_a_limit_fails_with_its_reason_and_the_next_is_answered(work: str, reason: str) -> None:
    limits = {"memory_bytes": 256 * 1024 * 1024, "answer_bytes": 100_000}
    with Child(MODULE, cpu_seconds=0.3, wall_seconds=3, **limits) as child:
        with pytest.raises(ChildFailed) as failed:
            child.ask({"do": work})
        assert failed.value.reason == reason
        assert not child.started
        assert child.ask({"do": "echo", "text": "a"}) == {"text": "a"}


def test_the_time_of_one_request_is_not_charged_to_the_next(child: Child) -> None:
    for _ in range(4):
        child.ask({"do": "work", "seconds": 0.2})


def test_what_is_printed_is_no_answer(child: Child) -> None:
    assert child.ask({"do": "print"}) == {"text": "printed"}


def test_a_child_that_was_killed_meanwhile_is_an_error_once(child: Child) -> None:
    os.kill(child.ask({"do": "number"})["number"], signal.SIGKILL)
    with pytest.raises(ChildFailed):
        child.ask({"do": "echo", "text": "a"})
    assert child.ask({"do": "echo", "text": "a"}) == {"text": "a"}


def test_a_child_sees_nothing_of_the_environment_and_no_open_files(child: Child, tmp_path: Path) -> None:
    with (tmp_path / "otwarty").open("wb") as file:
        os.set_inheritable(file.fileno(), True)  # noqa: FBT003 - no keyword
        seen = child.ask({"do": "look"})
    assert set(seen["environment"]) <= {
        "LC_ALL",
        "PATH",
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "RAYON_NUM_THREADS",
        "LC_CTYPE",
    }
    assert str(tmp_path / "otwarty") not in seen["files"]


def test_after_a_fork_each_process_has_its_own_child(child: Child) -> None:
    mine = child.ask({"do": "number"})["number"]
    reading, writing = os.pipe()

    def ask() -> None:
        os.write(writing, str(child.ask({"do": "number"})["number"]).encode())
        child.close()

    assert outcome(fork(ask)) == 0
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        assert int(answers.read()) != mine
    assert child.ask({"do": "number"})["number"] == mine


def test_no_process_is_left_behind(child: Child) -> None:
    number = child.ask({"do": "number"})["number"]
    child.close()
    assert not child.started
    assert not Path(f"/proc/{number}").exists()
