"""test_hostile_queries: no query is an error, whatever is typed."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bdp.domain.query import Q_MAX
from tests.search.shelf import Shelf, entry, group

RECORD = entry(
    "rada",
    "Rada Seniorów (2019–2024) – 123 869 zł",
    summary="PUP, MOPSu; „cytat” -minus =równa się title:autobus *gwiazdka* OR NOT AND " + "a " * 50,
    keywords=("a", "b c"),
    english=("Council", "a b c"),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Return an index of one record with odd signs."""
    return Shelf(tmp_path_factory.mktemp("index"), group("rada seniorów", "RS"), group("a", "b")).add(RECORD)


PIECES = [
    "a",
    "rada",
    "seniorow",
    '"',
    "„",
    "(",
    ")",
    "-",
    "=",
    "*",
    ":",
    "title:",
    "OR",
    "NOT",
    "AND",
    "12 500",
    "PUP",
]
SOUP = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=60).map(" ".join)


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=Q_MAX), SOUP), st.sampled_from(["pl", "en"]))
@example("a* b* c* d* e* f* g* h* i* j*", "en")
@example("(" * Q_MAX, "pl")
@example("'; DROP TABLE practices; --", "pl")
@example("(a+)+$ [[:alpha:]]{1,100000} \\", "pl")
@example("\u202eadar\u202c 🙂‍↔️ \x00 \ud800", "pl")
@example("ż" * Q_MAX, "pl")
@example("a-" * (Q_MAX // 2), "pl")
@example("aceslonz" * 60, "pl")
@example("1" * Q_MAX, "pl")
@example("=" + "a:" * 200, "en")
def test_any_query_is_answered(shelf: Shelf, q: str, language: str) -> None:
    found = shelf.find(q, language=language)
    assert 0 <= len(found.hits) <= found.total <= 1
    for match in shelf.matches(q, RECORD, language=language):
        "".join((match.html, found.suggestion or "")).encode()
