import json
import re
from dataclasses import replace
from datetime import date

import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import example, given
from hypothesis import strategies as st

from bdp.exchange import references
from bdp.exchange.plain import Plain
from tests.exchange import samples
from tests.exchange.samples import WASTE

# What a record may hold: control characters are refused there.
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)
HOSTILE = 'Ćwierć & pół {100%} $x_1$ #1 ~^ \\input{x} "cudzysłów"'


def titled(title: str, slug: str = "pierwsza") -> Plain:
    return samples.plain(replace(WASTE, title=title, slug=slug))


@given(texts)
@example(HOSTILE)
@example("ER  - ")
@example("TY  - JOUR")
@example("a\u2028b")
def test_ris_gives_back_any_title(title: str) -> None:
    data = b"".join(references.ris([titled(title), titled("druga", "druga")], samples.frame())).decode()
    first, second = rispy.loads(data)
    assert first["title"] == " ".join(title.split())
    assert second["title"] == "druga"


@given(texts)
@example(HOSTILE)
@example("}")
@example("{{{")
@example("@misc{x,")
def test_bibtex_stays_whole_whatever_a_title_holds(title: str) -> None:
    data = b"".join(references.bibtex([titled(title), titled("druga", "druga")], samples.frame())).decode()
    first, second = parse_string(data).entries
    assert (first.key, second.key, second["title"]) == ("pierwsza", "druga", "{druga}")
    assert data.count("{") == data.count("}")
    assert not re.search(r"(?<!\\)[&%$#_~^]", str(first["title"]))


def test_letters_stay_letters_and_signs_of_tex_become_text() -> None:
    data = b"".join(references.bibtex([titled(HOSTILE)], samples.frame())).decode()
    title = str(parse_string(data).entries[0]["title"])
    assert title.startswith(r"{Ćwierć \& pół \textbraceleft{}100\%\textbraceright{} \$x\_1\$ \#1")
    assert r"\textbackslash{}input" in title


def test_who_has_no_institution_is_named_by_the_place() -> None:
    (item,) = json.loads(b"".join(references.csl([samples.plain(WASTE)], samples.frame())))
    assert item["author"] == [{"literal": "Goniądz"}]
    assert item["accessed"] == {"date-parts": [[2026, 11, 22]]}


def test_a_practice_without_a_day_has_no_year() -> None:
    one = samples.plain(replace(WASTE, entered=None))
    (item,) = json.loads(b"".join(references.csl([one], samples.frame())))
    (ris,) = rispy.loads(b"".join(references.ris([one], samples.frame())).decode())
    assert "issued" not in item
    assert "year" not in ris
    assert references.reference(one).accessed == date(2026, 11, 22)


def test_nothing_is_a_bibliography_too() -> None:
    assert json.loads(b"".join(references.csl([], samples.frame()))) == []
    assert b"".join(references.ris([], samples.frame())) == b""
    assert b"".join(references.bibtex([], samples.frame())) == b""
