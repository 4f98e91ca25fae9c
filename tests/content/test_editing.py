"""Editing: a change touches the lines of its key, and everything else stays byte by byte."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bdp.content.body import split_body
from bdp.content.editing import NotEditable, update
from bdp.content.fields import FIELDS
from bdp.content.front_matter import parse, split
from bdp.content.nodes import Mapping, Node, Scalar, Sequence
from bdp.domain.practice import Attachment, Contact, Practice
from tests.content.records import good
from tests.project import TOP

EXAMPLES = sorted((TOP / "tests" / "contract" / "base" / "practices").glob("*.md"))
FULL = (TOP / "tests/contract/base/practices/centrum-organizacji-stargard.md").read_text(encoding="utf-8")
SMALL = "---\n# uwaga\ntitle: 'Ogród'   # tytuł\nstatus: draft\n\n# o miejscu\nplace: Biecz\n---\nSkrót.\n\n## Opis\n"


def lines(old: str, new: str) -> tuple[list[str], list[str]]:
    """Return the lines that are only in the old text and those that are only in the new one."""
    before, after = old.splitlines(), new.splitlines()
    return [line for line in before if line not in after], [line for line in after if line not in before]


def plain(node: Node) -> object:
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.items}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text if isinstance(node, Scalar) else None


def header(text: str) -> dict[str, object]:
    mapping, faults = parse(split(text.encode()).header)
    assert faults == ()
    return {key.text: plain(value) for key, value in mapping.items}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("dress", [lambda t: t, lambda t: "\ufeff" + t.replace("\n", "\r\n")], ids=["lf", "bom-crlf"])
def test_no_change_returns_the_same_text(path: Path, dress: Callable[[str], str]) -> None:
    text = dress(path.read_text(encoding="utf-8"))
    assert update(text, {}) == text
    assert update(text, header(text)) == text
    assert (
        update(text, dict(zip(("summary", "presentation"), split_body(split(text.encode()).body), strict=True))) == text
    )


@pytest.mark.parametrize(
    ("changes", "gone", "come"),
    [
        ({"title": "Łąka: nowa"}, ["title: 'Ogród'   # tytuł"], ["title: 'Łąka: nowa' # tytuł"]),
        ({"place": "Gorlice"}, ["place: Biecz"], ["place: Gorlice"]),
        ({"place": None}, ["place: Biecz"], []),
        ({"place": "12"}, ["place: Biecz"], ['place: "12"']),
        ({"place": "NO"}, ["place: Biecz"], ['place: "NO"']),
        ({"place": "a # b"}, ["place: Biecz"], ["place: 'a # b'"]),
        ({"themes": ["kultura", "transport"]}, [], ["themes: [kultura, transport]"]),
        ({"teryt": "0264011"}, [], ['teryt: "0264011"']),
        ({"population": 66200}, [], ["population: 66200"]),
        ({"entered": date(2026, 2, 10)}, [], ["entered: 2026-02-10"]),
        ({"started": "2019"}, [], ["started: 2019"]),
        ({"partners": ["A, B", "C"]}, [], ["partners:", "  - A, B", "  - C"]),
        ({"contacts": [{"role": "a", "confirmed": False}]}, [], ["contacts:", "  - role: a", "    confirmed: false"]),
        ({"source": {"name": "A", "url": "www.x.pl"}}, [], ["source:", "  name: A", "  url: www.x.pl"]),
        ({"plain": "Raz.\nDwa."}, [], ["plain: |-", "  Raz.", "  Dwa."]),
        ({"keywords": []}, [], []),
        ({"summary": "Nowy."}, ["Skrót."], ["Nowy."]),
        ({"presentation": "## Nowa\n\nTreść."}, ["## Opis"], ["## Nowa", "Treść."]),
        ({"presentation": ""}, ["## Opis"], []),
    ],
)
def test_a_change_touches_only_the_lines_of_its_key(
    changes: dict[str, object], gone: list[str], come: list[str]
) -> None:
    assert lines(SMALL, update(SMALL, changes)) == (gone, come)


def test_a_new_key_stands_where_the_format_has_it() -> None:
    text = update(
        SMALL, {"unit_type": "powiat", "voivodeship": "slaskie", "withdrawn_reason": "Bo tak", "themes": ["kultura"]}
    )
    keys = [line.partition(":")[0] for line in text.splitlines() if ":" in line and not line.startswith("#")]
    assert keys == ["title", "status", "themes", "unit_type", "place", "voivodeship", "withdrawn_reason"]


def test_an_item_of_a_list_changes_alone_with_its_neighbours_comments_kept() -> None:
    text = "---\ncontacts:\n- role: a   # pierwszy\n  phone: '1'\n# drugi\n- {role: b,  phone: \"2\"}\n---\n"
    new = update(text, {"contacts": [{"role": "a", "phone": "1"}, {"role": "b", "phone": "3"}]})
    assert lines(text, new) == (['- {role: b,  phone: "2"}'], ['- {role: b, phone: "3"}'])


def test_an_item_taken_out_leaves_the_others() -> None:
    practice = good(FULL.partition("---\n")[2].partition("---\n")[0], files=("regulamin.txt",))
    contacts = [c for c in practice.contacts if c.confirmed]
    values = [
        {"role": c.role, "organisation": c.organisation, "phone": c.phone, "email": c.email, "until": c.until}
        for c in contacts
    ]
    assert lines(FULL, update(FULL, {"contacts": values})) == (
        ['  - {role: sekretariat, organisation: Urząd Gminy, phone: "91 000 00 03", confirmed: false}'],
        [],
    )


def test_what_means_the_same_keeps_its_lines() -> None:
    assert (
        update(FULL, {"population": 66200, "lat": 53.337, "updated": date(2026, 5, 20), "cost_pln": "185 000"}) == FULL
    )


def test_line_ends_and_the_byte_order_mark_are_kept() -> None:
    text = "\ufeff" + SMALL.replace("\n", "\r\n")
    new = update(text, {"place": "Gorlice", "forms": ["konsultacje"], "summary": "Nowy\nskrót."})
    assert new.startswith("\ufeff---\r\n")
    assert "\n" not in new.replace("\r\n", "")
    assert header(new)["forms"] == ["konsultacje"]


@pytest.mark.parametrize(
    ("text", "changes", "new"),
    [
        ("---\n---", {"title": "Ogród"}, "---\ntitle: Ogród\n---"),
        ("---\n---\n", {"summary": "A"}, "---\n---\nA\n"),
        ("---\ntitle: A\n---", {"summary": "A"}, "---\ntitle: A\n---\nA\n"),
        ("---\n{title: Ogród, place: A}\n---\n", {"place": "B"}, "---\n{title: Ogród, place: B}\n---\n"),
        ("---\ntitle:\n# miejsce\nplace:\n---\n", {"place": "B"}, "---\ntitle:\n# miejsce\nplace: B\n---\n"),
        ("---\nplace: A\nnieznany: x\n---\n", {"nieznany": "y"}, "---\nplace: A\nnieznany: y\n---\n"),
        (
            "---\nplace: |\n  A\n  # nie uwaga\n\n# uwaga\n---\n",
            {"place": "B"},
            "---\nplace: |-\n  B\n\n# uwaga\n---\n",
        ),
    ],
)
def test_odd_headers_are_edited_too(text: str, changes: dict[str, object], new: str) -> None:
    assert update(text, changes) == new


@pytest.mark.parametrize(
    "text",
    ["", "bez nagłówka", "---\ntitle: [\n---\n", "---\na: 1\na: 2\n---\n", "---\na: \0\n---\n", "---\na: &b c\n---\n"],
)
def test_a_text_with_faults_is_not_edited(text: str) -> None:
    with pytest.raises(NotEditable):
        update(text, {"title": "Ogród"})


REFUSED = "\ufeff\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SIGNS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters=REFUSED)
WORDS = st.text(SIGNS, max_size=40).map(str.strip)
SOME = WORDS.filter(bool)
CONTACTS = st.lists(st.fixed_dictionaries({"role": SOME}, optional={"phone": SOME}), max_size=3)
LISTS = st.lists(SOME, max_size=4)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "title": WORDS,
        "place": WORDS,
        "population": st.integers(0, 10**6),
        "entered": st.dates(),
        "keywords": LISTS,
        "results": LISTS,
        "contacts": st.lists(st.fixed_dictionaries({"role": SOME}, optional={"phone": SOME}), max_size=3),
        "source": st.fixed_dictionaries({"name": SOME}),
        "plain": st.lists(SOME, max_size=3).map("\n".join),
    },
)


def wanted(value: object) -> object:
    if isinstance(value, list):
        return [wanted(item) for item in value]
    if isinstance(value, dict):
        return {key: wanted(part) for key, part in value.items()}
    return value if isinstance(value, str) else str(value)


@example(
    SMALL, {"results": ["?0", ":0", "-0", "? 0", ": 0", "- 0", "[0", "{0", "#0", "0: 0", "0 #0", "&0", "*0", "!0"]}
)
@given(st.sampled_from([SMALL, FULL, SMALL.replace("\n", "\r\n"), "---\n---\n"]), VALUES)
def test_any_value_is_written_so_that_it_is_read_again(text: str, changes: dict[str, object]) -> None:
    new = update(text, changes)
    found = header(new)
    for key, value in changes.items():
        kind = next(field.kind for field in FIELDS if field.key == key)
        if value in ("", []):
            assert key not in found
        elif not (kind.bare and key in header(text)):
            assert found[key] == wanted(value)
    untouched = {key: value for key, value in header(text).items() if key not in changes}
    assert {key: value for key, value in found.items() if key not in changes} == untouched
    assert split(new.encode()).body == split(text.encode()).body


def test_an_address_with_a_query_is_quoted_since_readers_of_yaml_1_1_need_it() -> None:
    text = update(SMALL, {"websites": ["http://www.x.example.pl/index.php?id=12"]})
    assert 'websites: ["http://www.x.example.pl/index.php?id=12"]' in text


def test_a_number_with_a_zero_before_it_is_quoted_since_some_readers_drop_the_zero() -> None:
    assert 'teryt: "0802063"' in update(SMALL, {"teryt": "0802063"})


@given(st.sampled_from([SMALL, FULL]), VALUES)
def test_a_second_update_with_the_same_values_changes_nothing(text: str, changes: dict[str, object]) -> None:
    once = update(text, changes)
    assert update(once, changes) == once


def test_an_edited_record_is_read_with_its_new_values() -> None:
    changes = {
        "contacts": [{"role": "sekretariat", "phone": "18 000 00 02"}],
        "attachments": [{"file": "plan.pdf", "title": "Plan: nowy"}],
        "lat": 50.5,
        "lon": 20.5,
    }
    text = update("---\ntitle: Ogród społeczny\n---\nSkrót.\n", changes)
    practice = good(split(text.encode()).header, files=("plan.pdf",))
    assert practice == Practice(
        "proba-formatu",
        title="Ogród społeczny",
        lat=50.5,
        lon=20.5,
        contacts=(Contact(role="sekretariat", phone="18 000 00 02"),),
        attachments=(Attachment("plan.pdf", "Plan: nowy"),),
        summary="Skrót.",
    )
