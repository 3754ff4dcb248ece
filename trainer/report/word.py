"""The report as a Word file, for those who keep their papers there."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from trainer.report.model import Debrief
from trainer.report.page import Block, Entries, Heading, Inline, Para, Span, Speech, Speeches, Table
from trainer.report.sections import page, title
from trainer.text import clean

if TYPE_CHECKING:
    from docx.document import Document

_TONES = {"yes": "1B6E3C", "no": "A3261D", "none": "5F6368", "open": "5F6368"}
_LATIN, _CHINESE = "Calibri", "SimSun"


def word(debrief: Debrief) -> bytes:
    """The whole report; whatever anybody said is text and nothing else."""
    import docx

    document = docx.Document()
    _dress(document, debrief)
    for block in page(debrief):
        _block(document, block)
    out = io.BytesIO()
    document.save(out)
    return _undated(out)


def _undated(made: io.BytesIO) -> bytes:
    """The same file without the moment it was packed: the same report gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _dress(document: Document, debrief: Debrief) -> None:
    """Fonts for both scripts, margins that leave room for the ledger, and the title in the properties."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = _LATIN, Pt(10.5)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _CHINESE)
    for section in document.sections:
        section.left_margin = section.right_margin = Cm(2)
    document.core_properties.title = _text(title(debrief))[:255]
    document.core_properties.language = "zh-CN" if debrief.lang == "zh" else "en"
    document.core_properties.author = "plea-trainer"


def _text(text: str) -> str:
    """What may stand in XML: no control codes."""
    return clean(text) if text.strip() else " "


def _block(document: Document, block: Block) -> None:
    match block:
        case Heading():
            document.add_heading(_text(block.text), block.level - 1)
        case Para():
            _spans(document.add_paragraph(style="Intense Quote" if block.role == "notice" else None), block.spans)
        case Entries():
            for entry in block.items:
                _spans(document.add_paragraph(style="List Bullet"), entry.head)
                for below in entry.below:
                    _spans(document.add_paragraph(style="List Bullet 2"), below)
        case Table():
            _table(document, block)
        case Speeches():
            for speech in block.lines:
                _speech(document, speech)


def _spans(paragraph: Any, spans: Inline) -> None:
    for span in spans:
        _span(paragraph, span)


def _span(paragraph: Any, span: Span) -> None:
    from docx.shared import RGBColor

    lead, tail = span.text[: len(span.text) - len(span.text.lstrip())], span.text[len(span.text.rstrip()) :]
    run = paragraph.add_run(f"{lead}{_text(span.text)}{tail}" if span.text.strip() else " ")
    run.bold = span.kind in ("strong", "mark")
    run.italic = span.kind == "quote"
    if span.kind == "mark" and span.tone in _TONES:
        run.font.color.rgb = RGBColor.from_string(_TONES[span.tone])


def _table(document: Document, table: Table) -> None:
    grid = document.add_table(rows=1, cols=len(table.head), style="Table Grid")
    for cell, name in zip(grid.rows[0].cells, table.head, strict=True):
        _spans(cell.paragraphs[0], (Span(name, "strong"),) if name else ())
    for row in table.rows:
        for cell, spans in zip(grid.add_row().cells, row, strict=True):
            _spans(cell.paragraphs[0], spans)
    document.add_paragraph()


def _speech(document: Document, speech: Speech) -> None:
    paragraph = document.add_paragraph()
    who = " · ".join(x for x in (speech.label, speech.who) if x)
    if who:
        paragraph.add_run(f"{_text(who)}  ").bold = True
    paragraph.add_run(_text(speech.text)).italic = not speech.turn
