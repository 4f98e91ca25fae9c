"""markup: a saved HTML page as lines of text, the way a browser lays it out, with its links."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree

from bdp.original.encodings import tidy

_HTML = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|table|div|p|br|meta|title|a)[\s/>]", re.IGNORECASE)
_HEAD = 20_000  # characters in which the first tag has to stand
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "object", "select", "textarea", "iframe"})
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_APART = frozenset(["blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "table", "ul"])
HEADING = "\ue000"  # stands before a line that was a heading in HTML; a sign for private use, which no text has
_PIECES = 30  # enough to see whether a row has several lines
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: its text and where it leads, made absolute where the page says what it is relative to."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class Laid:
    """A page as text. ``address`` is the one it had, "" where the file does not say; ``marked`` that it was HTML."""

    text: str
    links: tuple[Link, ...] = ()
    address: str = ""
    marked: bool = False


def is_markup(text: str) -> bool:
    """Tell whether a text is HTML."""
    return _HTML.search(text[:_HEAD]) is not None and "<" in text[:_HEAD]


def lay_out(text: str) -> Laid:
    """Return an HTML page as lines. Nothing in it is run or fetched; broken markup is read as browsers do."""
    parser = etree.HTMLParser(target=_Layout(), encoding="utf-8", huge_tree=True)
    parser.feed(text.encode("utf-8", "replace"))
    laid: Laid = parser.close()
    return laid


class _Layout:
    """Takes the events of the parser and writes lines."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._silent = 0
        self._rows: list[int] = []  # where in the output each open row begins
        self._links: list[Link] = []
        self._open: tuple[str, int] | None = None
        self._base = self._canonical = self._saved = ""
        self._title = self._pre = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        if tag in _SILENT:
            self._silent += 1
        elif tag == "title":
            self._title += 1
        elif tag == "base":
            self._base = self._base or attributes.get("href", "")
        elif tag == "link" and "canonical" in attributes.get("rel", "").lower():
            self._canonical = attributes.get("href", "")
        elif tag == "meta" and attributes.get("property", "").lower() == "og:url":
            self._canonical = self._canonical or attributes.get("content", "")
        elif tag == "a":
            self._end_link()
            self._open = (attributes.get("href", ""), len(self._out))
        elif tag in ("td", "th"):
            self._cell()
        elif tag == "img":
            self._write(attributes.get("alt", ""))
        elif tag == "br":
            self._out.append("\n")
        else:
            self._block(tag)

    def _block(self, tag: str) -> None:
        if tag not in _BLOCKS:
            return
        self._break(tag)
        if tag == "tr":
            self._rows.append(len(self._out))
        elif tag == "li":
            self._out.append("- ")
        elif tag == "pre":
            self._pre += 1
        elif re.fullmatch(r"h[1-6]", tag):
            self._out.append(HEADING)

    def _cell(self) -> None:
        """Part cells by a tab, or by a line end where the row has had several lines already: then it is a layout."""
        begun = "".join(self._out[self._rows[-1] :][:_PIECES]) if self._rows else ""
        if begun.strip():
            self._out.append("\n" if "\n" in begun.strip() else "\t")

    def end(self, tag: str) -> None:
        """End an element."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "title":
            self._title = max(0, self._title - 1)
        elif tag == "a":
            self._end_link()
        elif tag == "tr" and self._rows:
            self._rows.pop()
            self._out.append("\n")
        elif tag == "pre":
            self._pre = max(0, self._pre - 1)
            self._out.append("\n\n")
        elif tag in _BLOCKS:
            self._break(tag)

    def _break(self, tag: str) -> None:
        """End the line that is open, and leave an empty one beside what stands apart."""
        if tag in _APART:
            self._out.append("\n\n")
        elif self._out and not self._out[-1].endswith("\n"):
            self._out.append("\n")

    def _end_link(self) -> None:
        if self._open is not None:
            address, start = self._open
            email = address[len("mailto:") :].partition("?")[0] if address.lower().startswith("mailto:") else ""
            if email and email not in "".join(self._out[start:]):
                self._out.append(f" {email} ")
            self._links.append(Link(" ".join("".join(self._out[start:]).split()), address))
            self._open = None

    def data(self, text: str) -> None:
        """Take a piece of text."""
        if not self._silent and not self._title:
            self._write(text)

    def _write(self, text: str) -> None:
        self._out.append(text if self._pre else _SPACES.sub(" ", text))

    def comment(self, text: str) -> None:
        """Look for the address in what browsers write above a page that they save."""
        found = re.match(r"\s*saved from url=\(\d+\)(\S+)", text)
        if found:
            self._saved = found[1]

    def close(self) -> Laid:
        """Return what was written."""
        self._end_link()
        address = next((a for a in (self._saved, self._canonical) if a), "")
        base = self._base or address
        links = tuple(Link(tidy(link.text), _joined(base, link.address)) for link in self._links if link.address)
        return Laid(tidy(_squeezed("".join(self._out))), links, address or self._base, marked=True)


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address.strip()


def _squeezed(text: str) -> str:
    """Take out spaces around line ends and more than one empty line, which markup has by the dozen."""
    lines = (re.sub(r" *\t *", "\t", re.sub(r" {2,}", " ", line)).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
