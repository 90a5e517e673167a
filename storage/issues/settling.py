"""Dialogs about an issue: opened once, and at their end what they interrupted is taken up again."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from rules.refusals import Refusal
from storage import drafts
from storage.models import Draft

P = ParamSpec("P")
T = TypeVar("T")

# After these nothing that could still be said in the dialog would help.
_POINTLESS = frozenset(
    {
        "refusal/issue_moved_on",
        "refusal/too_late_to_return",
        "refusal/no_such_issue",
        "refusal/urging_answered",
        "refusal/supervised_already",
        "refusal/not_supervised",
        "refusal/transfer_unanswered",
        "refusal/transfer_answered",
        "refusal/looked_back_already",
        "refusal/opinion_moved_on",
        "refusal/campaign_closed",
        "refusal/campaign_has_changed",
        "refusal/campaign_over",
        "refusal/not_in_campaign",
    }
)


def open_about(
    session: Session, /, chat_id: int, person_id: int, dialog: str, step: str, now: datetime, **data: Any
) -> Draft:
    """Opens a dialog about `data["issue_id"]`; an earlier one of the same kind about it begins anew."""
    current = drafts.current(session, chat_id)
    interrupted = current.id if current else None
    for old in [current, *drafts.parked(session, chat_id)]:
        if old is not None and old.dialog == dialog and old.data.get("issue_id") == data["issue_id"]:
            interrupted = old.data.get("interrupted") if old is current else interrupted
            drafts.close(session, old.id)
    return drafts.begin(session, chat_id, person_id, dialog, step, now, interrupted=interrupted, **data)


def leave(session: Session, draft_id: int) -> None:
    """Closes a dialog and goes back to the one it interrupted, if that is still there."""
    draft = session.get(Draft, draft_id)
    if draft is None:
        return
    chat_id, interrupted = draft.chat_id, draft.data.get("interrupted")
    drafts.close(session, draft_id)
    if interrupted is not None:
        drafts.resume(session, chat_id, interrupted)


def settle(
    session: Session,
    draft_id: int,
    act: Callable[Concatenate[Session, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T | Refusal:
    """Does what the dialog was for and leaves it. A refusal that talking on cannot mend ends it too.

    Such a refusal is returned, so that the end is committed; any other is raised and the draft stays.
    """
    try:
        with session.begin_nested():
            done = act(session, *args, **kwargs)
    except Refusal as refusal:
        if refusal.text not in _POINTLESS:
            raise
        leave(session, draft_id)
        return refusal
    leave(session, draft_id)
    return done
