"""The way back into a patrol from what interrupted it."""

from sqlalchemy.orm import Session

from storage import drafts
from storage.models import Draft, Patrol, PatrolState

DIALOG = "patrol"


def resume_after_report(session: Session, chat_id: int, patrol_id: int) -> Draft | None:
    """Takes the patrol's dialog up again after an issue was reported on the way; None once the patrol is over."""
    patrol = session.get(Patrol, patrol_id)
    if patrol is None or patrol.state not in (PatrolState.OPEN, PatrolState.PAUSED):
        return None
    for draft in [drafts.current(session, chat_id), *drafts.parked(session, chat_id)]:
        if draft is not None and draft.dialog == DIALOG and draft.data.get("patrol_id") == patrol_id:
            return drafts.resume(session, chat_id, draft.id)
    return None
