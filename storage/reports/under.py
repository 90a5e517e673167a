"""What a report is made under 在其名下: a patrol, an inspection or a campaign; when it ends, one comes back there."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from storage import drafts
from storage.models import Draft
from storage.patrols.resuming import resume_after_report

# Dialogs whose drafts carry "<name>_id", as the reports made under them do.
_UNDER = ("inspection", "campaign")


def stands_under(told: Mapping[str, Any]) -> bool:
    """Whether a report was opened under something, or for a source chosen before: it is not thrown away unasked."""
    return any(told.get(key) for key in ("patrol_id", "source", *(f"{each}_id" for each in _UNDER)))


def resume_what_it_was_under(session: Session, chat_id: int, told: Mapping[str, Any]) -> Draft | None:
    """Takes the dialog up again under which a report was made; None if there is none or it is over."""
    if told.get("patrol_id"):
        return resume_after_report(session, chat_id, told["patrol_id"])
    for name in _UNDER:
        if told.get(f"{name}_id"):
            return drafts.resume_about(session, chat_id, name, **{f"{name}_id": told[f"{name}_id"]})
    return None
