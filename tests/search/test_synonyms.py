"""Synonyms: ways to say one thing count as one, and what was typed comes before what means the same."""

from pathlib import Path

import pytest

from tests.search.shelf import Shelf, entry, group

CENTRES = (
    group("OPS", "ośrodek pomocy społecznej", "GOPS", "MOPS", "gminny ośrodek pomocy", "miejski ośrodek pomocy"),
    group("GOPS", "gminny ośrodek pomocy"),
    group("MOPS", "miejski ośrodek pomocy"),
)
WASTE = (group("odpady", "śmieci"), group("odbiór odpadów", "wywóz śmieci"))


def test_a_record_that_says_it_in_many_ways_does_not_come_first_for_that(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, group("senior", "osoba starsza", "emeryt")).add(
        entry("one", summary="Senior i senior, seniorzy."),
        entry("many", summary="Senior, osoba starsza, emeryt."),
    )
    assert shelf.slugs("senior") == ["one", "many"]
    assert shelf.find("senior").total == 2


@pytest.mark.parametrize("typed", ["MOPS", "GOPS", "OPS"])
def test_what_was_typed_comes_before_its_synonyms_and_these_before_what_is_akin(tmp_path: Path, typed: str) -> None:
    shelf = Shelf(tmp_path, *CENTRES).add(
        entry("gops", summary="Pisze GOPS"),
        entry("gops-whole", summary="Pisze gminny ośrodek pomocy"),
        entry("mops", summary="Pisze MOPS"),
        entry("mops-whole", summary="Pisze miejski ośrodek pomocy"),
        entry("ops", summary="Pisze OPS"),
    )
    found = shelf.slugs(typed)
    assert len(found) == 5
    assert found[0] == typed.lower()
    if typed != "OPS":
        assert found[1] == f"{typed.lower()}-whole"


def test_a_rare_synonym_does_not_outweigh_the_word(tmp_path: Path) -> None:
    often = [entry(f"often-{n}", summary="samochód i droga") for n in range(8)]
    shelf = Shelf(tmp_path, group("samochód", "auto")).add(*often, entry("rare", summary="auto i droga"))
    assert shelf.slugs("samochód")[-1] == "rare"
    assert shelf.slugs("auto")[0] == "rare"


@pytest.mark.parametrize("q", ["wywóz śmieci", "wywozem śmieci"])
def test_the_words_of_a_name_have_synonyms_of_their_own(tmp_path: Path, q: str) -> None:
    shelf = Shelf(tmp_path, *WASTE).add(
        entry("scattered", summary="Odpady: ich wywóz."), entry("name", summary="Odbiór odpadów.")
    )
    assert sorted(shelf.slugs(q)) == ["name", "scattered"]


def test_synonyms_change_no_counts_of_facets(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, *WASTE).add(
        entry("a", summary="odpady i śmieci", voivodeship="slaskie"),
        entry("b", summary="śmieci", voivodeship="opolskie"),
    )
    assert shelf.find("odpady").counts["voivodeship"] == {"slaskie": 1, "opolskie": 1}
