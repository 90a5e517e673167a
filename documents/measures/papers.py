"""The papers of measures as Word files: 约谈通知, 提请约谈函, 约谈记录, 问责线索移送函."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from documents.official import blocks
from documents.official.blocks import Block, Heading, Paragraph, Table
from documents.official.filling import Filling
from documents.official.paper import Paper, letter, official_paper
from documents.official.text import clean, day_words
from documents.official.title import title_lines
from storage.measures.interviews import Minutes

RECORD_TEMPLATE = "interview_record.docx"
_TO_SIGN = 1_400  # twentieths of a point: 25 mm to sign above the date


@dataclass(frozen=True)
class Frame:
    """What all of them carry: the office as it is called, number, day, head of the audit chain, name and telephone."""

    issuer: str
    number: str
    day: date
    audit_head: str = ""
    contact: str = ""


@dataclass(frozen=True)
class NoticeFacts:
    """An interview to come; `when` in words, `host` who holds it."""

    subjects: Sequence[str]
    reasons: Sequence[str]
    when: str
    place: str
    host: str


@dataclass(frozen=True)
class RecordFacts:
    """An interview as it was held: of whom, why, by which notice, and what was said."""

    subjects: Sequence[str]
    reason: str
    minutes: Minutes
    number: str = ""


@dataclass(frozen=True)
class CluesFacts:
    """Clues handed over: to which body, about whom, what is known, which measures went before, which evidence."""

    body: str
    subject: str
    reason: str
    before: Sequence[tuple[str, str, str]] = ()
    evidence: Sequence[tuple[str, str]] = ()


def moment_words(moment: datetime | None, zone: tzinfo) -> str:
    """2026年12月1日（星期二）9时30分."""
    if moment is None:
        return ""
    here = moment.astimezone(zone)
    return f"{day_words(here.date())}（星期{'一二三四五六日'[here.weekday()]}）{here.hour}时{here.minute:02d}分"


def notice(frame: Frame, facts: NoticeFacts) -> bytes:
    """约谈通知, numbered, in the common form of an official paper."""
    body: list[Block] = [
        Paragraph("经研究，决定进行约谈。现将有关事项通知如下："),
        Heading(1, "约谈事由"),
        *_reasons(facts),
        Heading(1, "时间、地点"),
        Paragraph(f"时间：{facts.when}\n地点：{facts.place}\n约谈人：{facts.host}"),
        Heading(1, "有关要求"),
        Paragraph("请准时参加，并就上述事项准备书面说明，可提前在河长助手中提交。因故不能参加的，请提前告知我办。"),
    ]  # fmt: skip
    return official_paper(
        _paper(frame, "关于对有关单位和人员进行约谈的通知", facts.subjects, body, f"{frame.issuer}文件")
    )


def clues(frame: Frame, facts: CluesFacts) -> bytes:
    """问责线索移送函: what the records show, and nothing about what should follow."""
    body: list[Block] = [
        Paragraph(f"我办在河湖长制工作中发现{facts.subject}有关问题线索，现按程序移送你单位，请依规依纪依法处理，并将结果函告我办。"),
        Heading(1, "有关情况"),
        Paragraph(facts.reason),
    ]  # fmt: skip
    if facts.before:
        body += [Heading(1, "已采取的措施"), Table(("日期", "措施", "结果"), list(facts.before), (1.4, 1.2, 3))]
    if facts.evidence:
        rows = [(str(place), kind, what) for place, (kind, what) in enumerate(facts.evidence, 1)]
        body += [Heading(1, "材料清单"), Table(("序号", "类别", "名称或编号"), rows, (0.6, 1.4, 4))]
    return letter(_paper(frame, "关于移送河湖长制工作问题线索的函", [facts.body], body, frame.issuer))


def record(frame: Frame, facts: RecordFacts) -> bytes:
    """约谈记录: what was said, with room for the signatures."""
    title, said = "约谈记录", facts.minutes
    rows = [
        ("约谈时间", said.held), ("约谈地点", said.place), ("约谈人", said.host),
        ("被约谈人", "、".join(facts.subjects)), ("参加人员", said.attendees or "—"), ("记录人", said.recorder),
        ("约谈事由", facts.reason), *((("约谈通知", facts.number),) if facts.number else ()),
    ]  # fmt: skip
    body: list[Block] = [
        Table(("项目", "内容"), rows, (1, 4.6)),
        Heading(1, "指出的问题"),
        Paragraph(said.problems or "—"),
        Heading(1, "被约谈人的说明"),
        Paragraph(said.explanation or "—"),
        Heading(1, "整改要求"),
        Paragraph(said.requirements or "—"),
        Heading(1, "承诺事项"),
        *_promised(said.promised),
        Table(("约谈人签字", "被约谈人签字", "记录人签字"), [("年　月　日",) * 3], height=_TO_SIGN),
    ]
    values = {"title_lines": title_lines(title), "body": blocks.filled(body), "audit_head": clean(frame.audit_head)}
    return Filling(RECORD_TEMPLATE).filled(values, title, frame.issuer, frame.day)


def _promised(promised: Sequence[tuple[str, date]]) -> list[Block]:
    if not promised:
        return [Paragraph("—")]
    rows = [(str(place), what, day_words(day)) for place, (what, day) in enumerate(promised, 1)]
    return [Table(("序号", "承诺事项", "完成时限"), rows, (0.6, 3.6, 1.6))]


def _reasons(facts: NoticeFacts) -> list[Block]:
    if len(facts.subjects) == 1:
        return [Paragraph(facts.reasons[0])]
    rows = [(str(n), who, why) for n, (who, why) in enumerate(zip(facts.subjects, facts.reasons, strict=True), 1)]
    return [Table(("序号", "约谈对象", "事由"), rows, (0.6, 2, 3.4))]


def _paper(frame: Frame, title: str, addressees: Sequence[str], body: Sequence[Block], mark: str) -> Paper:
    note = f"联系人：{frame.contact}" if frame.contact else ""
    return Paper(
        issuer_mark=mark, number=frame.number, title=title, addressees=addressees, body=body,
        signature=frame.issuer, date=frame.day, note=note, audit_head=frame.audit_head,
    )  # fmt: skip
