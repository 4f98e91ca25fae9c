from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bdp.domain.grammar import And, Node, Not, Or, leaves, parse
from bdp.domain.lexer import DEPTH_MAX, FIELDS, WORDS_MAX, Phrase, Word


def shape(node: Node | None) -> str:
    """Print a tree with explicit signs and brackets."""
    if node is None:
        return "everything"
    if isinstance(node, Not):
        return f"-{shape(node.child)}"
    if isinstance(node, And | Or):
        sign = " " if isinstance(node, And) else " OR "
        return "(" + sign.join(map(shape, node.children)) + ")"
    text = f'"{node.text}"' if isinstance(node, Phrase) else node.text + ("*" if node.prefix else "")
    return (f"{node.field}:" if node.field else "") + ("=" if node.exact else "") + text


@pytest.mark.parametrize(
    ("q", "understood"),
    [
        ("rada", "rada"),
        ("rada seniorów", "(rada seniorów)"),
        ("rada AND seniorów", "(rada seniorów)"),
        ("a b OR c", "((a b) OR c)"),
        ("a OR b c OR d", "(a OR (b c) OR d)"),
        ("a (b OR c)", "(a (b OR c))"),
        ("a or b", "(a or b)"),
        ("-a", "-a"),
        ("NOT a", "-a"),
        ("a -b", "(a -b)"),
        ("a NOT (b OR c)", "(a -(b OR c))"),
        ("a -(b c)", "(a -(b c))"),
        ("NOT NOT a", "a"),
        ('"rad miast"', '"rad miast"'),
        ("„rad miast”", '"rad miast"'),
        ("«rad miast» a", '("rad miast" a)'),
        ('-"rad miast"', '-"rad miast"'),
        ("=organizacjami", "=organizacjami"),
        ('="rad miast"', '="rad miast"'),
        ("-=a", "-=a"),
        ("oświetl*", "oświetl*"),
        ("title:autobus", "title:autobus"),
        ("TITLE:autobus", "title:autobus"),
        ('title:"a b"', 'title:"a b"'),
        ('-title:="a b"', '-title:="a b"'),
        ("place:dąbr*", "place:dąbr*"),
        ("title:(a OR b) c", "((title:a OR title:b) c)"),
        ("title:(a place:b)", "(title:a place:b)"),
        ("polsko-ukraińska", "polsko-ukraińska"),
        ("a - b", "(a b)"),
        ("123 869 zł", "(123 869 zł)"),
        ("2019 300", "(2019 300)"),
        ("12:30", "12:30"),
    ],
)
def test_a_query_is_understood(q: str, understood: str) -> None:
    assert shape(parse(q).tree) == understood
    assert parse(q).notes == ()


def test_a_number_in_groups_is_one_word() -> None:
    assert parse("123 869 zł").tree == And((Word("123 869", start=0), Word("zł", start=8)))


@pytest.mark.parametrize(
    ("q", "understood", "note"),
    [
        ('a "b c', "(a b c)", "stray_quote"),
        ('title:"', "everything", "stray_quote"),
        ("(a b", "(a b)", "stray_bracket"),
        ("a) b", "(a b)", "stray_bracket"),
        ("a OR", "a", "stray_operator"),
        ("OR a", "a", "stray_operator"),
        ("a OR OR b", "(a OR b)", "stray_operator"),
        ("a AND", "a", "stray_operator"),
        ("NOT", "everything", "stray_operator"),
        ("a NOT OR b", "(a OR b)", "stray_operator"),
        ("autor:kowalski", "(autor kowalski)", "unknown_field"),
        ("https://x.pl", "(https //x.pl)", "unknown_field"),
        ("*bus", "*bus", "stray_star"),
        ("a*b", "a*b", "stray_star"),
        ("", "everything", "no_words"),
        ("🙂 !!! ---", "everything", "no_words"),
        ("()", "everything", "no_words"),
        ("*", "everything", "no_words"),
        ("((((((((a b))))))))", "(a b)", "too_deep"),
    ],
)
def test_what_cannot_be_parsed_is_searched_as_words_with_a_note(q: str, understood: str, note: str) -> None:
    assert shape(parse(q).tree) == understood
    assert note in parse(q).notes


def test_words_past_the_limit_are_cut_and_said() -> None:
    parsed = parse(" ".join(f"w{n}" for n in range(WORDS_MAX + 4)))
    assert len(list(leaves(parsed.tree))) == WORDS_MAX
    assert parsed.notes == ("too_many_words",)


def test_a_phrase_is_cut_where_the_words_end() -> None:
    parsed = parse('a "' + " ".join(f"w{n}" for n in range(40)) + '" b')
    phrase = list(leaves(parsed.tree))[1]
    assert len(phrase.text.split()) == WORDS_MAX - 1
    assert parsed.notes == ("too_many_words",)


def test_each_word_knows_its_place_in_the_query() -> None:
    q = 'ąb  -title:=cd "ef gh" NOT ij* foo:kl'
    for leaf in leaves(parse(q).tree):
        assert q[leaf.start :].startswith(leaf.text)


SOUP = st.text(st.sampled_from('ab ąÓ"„”()-=*:.,OR NOT AND title:\t\x00\ud800🙂12'), max_size=120)


@given(st.one_of(st.text(), SOUP))
@example("(" * 5000)
@example("-(" * 5000)
@example('"' * 4999)
@example("NOT " * 2000 + "a")
@example("a* " * 200)
@example("title:" * 500)
def test_no_text_is_an_error(q: str) -> None:
    parsed = parse(q)
    found = list(leaves(parsed.tree))
    assert len(found) <= WORDS_MAX
    assert depth(parsed.tree) <= 2 * DEPTH_MAX + 3
    assert all(leaf.field in ("", *FIELDS) and leaf.text for leaf in found)
    assert (parsed.tree is None) == ("no_words" in parsed.notes)


def depth(node: Node | None) -> int:
    return 0 if node is None else 1 + max((depth(child) for child in children(node)), default=0)


def children(node: Node) -> Iterator[Node]:
    if isinstance(node, Not):
        yield node.child
    elif isinstance(node, And | Or):
        yield from node.children


@given(st.lists(st.from_regex(r"[a-zążółć]{1,8}", fullmatch=True), min_size=1, max_size=WORDS_MAX))
def test_plain_words_are_all_wanted(words: list[str]) -> None:
    assert [leaf.text for leaf in leaves(parse(" ".join(words)).tree)] == words
    assert parse(" ".join(words)).notes == ()
