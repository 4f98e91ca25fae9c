"""note_docx: a note as a Word document with real styles, rows of headings, language and title."""

import io
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from bdp.domain.note import Block, Heading, Link, Listing, Note, Paragraph, Run, Table, tied
from bdp.exchange.packed import repacked

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LOCALES = {"pl": "pl-PL", "en": "en-GB"}
ACCENT, MUTED = RGBColor(0x0B, 0x5A, 0x4A), RGBColor(0x4A, 0x56, 0x52)
SOFT = "F3F6F4"
WIDTH, FIRST = 170.0, 33.0  # of a table and of its first column, in millimetres
_SIZES = {"Title": 22, "Heading 1": 14, "Heading 2": 11.5}
_THUMBNAIL = "docProps/thumbnail.jpeg"  # a picture of the template, not of the note
_MANY = 4  # columns from which the text of a table is smaller


def write(note: Note) -> bytes:
    """Return the note as DOCX; the same note gives the same bytes."""
    document = Document()
    _prepare(document, note)
    document.add_paragraph(note.title, style="Title")
    for block in tied(note).blocks:
        _add(document, block)
    _number_pages(document, note)
    written = io.BytesIO()
    document.save(written)
    return repacked(written.getvalue(), note.day)


def _prepare(document: Any, note: Note) -> None:  # noqa: ANN401 - python-docx names its classes in no stable place
    """Set what is said about the document, its page, its language and its styles."""
    day = datetime(note.day.year, note.day.month, note.day.day, tzinfo=UTC).replace(tzinfo=None)
    about = document.core_properties
    about.title, about.author, about.last_modified_by = note.title, note.publisher, note.publisher
    about.language, about.comments, about.revision = LOCALES[note.language], "", 1
    about.created = about.modified = day
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    for languages in document.styles.element.iter(qn("w:lang")):
        languages.set(qn("w:val"), LOCALES[note.language])
    styles = document.styles
    styles["Normal"].font.size, styles["Normal"].font.name = Pt(10.5), "Calibri"
    for name, size in _SIZES.items():
        styles[name].font.size, styles[name].font.color.rgb = Pt(size), ACCENT
    styles["Caption"].font.size, styles["Caption"].font.color.rgb = Pt(10.5), RGBColor(0, 0, 0)
    for edge in styles["Title"].element.iter(qn("w:bottom")):
        edge.getparent().remove(edge)
    small = styles.add_style("Note small", WD_STYLE_TYPE.PARAGRAPH)
    small.base_style, small.font.size, small.font.color.rgb = styles["Normal"], Pt(9.5), MUTED
    small.paragraph_format.keep_with_next = True  # it stands between a heading and its text
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = ACCENT, True


def _add(document: Any, block: Block) -> None:  # noqa: ANN401 - as above
    if isinstance(block, Heading):
        _fill(document.add_heading(level=block.level), (block.text,), block.language)
    elif isinstance(block, Paragraph):
        _fill(document.add_paragraph(style="Note small" if block.small else None), block.runs, block.language)
    elif isinstance(block, Listing):
        for item in block.items:
            _fill(document.add_paragraph(style="List Bullet"), item, block.language)
    else:
        document.add_paragraph(block.caption, style="Caption").paragraph_format.keep_with_next = True
        _fill_table(document.add_table(len(block.rows) + 1, len(block.head), style="Table Grid"), block)
        document.add_paragraph(style="Note small")


def _fill(paragraph: WordParagraph, runs: tuple[Run, ...], language: str) -> None:
    for run in runs:
        if isinstance(run, Link):
            _add_link(paragraph, run, language)
        else:
            _speak(paragraph.add_run(run), language)


def _speak(run: Any, language: str) -> None:  # noqa: ANN401 - as above
    """Say in which language the words are, where it is not that of the document."""
    if language:
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), LOCALES[language])
        run._r.get_or_add_rPr().append(spoken)  # noqa: SLF001 - the library has no other way to it


def _add_link(paragraph: WordParagraph, link: Link, language: str) -> None:
    target = paragraph.part.relate_to(link.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    anchor = OxmlElement("w:hyperlink")
    anchor.set(qn("r:id"), target)
    run = paragraph.add_run(link.text, style="Hyperlink")
    _speak(run, language)
    anchor.append(run._r)  # noqa: SLF001 - as above
    paragraph._p.append(anchor)  # noqa: SLF001 - as above


def _fill_table(table: WordTable, block: Table) -> None:
    """Write the cells; the first row is repeated on every page, the first column is one of headings."""
    size = Pt(8.5) if len(block.head) > _MANY else Pt(9.5)
    table.autofit = False
    others = (WIDTH - FIRST) / (len(block.head) - 1)
    for place, column in enumerate(table.columns):
        column.width = Mm(others if place else FIRST)
    for number, row in enumerate((block.head, *block.rows)):
        for place, (cell, said) in enumerate(zip(table.rows[number].cells, row, strict=True)):
            cell.width = Mm(others if place else FIRST)
            if not number:
                _shade(cell)
            for line, text in enumerate(said.lines):
                paragraph = cell.paragraphs[0] if not line else cell.add_paragraph()
                paragraph.paragraph_format.space_after = Pt(2)
                run = paragraph.add_run(text)
                run.font.size, run.bold = size, not number or not place
                _speak(run, said.language)
        properties = table.rows[number]._tr.get_or_add_trPr()  # noqa: SLF001 - as above
        properties.append(OxmlElement("w:cantSplit"))
        if not number:
            properties.append(OxmlElement("w:tblHeader"))
    _lighten(table)
    for name, text in (("w:tblCaption", block.caption), ("w:tblDescription", block.columns)):
        told = OxmlElement(name)
        told.set(qn("w:val"), text)
        table._tbl.tblPr.append(told)  # noqa: SLF001 - as above


def _shade(cell: Any) -> None:  # noqa: ANN401 - as above
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", SOFT)):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - as above


def _lighten(table: WordTable) -> None:
    """Draw thin grey lines instead of black ones."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "B9C4BF")):
            line.set(qn(name), value)
        borders.append(line)
    table._tbl.tblPr.find(qn("w:tblW")).addnext(borders)  # noqa: SLF001 - as above; Word wants this order


def _number_pages(document: Any, note: Note) -> None:  # noqa: ANN401 - as above
    footer = document.sections[0].footer.paragraphs[0]
    footer.style = document.styles["Note small"]
    footer.add_run(f"{note.publisher} – {note.page} ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(footer.add_run("1")._r)  # noqa: SLF001 - as above
    footer._p.append(field)  # noqa: SLF001 - as above
