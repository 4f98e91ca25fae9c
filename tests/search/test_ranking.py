"""test_ranking: pages of a list, and who stands beside a record, are cut from one order."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from bdp.domain.query import Query
from bdp.domain.results import Neighbours
from tests.search.shelf import TODAY, Shelf, entry


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Return records of which many are alike in words, days and inhabitants."""
    folder = tmp_path_factory.mktemp("index")
    return Shelf(folder).add(
        *(
            entry(
                f"wpis-{n:02}",
                f"Rada {n % 3}",
                summary="gmina " * (n % 4),
                population=n % 5 or None,
                entered=date(2020, 1, 1) + timedelta(n % 7),
            )
            for n in range(40)
        )
    )


@pytest.mark.parametrize("sort", ["", "newest", "title", "population"])
@pytest.mark.parametrize("q", ["", "gmina", "rada", "gmina kosmos", "gmina OR rada"])
def test_pages_and_neighbours_follow_the_whole_list(shelf: Shelf, q: str, sort: str) -> None:
    whole = [hit.slug for hit in shelf.find(q, sort=sort, everything=True).hits]
    pages = [hit.slug for page in range(1, 8) for hit in shelf.find(q, sort=sort, page=page, per_page=7).hits]
    assert pages == whole
    around = [None, *whole, None]
    for place, ((before, slug), (_, after)) in enumerate(pairwise(pairwise(around)), 1):
        found = shelf.reader.neighbours(Query(q, sort=sort), str(slug), today=TODAY)
        assert found == Neighbours(place, len(whole), before, after)


def test_a_record_that_is_not_on_the_list_has_no_neighbours(shelf: Shelf) -> None:
    for slug in ("wpis-00", "nie-ma"):
        assert shelf.reader.neighbours(Query("gmina"), slug, today=TODAY) is None
