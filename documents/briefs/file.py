"""The brief before a patrol 巡河情况简报 as a Word file: for the chief's own reading, so without a document number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from documents.official.blocks import Block, Heading, Paragraph, Table
from documents.official.paper import Paper, official_paper
from documents.official.text import day_words
from rules.briefs import PieceKind
from storage.briefs.cards import Ask, Piece, PlanCard
from storage.briefs.facts import Facts, IssueLine, Matter


def brief_file(card: PlanCard, facts: Facts, types: Mapping[str, str], day: date) -> bytes:
    """The .docx; `types` are the names of issue types by their codes."""
    return official_paper(Paper(
        issuer_mark="巡河参阅",
        number=f"{card.gathered_by}　{day_words(day)}",
        title=f"{card.water}巡河前情况简报",
        addressees=[card.seat],
        body=list(_body(card, facts, types)),
        signature=card.gathered_by,
        date=day,
    ))  # fmt: skip


def _body(card: PlanCard, facts: Facts, types: Mapping[str, str]) -> Iterator[Block]:
    """What there is, part by part; the parts that hold nothing are named in one line."""
    yield Paragraph(_opening(card, facts))
    parts: dict[str, list[Block]] = {
        "明查暗访线索": list(_pieces(card.of(PieceKind.CLUE))),
        "有关地方需要协调解决的事项": [*_pieces(card.of(PieceKind.REQUEST)), *_silent(card.asks)],
        "未办结的问题": list(_issues(facts.issues, facts.issues_total, types)),
        "流域突出问题": list(_matters(facts.problems)),
        "上次巡河议定、尚未办结的事项": list(_matters(facts.decisions)),
        "近三个月群众反映": list(_issues(facts.reports, facts.reports_total, types)),
    }
    for title, told in parts.items():
        if told:
            yield Heading(1, title)
            yield from told
    if empty := [title for title, told in parts.items() if not told]:
        yield Paragraph(f"{'；'.join(empty)}：暂无。")


def _opening(card: PlanCard, facts: Facts) -> str:
    last = f"上次巡查是{day_words(facts.last_patrol)}。" if facts.last_patrol else ""
    late = f"，其中逾期{facts.issues_late}件" if facts.issues_late else ""
    return (
        f"计划于{day_words(card.plan.patrol_on)}巡查{card.water}。{last}"
        f"截至目前，台账中未办结的问题{facts.issues_total}件{late}。现将有关情况报告如下。"
    )


def _pieces(pieces: Sequence[Piece]) -> Iterator[Block]:
    for number, piece in enumerate(pieces, 1):
        more = [f"附件{piece.files}个"] if piece.files else []
        more += [f"位置{piece.lat:.5f}，{piece.lon:.5f}"] if piece.lat is not None and piece.lon is not None else []
        who = piece.region or piece.by
        told = f"（{'；'.join([who, *more])}）"
        yield Paragraph(f"{number}.{piece.words or '见照片'}{told}")


def _silent(asks: Sequence[Ask]) -> Iterator[Block]:
    nothing = [each.region for each in asks if each.nothing]
    silent = [each.region for each in asks if each.answered_at is None]
    if nothing:
        yield Paragraph(f"{'、'.join(nothing)}答复：没有需要协调的事项。")
    if silent:
        yield Paragraph(f"{'、'.join(silent)}尚未答复。")


def _issues(lines: Sequence[IssueLine], total: int, types: Mapping[str, str]) -> Iterator[Block]:
    if not lines:
        return
    yield Table(
        ("编号", "地点", "问题", "程度", "状态"),
        [(one.number, one.place, _problem(one, types), one.severity.word, _state(one)) for one in lines],
        (1.5, 2.2, 3.6, 1, 1.5),
    )
    if total > len(lines):
        yield Paragraph(f"共{total}件，表中列出{len(lines)}件，其余见台账。")


def _problem(one: IssueLine, types: Mapping[str, str]) -> str:
    return one.words[:100] or types.get(one.type, one.type).split("：")[0]


def _state(one: IssueLine) -> str:
    return f"逾期{one.late}天" if one.late else one.state


def _matters(matters: Iterable[Matter]) -> Iterator[Block]:
    for number, one in enumerate(matters, 1):
        told = [f"承办：{one.owner}"] if one.owner else []
        told += [f"期限：{day_words(one.due_on)}"] if one.due_on else []
        told += [f"最新：{one.last[:80]}"] if one.last else []
        yield Paragraph(f"{number}.{one.title}" + (f"（{'；'.join(told)}）" if told else ""))
