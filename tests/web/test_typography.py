"""Printing with care: dates, numbers, sizes, spaces."""

from datetime import date

import pytest
from markupsafe import Markup

from bdp.web import typography

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("value", "language", "printed"),
    [
        (1234, "pl", "1234"),
        (12345, "pl", "12_345"),
        (123869, "pl", "123_869"),
        (1234.5, "pl", "1234,5"),
        (185000.5, "pl", "185_000,5"),
        (1234, "en", "1,234"),
        (0, "pl", "0"),
    ],
)
def test_numbers(value: float, language: str, printed: str) -> None:
    assert typography.number(value, language) == printed.replace("_", NBSP)


def test_dates_are_written_out_and_kept_together() -> None:
    assert typography.day(date(2026, 11, 21), "pl") == "21 listopada 2026 r.".replace(" ", NBSP)
    assert typography.day(date(2026, 11, 21), "en") == "21 November 2026".replace(" ", NBSP)
    assert typography.month(date(2026, 5, 3), "pl") == f"maj{NBSP}2026"


@pytest.mark.parametrize(
    ("count", "printed"), [(0, "0_B"), (1023, "1023_B"), (1024, "1_kB"), (122_880, "120_kB"), (3_600_000, "3,4_MB")]
)
def test_sizes(count: int, printed: str) -> None:
    assert typography.size(count, "pl") == printed.replace("_", NBSP)


@pytest.mark.parametrize(
    ("started", "ended", "printed"),
    [(2019, 2024, "2019–2024"), (2019, None, "od_2019"), (2019, 2019, "2019"), (None, 2020, "2020"), (None, None, "")],
)
def test_spans_of_years(started: int | None, ended: int | None, printed: str) -> None:
    assert typography.years(started, ended, "od") == printed.replace("_", NBSP)


@pytest.mark.parametrize(
    ("plain", "tied"),
    [
        ("dom w Rydułtowach", "dom w_Rydułtowach"),
        ("W gminie i w powiecie", "W_gminie i_w_powiecie"),
        ("z o. o. i a", "z_o. o. i_a"),
        ("obok i\nw domu", "obok i_w_domu"),
        ("słowo „a to”", "słowo „a_to”"),
        ("6 marca 2011 r.", "6_marca 2011_r."),
        ("miasto – wieś – my", "miasto_– wieś_– my"),
        ("– na początku, 2014–2020, społeczno-gospodarczy", "– na początku, 2014–2020, społeczno-gospodarczy"),
        ("kalendarz", "kalendarz"),
        ("", ""),
    ],
)
def test_a_word_of_one_letter_is_tied_to_the_next_and_a_dash_to_the_word_before(plain: str, tied: str) -> None:
    assert typography.tied(plain) == tied.replace("_", NBSP)


def test_tags_are_left_alone() -> None:
    html = Markup('<p>To jest <a href="/x" title="o">link</a> w <i>tekście</i></p>')
    assert typography.tied(html) == str(html).replace(" w <i>", f" w{NBSP}<i>")
    assert isinstance(typography.tied(html), Markup)


def test_a_span_of_years_in_a_heading_stays_together_and_all_else_is_escaped() -> None:
    made = typography.headline("Program na lata 2008–2013 <b> & w gminie")
    kept = '<span class="together">2008–2013</span>'
    assert made == f"Program na lata {kept} &lt;b&gt; &amp; w{NBSP}gminie"


@pytest.mark.parametrize(
    "address", ["https://www.example.org/", "http://example.org", "www.example.org", "example.org"]
)
def test_web_addresses_are_shortened_for_reading(address: str) -> None:
    assert typography.site_name(address) == "example.org"
