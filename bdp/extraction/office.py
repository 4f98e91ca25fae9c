"""office: Word, PowerPoint and OpenDocument files of today, and SVG: all XML, most of it zipped."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from bdp.extraction import notes
from bdp.extraction.flow import Flow, Rules, run
from bdp.extraction.package import Package
from bdp.extraction.pages import Pages, Unreadable, answering
from bdp.system.children import serve

_WORD = Rules(
    text=frozenset({"t"}),
    lines=frozenset({"p"}),
    gaps={"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"},
    skip=frozenset({"pPr", "rPr", "Fallback"}),  # Fallback repeats what a drawing says
    cell="tc",
    row="tr",
)
_SLIDE = replace(_WORD, gaps={"br": "\n"}, skip=frozenset({"Fallback", "fld"}))  # fld: number of the slide, date
_OPEN_TEXT = Rules(
    text=frozenset({"p", "h"}),
    lines=frozenset({"p", "h"}),
    gaps={"tab": "\t", "s": " ", "line-break": "\n"},
    skip=frozenset({"tracked-changes", "annotation", "note-citation", "page-number", "script"}),
    cell="table-cell",
    row="table-row",
)
_OPEN_SLIDES = replace(_OPEN_TEXT, page="page", aside="notes")
_OPEN_SHEETS = replace(_OPEN_TEXT, page="table", title="name")
_DRAWING = Rules(
    text=frozenset({"title", "desc", "text"}),
    lines=frozenset({"title", "desc", "text"}),
    gaps={"tspan": " "},
    skip=frozenset({"script", "style"}),
)
_OPEN = {"odt": _OPEN_TEXT, "odp": _OPEN_SLIDES, "ods": _OPEN_SHEETS}
_BESIDE_WORD = ("header", "footer", "footnotes", "endnotes")
_SLIDES_MAX = 5_000


@dataclass(frozen=True, slots=True)
class _Relation:
    """A link between parts: ``kind`` is the last word of its type, ``target`` the part's name."""

    id: str
    kind: str
    target: str


def read(data: bytes, kind: str, pages: Pages) -> None:
    """Read a document of the kinds docx, pptx, odt, odp, ods or svg."""
    if kind == "svg":
        flow = Flow(_DRAWING, pages)
        run(iter([data]), flow)
        flow.flush()
        return
    package = Package(data)
    if kind == "docx":
        _word(package, pages)
    elif kind == "pptx":
        _slides(package, pages)
    else:
        _open_document(package, kind, pages)


def _word(package: Package, pages: Pages) -> None:
    main = _main_part(package)
    flow = Flow(_WORD, pages)
    run(package.pieces(main), flow)
    for relation in _relations(package, main):
        if relation.kind in _BESIDE_WORD:
            run(package.pieces(relation.target), flow)
    flow.flush()


def _slides(package: Package, pages: Pages) -> None:
    order = _show(package)
    pages.count = len(order)
    for number, slide in enumerate(order[:_SLIDES_MAX], start=1):
        flow = Flow(_SLIDE, pages, number)
        run(package.pieces(slide), flow)
        relations = tuple(_relations(package, slide))
        for target in (relation.target for relation in relations if relation.kind == "diagramData"):
            run(package.pieces(target), flow)
        for target in (relation.target for relation in relations if relation.kind == "notesSlide"):
            flow.turn_aside()
            run(package.pieces(target), flow)
        flow.flush()


def pictures(package: Package) -> list[tuple[str, ...]]:
    """Return for each slide of a presentation, of Office or OpenDocument, the names of the parts with its pictures.

    Raises Unreadable.
    """
    if "content.xml" in package:
        return _open_pictures(package)
    slides = _show(package)[:_SLIDES_MAX]
    return [tuple(r.target for r in _relations(package, slide) if r.kind == "image") for slide in slides]


def _open_pictures(package: Package) -> list[tuple[str, ...]]:
    found: list[list[str]] = []
    for element in _elements(package.part("content.xml")):
        if element["tag"] == "page":
            found.append([])
        elif element["tag"] == "image" and found:
            found[-1] += [value for key, value in element.items() if key.endswith("}href") and value in package]
    return [tuple(names) for names in found]


def _show(package: Package) -> list[str]:
    """Return the names of the slides' parts in the order of the show."""
    main = _main_part(package)
    targets = {relation.id: relation.target for relation in _relations(package, main) if relation.kind == "slide"}
    return [targets[key] for key in _slide_keys(package.part(main)) if key in targets]


def _open_document(package: Package, kind: str, pages: Pages) -> None:
    if b"encryption-data" in package.part("META-INF/manifest.xml") or "encrypted-package" in package:
        raise Unreadable(notes.ENCRYPTED)
    if "content.xml" not in package:
        raise Unreadable(notes.BROKEN)
    flow = Flow(_OPEN[kind], pages)
    run(package.pieces("content.xml"), flow)
    pages.count = flow.page
    flow.flush()


def _main_part(package: Package) -> str:
    found = (r.target for r in _relations(package, "") if r.kind == "officeDocument" and r.target in package)
    main = next(found, "")
    if not main:
        raise Unreadable(notes.BROKEN)
    return main


def _relations(package: Package, part: str) -> Iterator[_Relation]:
    """Yield the links of a part to others in the package, "" for the package's own."""
    folder, name = posixpath.split(part)
    listed = package.part(posixpath.join(folder, "_rels", f"{name}.rels"))
    if not listed:
        return
    for element in _elements(listed):
        if element.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/")
            yield _Relation(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target)


def _slide_keys(presentation: bytes) -> Iterator[str]:
    """Yield the relation ids of the slides in the order of the show."""
    for element in _elements(presentation):
        if element.get("tag") == "sldId":
            yield next((value for key, value in element.items() if key.endswith("}id")), "")


def _elements(data: bytes) -> Iterator[dict[str, str]]:
    """Yield the attributes of every element of a small part, with its local name as ``tag``."""
    try:
        root = fromstring(data)
    except DefusedXmlException as error:
        raise Unreadable(notes.ENTITIES) from error
    except (ParseError, LookupError, ValueError) as error:
        raise Unreadable(notes.BROKEN) from error
    for element in root.iter():
        yield {**element.attrib, "tag": str(element.tag).rpartition("}")[2]}


if __name__ == "__main__":
    serve(answering(read))
