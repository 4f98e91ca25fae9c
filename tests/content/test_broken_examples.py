"""The example of the format: its broken records give the problems that they were made for, its good ones none."""

import shutil
from pathlib import Path

import pytest

from bdp.config import Config
from bdp.domain.errors import Problem
from bdp.library import Library
from bdp.services import check
from tests.project import TOP

CONTRACT = TOP / "tests" / "contract"


def problems(name: str, tmp_path: Path) -> tuple[Problem, ...]:
    shutil.copytree(CONTRACT / name, tmp_path / name)
    return check.check(Library.of(Config(root=tmp_path / name)))


def test_every_broken_record_gives_its_problems_and_no_others(tmp_path: Path) -> None:
    expected = (CONTRACT / "broken" / "expected.txt").read_text(encoding="utf-8").splitlines()
    found = [str(problem) for problem in problems("broken", tmp_path) if not problem.warning]
    assert [line.split(" ", 2)[:2] for line in found] == [line.split(" ") for line in sorted(expected)]


def test_problems_are_printed_in_the_order_of_paths_and_lines(tmp_path: Path) -> None:
    found = problems("broken", tmp_path)
    assert list(found) == sorted(found)


def test_the_good_base_gives_no_problem_and_no_warning(tmp_path: Path) -> None:
    assert problems("base", tmp_path) == ()


@pytest.mark.parametrize("name", ["zle-wartosci.md", "brak-wymaganych.md"])
def test_a_check_of_one_file_names_the_problems_of_that_file_alone(name: str, tmp_path: Path) -> None:
    every = problems("broken", tmp_path)
    root = tmp_path / "broken"
    some = check.check(Library.of(Config(root=root)), [root / "practices" / name])
    assert some == tuple(problem for problem in every if problem.path == f"practices/{name}")
