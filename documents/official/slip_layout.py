"""What the templates of slips are made of beside the paper: the issues, the photos, the reply slip."""

from __future__ import annotations

from documents.official.layout import GAP, cell, form, if_, listing, loop, paragraph, row, run, table, told

_BLANK = paragraph("Normal")
_HALVES = [4422, 4422]
_AT_THE_RIGHT = '<w:jc w:val="right"/>'


def issues() -> str:
    """The issues of a slip, one a row; the head comes again on the next page."""
    columns = (
        (1200, "编号", "number", "表格居中"),
        (1700, "河流及位置", "where", "表格文字"),
        (2200, "问题", "what", "表格文字"),
        (1140, "责任单位", "unit", "表格居中"),
        (1404, "整改要求", "requirement", "表格文字"),
        (1200, "整改时限", "due_on", "表格居中"),
    )
    return listing("issue", "issues", columns) + GAP


def evidence() -> str:
    """The photos, two a row, each with its number, time and fingerprint below."""
    mark = paragraph("附件标记", told("evidence_mark"))
    heading = paragraph("公文标题", told("evidence_title"))
    left_out = if_("evidence_left_out", paragraph("公文正文", told("evidence_left_out")))
    return if_("evidence", mark + _BLANK + heading + _BLANK + _photos("evidence") + left_out)


def reply(new_page: bool) -> str:
    """The reply slip: what the unit fills in, what the office finds on review."""
    title = paragraph("公文标题", told("reply.title"), more="<w:pageBreakBefore/>" if new_page else "")
    to = paragraph("主送机关", told("reply.to"))
    fields = (
        ("督办文号", "reply.number", "回复期限", "reply.reply_by"),
        ("承办单位", "reply.unit", "收到时间", "reply.received_on"),
        ("承办人", "reply.person", "联系电话", "reply.phone"),
    )
    widths = [1500, 3300, 1400, 2644]
    columns = (
        (1200, "问题编号", "number", "表格居中"),
        (2360, "问题", "issue", "表格文字"),
        (2684, "整改情况", "done", "表格文字"),
        (1400, "完成日期", "done_on", "表格居中"),
        (1200, "申请销号", "asks_closing", "表格居中"),
    )
    filled = table(widths, form(widths, fields, 560)) + GAP + listing("each", "reply.rows", columns, 1000) + GAP
    shown = if_("reply.photos", paragraph("主送机关", run("整改前后对照照片：")) + _photos("reply.photos"))
    return title + _BLANK + to + filled + _signing() + GAP + paragraph("照片说明", told("reply.contact")) + shown


def _signing() -> str:
    """Where the head of the unit and the office's reviewer write and sign."""
    unit = _opinion("单位负责人意见", "reply.opinion", "（签字、盖章）　　　　　年　　月　　日")
    office = _opinion("河长办复核意见", "reply.review", "（签字）　　　　　年　　月　　日")
    return table([1500, 7344], unit + office)


def _opinion(label: str, name: str, sign: str) -> str:
    said = (paragraph("表格文字", told(name)), paragraph("表格文字"))
    signed = paragraph("表格文字", run(sign), more=_AT_THE_RIGHT)
    return row(cell(1500, paragraph("表头", run(label))), cell(7344, *said, signed), height=1250)


def _photos(many: str) -> str:
    pictures = (cell(w, paragraph("照片", told(f"pair[{i}].picture"))) for i, w in enumerate(_HALVES))
    words = (cell(w, paragraph("照片说明", told(f"pair[{i}].words")), top=True) for i, w in enumerate(_HALVES))
    rows = loop("pair", many, row(*pictures) + row(*words), "tr")
    return table(_HALVES, rows, borders=(0, 0, 0)) + paragraph("收尾")
