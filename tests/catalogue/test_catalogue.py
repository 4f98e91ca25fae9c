"""The catalogue: what is put in comes out equal, by slug, alias, unit and likeness; one reader serves all threads."""

import shutil
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bdp.catalogue.reader import CatalogueReader, Damaged
from bdp.catalogue.recent import Recent
from bdp.catalogue.tables import PRACTICE_KEYS
from bdp.catalogue.writer import CatalogueWriter, Unwritable
from bdp.domain.entry import AttachedFile, Body, Entry, PageText
from bdp.domain.page import Event, News, Office, Page, Team
from bdp.domain.practice import Practice, Status
from tests.forks import fork, outcome


def entry(slug: str, **fields: object) -> Entry:
    practice = replace(Practice(slug, title=f"Tytuł {slug}", status=Status.PUBLISHED), **fields)  # type: ignore[arg-type]
    body = Body(practice.title, "", "<p>Skrót ż</p>", "", "Skrót ż", "")
    return Entry(practice, body, None, (), ("slaskie",), ("2464",), ("2464011",), "a" * 64)


def written(path: Path, *entries: Entry, texts: Sequence[PageText] = ()) -> CatalogueReader:
    with CatalogueWriter(path) as writer:
        for one in entries:
            writer.put(one, [text for text in texts if text.file in {f.file for f in one.files}])
    return CatalogueReader(path)


def attached(name: str, sha256: str = "b" * 64) -> AttachedFile:
    return AttachedFile(name, "Karta", "", "pl", "application/pdf", 10, sha256, pages=2)


words = st.text(st.characters(codec="utf-8"), max_size=20)
numbers = st.floats(allow_nan=False, allow_infinity=False)
practices = st.builds(
    Practice,
    slug=st.from_regex(r"[a-z0-9]{3,20}", fullmatch=True),
    lat=numbers | st.none(),
    lon=numbers | st.none(),
    cost_pln=st.integers(0, 2**53) | numbers | st.none(),
    population=st.integers(0, 2**40) | st.none(),
    started=st.integers(0, 9999) | st.none(),
    ended=st.integers(0, 9999) | st.none(),
)
entries = st.builds(
    Entry,
    practice=practices,
    files=st.lists(st.builds(AttachedFile, size=st.integers(0, 2**40), pages=st.none()), max_size=3).map(tuple),
)


@given(given_entries=st.lists(entries, max_size=4, unique_by=lambda e: e.slug))
def test_entries_come_back_equal(tmp_path_factory: pytest.TempPathFactory, given_entries: list[Entry]) -> None:
    catalogue = written(tmp_path_factory.mktemp("c") / "c", *given_entries)
    wanted = [one.slug for one in reversed(given_entries)]
    assert catalogue.entries([*wanted, "nie-ma"]) == {one.slug: one for one in given_entries}
    assert list(catalogue.entries(wanted)) == wanted
    catalogue.close()


def test_entries_asked_for_again_come_in_the_order_of_now_however_many_there_are(tmp_path: Path) -> None:
    long = "<p>ż</p>" * 20_000
    made = [replace(one, pl=replace(one.pl, summary_html=long)) for one in (entry(f"wpis-{n}") for n in range(60))]
    catalogue = written(tmp_path / "c", *made)
    slugs = [one.slug for one in made]
    for start, end, step in ((0, 5, 1), (5, None, -1), (0, 60, 1), (59, None, -1), (3, 50, 7)):
        wanted = slugs[start:end:step]
        found = catalogue.entries([*wanted, "nie-ma", *wanted])
        assert list(found) == wanted
        assert found == {one.slug: one for one in made if one.slug in wanted}
    assert catalogue.entry("wpis-7") == made[7]


def test_of_recent_entries_those_used_last_are_kept_within_the_limit() -> None:
    recent = Recent(400)
    entries = [entry(slug) for slug in "abcde"]
    recent.keep((one, 100) for one in entries[:4])
    assert list(recent.known("ax")) == ["a"]
    recent.keep([(entries[4], 90)])
    assert list(recent.known("abcde")) == ["a", "c", "d", "e"]
    recent.keep([(entries[4], 90)])
    recent.keep([(entries[1], 101)])
    assert recent.known("abcde") == {one.slug: one for one in entries if one.slug != "b"}


def test_the_columns_bear_the_names_of_the_record(tmp_path: Path) -> None:
    """Anybody who opens the file with another tool finds the keys of the contract, in its order."""
    assert PRACTICE_KEYS[:6] == ("slug", "title", "status", "themes", "forms", "unit_type")
    assert PRACTICE_KEYS[-3:] == ("aliases", "source", "withdrawn_reason")


def test_a_record_put_again_replaces_all_that_was_known_of_it(tmp_path: Path) -> None:
    path = tmp_path / "c"
    old = replace(entry("jeden", aliases=("art=1",)), files=(attached("a.pdf"),), units=("1061011",))
    written(path, old, texts=[PageText("a.pdf", 1, "stary")]).close()
    catalogue = written(path, entry("jeden", aliases=("art=2",)))
    assert catalogue.by_alias("art=1") is None
    assert catalogue.by_alias("art=2") == "jeden"
    assert catalogue.texts("jeden") == ()
    assert catalogue.of_unit("1061011") == ()
    assert catalogue.of_unit("2464011") == ("jeden",)
    assert catalogue.extracted("b" * 64, "application/pdf") is None


def test_a_record_put_twice_in_one_go_stands_once(tmp_path: Path) -> None:
    catalogue = written(tmp_path / "c", entry("jeden"), entry("jeden", title="Nowszy tytuł"))
    assert catalogue.counts() == {"published": 1}
    found = catalogue.entry("jeden")
    assert found is not None
    assert found.practice.title == "Nowszy tytuł"


def test_a_removed_record_is_unknown_and_removing_it_again_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "c"
    written(path, entry("jeden"), entry("dwa")).close()
    with CatalogueWriter(path) as writer:
        writer.remove("jeden")
        writer.remove("jeden")
        writer.remove("nigdy")
    catalogue = CatalogueReader(path)
    assert catalogue.entry("jeden") is None
    assert catalogue.statuses() == {"dwa": "published"}


def test_texts_come_in_the_order_of_the_files_and_pages(tmp_path: Path) -> None:
    one = replace(entry("jeden"), files=(attached("z.pdf", "c" * 64), attached("a.pdf")))
    texts = (PageText("z.pdf", 1, "raz"), PageText("z.pdf", 2, "dwa"), PageText("a.pdf", None, "trzy"))
    catalogue = written(tmp_path / "c", one, texts=texts)
    assert catalogue.texts("jeden") == texts


def test_the_text_of_a_file_is_found_by_content_under_any_name(tmp_path: Path) -> None:
    one, two = (replace(entry(slug), files=(attached(f"{slug}.pdf"),)) for slug in ("jeden", "dwa"))
    texts = [PageText("jeden.pdf", 1, "treść"), PageText("dwa.pdf", 1, "treść")]
    catalogue = written(tmp_path / "c", one, two, texts=texts)
    known = catalogue.extracted("b" * 64, "application/pdf")
    assert known is not None
    assert (known.pages, known.texts) == (2, ((1, "treść"),))
    assert catalogue.texts("dwa") == (PageText("dwa.pdf", 1, "treść"),)
    assert catalogue.extracted("b" * 64, "text/plain") is None


def test_a_unit_has_its_own_practices_first_and_those_inside_it(tmp_path: Path) -> None:
    gmina = replace(entry("a-gmina"), units=("2464011", "1206032"), powiats=("2464", "1206"))
    powiat = replace(entry("z-powiat"), units=("2464",), powiats=("2464",))
    draft = replace(entry("szkic", status=Status.DRAFT))
    catalogue = written(tmp_path / "c", gmina, powiat, draft)
    assert catalogue.of_unit("2464") == ("z-powiat", "a-gmina")
    assert catalogue.of_unit("24") == ("a-gmina", "z-powiat")
    assert catalogue.of_unit("12") == ("a-gmina",)
    assert catalogue.of_unit("1206032") == ("a-gmina",)
    assert catalogue.in_units()["24"] == 2
    assert catalogue.in_units()["2464"] == 2
    assert catalogue.in_units()["12"] == 1
    assert "99" not in catalogue.in_units()
    assert catalogue.of_unit("99") == ()


def test_an_alias_of_two_records_leads_to_the_published_one(tmp_path: Path) -> None:
    draft, public = entry("aaa", aliases=("art=7",), status=Status.DRAFT), entry("zzz", aliases=("art=7",))
    assert written(tmp_path / "c", draft, public).by_alias("art=7") == "zzz"


def test_pages_news_and_offices_come_back_equal_and_are_replaced_together(tmp_path: Path) -> None:
    path = tmp_path / "c"
    page = Page("o-bazie", "O bazie", "About", 1, date(2026, 1, 2), "# Ż", html="<h1>Ż</h1>")
    event = Event(datetime(2026, 3, 1, 10, 0), date(2026, 3, 2), "Łódź", deadline=None)  # noqa: DTZ001 - Polish local time
    news = News("2026-03-01-warsztat", date(2026, 3, 1), "Warsztat", ("a", "b"), event)
    plain = News("2026-04-01-plik", date(2026, 4, 1))
    office = Office("3214011", "Urząd", teams=(Team("Zespół", tasks=("zadanie",)),))
    with CatalogueWriter(path) as writer:
        writer.put_ordinary([Page("dawna")], [], [])
        writer.put_ordinary([page], [news, plain], [office])
    catalogue = CatalogueReader(path)
    assert catalogue.pages() == (page,)
    assert catalogue.page("o-bazie") == page
    assert catalogue.page("dawna") is None
    assert catalogue.news() == (plain, news)
    assert catalogue.news_item(news.slug) == news
    assert catalogue.news_item("nie-ma") is None
    assert catalogue.office("3214011") == office
    assert catalogue.office("00") is None


def test_what_is_known_of_the_files_is_kept_whether_there_is_an_entry_or_not(tmp_path: Path) -> None:
    with CatalogueWriter(tmp_path / "c") as writer:
        writer.put(entry("jeden"), [])
        writer.put_source("jeden", b"1")
        writer.put_source("zly", b"2")
        writer.put_source("znika", b"3")
    with CatalogueWriter(tmp_path / "c") as writer:
        writer.put_source("jeden", b"4")
        writer.put_source("znika", None)
    catalogue = CatalogueReader(tmp_path / "c")
    assert catalogue.sources() == {"jeden": b"4", "zly": b"2"}
    assert catalogue.statuses() == {"jeden": "published"}


@pytest.mark.parametrize("name", ["zwykła", "ze spacją?mode=rwc", "100%25#"])
def test_any_path_can_be_read_and_is_not_written(tmp_path: Path, name: str) -> None:
    catalogue = written(tmp_path / name, entry("jeden"))
    (tier,) = (tmp_path / name).iterdir()
    before = tier.read_bytes()
    assert catalogue.check(thorough=[tier.name]) == {"published": 1}
    assert tier.read_bytes() == before
    assert list((tmp_path / name).iterdir()) == [tier]
    assert {path.name for path in tmp_path.iterdir()} == {name}


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00" + b"\xff" * 4096, b"nie baza" * 1000, None])
def test_what_is_no_catalogue_is_damaged(tmp_path: Path, content: bytes | None) -> None:
    name = f"1-{'0' * 16}.sqlite"
    if content is not None:
        (tmp_path / "c").mkdir()
        (tmp_path / "c" / name).write_bytes(content)
    for thorough in ([name], []):
        with pytest.raises(Damaged, match="/c: "):
            CatalogueReader(tmp_path / "c").check(thorough=thorough if content is not None else [])


def test_a_catalogue_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "c").write_bytes(b"")
    with pytest.raises(Unwritable):
        CatalogueWriter(tmp_path / "c")


def test_many_threads_and_a_forked_child_read_through_one_reader(tmp_path: Path) -> None:
    slugs = [f"rekord-{number}" for number in range(50)]
    catalogue = written(tmp_path / "c", *(entry(slug) for slug in slugs))
    wrong: list[str] = []

    def read() -> None:
        wrong.extend("other entries" for _ in range(20) if list(catalogue.entries(slugs)) != slugs)

    def in_threads() -> None:
        threads = [threading.Thread(target=read) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []

    read()
    child = fork(in_threads)
    in_threads()
    assert outcome(child) == 0


def test_the_connections_of_ended_threads_are_not_kept(tmp_path: Path) -> None:
    catalogue = written(tmp_path / "c", entry("jeden"))

    def open_files() -> int:
        mine = [descriptor for descriptor in Path("/proc/self/fd").iterdir() if descriptor.is_symlink()]
        return sum(descriptor.readlink().parent == tmp_path / "c" for descriptor in mine if descriptor.exists())

    for _ in range(30):
        thread = threading.Thread(target=catalogue.entry, args=("jeden",))
        thread.start()
        thread.join()
    assert open_files() <= 2
    catalogue.close()
    assert open_files() == 0


def test_a_deleted_catalogue_is_read_by_new_threads_too(tmp_path: Path) -> None:
    catalogue = written(tmp_path / "c", entry("jeden"))
    found: list[Entry | None] = []

    def in_a_thread() -> None:
        thread = threading.Thread(target=lambda: found.append(catalogue.entry("jeden")))
        thread.start()
        thread.join()

    in_a_thread()
    in_a_thread()
    shutil.rmtree(tmp_path / "c")
    in_a_thread()
    in_a_thread()
    assert [one is not None and one.slug for one in found] == ["jeden"] * 4
