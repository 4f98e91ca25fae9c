"""pages: a saved file of the original base as practices with their parts, keys, notes and remarks."""

import re
from dataclasses import replace
from pathlib import PurePath

from bdp.domain.links import is_address
from bdp.domain.polish import fold
from bdp.domain.unit import Register
from bdp.domain.vocabulary import Vocabularies
from bdp.original import columns, metryka, prose
from bdp.original.addressed import freed
from bdp.original.archived import text_of
from bdp.original.attached import attachments, looks_like_list
from bdp.original.encodings import tidy
from bdp.original.found import (
    ATTACHMENTS,
    PARTS,
    PRESENTATION,
    SUMMARY,
    Found,
    Kind,
    Page,
    Remark,
    Said,
    Unreadable,
    cleaned,
    doubtful,
    shown,
)
from bdp.original.furniture import Furniture, bare_of, mark_parts, unescaped
from bdp.original.interpret import interpret
from bdp.original.markup import HEADING, Laid, Link, is_markup, lay_out
from bdp.original.sections import Section, names_metryka, sections
from bdp.original.segments import Shown, practices

_TITLE_MIN, _TITLE_MAX = 5, 300
_HEADING = "## Pełna prezentacja"
_NUMBER = re.compile(r"[?&;]art=(\d{1,9})\b", re.IGNORECASE)
_PART = re.compile(r"[?&;]s=([123])\b", re.IGNORECASE)
_NAMED = re.compile(r"(?<![a-z])art[=_-]?(\d{1,9})(?!\d)", re.IGNORECASE)
_NAMED_PART = re.compile(r"(?<![a-z])s[=_-]?([123])(?!\d)", re.IGNORECASE)
_LISTED = re.compile(r"^\s*(?:\[?(\d{1,4})[\].]\s+)?((?:https?|file)://\S+)\s*$", re.MULTILINE)
_LISTS = re.compile(
    r"^\s*(?:References|Odnośniki|Odsyłacze|Visible links|Hidden links:?|Ukryte odnośniki:?)\s*:?\s*$", re.MULTILINE
)
_LINK_NUMBER = re.compile(r"\[\d{1,4}\](?=\S)")
_TABS = ("skrot i metryka", "pelna prezentacja", "zalaczniki")


def read(data: bytes, name: str, vocabularies: Vocabularies, register: Register) -> tuple[Page, ...]:
    """Return every practice of a saved page. ``name`` is the file's. Raises Unreadable for anything else."""
    text = text_of(data)
    laid = lay_out(text.text) if is_markup(text.text) else Laid(tidy(unescaped(text.text)))
    furniture = Furniture(vocabularies)
    body, links = _without_list(laid)
    found = practices(mark_parts(body if laid.marked else columns.parted(body, furniture)), furniture)
    if not any(shown_.contents for shown_ in found):
        message = "to nie jest strona praktyki z dawnej bazy (brak wiersza „Skrót i Metryka → Pełna prezentacja → …”)"
        raise Unreadable(message)
    laid = replace(laid, links=links)
    alone = len(found) == 1
    reader = _Reader(vocabularies, register, laid)
    pages = [
        reader.page(shown_, _number(laid, name) if alone else "", _part(laid, name) if alone else "")
        for shown_ in found
    ]
    return tuple(replace(page, remarks=(*text.remarks, *page.remarks)) for page in pages)


def _without_list(laid: Laid) -> tuple[str, tuple[Link, ...]]:
    """Cut off the list of links that text browsers print below a page, and keep it; so with a printed address."""
    text, links = (laid.text, laid.links) if laid.marked else freed(laid.text)
    start = None if laid.marked else _LISTS.search(text)
    if start:
        links = (*links, *(Link("", found[2]) for found in _LISTED.finditer(text, start.end())))
        text = _LINK_NUMBER.sub("", text[: start.start()])
    for found in _LISTED.finditer(text):
        if _NUMBER.search(found[2]) and "index.php" in found[2]:
            links = (*links, Link(_TABS[0], found[2]))
            text = text.replace(found[0], "", 1)
    return text, links


def _number(laid: Laid, name: str) -> str:
    """Return the number of a practice in the original base, from the surest place that has one."""
    own = [laid.address]
    tabs = [link.address for link in laid.links if bare_of(link.text) in _TABS]
    parts = [link.address for link in laid.links if _PART.search(link.address)]
    for addresses in (own, tabs, parts):
        numbers = {found[1] for address in addresses if (found := _NUMBER.search(address.replace("&amp;", "&")))}
        if len(numbers) == 1:
            return str(int(numbers.pop()))
    found = _NAMED.search(PurePath(name).name)
    return str(int(found[1])) if found else ""


def _address(address: str) -> str:
    """Return the address of a practice in the original base, the same for each of its parts; "" for any other."""
    whole = address.replace("&amp;", "&")
    return re.sub(r"[&;]s=[123]\b", "", whole) if "dobrepraktyki.pl/" in whole and is_address(whole) else ""


def _part(laid: Laid, name: str) -> str:
    """Return "1", "2" or "3" where the file says which part it is: by address, name or the tab without a link."""
    stem = PurePath(name).name
    found = _PART.search(laid.address.replace("&amp;", "&")) or (
        _NAMED_PART.search(stem) if _NAMED.search(stem) else None
    )
    if found:
        return found[1]
    linked = {bare_of(link.text) for link in laid.links} & set(_TABS)
    missing = [str(n) for n, tab in enumerate(_TABS, start=1) if tab not in linked]
    return missing[0] if laid.marked and len(missing) == 1 else ""


class _Reader:
    """Reads the practices of one file."""

    def __init__(self, vocabularies: Vocabularies, register: Register, laid: Laid) -> None:
        self._vocabularies, self._register, self._laid = vocabularies, register, laid

    def page(self, shown_: Shown, art: str, part: str) -> Page:
        """Return one practice; what its title or path could not become stands in its notes."""
        themes, notes, remarks = self._themes(shown_.path)
        title, kept = _title(shown_.title)
        remarks = [*shown_.remarks, *remarks]
        if kept:
            notes.append(kept)
            remarks.append(doubtful(f"title: {shown(shown_.title)} nie mieści się w 5–300 znakach; całość w uwagach"))
        page = Page(title, art, _address(self._laid.address) if art else "")
        for kind, found in self._parts(shown_, part).items():
            keys = dict(found.keys)
            listed = keys.get("themes", [])
            both = list(dict.fromkeys([*themes, *(listed if isinstance(listed, list) else [])]))
            keys |= {"themes": both} if both else {}
            page = page.with_part(kind, Found(tuple(keys.items()), (*notes, *found.notes), found.remarks))
            remarks += found.remarks
        return replace(page, remarks=tuple(dict.fromkeys(remarks)))

    def _themes(self, path: tuple[str, ...]) -> tuple[list[str], list[str], list[Remark]]:
        """Return the theme that a path leads to: its last step that is one."""
        steps = [step for step in path if fold(step) not in ("praktyki", "strona glowna")]
        known = [term for step in steps if (term := self._vocabularies.themes.by_spelling(step))]
        if len(known) == len(steps):
            return known[-1:], [], []
        whole = " : ".join(path)
        return (
            known[-1:],
            [f"Dział: {whole}"],
            [doubtful(f"themes: {shown(whole)} nie ma w słowniku; zapisano w uwagach")],
        )

    def _parts(self, shown_: Shown, part: str) -> dict[Kind, Found]:
        """Return the parts of a practice, those that occur twice joined."""
        parts: dict[Kind, Found] = {}
        several = len(shown_.contents) > 1
        unnamed = part not in ("2", "3") and not any(map(names_metryka, shown_.contents))
        for number, content in enumerate(shown_.contents):
            told = list(sections(content, shown_.title, unnamed=unnamed))
            kind = _kind(told, part if not several else "", number if len(shown_.contents) == len(PARTS) else None)
            for section in told:
                kind = _kind_of(section, kind)
                if any(line.strip() for line in section.lines):
                    found = self._found(section, kind)
                    parts[kind] = joined(parts[kind], found) if kind in parts else found
        return parts

    def _found(self, section: Section, kind: Kind) -> Found:
        if section.mark == "metryka":
            lines = [self._addressed(line.replace(HEADING, "")) for line in section.lines]
            rows = metryka.rows(lines, self._vocabularies.unit_types)
            return interpret(rows, self._vocabularies, self._register)
        if kind == ATTACHMENTS:
            return attachments(section.lines, self._laid.links)
        return self._prose(section.lines, kind)

    def _addressed(self, line: str) -> str:
        """Add to a line of the metryka the address to which its last words lead ("zobacz stronę")."""
        for link in self._laid.links:
            foreign = link.address.startswith(("http://", "https://")) and "dobrepraktyki.pl" not in link.address
            if foreign and link.text and line.endswith(link.text) and not any(map(is_address, link.text.split())):
                return f"{line} {link.address}"
        return line

    def _prose(self, lines: list[str], kind: Kind) -> Found:
        texts = prose.paragraphs(lines)
        plain = " ".join(" ".join(lines).split())
        links = [
            link
            for link in self._laid.links
            if link.text and link.text in plain and "dobrepraktyki.pl" not in link.address
        ]
        texts = prose.with_links(texts, links)
        if kind == PRESENTATION and not texts[0].startswith("### "):
            texts = [_HEADING, *texts]
        elif kind == PRESENTATION:
            texts = [text[1:] if text.startswith("### ") else text for text in texts]
        said: Said = "\n\n".join(text for text in texts if text)
        return Found(((kind, said),), (), _tidied(lines))


def _tidied(lines: list[str]) -> tuple[Remark, ...]:
    return (cleaned("połączono wiersze złamane przez program"),) if prose.wrap_width(lines) else ()


def _kind(told: list[Section], part: str, number: int | None) -> Kind:
    """Return which part lines are before the first heading: by the metryka, by what the file says, by their look."""
    if any(section.mark in ("metryka", "summary") for section in told):
        return SUMMARY
    if part:
        return PARTS[int(part) - 1]
    lines = [line for section in told for line in section.lines]
    if looks_like_list(lines) and number in (None, len(PARTS) - 1):
        return ATTACHMENTS
    return PARTS[number] if number is not None and number < len(PARTS) - 1 else PRESENTATION


def _kind_of(section: Section, before: Kind) -> Kind:
    """Return the part that a section belongs to; attachments have to look like a list."""
    if section.mark == "":
        return before
    if section.mark == ATTACHMENTS:
        return ATTACHMENTS if looks_like_list(section.lines) else before
    return PRESENTATION if section.mark == PRESENTATION else SUMMARY


def joined(one: Found, other: Found) -> Found:
    """Return two readings of one part as one; texts one after the other, the first value of a key stays."""
    keys = dict(one.keys)
    notes = [*one.notes, *other.notes]
    for key, value in other.keys:
        before = keys.get(key)
        if before is None or before == value:
            keys[key] = value
        elif key in PARTS and isinstance(before, str) and isinstance(value, str):
            keys[key] = before if value in before else f"{before}\n\n{value.removeprefix(_HEADING).strip()}"
        elif isinstance(before, list) and isinstance(value, list):
            keys[key] = [*before, *(item for item in value if item not in before)]
        else:
            notes.append(f"{key}: {value}")
    return Found(tuple(keys.items()), tuple(dict.fromkeys(notes)), (*one.remarks, *other.remarks))


def _title(text: str) -> tuple[str, str]:
    """Return a title that a record may have, and a note of the whole where that differs."""
    if _TITLE_MIN <= len(text) <= _TITLE_MAX:
        return text, ""
    if len(text) < _TITLE_MIN:
        return text, ""
    return text[: _TITLE_MAX - 1].rpartition(" ")[0] + "…", f"Tytuł: {text}"
