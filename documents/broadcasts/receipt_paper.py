"""The receipt 送达回执 as a Word file, to be kept with the notice."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from documents.broadcasts.receipt import READ_NOTE, Receipt, clock, reason
from documents.official.blocks import Block, Heading, Paragraph, Table
from documents.official.paper import Paper, letter
from documents.official.text import day_words
from storage.broadcasts.cards import Card
from storage.broadcasts.counting import Counts, Line, by_level, by_part

MOST_NAMES = 1_000  # more are in the workbook


def receipt_paper(receipt: Receipt, zone: tzinfo) -> bytes:
    """The .docx: what was sent when, the four counts, by level and region, who is missing and why."""
    card, at = receipt.card, receipt.about.at
    assert at is not None  # noqa: S101 - a receipt says when it was made
    return letter(Paper(
        issuer_mark=card.office, number="", title=f"《{card.title}》送达回执", addressees=(), body=_body(receipt, zone),
        signature=card.office, date=at.astimezone(zone).date(), note="由机器人按送达记录生成",
        audit_head=receipt.about.audit_head,
    ))  # fmt: skip


def _body(receipt: Receipt, zone: tzinfo) -> list[Block]:
    card, told, made = receipt.card, receipt.counts, receipt.about.at
    sent, until = _moment(card.sent_at, zone), _moment(made, zone)
    asked = f"要求{day_words(card.due_on)}前回执。" if card.due_on else ""
    missing = [one for one in receipt.lines if receipt.lacks(one)]
    return [
        Paragraph(
            f"{card.office}于{sent}发出通知《{card.title}》，应收{_total(told)}。"
            f"{asked}截至{until}：{_said(told, card)}"
        ),
        Heading(1, "分级分地区统计"),
        _counted([*by_level(receipt.lines), *by_part(receipt.lines), ("合计", told)]),
        Heading(1, "未回执、未送达名单" if receipt.is_asked_for else "未送达名单"),
        *([_names(missing[:MOST_NAMES], zone)] if missing else [Paragraph("无。")]),
        *([Paragraph(f"其余{len(missing) - MOST_NAMES}人见送达回执表格。")] if len(missing) > MOST_NAMES else []),
        Paragraph(f"说明：{READ_NOTE}"),
    ]


def _moment(moment: datetime | None, zone: tzinfo) -> str:
    local = moment.astimezone(zone) if moment else None
    return f"{day_words(local.date())}{local:%H:%M}" if local else ""


def _said(told: Counts, card: Card) -> str:
    reasons = "，".join(f"{why.word}{count}人" for why, count in told.reasons)
    lost = f"（未送达：{reasons}）" if reasons else ""
    phoned = f"，另电话告知{told.phoned}人" if told.phoned else ""
    got = f"，收到{told.acknowledged}人" if card.wants_receipt or card.wants_done else ""
    done = f"，已办{told.done}人" if card.wants_done else ""
    delivered = f"{told.delivered}{'' if told.groups else '人'}"
    return f"已送达{delivered}{lost}，看过{told.seen}人{got}{done}{phoned}。"


def _total(told: Counts) -> str:
    people = told.total - told.groups
    return "和".join([f"{people}人"] * bool(people) + [f"{told.groups}个群"] * bool(told.groups)) or "0人"


def _counted(rows: Sequence[tuple[str, Counts]]) -> Table:
    cells = [
        (name, *(str(n) for n in (each.total, each.delivered, each.seen, each.acknowledged, each.done, each.phoned)))
        for name, each in rows
    ]
    return Table(("范围", "应收", "送达", "看过", "收到", "已办", "电话"), cells, (2.4, 1, 1, 1, 1, 1, 1))


def _names(missing: Sequence[Line], zone: tzinfo) -> Table:
    rows = [(one.part, one.name, one.post, reason(one), clock(one.sent_at, zone)) for one in missing]
    return Table(("所属", "姓名", "职务", "情况", "送达时间"), rows, (1.4, 1, 2.6, 2, 1.3))
