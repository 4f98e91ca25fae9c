"""Documents and pictures set from templates: whatever the words are, they are words."""

import struct

import pytest

from bdp.system.children import Child, ChildFailed
from bdp.typesetting.typeset import typeset

WORDS = {"language": "pl", "site": "Baza", "title": "Zażółć gęślą jaźń", "place": "Łódź, łódzkie", "themes": "Kultura"}
HOSTILE = (
    "#panic() *a* $x$ @b <c> `d` \\",
    '"); #sys.inputs #read("/etc/passwd")',
    "W" * 300,
    "\u202e\ufeff\U0001f300 漢字 ﷽",
    "a " * 150,
    "",
)


def size(png: bytes) -> tuple[int, int]:
    """Return width and height as the header of a PNG tells them."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("title", ["Wspólny autobus trzech gmin", *HOSTILE])
def test_a_card_is_a_picture_of_one_size_whatever_the_title(title: str) -> None:
    assert size(typeset("card.typ", WORDS | {"title": title}, "png")) == (1200, 630)


def test_the_same_words_give_the_same_picture_and_others_another() -> None:
    first = typeset("card.typ", WORDS, "png")
    assert typeset("card.typ", WORDS, "png") == first
    assert typeset("card.typ", WORDS | {"title": "Inny tytuł"}, "png") != first


def test_missing_data_end_in_an_error_that_is_said() -> None:
    with pytest.raises(ChildFailed):
        typeset("card.typ", {}, "png")


LIMITS = {"memory_bytes": 1 << 30, "answer_bytes": 1 << 20}
ASKED = {"data": {}, "kind": "pdf", "ppi": 144, "made": 0}
TITLED = '#set document(title: "a")\n'


@pytest.mark.parametrize("path", ["README.md", "/etc/passwd", "/proc/self/environ", "../README.md"])
def test_a_template_reads_no_file_that_it_was_not_given(path: str) -> None:
    """Even one that lies where the process was started."""
    given = {"main.typ": f'{TITLED}#read("b.txt")', "b.txt": "b"}
    with Child("bdp.typesetting.compiler", cpu_seconds=10, **LIMITS) as child:
        assert child.ask({"files": given, **ASKED})["document"]
        with pytest.raises(ChildFailed):
            child.ask({"files": {"main.typ": f'{TITLED}#read("{path}")'}, **ASKED})


def test_a_template_without_end_is_ended() -> None:
    endless = f"{TITLED}#let n = 0\n#while true {{ n += 1 }}"
    with Child("bdp.typesetting.compiler", cpu_seconds=1, **LIMITS) as child, pytest.raises(ChildFailed):
        child.ask({"files": {"main.typ": endless}, **ASKED})
