"""The documents tell the truth: everything there is stands in them, and everything that stands in them is there."""

import dataclasses
import re
import shlex
from pathlib import Path

import click
import pytest

from bdp import __version__
from bdp.app import create_app
from bdp.cli import main
from bdp.config import Config
from bdp.content import pages
from bdp.content.fields import FIELDS
from bdp.content.vocabularies import shipped
from bdp.domain.query import HAS, NARROWING, SORTS
from bdp.geography import units
from tests.project import TOP, sources
from tests.sample import SampleBase

DOCUMENTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(TOP.glob("*.md"))}
README, CONTRIBUTING = DOCUMENTS["README.md"], DOCUMENTS["CONTRIBUTING.md"]


def found(pattern: str, text: str) -> list[str]:
    """Return what a pattern finds line by line."""
    return re.findall(pattern, text, re.MULTILINE)


def rows(document: str, heading: str) -> dict[str, str]:
    """Return the table after a heading: the code words of the first column, each with the rest of its row."""
    document = re.sub(r"^```.*?^```$", "", document, flags=re.MULTILINE | re.DOTALL)
    part = re.split(rf"^#+ {re.escape(heading)}.*$", document, maxsplit=1, flags=re.MULTILINE)[1]
    part = re.split(r"^#+ ", part, maxsplit=1, flags=re.MULTILINE)[0]
    table: dict[str, str] = {}
    for line in found(r"^\| (.*) \|$", part):
        first, _, rest = line.partition(" | ")
        table |= dict.fromkeys(re.findall(r"`([^`]+)`", first), rest)
    return table


def commands() -> dict[str, click.Command]:
    """Return every command by name."""
    assert isinstance(main, click.Group)
    return dict(main.commands)


def test_every_setting_is_described_with_its_default() -> None:
    told = rows(README, "Settings")
    there = {f"BDP_{field.name.upper()}": field for field in dataclasses.fields(Config)}
    assert set(told) == set(there)
    for name, field in there.items():
        if isinstance(field.default, int | float):
            assert told[name].startswith(f"{field.default:g} |"), name


def test_every_command_and_option_is_described() -> None:
    told = rows(README, "Commands")
    assert {name.removeprefix("bdp ") for name in told} == set(commands())
    for name, command in commands().items():
        options = {o for p in command.params if isinstance(p, click.Option) for o in p.opts if o != "--help"}
        for parameter in command.params:
            if isinstance(parameter, click.Option) and options.intersection(parameter.opts):
                row = told[f"bdp {name}"]
                same = "the same filters" in row and parameter.name in NARROWING
                assert same or any(f"`{o}`" in row for o in parameter.opts), f"bdp {name} {parameter.opts}"


def test_every_make_target_is_described() -> None:
    there = found(r"^([a-z-]+):.*## ", (TOP / "Makefile").read_text(encoding="utf-8"))
    assert {name.removeprefix("make ") for name in rows(README, "Two commands")} == set(there)


def test_every_front_matter_key_is_described_and_no_other() -> None:
    told = rows(CONTRIBUTING, "Writing a record")
    assert set(told) == {field.key for field in FIELDS}
    for field in FIELDS:
        parts = field.kind.parts or (field.kind.item.parts if field.kind.item else {})
        assert {part for part in parts if not re.search(rf"`{part}\b", told[field.key])} == set(), field.key


def test_every_parameter_and_its_fixed_values_are_described() -> None:
    told = rows(README, "Parameters")
    assert set(told) == {"q", *NARROWING, "from", "to", "has", "sort", "page", "per_page", "cursor"}
    for value in HAS:
        assert f"`{value}`" in told["has"]
    for value in SORTS:
        assert f"`{value}`" in told["sort"]


def test_every_address_and_format_is_described_and_no_other(base: SampleBase) -> None:
    rules = {rule.rule for rule in create_app(base.config).url_map.iter_rules()}
    routes = {re.sub(r"<\w+:", "<", whole) for rule in rules for whole in spelled(rule)}
    assert set(rows(README, "Addresses and formats")) == routes - {"/static/<name>", "/favicon.ico"}


def spelled(rule: str) -> list[str]:
    """Return the addresses of a rule that has one of several suffixes; any other rule as it is."""
    choice = re.search(r"<any\((.*)\):suffix>", rule)
    suffixes = re.findall(r"'([\w.]+)'", choice[1]) if choice else []
    return [rule.replace(choice[0], suffix) for suffix in suffixes] if choice else [rule]


def test_every_term_of_the_glossary_is_a_word_of_the_code() -> None:
    """Otherwise the glossary speaks of another program."""
    code = " ".join(source.text.lower() for source in sources("bdp"))
    terms = re.findall(
        r"^\| ([a-z ,·]+) \|", CONTRIBUTING.partition("## Glossary")[2].partition("\n## ")[0], re.MULTILINE
    )
    words = {word.strip() for term in terms for word in re.split("[,·]", term)} - {"in code"}
    assert len(words) > 20
    assert {word for word in words if word not in code and word.replace(" ", "_") not in code} == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_examples_of_records_pass_the_real_rules(name: str, base: SampleBase) -> None:
    library = base.library()
    for example in re.findall(r"^```markdown\n(---\n.*?)^```$", DOCUMENTS[name], re.MULTILINE | re.DOTALL):
        base.put(base.path("przyklad"), example)
        assert library.practices.read("przyklad", shipped(), library.register).problems == ()


def test_examples_of_news_and_offices_pass_the_real_rules(tmp_path: Path) -> None:
    event, office = re.findall(r"^```yaml\n(---\n.*?)^```$", CONTRIBUTING, re.MULTILINE | re.DOTALL)
    SampleBase.put(tmp_path / "_news" / "2026-03-01-warsztat.md", event)
    SampleBase.put(tmp_path / "_units" / "3214011.md", office)
    found = pages.load(tmp_path, units.load())
    assert (found.problems, len(found.news), len(found.offices)) == ((), 1, 1)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_examples_of_commands_are_commands(name: str) -> None:
    text = re.sub(r"`(bdp [^`]*)`", r"\n    \1\n", DOCUMENTS[name])
    for line in found(r"^    (?:\.venv/bin/)?(bdp [a-z].*?)(?:  .*)?$", text):
        words = shlex.split(line)
        assert words[1] in commands() or words[1].isupper(), line
        known = {o for p in commands()[words[1]].params for o in p.opts} if words[1] in commands() else {"--help"}
        assert {w.partition("=")[0] for w in words[2:] if w.startswith("-")} <= known | {"--help"}, line


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_and_files_that_documents_name_are_there(name: str) -> None:
    text = DOCUMENTS[name]
    anchors = {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in found(r"^#+ (.*)$", text)}
    wrong = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        there = target.startswith("https://") or (TOP / path).exists()
        wrong += [] if there and (path or not anchor or anchor in anchors) else [target]
    tops = "|".join(re.escape(path.name) for path in TOP.iterdir())
    for named in re.findall(rf"`((?:{tops})/[^`<>*\s]*)`", text):
        made = named.startswith(("instance/", "practices/_", "attachments/", ".venv/"))
        wrong += [] if made or (TOP / named).exists() else [named]
    assert wrong == []


def test_the_picture_of_the_architecture_names_every_module() -> None:
    """A line is ``folder/  module · module  words``; a module of the package itself has a line of its own."""
    tree = CONTRIBUTING.partition("```text\nbdp/\n")[2].partition("```")[0]
    told: dict[str, set[str]] = {"bdp": set()}
    folder = "bdp"
    for line in tree.splitlines():
        if package := re.match(r"  (\w+)/ +(.*)$", line):
            folder, text = f"bdp/{package[1]}", package[2]
            told[folder] = set()
        elif module := re.match(r"  (\w+)\.py ", line):
            told["bdp"].add(module[1])
            continue
        else:
            text = line
        told[folder] |= set(re.findall(r"[a-z0-9_]+", text.partition(" — ")[0]))
    there: dict[str, set[str]] = {}
    for source in sources("bdp"):
        parts = source.path.relative_to(TOP).parts
        if not source.path.stem.startswith("__"):
            there.setdefault("/".join(parts[:2]) if len(parts) > 2 else "bdp", set()).add(source.path.stem)
    assert {k: v for k, v in told.items() if v} == there


def test_the_changelog_has_the_version_and_versions_fall() -> None:
    versions = found(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$", DOCUMENTS["CHANGELOG.md"])
    assert versions[0] == __version__
    assert versions == sorted(versions, key=lambda v: tuple(map(int, v.split("."))), reverse=True)


def test_the_readme_says_what_was_measured_when_and_on_what() -> None:
    part = README.partition("## Measured")[2].partition("\n## ")[0]
    assert re.search(r"\d{4}-\d\d-\d\d", part)
    assert "cores" in part
    assert len(found(r"^\| .* \| .* (?:ms|s|MB) \|", part)) >= 5
