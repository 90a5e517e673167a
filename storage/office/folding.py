"""Many notices of one act folded: a unit with thirty assignments gets one message, not thirty."""

from collections.abc import Iterable
from typing import Any

from rules.issue_states import Act
from storage.issues.telling import Part
from storage.models import Urgency
from storage.outbox import Tell

MOST_LINES = 10
_OFFICIALS = "rectification"  # the public is told in its own words, one by one
_TOLD = ("number", "type", "place", "due_on", "assignee")


def folded(notices: Iterable[Tell], act: Act) -> list[Tell]:
    """One notice for each person and part (whose task it is, or who only hears of it); one alone stays as it was."""
    piles: dict[tuple[int | None, bool, str], list[Tell]] = {}
    others: list[Tell] = []
    for notice in notices:
        if notice.kind.split("/")[0] == _OFFICIALS:
            mine = notice.values.get("part") == Part.ASSIGNEE
            piles.setdefault((notice.person_id, mine, notice.kind), []).append(notice)
        else:
            others.append(notice)
    return [*(pile[0] if len(pile) == 1 else _one_of(pile, act, mine) for (_, mine, _), pile in piles.items()), *others]


def _one_of(pile: list[Tell], act: Act, mine: bool) -> Tell:
    first = pile[0]
    values: dict[str, Any] = {
        "act": act,
        "mine": mine,
        "count": len(pile),
        "lines": [{key: notice.values.get(key) for key in _TOLD} for notice in pile[:MOST_LINES]],
        "by": first.values.get("by", ""),
        "words": first.values.get("words", "") if act is Act.URGE else "",
    }
    now = any(notice.urgency is Urgency.NOW for notice in pile)
    return Tell(
        kind="bulk/told",
        key=f"{first.key}:and",
        person_id=first.person_id,
        values=values,
        urgency=Urgency.NOW if now else Urgency.DAYTIME,
        buttons=[[["bulk.tasks", "issue:tasks:0"]]] if mine else [],
    )
