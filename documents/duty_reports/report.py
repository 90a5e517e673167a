"""A duty report 述职报告 as Word, from the figures as they were kept and the chief's own words (clause F3c).

The outline is that of real reports (town chiefs 2023): rivers, work, problems, next steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.duty_reports import sentences
from documents.official.blocks import Block, Heading, Paragraph, Table
from documents.official.filling import Filling
from documents.official.paper import Paper, values
from documents.official.text import clean
from documents.official.title import title_lines
from rules.duty_reports import Part
from rules.periods import Span, days_name
from rules.self_reviews import ProblemState

TEMPLATE = "duty_report.docx"
_TO_WRITE = "（待本人填写）"
_COLUMNS = 6  # months side by side: the year is half a page otherwise


@dataclass(frozen=True)
class ReportFacts:
    """What the file says: who, on which year, to whom, the kept figures, the parts; `day` is that of handing in."""

    year: int
    name: str
    title: str
    receiver: str
    figures: Mapping[str, Any]
    parts: Mapping[str, str]
    day: date
    audit_head: str = ""


def duty_report(facts: ReportFacts, template: bytes | None = None) -> bytes:
    """The .docx; the same facts give the same words. `template` is the office's own. Raises UnusableTemplate."""
    title = f"{facts.year}年度履行河长职责述职报告"
    paper = Paper(
        issuer_mark="", number="", title=title, addressees=[facts.receiver] if facts.receiver else [],
        body=list(_body(facts)), signature=facts.name, date=facts.day, audit_head=facts.audit_head,
    )  # fmt: skip
    days = Span(date.fromisoformat(facts.figures["from"]), date.fromisoformat(facts.figures["until"]))
    under = [clean(f"{facts.name}　{facts.title}".strip("　"), 80), f"（{days_name(days)}）"]
    told = values(paper) | {"title_lines": title_lines(title), "under_title": under}
    return Filling(TEMPLATE, template).filled(told, title, facts.name, facts.day)


def _body(facts: ReportFacts) -> Iterator[Block]:
    figures, parts = facts.figures, facts.parts
    yield Heading(1, "河湖及任职概况")
    yield Paragraph(sentences.posts(figures, facts.year))
    yield Paragraph(sentences.rivers(figures["rivers"]))
    if len(figures["rivers"]["waters"]) > 1:
        yield _waters(figures["rivers"])
    yield Heading(1, "履职情况")
    yield Heading(2, "巡河履职")
    yield Paragraph(sentences.patrols(figures))
    if figures["duties"]:
        yield _duties(figures["duties"])
    if figures["patrols"]:
        yield from _months(figures["months"])
    yield Heading(2, "问题发现与整改")
    yield Paragraph(sentences.issues(figures))
    yield Heading(2, "对照检查整改")
    yield Paragraph(sentences.self_review(figures["self_review"]))
    if figures["self_review"]["listed"]:
        yield _problems(figures["self_review"]["listed"])
    yield Heading(2, Part.HIGHLIGHTS.word)
    yield Paragraph(parts.get(Part.HIGHLIGHTS) or _TO_WRITE)
    yield Heading(1, Part.PROBLEMS.word)
    yield Paragraph(parts.get(Part.PROBLEMS) or _TO_WRITE)
    if figures["measures"]:
        yield Paragraph(sentences.measures(figures["measures"], facts.year))
    yield Heading(1, Part.NEXT.word)
    yield Paragraph(parts.get(Part.NEXT) or _TO_WRITE)


def _waters(rivers: Mapping[str, Any]) -> Table:
    rows = [(str(place), each["name"], each["kind"], sentences.kilometres(each["metres"]) or "未测量")
            for place, each in enumerate(rivers["waters"], start=1)]  # fmt: skip
    return Table(("序号", "名称", "类别", "长度（公里）"), rows, (0.6, 3, 1, 1.2))


def _duties(duties: list[dict[str, Any]]) -> Table:
    rows = [
        (each["rule"], str(each["required"]), str(each["done"]), str(each["missing"])) for each in duties
    ]  # fmt: skip
    return Table(("巡河要求", "应巡（次）", "已巡（次）", "未完成（次）"), rows, (2.2, 1, 1, 1))


def _months(months: list[dict[str, Any]]) -> Iterator[Table]:
    """A table a half-year: months side by side, patrols and kilometres below them."""
    for start in range(0, len(months), _COLUMNS):
        some = months[start : start + _COLUMNS]
        gap = [""] * (_COLUMNS - len(some))
        counts = ("巡河（次）", *(str(each["patrols"]) for each in some), *gap)
        lengths = ("里程（公里）", *(sentences.kilometres(each["metres"]) or "—" for each in some), *gap)
        head = ("月份", *(f"{each['month']}月" for each in some), *gap)
        yield Table(head, [counts, lengths], (1.5, *[1.0] * _COLUMNS))


def _problems(listed: list[dict[str, Any]]) -> Table:
    rows = [(str(place), each["words"], ProblemState(each["state"]).word) for place, each in enumerate(listed, start=1)]
    return Table(("序号", "对照检查的问题", "整改情况"), rows, (0.6, 5, 1.2))
