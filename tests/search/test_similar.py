"""test_similar: which records are like one."""

import pytest

from tests.search.shelf import Shelf, entry


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Return records in two segments, one of them taken out again."""
    grown = Shelf(tmp_path_factory.mktemp("index")).add(
        entry("mine", themes=("kultura",), forms=("regranting",), population=3000, voivodeship="slaskie"),
        entry("theme", themes=("kultura",), population=4000),
        entry("size-only", themes=("transport",), population=3000),
        entry("gone", themes=("kultura",), forms=("regranting",)),
        entry("none"),
    )
    return grown.add(
        entry("both", themes=("kultura",), forms=("regranting",)),
        entry("a-theme", themes=("kultura",), population=4000),
        remove=["gone"],
    )


def test_alike_is_who_shares_themes_and_forms_those_with_most_first(shelf: Shelf) -> None:
    assert shelf.reader.similar("mine", 10) == [
        ("both", ("theme", "form")),
        ("a-theme", ("theme", "size")),
        ("theme", ("theme", "size")),
    ]
    assert [slug for slug, _ in shelf.reader.similar("mine", 1)] == ["both"]


@pytest.mark.parametrize("slug", ["none", "gone", "nie-ma"])
def test_what_shares_nothing_is_like_nothing(shelf: Shelf, slug: str) -> None:
    assert shelf.reader.similar(slug, 10) == []
