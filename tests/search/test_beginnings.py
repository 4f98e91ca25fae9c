"""test_beginnings: what word* finds."""

from pathlib import Path

from tests.search.shelf import Shelf, entry


def test_too_many_words_behind_a_prefix_are_said(tmp_path: Path) -> None:
    words = " ".join(f"kot{n}x" for n in range(1200))
    shelf = Shelf(tmp_path).add(entry("koty", "Koty", presentation=words))
    assert shelf.find("kot*").notes == ("prefix_limited",)
    assert shelf.find("kot*").total == 1


def test_of_too_many_words_behind_a_prefix_the_most_frequent_are_searched(tmp_path: Path) -> None:
    words = " ".join(f"kot{n}x" for n in range(1200))
    shelf = Shelf(tmp_path).add(
        entry("wszystkie", "Wszystkie", presentation=f"{words} kotzz"),
        entry("czesty", "Częsty", presentation="kotzz"),
    )
    assert sorted(shelf.slugs("kot*")) == ["czesty", "wszystkie"]


def test_a_prefix_with_its_letters_is_searched_in_all_words_that_have_them(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path).add(
        entry("lodz", "Łódź"), entry("lod", "Lodówka"), entry("lodka", "Łodzianie"), entry("inna", "Lód, żółw i łan")
    )
    assert set(shelf.slugs("łod*")) == {"lodka", "lodz"}
    assert shelf.slugs("łód*") == ["lodz"]
    assert set(shelf.slugs("lód*")) == {"inna", "lodz"}
    assert set(shelf.slugs("lod*")) == {"lodz", "lod", "lodka", "inna"}
