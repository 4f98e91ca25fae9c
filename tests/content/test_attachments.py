"""Attachments: names, what a record may list, and what is opened for readers."""

from pathlib import Path

import pytest

from bdp.content import attachments
from bdp.content.practices import PracticeFiles
from bdp.system.files import Refused
from tests.content.records import PUBLISHED, faults, lists, parsed, register

LISTED = "attachments: [{file: plan.pdf, title: Plan}]\n"


@pytest.mark.parametrize("name", ["a.pdf", "A-b_c.1.DOCX", "-x.zip", "_.svg", f"{'a' * 116}.pdf"])
def test_a_good_name(name: str) -> None:
    assert attachments.name_fault(name) == ""


BAD = ["", ".", "..", ".pdf", ".htaccess", "a", "pdf", "a.exe", "a.pdf.html", "a.pdf.", "ą.pdf", "a b.pdf", "a/b.pdf"]
BAD += ["..\\a.pdf", "a.pdf\n", "a\0.pdf", "a:b.pdf", f"{'a' * 117}.pdf", "\u0430.pdf"]  # the last a is Cyrillic


@pytest.mark.parametrize("name", BAD)
def test_a_bad_name(name: str) -> None:
    assert attachments.name_fault(name) != ""


def test_a_published_record_may_not_list_a_file_that_is_not_there() -> None:
    assert faults(PUBLISHED + LISTED, files=()) == ["9: attachments.1.file"]
    assert faults(PUBLISHED + LISTED, files=("plan.pdf",)) == []


def test_the_nearest_file_in_the_folder_is_told() -> None:
    (problem,) = parsed(PUBLISHED + LISTED, files=("Plan.PDF", "inny.txt")).problems
    assert "jest tam „Plan.PDF”" in problem.message


def test_a_draft_may_list_a_file_that_is_not_there() -> None:
    assert faults(LISTED, files=()) == []


def test_a_record_under_review_is_warned_of_a_file_that_is_not_there() -> None:
    assert faults(f"title: Klub seniora\nstatus: review\n{LISTED}", files=()) == ["warning 4: attachments.1.file"]


def test_a_published_attachment_needs_a_file_and_a_draft_is_warned() -> None:
    assert faults(f"{PUBLISHED}attachments: [{{title: Plan}}]\n") == ["1: attachments.1.file"]
    found = parsed("attachments: [{title: Plan}]\n")
    assert [problem.warning for problem in found.problems] == [True]
    assert found.practice is not None
    assert found.practice.attachments == ()


def test_only_regular_files_of_a_real_folder_are_listed(tmp_path: Path) -> None:
    folder = tmp_path / "wpis"
    folder.mkdir()
    (folder / "a.txt").write_text("a", encoding="utf-8")
    (folder / ".ukryty").write_text("a", encoding="utf-8")
    (folder / "katalog").mkdir()
    (folder / "link.txt").symlink_to(folder / "a.txt")
    (tmp_path / "link").symlink_to(folder)
    assert list(attachments.listing(folder)) == ["a.txt"]
    assert attachments.listing(tmp_path / "link") == {}
    assert attachments.listing(tmp_path / "nie-ma") == {}


def test_a_file_is_opened_only_where_it_should_lie(tmp_path: Path) -> None:
    folder = tmp_path / "wpis"
    folder.mkdir()
    (folder / "a.txt").write_text("treść", encoding="utf-8")
    (tmp_path / "tajne.txt").write_text("tajne", encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "tajne.txt")
    (tmp_path / "inny").symlink_to(folder)
    with attachments.open_served(tmp_path, "wpis", "a.txt") as file:
        assert file.read().decode() == "treść"
    for slug, name in [("wpis", "link.txt"), ("inny", "a.txt"), ("wpis", "../tajne.txt"), ("..", "tajne.txt")]:
        with pytest.raises(Refused):
            attachments.open_served(tmp_path, slug, name)


def test_a_link_in_place_of_a_listed_file_is_a_missing_file(tmp_path: Path) -> None:
    files = PracticeFiles(tmp_path)
    files.practices.mkdir()
    folder = files.attachments / "klub-seniora"
    folder.mkdir(parents=True)
    (folder / "plan.pdf").symlink_to("/etc/passwd")
    files.path("klub-seniora").write_text(f"---\n{PUBLISHED}{LISTED}---\nSkrót.\n", encoding="utf-8")
    problems = files.read("klub-seniora", lists(), register()).problems
    assert [(p.line, p.key) for p in problems] == [(9, "attachments.1.file")]
    assert [p.path for p in files.strays()] == ["attachments/klub-seniora/plan.pdf"]
