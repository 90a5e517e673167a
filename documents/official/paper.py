"""Official papers 公文 as Word files in the layout of GB/T 9704-2012: notices, circulars, reports, letters 函."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from documents.official import blocks, layout
from documents.official.blocks import Block
from documents.official.filling import Filling
from documents.official.styles import BODY, RED, TITLE, look
from documents.official.text import clean, day_words, ended, with_hexagonal_brackets
from documents.official.title import title_lines, width

NUMBER_TO_COME = "（送审稿，签发时编号）"  # where the number of a draft will stand


@dataclass(frozen=True)
class Paper:
    """What stands on a paper.

    `issuer_mark` is the red head, e.g. 奉节县河长办公室文件; `number` 奉河长办发〔2026〕7号, empty on a draft;
    `signed_by` the signer 签发人 of a paper to a superior, else None; `addressees` 主送, `copies` 抄送 as lists of
    units; `attachments` their names; `note` 附注 without brackets (a contact, for instance); `disclosure` 信息公开选项;
    `audit_head` the head of the audit chain at the time of issue.
    """

    issuer_mark: str
    number: str
    title: str
    addressees: Sequence[str]
    body: Sequence[Block]
    signature: str
    date: datetime.date
    urgency: str | None = None
    signed_by: str | None = None
    attachments: Sequence[str] = ()
    copies: Sequence[str] = ()
    printed_by: str = ""
    printed_on: datetime.date | None = None
    note: str = ""
    disclosure: str = ""
    audit_head: str = ""


def official_paper(paper: Paper, template: bytes | None = None) -> bytes:
    """The paper as .docx in the common form; `template` is the office's own. Raises UnusableTemplate."""
    return _filled("official_paper.docx", paper, template)


def letter(paper: Paper, template: bytes | None = None) -> bytes:
    """The paper in the form of a letter 信函格式 (10.1), for 函: `issuer_mark` without 文件."""
    return _filled("letter.docx", paper, template)


def values(paper: Paper) -> dict[str, Any]:
    """What a template may name."""
    return {
        "issuer_mark": clean(paper.issuer_mark),
        "issuer_mark_run": _mark(paper.issuer_mark),
        "number": with_hexagonal_brackets(paper.number),
        "urgency": clean(paper.urgency or ""),
        "signed_by": clean(paper.signed_by or ""),
        "title": clean(paper.title),
        "title_lines": title_lines(paper.title),
        "addressees": ended(listed(paper.addressees), "："),
        "body": blocks.filled(paper.body),
        "attachments": [clean(name).rstrip("。；;，,") for name in paper.attachments],
        "signature": clean(paper.signature),
        "date": day_words(paper.date),
        "signature_block": _signed(clean(paper.signature), day_words(paper.date)),
        "note": clean(paper.note).strip("（）()"),
        "copies": ended(listed(paper.copies), "。"),
        "printed_by": clean(paper.printed_by or paper.signature),
        "printed_on": day_words(paper.printed_on or paper.date),
        "disclosure": clean(paper.disclosure),
        "audit_head": clean(paper.audit_head),
    }


def listed(units: Sequence[str]) -> str:
    """Units of one kind with 、, kinds apart with ，: a unit that names a kind has its own commas already."""
    return "，".join(filter(None, (clean(unit) for unit in units)))


def _filled(name: str, paper: Paper, template: bytes | None) -> bytes:
    return Filling(name, template).filled(values(paper), paper.title, paper.signature, paper.date)


# The red mark fills a line as offices are used to see it: high letters, the narrower the more of them.
# Up to so many letters: their height in points, their width in per cent.
_MARKS = ((8.0, 58, 90), (10.0, 56, 76), (12.0, 52, 68), (15.0, 46, 62), (20.0, 36, 60), (40.0, 30, 70))


def _mark(words: str) -> Any:
    from markupsafe import Markup

    mark = clean(words, 40)
    size, narrow = next((s, n) for most, s, n in _MARKS if width(mark) <= most)
    inside = look(TITLE, size, f'<w:color w:val="{RED}"/><w:w w:val="{narrow}"/>', TITLE)
    return Markup(layout.run(mark, inside))  # noqa: S704


def _signed(signature: str, day: str) -> Any:
    """Signature above the date, both around one middle, the date four letters from the edge (7.3.5.1)."""
    from markupsafe import Markup

    apart = 4 + (width(day) - width(signature)) / 2
    moved = max(0.0, 2 - apart)  # a long signature keeps two letters from the edge, the date stays below its middle
    lines = ((signature, apart + moved), (day, 4 + moved))
    return Markup("".join(_right(words, letters) for words, letters in lines if words))  # noqa: S704


def _right(words: str, letters: float) -> str:
    indent = f'<w:ind w:rightChars="{round(letters * 100)}" w:right="{round(letters * 320)}"/><w:jc w:val="right"/>'
    return layout.paragraph("公文署名", layout.run(words, look(BODY, 16)), more=indent)
