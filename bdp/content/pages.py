"""pages: what is in a base beside practices: ordinary pages, news with events, units' offices."""

import hashlib
import inspect
import os
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

from bdp.content import statement
from bdp.content.groups import group, list_of
from bdp.content.hazards import hazards
from bdp.content.judge import Judge, Spot
from bdp.content.kinds import EMAIL, TEXT, Kind
from bdp.content.nodes import FILE, Mapping, Node
from bdp.content.numbers import COUNT, DAY, MOMENT
from bdp.content.sources import Source, judged, open_source, values
from bdp.content.strays import is_folder, printable
from bdp.domain.errors import Problem
from bdp.domain.page import Event, News, Office, Page, Team
from bdp.domain.polish import is_slug
from bdp.domain.unit import Register

_PAGE = {"title": TEXT, "title_en": TEXT, "menu": COUNT, "updated": DAY}
_ENGLISH = {"title": TEXT, "plain": TEXT}
_EVENT_KEYS = group(
    {"start": MOMENT, "end": MOMENT, "place": TEXT, "sign_up": TEXT, "deadline": MOMENT},
    lambda start=None, **rest: Event(start, **rest) if start else None,
    needs=("start",),
)
_TEAM = group(
    {"name": TEXT, "head_role": TEXT, "phone": TEXT, "email": EMAIL, "tasks": list_of(TEXT)}, Team, needs=("name",)
)
_OFFICE = {"name": TEXT, "address": TEXT, "teams": list_of(_TEAM), "tasks": list_of(TEXT)}
_NEWS_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)", re.ASCII)
_TERYT = re.compile(r"\d{2}|\d{4}|\d{7}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Ordinary:
    """Pages by their place in the menu then slug, news with the latest first, offices by code, and every problem.

    A file with problems beyond warnings is left out. The texts are Markdown, not rendered.
    """

    pages: tuple[Page, ...]
    news: tuple[News, ...]
    offices: tuple[Office, ...]
    problems: tuple[Problem, ...]


def load(practices: Path, register: Register | None = None) -> Ordinary:
    """Read ``_pages``, ``_news`` and ``_units``; a page that the base does not write is the one that the package ships.

    With a register, an office of a unit that it does not know is a problem.
    """
    problems: list[Problem] = []
    pages = _pages(practices / "_pages", problems)
    news = [_news(path, problems) for path in _files(practices / "_news")]
    offices = [_office(path, register, problems) for path in _files(practices / "_units")]
    return Ordinary(
        tuple(sorted(pages, key=lambda p: (p.menu is None, p.menu or 0, p.slug))),
        tuple(sorted((n for n in news if n), key=lambda n: (n.date, n.slug), reverse=True)),
        tuple(o for o in offices if o),
        tuple(sorted(problems)),
    )


def shipped() -> list[Page]:
    """Return the pages that come with the package."""
    folder = resources.files("bdp.content") / "pages"
    texts = {file.name.removesuffix(".md"): file.read_bytes() for file in folder.iterdir() if file.name.endswith(".md")}
    sources = {name: judged(data, Judge(name)) for name, data in texts.items()}
    other = [name for name in sources if name.endswith(".en")]
    english = {name.removesuffix(".en"): sources[name] for name in other}
    pages = [
        _page(name, source, english.get(name), Judge(name)) for name, source in sources.items() if name not in other
    ]
    return [*pages, statement.shipped()]


def edition() -> str:
    """Name the pages and the sentences of the statement that come with the package."""
    package = resources.files("bdp.content")
    files = [file for folder in ("pages", "statement_texts") for file in (package / folder).iterdir() if file.is_file()]
    texts = [file.name.encode() + b"\0" + file.read_bytes() for file in sorted(files, key=lambda file: file.name)]
    return hashlib.sha256(b"\0".join([*texts, inspect.getsource(statement).encode()])).hexdigest()[:16]


def _files(folder: Path) -> list[Path]:
    """Return the regular Markdown files of a folder, by name; links and other things are strays."""
    try:
        entries = list(os.scandir(folder)) if is_folder(folder) else []
    except OSError:
        return []
    names = [entry.name for entry in entries if entry.name.endswith(".md") and entry.is_file(follow_symlinks=False)]
    return [folder / name for name in sorted(names) if name != "README.md" and not name.startswith(".")]


def _judge(path: Path) -> Judge:
    return Judge(f"practices/{path.parent.name}/{printable(path.name)}")


def _body(source: Source, judge: Judge) -> str:
    """Return the text below the header; what will not be shown as written is doubted."""
    for line, message in hazards(source.document.body):
        judge.warn_of_body(source.document.body_line + line, message)
    return source.document.body.strip("\n")


def _pages(folder: Path, problems: list[Problem]) -> list[Page]:
    """Read pages with their English versions."""
    paths = {path.name.removesuffix(".md"): path for path in _files(folder)}
    found: list[Page] = []
    for name, path in paths.items():
        judge = _judge(path)
        if name.endswith(".en"):
            if name.removesuffix(".en") not in paths:
                judge.wrong(Spot(FILE, 1), f"tłumaczenie bez polskiej strony; brak pliku {name.removesuffix('.en')}.md")
                problems += judge.problems
            continue
        if not is_slug(name):
            judge.wrong(Spot(FILE, 1), "nazwa pliku ma mieć 3–80 znaków a-z, 0-9 i pojedyncze łączniki")
        source = open_source(path, judge)
        english, told = _english(paths.get(f"{name}.en"))
        page = _page(name, source, english, judge)
        problems += [*judge.problems, *told]
        found += [page] if judge.passed else []
    written = {*paths, *([statement.SLUG] if os.path.lexists(folder / statement.NAME) else [])}
    return [*found, *_statement(folder, paths, problems), *(page for page in shipped() if page.slug not in written)]


def _statement(folder: Path, pages: Container[str], problems: list[Problem]) -> list[Page]:
    """Return the statement written from its facts, unless the base has none or a page of its own in their place."""
    path = folder / statement.NAME
    if not os.path.lexists(path):
        return []
    judge = _judge(path)
    page = statement.load(path, judge)
    if statement.SLUG in pages:
        judge.doubt(Spot(FILE, 1), f"nie jest używany, bo stronę ma plik {statement.SLUG}.md; usuń jeden z nich")
    problems += judge.problems
    return [page] if page and statement.SLUG not in pages else []


def _english(path: Path | None) -> tuple[Source | None, tuple[Problem, ...]]:
    if path is None:
        return None, ()
    judge = _judge(path)
    source = open_source(path, judge)
    values(source.mapping, _ENGLISH, judge)
    _body(source, judge)
    return source if judge.passed else None, judge.problems


def _page(slug: str, source: Source, english: Source | None, judge: Judge) -> Page:
    given = values(source.mapping, _PAGE, judge, {"title": "tytuł strony"} if source.document.whole else None)
    text = _body(source, judge)
    if english is not None:
        title = values(english.mapping, _ENGLISH, Judge(slug)).get("title")
        given |= {"title_en": title} if title else {}
    return Page(slug, **given, text=text, text_en=english.document.body.strip("\n") if english else "")


def _news(path: Path, problems: list[Problem]) -> News | None:
    judge = _judge(path)
    name = path.name.removesuffix(".md")
    found = _NEWS_NAME.fullmatch(name)
    if not found or not is_slug(found[2]):
        message = "nazwa pliku ma się składać z daty i nazwy, np. „2026-03-01-warsztat.md”"
        judge.wrong(Spot(FILE, 1), message)
    source = open_source(path, judge)
    given = values(source.mapping, _NEWS, judge, {"title": "tytuł aktualności"} if source.document.whole else None)
    text = _body(source, judge)
    day = _named_day(found[1]) if found else None
    if found and day is None:
        judge.wrong(Spot(FILE, 1), f"w nazwie pliku „{found[1]}” nie jest datą; wpisz rok-miesiąc-dzień")
    problems += judge.problems
    return News(name, **{"date": day, **given}, text=text) if judge.passed and (day or "date" in given) else None


def _named_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _read_event(node: Node, spot: Spot, judge: Judge) -> Event | None:
    """Read an event, and hold its days against each other."""
    event: Event | None = _EVENT_KEYS.read(node, spot, judge)
    if event and event.end and str(event.end)[:10] < str(event.start)[:10] and isinstance(node, Mapping):
        line = next((key.line for key, _ in node.items if key.text == "end"), spot.line)
        judge.wrong(spot.at("end", line), f"{event.end} jest wcześniej niż początek ({event.start}); popraw datę")
    return event


_EVENT = Kind(_EVENT_KEYS.name, _read_event, parts=_EVENT_KEYS.parts)
_NEWS = {"title": TEXT, "tags": list_of(TEXT), "date": DAY, "event": _EVENT}


def _office(path: Path, register: Register | None, problems: list[Problem]) -> Office | None:
    judge = _judge(path)
    teryt = path.name.removesuffix(".md")
    if not _TERYT.fullmatch(teryt):
        judge.wrong(Spot(FILE, 1), "nazwa pliku ma być kodem TERYT: 2, 4 albo 7 cyfr i „.md”")
    elif register is not None and register.resolve(teryt) is None:
        judge.wrong(Spot(FILE, 1), f"rejestr TERYT nie zawiera kodu {teryt}; popraw nazwę pliku")
    source = open_source(path, judge)
    given = values(source.mapping, _OFFICE, judge, {"name": "nazwa urzędu"} if source.document.whole else None)
    text = _body(source, judge)
    problems += judge.problems
    return Office(teryt, **given, text=text) if judge.passed else None


def slugs(pages: Iterable[Page]) -> tuple[str, ...]:
    """Return the addresses of pages."""
    return tuple(page.slug for page in pages)
