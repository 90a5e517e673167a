"""The Word file of a notice, made of its snapshot and nothing else: the same snapshot gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

from documents.circulars import chart
from documents.circulars.body import circular_body, letter_body
from documents.official.filling import Filling
from documents.official.paper import NUMBER_TO_COME, Paper, values
from documents.official.photos import fitted
from rules.circulars import Form

_WHEN = (2026, 1, 1, 0, 0, 0)  # a zip has the hour it was packed; not ours
_WIDEST, _HIGHEST = 150.0, 145.0  # millimetres
CHART_TITLE = "履职情况图"
TEMPLATES = {Form.CIRCULAR: "circular.docx", Form.LETTER: "letter.docx"}


def circular_file(snapshot: dict[str, Any], template: bytes | None = None) -> bytes:
    """The .docx of a circular or letter; `template` is the office's own. Raises UnusableTemplate."""
    form = Form(snapshot["form"])
    is_letter = form is Form.LETTER
    with_chart = not is_letter and chart.shows(snapshot)
    paper = _paper(snapshot, is_letter, with_chart)
    filling = Filling(TEMPLATES[form], template)
    told = values(paper) | ({} if is_letter else {"chart": ""})
    if with_chart:
        picture = fitted(chart.drawn(snapshot), filling.template, _WIDEST, _HIGHEST)
        told |= {"chart": picture, "chart_mark": "附件", "chart_title": CHART_TITLE}
    day = date.fromisoformat(snapshot["day"])
    return _still(filling.filled(told, paper.title, paper.signature, day))


def _paper(snapshot: dict[str, Any], is_letter: bool, with_chart: bool) -> Paper:
    return Paper(
        issuer_mark=snapshot["issuer"] if is_letter else f"{snapshot['issuer']}文件",
        number=snapshot["number"] or NUMBER_TO_COME,
        title=snapshot["title"],
        addressees=[snapshot["addressees"]] if snapshot["addressees"] else [],
        body=letter_body(snapshot) if is_letter else circular_body(snapshot),
        signature=snapshot["issuer"],
        date=date.fromisoformat(snapshot["day"]),
        attachments=(CHART_TITLE,) if with_chart else (),
        audit_head=snapshot["audit_head"],
    )


def _still(content: bytes) -> bytes:
    """The same package with all its parts of one hour."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(target, "w") as parts:
        for each in packed.infolist():
            entry = zipfile.ZipInfo(each.filename, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            parts.writestr(entry, packed.read(each))
    return target.getvalue()
