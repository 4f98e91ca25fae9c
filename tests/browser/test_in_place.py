"""What the list does while it changes in place: it waits, tells of trouble, announces, and keeps everything in step."""

import re
from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import Error, Page, Route, expect

from tests.browser.conftest import NARROW, Reader

THEME = "Współpraca JST-NGO"
OTHER = "Współpraca między JST"


def held(page: Page, pattern: str) -> Callable[[], None]:
    """Hold back the answers to addresses like this; the function given lets them go."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(pattern, hold)

    def release() -> None:
        page.unroute(pattern)
        for route in waiting:
            with suppress(Error):  # the page has given the question up
                route.continue_()

    return release


def test_a_slow_answer_dims_the_list_and_says_that_it_is_busy(reader: Reader) -> None:
    page = reader.open("/praktyki")
    release = held(page, "**/praktyki?*")
    page.get_by_role("checkbox", name=THEME).check()
    region = page.get_by_role("region", name="Wyniki")
    expect(region).to_have_attribute("aria-busy", "true")
    expect(page.locator(".results")).to_have_css("opacity", "0.5")
    release()
    expect(page.get_by_role("status")).to_contain_text(f"temat {THEME}")
    expect(region).not_to_have_attribute("aria-busy", "true")


def test_after_eight_seconds_the_reader_is_told_and_may_try_again(reader: Reader) -> None:
    page = reader.open("/praktyki")
    page.clock.install()
    release = held(page, "**/praktyki?*")
    page.get_by_role("checkbox", name=THEME).check()
    page.clock.run_for(7900)
    expect(page.get_by_role("region", name="Wyniki")).to_have_attribute("aria-busy", "true")
    page.clock.run_for(200)
    expect(page.get_by_role("status")).to_contain_text("Nie udało się wczytać wyników")
    expect(page.get_by_role("checkbox", name=THEME)).to_be_checked()
    page.clock.resume()
    release()
    page.get_by_role("button", name="Spróbuj ponownie").click()
    expect(page.get_by_role("status")).to_contain_text(f"temat {THEME}")
    expect(page).to_have_url(re.compile(r"\?theme=wspolpraca-jst-ngo$"))


def test_of_two_questions_the_later_is_answered(reader: Reader) -> None:
    page = reader.open("/praktyki")
    release = held(page, "**/praktyki?theme=wspolpraca-jst-ngo")
    page.get_by_role("checkbox", name=THEME).check()
    page.get_by_role("checkbox", name=OTHER).check()
    expect(page).to_have_url(re.compile(r"\?theme=wspolpraca-jst-ngo&theme=wspolpraca-miedzy-jst$"))
    release()
    expect(page.get_by_role("status")).to_contain_text(f"{THEME} lub {OTHER}")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/praktyki$"))
    expect(page.get_by_role("checkbox", name=THEME)).not_to_be_checked()


def test_going_back_drops_the_question_that_is_under_way(reader: Reader) -> None:
    page = reader.open("/praktyki")
    page.get_by_role("checkbox", name=THEME).check()
    expect(page).to_have_url(re.compile(r"\?theme=wspolpraca-jst-ngo$"))
    release = held(page, "**/praktyki?theme=wspolpraca-jst-ngo&theme=*")
    page.get_by_role("checkbox", name=OTHER).check()
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ praktyk\w*$"))
    release()
    expect(page.get_by_role("checkbox", name=OTHER)).not_to_be_checked()
    expect(page).to_have_url(re.compile(r"/praktyki$"))


def test_the_count_is_announced_once_for_each_choice(reader: Reader) -> None:
    page = reader.open("/praktyki")
    page.evaluate("""() => {
      const status = document.querySelector("[role=status]");
      window.told = [];
      new MutationObserver(() => window.told.push(status.textContent)).observe(
        status, { childList: true, characterData: true, subtree: true });
    }""")
    page.get_by_role("checkbox", name=THEME).check()
    expect(page).to_have_url(re.compile("theme="))
    page.get_by_role("checkbox", name="załącznikami").check()
    expect(page).to_have_url(re.compile("has="))
    said = page.evaluate("() => window.told")
    assert len(said) == 2
    assert said[-1] == page.get_by_role("status").inner_text()


def test_the_head_and_the_switch_of_language_follow(reader: Reader) -> None:
    page = reader.open("/praktyki")
    page.get_by_role("checkbox", name=THEME).check()
    expect(page).to_have_url(re.compile("theme="))
    for link in ("canonical", "alternate][hreflang=en", "next", "alternate][type='application/atom+xml'"):
        href = page.locator(f"head link[rel={link}]").first.get_attribute("href")
        assert "theme=wspolpraca-jst-ngo" in (href or ""), link
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"/en/praktyki\?theme=wspolpraca-jst-ngo$"))


def test_the_same_question_again_is_no_step_of_the_history(reader: Reader) -> None:
    page = reader.open("/praktyki?q=rada")
    before = page.evaluate("() => history.length")
    for _ in range(2):
        page.get_by_role("search").get_by_role("button", name="Szukaj").click()
        expect(page.get_by_role("region", name="Wyniki")).to_be_focused()
    assert page.evaluate("() => history.length") == before


def test_a_sub_theme_takes_the_place_of_its_department(reader: Reader) -> None:
    page = reader.open("/praktyki")
    page.get_by_role("checkbox", name="Usługi techniczne").check()
    expect(page).to_have_url(re.compile(r"\?theme=uslugi-techniczne$"))
    page.get_by_role("link", name="tylko Gospodarka komunalna").click()
    expect(page).to_have_url(re.compile(r"\?theme=gospodarka-komunalna$"))
    expect(page.get_by_role("checkbox", name="Gospodarka komunalna")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Usługi techniczne")).not_to_be_checked()


def test_a_choice_that_finds_nothing_is_taken_back_where_it_stands(reader: Reader) -> None:
    page = reader.open("/praktyki?theme=transport&theme=kultura&voivodeship=lubuskie")
    expect(page.get_by_role("checkbox", name="Kultura")).to_be_disabled()
    page.get_by_role("link", name="cofnij Kultura").click()
    expect(page).to_have_url(re.compile(r"\?voivodeship=lubuskie&theme=transport$"))
    expect(page.get_by_role("checkbox", name="Transport")).to_be_enabled()


def test_a_year_that_is_being_typed_is_not_lost_to_an_answer(reader: Reader) -> None:
    page = reader.open("/praktyki")
    release = held(page, "**/praktyki?*")
    page.locator("#rok_od").fill("2010")
    page.locator("#rok_do").fill("20")
    release()
    expect(page).to_have_url(re.compile("from=2010"))
    expect(page.locator("#rok_do")).to_be_focused()
    expect(page.locator("#rok_do")).to_have_value("20")


def test_an_empty_list_on_a_phone_shows_its_message_first(reader: Reader) -> None:
    page = reader.open("/praktyki?q=rada&theme=kultura&voivodeship=opolskie", size=NARROW)
    expect(page.get_by_role("checkbox").first).not_to_be_visible()
    expect(page.get_by_role("heading", name="Nic nie znaleziono")).to_be_in_viewport()


def test_without_htmx_the_same_controls_load_whole_pages(reader: Reader) -> None:
    page = reader.open("about:blank")
    page.route("**/htmx.min.js*", lambda route: route.abort())
    page.goto("/praktyki")
    page.get_by_role("checkbox", name=THEME).check()
    page.get_by_role("button", name=re.compile("Pokaż wyniki")).click()
    expect(page.get_by_role("status")).to_contain_text(f"temat {THEME}")
    page.get_by_role("link", name=f"Usuń filtr: temat – {THEME}").click()
    expect(page).to_have_url(re.compile(r"/praktyki$"))
