"""The file of evidence that goes with a transfer 移交材料: facts, course, pictures with their prints, as Word."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import TYPE_CHECKING

from documents import pictures
from documents.official.styles import BODY
from documents.official.text import clean, day_words, paragraphs
from storage.models import MediaKind, MediaUse
from storage.transfers.evidence import Evidence, Shot

if TYPE_CHECKING:
    from docx.document import Document

MOST_PHOTOS = 30
_LONGEST_SIDE = 1280  # pixels
_WIDEST_MM, _HIGHEST_MM = 120.0, 110.0
_NOT_KEPT = "正在留存，以河长办存档为准"
_KINDS = {MediaKind.VOICE: "语音", MediaKind.VIDEO: "视频", MediaKind.FILE: "文件"}
_USES = {
    MediaUse.BEFORE: "整改前",
    MediaUse.AFTER: "整改后",
    MediaUse.PROGRESS: "整改中",
    MediaUse.LOOK_BACK: "回头看",
    MediaUse.ANSWER: "移交答复",
}


@dataclass(frozen=True)
class Dispatched:
    """From whom to whom it goes, what for, until when an answer is asked; `type_name` says what it is."""

    office: str
    department: str
    matter: str
    type_name: str
    due_on: date
    day: date


def evidence_file(evidence: Evidence, sent: Dispatched, contents: Sequence[bytes], zone: tzinfo) -> bytes:
    """The .docx; `contents` are the bytes of the shots in their order, empty where they could not be had."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paper = docx.Document()
    _dress(paper, f"河湖问题移交材料 {evidence.card.number}", sent)
    _facts(paper, evidence, sent, zone)
    paper.add_heading("移交事项", 2)
    for line in paragraphs(sent.matter):
        paper.add_paragraph(line)
    paper.add_paragraph(
        f"请于{day_words(sent.due_on)}前答复是否立案及处理情况。本材料只作线索移交，是否处罚由贵单位依法决定。"
    )
    _course(paper, evidence, zone)
    _shots(paper, evidence, contents, zone)
    _others(paper, evidence, zone)
    paper.add_paragraph(f"{clean(sent.office)}　{day_words(sent.day)}").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _small(paper, f"记录校验码（审计链头）：{evidence.audit_head}")
    target = io.BytesIO()
    paper.save(target)
    return target.getvalue()


def _dress(paper: Document, title: str, sent: Dispatched) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    for name, size in (("Normal", 12), ("Heading 1", 20), ("Heading 2", 14)):
        style = paper.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = BODY, Pt(size), RGBColor(0, 0, 0)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    paper.add_heading(clean(title), 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(26)
    told = paper.core_properties
    told.title, told.author, told.last_modified_by = clean(title), clean(sent.office), clean(sent.office)
    told.created = told.modified = datetime.combine(sent.day, time(), UTC)


def _facts(paper: Document, evidence: Evidence, sent: Dispatched, zone: tzinfo) -> None:
    card = evidence.card
    where = f"（东经{card.lon:.5f}°，北纬{card.lat:.5f}°）" if card.lat is not None and card.lon is not None else ""
    rows = (
        ("编号", card.number),
        ("移交单位", sent.office),
        ("接收单位", sent.department),
        ("问题类型", f"{sent.type_name}（{card.severity.word}）"),
        ("地点", f"{card.place}{where}"),
        ("发现时间", _moment(card.reported_at, zone)),
        ("来源", f"{card.source.word}，{card.reporter or '群众'}"),
        ("情况", "\n".join((card.words, *card.additions)).strip()),
        ("承办单位", card.assignee),
        ("整改要求", card.requirement),
    )
    _table(paper, [row for row in rows if row[1]], (28.0, 130.0))


def _course(paper: Document, evidence: Evidence, zone: tzinfo) -> None:
    paper.add_heading("办理经过", 2)
    rows = [("时间", "办理", "经办人", "说明")]
    rows += [(_moment(s.at, zone), s.act.word, s.name or "—", s.words) for s in evidence.card.steps]
    _table(paper, rows, (34.0, 28.0, 24.0, 72.0))


def _shots(paper: Document, evidence: Evidence, contents: Sequence[bytes], zone: tzinfo) -> None:
    paper.add_heading(f"照片（{len(evidence.shots)}张）", 2)
    pairs = list(zip(evidence.shots, contents, strict=True))
    for number, (shot, content) in enumerate(pairs[:MOST_PHOTOS], start=1):
        _picture(paper, content)
        for line in _caption(number, shot, evidence, zone):
            _small(paper, line)
    if len(pairs) > MOST_PHOTOS:
        paper.add_paragraph(f"另有{len(pairs) - MOST_PHOTOS}张照片存河长办公室，未列出。")


def _others(paper: Document, evidence: Evidence, zone: tzinfo) -> None:
    """What paper cannot show: it lies with the office, and its print says that it is the same."""
    if evidence.others:
        paper.add_heading(f"其他材料（{len(evidence.others)}件，原件存河长办公室）", 2)
    for number, one in enumerate(evidence.others, start=1):
        what = clean(one.media.file_name or "", 100) or _KINDS[one.media.kind]
        _small(paper, f"材料{number}　{what}　{_moment(one.media.sent_at, zone)}　{one.name or '群众'}发送")
        _small(paper, f"SHA-256：{one.media.sha256 or _NOT_KEPT}")


def _small(paper: Document, words: str) -> None:
    from docx.shared import Pt

    line = paper.add_paragraph()
    line.paragraph_format.space_after = Pt(2)
    line.add_run(words).font.size = Pt(9)


def _picture(paper: Document, content: bytes) -> None:
    from docx.shared import Mm

    try:
        photo = pictures.opened(content, _LONGEST_SIDE)
    except pictures.UnreadablePicture:
        paper.add_paragraph("（照片打不开）")
        return
    small = io.BytesIO()
    photo.save(small, "JPEG", quality=82, optimize=True)
    small.seek(0)
    scale = min(_WIDEST_MM / photo.width, _HIGHEST_MM / photo.height)
    paper.add_picture(small, Mm(photo.width * scale))


def _caption(number: int, shot: Shot, evidence: Evidence, zone: tzinfo) -> tuple[str, ...]:
    media = shot.media
    by = f"{shot.name or '群众'}发送" + ("（转发）" if media.forwarded else "")
    told = f"照片{number}　{_USES.get(media.use, '现场')}　{_moment(media.sent_at, zone)}　{evidence.card.place}　{by}"
    received = f"收到时间：{_moment(media.received_at, zone)}"
    return told, received, f"SHA-256：{media.sha256 or _NOT_KEPT}"


def _table(paper: Document, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    from docx.shared import Mm

    table = paper.add_table(len(rows), len(widths))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for line, row in zip(table.rows, rows, strict=True):
        for cell, words, width in zip(line.cells, row, widths, strict=True):
            cell.width = Mm(width)
            cell.text = "\n".join(paragraphs(words, 2_000)) or "—"


def _moment(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
