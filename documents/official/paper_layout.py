"""What the templates of official papers are made of: head, title, addressees, body, signature, imprint.

The numbers in brackets are the clauses of GB/T 9704-2012.
"""

from __future__ import annotations

from documents.official.layout import cell, if_, loop, paragraph, row, run, table, told
from documents.official.styles import BODY, HEI, KAI, look

_BLANK = paragraph("Normal")
_TAB = "<w:r><w:tab/></w:r>"


def head() -> str:
    """Urgency, the red mark 35 mm below the top, number, rule (7.2)."""
    number = if_(
        "signed_by",
        paragraph(
            "上行文字号",
            run("　{{ number }}"),
            _TAB,
            run("签发人："),
            told("signed_by", look(KAI, 16)),
        ),
        paragraph("发文字号", told("number")),
    )
    urgency = paragraph("主送机关", told("urgency", look(HEI, 16)))
    return urgency + 2 * _BLANK + paragraph("发文机关标志", run("{{r issuer_mark_run }}")) + 2 * _BLANK + number


def title() -> str:
    """The title two lines below the rule (7.3.1)."""
    return 2 * _BLANK + loop("line", "title_lines", paragraph("公文标题", told("line"))) + _BLANK


def addressees() -> str:
    """主送机关 a line below the title, up to the edge (7.3.2)."""
    return if_("addressees", paragraph("主送机关", told("addressees")))


def blocks(name: str) -> str:
    """The body: four levels of headings, each with what follows on its line, paragraphs, tables (7.3.3)."""
    plain = paragraph("公文正文", told("block.text"))
    levels = [
        if_(
            "block.level == 1",
            paragraph("公文一级标题", told("block.lead"), told("block.text", look(BODY, 16))),
        ),
        if_(
            "block.level == 2",
            paragraph("公文二级标题", told("block.lead", look(KAI, 16)), told("block.text")),
        ),
        if_("block.level &gt; 2", paragraph("公文三级标题", run("{{ block.lead }}{{ block.text }}"))),
        if_("block.level == 0", _with_signature(plain) if name == "body" else plain),
        if_("block.level &lt; 0", paragraph("Normal", run("{{p block.table }}"))),
    ]
    return loop("block", name, "".join(levels))


def _with_signature(plain: str) -> str:
    """The last paragraph stays with the signature: no page has a signature alone (7.3.5.5)."""
    return if_("loop.last", plain.replace("</w:pPr>", "<w:keepNext/></w:pPr>"), plain)


def tail() -> str:
    """Note of attachments, signature with its date, remark (7.3.4 to 7.3.6)."""
    one = paragraph("附件说明", run("附件：{{ attachments[0] }}"))
    many = loop(
        "attachment",
        "attachments",
        paragraph(
            "附件说明多项",
            run("{% if loop.first %}附件：{% endif %}"),
            _TAB,
            run("{{ loop.index }}."),
            _TAB,
            told("attachment"),
        ),
    )
    blank = paragraph("Normal", more="<w:keepNext/>")
    noted = if_("attachments", blank + if_("attachments|length == 1", one, many))
    signed = 2 * paragraph("公文署名") + paragraph("公文署名", run("{{p signature_block }}"))
    return noted + signed + if_("note", paragraph("附注", run("（{{ note }}）")))


def imprint() -> str:
    """版记 at the foot of the last page: rules of 0.35 mm above and below, 0.25 mm between (7.4)."""

    def line(style: str, *runs: str, more: str = "") -> str:
        return row(cell(8844, paragraph(style, *runs, more=more)))

    hanging = '<w:ind w:left="1120" w:right="280" w:hanging="840"/>'
    edges = '<w:tabs><w:tab w:val="right" w:pos="8564"/></w:tabs><w:ind w:left="280" w:right="280"/>'
    rows = (
        if_("disclosure", line("版记文字", run("信息公开选项：{{ disclosure }}"), more=hanging), "", "tr")
        + if_("copies", line("版记文字", run("抄送：{{ copies }}"), more=hanging), "", "tr")
        + if_("audit_head", line("校验码", run("存证校验码：{{ audit_head }}"), more=hanging), "", "tr")
        + line("版记文字", told("printed_by"), _TAB, run("{{ printed_on }}印发"), more=edges)
    )
    place = (
        '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" '
        'w:tblpX="1587" w:tblpYSpec="bottom"/>'
    )
    return table([8844], rows, borders=(8, 6, 0), place=place, margin=0) + paragraph("收尾")


def stamp() -> str:
    """The head of the audit chain below a record, which has no imprint."""
    return if_("audit_head", paragraph("校验码", run("存证校验码：{{ audit_head }}")))


def letter_number() -> str:
    """A letter's number at the right, its urgency at the left (10.1)."""
    return paragraph("函号", told("number")) + if_("urgency", paragraph("主送机关", told("urgency", look(HEI, 16))))


def letter_end() -> str:
    """A letter's copies stand without rules and without 印发 (10.1)."""
    copied = if_("copies", paragraph("版记文字", run("抄送：{{ copies }}")))
    return _BLANK + copied + stamp()
