"""page: a page of the site as a tree, to be asked by element and attribute instead of by bytes."""

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.builder = TreeBuilder()
        self.builder.start("document", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.builder.end(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.builder.start(tag, {name: value or "" for name, value in attrs})
        self.builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.builder.end(tag)

    def handle_data(self, data: str) -> None:
        self.builder.data(data)


class Page:
    """A parsed page; elements are found by the path language of ElementTree."""

    def __init__(self, text: str) -> None:
        """Parse; every element is expected to be closed."""
        reader = _Reader()
        reader.feed(text)
        reader.builder.end("document")
        self.root = reader.builder.close()

    def all(self, path: str) -> list[Element]:
        """Return the elements at a path such as ``a[@rel='next']``, anywhere in the page."""
        return self.root.findall(f".//{path}")

    def one(self, path: str) -> Element:
        """Return the only element at a path."""
        (found,) = self.all(path)
        return found

    def texts(self, path: str) -> list[str]:
        """Return the text of each element at a path."""
        return [text(element) for element in self.all(path)]

    def text(self, path: str) -> str:
        """Return the text of the only element at a path."""
        return text(self.one(path))


def text(element: Element) -> str:
    """Return the words inside an element; whatever space is between two of them is one plain space."""
    return " ".join("".join(element.itertext()).split())


def printed(element: Element) -> str:
    """Return the text inside an element as it is printed: no-break spaces are kept apart from others."""
    return " ".join(part for part in "".join(element.itertext()).replace("\n", " ").split(" ") if part)
