"""What the register of groups tells: the office that its group is lost, who let the bot into a channel how to go on."""

from datetime import date

from sqlalchemy.orm import Session

from storage import outbox
from storage.audit import By
from storage.groups import register
from storage.groups.register import Seen
from storage.models import Group, GroupKind, Urgency
from storage.outbox import Tell
from storage.posts.holders import office_people


def welcome(session: Session, by: By, seen: Seen) -> Group | None:
    """Notes that the bot was let in; the group if that is news there. In a channel nobody is asked: its finder is."""
    group, is_new = register.let_in(session, by, seen)
    if is_new and group.kind is GroupKind.CHANNEL and by.person_id is not None:
        key = f"group:{group.id}:let_in:{by.at.isoformat()}"
        button = [[["groups.open", f"group:open:{group.id}"]]]
        outbox.tell(session, by.at, [Tell("groups/let_in", key, by.person_id, {"title": group.title}, buttons=button)])
    return group if is_new else None


def farewell(session: Session, by: By, chat_id: int, today: date) -> None:
    """Notes that the bot was put out, and tells the office whose work group it was."""
    group = register.put_out(session, by, chat_id)
    if group is None or group.region_id is None:
        return
    office = office_people(session, group.region_id, today)
    values = {"title": group.title}
    key = f"group:{group.id}:put_out:{by.at.isoformat()}"
    told = [Tell("groups/put_out", f"{key}:{person}", person, values, Urgency.DAYTIME) for person in office]
    outbox.tell(session, by.at, told)
