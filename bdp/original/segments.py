"""segments: a saved file parted into the practices that it shows and the lines that belong to each of their parts."""

import re
from dataclasses import dataclass, field, replace

from bdp.domain.polish import fold
from bdp.original.found import Remark, doubtful, dropped, shown, together
from bdp.original.furniture import (
    PARTS_LINE,
    Furniture,
    is_counter,
    is_footer,
    is_footer_line,
    names_funders,
    says_who_paid,
)
from bdp.original.markup import HEADING
from bdp.original.metryka import begins_at
from bdp.original.prose import blocks
from bdp.original.sections import marker, names_metryka, sections

_TITLE_MAX = 300
_SENTENCE = re.compile(r"\w.{28,}[.!?][\"”»')]*\s*$")


@dataclass(frozen=True, slots=True)
class Shown:
    """A practice as a file shows it: title, path (department, sub-theme) and its sections."""

    title: str
    path: tuple[str, ...]
    contents: list[list[str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def practices(text: str, furniture: Furniture) -> list[Shown]:
    """Return the practices of a file; one that occurs several times, as its parts do, is one. [] for other texts."""
    runs = [run.split("\n") for run in text.split(PARTS_LINE)]
    whole = len(runs) == 1 or _has_metryka(runs[0])  # no line of parts stands above the text
    found = [_headless(runs[0], furniture) if whole else _headed(runs[0], furniture)]
    within, apart = (
        not whole,
        0,
    )  # whether the lines that come next are of a practice; how many runs were parted by a line
    for number, run in enumerate(runs[1:], start=1):
        last = number == len(runs) - 1
        if within:
            if any(line.strip() for line in run):
                found[-1] = _titled(found[-1], run)
                found[-1].contents.append(_without_foot(run, found[-1].remarks) if last else run)
                within = False
        elif last:
            _take_end(_without_menu(run, found[-1], furniture), found[-1], apart)
        elif _begins_page(run, furniture, found[-1].title):
            found.append(_headed(run, furniture, found[-1].title))
            within, apart = True, 0
        elif any(line.strip() for line in run) and not (is_footer(run) and _is_short(run)):
            found[-1].contents.append(run)
            apart += 1
        else:
            found[-1].remarks.extend(_dropped("stopka", run))
            within = True
    shown = [_filed(practice, [*runs[0], *runs[-1]], furniture) for practice in found]
    return _joined([practice for practice in shown if practice.title or practice.contents])


def _filed(shown_: Shown, around: list[str], furniture: Furniture) -> Shown:
    """Take the section that a menu marks with » for the path of a practice that has none."""
    path = () if shown_.path else furniture.marked(around)
    if not path:
        return shown_
    remark = doubtful(f"brak ścieżki działu; przyjęto dział zaznaczony w menu: {shown(' : '.join(path))}")
    return replace(shown_, path=path, remarks=[*shown_.remarks, remark])


def _titled(shown_: Shown, run: list[str]) -> Shown:
    """Take the first line below the line of parts for the title where none stands above it."""
    number, line = next((n, line) for n, line in enumerate(run) if line.strip())
    if shown_.title or len(line) > _TITLE_MAX or line.rstrip().endswith((".", ":")) or marker(line):
        return shown_
    title = " ".join(run.pop(number).replace(HEADING, "").split())
    remark = doubtful(f"nad wierszem części nie ma tytułu; przyjęto {shown(title)}")
    return replace(shown_, title=title, remarks=[*shown_.remarks, remark])


def _has_metryka(run: list[str]) -> bool:
    return names_metryka(run) or begins_at(run) is not None


def _is_short(run: list[str]) -> bool:
    return sum(map(len, run)) < 1000 and names_funders(" ".join(run))  # noqa: PLR2004


def _take_end(run: list[str], shown_: Shown, apart: int) -> None:
    """Take what stands after the last line of parts: the foot of the page, or the last part where lines part them."""
    run = _without_funders(run, shown_)
    if not _tells(shown_):
        run = _taken_text(run, shown_)
    own = apart > 0 and not names_funders(" ".join(run)) and sum(map(len, run)) > 0
    if (own or not is_footer(run)) and any(line.strip() for line in run):
        shown_.contents.append(_without_foot(run, shown_.remarks))
        shown_.remarks.append(doubtful("tekst pod dolnym wierszem części uznano za część wpisu; sprawdź"))
    else:
        shown_.remarks.extend(_dropped("stopka", run))


def _without_menu(run: list[str], shown_: Shown, furniture: Furniture) -> list[str]:
    """Cut the menu and the counter of visitors off the end of a page."""
    lines = list(run)
    while lines and (not lines[-1].strip() or furniture.is_menu(lines[-1]) or is_counter(lines[-1])):
        lines.pop()
    cut = run[len(lines) :]
    if not any("»" in line or is_counter(line) for line in cut):
        return run
    shown_.remarks.extend(_dropped("menu", [line for line in cut if not is_counter(line)]))
    shown_.remarks.extend(_dropped("licznik odwiedzin", [line for line in cut if line.strip() and is_counter(line)]))
    return lines


def _without_funders(run: list[str], shown_: Shown) -> list[str]:
    """Cut the lines about funders and rights off the end of a page whose last part stands below a line of parts."""
    start = next((n for n, line in enumerate(run) if says_who_paid(line)), len(run))
    foot = run[start:]
    apart = not any(line.strip() for line in run[max(start - 1, 0) : start])
    if not apart or not all(is_footer_line(line) or not _SENTENCE.search(line) for line in foot) or not is_footer(foot):
        return run
    shown_.remarks.extend(_dropped("stopka", foot))
    return run[:start]


def _tells(shown_: Shown) -> bool:
    """Tell whether a practice has any text so far besides its metryka."""
    told = (section for content in shown_.contents for section in sections(content, shown_.title))
    return any(section.mark != "metryka" and "".join(section.lines).strip() for section in told)


def _taken_text(run: list[str], shown_: Shown) -> list[str]:
    """Take sentences below the last line of parts for the text of a practice that has none; return what is left."""
    end = next((n for n, line in enumerate(run) if line.strip() and is_footer_line(line)), len(run))
    if not any(_SENTENCE.search(line) for line in run[:end]):
        return run
    shown_.contents.append(["Skrót", *run[:end]])
    shown_.remarks.append(doubtful("tekst pod dolnym wierszem części uznano za część wpisu; sprawdź"))
    return run[end:]


def _joined(found: list[Shown]) -> list[Shown]:
    """Join what has one title."""
    by_title: dict[str, Shown] = {}
    for shown_ in found:
        first = by_title.setdefault(fold(shown_.title), shown_)
        if first is not shown_:
            first.contents.extend(shown_.contents)
            first.remarks.extend(remark for remark in shown_.remarks if remark not in first.remarks)
    return list(by_title.values())


def _begins_page(run: list[str], furniture: Furniture, title: str) -> bool:
    """Tell whether lines between two lines of parts are the end of one page and the head of the next."""
    menu = sum(furniture.is_menu(line) for line in run if line.strip())
    whole = " ".join(" ".join(run).split())
    return (
        menu > 3  # noqa: PLR2004 - a text may have a line or two that read like a menu's
        or any(furniture.path(line) for line in run)
        or any(is_counter(line) and "odwiedzi" in fold(line) for line in run)
        or (bool(title) and whole.endswith(title))
        or not whole
    )


def _headed(run: list[str], furniture: Furniture, before: str = "") -> Shown:
    """Read the head of a page: path and title stand last, the menu and the counter of visitors before."""
    lines = [line.replace(HEADING, "").strip() for line in run]
    at = max((n for n, line in enumerate(lines) if furniture.path(line)), default=-1)
    path = furniture.path(lines[at]) if at >= 0 else ()
    if at < 0:
        at = max(
            (n for n, line in enumerate(lines) if line and (furniture.is_menu(line) or is_counter(line))), default=-1
        )
        path, at = _parted_path(lines, at, furniture)
    title = " ".join(" ".join(line for line in lines[at + 1 :] if line and not is_counter(line)).split())
    title = re.sub(r"^(\*{1,3})(.*)\1$", r"\2", title)  # bold, as browsers save it in text
    shown_ = Shown(_once(title) or before, path)
    menu = [line for line in lines[: at + 1] if line and not furniture.path(line) and not is_counter(line)]
    counter = [line for line in lines if line and is_counter(line)]
    shown_.remarks.extend([*_dropped("menu", menu), *_dropped("licznik odwiedzin", counter)])
    return shown_


def _once(title: str) -> str:
    """Return a title that stands twice, as a small and a large heading, only once."""
    words = title.split(" ")
    half = len(words) // 2
    return " ".join(words[:half]) if len(words) > 1 and words[:half] == words[half:] else title


def _parted_path(lines: list[str], at: int, furniture: Furniture) -> tuple[tuple[str, ...], int]:
    """Return a path that was wrapped onto two lines, and where it ends."""
    for n in range(max(0, at - 1), min(at + 2, len(lines) - 1)):
        path = furniture.path(f"{lines[n]} {lines[n + 1]}") if ":" in f"{lines[n][-1:]}{lines[n + 1][:1]}" else ()
        if path:
            return path, n + 1
    return (), at


def _headless(run: list[str], furniture: Furniture) -> Shown:
    """Read a page without the line of parts: a path, or a first line that is not of the menu, has the title."""
    start = next((n for n, line in enumerate(run) if marker(line)), None)
    labels = begins_at(run)
    if start is None and labels is None and not any(furniture.path(line) for line in run):
        return Shown("", ())
    at = max((n for n, line in enumerate(run) if furniture.path(line)), default=-1)
    path = furniture.path(run[at]) if at >= 0 else ()
    if at < 0:
        skipped = [
            n for n, line in enumerate(run) if line.strip() and not (furniture.is_menu(line) or is_counter(line))
        ]
        at = skipped[0] - 1 if skipped else -1
    rest = run[at + 1 :]
    block = next(blocks(rest), [])
    first = block[: _title_lines(block)]
    begin = next((n for n, line in enumerate(rest) if line in first), 0) + len(first)
    shown_ = Shown(_once(" ".join(" ".join(first).replace(HEADING, "").split())), path)
    shown_.remarks.append(doubtful("strona bez wiersza „Skrót i Metryka → …”; sprawdź tytuł i podział na części"))
    shown_.remarks.extend(_dropped("menu", [line for line in run[: at + 1] if line.strip()]))
    shown_.contents.append(_without_foot(rest[begin:], shown_.remarks))
    return shown_


def _title_lines(block: list[str]) -> int:
    """Return how many lines of the first block are the title: all of a wrapped one, else the first."""
    return len(block) if len(" ".join(block)) <= _TITLE_MAX and len(block) <= 3 else 1  # noqa: PLR2004


def _without_foot(run: list[str], remarks: list[Remark]) -> list[str]:
    """Cut paragraphs about the funders of the portal off the end of a page that has no closing line of parts."""
    lines = list(run)
    while True:
        while lines and not lines[-1].strip():
            lines.pop()
        start = max((n for n, line in enumerate(lines) if not line.strip()), default=-1) + 1
        if start == 0 or not names_funders(" ".join(lines[start:])):
            return lines
        remarks.extend(_dropped("stopka", lines[start:]))
        del lines[start:]


def _dropped(what: str, lines: list[str]) -> list[Remark]:
    kept = [line for line in lines if line.strip()]
    return [dropped(f"{what}: {together(kept, 2000)}")] if kept else []
