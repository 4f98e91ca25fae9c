"""Counting visits from the logs of web servers: what counts, what is kept, and that nothing counts twice."""

import gzip
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bdp.config import Config
from bdp.domain.errors import WrongUse
from bdp.services import visits

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = date(2026, 11, 21)


def line(
    minutes: float = 0, address: str = "192.0.2.1", target: str = "/praktyki", agent: str = FIREFOX, **other: str
) -> str:
    told = {"method": "GET", "status": "200", "before": ""} | other
    moment = f"{NOON + timedelta(minutes=minutes):%d/%b/%Y:%H:%M:%S +0000}"
    request = f'"{told["method"]} {target} HTTP/1.1" {told["status"]} 5120 "https://example.org/"'
    return f'{told["before"]}{address} - - [{moment}] {request} "{agent}"'


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Return the settings of an empty base."""
    return Config(root=tmp_path)


def log(config: Config, name: str, *lines: str) -> str:
    path = config.root / name
    path.write_text("".join(f"{text}\n" for text in lines), encoding="utf-8")
    return str(path)


def days(config: Config, *logs: str) -> dict[str, int]:
    counted = visits.count(config, logs).visits.days
    return {day.isoformat(): number for day, number in counted.items()}


def test_a_reader_who_goes_from_page_to_page_is_one_visit_and_one_who_comes_back_later_another(config: Config) -> None:
    moments = [0, 29, 58, 88, 300]  # the pauses are 29, 29, 30 and 212 minutes
    assert days(config, log(config, "a.log", *(line(minutes) for minutes in moments))) == {"2026-11-21": 3}


def test_readers_are_told_apart_by_address_and_program(config: Config) -> None:
    lines = [line(), line(address="192.0.2.2"), line(agent=PHONE), line(1), line(address="2001:db8::1")]
    assert days(config, log(config, "a.log", *lines)) == {"2026-11-21": 4}


@pytest.mark.parametrize(
    "target",
    ["/", "/en", "/en/", "/praktyki?q=dom.organizacji", "/praktyki/dom", "/zalaczniki/dom/a.pdf/tekst", "/strona/api"],
)
def test_opening_a_page_counts(config: Config, target: str) -> None:
    assert days(config, log(config, "a.log", line(target=target))) == {"2026-11-21": 1}


@pytest.mark.parametrize(
    "target",
    [
        "/static/css/site.css?v=1",
        "/praktyki.json",
        "/en/praktyki.csv?q=a",
        "/zalaczniki/dom/a.pdf",
        "/aktualnosci.atom",
        "/podpowiedzi?q=a",
        "/health",
        "/redakcja/praktyki",
        "/favicon.ico",
        "*",
    ],
)
def test_what_programs_ask_for_does_not_count(config: Config, target: str) -> None:
    assert days(config, log(config, "a.log", line(target=target))) == {}


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; GPTBot/1.2",
        "curl/8.14.1",
        "python-requests/2.32.3",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36",
        "-",
        "",
    ],
)
def test_robots_do_not_count(config: Config, agent: str) -> None:
    assert days(config, log(config, "a.log", line(agent=agent))) == {}


@pytest.mark.parametrize("other", [{"method": "POST"}, {"status": "404"}, {"status": "301"}, {"method": "HEAD"}])
def test_only_pages_that_were_shown_count(config: Config, other: dict[str, str]) -> None:
    assert days(config, log(config, "a.log", line(0, **other))) == {}


def test_a_page_from_the_cache_of_the_browser_counts(config: Config) -> None:
    assert days(config, log(config, "a.log", line(status="304"))) == {"2026-11-21": 1}


def test_days_begin_at_midnight_in_poland_whatever_the_clock_of_the_server(config: Config) -> None:
    late = [line(minutes, address=f"192.0.2.{minutes}") for minutes in (659, 660)]  # 23:59 and 0:00 in winter
    assert days(config, log(config, "a.log", *late)) == {"2026-11-21": 1, "2026-11-22": 1}


def test_the_same_log_again_adds_nothing_whatever_its_name_and_form(config: Config) -> None:
    lines = [line(minutes, address=f"192.0.2.{minutes % 200}") for minutes in range(0, 600, 7)]
    first = days(config, log(config, "access.log", *lines))
    again = days(config, log(config, "access.log.1", *lines))
    packed = config.root / "access.log.2.gz"
    packed.write_bytes(gzip.compress((config.root / "access.log").read_bytes()))
    assert first == again == days(config, str(packed)) == days(config, str(packed), str(packed))


@pytest.mark.parametrize("cut", [1, 30, 59])
def test_a_log_that_grows_or_is_rotated_in_the_day_counts_as_it_would_at_once(tmp_path: Path, cut: int) -> None:
    lines = [line(minutes * 12, address=f"192.0.2.{minutes}") for minutes in range(60)]
    at_once, growing, rotated = (Config(root=tmp_path / name) for name in ("once", "growing", "rotated"))
    for config in (at_once, growing, rotated):
        config.root.mkdir()
    expected = days(at_once, log(at_once, "a.log", *lines))
    days(growing, log(growing, "a.log", *lines[:cut]))
    assert days(growing, log(growing, "a.log", *lines)) == expected
    days(rotated, log(rotated, "a.log", *lines[cut:]))
    assert days(rotated, log(rotated, "a.log.1", *lines[:cut])) == expected


def test_a_visit_that_goes_on_in_the_log_that_has_grown_is_still_one(config: Config) -> None:
    days(config, log(config, "a.log", line(0), line(10)))
    assert days(config, log(config, "a.log", line(0), line(10), line(20), line(55))) == {"2026-11-21": 2}


def test_logs_of_two_servers_of_one_time_are_counted_together(config: Config) -> None:
    first = log(config, "a.log", line(0), line(20), line(400, address="192.0.2.7"))
    second = log(config, "b.log", line(10), line(40))
    assert days(config, first, second) == {"2026-11-21": 2}


def test_a_server_may_put_its_name_first(config: Config) -> None:
    assert days(config, log(config, "a.log", line(before="bdp.example.pl:443 "))) == {"2026-11-21": 1}


def test_lines_that_are_none_are_counted_and_passed_over(config: Config) -> None:
    strange = ['::1 - - [x] "GET / HTTP/1.1" 200 1 "-" "-"', "błąd", "\x00\xff" * 40, '"' * 20_000, line() + '"']
    bad_day = line().replace("21/Nov", "31/Nov")
    counted = visits.count(config, [log(config, "a.log", *strange, bad_day, "", line())])
    assert counted.visits.days == {DAY: 1}
    assert counted.unreadable >= 5
    assert counted.added == 1


def test_nothing_that_names_a_reader_is_kept(config: Config) -> None:
    days(config, log(config, "a.log", line(), line(agent=PHONE)))
    (config.root / "a.log").unlink()
    kept = b"".join(path.read_bytes() for path in config.root.rglob("*") if path.is_file())
    told = json.loads(kept)
    assert set(told) == {"days", "read"}
    assert told["days"] == {"2026-11-21": 2}
    assert told["read"] == [["2026-11-21T12:00:00+00:00"] * 2]


def test_a_log_that_cannot_be_read_changes_nothing_and_is_named(config: Config) -> None:
    good = log(config, "a.log", line())
    before = days(config, good)
    broken = config.root / "b.log.gz"
    broken.write_bytes(gzip.compress((line(60) + "\n").encode() * 9)[:-12])
    for bad in (str(broken), str(config.root), str(config.root / "brak.log")):
        with pytest.raises(WrongUse, match=bad):
            visits.count(config, [log(config, "c.log", line(900)), bad])
    assert days(config) == before


def test_sums_that_are_damaged_are_not_overwritten_and_not_shown(config: Config) -> None:
    days(config, log(config, "a.log", line()))
    path = visits.place(config)
    path.write_text('{"days": {"2026-11-21": ', encoding="utf-8")
    assert visits.shown(config).total == 0
    with pytest.raises(WrongUse, match=r"visits\.json"):
        visits.count(config, [])
    assert path.read_text(encoding="utf-8") == '{"days": {"2026-11-21": '


def test_what_is_shown_follows_the_sums(config: Config) -> None:
    assert (visits.shown(config).total, visits.shown(config).last_day) == (0, None)
    days(config, log(config, "a.log", line(), line(1440), line(1440, address="192.0.2.9")))
    found = visits.shown(config)
    assert (found.total, found.last_day, found.days[date(2026, 11, 22)]) == (3, date(2026, 11, 22), 2)
