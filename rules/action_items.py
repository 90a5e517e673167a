"""Matters to be carried through 重点事项: decided on a patrol, a river's key problems, a liaison unit's key tasks."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from rules.refusals import Refusal


class ItemKind(StrEnum):
    """Where a matter comes from, and so who keeps it."""

    FROM_PATROL = "from_patrol"  # clause L4: what a chief decided on a patrol
    KEY_PROBLEM = "key_problem"  # clause L9: liaison unit and office sort them out for the chief
    TASK = "task"  # clause L14: what a liaison unit carries

    @property
    def word(self) -> str:
        """The Chinese word."""
        return _KINDS[self]


class ItemState(StrEnum):
    """Where a matter stands."""

    OPEN = "open"
    DONE = "done"
    CLOSED = "closed"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return _STATES[self]


class Deed(StrEnum):
    """What is done to a matter once it is on the list."""

    PROGRESS = "progress"
    FINISH = "finish"
    CONFIRM = "confirm"
    SEND_BACK = "send_back"
    SOLVE = "solve"  # a key problem has no owner: who keeps the list says that it is solved

    @property
    def word(self) -> str:
        """The Chinese word."""
        return _DEEDS[self]


class Question(StrEnum):
    """What must still be told before a matter can be recorded."""

    PATROL = "patrol"
    WATER = "water"
    TITLE = "title"
    OWNER = "owner"
    DUE = "due"
    PREVIEW = "preview"


def after(kind: ItemKind, state: ItemState, deed: Deed) -> ItemState:
    """The state that follows; refuses what is out of order."""
    following = _NEXT.get((state, deed))
    if following is None or (deed is Deed.SOLVE) is not (kind is ItemKind.KEY_PROBLEM):
        raise Refusal("refusal/item_moved_on", state=state)
    return following


def next_question(told: Mapping[str, Any]) -> Question:
    """What to ask next, by what was told already."""
    return next((each for each in _ASKED[ItemKind(told["kind"])] if told.get(each) in (None, "")), Question.PREVIEW)


_KINDS = {
    ItemKind.FROM_PATROL: "巡河议定事项",
    ItemKind.KEY_PROBLEM: "流域突出问题",
    ItemKind.TASK: "重点任务",
}
_STATES = {ItemState.OPEN: "办理中", ItemState.DONE: "待确认", ItemState.CLOSED: "已办结"}
_DEEDS = {
    Deed.PROGRESS: "反馈进展",
    Deed.FINISH: "报告办结",
    Deed.CONFIRM: "确认办结",
    Deed.SEND_BACK: "退回再办",
    Deed.SOLVE: "标为已解决",
}
_NEXT: Mapping[tuple[ItemState, Deed], ItemState] = MappingProxyType(
    {
        (ItemState.OPEN, Deed.PROGRESS): ItemState.OPEN,
        (ItemState.OPEN, Deed.FINISH): ItemState.DONE,
        (ItemState.DONE, Deed.CONFIRM): ItemState.CLOSED,
        (ItemState.DONE, Deed.SEND_BACK): ItemState.OPEN,
        (ItemState.OPEN, Deed.SOLVE): ItemState.CLOSED,
    }
)
_ASKED = {
    ItemKind.FROM_PATROL: (Question.PATROL, Question.TITLE, Question.OWNER, Question.DUE),
    ItemKind.KEY_PROBLEM: (Question.WATER, Question.TITLE),
    ItemKind.TASK: (Question.OWNER, Question.TITLE, Question.DUE),
}
