"""finish: sanitised HTML made ready for a page (anchors, tables that scroll, tied words), and its plain text."""

import html
import re
from html.parser import HTMLParser
from itertools import count

from bdp.content.attachments import name_fault
from bdp.domain.polish import slugify
from bdp.domain.typography import tied

Headings = list[tuple[int, str, str]]
_VOID = {"br", "hr", "img"}
_CODE = {"pre", "code", "kbd"}
_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
_BLOCKS = _HEADINGS | {"p", "li", "dt", "dd", "tr", "pre", "caption", "blockquote", "div", "hr", "table"}
_CELLS = {"td", "th"}
_CELL = " | "  # between the cells of a row in plain text, as in the text of attachments
# A link whose address was unsafe, of which the words stay; and one that gives its words a name. The law wants parts of
# an accessibility statement marked by ids such as a11y-podmiot: [Urząd Miejski](#a11y-podmiot) makes one.
_DEAD, _NAME = "dead link", "name"
# Words of another language: [Good practices](#lang-en), or a link whose title says so: [OECD](https://… "lang:en").
_SPOKEN, _SPOKEN_TITLE = re.compile(r"#lang-([a-z]{2})"), re.compile(r"lang:([a-z]{2})")
_STATEMENT = re.compile(r"#a11y-[a-z0-9-]{1,40}")
_LISTED = (2, 3)  # levels of the table of contents
_LABEL_MAX, _ANCHOR_MAX = 100, 60


def finish(clean: str, *, anchors: bool, prefix: str, files: str) -> tuple[str, str, Headings]:
    """Return HTML, plain text (a line a block) and headings of a body that has been sanitised already.

    All ids begin with ``prefix``; ``files`` is the address of the folder that bare file names are in, "" for none.
    """
    work = _Finish(anchors=anchors, prefix=prefix, files=files)
    work.feed(clean)
    work.close()
    return work.html(), work.text(), work.headings


class _Finish(HTMLParser):
    """Goes through the tags once and writes them anew; every text and attribute value is escaped here."""

    def __init__(self, *, anchors: bool, prefix: str, files: str) -> None:
        super().__init__(convert_charrefs=True)
        self.headings: Headings = []
        self._anchors, self._prefix, self._files = anchors, prefix, files
        self._out: list[str] = []
        self._text: list[str] = []
        self._open: list[str] = []
        self._ids: set[str] = set()
        self._heading_at = self._table_at = -1  # where in the output the tag stands that is written at its end
        self._row_at = 0  # where in the plain text the row begins
        self._said: list[str] = []  # text of the open heading
        self._columns: list[str] = []  # header cells of the open table
        self._silent = 0  # inside what readers of the plain text do not want: footnote marks

    def html(self) -> str:
        """Return the page part."""
        return "".join(self._out)

    def text(self) -> str:
        """Return the plain text: no marks, no tags, a line a block."""
        said = "".join(self._text)
        return re.sub(r" *\n\s*", "\n", re.sub(r"[ \t\u00a0]+", " ", said)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a start tag."""
        given = {name: value or "" for name, value in attrs}
        tag = "h2" if tag == "h1" else tag
        if tag in _BLOCKS:
            self._text.append("\n")
        if tag == "img":
            self._image(given)
            return
        if tag in _VOID:
            self._text.append("\n")
            self._out.append(f"<{tag}>")
            return
        if tag == "a":
            tag = _kind_of_link(given.get("href", ""))
        self._open.append(tag)
        if tag == _NAME:
            spoken = _SPOKEN.fullmatch(given["href"])
            self._out.append(_tag("span", {"lang": spoken[1]} if spoken else self._named(given["href"][1:])))
        elif tag != _DEAD:
            self._begin(tag, given)
            self._out.append(_tag(tag, self._attributes(tag, given)))

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        """Remember where a part begins that is looked at again at its end."""
        if given.get("class", "").startswith("footnote-"):
            self._silent = self._silent or len(self._open)
        if tag in _HEADINGS:
            self._heading_at, self._said = len(self._out), []
        if tag == "table" and self._table_at < 0:
            self._table_at, self._columns = len(self._out), []
            self._out.append("")
        if tag == "tr":
            self._row_at = len(self._text)
        if tag == "th":
            self._columns.append("")
            given["scope"] = "col" if "thead" in self._open else "row"

    def handle_endtag(self, tag: str) -> None:
        """Write an end tag, and what had to wait for it."""
        tag = "h2" if tag == "h1" else tag
        if tag == "a" and self._open and self._open[-1] in (_DEAD, _NAME):
            self._out.append("</span>" if self._open.pop() == _NAME else "")
            return
        if tag not in self._open:
            return
        while self._open.pop() != tag:
            pass
        if len(self._open) < self._silent:
            self._silent = 0
        if tag in _HEADINGS and self._heading_at >= 0:
            self._end_heading(tag)
        self._out.append(f"</{tag}>")
        if tag == "table" and "table" not in self._open and self._table_at >= 0:
            self._end_table()
        if tag in _CELLS:
            self._text.append(_CELL)
        if tag == "tr":
            self._text.append("".join(self._text[self._row_at :]).rstrip(f"{_CELL}\n"))
            del self._text[self._row_at : -1]
        if tag in _BLOCKS:
            self._text.append("\n")

    def handle_data(self, data: str) -> None:
        """Write text; words are tied together but in code."""
        code = not _CODE.isdisjoint(self._open)
        if not self._silent:
            # Line ends in a paragraph are spaces to a reader; in code they are lines.
            self._text.append(data if "pre" in self._open else data.replace("\n", " "))
            self._said.append(data)
        if self._open and self._open[-1] == "th" and self._columns:
            self._columns[-1] += data
        self._out.append(html.escape(data if code else tied(data), quote=False))

    def _attributes(self, tag: str, given: dict[str, str]) -> dict[str, str]:
        kept = dict(given)
        if "id" in kept:
            kept |= self._named(f"{self._prefix}-{_anchor(kept.pop('id'))}")
        if tag == "a" and (spoken := _SPOKEN_TITLE.fullmatch(kept.get("title", ""))):
            del kept["title"]
            kept |= {"lang": spoken[1], "hreflang": spoken[1]}
        if "href" in kept:
            kept["href"] = self._address(kept["href"])
            if re.match(r"https?:", kept["href"], re.IGNORECASE):
                kept["rel"] = "noopener noreferrer"
        if "align" in kept:
            kept["class"] = f"align-{kept.pop('align')}"
        if tag == "a" and kept.get("class") == "footnote-backref":
            kept.pop("title", None)
        return kept

    def _named(self, name: str) -> dict[str, str]:
        """Return the attribute that gives a part its name; a name is given once."""
        if name in self._ids:
            return {}
        self._ids.add(name)
        return {"id": name}

    def _address(self, address: str) -> str:
        """Return where a link leads: within this body, to an attachment by its bare name, or as it was typed."""
        if address.startswith("#") and len(address) > 1:
            return f"#{self._prefix}-{_anchor(address[1:])}"
        if self._files and not name_fault(address):
            return self._files + address
        return address

    def _image(self, given: dict[str, str]) -> None:
        """Write a picture of the base; one from elsewhere becomes a link, so that no page asks another host."""
        source, said = given.get("src", ""), given.get("alt", "").strip()
        self._text.append(f"{said} ")
        self._said.append(said)
        if re.match(r"https?:", source, re.IGNORECASE) and "a" not in self._open:
            link = _tag("a", {"href": source, "rel": "noopener noreferrer"})
            self._out.append(f"{link}{html.escape(tied(said) or source, quote=False)}</a>")
        elif source and ":" not in source:
            title = {"title": given["title"]} if given.get("title") else {}
            self._out.append(_tag("img", {"src": self._address(source), "alt": said, "loading": "lazy", **title}))
        else:
            self._out.append(html.escape(tied(said), quote=False))

    def _end_heading(self, tag: str) -> None:
        title = " ".join("".join(self._said).split())
        level = int(tag[1])
        if self._anchors:
            anchor = f"{self._prefix}-{slugify(title, _ANCHOR_MAX) or 'sekcja'}"
            free = (f"{anchor}-{number}" if number > 1 else anchor for number in count(1))
            anchor = next(name for name in free if name not in self._ids)
            self._out[self._heading_at] = _tag(tag, self._named(anchor))
            if level in _LISTED and title:
                self.headings.append((level, anchor, title))
        self._heading_at = -1

    def _end_table(self) -> None:
        """Wrap the outermost table so that a wide one scrolls, by keyboard too, under a name."""
        columns = ", ".join(text for column in self._columns if (text := " ".join(column.split())))
        label = columns if len(columns) <= _LABEL_MAX else f"{columns[: _LABEL_MAX - 1]}…"
        attributes = {"class": "table", "role": "region", "tabindex": "0", "aria-label": label or "Tabela"}
        self._out[self._table_at] = _tag("div", attributes)
        self._out.append("</div>")
        self._table_at = -1


def _kind_of_link(address: str) -> str:
    if not address:
        return _DEAD
    return _NAME if _STATEMENT.fullmatch(address) or _SPOKEN.fullmatch(address) else "a"


def _tag(name: str, attributes: dict[str, str]) -> str:
    typed = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{name}{typed}>"


def _anchor(name: str) -> str:
    return slugify(name.replace(":", "-"), _ANCHOR_MAX) or "sekcja"
