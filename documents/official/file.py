"""A paper 公文 of the chief office as a Word file, from what the ledger knows: slips and letters, drafts and issued."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from documents.official.blocks import Block, Heading, Paragraph, Table
from documents.official.paper import NUMBER_TO_COME, Paper, letter
from documents.official.photos import Photo
from documents.official.reply import ReplyRow, ReplySlip
from documents.official.slip import SlipIssue, SlipKind, SupervisionSlip, supervision_slip
from documents.official.text import day_words
from documents.pictures import SHANGHAI
from rules.papers import PaperKind
from storage.ledger.entries import Entry

TEMPLATES = {kind: "letter.docx" if kind is PaperKind.LETTER else "slip.docx" for kind in PaperKind}
_KINDS = {
    PaperKind.SUPERVISION: SlipKind.SUPERVISION,
    PaperKind.ASSIGNMENT: SlipKind.ASSIGNMENT,
    PaperKind.PROMPT: SlipKind.PROMPT,
}


@dataclass(frozen=True)
class PaperFacts:
    """What the file says. `number` and `audit_head` are empty on a draft; `types` are names by the ledger's codes."""

    kind: PaperKind
    issuer: str
    title: str
    words: str
    addressees: Sequence[str]
    issues: Sequence[Entry]
    types: Mapping[str, str]
    due_on: date | None
    day: date
    number: str = ""
    audit_head: str = ""
    contact: str = ""
    photos: Sequence[Photo] = ()
    copies: str = ""


def paper_file(facts: PaperFacts, template: bytes | None = None, zone: tzinfo = SHANGHAI) -> bytes:
    """The .docx; `template` is the office's own. Raises UnusableTemplate, and ValueError without an addressee."""
    if facts.kind is PaperKind.LETTER:
        return letter(_frame(facts, _letter_body(facts)), template)
    slip = SupervisionSlip(
        paper=_frame(facts, _slip_body(facts)),
        kind=_KINDS[facts.kind],
        issues=[_row(facts, entry) for entry in facts.issues],
        reply_by=facts.due_on,
        evidence=facts.photos,
        reply=_reply(facts),
    )
    return supervision_slip(slip, template, zone)


def _frame(facts: PaperFacts, body: Sequence[Block]) -> Paper:
    return Paper(
        issuer_mark=facts.issuer,
        number=facts.number or NUMBER_TO_COME,
        title=facts.title,
        addressees=facts.addressees,
        body=body,
        signature=facts.issuer,
        date=facts.day,
        copies=[facts.copies] if facts.copies else (),
        note=facts.contact,
        audit_head=facts.audit_head,
    )


def _slip_body(facts: PaperFacts) -> list[Block]:
    by = f"请于{day_words(facts.due_on)}前" if facts.due_on else "请按期"
    return [
        Heading(1, "提示事项" if facts.kind is PaperKind.PROMPT else "整改要求"),
        Paragraph(facts.words),
        Heading(1, "反馈方式"),
        Paragraph(f"{by}填写所附回执报我办；整改完成的，同时报送整改前后对照照片，申请复核销号。"),
    ]


def _letter_body(facts: PaperFacts) -> list[Block]:
    rows = [_row(facts, entry) for entry in facts.issues]
    table = Table(
        ("编号", "河流及位置", "问题", "责任单位"),
        [(row.number, "，".join(filter(None, (row.water, row.place))), row.issue, row.unit) for row in rows],
        (1.2, 2, 3, 1.6),
    )
    answer = [Paragraph(f"请于{day_words(facts.due_on)}前函复。")] if facts.due_on else []
    return [Paragraph(facts.words), *([table] if rows else []), *answer]


def _row(facts: PaperFacts, entry: Entry) -> SlipIssue:
    kind = facts.types.get(entry.type, entry.type).split("：")[0]
    return SlipIssue(
        number=entry.number,
        water=entry.water,
        place=entry.region if entry.region not in entry.water else "",
        issue=" ".join(entry.words.split()) or kind,
        kind=kind,
        severity=entry.severity.word,
        unit=entry.unit,
        person="、".join(entry.people),
        requirement=entry.requirement,
        due_on=entry.due_on or facts.due_on,
    )


def _reply(facts: PaperFacts) -> ReplySlip:
    kind = facts.types
    return ReplySlip(
        to=facts.issuer,
        number=facts.number,
        rows=[
            ReplyRow(entry.number, " ".join(entry.words.split()) or kind.get(entry.type, entry.type))
            for entry in facts.issues
        ],
        unit="",
        reply_by=facts.due_on,
        contact=facts.contact,
        title=f"{facts.kind.word}办理情况回执",
    )
