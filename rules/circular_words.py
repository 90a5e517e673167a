"""What a naming notice 通报 says: its title, first paragraph, findings; the hash of what it was made of."""

import json
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any

from rules import periods
from rules.circulars import CircularRule, Form, Ground
from rules.periods import Period, Span

MOST_NUMBERS = 6  # numbers of issues said in one line


def title(form: Form, period: Period, span: Span) -> str:
    """关于2026年第三季度河长履职情况的通报."""
    if form is Form.LETTER:
        return f"关于{periods.name(period, span)}各级河长巡河情况的函"
    return f"关于{periods.name(period, span)}河长履职情况的通报"


def lead(rule: CircularRule, span: Span) -> str:
    """The first paragraph, which the office may write anew."""
    basis = f"根据{rule.basis}，" if rule.basis else ""
    when = periods.name(rule.period, span)
    if rule.form is Form.LETTER:
        return f"{basis}现将{when}各级河长巡河情况及未完成巡河任务的河长名单函告贵部，请在考核中予以运用。"
    return f"{basis}现将{when}各级河长巡河、查河、治河情况通报如下。"


def rate(met: int, required: int) -> str:
    """A share in per cent that never says more than was done: 99.6 % is not 100 %; 100 % is the most."""
    return f"{min(100, met * 100 // required)}%" if required else "—"


def patrols_said(required: int, met: int, done: int) -> str:
    """应巡13次，按期完成9次，欠4次; what was walked beyond that does not make up for another period."""
    more = f"（另有{done - met}次不在所欠周期内，不抵顶）" if done > met and met < required else ""
    return f"应巡{required}次，按期完成{met}次，完成率{rate(met, required)}，欠{required - met}次{more}"


def counted_said(ground: Ground, numbers: Collection[str]) -> str:
    """逾期未完成整改2件：2026-0001、2026-0002."""
    told = list(numbers)
    named = "、".join(told[:MOST_NUMBERS]) + ("等" if len(told) > MOST_NUMBERS else "")
    start, unit = {
        Ground.OVERDUE: ("期末逾期未完成整改", "件"),
        Ground.RELAPSED: ("回头看发现反弹", "件"),
        Ground.UNANSWERED: ("逾期未回复公文", "份"),
    }[ground]
    return f"{start}{len(told)}{unit}：{named}"


def fingerprint(*values: object) -> str:
    """A hash of rules or data that is the same in every process."""
    told = json.dumps([_plain(each) for each in values], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(told.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, frozenset | set):
        return sorted((_plain(each) for each in value), key=str)
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, int | float | str | None) else str(value)
