"""Ordinary pages, news and offices of units."""

from datetime import date, datetime
from pathlib import Path

import pytest

from bdp.content import pages
from bdp.domain.page import Event, Page, Team
from tests.content.records import places, register


def put(root: Path, name: str, text: str) -> Path:
    path = root / "practices" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root / "practices"


def own(found: pages.Ordinary) -> list[Page]:
    """Return the pages that the package does not ship."""
    shipped = pages.shipped()
    return [page for page in found.pages if page not in shipped]


def test_a_base_without_pages_gets_the_shipped_ones_in_both_languages(tmp_path: Path) -> None:
    found = pages.load(tmp_path / "practices")
    assert found.problems == ()
    assert {"o-bazie", "metodyka", "deklaracja-dostepnosci", "prywatnosci", "publikacje", "inne-bazy-danych", "api"} < {
        page.slug for page in found.pages
    }
    assert all(page.title_en and page.text_en for page in found.pages)


def test_a_page_of_the_base_takes_the_place_of_the_shipped_one_and_the_others_stay(tmp_path: Path) -> None:
    shipped = {page.slug for page in pages.shipped()}
    put(tmp_path, "_pages/finansowanie.md", "---\ntitle: Finansowanie\n---\nFundusz.\n")
    put(tmp_path, "_pages/metodyka.md", "---\nbez końca")
    found = pages.load(put(tmp_path, "_pages/o-bazie.md", "---\ntitle: Nasza baza\n---\nTekst.\n"))
    assert {page.slug for page in found.pages} == (shipped | {"finansowanie"}) - {"metodyka"}, "a faulty page is ours"
    about = next(page for page in own(found) if page.slug == "o-bazie")
    assert (about.label("en"), about.text, about.text_en) == ("Nasza baza", "Tekst.", "")


def test_pages_come_in_the_order_of_the_menu(tmp_path: Path) -> None:
    put(tmp_path, "_pages/api.md", "---\ntitle: Dane\nmenu: 2\n---\n")
    put(tmp_path, "_pages/prywatnosci.md", "---\ntitle: Prywatność\n---\n")
    folder = put(tmp_path, "_pages/o-bazie.md", "---\ntitle: O bazie\nmenu: 1\nupdated: 2026-03-01\n---\n\nTekst.\n")
    found = pages.load(folder)
    menus = [page.menu for page in found.pages]
    assert menus == sorted(menus, key=lambda place: (place is None, place or 0))
    about = next(page for page in own(found) if page.slug == "o-bazie")
    assert (about.text, about.updated) == ("Tekst.", date(2026, 3, 1))


def test_an_english_version_brings_title_and_text(tmp_path: Path) -> None:
    put(tmp_path, "_pages/o-bazie.md", "---\ntitle: O bazie\ntitle_en: Old\n---\nTekst.\n")
    found = pages.load(put(tmp_path, "_pages/o-bazie.en.md", "---\ntitle: About\n---\nText.\n"))
    (page,) = own(found)
    assert (page.label("en"), page.text_en, page.label("pl")) == ("About", "Text.", "O bazie")


def test_news_come_latest_first_with_their_events(tmp_path: Path) -> None:
    put(tmp_path, "_news/2026-01-01-rok.md", "---\ntitle: Nowy rok\ndate: 2026-01-01\n---\n")
    event = 'event: {start: "2026-03-20 10:00", end: 2026-03-21, place: Biecz, sign_up: www.x.pl, deadline: 2026-03-13}'
    folder = put(
        tmp_path, "_news/2026-03-01-warsztat.md", f"---\ntitle: Warsztat\ntags: [a, b]\n{event}\n---\nTekst.\n"
    )
    found = pages.load(folder)
    assert [item.slug for item in found.news] == ["2026-03-01-warsztat", "2026-01-01-rok"]
    assert found.news[0].date == date(2026, 3, 1)
    assert found.news[0].event == Event(
        datetime.fromisoformat("2026-03-20T10:00"),
        date(2026, 3, 21),
        "Biecz",
        "www.x.pl",
        date(2026, 3, 13),
    )
    assert found.news[0].event.last_day == date(2026, 3, 21)


def test_an_office_has_its_teams(tmp_path: Path) -> None:
    text = "---\nname: Urząd\nteams:\n  - {name: Biuro, email: b@x.pl, tasks: [a]}\ntasks: [b]\n---\n"
    (office,) = pages.load(put(tmp_path, "_units/3214011.md", text), register()).offices
    assert (office.teryt, office.teams, office.tasks) == (
        "3214011",
        (Team(name="Biuro", email="b@x.pl", tasks=("a",)),),
        ("b",),
    )


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("_pages/o-bazie.md", "---\ntitel: O bazie\ntitle: O\n---\n", "2: titel"),
        ("_pages/o-bazie.md", "---\n---\n", "1: title"),
        ("_pages/o-bazie.md", "---\ntitle:\n---\n", "2: title"),
        ("_pages/o-bazie.md", "---\ntitle: O\nmenu: a\n---\n", "3: menu"),
        ("_pages/o-bazie.md", "---\ntitle: O\nupdated: dziś\n---\n", "3: updated"),
        ("_pages/o-bazie.md", "", "1: file"),
        ("_pages/O-bazie.md", "---\ntitle: O\n---\n", "1: file"),
        ("_pages/o-bazie.en.md", "---\ntitle: O\n---\n", "1: file"),
        ("_news/warsztat.md", "---\ntitle: O\ndate: 2026-03-01\n---\n", "1: file"),
        ("_news/2026-02-30-warsztat.md", "---\ntitle: O\n---\n", "1: file"),
        ("_news/2026-03-01-a.md", "---\ntitle: O\n---\n", "1: file"),
        ("_news/2026-03-01-warsztat.md", "---\ndate: 2026-03-01\n---\n", "1: title"),
        ("_news/2026-03-01-warsztat.md", "---\ntitle: O\ntags: a\n---\n", "3: tags"),
        ("_news/2026-03-01-warsztat.md", "---\ntitle: O\nevent: jutro\n---\n", "3: event"),
        ("_news/2026-03-01-warsztat.md", "---\ntitle: O\nevent: {place: Biecz}\n---\n", "3: event"),
        ("_news/2026-03-01-warsztat.md", "---\ntitle: O\nevent:\n  start: 10.03.2026\n---\n", "4: event.start"),
        ("_news/2026-03-01-warsztat.md", "---\ntitle: O\nevent:\n  start: 2026-03-01 25:00\n---\n", "4: event.start"),
        (
            "_news/2026-03-01-warsztat.md",
            "---\ntitle: O\nevent:\n  begin: a\n  start: 2026-03-01\n---\n",
            "4: event.begin",
        ),
        (
            "_news/2026-03-01-warsztat.md",
            "---\ntitle: O\nevent:\n  start: 2026-03-02\n  end: 2026-03-01\n---\n",
            "5: event.end",
        ),
        ("_units/321401.md", "---\nname: Urząd\n---\n", "1: file"),
        ("_units/9999999.md", "---\nname: Urząd\n---\n", "1: file"),
        ("_units/3214011.md", "---\naddress: Rynek 1\n---\n", "1: name"),
        ("_units/3214011.md", "---\nname: Urząd\nteams: [Biuro]\n---\n", "3: teams.1"),
        ("_units/3214011.md", "---\nname: U\nteams:\n  - name: a\n    email: b\n---\n", "5: teams.1.email"),
        ("_pages/o-bazie.md", "---\ntitle: O\n---\n<b>a</b>\n", "warning 4: file"),
    ],
)
def test_a_problem_is_named_at_its_file_line_and_key(tmp_path: Path, name: str, text: str, fault: str) -> None:
    folder = put(tmp_path, name, text)
    (folder / "_pages").mkdir(exist_ok=True)
    found = pages.load(folder, register())
    assert places(found.problems) == [fault]
    assert found.problems[0].path == f"practices/{name}"
    assert bool([*own(found), *found.news, *found.offices]) == fault.startswith("warning")


def test_links_and_other_things_are_not_read(tmp_path: Path) -> None:
    folder = put(tmp_path, "_pages/o-bazie.md", "---\ntitle: O bazie\n---\n")
    (folder / "_pages" / "link.md").symlink_to(folder / "_pages" / "o-bazie.md")
    (folder / "_pages" / "katalog.md").mkdir()
    put(tmp_path, "_pages/README.md", "o katalogu")
    found = pages.load(folder)
    assert ([page.slug for page in own(found)], found.problems) == (["o-bazie"], ())
