"""The reply slip 回执 of a slip: an empty form to fill in by hand, or filled from what was said in chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from typing import TYPE_CHECKING, Any

from documents.official import photos as official_photos
from documents.official.filling import Filling
from documents.official.photos import Photo
from documents.official.text import clean, day_words, with_hexagonal_brackets
from documents.official.title import title_lines
from documents.pictures import SHANGHAI

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

_DAY_BY_HAND = "　　年　　月　　日"


@dataclass(frozen=True)
class ReplyRow:
    """One issue on the reply slip; what isn't known yet stays free for writing."""

    number: str
    issue: str
    done: str = ""
    done_on: date | None = None
    asks_closing: bool | None = None


@dataclass(frozen=True)
class ReplySlip:
    """The reply slip: to which office, about which number, by when, from which unit; photos before and after."""

    to: str
    number: str
    rows: Sequence[ReplyRow]
    unit: str = ""
    reply_by: date | None = None
    received_on: date | None = None
    person: str = ""
    phone: str = ""
    opinion: str = ""
    review: str = ""
    photos: Sequence[Photo] = ()
    contact: str = ""
    title: str = "督办事项办理情况回执"


def reply_slip(reply: ReplySlip, day: date, template: bytes | None = None, zone: tzinfo = SHANGHAI) -> bytes:
    """The reply slip alone as .docx; `day` goes into the file's properties. Raises UnusableTemplate."""
    filling = Filling("reply_slip.docx", template)
    values = {"reply": reply_values(reply, filling.template, zone), "title_lines": title_lines(reply.title)}
    return filling.filled(values, reply.title, reply.unit, day)


def reply_values(reply: ReplySlip, template: DocxTemplate, zone: tzinfo) -> dict[str, Any]:
    """What a template may name below `reply`."""
    return {
        "title": clean(reply.title),
        "to": clean(reply.to) + "：",
        "number": with_hexagonal_brackets(reply.number),
        "reply_by": f"{day_words(reply.reply_by)}前" if reply.reply_by else "",
        "unit": clean(reply.unit),
        "received_on": day_words(reply.received_on) if reply.received_on else _DAY_BY_HAND,
        "person": clean(reply.person),
        "phone": clean(reply.phone),
        "rows": [_row(row) for row in reply.rows],
        "opinion": clean(reply.opinion),
        "review": clean(reply.review),
        "photos": official_photos.grid(reply.photos, template, zone),
        "contact": clean(reply.contact),
    }


def _row(row: ReplyRow) -> dict[str, str]:
    return {
        "number": clean(row.number, 40),
        "issue": clean(row.issue, 300),
        "done": clean(row.done),
        "done_on": day_words(row.done_on) if row.done_on else "",
        "asks_closing": {None: "□是 □否", True: "是", False: "否"}[row.asks_closing],
    }
