"""Slips 督办单, 交办单 and 提示单: the issues in a table, photos before, the reply slip on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from enum import StrEnum

from documents.official import blocks, photos
from documents.official.blocks import Block, Heading, Paragraph
from documents.official.filling import Filling
from documents.official.paper import Paper, values
from documents.official.photos import MOST_PHOTOS, Photo
from documents.official.reply import ReplySlip, reply_values
from documents.official.text import clean, day_words
from documents.pictures import SHANGHAI


class SlipKind(StrEnum):
    """What a slip is called; none of them is a statutory genre, so they go out in the form of a notice."""

    SUPERVISION = "督办单"
    ASSIGNMENT = "交办单"
    PROMPT = "提示单"


@dataclass(frozen=True)
class SlipIssue:
    """One issue on a slip, in the words of the ledger; `due_on` the last day to rectify."""

    number: str
    water: str
    place: str
    issue: str
    kind: str = ""
    severity: str = ""
    unit: str = ""
    person: str = ""
    requirement: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class SupervisionSlip:
    """A slip: the frame of the paper (its `body` comes after the table), its kind, issues, evidence, reply slip.

    `opening` is said above the table; empty, a sentence by the kind stands there. An empty `paper.body` is filled
    with what the kind requires: rectify, answer by `reply_by` at the contact of `paper.note`.
    """

    paper: Paper
    kind: SlipKind
    issues: Sequence[SlipIssue]
    opening: str = ""
    basis: str = ""
    reply_by: date | None = None
    evidence: Sequence[Photo] = ()
    reply: ReplySlip | None = None


def supervision_slip(slip: SupervisionSlip, template: bytes | None = None, zone: tzinfo = SHANGHAI) -> bytes:
    """The slip as .docx; `template` is the office's own. Raises ValueError without issue or addressee."""
    if not slip.issues or not any(clean(unit) for unit in slip.paper.addressees):
        raise ValueError("a slip needs an issue and an addressee")
    filling = Filling("slip.docx", template)
    opening = blocks.filled([Paragraph(slip.opening or _opening(slip))])
    reply = slip.reply
    more = {
        "kind": slip.kind.value,
        "opening": opening,
        "body": blocks.filled(slip.paper.body or _requirements(slip)),
        "issues": [_row(issue) for issue in slip.issues],
        "evidence": photos.grid(slip.evidence, filling.template, zone),
        "evidence_mark": "附件" if not slip.paper.attachments else f"附件{len(slip.paper.attachments) + 1}",
        "evidence_title": "问题照片",
        "evidence_left_out": _left_out(slip.evidence),
        "reply": reply_values(reply, filling.template, zone) if reply else None,
    }
    paper = values(slip.paper)
    if slip.evidence:
        paper["attachments"] = [*paper["attachments"], "问题照片"]
    return filling.filled(paper | more, slip.paper.title, slip.paper.signature, slip.paper.date)


def _opening(slip: SupervisionSlip) -> str:
    basis = f"根据{clean(slip.basis)}，" if clean(slip.basis) else ""
    what = f"现将以下{len(slip.issues)}个问题" if len(slip.issues) > 1 else "现将以下问题"
    ending = {
        SlipKind.SUPERVISION: "予以督办，请按要求限期整改。",
        SlipKind.ASSIGNMENT: "交你单位办理，请按要求整改。",
        SlipKind.PROMPT: "提示你单位，请予重视并及时处理。",
    }[slip.kind]
    return f"{basis}{what}{ending}"


def _requirements(slip: SupervisionSlip) -> list[Block]:
    by = f"于{day_words(slip.reply_by)}前" if slip.reply_by else "按期"
    last = "填写所附回执" if slip.reply else "书面"
    if slip.kind is SlipKind.PROMPT:
        return [Paragraph(f"请对照以上情况自查自纠，{by}将处理情况{last}报我办。")]
    return [
        Heading(1, "整改要求"),
        Paragraph(
            "请明确责任人和整改措施，按上表时限完成整改，整改前后在同一位置拍照留存。确需延期的，请在时限届满前书面说明理由和完成日期。"
        ),
        Heading(1, "反馈方式"),
        Paragraph(f"请{by}{last}报我办；整改完成的，同时报送整改前后对照照片，申请复核销号。"),
    ]


def _row(issue: SlipIssue) -> dict[str, str]:
    # An issue without words is told by its kind: said once is enough.
    kinds = [clean(issue.kind, 40)] if issue.kind != issue.issue else []
    kind = "·".join(filter(None, (*kinds, clean(issue.severity, 20))))
    where = "，".join(filter(None, (clean(issue.water, 100), clean(issue.place, 300))))
    return {
        "number": clean(issue.number, 40),
        "where": where,
        "what": f"{clean(issue.issue)}（{kind}）" if kind else clean(issue.issue),
        "unit": " ".join(filter(None, (clean(issue.unit, 60), clean(issue.person, 40)))),
        "requirement": clean(issue.requirement),
        "due_on": day_words(issue.due_on) if issue.due_on else "",
    }


def _left_out(evidence: Sequence[Photo]) -> str:
    more = len(evidence) - MOST_PHOTOS
    return f"另有{more}张照片存河长办公室，未列出。" if more > 0 else ""
