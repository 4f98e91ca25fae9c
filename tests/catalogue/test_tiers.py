"""Tiers: a catalogue in several files answers as if all were in one, and each save writes little."""

import os
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bdp.catalogue.reader import CatalogueReader
from bdp.catalogue.writer import CatalogueWriter
from bdp.domain.entry import AttachedFile, Body, Entry, PageText
from bdp.domain.page import News, Office, Page
from bdp.domain.practice import Practice, Status

SLUGS = tuple(f"wpis-{number}" for number in range(6))
UNITS = ("2464011", "2464", "1206032")
Write = Callable[[CatalogueWriter], None]


def entry(slug: str, chance: random.Random, size: int = 10) -> Entry:
    status = chance.choice((Status.PUBLISHED, Status.PUBLISHED, Status.DRAFT))
    aliases = tuple(f"art={number}" for number in chance.sample(range(4), 2))
    practice = Practice(slug, title=str(chance.random()), status=status, aliases=aliases)
    body = Body(practice.title, "", "", "", "x" * size, "")
    names = chance.sample("ab", chance.randint(0, 2))
    files = tuple(AttachedFile(f"{n}.pdf", "", "", "pl", "application/pdf", 1, n * 64, pages=1) for n in names)
    return Entry(practice, body, None, files, ("slaskie",), ("2464",), (chance.choice(UNITS),), "a" * 64)


def change(seed: int) -> Write:
    """Return what one save does, the same for the same seed."""

    def write(writer: CatalogueWriter) -> None:
        chance = random.Random(seed)  # noqa: S311
        for slug in chance.sample(SLUGS, chance.randint(0, 2)):
            one = entry(slug, chance)
            writer.put(one, [PageText(file.file, 1, f"tekst {file.sha256[0]}") for file in one.files])
            writer.put_source(slug, str(seed).encode())
        for slug in chance.sample(SLUGS, chance.randint(0, 1)):
            writer.remove(slug)
            writer.put_source(slug, None)
        if chance.random() < 0.3:
            name = f"s-{chance.randrange(3)}"
            day = date(2026, 1, chance.randint(1, 9))
            writer.put_ordinary([Page(name, name)], [News(name, day, name)], [Office("2464011", name)])

    return write


def everything(reader: CatalogueReader) -> dict[str, object]:
    """Return all that a catalogue answers, but for texts that no record has."""
    return {
        "statuses": reader.statuses(),
        "entries": reader.entries(SLUGS),
        "texts": [reader.texts(slug) for slug in SLUGS],
        "aliases": [reader.by_alias(f"art={number}") for number in range(4)],
        "in_units": reader.in_units(),
        "units": [reader.of_unit(code) for code in ("24", "2464", *UNITS)],
        "pages": (reader.pages(), [reader.page(f"s-{number}") for number in range(3)]),
        "news": (reader.news(), [reader.news_item(f"s-{number}") for number in range(3)]),
        "office": reader.office("2464011"),
        "sources": reader.sources(),
        "counts": (dict(reader.counts()), reader.totals()),
    }


@settings(max_examples=25, deadline=None)
@given(seeds=st.lists(st.integers(0, 10_000), min_size=1, max_size=10))
def test_many_tiers_answer_as_one_does(tmp_path_factory: pytest.TempPathFactory, seeds: list[int]) -> None:
    folder = tmp_path_factory.mktemp("tiers")
    with CatalogueWriter(folder / "one") as writer:
        for seed in seeds:
            change(seed)(writer)
    for number, seed in enumerate(seeds):
        with CatalogueWriter(folder / "many") as writer:
            if not number:
                # So large that it stays a tier of its own: what the others hide is removed from it afterwards.
                for weight in range(20):
                    large = entry(f"duzy-{weight}", random.Random(1), 100_000)  # noqa: S311
                    writer.put(large, [])
            change(seed)(writer)
    with CatalogueWriter(folder / "many") as writer:
        for weight in range(20):
            writer.remove(f"duzy-{weight}")
    many, one = CatalogueReader(folder / "many"), CatalogueReader(folder / "one")
    assert everything(many) == everything(one)
    assert len(list((folder / "many").iterdir())) > 1
    many.close()
    one.close()


def tiers(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in folder.iterdir()}


def test_a_save_writes_little_and_old_tiers_are_linked_not_written(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311
    with CatalogueWriter(tmp_path / "0") as writer:
        for number in range(400):
            writer.put(entry(f"wpis-{number}", chance, 20_000), [])
    (base,) = (tmp_path / "0").iterdir()
    before, written, most = base.read_bytes(), 0, 0
    for save in range(1, 301):
        folder = tmp_path / str(save)
        folder.mkdir()
        for path in (tmp_path / str(save - 1)).iterdir():
            os.link(path, folder / path.name)
        known = tiers(folder)
        with CatalogueWriter(folder) as writer:
            writer.put(entry(f"wpis-{save % 50}", chance, 20_000), [])
        written += sum(size for name, size in tiers(folder).items() if name not in known)
        most = max(most, len(tiers(folder)))
    assert base.read_bytes() == before
    assert (tmp_path / "300" / base.name).samefile(base)
    assert most <= 8
    assert written / 300 < len(before) / 10
    assert sum(CatalogueReader(tmp_path / "300").counts().values()) == 400


def test_a_catalogue_of_which_all_was_changed_is_one_tier_again(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311
    for _ in range(3):
        with CatalogueWriter(tmp_path / "c") as writer:
            for number in range(100):
                writer.put(entry(f"wpis-{number}", chance), [])
    assert len(tiers(tmp_path / "c")) == 1
    assert len(CatalogueReader(tmp_path / "c").statuses()) == 100


def test_the_text_of_a_file_that_another_tier_has_too_is_given_once(tmp_path: Path) -> None:
    file = AttachedFile("karta.pdf", "", "", "pl", "application/pdf", 1, "c" * 64, pages=1)
    for slug in ("jeden", "dwa"):
        with CatalogueWriter(tmp_path / "c") as writer:
            one = replace(entry(slug, random.Random(1), 500_000), files=(file,))  # noqa: S311
            writer.put(one, [PageText("karta.pdf", 1, "treść")])
    catalogue = CatalogueReader(tmp_path / "c")
    assert catalogue.texts("jeden") == catalogue.texts("dwa") == (PageText("karta.pdf", 1, "treść"),)
    known = catalogue.extracted("c" * 64, "application/pdf")
    assert known is not None
    assert known.texts == ((1, "treść"),)
