"""Reminders put off 稍后提醒 that are due again: repeated once, if the matter is not done and no later one has come."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from reminders import action_items, overdue_patrols, overdue_rectifications, overdue_replies, overdue_transfers
from reminders.telling import again
from rules.profile import Profile
from rules.warnings import Matter
from rules.workdays import IsWorkday
from storage.chains import pieces
from storage.chains.pieces import Piece
from storage.chains.running import PutOff, put_off
from storage.models import Urgency

_Look = Callable[[Session, Profile, date, IsWorkday, Collection[int]], Iterator[Piece]]
_LOOKS: Mapping[Matter, _Look] = {
    Matter.PATROL: overdue_patrols.of_people,
    Matter.RECTIFICATION: overdue_rectifications.of_issues,
    Matter.REPLY: overdue_replies.of_papers,
    Matter.TRANSFER: overdue_transfers.of_transfers,
    Matter.ITEM: action_items.of_items,
}


def repeat(session: Session, profile: Profile, now: datetime, is_workday: IsWorkday) -> int:
    """Tells again what was put off until now; returns how many. A second run finds nothing put off."""
    waiting: dict[Matter, dict[str, PutOff]] = defaultdict(dict)
    for one in put_off(session, now):
        waiting[one.matter][one.key] = one
    today, told = now.astimezone(ZoneInfo(profile.timezone)).date(), 0
    for matter, by_key in waiting.items():
        whose = {one.whose_id if matter is Matter.PATROL else one.subject_id for one in by_key.values()}
        for piece in _LOOKS[matter](session, profile, today, is_workday, whose - {None}):  # type: ignore[arg-type]
            told += pieces.write(session, now, _repeated(piece, by_key))
        settled = Piece()
        settled.overtaken = [one.id for one in by_key.values()]
        pieces.write(session, now, settled)
    return told


def _repeated(piece: Piece, by_key: Mapping[str, PutOff]) -> Piece:
    found = Piece()
    for notice in piece:
        key, step = piece.own.get(notice.key, ("", ""))
        one = by_key.get(key)
        if one is not None and one.step == step and one.person_id == notice.person_id:
            repeated = replace(notice, key=again(notice.key, one.times), urgency=Urgency.DAYTIME)
            found.append(repeated)
            found.own[repeated.key] = (key, step)
            found.ids[key] = one.id
    return found
