"""note_odt: a note as an OpenDocument text with real styles, rows of headings, language and title."""

import io
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from odfdo import Cell, Document, Element, Header, HeaderRows, Link, List, ListItem, Paragraph, Row

from bdp.domain import note as notes
from bdp.domain.note import Block, Note, Run
from bdp.exchange.packed import repacked

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
WIDTH, FIRST = 17.0, 3.0  # of a table and of its first column, in centimetres; the styles below say the same
COUNTRIES = {"pl": "PL", "en": "GB"}
BODY, SMALL, LINK, BULLETS, TABLE = "Text_20_body", "Note_20_small", "Internet_20_link", "Note_20_list", "Note_20_table"
TABLE_HEAD = "Note_20_table_20_heading"
# Without the picture of the template and the toolbars of the program that made it.
_LEFT_OUT = ("Thumbnails/thumbnail.png", "Configurations2/accelerator/current.xml", "manifest.rdf")
_STYLES = """
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Heading"
 style:next-style-name="Text_20_body"><style:text-properties fo:font-size="22pt" fo:font-weight="bold"
 fo:color="#0b5a4a"/></style:style>

<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"
 style:parent-style-name="Heading" style:next-style-name="Text_20_body" style:default-outline-level="1"
 style:class="chapter"><style:paragraph-properties fo:margin-top="0.7cm" fo:margin-bottom="0.2cm"
 fo:keep-with-next="always"/>
<style:text-properties fo:font-size="14pt" fo:font-weight="bold" fo:color="#0b5a4a"/></style:style>

<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph"
 style:parent-style-name="Heading" style:next-style-name="Text_20_body" style:default-outline-level="2"
 style:class="chapter"><style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.1cm"
 fo:keep-with-next="always"/>
<style:text-properties fo:font-size="11.5pt" fo:font-weight="bold" fo:color="#0b5a4a"/></style:style>

<style:style style:name="Caption" style:family="paragraph" style:parent-style-name="Standard" style:class="extra">
<style:paragraph-properties fo:margin-top="0.2cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/>
<style:text-properties fo:font-weight="bold"/></style:style>

<style:style style:name="Note_20_small" style:display-name="Note small" style:family="paragraph"
 style:parent-style-name="Text_20_body"><style:paragraph-properties fo:keep-with-next="always"/>
<style:text-properties fo:font-size="9.5pt" fo:color="#4a5652"/></style:style>

<style:style style:name="Note_20_table" style:display-name="Note table" style:family="paragraph"
 style:parent-style-name="Standard"><style:text-properties fo:font-size="9pt"/></style:style>

<style:style style:name="Note_20_table_20_heading" style:display-name="Note table heading" style:family="paragraph"
 style:parent-style-name="Note_20_table"><style:text-properties fo:font-weight="bold"/></style:style>

<style:style style:name="Internet_20_link" style:display-name="Internet link" style:family="text">
<style:text-properties fo:color="#0b5a4a" style:text-underline-style="solid" style:text-underline-width="auto"
 style:text-underline-color="font-color"/></style:style>

<text:list-style style:name="Note_20_list" style:display-name="Note list"><text:list-level-style-bullet text:level="1"
 text:bullet-char="–"><style:list-level-properties text:list-level-position-and-space-mode="label-alignment">
<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.5cm" fo:margin-left="0.6cm"/>
</style:list-level-properties></text:list-level-style-bullet></text:list-style>
"""
_AUTOMATIC = """
<style:style style:name="table" style:family="table"><style:table-properties style:width="17cm"
 table:align="left" table:border-model="collapsing"/></style:style>

<style:style style:name="column.first" style:family="table-column"><style:table-column-properties
 style:column-width="3cm"/></style:style>

<style:style style:name="row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/>
</style:style>

<style:style style:name="cell" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm"
 fo:border="0.5pt solid #b9c4bf"/></style:style>

<style:style style:name="cell.head" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm"
 fo:border="0.5pt solid #b9c4bf" fo:background-color="#f3f6f4"/></style:style>
"""
_FOOTER_SPACE = '<style:footer-style><style:header-footer-properties fo:margin-top="0.5cm"/></style:footer-style>'


def write(note: Note) -> bytes:
    """Return the note as ODT; the same note gives the same bytes."""
    document = Document("text")
    _prepare(document, note)
    body = document.body
    body.clear()
    body.append(Paragraph(note.title, style="Title"))
    for number, block in enumerate(notes.tied(note).blocks):
        for element in _elements(block, number):
            body.append(element)
    for part in _LEFT_OUT:
        document.del_part(part)
    written = io.BytesIO()
    document.save(written)
    return repacked(written.getvalue(), note.day)


def _prepare(document: Document, note: Note) -> None:
    """Set what is said about the document, its language, its styles and its foot."""
    made, about = datetime.combine(note.day, time()), document.meta
    about.title, about.creator, about.initial_creator = note.title, note.publisher, note.publisher
    about.language, about.generator = f"{note.language}-{COUNTRIES[note.language]}", note.publisher
    about.creation_date = about.date = made
    polish = [_polish(base) for base in (BODY, "Heading_20_1", "Heading_20_2", TABLE, TABLE_HEAD)]
    for style in (*_STYLES.split("\n\n"), *polish):
        document.insert_style(style.strip())
    for style in _AUTOMATIC.split("\n\n"):
        document.insert_style(style.strip(), automatic=True)
    for columns in {len(block.head) for block in note.blocks if isinstance(block, notes.Table)}:
        document.insert_style(_column(columns), automatic=True)
    styles: Any = document.get_part("styles.xml")
    for said in styles.get_elements("//style:default-style/style:text-properties"):
        said.set_attribute("fo:language", note.language)
        said.set_attribute("fo:country", COUNTRIES[note.language])
        said.set_attribute("fo:font-size", "10.5pt")
    for level in styles.get_elements("//text:outline-level-style"):
        level.set_attribute("style:num-format", "")
        level.set_attribute("loext:num-list-format", "")
    layout = styles.get_element("//style:page-layout/style:footer-style")
    layout.parent.replace_element(layout, Element.from_tag(_FOOTER_SPACE))
    foot = Paragraph(f"{note.publisher} – {note.page} ", style=SMALL)
    foot.append(Element.from_tag("<text:page-number>1</text:page-number>"))
    footer = Element.from_tag("<style:footer/>")
    footer.append(foot)
    styles.get_element("//style:master-page").append(footer)


def _polish(base: str) -> str:
    """Return the style of Polish words in a note in another language."""
    return (
        f'<style:style style:name="{base}_20_pl" style:family="paragraph" style:parent-style-name="{base}">'
        '<style:text-properties fo:language="pl" fo:country="PL"/></style:style>'
    )


def _column(columns: int) -> str:
    """Return the style of the columns after the first, in a table of so many."""
    return (
        f'<style:style style:name="column.{columns}" style:family="table-column"><style:table-column-properties'
        f' style:column-width="{(WIDTH - FIRST) / (columns - 1):.2f}cm"/></style:style>'
    )


def _styled(base: str, language: str) -> str:
    return f"{base}_20_pl" if language == "pl" else base


def _elements(block: Block, number: int) -> Iterable[Element]:
    if isinstance(block, notes.Heading):
        heading = Header(block.level, block.text)
        heading.style = _styled(f"Heading_20_{block.level}", block.language)  # its constructor forgets it
        yield heading
    elif isinstance(block, notes.Paragraph):
        yield _paragraph(block.runs, SMALL if block.small else _styled(BODY, block.language))
    elif isinstance(block, notes.Listing):
        yield _list(block)
    else:
        yield Paragraph(block.caption, style="Caption")
        yield _table(block, number)
        yield Paragraph("", style=SMALL)


def _list(block: notes.Listing) -> List:
    listing, style = List(style=BULLETS), _styled(BODY, block.language)
    for runs in block.items:
        item = ListItem()
        item.append(_paragraph(runs, style))
        listing.append(item)
    return listing


def _paragraph(runs: Iterable[Run], style: str) -> Paragraph:
    paragraph = Paragraph("", style=style)
    for run in runs:
        if isinstance(run, notes.Link):
            paragraph.append(Link(run.address, text=run.text, style=LINK))
        else:
            paragraph.append_plain_text(run)
    return paragraph


def _table(block: notes.Table, number: int) -> Element:
    """Return the table; its first row is repeated on every page."""
    table = Element.from_tag(f'<table:table table:name="Table {number}" table:style-name="table"/>')
    for tag, text in (("table:title", block.caption), ("table:desc", block.columns)):
        said = Element.from_tag(f"<{tag}/>")
        said.text = text
        table.append(said)
    for place in range(len(block.head)):
        kind = f"column.{len(block.head)}" if place else "column.first"
        table.append(Element.from_tag(f'<table:table-column table:style-name="{kind}"/>'))
    heads = HeaderRows()
    heads.append(_row(block.head, head=True))
    table.append(heads)
    for cells in block.rows:
        table.append(_row(cells, head=False))
    return table


def _row(cells: Iterable[notes.Cell], *, head: bool) -> Row:
    row = Row(style="row")
    for place, said in enumerate(cells):
        style = _styled(TABLE_HEAD if head or not place else TABLE, said.language)
        cell = Cell(style="cell.head" if head else "cell")
        cell.set_attribute("office:value-type", "string")
        for line in said.lines:
            cell.append(Paragraph(line, style=style))
        row.append(cell)
    return row
