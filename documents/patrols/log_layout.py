"""What the templates of the patrol log are made of: a page a patrol, and a table of many."""

from __future__ import annotations

from documents.official.layout import GAP, cell, form, if_, listing, loop, paragraph, row, run, table, told

_AT_THE_RIGHT = '<w:jc w:val="right"/>'
_WIDTHS = [1300, 3300, 1300, 2944]
_FIELDS = (
    ("巡河河长", "log.chief", "职务", "log.post"),
    ("河流河段", "log.water", "日期", "log.day"),
    ("起止时间", "log.times", "巡河时长", "log.minutes"),
    ("起点", "log.start", "终点", "log.end"),
    ("巡河里程", "log.length", "河段覆盖", "log.share"),
    ("同行人员", "log.companions", "证据等级", "log.grade"),
)
_SAID = (("查看内容", "seen"), ("发现问题", "found"), ("处理情况", "handled"), ("备　　注", "remarks"))


def log_page() -> str:
    """One patrol on one page 巡河日志."""
    title = paragraph("公文标题", run("巡河日志"), more="<w:pageBreakBefore/>")
    number = paragraph("表格文字", told("log.heading"), more=_AT_THE_RIGHT)
    lines = {name: loop("line", f"log.{name}", paragraph("表格文字", told("line"))) for _, name in _SAID}
    said = "".join(_wide(label, lines[name]) for label, name in _SAID)
    track = if_("log.map", _wide("轨迹图", paragraph("照片", told("log.map"))), "", "tr")
    signed = paragraph("表格文字", run("记录人签字：　　　　　　　　　　　　年　　月　　日"), more=_AT_THE_RIGHT)
    stamp = if_("log.audit_head", paragraph("校验码", run("存证校验码："), told("log.audit_head")))
    return title + number + table(_WIDTHS, form(_WIDTHS, _FIELDS, 440) + said + track) + GAP + signed + stamp


def log_list() -> str:
    """Many patrols, one a row."""
    columns = (
        (740, "序号", "place", "表格居中"),
        (1900, "时间", "when", "表格居中"),
        (1100, "河长", "chief", "表格居中"),
        (2000, "河流河段", "water", "表格文字"),
        (1150, "时长", "minutes", "表格居中"),
        (1150, "里程", "length", "表格居中"),
        (5737, "发现问题及处理", "found_line", "表格文字"),
    )
    title = loop("line", "title_lines", paragraph("公文标题", told("line"))) + GAP
    stamp = if_("audit_head", paragraph("校验码", run("存证校验码："), told("audit_head")))
    return title + listing("log", "logs", columns) + GAP + paragraph("表格文字", told("total")) + stamp


def _wide(label: str, inside: str) -> str:
    return row(cell(_WIDTHS[0], paragraph("表头", run(label))), cell(sum(_WIDTHS[1:]), inside, over=3), height=440)
