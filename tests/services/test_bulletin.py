"""The news: what is coming, what a month and a day have, and the tags that lead to them."""

from datetime import date, datetime

import pytest

from bdp.domain import selection
from bdp.domain.errors import BadQuery
from bdp.domain.page import Event, News
from bdp.domain.selection import Selection
from bdp.services import bulletin

TODAY = date(2026, 11, 22)
SOON = datetime.fromisoformat("2026-11-22T10:00")
FAIR = News("2026-10-02-targi", date(2026, 10, 2), "Targi", ("wyjazd",), Event(date(2026, 11, 29), date(2026, 12, 1)))
WORKSHOP = News("2026-11-10-warsztat", date(2026, 11, 10), "Warsztat", (), Event(SOON))
OVER = News("2026-01-05-narada", date(2026, 1, 5), "Narada", ("Łódź", "baza"), Event(date(2026, 1, 20)))
PLAIN = News("2026-11-21-otwarcie", date(2026, 11, 21), "Otwarcie", ("baza",))
NEWS = (PLAIN, WORKSHOP, FAIR, OVER)


def titles(news: tuple[News, ...]) -> list[str]:
    return [item.title for item in news]


def test_events_to_come_stand_first_and_soonest_first_and_one_of_today_is_not_over() -> None:
    board = bulletin.board(NEWS, Selection(), today=TODAY)
    assert titles(board.coming) == ["Warsztat", "Targi"]
    assert titles(board.items) == ["Otwarcie", "Narada"]


def test_a_tag_is_known_by_its_slug_and_counted() -> None:
    board = bulletin.board(NEWS, Selection(tag="lodz"), today=TODAY)
    assert (titles(board.coming), titles(board.items)) == ([], ["Narada"])
    assert [(tag.slug, tag.label, tag.count) for tag in board.tags] == [
        ("baza", "baza", 2),
        ("lodz", "Łódź", 1),
        ("wyjazd", "wyjazd", 1),
    ]


def test_a_month_has_what_was_published_or_takes_place_in_it_in_the_order_of_days() -> None:
    november = bulletin.board(NEWS, Selection(month=date(2026, 11, 1)), today=TODAY)
    assert titles(november.items) == ["Otwarcie", "Warsztat", "Targi"]
    december = bulletin.board(NEWS, Selection(month=date(2026, 12, 1)), today=TODAY)
    assert titles(december.items) == ["Targi"]
    assert titles(bulletin.board(NEWS, Selection(day=date(2026, 11, 30)), today=TODAY).items) == ["Targi"]


def test_the_calendar_marks_every_day_of_an_event_and_the_day_of_news() -> None:
    month = bulletin.sheet(NEWS, date(2026, 11, 5))
    days = {day.date.day: (day.events, day.news) for week in month.weeks for day in week if day}
    assert len(days) == 30
    assert {number: marks for number, marks in days.items() if any(marks)} == {
        10: (0, 1),
        21: (0, 1),
        22: (1, 0),
        29: (1, 0),
        30: (1, 0),
    }
    assert month.weeks[0][6] is not None  # the first of November 2026 is a Sunday
    assert month.weeks[0][:6] == (None,) * 6


def test_the_calendar_leads_no_further_than_there_is_something() -> None:
    months = [bulletin.sheet(NEWS, date(2026, number, 1)) for number in (1, 11, 12)]
    assert [(month.before, month.after) for month in months] == [
        (None, date(2026, 2, 1)),
        (date(2026, 10, 1), date(2026, 12, 1)),
        (date(2026, 11, 1), None),
    ]
    assert bulletin.sheet(NEWS, date.max).after is None
    assert bulletin.sheet(NEWS, date.min).before is None


def test_many_items_come_page_by_page_and_none_is_lost() -> None:
    many = tuple(News(f"2026-01-{n:02}-wiesc", date(2026, 1, n), f"Wieść {n}") for n in range(31, 0, -1))
    boards = [bulletin.board(many, Selection(page=page), today=TODAY) for page in (1, 2, 3, 4, 5)]
    assert [len(board.items) for board in boards] == [10, 10, 10, 1, 0]
    assert {board.pages for board in boards} == {4}
    assert [item for board in boards for item in board.items] == list(many)


@pytest.mark.parametrize(
    "chosen",
    [
        Selection(),
        Selection(tag="baza", page=3),
        Selection(month=date(812, 3, 1)),
        Selection("a", day=TODAY),
    ],
)
def test_a_choice_is_an_address_that_reads_back(chosen: Selection) -> None:
    address = chosen.address("/aktualnosci")
    pairs = [tuple(pair.split("=")) for pair in address.partition("?")[2].split("&") if pair]
    assert selection.parse(pairs) == chosen  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("month", "2026-13"),
        ("month", "2026-W01"),
        ("month", "listopad"),
        ("month", "0000-01"),
        ("day", "2026-02-30"),
        ("day", "20260203"),
        ("page", "0"),
        ("page", "-1"),
        ("page", "9" * 5000),
        ("page", "²"),
        ("tag", "Łódź"),
        ("tag", "<b>"),
    ],
)
def test_a_bad_value_is_named(name: str, value: str) -> None:
    with pytest.raises(BadQuery) as caught:
        selection.parse([(name, value), ("other", "x")])
    assert caught.value.problems == ((name, value),)


def test_empty_and_unknown_parameters_are_ignored_and_the_first_of_two_counts() -> None:
    assert selection.parse([("tag", " "), ("x", "y"), ("page", "2"), ("page", "x")]) == Selection(page=2)


@pytest.mark.parametrize(
    ("event", "open_today"),
    [
        (Event(date(2026, 12, 1)), True),
        (Event(date(2026, 12, 1), deadline=date(2026, 11, 22)), True),
        (Event(date(2026, 12, 1), deadline=datetime.fromisoformat("2026-11-21T12:00")), False),
        (Event(date(2026, 11, 1)), False),
    ],
)
def test_one_may_sign_up_until_the_deadline_and_without_one_until_the_event_is_over(
    event: Event,
    *,
    open_today: bool,
) -> None:
    assert event.open_on(TODAY) == open_today
