"""Each naming of a published circular becomes a measure 通报, so that deductions and counts can follow."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from rules.circulars import NameState, Whom
from rules.profile import Profile
from rules.workdays import IsWorkday
from storage.audit import By
from storage.circulars.changing import names_of
from storage.circulars.places import places
from storage.circulars.speaking import posts_speaking
from storage.measures.recording import About, record_circular
from storage.models import Circular, CircularName, Post


def record(
    session: Session, by: By, profile: Profile, circular: Circular, number: str, today: date, is_workday: IsWorkday
) -> None:
    """One measure for each unit and person that stands named."""
    named = [row for row in names_of(session, circular.id) if row.state is NameState.NAMED]
    told = _about(session, named)
    record_circular(session, by, profile.ladder, circular.region_id, circular.sent_post_id, circular.id, number, told,
                    today, is_workday)  # fmt: skip


def _about(session: Session, named: Sequence[CircularName]) -> list[About]:
    where, speaking = places(session), posts_speaking(session, named)
    found = []
    for row in named:
        own: Sequence[int | None] = speaking.get(row.id) or (None,)
        post = session.get(Post, row.post_id) if row.post_id else None
        town = where.town_of(post.region_id) if post else None
        unit = row.name if row.whom is Whom.UNIT else where.names.get(town or 0, "")
        reason = "；".join(f"{line['said']}：{line['text']}" if line["said"] else line["text"] for line in row.lines)
        evidence = {"issues": [issue_number for line in row.lines for _, issue_number in line["issues"]]}
        found.append(About(row.post_id or own[0], row.person_id, row.name, unit, reason, evidence))
    return found
