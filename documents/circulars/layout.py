"""What the template of a circular has beside the paper: the page with the charts."""

from __future__ import annotations

from documents.official.layout import if_, paragraph, told

_BLANK = paragraph("Normal")


def chart_page() -> str:
    """The charts on a page of their own, as an attachment (GB/T 9704-2012, 7.3.7)."""
    mark = paragraph("附件标记", told("chart_mark"))
    heading = paragraph("公文标题", told("chart_title"))
    return if_("chart", mark + _BLANK + heading + _BLANK + paragraph("照片", told("chart")))
