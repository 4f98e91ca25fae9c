"""The files of a base: which are records, what each says, and what lies where nothing can be read."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bdp.content.practices import PracticeFiles
from bdp.domain.errors import Conflict
from tests.content.records import PUBLISHED, SLUG, lists, places, read_bytes, register

GOOD = f"---\n{PUBLISHED}---\nSkrót.\n"


@pytest.fixture
def files(tmp_path: Path) -> PracticeFiles:
    (tmp_path / "practices").mkdir()
    (tmp_path / "practices" / "dobry-wpis.md").write_text(GOOD, encoding="utf-8")
    return PracticeFiles(tmp_path)


def put(files: PracticeFiles, name: str, text: str = GOOD) -> Path:
    path = files.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def strays(files: PracticeFiles) -> list[str]:
    return [f"{'warning ' if p.warning else ''}{p.path}" for p in files.strays()]


def test_a_scan_finds_records_and_what_belongs_to_them(files: PracticeFiles) -> None:
    put(files, "practices/dobry-wpis.en.md", "---\ntitle: A good one\n---\nText\n")
    put(files, "practices/README.md", "o katalogu")
    put(files, "practices/notatki.txt", "a")
    put(files, "attachments/dobry-wpis/b.txt", "b")
    put(files, "attachments/dobry-wpis/a.txt", "a")
    put(files, "attachments/inny-wpis/a.txt", "a")
    names = {slug: [mark[0] for mark in stamp] for slug, stamp in files.scan().items()}
    assert names == {
        "dobry-wpis": [
            "practices/dobry-wpis.md",
            "practices/dobry-wpis.en.md",
            "attachments/dobry-wpis/a.txt",
            "attachments/dobry-wpis/b.txt",
        ]
    }


def test_the_stamp_of_one_record_is_that_of_the_scan(files: PracticeFiles) -> None:
    put(files, "practices/dobry-wpis.en.md", "---\n---\n")
    put(files, "attachments/dobry-wpis/a.txt", "a")
    assert files.stamp("dobry-wpis") == files.scan()["dobry-wpis"]
    assert files.stamp("nie-ma-takiego") == ()


def test_a_base_without_folders_is_empty(tmp_path: Path) -> None:
    assert PracticeFiles(tmp_path).scan() == {}
    assert [p.path for p in PracticeFiles(tmp_path).strays()] == ["practices"]


def test_the_revision_changes_with_every_file_of_a_record_and_with_no_other(files: PracticeFiles) -> None:
    def revision() -> str:
        return files.read("dobry-wpis", lists(), register()).revision

    seen = [revision()]
    for name, text in [
        ("practices/dobry-wpis.md", GOOD + "Więcej.\n"),
        ("practices/dobry-wpis.en.md", "---\ntitle: A good one\n---\n"),
        ("practices/dobry-wpis.en.md", "---\ntitle: A bad one\n---\n"),
        ("attachments/dobry-wpis/a.txt", "a"),
        ("attachments/dobry-wpis/a.txt", "b"),
    ]:
        put(files, name, text)
        seen.append(revision())
    assert len(set(seen)) == len(seen)
    put(files, "practices/inny-wpis.md")
    put(files, "attachments/inny-wpis/a.txt", "a")
    assert revision() == seen[-1]


def test_a_translation_belongs_to_its_practice(files: PracticeFiles) -> None:
    put(files, "practices/dobry-wpis.en.md", "---\ntitle: A good one\nplain: Easy.\n---\nShort.\n\n## Long\n")
    practice = files.read("dobry-wpis", lists(), register()).practice
    assert practice is not None
    assert practice.translation is not None
    english = practice.translation
    assert (english.title, english.plain, english.summary, english.presentation) == (
        "A good one",
        "Easy.",
        "Short.",
        "## Long",
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("---\ntytul: A\n---\n", "2: tytul"),
        ("---\ntitle: A\n---\n", "2: title"),
        ("---\nstatus: published\n---\n", "2: status"),
        ("", "1: file"),
        ("Text\n", "1: file"),
        (f"---\nplain: {'a' * 601}\n---\n", "2: plain"),
    ],
)
def test_a_broken_translation_leaves_the_practice_served_and_is_named(
    files: PracticeFiles, text: str, fault: str
) -> None:
    put(files, "practices/dobry-wpis.en.md", text)
    reading = files.read("dobry-wpis", lists(), register())
    assert places(reading.problems) == [fault]
    assert reading.problems[0].path == "practices/dobry-wpis.en.md"
    assert reading.practice is not None
    assert (reading.practice.translation, reading.translation_refused) == (None, True)


def test_without_a_translation_none_is_refused(files: PracticeFiles) -> None:
    assert not files.read("dobry-wpis", lists(), register()).translation_refused


@pytest.mark.parametrize(
    "name", ["Wpis.md", "zły-wpis.md", "ab.md", "a--b.md", "-ab.md", "ab-.md", "a b c.md", f"{'a' * 81}.md", "a_b_c.md"]
)
def test_a_file_whose_name_is_no_slug_is_named(files: PracticeFiles, name: str) -> None:
    put(files, f"practices/{name}")
    assert strays(files) == [f"practices/{name}"]
    assert list(files.scan()) == ["dobry-wpis"]


def test_things_that_are_no_files_are_named_and_the_others_are_read(files: PracticeFiles) -> None:
    (files.practices / "katalog.md").mkdir()
    os.mkfifo(files.practices / "potok.md")
    (files.practices / "link-do-pliku.md").symlink_to(files.practices / "dobry-wpis.md")
    (files.practices / "link-na-zewnatrz.md").symlink_to("/etc/passwd")
    (files.practices / "donikad.md").symlink_to("nie-ma")
    put(files, "practices/sierota.en.md", "---\n---\n")
    assert strays(files) == [
        "practices/donikad.md",
        "practices/katalog.md",
        "practices/link-do-pliku.md",
        "practices/link-na-zewnatrz.md",
        "practices/potok.md",
        "practices/sierota.en.md",
    ]
    assert list(files.scan()) == ["dobry-wpis"]
    assert files.read("dobry-wpis", lists(), register()).practice is not None


def test_links_in_place_of_folders_are_named_and_not_followed(files: PracticeFiles, tmp_path: Path) -> None:
    other = tmp_path / "poza"
    (other / "dobry-wpis").mkdir(parents=True)
    (other / "dobry-wpis" / "a.txt").write_text("a", encoding="utf-8")
    (files.practices / "_pages").symlink_to(other)
    files.attachments.mkdir()
    (files.attachments / "dobry-wpis").symlink_to(other / "dobry-wpis")
    assert strays(files) == ["attachments/dobry-wpis", "practices/_pages"]
    assert len(files.scan()["dobry-wpis"]) == 1


def test_a_base_whose_folder_of_practices_is_a_link_is_named_and_empty(files: PracticeFiles, tmp_path: Path) -> None:
    other = tmp_path / "inna"
    other.mkdir()
    (other / "practices").symlink_to(files.practices)
    assert [p.path for p in PracticeFiles(other).strays()] == ["practices"]
    assert PracticeFiles(other).scan() == {}


def test_what_is_read_nowhere_is_a_warning(files: PracticeFiles) -> None:
    put(files, "practices/notatki.txt", "a")
    put(files, "practices/archiwum/stary-wpis.md")
    put(files, "practices/_strony/o-bazie.md")
    put(files, "practices/_pages/obraz.png", "a")
    put(files, "practices/.dobry-wpis.md.swp", "a")
    put(files, "attachments/luzem.pdf", "a")
    put(files, "attachments/bez-wpisu/a.pdf", "a")
    (files.attachments / "dobry-wpis" / "katalog").mkdir(parents=True)
    assert strays(files) == [
        "warning attachments/bez-wpisu",
        "warning attachments/dobry-wpis/katalog",
        "warning attachments/luzem.pdf",
        "warning practices/_pages/obraz.png",
        "warning practices/_strony",
        "warning practices/archiwum",
        "warning practices/notatki.txt",
    ]


def test_a_name_that_is_no_text_is_shown_all_the_same(files: PracticeFiles) -> None:
    (files.practices / os.fsdecode(b"zly\xff\nwpis.md")).write_text(GOOD, encoding="utf-8")
    (problem,) = files.strays()
    assert str(problem).isprintable()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(files: PracticeFiles) -> None:
    put(files, "practices/zamkniety.md").chmod(0)
    assert places(files.read("zamkniety", lists(), register()).problems) == ["1: file"]


def test_a_file_that_went_away_is_named(files: PracticeFiles) -> None:
    reading = files.read("nie-ma-takiego", lists(), register())
    assert (reading.practice, places(reading.problems)) == (None, ["1: file"])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"---",
        b"---\n",
        b"a" * 5_000_000,
        b"---\ntitle: " + b"a" * 5_000_000 + b"\n---\n",
        b"---\n" + b"[" * 100_000 + b"\n---\n",
        b"---\n" + b"[" * 60_000 + b"\n---\n",
        b"---\na: &a [*a]\n---\n",
        b"---\na: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n",
        b"---\ntitle: a\0b\n---\n",
        "---\ntitle: Łódź\n---\n".encode("iso8859-2"),
        bytes(range(256)),
    ],
    ids=range(12),
)
def test_a_hostile_file_is_named_and_the_others_are_read(files: PracticeFiles, data: bytes) -> None:
    reading = read_bytes(files.root, data)
    assert reading.practice is None
    assert {(p.path, p.warning) for p in reading.problems} == {(f"practices/{SLUG}.md", False)}
    assert files.read("dobry-wpis", lists(), register()).practice is not None


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that the examples of one property share."""
    return tmp_path_factory.mktemp("base")


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_as_a_file_is_a_record_or_has_problems(shared: Path, header: str, body: str) -> None:
    reading = read_bytes(shared, f"---\n{header}\n---\n{body}".encode("utf-8", "surrogatepass"))
    assert (reading.practice is None) == any(not p.warning for p in reading.problems)
    assert all("\n" not in str(p) and p.line >= 1 and p.message for p in reading.problems)


def test_a_record_is_written_only_over_what_the_writer_saw(files: PracticeFiles) -> None:
    files.write("nowy-wpis", GOOD.encode(), None)
    with pytest.raises(Conflict):
        files.write("nowy-wpis", b"inny", None)
    with pytest.raises(Conflict):
        files.write("nowy-wpis", b"inny", "0" * 64)
    assert files.path("nowy-wpis").read_text(encoding="utf-8") == GOOD


@pytest.mark.parametrize("slug", ["", "..", "a/b", "../etc", "Wpis", "a.b"])
def test_what_is_no_slug_has_no_path(files: PracticeFiles, slug: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        files.path(slug)
