"""The numbers beside the filters keep their promise: every box that can be ticked is ticked, over the sample base."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient

from bdp.app import create_app
from bdp.domain.polish import sort_key
from bdp.domain.query import HAS, NARROWING
from tests.sample import SampleBase
from tests.web.page import Page

STATES = (
    "/praktyki",
    "/praktyki?q=rada",
    "/praktyki?q=wspolpraca+gmin+zwiazek",  # no practice has all of it
    "/en/praktyki?q=consultations",
    "/praktyki?theme=uslugi-spoleczne&size=20000-50000",
    "/praktyki?theme=kultura&theme=uslugi-techniczne&from=2010",
    "/praktyki?voivodeship=slaskie&voivodeship=malopolskie&has=attachments",
    "/praktyki?theme=transport&theme=kultura&voivodeship=lubuskie",  # of the two themes one finds nothing
    "/praktyki?voivodeship=slaskie&powiat=2464&powiat=2465",
    "/praktyki?powiat=2465&has=results",
    "/praktyki?q=rada&unit_type=gmina-miejska&form=konsultacje&sort=title&per_page=5",
)
Pairs = list[tuple[str, str]]


@pytest.fixture(scope="module")
def client(built: Path, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Return a reader of the sample base."""
    root = shutil.copytree(built, tmp_path_factory.mktemp("counts") / "base", symlinks=True)
    return create_app(SampleBase(root).config).test_client()


def form(page: Page) -> Element:
    """Return the form of the list."""
    return page.one("form[@id='szukaj']")


def sent(fields: Iterator[Element], ticked: Element | None = None) -> Pairs:
    """Return what a browser sends: boxes that are on (``ticked`` changes its state) and other fields, none disabled."""
    pairs = []
    for field in fields:
        box = field.get("type") == "checkbox"
        on = ("checked" in field.attrib) != (field is ticked) if box else True
        if field.get("name") and on and "disabled" not in field.attrib:
            pairs.append((field.get("name", ""), field.get("value", "")))
    return pairs


def total(client: FlaskClient, path: str, pairs: Pairs) -> int:
    """Return how many practices the list behind a click has."""
    path = path.partition("?")[0]
    return int(client.get(f"{path}.json", query_string=pairs).get_json()["total"])


def boxes(page: Page) -> dict[tuple[str, str], tuple[Element, int]]:
    """Return the boxes that can be ticked or emptied, by name and value, each with the number beside it."""
    found = {}
    for row in form(page).iter("label"):
        box = row.find("input[@type='checkbox']")
        if box is not None and "disabled" not in box.attrib:
            number = row.findtext("span[@class='choice__count']", "")
            found[box.get("name", ""), box.get("value", "")] = box, int("".join(filter(str.isdigit, number)))
    return found


@pytest.mark.parametrize("state", STATES)
def test_every_box_leads_to_as_many_practices_as_it_says_and_never_to_none(client: FlaskClient, state: str) -> None:
    """In a facet with a choice the number tells what the value itself adds to, so the list has at least that many."""
    page = Page(client.get(state).text)
    before = total(client, state, sent(form(page).iter("input")))
    chosen = {name for (name, _), (box, _) in boxes(page).items() if "checked" in box.attrib}
    wrong = []
    for (name, value), (box, number) in boxes(page).items():
        after = total(client, state, sent(form(page).iter("input"), box))
        alone = name not in chosen and not form(page).findall(f".//input[@type='hidden'][@name='{name}']")
        if "checked" in box.attrib:
            kept = after > 0
        elif alone or name == "has":
            kept = after == number > 0
        else:
            kept = after >= max(number, before) and number > 0
        wrong += [] if kept else [(name, value, number, after)]
    assert wrong == []
    assert {name for name, _ in boxes(page)} <= {*NARROWING, "has"}


@pytest.mark.parametrize("state", STATES)
def test_the_form_sent_as_it_is_asks_the_same_question(client: FlaskClient, state: str) -> None:
    page = Page(client.get(state).text)
    query = sent(form(page).iter("input"))
    again = Page(client.get(state.partition("?")[0], query_string=query, follow_redirects=True).text)
    assert again.text("p[@role='status']") == page.text("p[@role='status']")
    assert again.one("link[@rel='canonical']").get("href") == page.one("link[@rel='canonical']").get("href")


@pytest.mark.parametrize("state", STATES)
def test_links_beside_the_boxes_lead_to_practices_too(client: FlaskClient, state: str) -> None:
    """A sub-theme in place of its department, and a choice taken back where its box is fixed.

    Where several choices leave nothing, it may take more than one step back.
    """
    page = Page(client.get(state).text)
    for link in form(page).iter("a"):
        there = Page(client.get(link.get("href", "")).text)
        assert there.all("li[@class='result']") or not page.all("li[@class='result']"), link.get("href")


@pytest.mark.parametrize("state", STATES)
def test_themes_and_forms_stand_by_their_counts_and_places_by_the_alphabet(client: FlaskClient, state: str) -> None:
    page = Page(client.get(state).text)
    for facet in ("theme", "form"):
        tops = page.texts(f"fieldset[@data-facet='{facet}']/ul/li/label/span[@class='choice__count']")
        counts = list(map(int, tops))
        assert counts == sorted(counts, reverse=True)
    for facet in ("voivodeship", "powiat"):
        names = page.texts(f"fieldset[@data-facet='{facet}']//span[@class='choice__label']")
        assert names == sorted(names, key=sort_key)


def test_every_choice_can_be_taken_back_where_it_stands(client: FlaskClient) -> None:
    page = Page(client.get("/praktyki?theme=transport&theme=kultura&voivodeship=lubuskie").text)
    fixed = {box.get("value") for box in form(page).iter("input") if "disabled" in box.attrib}
    assert fixed == {"transport", "kultura"}
    links = {link.get("href", "") for link in form(page).iter("a")}
    assert links == {"/praktyki?voivodeship=lubuskie&theme=transport", "/praktyki?voivodeship=lubuskie"}


def test_what_is_required_tells_how_much_is_left_with_it(client: FlaskClient) -> None:
    numbers = {
        value: number
        for (name, value), (_, number) in boxes(Page(client.get("/praktyki").text)).items()
        if name == "has"
    }
    assert set(numbers) <= set(HAS)
    for value, number in numbers.items():
        assert total(client, "/praktyki", [("has", value)]) == number
