"""references: every address that a base names, with the file, line and key where it stands."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from bdp.content.strays import is_folder
from bdp.content.whereabouts import Whereabouts
from bdp.domain.entry import Body, Entry
from bdp.domain.links import href, is_address
from bdp.domain.reference import Reference
from bdp.index.reading import Generation

_BARE = re.compile(r"/zalaczniki/[a-z0-9-]+/(?P<file>[^/]+)")  # how a body's bare name of an attachment is shown
_OWN = re.compile(r"#(?:tekst|skrot)-(?P<name>.+)")
BODY = "file"  # the key of what stands in a body, as ``bdp check`` has it


def of_base(root: Path, generation: Generation) -> Iterator[Reference]:
    """Go through records, pages, news and offices of units, as a generation has them; each address of a file once."""
    catalogue = generation.catalogue
    for entry in catalogue.stream(catalogue.statuses()):
        yield from _of_entry(root, entry)
    for page in catalogue.pages():
        for text, mount, ending in ((page.html, "", ""), (page.html_en, "/en", ".en")):
            path = f"practices/_pages/{page.slug}{ending}.md"
            if (root / path).is_file():  # else it is the program's own
                yield from _of_text(Whereabouts(root, path), text, (f"{mount}/strona/{page.slug}",))
    for item in catalogue.news():
        where = Whereabouts(root, f"practices/_news/{item.slug}.md")
        yield from _of_text(where, item.html, (f"/aktualnosci/{item.slug}",))
        if item.event and is_address(item.event.sign_up):
            yield _of_key(where, "event.sign_up", href(item.event.sign_up))
    for teryt in _offices(root / "practices" / "_units"):
        office = catalogue.office(teryt)
        if office is not None:
            where = Whereabouts(root, f"practices/_units/{teryt}.md")
            yield from _of_text(where, office.html, (f"/jednostki/{teryt}",))


def _offices(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.md")) if is_folder(folder) else []


def _of_entry(root: Path, entry: Entry) -> Iterator[Reference]:
    practice = entry.practice
    where = Whereabouts(root, f"practices/{entry.slug}.md")
    shown = practice.public
    for number, address in enumerate(practice.websites, 1):
        yield _of_key(where, f"websites.{number}", href(address), public=shown)
    if practice.source is not None and practice.source.url:
        yield _of_key(where, "source.url", href(practice.source.url), public=shown)
    for number, slug in enumerate(practice.related, 1):
        yield _of_key(where, f"related.{number}", f"/praktyki/{slug}", public=shown)
    yield from _of_body(where, entry.pl, f"/praktyki/{entry.slug}", public=shown)
    english = f"practices/{entry.slug}.en.md"
    if entry.en is not None and (root / english).is_file():
        own = _translated(entry.en, entry.pl)
        yield from _of_body(Whereabouts(root, english), own, f"/en/praktyki/{entry.slug}", public=shown)


def _translated(english: Body, polish: Body) -> Body:
    """Return the English text without the parts that are the Polish ones."""
    return replace(
        english,
        summary_html="" if english.summary_html == polish.summary_html else english.summary_html,
        presentation_html="" if english.presentation_html == polish.presentation_html else english.presentation_html,
    )


def _of_key(where: Whereabouts, key: str, address: str, *, public: bool = True) -> Reference:
    return Reference(where.path, where.key(key), key, address, public=public)


def _of_body(where: Whereabouts, body: Body, page: str, *, public: bool) -> Iterator[Reference]:
    """Go through both parts; each is shown on a page of its own and on the one to print."""
    yield from _of_text(where, body.summary_html, (page, f"{page}/druk"), public=public)
    yield from _of_text(where, body.presentation_html, (f"{page}/prezentacja", f"{page}/druk"), public=public)


def _of_text(where: Whereabouts, html: str, shown: tuple[str, ...], *, public: bool = True) -> Iterator[Reference]:
    if not html:
        return
    found = _Addresses(html)
    anchors = frozenset(found.anchors)
    for address in dict.fromkeys(found.addresses):
        yield Reference(where.path, where.body(as_typed(address)), BODY, address, shown, anchors, public)


def as_typed(address: str) -> str:
    """Return an address as it may stand in the file: rendering gives names of attachments a folder, parts a prefix."""
    bare, own = _BARE.fullmatch(address), _OWN.fullmatch(address)
    return bare["file"] if bare else f"#{own['name']}" if own else address


class _Addresses(HTMLParser):
    """The addresses of links and pictures in a rendered text, and the names of its parts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.anchors: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element leads to, and its name."""
        for name, value in attrs:
            if name == "id" and value:
                self.anchors.add(value)
            elif value and (tag, name) in (("a", "href"), ("img", "src")):
                self.addresses.append(value)
