"""The controlled lists: what the package ships, and lists of a base in their place."""

from itertools import combinations
from pathlib import Path

import pytest

from bdp.content import vocabularies
from bdp.domain.polish import fold, slugify
from bdp.domain.vocabulary import NAMES, Vocabulary
from tests.content.records import lists, places

SHIPPED = {name: getattr(lists(), name) for name in NAMES}


def load(root: Path, name: str, text: str | bytes) -> tuple[Vocabulary, list[str]]:
    """Put one list into a base; return it as loaded and where its problems are."""
    path = root / "practices" / "_vocabulary" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    found, problems = vocabularies.load(root / "practices")
    assert {p.path for p in problems} <= {f"practices/_vocabulary/{name}.yaml"}
    return getattr(found, name), places(problems)


@pytest.mark.parametrize(("name", "count"), [("themes", 23), ("forms", 22), ("unit_types", 10), ("voivodeships", 16)])
def test_the_shipped_lists_are_those_of_the_format(name: str, count: int) -> None:
    assert len(SHIPPED[name]) == count


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_entry_has_both_labels_and_an_id_like_an_address(name: str) -> None:
    for term in SHIPPED[name]:
        assert term.pl
        assert term.en
        assert slugify(term.id) == term.id


def test_sub_themes_lie_under_departments() -> None:
    themes = SHIPPED["themes"]
    assert themes.with_parents(["kultura"]) == ("uslugi-spoleczne", "kultura")
    assert sum(1 for term in themes if term.parent) == 13


def test_voivodeships_have_the_codes_of_the_register() -> None:
    assert lists().voivodeship_of("2465011") == "slaskie"
    assert len({term.teryt for term in SHIPPED["voivodeships"]}) == 16


def test_old_names_of_unit_types_stand_for_them() -> None:
    assert SHIPPED["unit_types"].by_spelling("Powiat grodzki") == "miasto-na-prawach-powiatu"
    assert SHIPPED["unit_types"].by_spelling("związek międzygminny") == "zwiazek"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("JST", "samorząd terytorialny"),
        ("NGO", "trzeci sektor"),
        ("PSZOK", "punkt selektywnego zbierania odpadów komunalnych"),
        ("RDPP", "rada działalności pożytku publicznego"),
        ("budżet obywatelski", "budżet partycypacyjny"),
        ("KGW", "koło gospodyń wiejskich"),
        ("CUS", "centrum usług społecznych"),
        ("MOPR", "MOPS"),
        ("powiat grodzki", "miasto na prawach powiatu"),
        ("WTZ", "warsztat terapii zajęciowej"),
        ("ZIT", "zintegrowane inwestycje terytorialne"),
    ],
)
def test_synonyms_are_one_group(one: str, other: str) -> None:
    assert SHIPPED["synonyms"].by_spelling(one) == SHIPPED["synonyms"].by_spelling(other) is not None


def test_a_word_is_in_two_groups_of_synonyms_only_where_one_holds_the_other() -> None:
    """A "GOPS" is an "OPS", too, but not the other way round."""
    groups = [{fold(word) for word in (term.pl, *term.aliases)} for term in SHIPPED["synonyms"]]
    for one, other in combinations(groups, 2):
        assert not one & other or one < other or other < one
    assert len(groups) > 60


def test_a_base_without_lists_uses_the_shipped_ones(tmp_path: Path) -> None:
    found, problems = vocabularies.load(tmp_path / "practices")
    assert problems == ()
    assert found.themes.ids == SHIPPED["themes"].ids


def test_a_list_of_the_base_replaces_the_shipped_one_alone(tmp_path: Path) -> None:
    text = "\ufeff# nasze\r\n- id: morze\r\n  label: {pl: Morze, en: Sea}\r\n  aliases: [ocean]\r\n"
    themes, problems = load(tmp_path, "themes", text)
    assert (themes.ids, themes.label("morze", "en"), themes.by_spelling("OCEAN"), problems) == (
        ("morze",),
        "Sea",
        "morze",
        [],
    )
    assert vocabularies.load(tmp_path / "practices")[0].forms.ids == SHIPPED["forms"].ids


def test_a_voivodeship_without_code_keeps_the_known_one(tmp_path: Path) -> None:
    load(tmp_path, "voivodeships", "- id: slaskie\n  label: {pl: śląskie}\n")
    assert vocabularies.load(tmp_path / "practices")[0].voivodeship_of("2465011") == "slaskie"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "1: file"),
        ("[]", "1: file"),
        ("id: a\nlabel: {pl: A}\n", "1: file"),
        ("tekst\n", "1: file"),
        ("- tekst\n", "1: 1"),
        ("- label: {pl: A}\n", "1: 1.id"),
        ("- id: a\n", "1: 1.label.pl"),
        ("- id: a\n  label: A\n", "2: 1.label"),
        ("- id: Ą\n  label: {pl: A}\n", "1: 1.id"),
        ("- id: a\n  label: {pl: A, de: B}\n", "2: 1.label.de"),
        ("- id: a\n  label: {pl: A}\n  alias: b\n", "3: 1.alias"),
        ("- id: a\n  label: {pl: A}\n  aliases: b\n", "3: 1.aliases"),
        ("- id: a\n  label: {pl: A}\n- id: a\n  label: {pl: B}\n", "3: 2.id"),
        ("- id: a\n  label: {pl: A}\n  parent: b\n", "1: 1.parent"),
        ("- id: a\n  label: {pl: A}\n  parent: a\n", "1: 1.parent"),
        ("- id: a\n  label: {pl: A}\n  teryt: 1\n", "3: 1.teryt"),
        ("- id: a\n  id: b\n  label: {pl: A}\n", "2: 1.id"),
        ("- &a {id: a, label: {pl: A}}\n", "1: 1"),
        ("- id: a\n  label: {pl: A\n", "2: file"),
        ("[" * 5000, "1: file"),
        ("- id: a\n  label: {pl: A\0}\n", "2: file"),
        ("- id: łódź\n".encode("cp1250"), "1: file"),
        (b"#" * 2_000_000, "1: file"),
    ],
)
def test_a_list_with_a_problem_is_named_and_the_shipped_one_used(tmp_path: Path, text: str | bytes, fault: str) -> None:
    themes, problems = load(tmp_path, "themes", text)
    assert problems == [fault]
    assert themes.ids == SHIPPED["themes"].ids


def test_a_list_that_is_a_link_or_a_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "practices" / "_vocabulary"
    folder.mkdir(parents=True)
    (folder / "themes.yaml").symlink_to("/etc/hostname")
    (folder / "forms.yaml").mkdir()
    _, problems = vocabularies.load(tmp_path / "practices")
    assert [p.path for p in problems] == ["practices/_vocabulary/forms.yaml", "practices/_vocabulary/themes.yaml"]
