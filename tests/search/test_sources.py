"""test_sources: the arrays beside a segment, those decoded from Whoosh's files, and those written in pieces agree."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from bdp.domain.entry import facet_values
from bdp.domain.query import Query
from bdp.domain.vocabulary import Vocabulary
from bdp.search import merging
from bdp.search.documents import labels
from bdp.search.flat import ENDING, STARTS, Flat, load
from bdp.search.gathering import Gathering
from bdp.search.merging import Source
from bdp.search.reader import SearchReader
from bdp.search.segments import open_segments
from bdp.search.writer import SearchWriter, words
from tests.search.shelf import LISTS, TODAY, Shelf, entry
from tests.search.test_agreement import FILLERS, Step, made, steps

QUERIES = ("rada", '"rada gminy"', "ra*", "laka", "PUP", "rada gmina", "-rada", "", "gmina OR senior")
ENTRIES = [
    entry("rada-seniorow", "Rada seniorów", summary="Rada gminy radzi. PUP", started=2019, population=5000),
    entry(
        "laka", "Łąka", presentation="Łąka gminna\nRADA GMINY SŁUCHA", keywords=("senior",), english=("A meadow", "It")
    ),
    entry("laka-druga", "Łąka", summary="Łąka w gminie 12.500 i 12 500 osób", voivodeship="slaskie"),
]


def arrays(flat: Flat) -> dict[str, list[object]]:
    return {name: array.tolist() for name, array in flat.arrays.items()}


def answers(folder: Path) -> list[object]:
    reader = SearchReader(folder, Vocabulary(()))
    orders = ("relevance", "newest", "title", "population")
    found: list[object] = [reader.find(Query(q, sort=sort), today=TODAY) for q in QUERIES for sort in orders]
    return found + [reader.explained(Query(q), one, ()) for q in QUERIES for one in ENTRIES]


@settings(max_examples=10)
@given(steps)
def test_the_arrays_beside_a_segment_are_those_in_whoosh_s_files(
    tmp_path_factory: pytest.TempPathFactory, changes: list[Step]
) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("shelf")).add(*FILLERS)
    for put, removed in changes:
        shelf.add(*(made(number, fields) for number, fields in put), remove={f"r{number}" for number in removed})
    bare = tmp_path_factory.mktemp("bare")
    for path in shelf.folder.iterdir():
        if path.suffix != ENDING:
            shutil.copy(path, bare)
    found, read = (SearchReader(folder, Vocabulary(())) for folder in (shelf.folder, bare))
    for one in {number: made(number, fields) for put, _ in changes for number, fields in put}.values():
        for q in QUERIES:
            assert found.explained(Query(q), one, ()) == read.explained(Query(q), one, ())
    for beside, alone in zip(open_segments(shelf.folder), open_segments(bare), strict=True):
        written = {name: array for name, array in arrays(beside.flat).items() if name not in STARTS}
        assert {name: array for name, array in arrays(alone.flat).items() if name not in STARTS} == written
        assert alone.deleted.tolist() == beside.deleted.tolist()


@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "foreign", "of another program"])
def test_without_a_good_file_beside_the_segment_every_answer_stays_the_same(tmp_path: Path, damage: str) -> None:
    shelf = Shelf(tmp_path / "shelf").add(*ENTRIES).add(entry("nowa", "Nowa rada"), remove=["laka-druga"])
    before = answers(shelf.folder)
    harmed = tmp_path / "harmed"
    shutil.copytree(shelf.folder, harmed)
    for path in harmed.glob(f"*{ENDING}"):
        content = path.read_bytes()
        path.unlink()
        if damage != "gone":
            other = content.replace(b'"fields"', b'"fjelds"', 1)
            path.write_bytes(
                {"empty": b"", "cut": content[: len(content) // 2], "foreign": b"x" * 500}.get(damage, other)
            )
    assert answers(harmed) == before


def test_postings_that_went_to_temporary_files_are_all_in_the_index(tmp_path: Path) -> None:
    entries = [entry(f"wpis-{n}", f"Rada numer {n}", summary="rada gminy " * (n % 5)) for n in range(40)]
    folders = [tmp_path / "whole", tmp_path / "pieces"]
    for folder, most in zip(folders, (1_000_000, 30), strict=True):
        folder.mkdir()
        with SearchWriter.create(folder, words_kept=most) as writer:
            for one in entries:
                writer.put(one, facet_values(one, LISTS), (), labels(one, LISTS))
            writer.commit()
    whole, pieces = (load(next(folder.glob(f"*{ENDING}"))) for folder in folders)
    assert arrays(pieces) == arrays(whole)
    assert not [path for path in folders[1].iterdir() if path.name.startswith(("spilt", "new"))]


@pytest.mark.parametrize("stretch", [1, 7, 50])
def test_a_merge_of_few_terms_at_a_time_gives_the_same_as_one_of_all(tmp_path: Path, stretch: int) -> None:
    entries = [entry(f"wpis-{n}", f"Rada {'ABC'[n % 3]} numer {n * n}", summary="gmina " * n) for n in range(12)]
    gathering = Gathering(tmp_path, words_kept=25)
    for one in entries:
        gathering.add(*words(one, facet_values(one, LISTS), (), labels(one, LISTS)))
    sources = [Source(part.table, 0) for part in gathering.parts()]
    small = {"lengths": np.zeros((1, len(entries)), np.uint8)}
    merging.merge(tmp_path / "whole", sources, small)
    merging.merge(tmp_path / "stretches", sources, small, stretch)
    assert len(sources) > 2
    assert arrays(load(tmp_path / "stretches")) == arrays(load(tmp_path / "whole"))


def test_a_writer_that_is_left_without_a_commit_leaves_nothing_behind(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path).add(*ENTRIES)
    before = sorted(path.name for path in shelf.folder.iterdir())
    with SearchWriter.extend(shelf.folder) as writer:
        one = entry("nowa", "Nowa rada")
        writer.put(one, facet_values(one, LISTS), (), labels(one, LISTS))
    assert sorted(path.name for path in shelf.folder.iterdir()) == before


def test_words_lie_in_order_and_are_found_by_their_beginning(tmp_path: Path) -> None:
    entries = [entry(f"wpis-{n}", " ".join(f"słowo{n * 50 + k}" for k in range(50))) for n in range(20)]
    flat = load(next(Shelf(tmp_path).add(*entries).folder.glob(f"*{ENDING}")))
    terms = flat.all_terms()
    assert terms == sorted(set(terms))
    assert [flat.row(term) for term in terms] == list(range(len(terms)))
    for beginning in (b"", b"=", b"=slowo1", terms[70], b"zzz"):
        assert list(flat.terms(flat.rows(beginning))) == [term for term in terms if term.startswith(beginning)]
    assert flat.row(b"=slowo") is None
    assert np.all(flat.arrays["ids"] < len(entries))
