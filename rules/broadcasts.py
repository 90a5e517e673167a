"""Notices 通知 that an office sends to many: the fields filled in for each, where one stands, what became of each."""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum

from rules.refusals import Refusal

FIELDS = ("姓名", "职务", "地区", "河段")
MOST_ENCLOSURES = 10  # what Telegram shows as one album
LONGEST_TITLE = 30

# Typed with a Chinese keyboard the braces are often wide ones, and on a phone one brace is enough: {姓名}.
# Nothing a person types is ever run as a template.
_NAMED = "|".join(FIELDS)
_FIELD = re.compile(rf"(?:\{{\{{|｛｛)\s*(.{{0,40}}?)\s*(?:\}}\}}|｝｝)|[{{｛]\s*({_NAMED})\s*[}}｝]", re.DOTALL)
# 各位河长：, {姓名}同志：, 各镇街、各部门：
_SALUTATION = re.compile(r"^(?:各[^：:，,。！!]{0,24}|[^：:，,。！!]{0,16}(?:同志|河长)们?)[：:，,！!]\s*")
_OPEN = re.compile(r"(?:\{\{|｛｛).{0,12}", re.DOTALL)


class BroadcastState(StrEnum):
    """Where a notice stands; a repeated one is scheduled until its last day."""

    SCHEDULED = "scheduled"
    SENT = "sent"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return {"scheduled": "待发", "sent": "已发", "cancelled": "已取消", "withdrawn": "已撤回"}[self.value]


class Reached(StrEnum):
    """What is known of one recipient: delivered, or why not."""

    DELIVERED = "delivered"
    WAITING = "waiting"
    UNKNOWN = "unknown"
    BLOCKED = "blocked"
    UNBOUND = "unbound"
    FAILED = "failed"

    @property
    def word(self) -> str:
        """As a receipt 送达回执 says it."""
        return _REACHED[self]

    @property
    def wants_a_call(self) -> bool:
        """Whether only a telephone call reaches them."""
        return self in (Reached.BLOCKED, Reached.UNBOUND, Reached.FAILED)


_REACHED = {
    Reached.DELIVERED: "已送达",
    Reached.WAITING: "待送达",
    Reached.UNKNOWN: "未确认是否送达",
    Reached.BLOCKED: "停用了机器人",
    Reached.UNBOUND: "未绑定机器人",
    Reached.FAILED: "发送失败",
}


def fields_in(text: str) -> tuple[str, ...]:
    """The fields that a text names, each once."""
    return tuple(dict.fromkeys(_name(found) for found in _FIELD.finditer(text)))


def check_fields(text: str) -> None:
    """Refuses a text with a field that nobody can fill in, or with braces that are never closed."""
    unknown = [field for field in fields_in(text) if field not in FIELDS]
    unclosed = [found.strip() for found in _OPEN.findall(_FIELD.sub("", text))]
    if unknown or unclosed:
        raise Refusal("refusal/broadcast_unknown_field", fields=unknown, unclosed=unclosed, allowed=FIELDS)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text for one recipient; a checked text has no other fields."""
    return _FIELD.sub(lambda found: values.get(_name(found), found[0]), text)


def _name(found: re.Match[str]) -> str:
    return found[2] or found[1]


def title(words: str) -> str:
    """What a notice is called in lists: its first line without whom it greets, shortened; "" if it has no words."""
    lines = [line.strip() for line in _FIELD.sub("", words).splitlines()]
    line = next((said for line in lines if (said := _SALUTATION.sub("", line).strip("。；;，,：: "))), "")
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"


def check_content(words: str, enclosures: Collection[object]) -> None:
    """Refuses a notice that says nothing."""
    if not words and not enclosures:
        raise Refusal("refusal/broadcast_says_nothing")
