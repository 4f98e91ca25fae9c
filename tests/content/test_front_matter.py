"""Front matter: fences, encodings, limits and hostile YAML end in a named fault or a value, never in anything else."""

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from bdp.content import events, yaml_faults
from bdp.content.front_matter import BODY_MAX, HEADER_MAX, parse, split
from bdp.content.nodes import Fault, Mapping, Scalar, Sequence
from tests.content.records import PUBLISHED
from tests.project import TOP

EXAMPLES = sorted((TOP / "tests" / "contract" / "base" / "practices").glob("*.md"))


def where(header: str) -> list[str]:
    return [f"{fault.line}: {fault.key}" for fault in parse(header)[1]]


def keys(header: str) -> list[str]:
    return [key.text for key, _ in parse(header)[0].items]


def test_a_file_is_parted_at_its_fences() -> None:
    document = split(b"---\ntitle: a\n---\nTekst\n---\ndalej\n")
    assert (document.header, document.body, document.body_line) == ("title: a\n", "Tekst\n---\ndalej\n", 4)


def test_a_byte_order_mark_and_crlf_are_read_and_remembered() -> None:
    document = split(b"\xef\xbb\xbf---\r\ntitle: a\r\n--- \r\nTekst\r\n")
    assert (document.header, document.body) == ("title: a\n", "Tekst\n")
    assert (document.bom, document.newline, document.faults) == (True, "\r\n", ())


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b" \n\n", 1),
        (b"\xef\xbb\xbf", 1),
        (b"title: a\n", 1),
        (b"\n---\ntitle: a\n---\n", 1),
        (b"--- x\ntitle: a\n---\n", 1),
        (b"---\ntitle: a\n", 1),
        (b"---", 1),
        ("---\ntitle: Łódź\n---\n".encode("iso8859-2"), 2),
        ("---\ntitle: a\n---\n\nŁódź\n".encode("cp1250"), 5),
        ("---\ntitle: a\n---\n".encode("utf-16"), 1),
        (b"---\ntitle: \xed\xa0\x80\n---\n", 2),
        (b"---\ntitle: a\n---\n\xff\n", 4),
        (b"---\ntitle: a\n---\n" + b"a" * BODY_MAX + b"b", 4),
        (b"---\ntitle: " + b"a" * HEADER_MAX + b"\n---\n", 1),
        (b"---\n" + b"a: b\n" * 1_000_000 + b"---\n", 1),
        (b"---\na: b\x00\n---\n", 2),
        (b"---\na: b\n---\na\x00\n", 4),
        ("---\na: \u202eb\n---\n".encode(), 2),
        ("---\na: b\n---\n\nb \u2066c\n".encode(), 5),
        ("---\na: \ufeffb\n---\n".encode(), 2),
        ("---\na: b\u2028c\n---\n".encode(), 2),
        ("---\na: b\x85c\n---\n".encode(), 2),
        (b"---\na: b\rc: d\n---\n", 2),
        (b"---\na: b\n---\nb\x1bc\n", 4),
        (b"---\na: b\n---\nb\x0cc\n", 4),
    ],
)
def test_a_text_that_cannot_be_a_record_is_one_fault_of_the_file(data: bytes, line: int) -> None:
    assert [(fault.line, fault.key) for fault in split(data).faults] == [(line, "file")]


def test_a_body_and_a_header_of_the_greatest_length_are_accepted() -> None:
    title = b"title: " + b"a" * (HEADER_MAX - 8) + b"\n"
    document = split(b"---\n" + title + b"---\n" + b"a" * BODY_MAX)
    assert (len(title), document.faults, document.whole) == (HEADER_MAX, (), True)


def test_a_file_in_another_encoding_is_told_which() -> None:
    (fault,) = split("---\ntitle: Łódź ąęśż\n---\n".encode("cp1250")).faults
    assert "windows-1250" in fault.message


def test_a_binary_file_gives_few_faults() -> None:
    assert len(split(b"---\na: b\n---\n" + bytes(range(1, 32)) * 500).faults) <= 20


@pytest.mark.parametrize(
    ("header", "fault", "kept"),
    [
        ("title: Tytuł: podtytuł\nplace: b\n", "2: file", ["title", "place"]),
        ('title: "bez końca\nplace: b\n', "2: file", ["title", "place"]),
        ("place: b\nthemes: [kultura\nforms: [a]\n", "3: file", ["place", "themes", "forms"]),
        ("source: {name: a\nplace: b\n", "2: file", ["source", "place"]),
        ("place: a\nbez dwukropka\nforms: b\n", "3: file", ["place", "forms"]),
        ("place: a\n  forms: b\ntitle: c\n", "3: file", ["place", "title"]),
        ("title: @ja\nplace: b\n", "2: file", ["title", "place"]),
        ("title: %d\nplace: b\n", "2: file", ["title", "place"]),
        ("title: **pilne** sprawy\nplace: b\n", "2: file", ["title", "place"]),
        ('title: "zła \\ucieczka"\nplace: b\n', "2: file", ["title", "place"]),
        ('title: "\\ud800"\nplace: b\n', "2: file", ["title", "place"]),
        ('title: "a" b\nplace: b\n', "2: file", ["title", "place"]),
        ("title: |x\nplace: b\n", "2: file", ["title", "place"]),
        ("title: a\ntitle: b\n", "3: title", ["title"]),
        ("place: a\ntytuł: b\ntytuł: c\n", "4: tytuł", ["place", "tytuł"]),
        ("source:\n  url: a\n  url: b\n", "4: source.url", ["source"]),
        ("contacts:\n  - role: a\n  - {role: b, role: c}\n", "4: contacts.2.role", ["contacts"]),
        ("place: &a b\n", "2: place", ["place"]),
        ("keywords: [b, &a c]\n", "2: keywords.2", ["keywords"]),
        ("place: *a\n", "2: place", ["place"]),
        ("place: !!str b\n", "2: place", ["place"]),
        ("place: !!python/object/apply:os.system [ls]\n", "2: place", ["place"]),
        ("place: ! b\n", "2: place", ["place"]),
        ("contacts:\n\t- role: a\n", "3: file", ["contacts"]),
        ("contacts:\n  \t- role: a\n", "3: file", ["contacts"]),
        ("title: a\n...\nplace: b\n", "3: file", ["title", "place"]),
        ("title: a\n--- b\nplace: b\n", "3: file", ["title", "place"]),
        ("%YAML 1.2\ntitle: a\n", "2: file", ["title"]),
        ("? [a]\n: b\ntitle: c\n", "2: file", ["title"]),
        ("tylko tekst\n", "2: file", []),
        ("- a\n- b\n", "2: file", []),
        ("[" * 2000, "2: file", []),
        ("{" * 2000, "2: file", []),
        ("[" * 60_000, "2: file", []),
        ("title: " + "[" * 2000 + "\nplace: b\n", "2: title", ["title", "place"]),
        ("title: " + "[" * 2000 + "]" * 2000 + "\n", "2: title", ["title"]),
        ("title: " + "- " * 2000 + "\n", "2: file", ["title"]),
        ("title: " + "{a: " * 2000 + "\n", "2: title", ["title"]),
        ("keywords: [" + "a," * 20_000 + "]\nplace: b\n", "2: keywords", ["keywords", "place"]),
    ],
)
def test_yaml_that_is_refused_is_one_fault_at_its_line_and_the_rest_is_read(
    header: str, fault: str, kept: list[str]
) -> None:
    assert where(header) == [fault]
    assert keys(header) == kept


def test_two_broken_values_are_two_faults() -> None:
    assert where('title: "a\nplace: b\nforms: [c\nkeywords: d: e\n') == ["2: file", "4: file", "5: file"]


def test_values_are_read_as_they_were_typed() -> None:
    mapping, faults = parse("a: NO\nb: 'it''s'\nc: [1, \"2\"]\nd: {e: ~}\nf:\n")
    assert faults == ()
    assert [node for _, node in mapping.items] == [
        Scalar("NO", 2),
        Scalar("it's", 3, plain=False),
        Sequence((Scalar("1", 4), Scalar("2", 4, plain=False)), 4),
        Mapping(((Scalar("e", 5), Scalar("~", 5)),), 5),
        Scalar("", 6),
    ]


def test_a_long_record_of_many_members_is_within_the_bounds() -> None:
    member = "  - {teryt: '2401081', name: Sławków, unit_type: gmina-miejska}\n"
    assert where("members:\n" + member * 400 + "partners: [" + "a, " * 500 + "b]\n") == []


def test_comments_blank_lines_and_tabs_after_a_key_are_no_faults() -> None:
    assert where("# uwaga\n\ntitle:\ta # b\n\n#\tc\nplace: b\n\t\n") == []


@given(st.text(max_size=300))
@example("? ? ? [")
@example("a: !<tag:x> b")
@example("- - ? : -\t:")
@example(": : :")
@example("a: |2-\n b")
def test_any_text_is_a_header_or_has_faults(header: str) -> None:
    mapping, faults = parse(header)
    assert isinstance(mapping, Mapping)
    assert all(isinstance(fault, Fault) and fault.line >= 2 and fault.message for fault in faults)


@given(st.text(alphabet=":-?[]{},&*!|>'\"%@`#~ \n\tab0\\", max_size=200))
def test_any_soup_of_yaml_signs_is_a_header_or_has_faults(header: str) -> None:
    mapping, _ = parse(header)
    assert len({key.text for key, _ in mapping.items}) == len(mapping.items)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_document_or_have_faults(data: bytes) -> None:
    document = split(data)
    assert document.whole or document.faults


@given(st.integers(0, len(PUBLISHED)), st.integers(0, 20), st.text(alphabet="[]{}:\"'-#&*!\n\t x", max_size=5))
def test_a_mutated_header_is_read_or_has_faults_within_the_file(at: int, cut: int, put: str) -> None:
    header = PUBLISHED[:at] + put + PUBLISHED[at + cut :]
    _, faults = parse(header)
    assert all(2 <= fault.line <= header.count("\n") + 2 for fault in faults)


def tree(text: str, loader: type) -> object:
    found: list[Fault] = []
    try:
        return [str(event) for event in yaml.parse(text, Loader=loader)]
    except yaml.YAMLError as error:
        found.append(yaml_faults.explain(error, 1, 100))
    return found[0].line


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_both_parsers_of_the_library_read_a_record_alike(path: Path) -> None:
    header = split(path.read_bytes()).header
    assert tree(header, yaml.CBaseLoader) == tree(header, yaml.BaseLoader)


def test_reading_stops_at_the_bounds_and_not_at_the_end() -> None:
    found: list[Fault] = []
    with pytest.raises(events.Unreadable):
        events.read("[" * 100_000, 1, found)
    with pytest.raises(events.Unreadable):
        events.read("- a\n" * 100_000, 1, found)
