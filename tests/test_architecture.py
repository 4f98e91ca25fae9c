"""The shape of the code: layers, doors, sizes and names. CONTRIBUTING.md explains the picture; this file holds it."""

import ast
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from importlib.util import find_spec

import pytest

from tests.project import TOP, files, imports, sources, walked

# Outermost first. Names in one line are siblings and do not see each other.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("bdp.app",),
    ("bdp.web", "bdp.cli"),
    ("bdp.services",),
    ("bdp.library",),
    ("bdp.index",),
    (
        "bdp.content",
        "bdp.catalogue",
        "bdp.search",
        "bdp.geography",
        "bdp.extraction",
        "bdp.exchange",
        "bdp.typesetting",
        "bdp.original",
        "bdp.outside",
    ),
    ("bdp.config", "bdp.system"),
    ("bdp.domain",),
)

# Which package is the door of which outside library. One that is not listed has no door yet: give it one here.
HTTP = ("bdp.web", "bdp.cli", "bdp.app")
DOORS: dict[str, tuple[str, ...]] = {
    "flask": HTTP,
    "werkzeug": HTTP,
    "jinja2": HTTP,
    "markupsafe": HTTP,
    "flask_babel": HTTP,
    "babel": HTTP,
    "cachetools": ("bdp.web",),
    "isal": ("bdp.web",),
    "gunicorn": ("bdp.cli",),
    "click": ("bdp.cli",),
    "rich": ("bdp.cli",),
    "sqlite3": ("bdp.catalogue",),
    "sqlite_utils": ("bdp.catalogue",),
    "msgspec": ("bdp.catalogue", "bdp.index"),
    "whoosh": ("bdp.search",),
    "numpy": ("bdp.search",),
    "morfeusz2": ("bdp.search",),
    "snowballstemmer": ("bdp.search",),
    "rapidfuzz": ("bdp.search",),
    "yaml": ("bdp.content",),
    "ruamel": ("bdp.content",),
    "markdown": ("bdp.content",),
    "nh3": ("bdp.content",),
    "pypdf": ("bdp.extraction",),
    "olefile": ("bdp.extraction",),
    "kreuzberg": ("bdp.extraction",),
    "pypdfium2": ("bdp.extraction",),
    "PIL": ("bdp.extraction",),
    "defusedxml": ("bdp.extraction",),
    "icalendar": ("bdp.exchange",),
    "crawleruseragents": ("bdp.services",),
    "openpyxl": ("bdp.extraction", "bdp.exchange"),
    "segno": ("bdp.typesetting",),
    "typst": ("bdp.typesetting",),
    "docx": ("bdp.exchange",),
    "odfdo": ("bdp.exchange",),
    "xlsxwriter": ("bdp.exchange",),
    "lxml": ("bdp.exchange", "bdp.original"),
    "rdflib": ("bdp.exchange",),
    "rispy": ("bdp.exchange",),
    # Parts of the standard library that reach outside the process.
    "subprocess": ("bdp.system",),
    "multiprocessing": (),
    "urllib3": ("bdp.outside",),
    "socket": ("bdp.cli", "bdp.outside"),
    "urllib.request": (),
    "http.client": (),
    "fcntl": ("bdp.system",),
    "ctypes": ("bdp.system",),
}
ONE_MODULE = ("markdown", "nh3")  # so narrow a door that one file has it
STANDARD_ONLY = ("bdp.domain", "bdp.system")

MODULE_LINES, FUNCTION_LINES, TEMPLATE_LINES, CSS_LINES, CSS_BLOCK_LINES, SCRIPT_LINES = 300, 40, 80, 400, 120, 200
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core", "manager", "handler", "info"}
EMPTY_ENDINGS = re.compile(r"(Utils?|Helpers?|Common|Misc|Manager|Handler|Info)$")

CODE = sources("bdp")
ALL = sources("bdp", "tests", ".ci")


def inside(module: str, package: str) -> bool:
    """Tell whether a module is a package or lies in it."""
    return module == package or module.startswith(package + ".")


def layer(module: str) -> tuple[int, str]:
    """Return the number of a module's layer and its part of it; (-1, "") for the bare package and the entry points."""
    return next(((n, part) for n, parts in enumerate(LAYERS) for part in parts if inside(module, part)), (-1, ""))


def test_every_module_has_its_layer() -> None:
    """The bare package (its version) and ``python -m bdp`` stand outside."""
    assert [s.place for s in CODE if layer(s.name)[0] < 0 and s.name not in ("bdp", "bdp.__main__")] == []


def test_imports_point_inward_and_siblings_do_not_see_each_other() -> None:
    wrong = []
    for source in CODE:
        number, part = layer(source.name)
        for module, line in imports(source):
            other, other_part = layer(module)
            if 0 <= other < number or (other == number and other_part != part):
                wrong.append(f"{source.place}:{line}: {source.name} must not import {module}")
    assert wrong == []


def test_every_outside_library_has_one_door() -> None:
    wrong = []
    for source in CODE:
        for module, line in imports(source):
            library = next((name for name in DOORS if inside(module, name)), "")
            if library and not any(inside(source.name, door) for door in DOORS[library]):
                wrong.append(f"{source.place}:{line}: the door of {library} is {DOORS[library]}")
    assert wrong == []


def test_every_library_that_the_code_imports_is_in_the_table_of_doors() -> None:
    known = {*sys.stdlib_module_names, "_typeshed", "bdp", *DOORS}
    wrong = [f"{s.place}:{line}: {m}" for s in CODE for m, line in imports(s) if m.split(".")[0] not in known]
    assert wrong == []


@pytest.mark.parametrize("package", STANDARD_ONLY)
def test_the_innermost_layers_import_the_standard_library_only(package: str) -> None:
    known = {*sys.stdlib_module_names, "bdp"}
    inner = [s for s in CODE if inside(s.name, package)]
    assert [(s.place, m) for s in inner for m, _ in imports(s) if m.split(".")[0] not in known] == []


@pytest.mark.parametrize("library", ONE_MODULE)
def test_one_module_alone_renders_markdown(library: str) -> None:
    assert len([s.place for s in CODE if any(inside(m, library) for m, _ in imports(s))]) <= 1


def test_imports_stand_at_the_top() -> None:
    """A late import hides a cycle or a cost. Behind ``if`` or ``try`` at the top level is fine (optional libraries)."""
    wrong = []
    for source in CODE:
        for function in walked(source):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                late = [n.lineno for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)]
                wrong += [f"{source.place}:{line}" for line in late]
    assert wrong == []


def test_only_config_reads_the_environment() -> None:
    reads = re.compile(r"os\.(environ|getenv|putenv)|from os import .*\b(environ|getenv)")
    assert [s.place for s in CODE if reads.search(s.text) and s.name != "bdp.config"] == []


def test_modules_stay_short() -> None:
    assert {s.place: n for s in ALL if (n := len(s.text.splitlines())) > MODULE_LINES} == {}


def test_functions_stay_short() -> None:
    """Counted from ``def`` to the last line, docstring included."""
    long = {}
    for source in ALL:
        for node in walked(source):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    long[f"{source.place}:{node.lineno} {node.name}"] = lines
    assert long == {}


@pytest.mark.parametrize(
    ("folder", "suffix", "limit"),
    [
        ("bdp/templates", ".html", TEMPLATE_LINES),
        ("bdp/static", ".css", CSS_LINES),
        ("bdp/static", ".js", SCRIPT_LINES),
    ],
)
def test_what_the_browser_gets_stays_short(folder: str, suffix: str, limit: int) -> None:
    counts = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files(folder, suffix=suffix)}
    assert {p.relative_to(TOP).as_posix(): n for p, n in counts.items() if n > limit} == {}


def test_css_blocks_stay_short() -> None:
    """A block is whatever stands between a brace at the outermost level and its end."""
    long = {}
    for path in files("bdp/static", suffix=".css"):
        depth, start = 0, 0
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            before, depth = depth, depth + line.count("{") - line.count("}")
            if before == 0 and depth > 0:
                start = number
            if before > 0 and depth == 0 and number - start + 1 > CSS_BLOCK_LINES:
                long[f"{path.relative_to(TOP).as_posix()}:{start}"] = number - start + 1
    assert long == {}


def test_no_name_is_empty_of_meaning() -> None:
    """Utils and their like hold anything, so they tell nothing."""
    named = [*files("bdp", "tests", ".ci", ".docs"), *(path for path in TOP.iterdir() if path.is_file())]
    wrong = [
        path.relative_to(TOP).as_posix()
        for path in named
        if EMPTY_NAMES.intersection(re.split(r"[^a-z]+", path.name.lower().partition(".")[0]))
    ]
    wrong += [s.place for s in ALL if EMPTY_NAMES.intersection(s.name.split("."))]
    for source in ALL:
        for node in walked(source):
            if isinstance(node, ast.ClassDef) and EMPTY_ENDINGS.search(node.name):
                wrong.append(f"{source.place}:{node.lineno}: {node.name}")
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.lstrip("_").startswith("do_"):
                wrong.append(f"{source.place}:{node.lineno}: {node.name}")
    assert wrong == []


def test_a_module_begins_by_saying_what_it_is() -> None:
    """``name: what it is``; a package's docstring says what its modules have in common."""
    wrong = []
    for source in CODE:
        first = (ast.get_docstring(source.tree) or "").partition("\n")[0]
        stem = source.path.stem
        if not first or (not stem.startswith("__") and not first.startswith(f"{stem}: ")):
            wrong.append(f"{source.place}: {first!r}")
    assert wrong == []


def test_a_data_class_between_layers_is_frozen_and_slotted() -> None:
    wrong = []
    for source in CODE:
        for node in walked(source):
            if isinstance(node, ast.ClassDef):
                marks = [ast.unparse(d) for d in node.decorator_list if "dataclass" in ast.unparse(d)]
                wrong += [f"{source.place}:{node.lineno}: {node.name} @{m}" for m in marks if not frozen_and_slotted(m)]
    assert wrong == []


def frozen_and_slotted(decorator: str) -> bool:
    """Tell whether a dataclass decorator asks for both."""
    return "frozen=True" in decorator and "slots=True" in decorator


# Imports each module in a process that knows nothing but the libraries of others and what this module says it imports,
# so that none leans on another's import. What a module imports was imported alone before: that is not run again.
ALONE = """
import importlib, sys
libraries, *modules = (line.split() for line in sys.stdin)
for name in libraries:
    importlib.import_module(name)
start, alone = dict(sys.modules), {}
for name, *imported in modules:
    if name not in alone:  # else its package imports it
        sys.modules.clear()
        sys.modules.update(start)
        for other in imported:
            sys.modules.update(alone[other])
        importlib.import_module(name)
        alone = {**dict.fromkeys(filter(lambda m: m.startswith("bdp"), sys.modules), dict(sys.modules)), **alone}
"""


def test_every_module_can_be_imported_alone_and_none_imports_itself_by_way_of_others() -> None:
    ours = {s.name: {m for m, _ in imports(s) if inside(m, "bdp")} for s in CODE if s.name != "bdp.__main__"}
    inner_first = list(TopologicalSorter(ours).static_order())  # a circle is an error that names its modules
    top = {m.split(".")[0] for s in CODE for m, _ in imports(s)} - {"bdp", "_typeshed", *sys.stdlib_module_names}
    lines = [filter(find_spec, sorted(top)), *([name, *ours[name]] for name in inner_first)]
    done = subprocess.run(
        [sys.executable, "-c", ALONE],
        input="\n".join(map(" ".join, lines)),
        cwd=TOP,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
