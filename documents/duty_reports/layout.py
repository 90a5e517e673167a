"""What the Word template of a duty report is made of: title, receiver, body, signature, the figures' day."""

from documents.official import paper_layout as paper
from documents.official.layout import if_, loop, paragraph, run, told
from documents.official.styles import KAI, look


def body() -> str:
    """No red head: who reports is a person. The title, whose and of which days below it, then as a paper."""
    under = loop("line", "under_title", paragraph("公文署名", told("line", look(KAI, 16))))
    head = loop("line", "title_lines", paragraph("公文标题", told("line"))) + under + paragraph("Normal")
    foot = if_("audit_head", paragraph("校验码", run("存证校验码：{{ audit_head }}")))
    return head + paper.addressees() + paper.blocks("body") + paper.tail() + foot
