"""A receipt 送达回执: what a notice was, to whom it went, what became of it; the words both files use."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from documents.about_sheet import About
from rules.broadcasts import Reached
from storage.broadcasts.cards import Card
from storage.broadcasts.counting import Counts, Line, counts

READ_NOTE = "“看过”指点过按钮或提过问题；Telegram不告知机器人谁读过消息，未点按钮的人可能也已看到。"


@dataclass(frozen=True)
class Receipt:
    """One round of a notice with everybody it went to."""

    card: Card
    lines: tuple[Line, ...]
    about: About

    @property
    def counts(self) -> Counts:
        """The four counts of all."""
        return counts(self.lines)

    @property
    def is_asked_for(self) -> bool:
        """Whether 收到 or 已办 was asked for."""
        return self.card.wants_receipt or self.card.wants_done

    def lacks(self, one: Line) -> bool:
        """Whether somebody still owes what was asked for, or has not got it."""
        if one.person_id is None or not self.is_asked_for:
            return one.reached is not Reached.DELIVERED
        return (one.done_at if self.card.wants_done else one.acknowledged_at) is None


def reason(one: Line) -> str:
    """Why somebody is missing, as one says it."""
    if one.phoned_at is not None:
        return f"{one.word}，已电话告知"
    if one.wants_a_call or one.reached is not Reached.DELIVERED:
        return one.word
    return "已送达，还没办完" if one.acknowledged_at else "已送达，未回执"


def clock(moment: datetime | None, zone: tzinfo) -> str:
    """A moment in a narrow column: 11-23 09:30."""
    return f"{moment.astimezone(zone):%m-%d %H:%M}" if moment else ""
