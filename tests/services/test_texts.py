"""The text of an attachment: page by page, in parts of bearable size, tables as tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bdp.domain.errors import NotFound
from bdp.library import Library
from bdp.services import rebuild, texts
from tests.extraction.makers import pdf
from tests.sample import SampleBase

TABLE = "Wstęp\nRok | Liczba\n2001 | 5\n2002 | 7\nprzed | po | potem\nKoniec\n\nDrugi akapit"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return a base with a table, a long text, pages and an empty file."""
    base = SampleBase(tmp_path_factory.mktemp("texts"))
    (base.root / "practices").mkdir()
    files = "".join(f"  - file: {name}\n" for name in ("tabela.txt", "dlugi.txt", "pusty.txt", "strony.pdf"))
    base.write("wpis", keys=f"attachments:\n{files}")
    base.write("szkic", status="draft", keys="attachments: [{file: szkic.txt}]\n")
    base.attach("szkic", "szkic.txt", "tekst szkicu")
    base.attach("wpis", "tabela.txt", TABLE)
    base.attach("wpis", "dlugi.txt", "\n".join(f"wiersz {n} " + "x" * 90 for n in range(2_000)))
    base.attach("wpis", "pusty.txt", "")
    (base.root / "attachments" / "wpis" / "strony.pdf").write_bytes(pdf("Pierwsza", None, "Trzecia"))
    base.attach("wpis", "niewymieniony.txt", "tego wpis nie wymienia")
    built = base.library()
    rebuild.run(built)
    return built


def test_lines_of_cells_are_a_table_and_empty_lines_part_paragraphs(library: Library) -> None:
    (piece,) = texts.of_file(library, "wpis", "tabela.txt").pieces
    assert [block.text for block in piece.blocks] == ["Wstęp", "", "Koniec", "Drugi akapit"]
    rows = (("Rok", "Liczba", ""), ("2001", "5", ""), ("2002", "7", ""), ("przed", "po", "potem"))
    assert piece.blocks[1].rows == rows
    assert (piece.page, piece.continued) == (None, False)


def test_a_long_text_comes_in_parts_that_lose_nothing(library: Library) -> None:
    first = texts.of_file(library, "wpis", "dlugi.txt")
    assert first.parts > 2
    said = []
    for number in range(1, first.parts + 1):
        part = texts.of_file(library, "wpis", "dlugi.txt", part=number)
        assert [piece.continued for piece in part.pieces] == [number > 1]
        whole = "\n".join(block.text for piece in part.pieces for block in piece.blocks)
        assert len(whole) <= texts.PART_MAX
        said += whole.split("\n")
    assert [line.split()[1] for line in said] == [str(n) for n in range(2_000)]


def test_a_file_without_text_has_no_pieces(library: Library) -> None:
    found = texts.of_file(library, "wpis", "pusty.txt")
    assert (found.pieces, found.parts) == ((), 1)
    assert texts.with_text(library, "wpis") == {"tabela.txt", "dlugi.txt", "strony.pdf"}


def test_pages_keep_their_numbers(library: Library) -> None:
    found = texts.of_file(library, "wpis", "strony.pdf", page=3)
    assert [(piece.page, piece.blocks[0].text) for piece in found.pieces] == [(1, "Pierwsza"), (3, "Trzecia")]
    assert found.file.pages == 3


@pytest.mark.parametrize(
    ("slug", "name", "part"),
    [
        ("wpis", "niewymieniony.txt", 1),
        ("wpis", "../wpis.md", 1),
        ("szkic", "szkic.txt", 1),
        ("nie-ma", "tabela.txt", 1),
        ("wpis", "tabela.txt", 2),
        ("wpis", "tabela.txt", 0),
        ("wpis", "tabela.txt", -1),
    ],
)
def test_only_listed_files_of_published_records_have_such_a_page(
    library: Library, slug: str, name: str, part: int
) -> None:
    with pytest.raises(NotFound):
        texts.of_file(library, slug, name, part=part)


def test_a_page_that_is_not_there_shows_the_first_part(library: Library) -> None:
    assert texts.of_file(library, "wpis", "tabela.txt", page=99).part == 1


@given(st.text(alphabet="a \n|", max_size=300))
def test_any_text_is_taken_apart_without_loss_of_words(text: str) -> None:
    blocks = list(texts.blocks(text))
    said = " ".join(word for block in blocks for word in (block.text, *(c for row in block.rows for c in row)))
    assert said.replace("|", " ").split() == text.replace("|", " ").split()
    assert all(len({len(row) for row in block.rows}) <= 1 for block in blocks)
