"""legacy: the old binary Word and Excel files, and RTF."""

from kreuzberg import ExtractionConfig, ExtractionResult, KreuzbergError, PageConfig, extract_bytes_sync

from bdp.extraction import notes
from bdp.extraction.pages import BLANK, CELL, Pages, Unreadable, answering
from bdp.system.children import serve

_TYPES = {
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "rtf": "application/rtf",
}


def read(data: bytes, kind: str, pages: Pages) -> None:
    """Read a file of the kinds doc, xls or rtf; only worksheets are told apart as pages."""
    config = ExtractionConfig(use_cache=False, pages=PageConfig(extract_pages=True))  # a cache would be a folder here
    try:
        found = extract_bytes_sync(data, _TYPES[kind], config)
    except KreuzbergError as error:
        hidden = any(word in str(error).lower() for word in ("password", "encrypt"))
        raise Unreadable(notes.ENCRYPTED if hidden else notes.BROKEN) from error
    if kind == "xls":
        _worksheets(found, pages)
        return
    pages.add(None, found.content)


def _worksheets(found: ExtractionResult, pages: Pages) -> None:
    names = found.metadata.get("sheet_names") or []
    pages.count = len(names)
    for number, name in enumerate(names, start=1):
        pages.add(number, name)
        for sheet in found.tables:
            if sheet.page_number == number:
                lines = (CELL.join(row).rstrip(BLANK) for row in sheet.cells)
                pages.add(number, "\n".join(line for line in lines if line))


if __name__ == "__main__":
    serve(answering(read))
