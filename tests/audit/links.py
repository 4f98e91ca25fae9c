"""links: follow every internal link and fragment of a running site."""

from collections import deque
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import parse_qsl, unquote, urldefrag, urljoin, urlsplit

from tests.served import ask

MOST_PAGES = 15_000
# Lists differ in any mix of choices; one with more than this many is the same page with other numbers.
MOST_CHOICES = 1


class Links(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self, text: str) -> None:
        """Read the page."""
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what this element links to and is linked by."""
        given = dict(attrs)
        for name in ("href", "src", "action"):
            if value := given.get(name):
                self.links.append(value)
        if anchor := given.get("id") or (given.get("name") if tag == "a" else None):
            self.anchors.add(anchor)


def broken(site: str, starts: tuple[str, ...]) -> tuple[int, list[str]]:
    """Follow links from these paths; return how many addresses were visited and what is dead, with where it stands.

    A page with parameters is visited and not followed further: what it links to without them is met elsewhere.
    """
    waiting = deque((site + start, "start") for start in starts)
    pages: dict[str, Links] = {}
    fragments: list[tuple[str, str, str]] = []
    dead = []
    while waiting and len(pages) < MOST_PAGES:
        address, source = waiting.popleft()
        if address in pages:
            continue
        answer = ask(address)
        pages[address] = Links(answer.body.decode() if answer.media_type == "text/html" else "")
        if answer.status != HTTPStatus.OK:
            dead.append(f"{source}: {address} answers {answer.status}")
        for link in pages[address].links if not urlsplit(address).query else ():
            target, fragment = urldefrag(urljoin(address, link))
            if not target.startswith(site) or len(parse_qsl(urlsplit(target).query)) > MOST_CHOICES:
                continue
            if fragment:
                fragments.append((address, target, unquote(fragment)))
            if target not in pages:
                waiting.append((target, address))
    dead += [
        f"{source}: {target} has no #{fragment}"
        for source, target, fragment in fragments
        if target in pages and fragment not in pages[target].anchors and pages[target].links
    ]
    dead += [f"{len(waiting)} addresses were not followed"] if waiting else []
    return len(pages), dead
