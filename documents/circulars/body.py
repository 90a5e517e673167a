"""What a notice says: figures by level, issues by township, units and persons named; the tables of the letter."""

from __future__ import annotations

from datetime import date
from typing import Any

from documents.official.blocks import Block, Heading, Paragraph, Table
from documents.official.text import day_words
from rules.circular_words import rate

_HAS_LEFT = "（已离任）"


def circular_body(told: dict[str, Any]) -> list[Block]:
    """The body of a circular."""
    return [
        Paragraph(told["lead"]),
        Heading(1, "巡河情况"),
        *_patrols(told),
        Heading(1, "问题查处和整改情况"),
        *_issues(told),
        Heading(1, "点名通报"),
        *_named(told),
        Heading(1, "有关要求"),
        Paragraph(_closing(told)),
    ]


def _closing(told: dict[str, Any]) -> str:
    if not told["units"] and not told["people"]:
        return "请各级河长继续按规定巡河、查河、治河，及时发现和处置问题。"
    return told["closing"] or "请被通报的单位和个人认真查找原因，限期整改，并将整改情况报我办。"


def letter_body(told: dict[str, Any]) -> list[Block]:
    """The body of the letter to the organization department: who lacks patrols and the points; then everybody."""
    people = told["people"]
    points = sum(one["points"] for one in people)
    if not people:
        short: list[Block] = [Paragraph("本期没有未完成巡河任务的河长。")]
    else:
        short = [
            Paragraph(f"未完成巡河任务的河长{len(people)}名，按规定在考核中共扣{_number(points)}分。{_deduction(told)}"),
            Table(("序号", "姓名", "职务", "未完成情况", "扣分"), [
                (str(n), _who(one), one["seat"], _texts(one, first=False), _number(one["points"]))
                for n, one in enumerate(people, 1)
            ], (0.8, 1.3, 3, 4, 0.9)),
        ]  # fmt: skip
    everybody = told["figures"].get("people", [])
    return [
        Paragraph(told["lead"]),
        Heading(1, "总体情况"),
        *_patrols(told),
        Heading(1, "未完成巡河任务的河长"),
        *short,
        Heading(1, "各级河长巡河情况"),
        Table(("姓名", "职务", "应巡（次）", "完成（次）", "完成率"), [
            (name, seat, str(required), str(met), rate(met, required)) for name, seat, required, met in everybody
        ], (1.4, 4.4, 1.2, 1.2, 1.2)) if everybody else Paragraph("本期没有巡河任务。"),
    ]  # fmt: skip


def _patrols(told: dict[str, Any]) -> list[Block]:
    rows = told["figures"]["levels"]
    if not rows:
        return [Paragraph(f"{told['period']}没有可供统计的巡河任务。{_began(told)}")]
    required, met = sum(row["required"] for row in rows), sum(row["met"] for row in rows)
    people, short = sum(row["people"] for row in rows), sum(row["short"] for row in rows)
    words = (
        f"{told['period']}，各级河长{people}人，应巡河{required}次，按期完成{met}次，完成率{rate(met, required)}；"
        f"{short}人未完成巡河任务。{_began(told)}完成数按各级规定的周期计算，超出规定次数的巡河不计入完成率，完成率最高为100%。"
    )
    cells = [
        (row["level"], str(row["people"]), str(row["required"]), str(row["met"]), rate(row["met"], row["required"]),
         str(row["short"]))
        for row in rows
    ]  # fmt: skip
    if len(rows) > 1:
        cells.append(("合计", str(people), str(required), str(met), rate(met, required), str(short)))
    head = ("层级", "河长（人）", "应巡（次）", "按期完成（次）", "完成率", "未完成（人）")
    return [Paragraph(words), Table(head, cells, (1, 1, 1, 1.3, 1, 1.1))]


def _issues(told: dict[str, Any]) -> list[Block]:
    counts, towns = told["figures"]["issues"], told["figures"]["towns"]
    end = day_words(date.fromisoformat(told["last"]))
    words = (
        f"{told['period']}，共发现问题{counts['found']}个，整改销号{counts['closed']}个；"
        f"截至{end}，逾期未完成整改{counts['overdue']}个；回头看发现反弹{counts['relapsed']}个；"
        f"督办公文逾期未回复{counts['unanswered']}份。"
    )
    if not towns:
        return [Paragraph(words)]
    head = ("乡镇（街道）", "巡河完成率", "发现问题", "整改销号", "逾期", "反弹")
    rows = [
        (row["name"], rate(row["met"], row["required"]),
         *(str(row[key]) for key in ("found", "closed", "overdue", "relapsed")))
        for row in towns
    ]  # fmt: skip
    return [Paragraph(words), Table(head, rows, (2, 1.2, 1, 1, 0.8, 0.8))]


def _named(told: dict[str, Any]) -> list[Block]:
    units, people = told["units"], told["people"]
    if not units and not people:
        return [Paragraph(f"本期没有需要点名通报的单位和个人。{_cumulative(told)}")]
    both = "、".join([f"{len(units)}个单位"] * bool(units) + [f"{len(people)}名个人"] * bool(people))
    found: list[Block] = [Paragraph(f"对{both}予以点名通报。{_cumulative(told)}")]
    if units:
        rows = [(str(n), one["name"], _texts(one)) for n, one in enumerate(units, 1)]
        found += [Heading(2, "点名通报的单位"), Table(("序号", "单位", "事由"), rows, (0.7, 2.3, 6))]
    if people:
        listed = [(str(n), _who(one), one["seat"], _texts(one)) for n, one in enumerate(people, 1)]
        found += [Heading(2, "点名通报的个人"), Table(("序号", "姓名", "职务", "事由"), listed, (0.7, 1.4, 2.9, 4))]
    return found


def _cumulative(told: dict[str, Any]) -> str:
    """2026年已下发通报2期（含本期），累计点名8个单位、62人次; nothing of the year's first."""
    sums = told.get("cumulative") or {}
    if sums.get("issues", 0) < 2:
        return ""
    return (
        f"{sums['year']}年已下发通报{sums['issues']}期（含本期），"
        f"累计点名{sums['unit_times']}个单位、{sums['person_times']}人次。"
    )


def _who(one: dict[str, Any]) -> str:
    return str(one["name"]) + (_HAS_LEFT if one["has_left"] else "")


def _texts(one: dict[str, Any], first: bool = True) -> str:
    """Each finding a line: 未完成巡河任务：应巡13次…"""
    return "\n".join(f"{said}：{text}" if first and said else text for said, text in one["lines"])


def _began(told: dict[str, Any]) -> str:
    began = told["figures"].get("began")
    return f"巡河记录自{day_words(date.fromisoformat(began))}起，此前的不作统计。" if began else ""


def _deduction(told: dict[str, Any]) -> str:
    each, most = told["deduct"]
    if not each:
        return ""
    return f"每少巡1次扣{_number(each)}分" + (f"，最多扣{_number(most)}分。" if most else "。")


def _number(value: float) -> str:
    return f"{value:g}"
