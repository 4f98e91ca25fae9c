import pytest
from hypothesis import given
from hypothesis import strategies as st

from bdp.search import analysis, text

TYPED = analysis.Typed(restore=False, shouted=False)
BARE = analysis.Typed(restore=True, shouted=False)


def indexed(written: str) -> set[str]:
    """Return all terms of a text without the marks of exact words."""
    found: set[str] = set()
    shouted = text.shouted(written)
    for _, _, word, group in text.spans(text.clean(written)):
        found.update(analysis.polish_terms(word, group, shouted))
    return {analysis.letters_of(term) for term in found if not term.startswith(analysis.EXACT)}


def asked(written: str, typed: analysis.Typed = TYPED) -> set[str]:
    """Return the terms that a query word stands for."""
    (span,) = text.spans(written)
    return {analysis.letters_of(term.text) for term in analysis.polish_query(span[2], span[3], typed)}


@pytest.mark.parametrize(
    ("written", "surfaces"),
    [
        ("123.869, 123 869 osób", ["123869", "123869", "osób"]),
        ("123\u00a0869 zł", ["123869", "zł"]),
        ("12 500 000,50", ["12500000,50"]),
        ("w 2019 300 osób", ["w", "2019", "300", "osób"]),
        ("2015–2018 i 2015-2018", ["2015", "2018", "i", "2015", "2018"]),
        ("41-300 Dąbrowa", ["41-300", "dąbrowa"]),
        ("12.05.2015 r.", ["12.05.2015", "r"]),
        ("XII/123/2015", ["xii", "123/2015"]),
        ("polsko-ukraińskiej e-usługi", ["polsko", "ukraińskiej", "e", "usługi"]),
        ("NGO-sów, MOPSu", ["ngo-sów", "mopsu"]),
        ("CO2 i B2B", ["co2", "i", "b2b"]),
        ("zawar\u00adtość", ["zawartość"]),
        ("Ło\u0301dz\u0301", ["łódź"]),
        ("a\x00b\ud800c", ["a", "b", "c"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_words(written: str, surfaces: list[str]) -> None:
    assert [token.surface for token in text.tokens(text.clean(written))] == surfaces


@pytest.mark.parametrize(
    ("written", "query"),
    [
        ("organizacjami pozarządowymi", "pozarządowa"),
        ("gmin", "gmina"),
        ("Dąbrowie Górniczej", "dąbrową"),
        ("DĄBROWA GÓRNICZA", "dąbrowie"),
        ("Kielc", "kielce"),
        ("regrantingu", "regranting"),
        ("5 tys. zł", "złotych"),
        ("5 tys. zł", "tysięcy"),
        ("PUP w Łodzi", "pup"),
        ("MOPSem", "mops"),
        ("UTW-u", "utw"),
        ("z NGO-sami", "ngo"),
        ("BUDŻET obywatelski", "budżetu"),
        ("w 123.869 domach", "123869"),
        ("12.05.2015", "2015"),
        ("rok 2015/2016", "2016"),
        ("XII sesja", "xii"),
    ],
)
def test_a_query_word_meets_the_text(written: str, query: str) -> None:
    assert asked(query) & indexed(written)


@pytest.mark.parametrize(
    ("written", "query"),
    [
        ("PUP w Łodzi", "pupa"),
        ("OSP i PUP", "ospa"),
        ("JST-ów, NGO-sów", "sowa"),
        ("zakopane rury", "zakopiański"),
        ("w 2015 roku", "20"),
        ("kod 41-300", "41300"),
    ],
)
def test_a_query_word_does_not_meet_another(written: str, query: str) -> None:
    assert not asked(query) & indexed(written)


@pytest.mark.parametrize(("query", "stray"), [("poznań", "poznac"), ("zakopane", "zakopac"), ("gmin", "gmin")])
def test_unlikely_readings_are_left_out_of_queries(query: str, stray: str) -> None:
    assert stray not in asked(query)


@pytest.mark.parametrize(
    ("bare", "lemma"),
    [
        ("swietlica", "swietlica"),
        ("lodz", "lodz"),
        ("zolw", "zolw"),
        ("wspolpracy", "wspolpraca"),
        ("mlodziezy", "mlodziez"),
        ("uchwala", "uchwala"),
        ("zespol", "zespol"),
        ("niepelnosprawnosciom", "niepelnosprawnosc"),
    ],
)
def test_letters_that_were_left_out_are_restored(bare: str, lemma: str) -> None:
    assert lemma in asked(bare, BARE)


def test_restored_readings_count_less_where_the_word_is_one_as_typed() -> None:
    boosts = {analysis.letters_of(t.text): t.boost for t in analysis.polish_query("uchwala", "WORD", BARE)}
    assert boosts["uchwalac"] == 1.0
    assert boosts["uchwala"] < 1.0


def test_letters_are_not_restored_where_the_query_has_some() -> None:
    assert "uchwala" not in asked("uchwala", TYPED)


@pytest.mark.parametrize(("word", "term"), [("łódź", "=lodz\tłódź"), ("rada", "=rada\t")])
def test_an_exact_word_sorts_by_its_folded_form(word: str, term: str) -> None:
    assert analysis.exact(word) == term
    assert analysis.surface_of(term) == word


@given(st.text(max_size=80))
def test_any_text_is_analysed(written: str) -> None:
    clean = text.clean(written)
    for start, end, word, group in text.spans(clean):
        assert clean[start:end] == word
        terms = analysis.polish_terms(word, group, False)  # noqa: FBT003
        assert len(set(terms)) == len(terms)
        assert all(term and "\x00" not in term for term in terms)
        "".join(terms).encode()


@given(st.text("aąbcćeękłńoósśzźż", min_size=1, max_size=10))
def test_a_word_is_found_by_itself(word: str) -> None:
    assert asked(word) & indexed(word)
