"""Which photo of an issue stands for it before and after, where a ledger shows one of each. Reads only."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import PICTURES, Media, MediaUse, Subject


class Shot(NamedTuple):
    """One photo; without a hash its bytes are not under the data folder."""

    sha256: str | None


class Shots(NamedTuple):
    """The first photo of what was found, the last of what was done about it."""

    before: Shot | None = None
    after: Shot | None = None


def shots(session: Session, issue_ids: Sequence[int]) -> list[Shots]:
    """Of each of some issues (a thousand or so), in their order."""
    rows = session.execute(
        select(Media.subject_id, Media.use, Media.sha256)
        .where(Media.subject == Subject.ISSUE, Media.subject_id.in_(issue_ids), Media.kind.in_(PICTURES))
        .where(Media.use.in_((MediaUse.BEFORE, MediaUse.AFTER)))
        .order_by(Media.sent_at, Media.message_id)
    )
    found: dict[int, Shots] = {}
    for issue_id, use, sha256 in rows:
        so_far = found.get(issue_id, Shots())
        if use is MediaUse.AFTER:
            found[issue_id] = so_far._replace(after=Shot(sha256))
        elif so_far.before is None:
            found[issue_id] = so_far._replace(before=Shot(sha256))
    return [found.get(each, Shots()) for each in issue_ids]
