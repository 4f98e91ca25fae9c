"""Whatever happens to derived files is seen before they are opened: an older generation serves, a new one is built."""

import os
import random
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bdp.content.markdown import Renderer
from bdp.domain.errors import NotBuilt
from bdp.domain.query import Query
from bdp.index.reading import Generation
from bdp.services import rebuild
from tests.sample import SampleBase

TODAY = date(2026, 1, 1)
TITLES = ("Wersja pierwsza", "Wersja druga", "Wersja trzecia")
Damage = Callable[[Path, random.Random], None]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a base with three generations, each with its own title of one record."""
    base = SampleBase(tmp_path_factory.mktemp("whole") / "base")
    base.write("inny", "Spółdzielnia energetyczna")
    for title in TITLES:
        base.write("wpis", title, summary="")
        rebuild.run(base.library())
    return base.root


def state(generation: Generation) -> str:
    """Return the title that a generation shows, after a check that its parts agree."""
    entry = generation.catalogue.entry("wpis")
    assert entry is not None
    title = entry.practice.title
    found = generation.search.find(Query(q=f'="{title}"'), today=TODAY)
    assert [hit.slug for hit in found.hits] == ["wpis"]
    assert generation.search.count == 2
    return title


def delete(path: Path, _chance: random.Random) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def empty(path: Path, _chance: random.Random) -> None:
    os.truncate(path, 0)


def cut(path: Path, chance: random.Random) -> None:
    os.truncate(path, chance.randrange(path.stat().st_size))


def flip(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def overwrite(path: Path, chance: random.Random) -> None:
    path.write_bytes(chance.randbytes(path.stat().st_size))


def lengthen(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes() + chance.randbytes(9))


def turn_into_folder(path: Path, _chance: random.Random) -> None:
    path.unlink()
    path.mkdir()
    (path / "inside").write_bytes(b"x")


def turn_into_file(path: Path, _chance: random.Random) -> None:
    shutil.rmtree(path)
    path.write_bytes(b"x")


def turn_into_link(path: Path, _chance: random.Random) -> None:
    path.rename(path.with_name("moved"))
    path.symlink_to("moved")


DAMAGES: tuple[Damage, ...] = (delete, empty, cut, flip, overwrite, lengthen, turn_into_folder, turn_into_link)


def variants(root: Path, number: int) -> list[tuple[str, Damage, int]]:
    """Return (path, damage, seed): each damage of each derived file in turn until there are so many."""
    index = root / "search_index"
    newest = index / "generations" / "3"
    files = [index / "CURRENT", *sorted(path for path in newest.rglob("*") if path.is_file())]
    names = [path.relative_to(root).as_posix() for path in files]
    folders = [f"search_index/generations{part}" for part in ("", "/3", "/3/catalogue", "/3/whoosh")]
    listed: list[tuple[str, Damage, int]] = [(f, damage, 0) for f in folders for damage in (delete, turn_into_file)]
    seed = 0
    while len(listed) < number:
        seed += 1
        listed += [(name, damage, seed) for damage in DAMAGES for name in names]
    return listed[:number]


def outcome(base: SampleBase) -> str:
    """Return what a new process would serve after the damage."""
    index = base.library().index
    try:
        served = state(index.current())
    except NotBuilt:
        assert index.damage
        return ""
    # One flipped bit can make a CURRENT that names an older generation, as a person may: that is a way back, no damage.
    chosen = index.generations.current() == TITLES.index(served) + 1
    assert index.damage or chosen, f"{served} is served and nobody is told"
    return served


@pytest.mark.parametrize("number", [60, pytest.param(500, marks=pytest.mark.torture)])
def test_damage_is_seen_at_opening_and_mended_from_the_files(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], number: int
) -> None:
    served: list[str] = []
    renderer = Renderer()
    for name, damage, seed in variants(whole, number):
        root = tmp_path / "base"
        # Segments are hard-linked from one generation to the next: a copy that keeps the links keeps that danger.
        subprocess.run(["cp", "-a", str(whole), str(root)], check=True)
        damage(root / name, random.Random(seed))  # noqa: S311
        base = SampleBase(root)
        served.append(outcome(base))
        rebuild.run(base.library(), renderer=renderer)
        library = base.library()
        assert state(library.index.current()) == TITLES[-1], f"{damage.__name__} {name}"
        assert not library.index.damage, f"{damage.__name__} {name}"
        assert not rebuild.run(library, renderer=renderer).published
        shutil.rmtree(root)
    renderer.close()
    counts = {title or "none": served.count(title) for title in (*reversed(TITLES), "")}
    with capsys.disabled():
        print(f"\n{number} damages, served meanwhile: {counts}; 0 exceptions, all mended")  # noqa: T201
    assert set(served) >= {TITLES[1], ""}
