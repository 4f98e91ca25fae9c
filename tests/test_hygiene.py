"""What must not be in the code or the repository at all; an exception stands in a table with its reason."""

import ast
import re
import subprocess

import pytest

from tests.project import TOP, called, everything, files, imports, sources, walked

CODE = sources("bdp")
TESTS = sources("tests")

# Calls that run data as code, start a shell, or switch off a safety of the library.
DANGEROUS_CALLS = re.compile(
    r"(^|\.)(eval|exec|compile|__import__|system|popen|mktemp|extractall|render_template_string|Markup"
    r"|from_string|set_trace|breakpoint)$"
    r"|^(pickle|marshal|shelve|dill)\."
    r"|^yaml\.(load|load_all|full_load|full_load_all|unsafe_load|unsafe_load_all)$"
    r"|(^|\.)refresh$"  # Whoosh's Searcher.refresh() answers with old versions beside new ones
)
DANGEROUS_MODULES = {"pickle", "marshal", "shelve", "imp", "telnetlib", "ftplib", "smtplib", "xml", "whoosh.qparser"}
# (place, call): why it is safe there.
SAFE_CALLS: dict[tuple[str, str], str] = {
    ("bdp/typesetting/compiler.py", "typst.compile"): "a template of ours; what others wrote comes in as JSON strings",
    ("bdp/web/typography.py", "Markup"): "given Markup, puts only a space between its words",
    ("bdp/web/language.py", "Markup"): "messages of our own catalogues",
    ("bdp/web/marks.py", "Markup"): "search escapes a plain text and adds nothing but <mark>",
    ("bdp/web/snippets.py", "Markup"): "search escapes a snippet's text and adds nothing but <mark>",
}
SAFE_MODULES: dict[tuple[str, str], str] = {
    ("bdp/content/children/render.py", "xml.etree.ElementTree"): "Markdown builds its elements; nothing is parsed",
}
# (place, expression): why it is already HTML and safe.
SANITISED = "rendered and sanitised by content's one door to Markdown before it was stored"
SAFE_FILTERS: dict[tuple[str, str], str] = {
    ("bdp/templates/_funders.html", "(page.html_en if english else page.html)"): SANITISED,
    ("bdp/templates/news/show.html", "item.html"): SANITISED,
    ("bdp/templates/pages/show.html", "html"): SANITISED,
    (
        "bdp/templates/practices/presentation.html",
        'presentation_html|marked_html("presentation", presentation_language)|anchored',
    ): f"{SANITISED}; marks stand in its texts alone; a heading's own id becomes a link",
    (
        "bdp/templates/practices/show.html",
        '(body.summary_html or entry.pl.summary_html)|marked_html("summary", text_language)',
    ): f"{SANITISED}; marks stand in its texts alone",
    ("bdp/templates/practices/whole.html", "(body.summary_html or entry.pl.summary_html)"): SANITISED,
    ("bdp/templates/practices/whole.html", "presentation_html"): SANITISED,
    ("bdp/templates/units/_office.html", "office.html"): SANITISED,
}
# The outermost handlers, which log what nobody foresaw: place -> why.
OUTERMOST: dict[str, str] = {
    "bdp/cli/outcome.py": "a command ends with one line and an exit code, whatever happened",
    "bdp/index/watch.py": "a round that fails in an unforeseen way must not end the thread that would try again",
}

BINARY = {".png", ".jpg", ".jpeg", ".webp", ".pdf", ".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".ppt", ".pptx"}
BINARY |= {".odp", ".rtf", ".zip", ".ico", ".sqlite"}
FOREIGN = re.compile(r"\.min\.(js|css)$|(^|/)(vendor|node_modules|third_party)/|\.(woff2?|ttf|otf|eot|whl|jar)$")

FETCHED = "bdp/static/vendor"


def test_nothing_runs_data_as_code_or_through_a_shell() -> None:
    wrong = []
    for source in CODE:
        for node in walked(source):
            if isinstance(node, ast.Call) and (source.place, called(node)) not in SAFE_CALLS:
                wrong += [f"{source.place}:{node.lineno}: {called(node)}"] if dangerous(node) else []
    assert wrong == []


def dangerous(call: ast.Call) -> bool:
    """Judge a call; a regular expression is compiled too, and Markup around words of our own is only markup."""
    name = called(call)
    if any(k.arg == "shell" and ast.unparse(k.value) != "False" for k in call.keywords):
        return True
    literal = name.endswith("Markup") and all(isinstance(a, ast.Constant) for a in call.args)
    return bool(DANGEROUS_CALLS.search(name)) and name != "re.compile" and not literal


def test_no_module_is_imported_that_unpickles_or_fetches() -> None:
    wrong = []
    for source in CODE:
        for module, line in imports(source):
            parts = module.split(".")
            bad = DANGEROUS_MODULES.intersection(".".join(parts[:n]) for n in range(1, len(parts) + 1))
            wrong += [f"{source.place}:{line}: {module}" for _ in bad if (source.place, module) not in SAFE_MODULES]
    assert wrong == []


def test_templates_escape_everything_but_what_is_listed() -> None:
    wrong = []
    for path in files("bdp/templates", suffix=".html"):
        place = path.relative_to(TOP).as_posix()
        text = path.read_text(encoding="utf-8")
        found = re.findall(r"\{[{%]-?\s*((?:(?![%}]\}).)*?)\s*\|\s*safe\b", text)
        found += ["autoescape false"] if re.search(r"autoescape\s+false", text) else []
        wrong += [f"{place}: {what}" for what in found if (place, what) not in SAFE_FILTERS]
    assert wrong == []


def test_templates_have_no_inline_script_style_or_foreign_address() -> None:
    """The content security policy refuses them, and readers' browsers talk to this host alone."""
    inline = re.compile(
        r"<script(?![^>]*(\bsrc=|type=\"application/ld\+json\"))|<style\b|\sstyle=|\son[a-z]+=|javascript:"
    )
    foreign = re.compile(r"<(?:script|link|img|iframe|source|object|embed)\b[^>]*(?:src|href|data)=\"(?:https?:)?//")
    wrong = []
    for path in files("bdp/templates", suffix=".html"):
        text = path.read_text(encoding="utf-8")
        found = [m.group(0) for pattern in (inline, foreign) for m in pattern.finditer(text)]
        wrong += [f"{path.relative_to(TOP).as_posix()}: {what}" for what in found]
    assert wrong == []


def test_only_the_outermost_handlers_catch_everything() -> None:
    """Tidying up and raising on is no catching."""
    everything_caught = re.compile(r"\b(Base)?Exception\b")
    wrong = []
    for source in CODE:
        for node in walked(source):
            caught, line = "", 0
            if isinstance(node, ast.ExceptHandler) and ast.unparse(node.body[-1]) != "raise":
                caught, line = ast.unparse(node.type) if node.type else "BaseException", node.lineno
            elif isinstance(node, ast.Call) and called(node).endswith("suppress"):
                caught, line = " ".join(map(ast.unparse, node.args)), node.lineno
            if everything_caught.search(caught) and source.place not in OUTERMOST:
                wrong.append(f"{source.place}:{line}: {caught}")
    assert wrong == []


def test_every_exception_of_these_gates_is_still_needed() -> None:
    """A table of exceptions only ever shrinks."""
    text = {s.place: s.text for s in CODE}
    text |= {p.relative_to(TOP).as_posix(): p.read_text(encoding="utf-8") for p in files("bdp/templates")}
    listed = [*SAFE_CALLS, *SAFE_MODULES, *SAFE_FILTERS]
    stale = [(place, what) for place, what in listed if what not in text.get(place, "")]
    stale += [(place, "except Exception") for place in OUTERMOST if "Exception" not in text.get(place, "")]
    assert stale == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
    wrong = []
    for path in files("bdp", "tests", ".ci"):
        if path.suffix in {".py", ".html", ".css", ".js", ".toml", ".sh", ""}:
            text = path.read_text(encoding="utf-8")
            wrong += [f"{path.relative_to(TOP).as_posix()}: {m.group(0)}" for m in later.finditer(text)]
    assert wrong == []


def test_a_test_that_is_skipped_says_why() -> None:
    wrong = []
    for source in TESTS:
        for node in walked(source):
            if isinstance(node, ast.Call) and re.search(r"(^|\.)(skip|skipif|xfail)$", called(node)):
                reason = any(k.arg == "reason" for k in node.keywords) or (called(node) == "pytest.skip" and node.args)
                wrong += [] if reason else [f"{source.place}:{node.lineno}"]
            elif isinstance(node, ast.Attribute) and ast.unparse(node) in ("pytest.mark.skip", "pytest.mark.xfail"):
                wrong += [] if f"{ast.unparse(node)}(" in source.text else [f"{source.place}:{node.lineno}"]
    assert wrong == []


def test_tests_use_real_parts() -> None:
    """No mocks and no patches: what they would replace is a store in tmp_path here."""
    wrong = []
    for source in TESTS:
        for node in walked(source):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or "", *(a.name for a in node.names)] if isinstance(node, ast.ImportFrom) else []
            names += [node.arg] if isinstance(node, ast.arg) else []
            bad = {"unittest.mock", "mock", "mocker", "monkeypatch"}.intersection(names)
            wrong += [f"{source.place}: {name}" for name in bad]
    assert wrong == []


def test_no_file_names_a_host_to_fetch_packages_from() -> None:
    """Where packages come from is the business of the machine that installs them."""
    hosts = ["\\.".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "(?:org|com)"))]
    hosts += ["\\.".join(parts) for parts in (("deb", "debian", "org"), ("yarnpkg", "com"), ("jsdelivr", "net"))]
    hosts += ["\\.".join(parts) for parts in (("unpkg", "com"), ("cdnjs", "cloudflare"), ("fonts", "g[a-z]+apis"))]
    pattern = re.compile("|".join(hosts))
    texts = {p: p.read_text(encoding="utf-8", errors="replace") for p in everything() if p.suffix not in BINARY}
    assert [path.relative_to(TOP).as_posix() for path, text in texts.items() if pattern.search(text)] == []


def test_htmx_is_used_only_as_the_content_policy_allows() -> None:
    """No bare ``hx-`` attribute, which is no HTML; no ``hx-on``, ``js:`` or ``[filter]``, which compile their texts."""
    wrong = []
    for path in files("bdp/templates", suffix=".html"):
        text = path.read_text(encoding="utf-8")
        wrong += [f"{path.name}: {found[0]}" for found in re.finditer(r"(?<!data-)\bhx-[a-z]", text)]
        wrong += [f"{path.name}: {found[0]}" for found in re.finditer(r"data-hx-on\b|=[\"']\s*(js|javascript):", text)]
        triggers = re.findall(r'data-hx-trigger="([^"]*)"', text)
        wrong += [f"{path.name}: {trigger}" for trigger in triggers if "[" in trigger]
    assert wrong == []


def test_colours_are_told_by_what_they_are_for_and_every_rule_lies_in_a_layer() -> None:
    """One file names colours; elsewhere their roles do, so that no look is left out: dark, contrast, one's own."""
    wrong = []
    for path in files("bdp/static/css", suffix=".css"):
        bare = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        raw = re.findall(
            r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab)\(|: ?(?:white|black|gr[ae]y|red)\b", bare, re.IGNORECASE
        )
        wrong += [f"{path.name}: {colour}" for colour in raw if path.name != "00-tokens.css"]
        tops = re.findall(r"^[^\s}@][^{]*\{|^@(?!layer|font-face)\S+", bare, re.MULTILINE)
        wrong += [f"{path.name}: {rule} in no layer" for rule in tops]
    assert wrong == []


def test_no_file_of_others_is_in_the_repository() -> None:
    """What .ci/assets puts into its folder is there for the package, and git ignores it."""
    assert f"/{FETCHED}/" in (TOP / ".gitignore").read_text(encoding="utf-8").splitlines()
    ours = [path.relative_to(TOP).as_posix() for path in everything()]
    assert [place for place in ours if FOREIGN.search(place) and not place.startswith(f"{FETCHED}/")] == []


def test_data_of_others_is_named_with_its_source_and_licence() -> None:
    readme = (TOP / "bdp" / "geography" / "data" / "README.md").read_text(encoding="utf-8")
    for path in files("bdp/geography/data"):
        assert path.name == "README.md" or path.name in readme
    for owner in ("GUS", "GUGiK", "GeoNames"):
        assert owner in readme


def test_the_top_of_the_repository_holds_only_what_it_must() -> None:
    allowed = {"bdp", "practices", "attachments", "search_index", "tests", "pyproject.toml", "wsgi.py", "Makefile"}
    allowed |= {"schemathesis.toml"}  # found there by `schemathesis run` alone
    allowed |= {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "LICENSE"}
    listed = tracked()
    top = {name.partition("/")[0] for name in listed}
    assert {name for name in top if not name.startswith(".")} <= allowed


def test_nothing_derived_is_kept_in_git() -> None:
    derived = re.compile(r"^search_index/(?!README\.md$)|^instance/|\.(pyc|mo|sqlite)$|(^|/)__pycache__/")
    assert [name for name in tracked() if derived.search(name)] == []


def tracked() -> list[str]:
    """Return the paths that git keeps."""
    if not (TOP / ".git").exists():
        pytest.skip("not a git checkout, so there is no list of kept files")
    done = subprocess.run(["git", "ls-files", "-z"], cwd=TOP, capture_output=True, text=True, check=True)
    return [name for name in done.stdout.split("\0") if name]
