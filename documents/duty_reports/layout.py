"""What the Word template of a duty report is made of: title, receiver, body, signature, the figures' day."""

from documents.official import paper_layout as paper
from documents.official.layout import loop, paragraph, told
from documents.official.styles import KAI, look


def body() -> str:
    """No red head: who reports is a person. The title, whose and of which days below it, then as a paper."""
    under = loop("line", "under_title", paragraph("公文署名", told("line", look(KAI, 16))))
    head = loop("line", "title_lines", paragraph("公文标题", told("line"))) + under + paragraph("Normal")
    return head + paper.addressees() + paper.blocks("body") + paper.tail() + paper.stamp()
